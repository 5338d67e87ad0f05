"""The content of the guide as the seeds hold it: complete, plain, person-first and cited.

Every check is tried on a copy with a planted defect, so that it is known to see one.
"""

import copy
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import textstat
from sqlalchemy import inspect

from content_types import CONTENT_TYPES
from services import naming

Record = dict[str, Any]
Seeds = dict[str, list[Record]]

HERE = Path(__file__).parent
KINDS = ("clinic", "facts", "sections", "side_effects", "faqs", "sources")
MAX_GRADE = 8.0

# Shown to readers, in the order in which a page shows it. Sources are left out: titles and
# publishers keep their official wording.
PUBLISHED = {
    "clinic": ("name", "help_lines", "calls_to_action"),
    "facts": ("name", "value", "meaning"),
    "sections": ("title", "summary", "body", "points"),
    "side_effects": ("name", "body_system", "description", "what_to_do", "frequencies"),
    "faqs": ("question", "answer"),
}
PROSE = {"name", "use_for", "title", "text", "label", "term", "population", "comparator"}
NAMES = re.compile(
    r"\b(naltrexone|vivitrol|revia|methadone|buprenorphine|naloxone|acamprosate|disulfiram"
    r"|tramadol|thioridazine|ibuprofen|fentanyl|heroin|samhsa|medicaid|medicare|medwatch)\b",
    re.I,
)
FREQUENCY = re.compile(r"\b(un|in)?(common|rare|frequent)(ly)?\b|\brarest\b|\brarity\b", re.I)
# What says nothing clinical: the guide about itself.
NOT_CLINICAL = {
    ("sections", "about-this-guide", ""),
    ("sections", "about-this-guide", "Sources and review"),
}


def load(name: str) -> Any:
    """One JSON file of seeds/ or of this folder."""
    folder = HERE.parents[1] / "seeds" if name in KINDS else HERE
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def resolved(seeds: Seeds) -> Seeds:
    """As people read them: what texts name is filled in."""
    models = {each.key: each.model for each in CONTENT_TYPES}
    values: dict[str, str] = {}
    for kind, records in seeds.items():
        for record in records:
            values |= models[kind].offers(record)
    return {
        kind: [naming.filled(inspect(models[kind]), record, values) for record in records]
        for kind, records in seeds.items()
    }


SEEDS: Seeds = resolved({kind: load(kind) for kind in KINDS})
BRIEF_IDS: list[str] = load("brief_ids")
STIGMA: list[Record] = load("stigma_terms")
ITEMS = [(kind, item) for kind in PUBLISHED for item in SEEDS[kind]]
EACH_ITEM = pytest.mark.parametrize(
    ("kind", "item"), ITEMS, ids=[f"{kind}/{item['slug']}" for kind, item in ITEMS]
)


def texts(value: Any) -> Iterator[str]:
    """The prose within one published field, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for entry in value:
            yield from (text for key, text in entry.items() if key in PROSE and text)


def published(kind: str, item: Record) -> str:
    return "\n".join(text for field in PUBLISHED[kind] for text in texts(item[field]))


def sentences(text: str) -> list[str]:
    """Markdown as plain sentences: a line that ends open is closed by a full stop."""
    lines = (re.sub(r"^\s*([-*]|\d+\.)\s+|[*_`]", "", line).strip() for line in text.splitlines())
    closed = (line if line[-1] in ".?!:" else f"{line}." for line in lines if line)
    return [part for line in closed for part in re.split(r"(?<=[.?!:])\s+", line)]


def grade(text: str) -> float:
    return float(textstat.flesch_kincaid_grade(NAMES.sub("drug", " ".join(sentences(text)))))


def word(term: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(term)}(?!\w)", re.I)


STIGMA_WORDS = [(row["row"], word(term)) for row in STIGMA for term in row["avoid"]]


def stigma(text: str) -> list[tuple[int, str]]:
    flat = " ".join(text.split())
    return [(row, hit.group()) for row, term in STIGMA_WORDS if (hit := term.search(flat))]


def unnamed_ids(seeds: Seeds) -> list[str]:
    """The IDs of the brief that no internal note names, as the ID followed by a colon."""
    notes = "\n".join(item["internal_note"] for items in seeds.values() for item in items)
    return [i for i in BRIEF_IDS if not re.search(rf"(?<![\w.-]){re.escape(i)}:", notes)]


def clinical_lines(seeds: Seeds) -> set[tuple[str, str, str]]:
    """Every line that must be backed: (kind, slug, what the citation supports)."""
    lines = {("sections", s["slug"], p["term"]) for s in seeds["sections"] for p in s["points"]}
    lines |= {("sections", s["slug"], "") for s in seeds["sections"]}
    lines |= {("side_effects", e["slug"], "") for e in seeds["side_effects"]}
    lines |= {("facts", f["slug"], "") for f in seeds["facts"]}
    lines |= {("faqs", f["slug"], "") for f in seeds["faqs"] if f["topic"] != "cost"}
    return lines - NOT_CLINICAL


def uncited(seeds: Seeds) -> set[tuple[str, str, str]]:
    cited = {
        (kind, item["slug"], citation["supports"])
        for kind in KINDS
        for item in seeds[kind]
        for citation in item["citations"]
    }
    return clinical_lines(seeds) - cited


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
    used = [(slug, source) for slug, source, _ in citations(seeds)]
    used += [(slug, row["source"]) for slug, row in rows(seeds) if row["source"]]
    return [(slug, source) for slug, source in used if source not in known]


def misplaced(seeds: Seeds) -> list[tuple[str, str]]:
    """Citations that support a point that the item does not have."""
    terms = {s["slug"]: {"", *(p["term"] for p in s["points"])} for s in seeds["sections"]}
    return [(slug, at) for slug, _, at in citations(seeds) if at not in terms.get(slug, {""})]


def rows(seeds: Seeds) -> list[tuple[str, Record]]:
    return [(e["slug"], row) for e in seeds["side_effects"] for row in e["frequencies"]]


def has_numbers(row: Record) -> bool:
    fields = ("numerator", "denominator", "rate_percent", "comparator_rate_percent")
    return any(row[field] is not None for field in fields)


def unfounded_rows(seeds: Seeds) -> list[tuple[str, str]]:
    """Frequency rows with numbers that lack a source, or give the same number twice."""
    return [
        (slug, row["formulation"])
        for slug, row in rows(seeds)
        if has_numbers(row)
        and (
            not row["source"]
            or (row["numerator"] is None) == (row["rate_percent"] is None)
            or (row["numerator"] is not None and row["denominator"] is None)
        )
    ]


def nickname_sentences(seeds: Seeds) -> list[str]:
    text = "\n".join(published(kind, item) for kind in PUBLISHED for item in seeds[kind])
    return [s for s in sentences(text) if re.search(r"I[-\s]?2\s+pill", s, re.I)]


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
def test_item_is_in_plain_language(kind: str, item: Record) -> None:
    assert grade(published(kind, item)) <= MAX_GRADE


def test_plain_language_is_counted(counts: Callable[[str], None]) -> None:
    grades = sorted(grade(published(kind, item)) for kind, item in ITEMS)
    plain = sum(g <= MAX_GRADE for g in grades)
    counts(
        f"reading grade: {plain} of {len(grades)} items at {MAX_GRADE:.0f} or lower "
        f"(median {grades[len(grades) // 2]:.1f}, highest {grades[-1]:.1f})"
    )
    assert plain == len(grades)


def test_a_hard_sentence_is_found(seeds: Seeds) -> None:
    seeds["faqs"][0]["answer"] = (
        "Pharmacological antagonism of endogenous opioidergic neurotransmission facilitates "
        "sustained therapeutic abstinence following comprehensive psychosocial rehabilitation."
    )
    assert grade(published("faqs", seeds["faqs"][0])) > MAX_GRADE


@EACH_ITEM
def test_item_is_free_of_stigma(kind: str, item: Record) -> None:
    assert stigma(published(kind, item)) == []


def test_freedom_from_stigma_is_counted(counts: Callable[[str], None]) -> None:
    hits = [hit for kind, item in ITEMS for hit in stigma(published(kind, item))]
    counts(f"stigma terms: {len(hits)} uses of {len(STIGMA)} terms in {len(ITEMS)} items")
    assert [row["row"] for row in STIGMA] == list(range(1, 34))


@pytest.mark.parametrize(("row", "term"), [(r["row"], t) for r in STIGMA for t in r["avoid"]])
def test_a_stigma_term_is_found(row: int, term: str) -> None:
    item = copy.deepcopy(SEEDS["sections"][0])
    item["points"][0]["text"] += f"\n\nThis is {term.upper()}, as planted."
    assert row in {found for found, _ in stigma(published("sections", item))}


@pytest.mark.parametrize(
    "text",
    [
        "You can get drunk.",
        "Wash with clean water.",
        "Physical dependence is not a disorder.",
        "Your body can fight an infection.",
        "People who have opioid use disorder can use a card.",
    ],
)
def test_a_harmless_word_is_no_stigma(text: str) -> None:
    assert stigma(text) == []


def test_every_clinical_line_is_cited(counts: Callable[[str], None]) -> None:
    lines, missing = clinical_lines(SEEDS), uncited(SEEDS)
    backed = len(lines) - len(missing)
    counts(f"citations: {backed} of {len(lines)} clinical lines backed by a source")
    assert missing == set()


def test_a_point_without_citation_is_found(seeds: Seeds) -> None:
    section = seeds["sections"][0]
    term = section["points"][0]["term"]
    section["citations"] = [c for c in section["citations"] if c["supports"] != term]
    assert uncited(seeds) == {("sections", section["slug"], term)}


def test_every_citation_leads_to_a_source_and_a_line() -> None:
    assert dangling(SEEDS) == []
    assert misplaced(SEEDS) == []


def test_a_citation_that_leads_nowhere_is_found(seeds: Seeds) -> None:
    seeds["faqs"][0]["citations"].append({"source": "no-such-source", "supports": "no such point"})
    slug = seeds["faqs"][0]["slug"]
    assert dangling(seeds) == [(slug, "no-such-source")]
    assert misplaced(seeds) == [(slug, "no such point")]


def test_every_frequency_with_numbers_has_a_source(counts: Callable[[str], None]) -> None:
    numbered = [row for _, row in rows(SEEDS) if has_numbers(row)]
    counts(f"frequencies: {len(numbered)} of {len(rows(SEEDS))} rows have a checked number")
    assert unfounded_rows(SEEDS) == []


@pytest.mark.parametrize("defect", [{"source": None}, {"numerator": 56}, {"rate_percent": None}])
def test_an_unfounded_frequency_is_found(seeds: Seeds, defect: Record) -> None:
    slug, row = next((slug, row) for slug, row in rows(seeds) if has_numbers(row))
    row.update(defect)
    assert unfounded_rows(seeds) == [(slug, row["formulation"])]


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
    assert [item["slug"] for kind, item in ITEMS if "{{" in published(kind, item)] == []


def test_safety_sections_come_first(counts: Callable[[str], None]) -> None:
    sections = SEEDS["sections"]
    counts(f"sections: {sum(s['kind'] == 'safety' for s in sections)} of {len(sections)} on safety")
    assert safety_is_first(sections)


def test_a_safety_section_further_down_is_found(seeds: Seeds) -> None:
    seeds["sections"].append(seeds["sections"].pop(0))
    assert not safety_is_first(seeds["sections"])


@EACH_ITEM
def test_item_has_no_bare_frequency_word(kind: str, item: Record) -> None:
    assert FREQUENCY.search(published(kind, item)) is None


@pytest.mark.parametrize("text", ["This is rare.", "Very common", "rarely", "Uncommonly often"])
def test_a_bare_frequency_word_is_found(seeds: Seeds, text: str) -> None:
    seeds["side_effects"][0]["description"] += f"\n\n{text}"
    assert FREQUENCY.search(published("side_effects", seeds["side_effects"][0]))


def test_bare_frequency_words_are_counted(counts: Callable[[str], None]) -> None:
    hits = [i["slug"] for kind, i in ITEMS if FREQUENCY.search(published(kind, i))]
    counts(f"bare frequency words: {len(hits)} in {len(ITEMS)} items")
    assert hits == []
