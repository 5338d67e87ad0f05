"""All that is kept of one pulse: the pages made beforehand, and room for what is asked besides."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from threading import Lock

from api.asking import Query, normalized
from api.page import Page
from services.freshness import Pulse

Key = tuple[str, Query]
ROOM = 16 * 1024 * 1024


class Shelf:
    """So many bytes and no more: what was not asked for longest goes first."""

    def __init__(self, room: int = ROOM) -> None:
        self.room, self.size = room, 0
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> Page | None:
        with self._lock:
            found = self._pages.get(key)
            if found:
                self._pages.move_to_end(key)
            return found

    def put(self, key: Key, page: Page) -> None:
        with self._lock:
            if replaced := self._pages.pop(key, None):
                self.size -= _size(key, replaced)
            self._pages[key] = page
            self.size += _size(key, page)
            while self.size > self.room:
                self.size -= _size(*self._pages.popitem(last=False))


@dataclass(frozen=True)
class Store:
    """`pages` by their path, never thrown out; `rest` are the paths of those still to be made.

    `routes` are those whose answers may be kept.
    """

    pulse: Pulse
    pages: dict[str, Page] = field(default_factory=dict)
    routes: frozenset[str] = frozenset()
    rest: deque[str] = field(default_factory=deque)
    shelf: Shelf = field(default_factory=Shelf)

    def find(self, path: str, query: str | None) -> Page | None:
        """As WSGI has both."""
        # Most of all requests, and so before anything else.
        if not query and (page := self.pages.get(path)):
            return page
        pairs = normalized(query or "")
        return None if pairs is None else self.shelf.get((path, pairs))

    @property
    def size(self) -> int:
        return self.shelf.size + sum(each.size for each in list(self.pages.values()))


def _size(key: Key, page: Page) -> int:
    path, query = key
    return page.size + len(path) + sum(len(name) + len(value) for name, value in query)
