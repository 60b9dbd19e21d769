"""Table cells that came out one a line become rows.

A run of short lines with amounts among them is a table; a row ends where a line of words
or a code follows an amount. Rows keep their cells, separated by tabs, and are no headings.
"""

from __future__ import annotations

import re
from dataclasses import replace

from index.cleaning.paragraph import Paragraph, Sheet
from index.cleaning.shapes import ends_sentence, width
from index.model import LineKind

_AMOUNT = re.compile(
    r"[-－−]?\d{1,3}(?:[,，]\d{3})*(?:\.\d+)?\s*%?|[-－−]?\d+\.\d+\s*%?|[-－—/]{1,2}|[〇○]|0"
)
_CODE = re.compile(r"\d{2,7}")
_PART = re.compile(r"第[一二三四五六七八九十\d]{1,3}(?:部\s*分|[章节篇编])")  # begins no row
_CELL = 44  # columns of a cell
_RUN = 6  # lines in the shortest table
_ROW = 400  # characters in the longest row


def gather_cells(sheet: Sheet) -> None:
    """Gather runs of cells into rows."""
    found: list[Paragraph] = []
    run: list[Paragraph] = []
    captions = {_key(entry.text) for entry in sheet.contents}
    for line in sheet.paragraphs:
        if _is_cell(line) and _key(line.text) not in captions:
            run.append(line)
            continue
        found.extend(_rows(run))
        run = []
        found.append(line)
    found.extend(_rows(run))
    sheet.paragraphs = found


def _key(text: str) -> str:
    """Return the words of a table's name, with neither number nor white space."""
    return re.sub(r"^(?:[一二三四五六七八九十]+[、．.]|\d{1,2}[、．.])|\s+", "", text)


def _is_cell(line: Paragraph) -> bool:
    return (
        line.kind is LineKind.TEXT
        and line.level is None
        and len(line.text) <= _CELL
        and width(line.text) <= _CELL
        and not ends_sentence(line.text)
        and _PART.match(line.text) is None
        and "，" not in line.text.strip("，")
    )


def _is_amount(text: str) -> bool:
    return _AMOUNT.fullmatch(text) is not None and not (_CODE.fullmatch(text) and "." not in text)


def _rows(run: list[Paragraph]) -> list[Paragraph]:
    numbers = [index for index, cell in enumerate(run) if _is_number(cell.text)]
    if len(run) < _RUN or len(numbers) < 0.25 * len(run):
        return run
    start = _table_begins(run, numbers[0])
    end = _table_ends(run, numbers[-1])
    rows: list[Paragraph] = []
    previous = ""
    for cell in run[start:end]:
        opens = not rows or (_is_amount(previous) and not _is_amount(cell.text))
        if opens or len(rows[-1].text) + len(cell.text) >= _ROW:
            rows.append(replace(cell, kind=LineKind.TABLE))
        else:
            rows[-1] = rows[-1].joined(cell, "\t")
        previous = cell.text
    return [*run[:start], *rows, *run[end:]]


def _is_number(text: str) -> bool:
    return _AMOUNT.fullmatch(text) is not None or _CODE.fullmatch(text) is not None


def _table_begins(run: list[Paragraph], first: int) -> int:
    # 「单位：万元」 opens a table; what stands before it (the name of the table) is text.
    for index in range(first - 1, -1, -1):
        if re.search(r"单位\s*[:：]", run[index].text):
            return index
    return max(0, first - 12)


def _table_ends(run: list[Paragraph], last: int) -> int:
    return last + 1
