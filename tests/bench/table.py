"""A table of figures, as Markdown."""

from collections.abc import Iterable, Sequence
from typing import Any


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """The first column is words, the others are figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(_shown, each))} |" for each in lines)


def _shown(figure: Any) -> str:
    if not isinstance(figure, float):
        return f"{figure:,}" if isinstance(figure, int) else str(figure)
    return f"{figure:,.0f}" if abs(figure) >= 100 else f"{figure:.2f}"
