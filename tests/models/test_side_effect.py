"""The database refuses numbers that cannot be true."""

import pytest

from services.errors import InvalidItem
from tests.builders import make, sample, type_called
from tests.rules import says

ROW = {
    "formulation": "tablet",
    "population": "adults",
    "numerator": None,
    "denominator": None,
    "rate_percent": None,
    "comparator": "",
    "comparator_rate_percent": None,
    "source": None,
}
WRONG = {
    "one_basis": {"numerator": 1, "denominator": 2, "rate_percent": 5.0},
    "numerator_in_range": {"numerator": 3, "denominator": 2},
    "whole_fraction": {"numerator": 3},
    "denominator_positive": {"denominator": 0},
    "rate_in_range": {"rate_percent": 101.0},
    "comparator_in_range": {"comparator": "placebo", "comparator_rate_percent": -1.0},
    "comparator_named": {"comparator_rate_percent": 5.0},
}
# Each alone breaks no other rule, so the missing source is what is refused.
NUMBERS = {
    "numerator": {"numerator": 1, "denominator": 2},
    "denominator": {"denominator": 570},
    "rate_percent": {"rate_percent": 9.8},
    "comparator": {"comparator": "placebo", "comparator_rate_percent": 5.0},
}


@pytest.fixture
def source(session):
    return make("sources").slug


@pytest.mark.parametrize("rule", WRONG)
def test_frequency_refuses_what_cannot_be(source, rule):
    row = {**ROW, "source": source, **WRONG[rule]}
    with pytest.raises(InvalidItem, match=says(rule)):
        make("side-effects", frequencies=[row])


@pytest.mark.parametrize("number", NUMBERS)
def test_number_without_source_is_refused(session, number):
    with pytest.raises(InvalidItem, match=says("number_has_source")):
        make("side-effects", frequencies=[{**ROW, **NUMBERS[number]}])


@pytest.mark.parametrize("number", NUMBERS)
def test_number_with_source_is_kept(source, number):
    """The control: nothing else is wrong with these numbers."""
    row = {**ROW, "source": source, **NUMBERS[number]}
    assert make("side-effects", frequencies=[row]).frequencies[0].source.slug == source


def test_row_without_numbers_needs_no_source(session):
    assert make("side-effects", frequencies=[ROW]).frequencies[0].source is None


def test_sample_has_a_frequency_to_break(session):
    assert sample(type_called("side-effects"))["frequencies"]
