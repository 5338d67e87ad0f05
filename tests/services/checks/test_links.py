"""Links: whole, with words, and to where nobody listens in."""

import pytest

from tests.services.checks.records import answered, found

BROKEN = [
    "[a](http://example.com)",
    "[a](example.com)",
    "[a](javascript:alert(1)",
    "[a](https://example)",
    "[a]()",
    "[](https://example.com)",
    "[a] (https://example.com)",
    "[a](https://example.com",
    "[a](mailto:nobody)",
    "[a](tel:call-us)",
]
WHOLE = [
    "[a](https://example.com)",
    "[a](https://www.example.co.uk:8080/path/to?x=1#part)",
    "[a](mailto:us@example.com)",
    "[a](tel:+12025550143)",
    "<https://example.com>",
    "Write `[words](address)` for a link.",
    "[not a link], (nor this)",
]


@pytest.mark.parametrize("text", BROKEN)
def test_broken_link_blocks(text):
    assert [level for level, _ in answered(f"See {text}", "link")] == ["block"]


@pytest.mark.parametrize("text", WHOLE)
def test_whole_link_passes(text):
    assert answered(f"See {text} for more.", "link") == []


def test_bare_address_warns():
    assert answered("See https://example.com now.", "link") == [("warn", "https://example.com")]


def test_address_of_a_source_is_whole():
    (hit,) = found("sources", url="https://no host")
    assert (hit.check, hit.level, hit.field) == ("link", "block", "url")
