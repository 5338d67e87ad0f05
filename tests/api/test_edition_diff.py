"""What one edition says differently from another, as the public may read it."""

import pytest

from models.base import db
from services import editions, items, withholdings
from services.items import newest_revision
from tests.builders import PUBLISHER, REVIEWER, edit, first, make, publish, publish_changes
from tests.registry import each_listed_type, each_type


def difference(client, before=1, after=2):
    return client.get(f"/api/v1/editions/{before}/diff/{after}").json["data"]


def only(line, **expected):
    (found,) = line
    assert {name: found[name] for name in expected} == expected
    return found


@each_type
def test_edition_does_not_differ_from_itself(client, content_type):
    assert not any(difference(client, 1, 1).values())


@each_listed_type
def test_added_record_is_shown_whole(client, content_type):
    publish(newest_revision(make(content_type.path)))
    found = difference(client)
    shown = client.get(f"/api/v1/{content_type.path}/a-sample").json["data"]
    only(found["added"], content_type=content_type.name, slug="a-sample", record=shown)
    assert not found["removed"] + found["changed"] + found["moved"]


def test_removed_record_is_shown_as_it_was(client):
    item = first("faqs")
    slug = item.slug
    was = client.get(f"/api/v1/faqs/{slug}").json["data"]
    items.trash(item, seen_version=item.version, actor="t")
    publish_changes({item.id: None})
    only(difference(client)["removed"], content_type="faq", slug=slug, record=was)


def test_changed_record_names_its_fields_and_both_values(client):
    before = newest_revision(item := first("faqs")).data["question"]
    publish(edit(item, question="Changed?"))
    changed = only(difference(client)["changed"], content_type="faq", slug=item.slug)
    assert changed["fields"] == {"question": {"before": before, "after": "Changed?"}}


def test_difference_goes_both_ways(client):
    publish(edit(first("faqs"), question="Changed?"))
    there, back = difference(client)["changed"][0], difference(client, 2, 1)["changed"][0]
    there, back = there["fields"]["question"], back["fields"]["question"]
    assert (there["before"], there["after"]) == (back["after"], back["before"])


def test_changed_clinic_is_one_record_whatever_its_slug(client):
    publish(edit(first("clinic"), slug="elsewhere"))
    changed = only(difference(client)["changed"], content_type="clinic", slug="elsewhere")
    assert set(changed["fields"]) == {"slug"}


def test_changed_fact_is_shown_wherever_it_is_read(client):
    publish(edit(first("facts"), value="a long time"))
    found = difference(client)["changed"]
    assert {each["content_type"] for each in found} > {"fact"}


def test_moved_record_is_named_as_such(client):
    item = first("faqs")
    old = item.slug
    publish(edit(item, slug="new"))
    found = difference(client)
    assert found["moved"] == [{"content_type": "faq", "from": old, "to": "new"}]
    only(found["added"], slug="new")
    only(found["removed"], slug=old)


def test_what_readers_cannot_see_is_no_difference(client):
    publish(edit(first("faqs"), internal_note="Only for staff."))
    assert not any(difference(client).values())


def test_meta_says_which_two(client):
    answer = client.get("/api/v1/editions/1/diff/1").json
    assert answer["meta"] == {"from": 1, "to": 1}


@pytest.mark.parametrize("pair", [(1, 2), (2, 1), (1, 1)], ids=str)
def test_withheld_edition_is_in_no_difference(client, pair):
    publish(edit(first("faqs"), question="Changed?"))
    withholdings.ask(editions.numbered(1), PUBLISHER, "A dose was wrong.")
    withholdings.confirm(editions.numbered(1), REVIEWER)
    answer = client.get("/api/v1/editions/{}/diff/{}".format(*pair))
    assert (answer.status_code, answer.json["code"]) == (410, "edition_withheld")


def test_draft_is_in_no_difference(client):
    publish(edit(first("faqs"), question="Changed?"))
    before = difference(client)
    edit(first("faqs"), question="Drafted?")
    db.session.commit()
    assert difference(client) == before
