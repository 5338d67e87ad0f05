"""How hard the text is to read: grades by Flesch-Kincaid for an item, by SMOG for the guide."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from heapq import nlargest
from importlib import import_module
from typing import Any

from models.term import Level
from services.checks import texts
from services.checks.finding import Context, Finding
from services.checks.texts import Sentence, Text
from services.registry import ContentType
from services.snapshot import Data

NAME = "reading_grade"
# The highest grade that passes, and the highest that only warns.
PLAIN, HARDEST = 7.0, 8.0
# The hardest sentence is among so many of the longest.
_LOOKED_AT = 20
# Names cannot be put more plainly.
DRUGS = re.compile(
    r"\b(naltrexone|vivitrol|revia|methadone|buprenorphine|naloxone|acamprosate|disulfiram"
    r"|tramadol|thioridazine|ibuprofen|fentanyl|heroin|samhsa|medicaid|medicare|medwatch)\b",
    re.IGNORECASE,
)


def find(content_type: ContentType, data: Data, context: Context) -> Iterator[Finding]:
    """One for the whole item, at the sentence where shortening helps most."""
    found = [
        (text, sentence)
        for text in texts.prose(content_type.model, data)
        for sentence in text.sentences()
    ]
    reached = grade((each.text for _, each in found), context.facts)
    if reached > PLAIN:
        longest = nlargest(_LOOKED_AT, found, key=lambda pair: len(pair[1].text))
        hardest = max(longest, key=lambda pair: _hardness(pair[1], context))
        yield _finding(reached, *hardest)


def grade(sentences: Iterable[str], facts: Any = None) -> float:
    """School grade of the sentences together; 0 where there are none."""
    words = _plain(" ".join(sentences), facts or {})
    return float(_textstat().flesch_kincaid_grade(words)) if words.strip() else 0.0


def smog(all_texts: Iterable[Text]) -> float:
    """School grade of the whole guide; fewer than 30 sentences say nothing."""
    sentences = (each.text for text in all_texts for each in text.sentences())
    return float(_textstat().smog_index(_plain(" ".join(sentences), {})))


def _finding(reached: float, text: Text, sentence: Sentence) -> Finding:
    level = Level.BLOCK if reached > HARDEST else Level.WARN
    says = (
        f"The text as a whole reads like school grade {reached:.1f}; {PLAIN:.0f} or lower is plain,"
        f" above {HARDEST:.0f} is too hard. Begin with this sentence: split it, or use short words."
    )
    return text.mark(NAME, level, (sentence.start, sentence.end), says)


def _hardness(sentence: Sentence, context: Context) -> float:
    """A word alone may have any grade, so what is short weighs less."""
    return grade([sentence.text], context.facts) * len(sentence.text)


def _plain(words: str, facts: Any) -> str:
    filled = texts.NAME.sub(lambda name: facts.get(name[1].strip(), "it"), words)
    return DRUGS.sub("drug", filled)


@cache
def _textstat() -> Any:
    """Its import takes 80 ms and 8 MB and its first use 70 MB more: the public process, which
    knows this module and grades nothing, shall not pay for them.
    """
    return import_module("textstat")
