"""Tables as plain text (.csv, .tsv): bytes in, the rows of a table out.

The encoding is found as for any text. Commas, semicolons, tabs or bars part the cells: whichever
cuts most lines into the same number.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from index.errors import UnreadableReport
from index.model import FileFacts, Source
from index.readers.blocks import source_of
from index.readers.encoding import decode
from index.readers.sheetgrid import Layout
from index.readers.sheetview import View
from index.readers.sheetwords import Words
from index.readers.worksheet import Sheet
from index.settings import Limits

_SIGNS = ",\t;|，"
_SAMPLE = 50_000  # characters, and
_LINES = 200  # rows that tell how cells are parted
_SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # a first line for Excel
_AS_TEXT = re.compile(r'="([^"]*)"')  # how programs keep Excel from reading a number
_Quoting = Literal[0, 3]  # csv.QUOTE_MINIMAL, csv.QUOTE_NONE
_OPEN = 200  # lines of one cell: its quotation mark was never closed
_WIDEST = 16_384  # columns of a sheet


def read(name: str, data: bytes, limits: Limits) -> Source:
    """Read a table. Raises UnreadableReport `not_text`, `empty`, `too_long`, `too_many_cells`."""
    found = decode(data)
    if found is None:
        raise UnreadableReport("not_text", file=name)
    text, encoding = found
    if len(text) > limits.characters:
        raise UnreadableReport("too_long", file=name, limit=limits.characters)
    sheet = Sheet()
    left = limits.cells
    for number, row in enumerate(_rows(text), 1):
        cells = {
            column: Words(_AS_TEXT.sub(r"\1", cell).replace("\r\n", "\n").replace("\r", "\n"))
            for column, cell in enumerate(row, 1)
            if cell.strip()
        }
        left -= len(cells)
        if left < 0 or len(row) > _WIDEST:
            raise UnreadableReport("too_many_cells", file=name, limit=limits.cells)
        if cells:
            sheet.cells[number] = cells
    layout = Layout(View(sheet), heads=(0, 0), name=name, most=10 * limits.cells)
    facts = FileFacts(media="text/csv", encoding=encoding)
    return source_of(layout.blocks(), facts, name=name, limits=limits)


def _rows(text: str) -> Iterator[list[str]]:
    text = text.replace("\x00", "").lstrip("\ufeff")
    said = _SAID.match(text)
    sign = said[1] if said else _sign(text[:_SAMPLE])
    text = text[said.end() :] if said else text
    rows = list(_cut(text, sign))
    if any(cell.count("\n") > _OPEN for row in rows for cell in row):
        return _cut(text, sign, quoting=csv.QUOTE_NONE)
    return iter(rows)


def _cut(text: str, sign: str, *, quoting: _Quoting = csv.QUOTE_MINIMAL) -> Iterator[list[str]]:
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))  # of the whole process
    return csv.reader(io.StringIO(text, newline=""), delimiter=sign, quoting=quoting)


def _sign(sample: str) -> str:
    """Return what parts the cells: the sign by which most rows have the same number of cells."""

    def worth(sign: str) -> tuple[float, int]:
        widths = [len(row) for row in _sampled(sample, sign) if any(map(str.strip, row))]
        several = Counter(width for width in widths if width > 1)
        if not several:
            return 0.0, 0
        width, times = several.most_common(1)[0]
        return times / len(widths), width

    return max(_SIGNS, key=worth)


def _sampled(sample: str, sign: str) -> Sequence[list[str]]:
    rows: list[list[str]] = []
    for row in _cut(sample, sign):
        rows.append(row)
        if len(rows) == _LINES:
            break
    return rows
