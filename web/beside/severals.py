"""Several reports made ready to show: cells with what became of each passage, rows to choose.

Pure: data of the library in, data for templates out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from search.comparing.following.followed import Cell, Several, Strand
from search.comparing.model import Compared, RowKind
from web.beside.weaving import Woven, woven
from web.filters import markup, masks

_BRIEF = 56  # characters of a cell that is not opened
_WORDS = 26  # of a row's name


class Show(StrEnum):
    """Which rows are listed."""

    ALL = "all"
    SHARED = "shared"  # stand in two columns or more
    CHANGED = "changed"  # … and not the same in all
    LAST = "last"  # stand in the last column


class State(StrEnum):
    """Why a cell is empty."""

    NOT_YET = "not_yet"
    AWAY = "away"  # it stood before, and comes back later
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell that holds something: `brief` of its text, and `whole` where that is more.

    `kind` is `first` or what became of it since column `before`; `since` is that column where it
    is not the one right before. `places` are the indices of its passages in the report.
    """

    kind: str
    moved: bool
    percent: int | None
    since: int | None
    brief: Markup
    whole: Markup | None
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row as shown: `number` counts from 1 in all that was asked for; `name` are first words.

    `passage_id` is that of its last cell, by which it can be followed on.
    """

    number: int
    strand: Strand
    name: str
    cells: tuple[Shown | State, ...]
    passage_id: int | None


def chosen(found: Several, show: Show) -> list[tuple[int, Strand]]:
    """Return the rows of a kind with their numbers from 1."""
    return [
        (number, row)
        for number, row in enumerate(found.rows, 1)
        if _is(row, show, len(found.columns) - 1)
    ]


def counts(found: Several) -> dict[Show, int]:
    """Return how many rows there are of each kind."""
    last = len(found.columns) - 1
    return {show: sum(_is(row, show, last) for row in found.rows) for show in Show}


def lines(rows: Sequence[tuple[int, Strand]]) -> list[Line]:
    """Return rows as they are listed."""
    return [_line(number, row) for number, row in rows]


def label(column: Compared, columns: Sequence[Compared]) -> str:
    """Return what to call a column in short: its year, its unit, or both, as they tell it apart.

    Empty parts are left out; where neither is known it is the title.
    """
    years = {one.year for one in columns}
    units = {one.unit for one in columns}
    year = str(column.year) if column.year is not None else ""
    parts = [year] if len(years) > 1 or len(units) == 1 else []
    parts += [column.unit or ""] if len(units) > 1 else []
    return " ".join(part for part in parts if part) or column.title


def _is(row: Strand, show: Show, last: int) -> bool:
    cells = [cell for cell in row.cells if cell]
    if show is Show.SHARED:
        return len(cells) > 1
    if show is Show.CHANGED:
        return any(cell.kind not in (None, RowKind.SAME) or cell.moved for cell in cells)
    return show is Show.ALL or row.cells[last] is not None


def _line(number: int, row: Strand) -> Line:
    held = row.cells[row.last]
    text = held.side.text.replace("\n", " ") if held else ""
    return Line(
        number,
        row,
        text if len(text) <= _WORDS else text[:_WORDS] + "……",
        tuple(_cell(row, column) for column in range(len(row.cells))),
        held.side.parts[0].passage_id if held and not row.heading else None,
    )


def _cell(row: Strand, column: int) -> Shown | State:
    cell = row.cells[column]
    if cell is None:
        if column < row.first:
            return State.NOT_YET
        return State.AWAY if column < row.last else State.GONE
    places = tuple(part.index for part in cell.side.parts)
    if cell.before is None or cell.kind is None:
        brief, whole = _plain(cell.side.text)
        return Shown("first", False, None, None, brief, whole, places)
    since = cell.before if cell.before < column - 1 else None
    kind = cell.kind.value
    if cell.kind is RowKind.SAME:
        whole = _woven(row, cell).whole
        return Shown(kind, cell.moved, None, since, Markup(""), whole, places)
    one = _woven(row, cell)
    brief = one.brief(_BRIEF)
    whole = None if len(one.text) <= _BRIEF else one.whole
    percent = min(99, int(100 * cell.score)) if cell.kind is RowKind.EDITED else None
    return Shown(kind, cell.moved, percent, since, brief, whole, places)


def _woven(row: Strand, cell: Cell) -> Woven:
    before = row.cells[cell.before] if cell.before is not None else None
    return woven(before.side.text if before else "", cell.side.text, cell.changes)


def _plain(text: str) -> tuple[Markup, Markup | None]:
    whole = markup(text, masks(text))
    if len(text) <= _BRIEF:
        return whole, None
    return markup(text, masks(text), end=_BRIEF) + "……", whole
