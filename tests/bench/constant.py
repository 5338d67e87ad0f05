"""The least that a WSGI application can do: one answer, the same for everybody."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.bench.answer import Answer


def make() -> Any:
    """`BENCH_ANSWER` is a file with its status, headers and body."""
    answer = Answer.read(Path(os.environ["BENCH_ANSWER"]))
    status, headers, body = answer.status, answer.headers, [answer.body]

    def reply(_environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start(status, headers)
        return body

    return reply
