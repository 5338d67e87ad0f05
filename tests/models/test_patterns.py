"""The database refuses slugs, addresses and telephone numbers that nobody could use."""

import pytest

from services.errors import InvalidItem
from tests.builders import make, sample, type_called
from tests.rules import says

RULES = {
    "slug_characters": ("", "A", "a b", "a/b", "a_b", "é", "a\nb", "%"),
    "slug_hyphens": ("-", "-a", "a-", "a--b"),
    "phone_e164": (
        "",
        "18706171845",
        "+1870617",
        "+1870617184512345",
        "+1 870 6171845",
        "+1870a1845",
    ),
    "phone_dialable": ("", "91", "9 1 1", "+", "91+1", "91a", "18002221222333444"),
    "source_url_https": (
        "",
        "http://a.org",
        "HTTPS://a.org",
        "javascript:alert(1)",
        " https://a.org",
    ),
    "help_line_url_https": ("", "http://a.org", "HTTPS://a.org", "//a.org"),
}
GOOD = {
    "slug_characters": ("a", "0", "a-1", "abcdefghijklmnopqrstuvwxyz-0123456789"),
    "phone_e164": ("+12345678", "+123456789012345"),
    "phone_dialable": ("911", "+18002221222", "8002221222"),
    "source_url_https": (None, "https://a.org"),
    "help_line_url_https": (None, "https://988lifeline.org/chat"),
}


def cases(rules):
    return [(rule, value) for rule, values in rules.items() for value in values]


def make_with(rule, value):
    """A new item with that value where the rule looks."""
    line = sample(type_called("clinic"))["help_lines"][0]
    return {
        "slug_characters": lambda: make("faqs", slug=value),
        "slug_hyphens": lambda: make("faqs", slug=value),
        "phone_e164": lambda: make("clinic", phone=value),
        "phone_dialable": lambda: make("clinic", help_lines=[{**line, "phone": value}]),
        "source_url_https": lambda: make("sources", url=value),
        "help_line_url_https": lambda: make("clinic", help_lines=[{**line, "url": value}]),
    }[rule]()


@pytest.mark.parametrize(("rule", "value"), cases(RULES))
def test_pattern_refuses_what_does_not_fit(session, rule, value):
    with pytest.raises(InvalidItem, match=says(rule)):
        make_with(rule, value)


@pytest.mark.parametrize(("rule", "value"), cases(GOOD))
def test_pattern_takes_what_fits(session, rule, value):
    """The control: it is the value that is refused."""
    assert make_with(rule, value).version == 1
