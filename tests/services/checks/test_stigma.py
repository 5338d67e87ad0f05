"""Every term of the list is found however it is written; what to say instead never is."""

import pytest

import seeds
from tests.services.checks.records import answered, found

TERMS = seeds.avoided()
EACH_FORM = [
    pytest.param(term, form, id=f"{place}-{form}")
    for place, term in enumerate(TERMS, 1)
    for form in term["avoid"]
]
each_form = pytest.mark.parametrize(("term", "form"), EACH_FORM)
# The rows of the rules that block.
BLOCKING = {*range(1, 9), *range(11, 16)}


def hits(text):
    return {excerpt.lower() for _, excerpt in answered(text, "stigma")}


def preferred():
    return [each.strip() for term in TERMS for each in term["prefer"].split(";")]


@each_form
def test_term_is_found_as_it_is(term, form):
    assert form.lower() in hits(f"They said {form} to us.")


@each_form
def test_term_is_found_in_capitals(term, form):
    assert form.lower() in hits(f"{form.capitalize()}, they said. {form.upper()}!")


@each_form
def test_term_is_found_in_another_form(term, form):
    """Of several, over the end of a line, with a hyphen between its words."""
    plural = f"{form[:-1]}ies" if form.endswith("ty") else f"{form}'s"
    assert any(plural.lower() in hit for hit in hits(f"The {plural} end."))
    for between in ("\n", "-"):
        spread = form.replace(" ", between)
        assert spread.lower() in hits(f"They said {spread} to us.")


@pytest.mark.parametrize(
    "plural",
    [
        "addicts",
        "junkies",
        "Addicts\N{RIGHT SINGLE QUOTATION MARK}",
        "abuses",
        "detoxes",
        "drug-seekers",
    ],
)
def test_plural_is_found(plural):
    assert plural.lower() in hits(f"They said {plural} again.")


@pytest.mark.parametrize("words", preferred())
def test_what_to_say_instead_is_never_found(words):
    assert hits(f"Write {words} here.") == set()


def test_rows_of_the_rules_have_their_level(counts):
    levels = {place: each["level"] for place, each in enumerate(TERMS, 1)}
    counts(f"terms: {len(TERMS)} rows, {len(EACH_FORM)} forms, {len(preferred())} preferred")
    assert len(levels) == 33
    assert {place for place, level in levels.items() if level == "block"} == BLOCKING


@pytest.mark.parametrize(
    "text",
    [
        'He said "I am an addict" and smiled.',
        "He said “I am an addict” and smiled.",
        "The code is `F10.2 alcohol dependence`.",
        "See [the page](https://example.com/users).",
        "Take {{ user-dose }} a day.",
        "You can get drunk.",
        "Wash with clean water.",
        "Drink something non-alcoholic.",
        "Physical dependence is not a disorder.",
        "Your body can fight an infection.",
        "People who have opioid use disorder can use a card.",
    ],
)
def test_quote_code_and_harmless_word_pass(text):
    assert hits(text) == set()


def test_title_of_a_source_passes():
    assert found("sources", title="Drug abusers and addicts: a study") == []


def test_wider_term_is_told_once():
    assert answered("A former addict asks.", "stigma") == [("block", "former addict")]


def test_block_within_a_warning_is_told_too():
    assert ("block", "users") in answered("Recreational users ask.", "stigma")


def test_finding_suggests_and_marks_its_words():
    (hit,) = [each for each in found("faqs", answer="An addict asks.") if each.check == "stigma"]
    assert (hit.field, hit.start, hit.end, hit.excerpt) == ("answer", 3, 9, "addict")
    assert hit.suggestion == "person with a substance use disorder"
