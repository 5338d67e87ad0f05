"""A table of figures, as Markdown."""

from collections.abc import Iterable, Sequence

# Words first, then figures.
Row = Sequence[str | float]


def table(head: Sequence[str], rows: Iterable[Row]) -> str:
    """The first column is words, the others are figures."""
    lines: list[Row] = [[*head], ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(_shown, each))} |" for each in lines)


def _shown(figure: str | float) -> str:
    if not isinstance(figure, float):
        return f"{figure:,}" if isinstance(figure, int) else str(figure)
    return f"{figure:,.0f}" if abs(figure) >= 100 else f"{figure:.2f}"
