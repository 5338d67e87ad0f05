"""Words that mean numbers, and numbers without what they rest on."""

import pytest

from tests.services.checks.records import answered, found, record

NUMBERED = {
    "formulation": "tablet",
    "population": "People who took it",
    "numerator": 10,
    "denominator": 100,
    "rate_percent": None,
    "comparator": "",
    "comparator_rate_percent": None,
    "source": "a-source",
}


def rows_found(**changes):
    rows = [{**NUMBERED, **changes}]
    said = found("side-effects", frequencies=rows)
    return [each.field for each in said if each.check == "band_without_basis"]


@pytest.mark.parametrize("text", ["This is rare.", "Very common", "rarely", "Uncommonly often"])
def test_bare_frequency_word_blocks(text):
    assert [level for level, _ in answered(text, "band_without_basis")] == ["block"]


@pytest.mark.parametrize(
    "text",
    [
        "It is common: about 10 in 100 people have it.",
        "It is rare (1 of 1,000 people).",
        "You may have a common cold.",
        "They have much in common.",
    ],
)
def test_word_with_its_number_or_of_something_else_passes(text):
    assert answered(text, "band_without_basis") == []


def test_number_in_another_sentence_is_no_basis():
    assert len(answered("It is rare. About 10 in 100 asked.", "band_without_basis")) == 1


@pytest.mark.parametrize(
    "lack",
    [
        {"source": None},
        {"population": ""},
        {"denominator": None},
        {"rate_percent": 9.8},
        {"numerator": None, "denominator": None, "comparator_rate_percent": 1.0},
    ],
    ids=["source", "population", "denominator", "twice", "comparator alone"],
)
def test_number_without_basis_blocks(lack):
    assert rows_found(**lack) == ["frequencies[0].population"]


def test_number_with_its_basis_passes():
    assert rows_found() == []


def test_row_without_a_number_needs_no_basis():
    nothing = dict.fromkeys(("numerator", "denominator", "source"))
    assert rows_found(**nothing, population="") == []


def test_seeded_rows_pass():
    assert record("side-effects")["frequencies"]
    assert found("side-effects") == []
