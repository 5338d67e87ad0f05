"""Growth: the same product over a small guide, a large one and a very large one, in turns."""

import http.client
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.bench.effort import Effort
from tests.bench.growth import grow, opened
from tests.bench.load import Load, Run, median
from tests.bench.processes import largest_worker
from tests.bench.publishing import PATH, publish, seconds_until_shown
from tests.bench.table import Row, table
from tests.servers import Server

SEARCH = "/api/v1/search"
HEAD = [
    *("items", "made in s", "document MB", "item/s", "of the smallest"),
    *("search p50 ms", "search p99 ms", "search p99 ms, 32 at once"),
    *("approve s", "publish s", "shown after s", "worker PSS MB"),
]


@dataclass(frozen=True)
class Grown:
    size: int
    seconds: float
    product: Server


def growth(effort: Effort) -> str:
    """One after the other, each beside the smallest: what goes on in one's background must not
    be taken for the slowness of another.
    """
    with tempfile.TemporaryDirectory() as folder:
        grown = [_grown(Path(folder) / str(each), each) for each in effort.items]
        return table(HEAD, [_row(each, grown[0].product, effort) for each in grown])


def _grown(folder: Path, size: int) -> Grown:
    folder.mkdir()
    began = time.monotonic()
    product = grow(folder, size)
    return Grown(size, time.monotonic() - began, product)


def _row(grown: Grown, smallest: Server, effort: Effort) -> Row:
    product = grown.product
    with ExitStack() as stack:
        for each in dict.fromkeys((smallest, product)):
            stack.enter_context(each)
        time.sleep(effort.settle)
        base, read = _in_turns([smallest, product], effort)
        told = [grown.seconds, _megabytes(product), read.rate, read.rate / base.rate]
        return [grown.size, *told, *_searches(product, effort), *_publication(product)]


def _in_turns(products: list[Server], effort: Effort) -> list[Run]:
    """The very same record of each."""
    loads = [Load(f"{each.url}{PATH}", {}) for each in products]
    turns = [[each.run(effort.seconds) for each in loads] for _ in range(effort.rounds)]
    return [median(each) for each in zip(*turns, strict=True)]


def _searches(product: Server, effort: Effort) -> list[float]:
    one, many = (_searched(product, connections, effort) for connections in (1, 32))
    return [one.p50, one.p99, many.p99]


def _publication(product: Server) -> list[float]:
    memory = largest_worker(product)
    with opened(product):
        made = publish("Is this another question?")
        shown = seconds_until_shown(product, made)
    return [made.approving, made.publishing, shown, memory]


def _searched(product: Server, connections: int, effort: Effort) -> Run:
    load = Load(f"{product.url}{SEARCH}", {}, ["search.lua"], connections)
    return median([load.run(effort.seconds) for _ in range(effort.rounds)])


def _megabytes(product: Server) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", product.port)
    connection.request("GET", "/api/v1/guide")
    return len(connection.getresponse().read()) / 1e6
