"""The cells of a table's row as shown: those of one side, and those of both sides in one.

Nothing is computed from numbers here: what a figure became is told by `search.comparing.figures`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from index.folding import fold_loose
from index.model import Span
from search.comparing.figures.said import Standing, said
from search.comparing.model import Change, ChangeKind, FigurePair, Row
from search.comparing.onegrid import (
    BOTH,
    LEFT,
    RIGHT,
    Cells,
    Column,
    cells_of,
    figures_in,
    is_counted,
    part_of,
)
from web.beside.figurewords import became
from web.beside.rows import Rows
from web.beside.weaving import woven
from web.filters import markup, masks


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: what stands there, and below it what became of a number."""

    html: Markup
    number: bool = False
    below: str = ""
    absent: bool = False  # its row or its column is not on this side


class Boxes:
    """Makes the cells of rows."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._figures = figures_in(rows.comparison)

    def own(self, index: int, row: Row, which: int, columns: Sequence[Column]) -> tuple[Box, ...]:
        """Return the cells of the LEFT or RIGHT side, none where it is not there."""
        if part_of(row, which) is None:
            return ()
        cells = cells_of(row, LEFT), cells_of(row, RIGHT)
        found = []
        for column in columns:
            if (column.left, column.right)[which] is None:
                continue
            here, there = _at(cells[LEFT], column.left), _at(cells[RIGHT], column.right)
            cell = (here, there)[which]
            if cell and here and there and here[1] == there[1]:
                html = markup(cell[1], masks(cell[1]))  # whatever became of its column's place
            else:
                html = self._rows.stretch(index, which, cell[0]) if cell else Markup()
            found.append(Box(html, cell is not None and is_counted(cell[1], column)))
        return tuple(found)

    def both(self, index: int, row: Row, columns: Sequence[Column]) -> tuple[Box, ...]:
        """Return the cells of both sides in one: left → right, and the difference below."""
        cells = cells_of(row, LEFT), cells_of(row, RIGHT)
        return tuple(self._both(index, row, cells, column) for column in columns)

    def _both(self, index: int, row: Row, cells: tuple[Cells, Cells], column: Column) -> Box:
        here, there = _at(cells[LEFT], column.left), _at(cells[RIGHT], column.right)
        if here is None and there is None:
            return Box(Markup(), absent=column.kind != BOTH)
        if here is None or there is None:
            text = (there or here or (Span(0, 0), ""))[1]
            return Box(_alone(text, right=there is not None), is_counted(text, column))
        left, right = here[1], there[1]
        number = is_counted(left, column) and is_counted(right, column)
        if fold_loose(left) == fold_loose(right):
            return Box(markup(right, masks(right)), number)
        if number:  # 12.0 and 12 are written otherwise, and the same
            return self._numbers(left, right, self._figures.get((index, there[0].start)))
        return Box(woven(left, right, _inside(row.changes, here[0], there[0])).whole)

    def _numbers(self, left: str, right: str, pair: FigurePair | None) -> Box:
        told = said(pair) if pair else None
        both = Markup("{} → {}").format(left.strip(), right.strip())
        if told is None or told.standing is not Standing.SAME:
            both = Markup('<b class="figure">{}</b>').format(both)
        return Box(both, number=True, below=became(told) if told else "")


def _at(cells: Cells, place: int | None) -> tuple[Span, str] | None:
    return None if place is None else cells.get(place)


def _alone(text: str, *, right: bool) -> Markup:
    """Return a text that only one side has, marked as such."""
    whole, none = Span(0, len(text)), Span(0, 0)
    if right:
        return woven("", text, [Change(ChangeKind.ADDED, none, whole)]).whole
    return woven(text, "", [Change(ChangeKind.REMOVED, whole, none)]).whole


def _inside(changes: Iterable[Change], left: Span, right: Span) -> list[Change]:
    """Return the changes between two cells, counted from where these begin."""
    found = []
    for one in changes:
        here = _within(one.left, left)
        there = _within(one.right, right)
        if here is None or there is None or (here.start == here.end and there.start == there.end):
            continue
        found.append(Change(one.kind, here, there, one.quiet))
    return found


def _within(span: Span, cell: Span) -> Span | None:
    start, end = max(span.start, cell.start), min(span.end, cell.end)
    return Span(start - cell.start, end - cell.start) if start <= end else None
