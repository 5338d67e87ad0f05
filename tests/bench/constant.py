"""The least that a WSGI application can do: one answer, the same for everybody."""

import json
import os
from base64 import b64decode
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def make() -> Any:
    """`BENCH_ANSWER` is a file with its status, headers and body."""
    answer = json.loads(Path(os.environ["BENCH_ANSWER"]).read_text())
    headers = [(name, value) for name, value in answer["headers"]]
    status, body = answer["status"], [b64decode(answer["body"])]

    def reply(_environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start(status, headers)
        return body

    return reply
