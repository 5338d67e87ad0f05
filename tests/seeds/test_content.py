"""The content of the guide as the seeds hold it: complete, plain, person-first and cited.

Every check is tried on a copy with a planted defect, so that it is known to see one; what the
product's own checks see is tried in `tests/services/checks`.
"""

import copy
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect

import seeds as product
from content_types import CONTENT_TYPES
from services import naming
from services.checks import CHECKS, Context, Finding, Level, bands, check, reading, stigma, texts
from tests.services.checks.records import TERMS

Record = dict[str, Any]
Seeds = dict[str, list[Record]]

HERE = Path(__file__).parent
TYPES = {each.key: each for each in CONTENT_TYPES}


def resolved(seeds: Seeds) -> Seeds:
    """As people read them: what texts name is filled in."""
    values: dict[str, str] = {}
    for kind, records in seeds.items():
        for record in records:
            values |= TYPES[kind].model.offers(record)
    return {
        kind: [naming.filled(inspect(TYPES[kind].model), record, values) for record in records]
        for kind, records in seeds.items()
    }


SEEDS: Seeds = resolved({key: product.records(each) for key, each in TYPES.items()})
CONTEXT = Context(terms=TERMS)
BRIEF_IDS: list[str] = json.loads((HERE / "brief_ids.json").read_text(encoding="utf-8"))
ITEMS = [(key, item) for key in TYPES for item in SEEDS[key]]
EACH_ITEM = pytest.mark.parametrize(
    ("kind", "item"), ITEMS, ids=[f"{kind}/{item['slug']}" for kind, item in ITEMS]
)
# Whose texts are our own words.
OURS = [(kind, item) for kind, item in ITEMS if TYPES[kind].model.own_words]


def found(kind: str, item: Record) -> list[Finding]:
    """By the product's own checks."""
    return check(TYPES[kind], item, CONTEXT)


def by(name: str) -> list[Finding]:
    """What one check finds in all the seeds."""
    return [each for kind, item in ITEMS for each in found(kind, item) if each.check == name]


def sentences(kind: str, item: Record) -> Iterator[str]:
    for text in texts.prose(TYPES[kind].model, item):
        yield from (each.text for each in text.sentences())


def unnamed_ids(seeds: Seeds) -> list[str]:
    """The IDs of the brief that no internal note names, as the ID followed by a colon."""
    notes = "\n".join(item["internal_note"] for items in seeds.values() for item in items)
    return [i for i in BRIEF_IDS if not re.search(rf"(?<![\w.-]){re.escape(i)}:", notes)]


def citations(seeds: Seeds) -> list[tuple[str, str, str]]:
    return [
        (item["slug"], citation["source"], citation["supports"])
        for items in seeds.values()
        for item in items
        for citation in item["citations"]
    ]


def dangling(seeds: Seeds) -> list[tuple[str, str]]:
    """Citations and frequencies of sources that are not there."""
    known = {source["slug"] for source in seeds["sources"]}
    used = [
        (i["slug"], c["source"]) for items in seeds.values() for i in items for c in i["citations"]
    ]
    used += [(slug, row["source"]) for slug, row in rows(seeds) if row["source"]]
    return [(slug, source) for slug, source in used if source not in known]


def rows(seeds: Seeds) -> list[tuple[str, Record]]:
    return [(e["slug"], row) for e in seeds["side_effects"] for row in e["frequencies"]]


def nickname_sentences(seeds: Seeds) -> list[str]:
    said = (each for kind in TYPES for item in seeds[kind] for each in sentences(kind, item))
    return [each for each in said if re.search(r"I[-\s]?2\s+pill", each, re.IGNORECASE)]


def digits(number: str) -> str:
    return "".join(each for each in number if each.isdigit())


def disagreements(seeds: Seeds) -> list[str]:
    """Facts of kind phone that are no help line's number, or are written in another way."""
    lines = {digits(each["phone"])[-10:]: each for each in seeds["clinic"][0]["help_lines"]}
    facts = [each for each in seeds["facts"] if each["kind"] == "phone"]
    return [
        each["slug"]
        for each in facts
        if (line := lines.get(digits(each["value"])[-10:])) is None
        or line["display"].split(" ")[0] != each["value"]
    ]


def safety_is_first(sections: list[Record]) -> bool:
    kinds = [section["kind"] for section in sections]
    return kinds == sorted(kinds, key=("safety", "guide").index)


@pytest.fixture
def seeds() -> Seeds:
    """A copy of the seeds to plant a defect in."""
    return copy.deepcopy(SEEDS)


def test_every_brief_id_is_named_in_a_note(counts: Callable[[str], None]) -> None:
    missing = unnamed_ids(SEEDS)
    named, asked = len(BRIEF_IDS) - len(missing), len(BRIEF_IDS)
    counts(f"content-brief IDs: {named} of {asked} named in the seeds")
    assert missing == []


def test_a_brief_id_that_no_note_names_is_found(seeds: Seeds) -> None:
    for item in seeds["faqs"]:
        item["internal_note"] = item["internal_note"].replace("F4:", "F4")
    assert unnamed_ids(seeds) == ["F4"]


@EACH_ITEM
def test_nothing_stops_an_item(kind: str, item: Record) -> None:
    assert [each for each in found(kind, item) if each.level == Level.BLOCK] == []


def test_findings_are_counted(counts: Callable[[str], None]) -> None:
    levels = [each.level for kind, item in ITEMS for each in found(kind, item)]
    blocks, warnings = levels.count(Level.BLOCK), levels.count(Level.WARN)
    counts(f"seeds: {len(CHECKS)} checks on {len(ITEMS)} items block {blocks}, warn {warnings}")
    assert blocks == 0


def test_plain_language_is_counted(counts: Callable[[str], None]) -> None:
    grades = sorted(reading.grade(sentences(kind, item)) for kind, item in OURS)
    plain = sum(each <= reading.HARDEST for each in grades)
    counts(
        f"reading grade: {plain} of {len(grades)} items at {reading.HARDEST:.0f} or lower "
        f"(median {grades[len(grades) // 2]:.1f}, highest {grades[-1]:.1f})"
    )
    assert plain == len(grades)


def test_freedom_from_stigma_is_counted(counts: Callable[[str], None]) -> None:
    hits, terms = len(by(stigma.NAME)), len(CONTEXT.terms)
    counts(f"stigma terms: {hits} uses of {terms} terms in {len(OURS)} items")
    assert hits == 0


def test_every_clinical_line_is_cited(counts: Callable[[str], None]) -> None:
    lines = sum(len(TYPES[kind].model.claims(item)) for kind, item in ITEMS)
    counts(f"citations: {lines - len(by('citation'))} of {lines} clinical lines backed by a source")
    assert (lines > 100, by("citation")) == (True, [])


def test_every_citation_leads_to_a_source() -> None:
    assert dangling(SEEDS) == []


def test_a_citation_that_leads_nowhere_is_found(seeds: Seeds) -> None:
    seeds["faqs"][0]["citations"].append({"source": "no-such-source", "supports": ""})
    assert dangling(seeds) == [(seeds["faqs"][0]["slug"], "no-such-source")]


def test_every_frequency_with_numbers_has_a_source(counts: Callable[[str], None]) -> None:
    given = [row for _, row in rows(SEEDS) if bands.has_number(row)]
    counts(f"frequencies: {len(given)} of {len(rows(SEEDS))} rows have a checked number")
    assert all(row["source"] for row in given)


def test_bare_frequency_words_are_counted(counts: Callable[[str], None]) -> None:
    said = [each for kind, item in ITEMS for each in sentences(kind, item)]
    hits = [each for each in said if bands.BAND.search(each)]
    counts(f"frequency words: {len(hits)} in {len(ITEMS)} items")
    assert hits == []


def test_the_nickname_stands_in_one_sentence(counts: Callable[[str], None]) -> None:
    found = nickname_sentences(SEEDS)
    counts(f'"I2 Pill": {len(found)} published sentence')
    assert len(found) == 1


def test_a_second_nickname_is_found(seeds: Seeds) -> None:
    seeds["clinic"][0]["calls_to_action"][0]["title"] = "Ask about the I2 pill"
    assert len(nickname_sentences(seeds)) == 2


def test_phone_facts_agree_with_the_help_lines(counts: Callable[[str], None]) -> None:
    facts = [each for each in SEEDS["facts"] if each["kind"] == "phone"]
    counts(f"telephone numbers named in text: {len(facts)}, each the number of a help line")
    assert facts
    assert disagreements(SEEDS) == []


@pytest.mark.parametrize("defect", ["phone", "display"])
def test_help_line_with_another_number_is_found(seeds: Seeds, defect: str) -> None:
    seeds["clinic"][0]["help_lines"][2][defect] = "+18002221223"
    assert disagreements(seeds) == ["poison-control"]


def test_no_name_is_left_in_what_people_read() -> None:
    plain = {slug: {**item, "internal_note": ""} for kind, item in ITEMS for slug in [item["slug"]]}
    assert [slug for slug, item in plain.items() if "{{" in json.dumps(item)] == []


def test_safety_sections_come_first(counts: Callable[[str], None]) -> None:
    sections = SEEDS["sections"]
    counts(f"sections: {sum(s['kind'] == 'safety' for s in sections)} of {len(sections)} on safety")
    assert safety_is_first(sections)


def test_a_safety_section_further_down_is_found(seeds: Seeds) -> None:
    seeds["sections"].append(seeds["sections"].pop(0))
    assert not safety_is_first(seeds["sections"])
