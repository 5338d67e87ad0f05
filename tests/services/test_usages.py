"""Where a fact, the clinic or a source is named, and what a changed value changes."""

import seeds
from services import items, usages
from services.items import newest_revision
from tests.builders import edit, first, make, publish, type_called
from tests.registry import each_type

NAMED = "Take {{ tablet-dose }}."


def fact(slug="tablet-dose"):
    return items.find(type_called("facts"), slug)


def where(found):
    return [(each.revision.data["slug"], each.path) for each in found]


def test_fact_is_found_in_every_text_that_names_it(session):
    make("faqs", slug="named", question=NAMED, answer="Nothing.")
    make("sections", slug="deep", body="", points=[{"term": "x", "text": NAMED}], citations=[])
    found = where(usages.places(fact()))
    assert ("named", ("question",)) in found
    assert ("deep", ("points", 0, "text")) in found
    assert not any(slug == "named" and path == ("answer",) for slug, path in found)


def test_newest_revision_counts_and_not_the_live_one(session):
    before = len(usages.places(fact()))
    faq = make("faqs", answer=NAMED)
    edit(faq, answer="Nothing.")
    assert len(usages.places(fact())) == before


def test_what_lies_in_the_trash_names_nothing(session):
    before = len(usages.places(fact()))
    items.trash(make("faqs", answer=NAMED), seen_version=1, actor="t")
    assert len(usages.places(fact())) == before


def test_clinic_is_found_where_its_fields_are_named(session):
    found = where(usages.places(first("clinic")))
    assert ("clinic", ("calls_to_action", 0, "label")) in found


def test_source_is_found_in_the_rows_that_refer_to_it(session):
    source = make("sources", slug="study")
    make("faqs", slug="citing", citations=[{"source": "study", "supports": "a point"}])
    effect = first("side-effects")
    row = {**newest_revision(effect).data["frequencies"][0], "source": "study"}
    edit(effect, frequencies=[row])
    found = usages.places(source)
    assert where(found) == [(effect.slug, ("frequencies", 0)), ("citing", ("citations", 0))]
    assert found[1].text == "a point"


def test_what_offers_no_name_is_named_nowhere(session):
    assert usages.places(first("sections")) == []


def test_changed_value_shows_every_live_text_that_would_read_differently(session):
    publish(newest_revision(make("faqs", slug="named", answer=NAMED)))
    changed = usages.changed_places(edit(fact(), value="60 mg"))
    shown = [each for each in changed if each.revision.data["slug"] == "named"]
    assert [(each.path, each.before, each.after) for each in shown] == [
        (("answer",), "Take 50 mg.", "Take 60 mg.")
    ]
    assert len(changed) == len(usages.places(fact()))


def test_text_that_is_not_live_is_not_changed(session):
    make("faqs", slug="draft", answer=NAMED)
    changed = usages.changed_places(edit(fact(), value="60 mg"))
    assert "draft" not in {each.revision.data["slug"] for each in changed}


def test_changed_clinic_field_shows_its_own_texts_too(session):
    changed = usages.changed_places(edit(first("clinic"), phone_display="555"))
    assert ("clinic", ("calls_to_action", 0, "label")) in where(changed)


def test_text_that_itself_changed_is_no_place(session):
    """Its own difference says so already."""
    clinic = first("clinic")
    call, *others = newest_revision(clinic).data["calls_to_action"]
    anew = [{**call, "label": "Ring {{ clinic.phone_display }}"}, *others]
    changed = usages.changed_places(edit(clinic, phone_display="555", calls_to_action=anew))
    assert where(changed) == [("clinic", ("calls_to_action", 0, "text"))]


def test_other_name_of_a_fact_shows_what_would_then_be_unknown(session):
    changed = usages.changed_places(edit(fact(), slug="dose"))
    assert changed
    assert all("{{ tablet-dose }}" in each.after for each in changed)


def test_change_of_nothing_that_texts_name_changes_no_place(session):
    assert usages.changed_places(edit(fact(), meaning="Said anew.")) == []
    assert usages.changed_places(edit(first("faqs"), answer="Said anew.")) == []


@each_type
def test_what_offers_names_says_so(content_type):
    """Else no text would ever be told the value."""
    offers = any(content_type.model.offers(each) for each in seeds.records(content_type))
    assert offers == content_type.model.offering
