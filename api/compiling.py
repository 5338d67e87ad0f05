"""What is made before anybody asks: each address without a query that shows the current edition.

The whole guide and the lists are made before the edition is shown, single records right after it.
"""

import json
import time
from collections import deque
from collections.abc import Iterable, Iterator

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, Rule

from api import page
from api.asking import Asker
from api.encodings import BROTLI, GZIP
from api.page import Page
from api.reading import PREFIX
from api.store import Store
from models.edition import Edition
from services.freshness import Pulse
from services.registry import content_types

SECONDS_AT_ONCE = 0.1


class Compiler:
    """Asks the application for each address, and keeps what the application says can be kept."""

    def __init__(self, app: Flask, asker: Asker) -> None:
        self._adapter: MapAdapter = app.url_map.bind("localhost")
        self._ask = asker.ask
        self._fixed = [
            each.rule
            for each in app.url_map.iter_rules()
            if each.rule.startswith(f"{PREFIX}/") and not each.arguments and _is_read(each)
        ]

    def compile(self, pulse: Pulse, edition: Edition | None) -> Store:
        """Nothing before the first edition: there is nothing yet that could be kept."""
        if edition is None:
            return Store(pulse)
        pages, rest = dict(self._pages(self._fixed)), deque(_addresses(edition))
        routes = {each.route for each in pages.values()} | {self.route(each) for each in rest}
        return Store(pulse, pages, frozenset(routes), rest)

    def everything(self, edition: Edition) -> Iterator[tuple[str, Page]]:
        """All of it, one after the other."""
        return self._pages([*self._fixed, *_addresses(edition)])

    def complete(self, store: Store) -> None:
        """Some of the rest. Not all at once: a publication must not wait for thousands of them."""
        enough = time.monotonic() + SECONDS_AT_ONCE
        while store.rest and time.monotonic() < enough:
            store.pages.update(self._pages([store.rest.popleft()]))

    def route(self, path: str) -> str:
        """The template of a path; empty where there is none."""
        try:
            rule, _ = self._adapter.match(_text(path), "GET", return_rule=True)
        except HTTPException:
            return ""
        return rule.rule

    def _pages(self, addresses: Iterable[str]) -> Iterator[tuple[str, Page]]:
        for path in addresses:
            asked = self._ask(path)
            if asked.may_be_kept and page.may_keep(asked.status, asked.headers):
                made = page.make(self.route(path), asked.headers, asked.body, (BROTLI, GZIP))
                yield path, made


def _addresses(edition: Edition) -> Iterator[str]:
    guide = json.loads(edition.document)["guide"]
    yield f"{PREFIX}/editions/{edition.number}"
    # Of itself nobody asks; it says that answers of this kind may be kept.
    for before in range(max(1, edition.number - 1), edition.number + 1):
        yield f"{PREFIX}/editions/{before}/diff/{edition.number}"
    for each in content_types():
        if not each.singleton:
            for record in guide.get(each.key, ()):
                yield f"{PREFIX}/{each.path}/{record['slug']}"


def _is_read(rule: Rule) -> bool:
    return "GET" in (rule.methods or ())


def _text(path: str) -> str:
    return path.encode("latin1").decode(errors="replace")
