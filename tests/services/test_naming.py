"""Names in text: found with their places, filled once, and never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import inspect

import seeds
from content_types import CONTENT_TYPES
from models.clinic import Clinic
from models.faq import Faq
from models.section import GuideSection
from models.source import Source
from services import naming
from tests.registry import each_type

VALUES = {"tablet-dose": "50 mg", "clinic.phone": "+15551234567"}
SEEDED = {
    name: value
    for each in CONTENT_TYPES
    for record in seeds.records(each)
    for name, value in each.model.offers(record).items()
}
RECORDS = [(each, record) for each in CONTENT_TYPES for record in seeds.records(each)]
EACH_RECORD = pytest.mark.parametrize(
    ("content_type", "record"), RECORDS, ids=[f"{t.path}/{r['slug']}" for t, r in RECORDS]
)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Take {{ tablet-dose }}.", "Take 50 mg."),
        ("Take {{tablet-dose}}, {{  tablet-dose }}", "Take 50 mg, 50 mg"),
        ("**{{ clinic.phone }}**", "**+15551234567**"),
        ("{{ no-such }} and {{ clinic.none }}", "{{ no-such }} and {{ clinic.none }}"),
        ("{{ Tablet-Dose }} {{ tablet dose }} {{", "{{ Tablet-Dose }} {{ tablet dose }} {{"),
        ("{ tablet-dose } }}", "{ tablet-dose } }}"),
    ],
)
def test_text_is_filled(text, filled):
    assert naming.fill(text, VALUES) == filled


@pytest.mark.parametrize(
    "text", ["{{ no-such }}", "{{", "{{ }}", "{{ A }}", "{{ a.b.c }}", "{{\ntablet-dose }}", "{{{"]
)
def test_what_is_no_name_counts_as_unknown(text):
    assert len(naming.unknown(f"Take {text} now", VALUES)) == 1


def test_mention_says_where_it_stands():
    text = "Take {{ tablet-dose }} once."
    (found,) = naming.mentions(text)
    assert (found.name, text[found.start : found.end]) == ("tablet-dose", found.words)


def test_value_is_not_looked_through_for_names():
    assert naming.fill("{{ a }}", {"a": "{{ b }}", "b": "x"}) == "{{ b }}"


@given(st.text())
def test_text_without_names_stays_as_it_is(text):
    plain = text.replace("{{", "")
    assert naming.fill(plain, VALUES) == plain
    assert naming.mentions(plain.replace("{", "")) == []


@given(st.text(alphabet="{} abt.-\n", max_size=40))
def test_filling_twice_gives_what_filling_once_gives(text):
    once = naming.fill(text, VALUES)
    assert naming.fill(once, VALUES) == once


@given(st.text(alphabet="{} abt.-\n", max_size=40))
def test_two_braces_are_a_name_or_unknown(text):
    """Nothing between: whatever braces filling leaves were said to be unknown."""
    left = naming.fill(text, {"a": "x", "b": "x"})
    assert bool(naming.unknown(text, {"a": "x", "b": "x"})) == ("{{" in left)


@EACH_RECORD
def test_seeds_name_nothing_unknown(content_type, record):
    filled = naming.filled(inspect(content_type.model), record, SEEDED)
    texts = [text for _, text in naming.texts(inspect(content_type.model), filled)]
    assert [text for text in texts if "{{" in text] == []


def test_every_seeded_fact_is_named(counts):
    named = set().union(*(naming.names(inspect(each.model), record) for each, record in RECORDS))
    facts = {name for name in SEEDED if "." not in name}
    counts(f"facts: {len(facts & named)} of {len(facts)} named in the seeds")
    assert facts - named == set()


@each_type
def test_every_text_is_found_or_marked_literal(content_type):
    """A new column takes names unless it says that it does not."""
    mapper = inspect(content_type.model)
    columns = {each.key for each in mapper.columns if "literal" in each.info}
    found = {path[0] for path, _ in naming.texts(mapper, seeds.records(content_type)[0])}
    assert found & columns == set()


def test_texts_of_children_are_found_with_the_way_to_them():
    data = {"title": "a", "points": [{"term": "b", "text": "c"}, {"term": "", "text": "d"}]}
    assert list(naming.texts(inspect(GuideSection), data)) == [
        (("title",), "a"),
        (("points", 0, "term"), "b"),
        (("points", 0, "text"), "c"),
        (("points", 1, "text"), "d"),
    ]


def test_empty_field_of_the_clinic_cannot_be_named():
    offered = Clinic.offers(seeds.records(CONTENT_TYPES[0])[0])
    assert set(offered) == {"clinic.name", "clinic.phone", "clinic.phone_display"}


def test_source_takes_no_names():
    assert not naming.takes_names(inspect(Source))
    assert naming.takes_names(inspect(Faq))
