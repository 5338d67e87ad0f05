"""Snapshots for checks, which ask no database: seed records with other words in them."""

from copy import deepcopy
from typing import Any

import seeds
from content_types import CONTENT_TYPES
from models.term import Term
from services.checks import Context, Finding, check
from services.snapshot import Data

TYPES = {each.path: each for each in CONTENT_TYPES}
TERMS = [Term(**each) for each in seeds.avoided()]
FACTS = {"injection-dose": "380 mg"}
NAMES = {
    name
    for each in CONTENT_TYPES
    for seed in seeds.records(each)
    for name in each.model.offers(seed)
}
CONTEXT = Context(terms=TERMS, facts=FACTS, known_names=NAMES)


def record(path: str, **changes: Any) -> Data:
    """The first seed record of a type, with these changes."""
    return {**deepcopy(seeds.records(TYPES[path])[0]), **changes}


def found(path: str, context: Context = CONTEXT, **changes: Any) -> list[Finding]:
    """What the checks find in such a record."""
    return check(TYPES[path], record(path, **changes), context)


def answered(text: str, name: str = "") -> list[tuple[str, str]]:
    """What is found in an answer: level and words, of one check or of all."""
    all_found = found("faqs", answer=text)
    return [(each.level, each.excerpt) for each in all_found if name in ("", each.check)]
