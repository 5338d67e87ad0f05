"""Looking for words in a published guide: an index in memory, built from its JSON and nothing else.

SQLite's FTS5: words by their stem, without accents, the last one by its beginning. Each record is a
row, and each of its points too, so that an answer says where the words stand.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape, unescape
from threading import Lock
from typing import Any

from api.nearest import Title, Titles
from services.registry import ContentType, content_types

Record = dict[str, Any]
TABLE = (
    "CREATE VIRTUAL TABLE words USING fts5(content_type UNINDEXED, slug UNINDEXED, part UNINDEXED,"
    " place UNINDEXED, title, body, tokenize = 'porter unicode61 remove_diacritics 2')"
)
# A word in a title says more than one in a text.
QUERY = (
    "SELECT content_type, slug, title, part, place, snippet(words, -1, ?, ?, '…', 24)"
    " FROM words WHERE words MATCH ? ORDER BY bm25(words, 0, 0, 0, 0, 4.0, 1.0), rowid LIMIT ?"
)
# Characters that no text has: the first and the last of a word that was found.
START, END = "\ue000", "\ue001"
MOST_WORDS = 16
# What is said of a record, and no words of its own.
ABOUT = {"slug", "revision", "reviewed_at", "reviewed_by", "review_due_on", "citations", "html"}
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Hit:
    """`part` and `place` are of the child, such as `points` and 2; None for the record itself.

    `text` is HTML: escaped, with what was found in <mark>.
    """

    content_type: str
    slug: str
    title: str
    part: str | None
    place: int | None
    text: str


class Index:
    """Threads of a worker share one; who asks waits until another has been answered."""

    def __init__(self, guide: dict[str, Any]) -> None:
        self._lock = Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute(TABLE)
        rows = [row for each in content_types() for row in _rows(each, guide.get(each.key))]
        self._database.executemany("INSERT INTO words VALUES (?, ?, ?, ?, ?, ?)", rows)
        self._titles = Titles((row[0], row[1], row[4]) for row in rows)

    def find(self, asked: str, most: int) -> list[Hit]:
        """Best first: where all of the words stand, or else any of them."""
        words = _WORD.findall(asked)[:MOST_WORDS]
        if not words:
            return []
        return self._matching(" ".join(_terms(words)), most) or self._matching(
            " OR ".join(_terms(words)), most
        )

    def nearest(self, asked: str) -> list[Title]:
        """Those whose titles are most like it."""
        return self._titles.nearest(asked)

    def _matching(self, match: str, most: int) -> list[Hit]:
        with self._lock:
            found = self._database.execute(QUERY, (START, END, match, most)).fetchall()
        return [replace(hit, text=_marked(hit.text)) for hit in (Hit(*row) for row in found)]


def _terms(words: list[str]) -> list[str]:
    """Quoted, so that nothing in them is an instruction; the last may be the beginning of one."""
    return [f'"{each}"' for each in words[:-1]] + [f'"{words[-1]}"*']


def _rows(content_type: ContentType, found: Any) -> Iterator[tuple[Any, ...]]:
    for each in [found] if isinstance(found, dict) else found or []:
        title = each[content_type.heading]
        own, parts = _texts(each), _parts(each)
        yield content_type.key, each["slug"], None, None, title, " ".join(own)
        for part, place, row in parts:
            yield content_type.key, each["slug"], part, place, title, " ".join(_texts(row))


def _texts(record: Record) -> Iterable[str]:
    for name, value in record.items():
        if name not in ABOUT:
            if isinstance(value, str) and value:
                yield value
            elif isinstance(value, dict) and "html" in value:
                yield " ".join(unescape(_TAG.sub(" ", value["html"])).split())


def _parts(record: Record) -> Iterable[tuple[str, int, Record]]:
    for name, value in record.items():
        if name not in ABOUT and isinstance(value, list):
            for place, row in enumerate(value):
                yield name, place, row


def _marked(text: str) -> str:
    return escape(text).replace(START, "<mark>").replace(END, "</mark>")
