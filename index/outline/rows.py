"""Rows of tables on their way to passages: the paragraphs of one table in, its rows read out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.cleaning import Paragraph
from index.cleaning.shapes import ends_sentence
from index.model import CellPlace, Row, RowPlace, Table
from index.tables import GridRow, cells_of, understand

_ABOVE = 4  # paragraphs above a table that may say what it is
_LONG = 60  # characters of the longest of these


@dataclass(frozen=True, slots=True)
class TableRead:
    """A table as read: what it is, and of each of its paragraphs the row."""

    table: Table
    rows: tuple[Row, ...]


def read_tables(
    paragraphs: Sequence[Paragraph], start: int
) -> tuple[tuple[Table, ...], dict[int, Row]]:
    """Return the tables that stand in paragraphs, in reading order, and the row of each paragraph.

    The paragraphs from `start` on may say what a table is; those before are the title. A table that
    running text interrupts goes on behind it.
    """
    held: dict[int, list[int]] = {}
    for index, paragraph in enumerate(paragraphs):
        if paragraph.row is not None:
            held.setdefault(paragraph.row.table, []).append(index)
    tables: list[Table] = []
    rows: dict[int, Row] = {}
    for indexes in held.values():
        read = _read(
            [paragraphs[index] for index in indexes],
            _above(paragraphs, max(start, indexes[0] - _ABOVE), indexes[0]),
        )
        for index, row in zip(indexes, read.rows, strict=True):
            rows[index] = replace(row, table=len(tables))
        tables.append(read.table)
    return tuple(tables), rows


def _read(paragraphs: Sequence[Paragraph], above: Sequence[str]) -> TableRead:
    standing = [_standing(paragraph) for paragraph in paragraphs]
    grid = [
        GridRow(
            tuple(paragraph.text[place.start : place.end] for place in places),
            places,
            paragraph.row is not None and paragraph.row.heads,
        )
        for paragraph, places in zip(paragraphs, standing, strict=True)
    ]
    table = understand(grid, above)
    rows = tuple(
        Row(0, number, cells_of(row, places, table, head=number < table.header_rows))
        for number, (row, places) in enumerate(zip(grid, standing, strict=True))
    )
    return TableRead(table, rows)


def _standing(paragraph: Paragraph) -> tuple[CellPlace, ...]:
    """Return where the cells stand in the paragraph's text; cleaning may have shortened it."""
    row = paragraph.row
    assert isinstance(row, RowPlace)  # noqa: S101 - says the type
    origins = paragraph.origins
    return tuple(
        place._replace(start=bisect_left(origins, place.start), end=bisect_left(origins, place.end))
        for place in row.cells
    )


def _above(paragraphs: Sequence[Paragraph], start: int, index: int) -> list[str]:
    """Return the short lines right above a table, from `start` on."""
    found: list[str] = []
    for paragraph in reversed(paragraphs[start:index]):
        text = paragraph.text
        if paragraph.row is not None or len(text) > _LONG or ends_sentence(text.rstrip("：:")):
            break
        found.append(text)
    return found[::-1]
