"""Where a hit stands in its table: the heads over it, the row that it is a part of, its place.

Asked of rows only: the shape of a whole report is decoded for it, once for all its hits.
"""

from __future__ import annotations

import re

from index.catalogue import Catalogue, Record, Shape, with_text
from index.model import Passage
from search.model import TableLine, TableStanding

_PARENT = re.compile(r"[一二三四五六七八九十]{1,3}、")
_FAR = 100  # rows that are looked through for the one above that this one is a part of


class TablesOf:
    """Tells of rows in which tables they stand; keeps the shapes of the reports asked about."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._shapes: dict[int, Shape] = {}

    def standing(self, record: Record, index: int) -> TableStanding | None:
        """Return where passage `index` of a report stands, None where it is no row of a table.

        Raises DamagedHome.
        """
        shape = self._shapes.get(record.id)
        if shape is None:
            shape = self._shapes[record.id] = self._catalogue.shape(record.id)
        own = shape.passages[index]
        if own.row is None:
            return None
        table = shape.tables[own.row.table]
        rows = [one for one in shape.passages if one.row and one.row.table == own.row.table]
        heads, body = rows[: table.header_rows], rows[table.header_rows :]
        at = own.row.row - table.header_rows
        lines = self._lines(record, [*heads, *body[max(0, at - _FAR) : at], own])
        parent = _parent(lines[len(heads) :])
        return TableStanding(
            number=own.row.table + 1,
            table=table,
            row=max(0, at + 1),
            heads=tuple(lines[: len(heads)]),
            parent=parent,
            own=lines[-1],
            above=max(0, at) - (parent is not None),
            below=len(body) - max(0, at + 1),
        )

    def _lines(self, record: Record, passages: list[Passage]) -> list[TableLine]:
        texts = self._catalogue.texts([record.first_passage + one.index for one in passages])
        found = []
        for one in passages:
            whole = with_text(one, texts.get(record.first_passage + one.index, ""))
            assert whole.row is not None  # noqa: S101 - the caller's passages are rows
            found.append(TableLine(whole.index, whole.text, whole.row))
        return found


def _parent(rows: list[TableLine]) -> TableLine | None:
    """Return the nearest row above the last one that begins with 一、, unless that one does."""
    *before, own = rows
    if _PARENT.match(own.text.lstrip("\t")):
        return None
    return next((row for row in reversed(before) if _PARENT.match(row.text.lstrip("\t"))), None)
