"""A clock for parts of a piece of work; it is off again when its block ends."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, Self
from unittest.mock import patch

from sqlalchemy import Engine, event

BEGIN, STATEMENTS = "begin: the writers' lock", "statements"


class Clock:
    """Seconds and calls by part; parts must not overlap. Statements are two of them."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self.calls: Counter[str] = Counter()
        self._since = 0.0
        self._end = ExitStack()

    def __enter__(self) -> Self:
        for name, note in (("before", self._before), ("after", self._after)):
            event.listen(Engine, f"{name}_cursor_execute", note)
            self._end.callback(event.remove, Engine, f"{name}_cursor_execute", note)
        return self

    def __exit__(self, *_error: object) -> None:
        self._end.close()

    def watch(self, owner: Any, name: str, part: str) -> None:
        plain: Callable[..., Any] = getattr(owner, name)

        def timed(*given: Any, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return plain(*given, **named)
            finally:
                self._note(part, began)

        self._end.enter_context(patch.object(owner, name, timed))

    def _before(self, *_given: Any) -> None:
        self._since = time.perf_counter()

    def _after(self, _connection: Any, _cursor: Any, statement: str, *_given: Any) -> None:
        self._note(BEGIN if statement.startswith("BEGIN") else STATEMENTS, self._since)

    def _note(self, part: str, began: float) -> None:
        self.spent[part] += time.perf_counter() - began
        self.calls[part] += 1
