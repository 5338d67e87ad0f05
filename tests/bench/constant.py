"""The least that a WSGI application can do: the same bytes for everybody."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def make() -> Any:
    """`BENCH_BODY` is the file with the bytes."""
    body = [Path(os.environ["BENCH_BODY"]).read_bytes()]
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body[0])))]

    def answer(_environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", headers)
        return body

    return answer
