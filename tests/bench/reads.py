"""Reads: the product, a constant WSGI application on the same Granian, and nginx."""

import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.bench import plain
from tests.bench.answer import Answer
from tests.bench.effort import Effort
from tests.bench.load import CONNECTIONS, Load, Run, median
from tests.bench.table import Row, table
from tests.drills.family import wait_until
from tests.nginx import in_front_of
from tests.servers import Server

GUIDE, FAQS = "/api/v1/guide", "/api/v1/faqs"
GZIP, BROTLI = {"Accept-Encoding": "gzip"}, {"Accept-Encoding": "br"}
CASES: dict[str, tuple[str, dict[str, str]]] = {
    "whole guide": (GUIDE, {}),
    "whole guide, gzip": (GUIDE, GZIP),
    "whole guide, brotli": (GUIDE, BROTLI),
    "list": (FAQS, {}),
    "item": (f"{FAQS}/is-naltrexone-addictive", {}),
    "filtered list": (f"{FAQS}?topic=starting", {}),
    "304": (GUIDE, {"If-None-Match": "*"}),
}
HEAD = [
    *("read", "bytes", "product/s", "constant/s", "nginx/s"),
    *("of constant", "of nginx", "p50 ms", "p99 ms", "p99 constant", "p99 ratio", "failed"),
]
FILES = ["read", "bytes", "shipped nginx/s", "plain nginx/s", "ratio", "p99 ms", "p99 plain"]
SEARCH = ["read", "requests/s", "p50 ms", "p99 ms", "failed"]
LUA: dict[str, tuple[str, str]] = {
    "search": ("/api/v1/search", "search.lua"),
    "filtered list, never asked before": (FAQS, "miss.lua"),
}


def reads(effort: Effort) -> str:
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder)) as product:
        asked = [(name, f"{product.url}{path}", more) for name, (path, more) in CASES.items()]
        return table(HEAD, [_compared(*each, Path(folder), effort) for each in asked])


def searches(effort: Effort) -> str:
    """These are compared with nothing: each is work of its own."""
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder)) as product:
        asked = [(name, count) for name in LUA for count in (1, CONNECTIONS)]
        return table(SEARCH, [_asked(product.url, *each, effort) for each in asked])


def files(effort: Effort) -> str:
    """The configuration that is shipped, over an export, beside a plain nginx."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        told = {"EXPORT_DIR": str(folder / "export"), "TRUSTED_PROXY_HOPS": "1"}
        product = stack.enter_context(Server(folder, **told))
        wait_until((folder / "export" / "current").exists)
        url = stack.enter_context(in_front_of(product.port, folder / "export", folder))
        asked: dict[str, dict[str, str]] = {"whole guide": {}, "whole guide, gzip": GZIP}
        return table(
            FILES, [_filed(n, f"{url}{GUIDE}", h, folder, effort) for n, h in asked.items()]
        )


def _asked(url: str, name: str, connections: int, effort: Effort) -> Row:
    path, script = LUA[name]
    load = Load(f"{url}{path}", {}, [script], connections)
    found = median([load.run(effort.seconds) for _ in range(effort.rounds)])
    told = f"{name}, connections: {connections}"
    return [told, found.rate, found.p50, found.p99, found.failed]


def _compared(name: str, url: str, headers: dict[str, str], folder: Path, effort: Effort) -> Row:
    answer = Answer.of(url, headers)
    with plain.constant(answer, folder) as constant, plain.nginx(answer, folder) as nginx:
        ours, theirs, filed = in_turns([url, constant, nginx], headers, effort)
    rates: Row = [ours.rate, theirs.rate, filed.rate, ours.rate / theirs.rate]
    late: Row = [ours.rate / filed.rate, ours.p50, ours.p99, theirs.p99, ours.p99 / theirs.p99]
    failed = ours.failed + theirs.failed + filed.failed
    return [name, len(answer.body), *rates, *late, failed]


def _filed(name: str, url: str, headers: dict[str, str], folder: Path, effort: Effort) -> Row:
    answer = Answer.of(url, headers)
    with plain.nginx(answer, folder / "plain") as nginx:
        ours, theirs = in_turns([url, nginx], headers, effort)
    told: Row = [name, len(answer.body), ours.rate, theirs.rate, ours.rate / theirs.rate]
    return [*told, ours.p99, theirs.p99]


def in_turns(urls: list[str], headers: dict[str, str], effort: Effort) -> list[Run]:
    """The median of each, once it is seen that all of them say the same."""
    said = {(each.status[:3], each.body) for each in (Answer.of(url, headers) for url in urls)}
    assert len(said) == 1, "they do not send the same"
    loads = [Load(url, headers) for url in urls]
    turns = [[each.run(effort.seconds) for each in loads] for _ in range(effort.rounds)]
    return [median(each) for each in zip(*turns, strict=True)]
