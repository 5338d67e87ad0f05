"""Room for so many bytes; and which spellings of a query are the same."""

import pytest
from werkzeug.datastructures import Headers

from api import page
from api.asking import normalized
from api.encodings import GZIP
from api.page import Reply
from api.store import Shelf, Store
from services.freshness import Pulse

HEADERS = Headers({"Content-Type": "application/json", "ETag": '"x"', "Cache-Control": "no-cache"})


def sized(size):
    return page.make("/a", HEADERS, b"x" * (size - page.OVERHEAD), ())


def filled(count):
    shelf = Shelf(room=30_000)
    for number in range(count):
        shelf.put((f"{number}", ()), sized(10_000 - 1))
    return shelf


def test_what_was_not_asked_for_longest_goes_first():
    shelf = filled(3)
    shelf.get(("0", ()))
    shelf.put(("3", ()), sized(10_000 - 1))
    assert [bool(shelf.get((name, ()))) for name in "0123"] == [True, False, True, True]


def test_shelf_never_holds_more_than_it_has_room_for():
    assert filled(3).size == 30_000
    assert filled(9).size == 30_000


def test_page_larger_than_the_shelf_is_not_kept():
    shelf = filled(2)
    shelf.put(("large", ()), sized(40_000))
    assert (shelf.size, shelf.get(("large", ()))) == (0, None)


def test_page_that_is_put_twice_takes_its_room_once():
    shelf = filled(1)
    shelf.put(("0", ()), sized(10_000 - 1))
    assert shelf.size == 10_000


@pytest.mark.parametrize(("size", "left"), [(9_000, 1), (21_000, 0)], ids=["room", "none"])
def test_replies_go_with_the_pages_they_hold(size, left):
    store = Store(Pulse(1, 0), shelf=filled(1))
    store.remember(("GET", "0"), Reply("200 OK", (), None, [b"x"], None))
    store.put(("1", ()), sized(size))
    assert len(store.replies) == left


@pytest.mark.parametrize(
    ("one", "other"),
    [("a=1&b=2", "b=2&a=1"), ("q=%41", "q=A"), ("q=a+b", "q=a%20b"), ("a", "a="), ("&a=1", "a=1")],
)
def test_spellings_of_one_query_are_one(one, other):
    assert normalized(one) == normalized(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("a=1", "a=2"), ("q=%2541", "q=A"), ("a=1&a=2", "a=2&a=1"), ("q=%FF", "q=%FE"), ("a", "A")],
)
def test_other_queries_stay_others(one, other):
    """The control: decoded once only, and values of one name in their order."""
    assert normalized(one) != normalized(other)


@pytest.mark.parametrize("query", ["a=" + "x" * 1000, "a=\xff"], ids=["long", "not UTF-8"])
def test_strange_query_is_left_to_the_application(query):
    assert normalized(query) is None


def test_bytes_with_a_digest_travel_as_they_are():
    """The digest of an edition is of the plain bytes (RFC 9530 wants it of those sent)."""
    digested = Headers([*HEADERS, ("Repr-Digest", "sha-256=:x:")])
    body = b"x" * 10_000
    assert [*page.make("/a", digested, body, (GZIP,)).versions] == ["identity"]
    assert [*page.make("/a", HEADERS, body, (GZIP,)).versions] == ["identity", "gzip"]


@pytest.mark.parametrize(
    ("status", "vary", "may"),
    [
        ("200 OK", "", True),
        ("200 OK", "Accept, Accept-Encoding", True),
        ("200 OK", "accept-encoding , Origin", False),
        ("200 OK", "Cookie", False),
        ("206 PARTIAL CONTENT", "", False),
        ("404 NOT FOUND", "", False),
    ],
)
def test_only_what_is_the_same_for_all_is_kept(status, vary, may):
    assert page.may_keep(status, Headers([*HEADERS, ("Vary", vary)])) is may


def test_answer_that_cannot_be_asked_for_again_is_not_kept():
    assert not page.may_keep("200 OK", Headers({"Content-Type": "application/json"}))
