"""The figures of a whole comparison, row by row, in the order of the rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from search.comparing.figures import pair_figures
from search.comparing.model import FigurePair, Row
from search.comparing.tokens import Cut


def figures(rows: Sequence[Row], cut: Cut) -> tuple[FigurePair, ...]:
    """Return every counted figure of both texts once: with its partner, or alone."""
    return tuple(_figures(rows, cut))


def _figures(rows: Sequence[Row], cut: Cut) -> Iterator[FigurePair]:
    for number, row in enumerate(rows):
        left = row.left.text if row.left else ""
        right = row.right.text if row.right else ""
        yield from pair_figures(left, right, row.changes, cut, number)
