"""The phrase matrix written as sheets with heat colours, or as one long table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from search.exports import scanned, words
from search.exports.commas import lines
from search.exports.gathering import Steps
from search.exports.statement import Lines, moment
from search.exports.words import Say
from search.exports.workbook import Book, workbook
from search.model import Axis, Matrix, PhraseCounts

MOST_SHEETS = 30  # phrases with a sheet of their own; more stand in one long one
MOST_ROWS = 1_000_000  # of the long sheet: what a spreadsheet holds
_STEPS = (1, 2, 3, 5, 10)  # least counts of the colours, where the greatest count is small


def to_workbook(target: Path, about: Lines, matrix: Matrix, steps: Steps, say: Say) -> None:
    """Write the statement, a table of all phrases, the counts by row. Raises OSError, Stopped."""
    with workbook(target, say) as book:
        book.about(about)
        _summary(book, matrix)
        if len(matrix.phrases) <= MOST_SHEETS:
            for number, phrase in enumerate(matrix.phrases, 1):
                _one(book, matrix, phrase, number)
                steps.step(1)
        else:
            sheet = book.sheet(say(words.DETAIL), (30, 30, 10, 8, 12))
            titles = (words.PHRASE, words.AXES[matrix.axis], words.YEAR, words.TOTAL, words.HELD)
            sheet.head([say(title) for title in titles], fixed=1)
            left_out = 0
            for text, _, name, *rest in _long(matrix, steps, say):
                if sheet.next <= MOST_ROWS:
                    sheet.row([text, name, *rest])
                else:
                    left_out += 1
            if left_out:
                sheet.row([say(words.MORE_ROWS).format(count=f"{left_out:,}")])


def to_lines(target: Path, at: datetime, matrix: Matrix, steps: Steps, say: Say) -> None:
    """Write a line for each phrase, row and year. Raises OSError, Stopped."""
    titles = (
        words.PHRASE,
        words.ROW,
        words.AXES[matrix.axis],
        words.YEAR,
        words.TOTAL,
        words.HELD,
        words.TIME,
        words.SEARCHED,
        words.REFUSED,
        *scanned.OVER,
    )
    searched = matrix.searched
    same = (moment(at), searched.reports, searched.refused, *scanned.over(searched))
    with lines(target) as file:
        file.row([say(title) for title in titles])
        for row in _long(matrix, steps, say):
            file.row([*row, *same])


def label(matrix: Matrix, number: int, say: Say) -> str:
    """Return what to call a row: roles in words, and what has no value by what it lacks."""
    value = matrix.rows[number]
    if not value:
        return say(words.MISSING[matrix.axis])
    if matrix.axis is Axis.ROLE:
        return say(next(name for role, name in words.ROLES.items() if role.value == value))
    return matrix.labels[number]


def _summary(book: Book, matrix: Matrix) -> None:
    say = book.say
    titles = [
        say(title)
        for title in (
            words.PHRASE,
            words.TOTAL,
            words.IN_REPORTS,
            words.IN_UNITS,
            words.FIRST,
            words.LAST,
            words.FIRST_REPORT,
            words.LAST_REPORT,
        )
    ]
    sheet = book.sheet(say(words.TABLE), (36, 8, 8, 8, 8, 8, 12, 12))
    sheet.head([*titles, *_years(matrix, say)], rows=len(matrix.phrases), fixed=1)
    bounds = _bounds(max((max(one.by_year, default=0) for one in matrix.phrases), default=0))
    for phrase in matrix.phrases:
        first, last = phrase.first, phrase.last
        values: list[str | int | None] = [
            phrase.phrase,
            phrase.total,
            phrase.reports,
            phrase.units,
            first.year if first else None,
            last.year if last else None,
            first.report_id if first else None,
            last.report_id if last else None,
        ]
        for column, value in enumerate(values):
            sheet.cell(column, value, book.plain)
        for column, count in enumerate(phrase.by_year, len(values)):
            sheet.cell(column, count, book.heat[bisect_right(bounds, count)])
        sheet.end_row()


def _one(book: Book, matrix: Matrix, phrase: PhraseCounts, number: int) -> None:
    say = book.say
    years = _years(matrix, say)
    sheet = book.sheet(f"{number} {phrase.phrase}", (30, *(8 for _ in years), 8))
    sheet.row([phrase.phrase], book.bold)
    titles = [say(words.AXES[matrix.axis]), *years, say(words.ALL)]
    sheet.head(titles, rows=len(matrix.rows), fixed=1)
    bounds = _bounds(max((max(row, default=0) for row in phrase.counts), default=0))
    for place, (counts, held) in enumerate(zip(phrase.counts, matrix.held, strict=True)):
        sheet.cell(0, label(matrix, place, say), book.plain)
        for column, (count, reports) in enumerate(zip(counts, held, strict=True), 1):
            if reports:
                sheet.cell(column, count, book.heat[bisect_right(bounds, count)])
            else:
                sheet.cell(column, None, book.absent)
        sheet.cell(len(years) + 1, sum(counts), book.bold)
        sheet.end_row()
    sheet.row([say(words.ALL), *phrase.by_year, phrase.total], book.bold)


def _long(matrix: Matrix, steps: Steps, say: Say) -> Iterator[list[str | int | None]]:
    """Yield phrase, row value, row label, year, count and held of every cell that holds reports.

    Cells without a report are left out: nothing was searched there.
    """
    labels = [label(matrix, place, say) for place in range(len(matrix.rows))]
    years = _years(matrix, say)
    for phrase in matrix.phrases:
        for place, row in enumerate(phrase.counts):
            for year, count, reports in zip(years, row, matrix.held[place], strict=True):
                if reports:
                    yield [phrase.phrase, matrix.rows[place], labels[place], year, count, reports]
        steps.step(1)


def _years(matrix: Matrix, say: Say) -> list[str | int]:
    return [say(words.NO_YEAR) if year is None else year for year in matrix.columns]


def _bounds(most: int) -> tuple[int, ...]:
    """Return the least count of each colour: small counts as they are, larger ones by ratio."""
    if most <= _STEPS[-1] * 2:
        return _STEPS
    return (1, *(max(step + 1, round(most ** (step / 5))) for step in range(1, 5)))
