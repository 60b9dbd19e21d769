"""What of a sheet is seen: the cells of a sheet in, its visible rows out, the rest set aside.

Hidden rows and columns leave cuts where they stood, and so does what stands behind merged cells.
Merged cells say what their first cell says, wherever they are first seen.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from index.errors import UnreadableReport
from index.model import Why
from index.readers.blocks import Cut
from index.readers.sheetwords import Words
from index.readers.worksheet import COLUMNS, Area, Sheet

_MOST = 10_000_000
_Reached = tuple[int, tuple[Area, ...]]


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A row: its visible cells by column, the merged cells that reach over it, and what was cut
    from it where it has no visible cell.
    """

    number: int
    cells: dict[int, Words]
    merged: tuple[Area, ...] = ()
    cuts: tuple[Cut, ...] = ()


class View:
    """The visible part of a sheet.

    Raises UnreadableReport `too_many_cells` where merged cells reach over more rows than `most`.
    """

    def __init__(self, sheet: Sheet, *, name: str = "", most: int = _MOST) -> None:
        self._hidden_rows = sorted(sheet.hidden_rows)
        self._is_hidden = bytearray(COLUMNS + 2)
        for first, last in sheet.hidden_columns:
            self._is_hidden[max(0, first) : last + 1] = b"\x01" * (last + 1 - max(0, first))
        self._bordered = sheet.bordered
        self._drawn = sorted(set(sheet.bordered) - sheet.hidden_rows)
        cells = {row: dict(found) for row, found in sheet.cells.items()}
        merged = list(self._merged(sheet, cells))
        self.rows = [
            self._row(number, cells[number], areas)
            for number, areas in _within(most, name, _reaching(sorted(cells), merged))
        ]

    def is_hidden(self, row: int, column: int) -> bool:
        """Say whether a cell stands in a hidden row or column."""
        return self.shows_not(row) or bool(self._is_hidden[column])

    def shows_not(self, row: int) -> bool:
        """Say whether a row is hidden."""
        at = bisect_left(self._hidden_rows, row)
        return at < len(self._hidden_rows) and self._hidden_rows[at] == row

    def columns(self, first: int, last: int) -> list[int]:
        """Return the visible columns from one to another, both included."""
        return [column for column in range(first, last + 1) if not self._is_hidden[column]]

    def is_apart(self, above: int, below: int) -> bool:
        """Say whether an empty row is seen between two rows; one with borders is no gap."""
        between = _inside(self._hidden_rows, above, below) + _inside(self._drawn, above, below)
        return below - above - 1 > between

    def bordered(self, row: int) -> tuple[int, int] | None:
        """Return the first and last column with borders in a row."""
        return self._bordered.get(row)

    def _merged(self, sheet: Sheet, cells: dict[int, dict[int, Words]]) -> Iterator[Area]:
        """Yield merged cells from where they are first seen, their words moved there."""
        for area in sheet.merged:
            top = self._first_row(area.top)
            left = self._is_hidden.find(0, area.left)
            if top > area.bottom or left > area.right:
                continue
            words = cells.get(area.top, {}).get(area.left)
            if words is not None and (top, left) != (area.top, area.left):
                del cells[area.top][area.left]
                behind = cells.setdefault(top, {}).get(left)
                cuts = (*words.cuts, *_as_cuts(behind)) if behind else words.cuts
                cells[top][left] = Words(words.text, cuts)
            yield replace(area, top=top, left=left)

    def _first_row(self, row: int) -> int:
        at = bisect_left(self._hidden_rows, row)
        while at < len(self._hidden_rows) and self._hidden_rows[at] == row:
            at, row = at + 1, row + 1
        return row

    def _row(self, number: int, cells: dict[int, Words], merged: tuple[Area, ...]) -> SeenRow:
        if self.shows_not(number):
            said = said_in(cells)
            return SeenRow(number, {}, (), (Cut(0, said, Why.HIDDEN),) if said else ())
        seen: dict[int, Words] = {}
        ahead: tuple[Cut, ...] = ()
        last = 0
        for column, words in sorted(cells.items()):
            behind = self._is_hidden[column] or any(
                area.left <= column <= area.right and (area.top, area.left) != (number, column)
                for area in merged
            )
            if not behind:
                seen[column] = Words(words.text, (*ahead, *words.cuts)) if ahead else words
                ahead, last = (), column
            elif seen:
                before = seen[last]
                cuts = _as_cuts(words, at=len(before.text))
                seen[last] = Words(before.text, (*before.cuts, *cuts))
            else:
                ahead += _as_cuts(words)
        return SeenRow(number, seen, merged, ahead)


def said_in(cells: dict[int, Words]) -> str:
    """Return all that the cells of a row say in one line, hidden or not."""
    texts = (words.text.strip() or _cut(words) for _, words in sorted(cells.items()))
    return "\t".join(text for text in texts if text)


def _cut(words: Words) -> str:
    return " ".join(cut.text for cut in words.cuts)


def _as_cuts(words: Words, *, at: int = 0) -> tuple[Cut, ...]:
    text = words.text.strip() or _cut(words)
    return (Cut(at, text, Why.HIDDEN),) if text else ()


def _inside(numbers: list[int], above: int, below: int) -> int:
    return bisect_left(numbers, below) - bisect_right(numbers, above)


def _reaching(rows: Iterable[int], merged: Iterable[Area]) -> Iterator[_Reached]:
    """Yield rows with the merged cells that reach over each."""
    waiting = sorted(merged, key=lambda area: area.top, reverse=True)
    active: list[Area] = []
    for row in rows:
        while waiting and waiting[-1].top <= row:
            active.append(waiting.pop())
        active = [area for area in active if area.bottom >= row]
        yield row, tuple(active)


def _within(most: int, name: str, rows: Iterable[_Reached]) -> Iterator[_Reached]:
    """Yield rows while not too many merged cells reach over them."""
    left = most
    for row, areas in rows:
        left -= len(areas)
        if left < 0:
            raise UnreadableReport("too_many_cells", file=name, limit=most)
        yield row, areas
