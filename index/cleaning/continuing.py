"""Tables that go on over page breaks become one: their repeated heads go, their rows follow on.

A table goes on where the next page has one of as many columns right below its head or foot, which
repeats the rows that name the columns, or names none. Lines in between that repeat what stands
above the table (its name, 单位：万元) go as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.cleaning.paragraph import Paragraph, Sheet
from index.model import Why
from index.tables import GridRow
from index.tables.grid import Grid
from index.tables.header import header_rows

_ABOVE = 4  # lines above a table that its later pages may repeat
_AGAIN = re.compile(r"\s+|[（(]?续(?:表|上表)?[）)]?\d{0,2}")


@dataclass(slots=True)
class _Run:
    """Paragraphs `start` up to `end` that are rows of one table, and where that table begins."""

    start: int
    end: int
    first: int


def join_tables(sheet: Sheet) -> None:
    """Join tables that go on on the next page."""
    lines = sheet.paragraphs
    repeated: list[int] = []
    joined: dict[int, int] = {}  # table → the one that it goes on with
    before: _Run | None = None
    for run in _runs(lines):
        if before is not None and _may_go_on(lines, before, run):
            between = range(before.end, run.start)
            above = {
                _key(lines[at].text) for at in range(max(0, before.first - _ABOVE), before.first)
            }
            again = _repeats(lines, before.first, run)
            names = again == 0 and _names_columns(_grid(lines, run))
            if not names and all(_key(lines[at].text) in above for at in between):
                repeated += [*between, *range(run.start, run.start + again)]
                joined[_table(lines, run.start)] = joined.get(
                    _table(lines, before.first), _table(lines, before.first)
                )
                run.first = before.first
        before = run
    if not joined:
        return
    for at, line in enumerate(lines):
        if line.row is not None and line.row.table in joined:
            sheet.paragraphs[at] = replace(
                line, row=replace(line.row, table=joined[line.row.table], heads=False)
            )
    sheet.drop(repeated, Why.TABLE_HEAD)


def _runs(lines: Sequence[Paragraph]) -> list[_Run]:
    found: list[_Run] = []
    for at, line in enumerate(lines):
        if line.row is None:
            continue
        if found and found[-1].end == at and _table(lines, at - 1) == line.row.table:
            found[-1].end = at + 1
        else:
            found.append(_Run(at, at + 1, at))
    return found


def _may_go_on(lines: Sequence[Paragraph], before: _Run, run: _Run) -> bool:
    last, first = lines[before.end - 1], lines[run.start]
    if last.row is None or first.row is None or last.row.table == first.row.table:
        return False
    return (
        last.row.columns == first.row.columns
        and 0 < last.page <= first.page <= last.page + 1
        and last.page != first.page
        and run.start - before.end <= _ABOVE
    )


def _repeats(lines: Sequence[Paragraph], first: int, run: _Run) -> int:
    """Return how many of the run's first rows repeat the head of the table."""
    heads = header_rows(_grid(lines, _Run(first, run.start, first)))
    same = 0
    while same < heads and run.start + same < run.end:
        if _key(lines[first + same].text) != _key(lines[run.start + same].text):
            return 0
        same += 1
    return same if same == heads else 0


def _names_columns(grid: Grid) -> bool:
    """Say whether the first row names all columns: one with blanks is a row like others."""
    filled = [text.strip() for text in grid.rows[0].texts[1:]]
    return all(filled) and header_rows(grid) > 0


def _grid(lines: Sequence[Paragraph], run: _Run) -> Grid:
    rows = []
    for line in lines[run.start : min(run.end, run.start + 8)]:
        if line.row is None:
            break
        texts = tuple(line.text.split("\t"))
        rows.append(GridRow(texts, line.row.cells[: len(texts)], line.row.heads))
    return Grid(tuple(rows))


def _table(lines: Sequence[Paragraph], at: int) -> int:
    row = lines[at].row
    return -1 if row is None else row.table


def _key(text: str) -> str:
    return _AGAIN.sub("", text)
