"""Choosing among records, without an application."""

import pytest

from api.selecting import Order, Selection, matching, narrowed, offsets, page

WORDS = ("mild", "urgent")
RECORDS = [
    {"slug": "b", "revision": 1, "kind": "safety", "year": 2013, "level": "urgent", "rows": []},
    {
        "slug": "a",
        "revision": 2,
        "kind": "guide",
        "year": None,
        "level": "mild",
        "rows": [{"form": "tablet", "band": "common"}, {"form": "injection", "band": "rare"}],
    },
    {
        "slug": "C",
        "revision": 3,
        "kind": "guide",
        "year": 2020,
        "level": "mild",
        "rows": [{"form": "tablet", "band": "rare"}],
    },
]


def found(**asked):
    return "".join(each["slug"] for each in matching(RECORDS, Selection(**asked)))


def any_of(*values):
    return frozenset(values)


@pytest.mark.parametrize(
    ("wanted", "slugs"),
    [
        ({}, "baC"),
        ({"": {"kind": any_of("guide")}}, "aC"),
        ({"": {"kind": any_of("guide", "safety")}}, "baC"),
        ({"": {"kind": any_of("guide"), "year": any_of("2020")}}, "C"),
        ({"": {"year": any_of("None")}}, ""),
        ({"": {"since": any_of("1")}}, ""),
        ({"rows": {"band": any_of("rare")}}, "aC"),
        ({"columns": {"band": any_of("rare")}}, ""),
    ],
    ids="all one-kind both-kinds two-fields null no-field child no-children".split(),
)
def test_records_with_any_of_the_values_match(wanted, slugs):
    assert found(wanted=wanted) == slugs


def test_one_child_must_have_all_that_is_wanted_of_it():
    """Where injection is rare and the tablet common, no rare tablet is found."""
    wanted = {"rows": {"form": any_of("tablet"), "band": any_of("rare")}}
    assert found(wanted=wanted) == "C"


@pytest.mark.parametrize(
    ("order", "slugs"),
    [
        (None, "baC"),
        (Order("slug"), "abC"),
        (Order("slug", falling=True), "Cba"),
        (Order("level", words=WORDS), "aCb"),
        (Order("level", falling=True, words=WORDS), "baC"),
        (Order("level", words=("urgent",)), "baC"),
    ],
    ids=str,
)
def test_records_come_in_the_order_asked_for(order, slugs):
    assert found(order=order) == slugs


@pytest.mark.parametrize("falling", [False, True])
def test_what_has_no_value_comes_last(falling):
    assert found(order=Order("year", falling=falling))[-1] == "a"


@pytest.mark.parametrize(
    ("limit", "offset", "slugs"), [(None, 0, "baC"), (2, 0, "ba"), (2, 2, "C"), (None, 1, "aC")]
)
def test_page_is_the_part_asked_for(limit, offset, slugs):
    shown = page(RECORDS, Selection(limit=limit, offset=offset))
    assert "".join(each["slug"] for each in shown) == slugs


def test_record_always_says_which_words_it_is():
    assert narrowed(RECORDS[0], any_of("kind")) == {"slug": "b", "revision": 1, "kind": "safety"}


@pytest.mark.parametrize(
    ("place", "around"),
    [
        ((0, 5, 0), {"first": 0, "last": 0}),
        ((5, 5, 0), {"first": 0, "last": 0}),
        ((6, 5, 0), {"first": 0, "last": 5, "next": 5}),
        ((12, 5, 3), {"first": 0, "last": 10, "prev": 0, "next": 8}),
        ((12, 5, 10), {"first": 0, "last": 10, "prev": 5}),
        ((12, 5, 500), {"first": 0, "last": 10, "prev": 10}),
    ],
    ids=str,
)
def test_pages_around_a_page(place, around):
    assert offsets(*place) == around
