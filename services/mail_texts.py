"""The words of e-mails, in a file of words: with those of the form they are one text to confirm.

A mail server, a screen or a colleague may show them to anybody: they say nothing of what we do.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_suffix(".json")
FIRST = "en"
TEST = "test"


@dataclass(frozen=True)
class Text:
    subject: str
    body: str


@cache
def source() -> dict[str, dict[str, dict[str, Any]]]:
    """By template and language, with `{reference}` and `{address}` still to be filled in."""
    words: dict[str, dict[str, dict[str, Any]]] = json.loads(FILE.read_text())
    return words


def text(template: str, language: str = FIRST, **filled: str) -> Text:
    """In that language, or in the first where nobody has written it in that one."""
    known = source()[template]
    words = known.get(language, known[FIRST])
    body = "\n\n".join(words["body"]).format(**filled)
    return Text(words["subject"], f"{body}\n")
