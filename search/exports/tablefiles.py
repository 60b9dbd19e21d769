"""The tables of a report as sheets of a workbook: cells where they stand, numbers as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from index.errors import ReportNotFound
from index.model import Cell, Row
from search.exports import scanned, statement, words
from search.exports.amounts import amount_in
from search.exports.statement import Lines
from search.exports.words import Say
from search.exports.workbook import Book, Sheet, workbook
from search.exports.writing import format_of, written
from search.model import Report

FORMATS = ("xlsx",)

_LABELS, _VALUES = 32, 16  # widths of the first column and of the others, in characters


def export_tables(
    report: Report, numbers: Sequence[int], target: Path, *, say: Say, overwrite: bool = False
) -> int:
    """Write tables of a report (all where `numbers`, from 1, are none); return how many rows.

    A cell that shows a number holds it, shown as in the report; every other holds its text.
    Raises ReportNotFound (`no_such_table`), BadQuery (`bad_format`), Refused (`target_exists`,
    `disk_full`, `cannot_write`).
    """
    format_of(target, FORMATS)
    most = len(report.outline.tables)
    for number in numbers or (most,):
        if not 1 <= number <= most:
            raise ReportNotFound("no_such_table", report=report.row.id, table=number)
    chosen = tuple(numbers) or tuple(range(1, most + 1))
    at = datetime.now().astimezone()
    with written(target, overwrite=overwrite) as part, workbook(part, say, whole=True) as book:
        rows = sum(_write(book, report, number) for number in chosen)
        book.about(_about(report, chosen, say, at=at))
    return rows


def _write(book: Book, report: Report, number: int) -> int:
    """Write a table as a sheet; return how many rows it has."""
    table = report.outline.tables[number - 1]
    rows = [one.row for one in report.outline.passages if one.row and one.row.table == number - 1]
    name = book.say(words.TABLE_NUMBER).format(number=number)
    caption = table.caption or ""
    widths = (_LABELS, *[_VALUES] * (len(table.columns) - 1))
    sheet = book.sheet(f"{name} {caption}".strip(), widths)
    sheet.row((f"{name} {caption}".strip(),), book.bold)
    if table.measure:
        sheet.row((book.say(words.COUNTED_IN).format(measure=table.measure),), book.plain)
    for row, downs in zip(rows, _downs(rows), strict=True):
        head = row.row < table.header_rows
        for cell, down in zip(row.cells, downs, strict=True):
            _cell(book, sheet, cell, head=head, down=down)
        sheet.end_row()
        if row.row == table.header_rows - 1:
            sheet.keep_in_sight(1)
    return len(rows)


def _downs(rows: Sequence[Row]) -> list[list[int]]:
    """Return over how many rows each cell reaches: up to the next cell below it, which it would
    hide.
    """
    below: dict[int, int] = {}  # column → the next row with a cell in it
    found: list[list[int]] = []
    for at in reversed(range(len(rows))):
        reached = [
            (cell.place.down, range(cell.place.column, cell.place.column + cell.place.across))
            for cell in rows[at].cells
        ]
        found.append(
            [
                min(down, min(below.get(column, len(rows)) for column in columns) - at)
                for down, columns in reached
            ]
        )
        below.update((column, at) for _, columns in reached for column in columns)
    return found[::-1]


def _cell(book: Book, sheet: Sheet, cell: Cell, *, head: bool, down: int) -> None:
    """Write a cell that reaches over `down` rows."""
    place = cell.place
    number = None if head else amount_in(cell.text)
    if number is None:
        value: str | float = cell.text
        form = book.heading if head else book.wrapped
    else:
        value, form = number.value, book.numbered(number.form)
    sheet.spread(place.column, value, form, across=place.across, down=down)


def _about(report: Report, chosen: Sequence[int], say: Say, *, at: datetime) -> Lines:
    row = report.row
    facts = (
        (words.TITLE, row.title),
        (words.UNIT, row.unit or ""),
        (words.YEAR, str(row.year or "")),
        (words.KIND, row.kind or ""),
        (
            words.TABLES,
            say(words.OF_TABLES).format(
                tables="、".join(map(str, chosen)), total=len(report.outline.tables)
            ),
        ),
        (words.FILE, row.file),
        (words.HASH, row.sha256),
        (words.REPORT_ID, str(row.id)),
        (words.SCANNED, scanned.said(row.scan, say)),
        (words.EXPORTED, statement.moment(at)),
    )
    told = [(say(name), value) for name, value in facts if value]
    return [*told, (say(words.TABLES_HOW), say(words.TABLES_SAID)), statement.program(say)]
