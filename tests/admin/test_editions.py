"""Editions at the dashboard: looking inside, comparing, going back, withholding."""

import pytest

from models.base import db
from models.staff import Role
from services import editions, items, together, withholdings
from tests.builders import PUBLISHER, edit, first, make, publish
from tests.people import at_work, csrf_token, person


@pytest.fixture
def publisher(desk):
    return desk("publisher")


@pytest.fixture
def two(staff_session):
    """A second edition, in which a question and a fact read differently."""
    publish(edit(first("faqs"), question="Quite other words?"))
    publish(edit(first("facts"), value="at least 99 days"))
    new = make("faqs", question="Brand new?")
    publish(items.newest_revision(new))
    db.session.commit()
    return new


def send(client, path, **data):
    token = csrf_token(client, "/account/")
    return client.post(path, data={"csrf_token": token, **data}, follow_redirects=True)


def number():
    db.session.expire_all()
    return editions.latest().number


def test_edition_shows_the_words_as_they_were(two, publisher):
    item = first("faqs")
    then = publisher.get(f"/editions/item/?id=1&item={item.id}").text
    assert "Quite other words?" not in then
    assert "Quite other words?" in publisher.get(f"/editions/item/?id=2&item={item.id}").text


def test_edition_links_to_each_item(publisher):
    page = publisher.get("/editions/details/?id=1").text
    assert page.count("/editions/item/?") == len(together.of(editions.current()).revisions)


@pytest.mark.parametrize("query", ["", "id=1&item=99999", "id=9&item=1", "id=x&item=y"])
def test_item_that_is_not_there_is_not_found(publisher, query):
    assert publisher.get(f"/editions/item/?{query}").status_code == 404


def test_comparison_shows_added_and_changed_with_marked_words(two, publisher):
    page = publisher.get("/editions/compare/?from=1&to=4").text
    assert "Added: 1" in page
    assert "<ins>" in page
    assert "Brand new?" in page


def test_comparison_follows_facts_into_the_texts(two, publisher):
    page = publisher.get("/editions/compare/?from=2&to=3").text
    assert "something that it names changed" in page


def test_comparison_backwards_shows_what_is_removed(two, publisher):
    assert "Removed: 1" in publisher.get("/editions/compare/?from=4&to=3").text


def test_comparison_of_one_with_itself_says_so(publisher):
    assert "Both say the same" in publisher.get("/editions/compare/").text


@pytest.mark.parametrize("query", ["from=9", "to=9", "from=x&to=1"])
def test_comparison_with_no_edition_is_not_found(publisher, query):
    assert publisher.get(f"/editions/compare/?{query}").status_code == 404


def test_publisher_rolls_back_after_reading_what_goes(two, publisher):
    assert "Brand new?" in publisher.get("/editions/roll-back/?id=1").text
    page = send(publisher, "/editions/roll-back/", id="1", current="4", reason="Wrong.").text
    assert "Edition 5 is published" in page


def test_rollback_over_what_nobody_saw_is_refused(two, publisher):
    page = send(publisher, "/editions/roll-back/", id="1", current="3", reason="Wrong.").text
    assert "Somebody published meanwhile" in page
    assert number() == 4


def test_rollback_needs_a_reason_and_keeps_the_page(two, publisher):
    page = send(publisher, "/editions/roll-back/", id="1", current="4", reason="").text
    assert "Write why" in page
    assert number() == 4


def test_two_people_withhold_an_edition(two, publisher, desk):
    send(publisher, "/editions/withhold/", id="1", reason="A dose was wrong.")
    assert withholdings.reasons() == {}
    send(desk("reviewer"), "/editions/withhold/confirm/", id="1")
    assert withholdings.reasons() == {1: "A dose was wrong."}


def test_asker_gets_no_button_to_confirm(two, publisher):
    page = send(publisher, "/editions/withhold/", id="1", reason="Wrong.").text
    assert "Confirm: withhold it" not in page
    assert "Do not withhold it" in page


def test_withholding_can_be_refused(two, publisher, desk):
    send(publisher, "/editions/withhold/", id="1", reason="Wrong.")
    send(desk("reviewer"), "/editions/withhold/refuse/", id="1")
    assert withholdings.of(editions.numbered(1)) is None


def test_current_edition_says_why_it_cannot_be_withheld(two, publisher):
    assert "Roll back to another" in publisher.get("/editions/details/?id=4").text
    assert "Roll back" in send(publisher, "/editions/withhold/", id="4", reason="Wrong.").text


def test_reviewer_sees_that_somebody_must_decide(two, staff_app):
    withholdings.ask(editions.numbered(1), PUBLISHER, "Wrong.")
    db.session.commit()
    assert "To withhold" in at_work(staff_app, person(Role.REVIEWER)).get("/").text


def test_moment_leads_to_the_edition_read_then(two, publisher):
    answer = publisher.get("/editions/as-of/?moment=9998-12-31T10:00")
    assert answer.location.endswith("id=4")


@pytest.mark.parametrize("moment", ["1999-01-01T00:00", "", "soon"])
def test_moment_without_an_edition_leads_back(publisher, moment):
    answer = publisher.get(f"/editions/as-of/?moment={moment}")
    assert answer.location.endswith("/editions/")
