"""All that is kept of one pulse: the pages made beforehand, and room for what is asked besides."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from threading import Lock

from api.accepting import Terms
from api.asking import Query
from api.page import Page, Reply
from services.freshness import Pulse

Key = tuple[str, Query]
ROOM = 16 * 1024 * 1024
# Clients differ in few things that an answer hangs on. Who invents more pushes out the others'.
MOST_REPLIES = 1024


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

    def put(self, key: Key, page: Page) -> bool:
        """Whether others had to go."""
        with self._lock:
            if replaced := self._pages.pop(key, None):
                self.size -= _size(key, replaced)
            self._pages[key] = page
            self.size += _size(key, page)
            full = self.size > self.room
            while self.size > self.room:
                self.size -= _size(*self._pages.popitem(last=False))
            return full


@dataclass(frozen=True)
class Store:
    """`pages` by their path, never thrown out; `rest` are the paths of those still to be made.

    `routes` are those whose answers may be kept, `replies` those that were sent, by their terms.
    """

    pulse: Pulse
    pages: dict[str, Page] = field(default_factory=dict)
    routes: frozenset[str] = frozenset()
    rest: deque[str] = field(default_factory=deque)
    shelf: Shelf = field(default_factory=Shelf)
    replies: dict[Terms, Reply] = field(default_factory=dict)

    def find(self, path: str, query: Query) -> Page | None:
        """`path` as WSGI has it."""
        return (None if query else self.pages.get(path)) or self.shelf.get((path, query))

    def put(self, key: Key, page: Page) -> None:
        if self.shelf.put(key, page):
            # A reply holds its page, which may be one of those that went.
            self.replies.clear()

    def remember(self, terms: Terms, reply: Reply) -> None:
        if len(self.replies) >= MOST_REPLIES:
            self.replies.clear()
        self.replies[terms] = reply

    @property
    def size(self) -> int:
        return self.shelf.size + sum(each.size for each in list(self.pages.values()))


def _size(key: Key, page: Page) -> int:
    path, query = key
    return page.size + len(path) + sum(len(name) + len(value) for name, value in query)
