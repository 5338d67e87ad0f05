"""What vanishes from the guide."""

from dataclasses import replace

import pytest

from services.checks.shrinking import shrunk_release
from tests.services.checks.records import CONTEXT, TYPES, found, record

TEN = "one two three four five six seven eight nine ten"


def stops(before, now):
    live = record("faqs", question="What?", answer=before)
    context = replace(CONTEXT, live=live)
    said = found("faqs", context, question="What?", answer=now)
    return [each.excerpt for each in said if each.check == "shrunk"]


def shown(path, **changes):
    return TYPES[path], record(path, **changes)


@pytest.mark.parametrize(("words", "stopped"), [(9, []), (7, ["8 of 11 words"])])
def test_more_than_a_fifth_gone_blocks(words, stopped):
    assert stops(TEN, " ".join(TEN.split()[:words])) == stopped


def test_longer_text_passes():
    assert stops(TEN, f"{TEN} {TEN}") == []


def test_new_record_has_lost_nothing():
    assert [each for each in found("faqs", answer="No.") if each.check == "shrunk"] == []


def test_release_that_drops_a_safety_section_is_stopped():
    (hit,) = shrunk_release({1: shown("sections", kind="safety")}, {})
    assert (hit.level, hit.excerpt) == ("block", "guide_section emergency")


def test_release_that_calls_it_something_else_is_stopped():
    before, after = shown("sections", kind="safety"), shown("sections", kind="guide")
    assert len(shrunk_release({1: before}, {1: after})) == 1


def test_release_that_keeps_safety_passes():
    before = {1: shown("sections", kind="safety"), 2: shown("faqs")}
    assert shrunk_release(before, {1: shown("sections", kind="safety", title="Now")}) == []
