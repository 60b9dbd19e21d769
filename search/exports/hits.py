"""A list of hits written as one table, with a statement of what was searched."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from search.exports import columns, scanned, words
from search.exports.cells import pieces
from search.exports.commas import lines
from search.exports.gathering import Gathered, Steps
from search.exports.statement import Lines, moment
from search.exports.words import Say
from search.exports.workbook import workbook

MOST = 100_000  # hits in one file


def to_workbook(target: Path, about: Lines, found: Gathered, steps: Steps, say: Say) -> None:
    """Write two sheets: the statement, and a row for each hit. Raises OSError, Stopped."""
    with workbook(target, say) as book:
        book.about(about)
        sheet = book.sheet(say(words.HITS), columns.WIDTHS)
        sheet.head([say(title) for title in columns.TITLES], rows=len(found.rows), fixed=2)
        for number, row in enumerate(found.rows, 1):
            for column, value in enumerate(columns.values(row, say)):
                if column == columns.TEXT:
                    sheet.text(column, row.hit.text, row.hit.spans)
                else:
                    sheet.cell(column, value, book.plain)
            sheet.end_row()
            steps.every(number)


def to_lines(
    target: Path, at: datetime, found: Gathered, query: str, steps: Steps, say: Say
) -> None:
    """Write a line for each hit, found places in 【】. Raises OSError, Stopped.

    A table has no room for a statement; so every line says when and over how much was searched.
    """
    result = found.result
    titles = (
        *columns.TITLES,
        words.QUERY,
        words.ANSWERED,
        words.TIME,
        words.SEARCHED,
        words.REFUSED,
        *scanned.OVER,
        words.LEFT_OUT,
        words.ASIDE_COUNT,
    )
    same: list[columns.Value] = [
        query,
        say(words.RUNGS[result.rung]),
        moment(at),
        result.searched.reports,
        result.searched.refused,
        *scanned.over(result.searched),
        found.left_out,
        result.removed.occurrences if result.removed.rung else None,
    ]
    with lines(target) as file:
        file.row([say(title) for title in titles])
        for number, row in enumerate(found.rows, 1):
            values = columns.values(row, say)
            values[columns.TEXT] = "".join(
                f"【{piece}】" if marked else piece
                for piece, marked in pieces(row.hit.text, row.hit.spans)
            )
            file.row([*values, *same])
            steps.every(number)
