"""The band and the sentence, at every boundary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.frequency import Band, Basis, band, sentence


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (1, 10, Band.VERY_COMMON),
        (999, 10_000, Band.COMMON),
        (1, 100, Band.COMMON),
        (99, 10_000, Band.UNCOMMON),
        (1, 1_000, Band.UNCOMMON),
        (9, 10_000, Band.RARE),
        (1, 10_000, Band.RARE),
        (1, 10_001, Band.VERY_RARE),
        (0, 570, Band.NOT_KNOWN),
    ],
)
def test_band_has_inclusive_lower_bounds(numerator, denominator, expected):
    assert band(Basis(numerator, denominator)) == expected


@pytest.mark.parametrize(
    ("percent", "expected"),
    [(10.0, Band.VERY_COMMON), (9.8, Band.COMMON), (1.0, Band.COMMON), (0.1, Band.UNCOMMON)],
)
def test_band_of_a_reported_rate_is_exact(percent, expected):
    assert band(Basis(rate_percent=percent)) == expected


@pytest.mark.parametrize("basis", [Basis(), Basis(denominator=570)])
def test_band_without_a_basis_is_not_known(basis):
    assert band(basis) == Band.NOT_KNOWN


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_band_never_falls_when_more_people_have_it(numerator, more):
    order = list(Band)
    denominator = numerator + more
    one, other = Basis(numerator, denominator), Basis(numerator + 1, denominator)
    assert order.index(band(other)) <= order.index(band(one))


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        (Basis(rate_percent=9.8), "About 10 in 100 people who took the tablet had this."),
        (Basis(5, 93), "About 5 in 100 people who took the tablet had this."),
        (Basis(12, 1383), "About 9 in 1,000 people who took the tablet had this."),
        (Basis(1, 20_000), "Fewer than 1 in 10,000 people who took the tablet had this."),
        (Basis(0, 93), "Nobody in the study of the tablet had this."),
        (Basis(), "We do not have a checked number for the tablet."),
    ],
)
def test_sentence_is_in_whole_people(basis, words):
    assert sentence(basis, "tablet", "", None) == words


def test_sentence_names_the_comparison():
    words = sentence(Basis(rate_percent=10.0), "injection", "placebo", 1.0)
    assert words == (
        "About 10 in 100 people who took the injection had this, "
        "compared with about 1 in 100 people who took placebo."
    )


def test_sentence_compares_groups_of_the_same_size():
    words = sentence(Basis(rate_percent=5.0), "tablet", "placebo", 0.5)
    assert words == (
        "About 50 in 1,000 people who took the tablet had this, "
        "compared with about 5 in 1,000 people who took placebo."
    )


@pytest.mark.parametrize(
    ("percent", "words"),
    [(0.0, "compared with nobody"), (0.001, "compared with fewer than 1 in 10,000 people")],
)
def test_sentence_says_when_few_or_none_had_it_without(percent, words):
    assert words in sentence(Basis(rate_percent=5.0), "tablet", "placebo", percent)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_sentence_never_says_more_people_than_there_are(numerator, denominator):
    if numerator > denominator:
        return
    words = sentence(Basis(numerator, denominator), "tablet", "", None)
    numbers = [int(each.replace(",", "")) for each in words.split() if each[0].isdigit()]
    assert numbers == sorted(numbers)
