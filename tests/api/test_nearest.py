"""Titles most like what was asked: a quick look finds what a close look at all of them finds."""

from difflib import SequenceMatcher

import pytest

import seeds
from api.nearest import CANDIDATES, NEAR_ENOUGH, Titles
from content_types import CONTENT_TYPES

FAQS = next(each for each in CONTENT_TYPES if each.key == "faqs")
TITLES = [("faqs", each["slug"], each["question"]) for each in seeds.records(FAQS)]


def likeness(asked, text):
    return SequenceMatcher(None, text.casefold(), asked.casefold(), autojunk=False).ratio()


def closely(asked):
    """The control: each title and each of its words by itself."""
    most = {
        slug: max(likeness(asked, each.strip("?,.")) for each in (title, *title.split()))
        for _, slug, title in TITLES
    }
    return max(most.values()), most


@pytest.mark.parametrize("asked", ["adictive", "surgary", "pregnnt", "opioyds", "alcohl"])
def test_slip_of_the_finger_finds_the_title_most_like_it(asked):
    best, most = closely(asked)
    assert most[Titles(TITLES).nearest(asked)[0][1]] == pytest.approx(best)
    assert best >= NEAR_ENOUGH


@pytest.mark.parametrize("asked", ["", "xqzw", "9" * 200])
def test_what_is_like_nothing_finds_nothing(asked):
    assert Titles(TITLES).nearest(asked) == []


def test_only_so_many_are_looked_at_closely(monkeypatch):
    looked = []
    monkeypatch.setattr(SequenceMatcher, "ratio", lambda matcher: looked.append(matcher.a) or 0.0)
    Titles([("faqs", f"slug-{n}", f"Question{n}") for n in range(3 * CANDIDATES)]).nearest(
        "question"
    )
    assert len(looked) == CANDIDATES
