"""Each check, with a committed text that it finds and one that it passes."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from models.term import Level
from services.checks import CHECKS, check
from tests.services.checks.records import CONTEXT, TYPES, record

SAMPLES = json.loads((Path(__file__).parent / "samples.json").read_text(encoding="utf-8"))
each_sample = pytest.mark.parametrize(
    "sample", SAMPLES, ids=[f"{each['check']}-{each['level']}" for each in SAMPLES]
)
# Only a block stops anything, so whatever only warns is named here.
ONLY_WARN = {"fact_typed_out"}


def levels_found(sample, changes):
    """Of this one check, with the seed record live."""
    path = sample["type"]
    context = replace(CONTEXT, live=record(path))
    found = check(TYPES[path], record(path, **changes), context)
    return {each.level for each in found if each.check == sample["check"]}


@each_sample
def test_check_finds_its_sample(sample):
    assert levels_found(sample, sample["found"]) == {sample["level"]}


@each_sample
def test_check_passes_the_other(sample):
    assert levels_found(sample, sample["passes"]) == set()


def test_every_check_has_a_sample(counts):
    named = [each["check"] for each in SAMPLES]
    counts(f"content checks: {len(CHECKS)}, with {len(SAMPLES)} committed pairs of texts")
    assert sorted(set(named)) == sorted(each.name for each in CHECKS)
    assert len({each.name for each in CHECKS}) == len(CHECKS)


def test_every_check_but_these_blocks():
    blocked = {each["check"] for each in SAMPLES if each["level"] == Level.BLOCK}
    assert {each.name for each in CHECKS} - blocked == ONLY_WARN


def test_what_blocks_comes_first():
    changed = record("faqs", answer="Relapse. Addicts. Relapse.")
    found = [each.level for each in check(TYPES["faqs"], changed, CONTEXT)]
    assert found == sorted(found, key=list(Level).index)
