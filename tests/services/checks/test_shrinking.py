"""What vanishes from the guide."""

from dataclasses import replace

import pytest

from services.checks.shrinking import find_withdrawn
from tests.services.checks.records import CONTEXT, TYPES, found, record

TEN = "one two three four five six seven eight nine ten"


def stops(before, now):
    live = record("faqs", question="What?", answer=before)
    context = replace(CONTEXT, live=live)
    said = found("faqs", context, question="What?", answer=now)
    return [each.excerpt for each in said if each.check == "shrunk"]


def withdrawn(path, **changes):
    return list(find_withdrawn(TYPES[path], record(path, **changes)))


@pytest.mark.parametrize(("words", "stopped"), [(9, []), (7, ["8 of 11 words"])])
def test_more_than_a_fifth_gone_blocks(words, stopped):
    assert stops(TEN, " ".join(TEN.split()[:words])) == stopped


def test_longer_text_passes():
    assert stops(TEN, f"{TEN} {TEN}") == []


def test_new_record_has_lost_nothing():
    assert [each for each in found("faqs", answer="No.") if each.check == "shrunk"] == []


def test_withdrawn_safety_section_is_stopped():
    (hit,) = withdrawn("sections", kind="safety")
    assert (hit.level, hit.excerpt) == ("block", "guide_section emergency")


def test_any_other_section_may_be_withdrawn():
    assert withdrawn("sections", kind="guide") == []


@pytest.mark.parametrize(("kind", "stopped"), [("guide", 1), ("safety", 0)])
def test_section_about_safety_stays_one(kind, stopped):
    context = replace(CONTEXT, live=record("sections", kind="safety"))
    said = [each for each in found("sections", context, kind=kind) if each.check == "shrunk"]
    assert len(said) == stopped
