"""A heat map as sheets with heat colours, or as one long table; and what its cells stand on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from index.catalogue import Record
from search.clusters.model import By, HeatCell, HeatMap, HeatRequest, Member
from search.exports import alike, scanned, statement, words
from search.exports.commas import lines
from search.exports.gathering import Steps
from search.exports.places import Place
from search.exports.statement import Lines, moment
from search.exports.words import Say
from search.exports.workbook import Book, workbook

CELLS = 20  # whose pairs are listed, those with most characters first
PAIRS = 5  # of each of them
MOST_ROWS = 1_000_000  # of the long table

_STEPS = (0.5, 5.0, 15.0, 30.0, 50.0)  # percents from which a darker colour begins
_BY = {By.UNIT: alike.BY_UNIT, By.YEAR: alike.BY_YEAR, By.REPORT: alike.BY_REPORT}

Pairs = Sequence[tuple[HeatCell, Sequence[Place]]]
"""Cells with some of their pairs, and the places of the pairs' passages, left and right in turn."""


def about(request: HeatRequest, found: HeatMap, say: Say, *, at: datetime) -> Lines:
    """Return what a file says of itself."""
    cutoff = found.cutoff
    stock = say(alike.NO_STOCK if cutoff.least is None else alike.STOCK_SAID)
    stock = stock.format(
        units=f"{cutoff.units:,}", least=cutoff.least, share=f"{100 * cutoff.share:g}"
    )
    return [
        (say(words.ROWS), say(_BY[found.by])),
        (say(words.FILTERS), statement.filters(request.filters, say)),
        (say(alike.CHOSEN), say(alike.HEAT_STOCK if request.stock else alike.NO_HEAT_STOCK)),
        *statement.when(at, found.searched, say),
        (say(alike.METHOD), say(alike.HEAT_HOW)),
        (say(alike.METHOD), say(alike.METHODS[0])),
        (say(alike.STOCK_HOW), stock),
        (say(words.LEGEND), say(alike.HEAT_LEGEND)),
        statement.program(say),
    ]


def to_workbook(
    target: Path,
    told: Lines,
    found: HeatMap,
    pairs: Pairs,
    reports: Sequence[Record],
    steps: Steps,
    say: Say,
) -> None:
    """Write the statement, shares, characters, pairs, and the reports. Raises OSError, Stopped."""
    with workbook(target, say) as book:
        book.about(told)
        shares = [
            [None if one is None else round(100 * one, 2) for one in row] for row in found.share
        ]
        _grid(book, say(alike.HEAT_SHARE), found, shares, steps)
        sizes = [
            [None if share is None else size for share, size in zip(*both, strict=True)]
            for both in zip(found.share, found.covered, strict=True)
        ]
        _grid(book, say(alike.HEAT_SIZE), found, sizes, None)
        _pairs(book, found, pairs)
        _reports(book, reports)


def to_lines(target: Path, at: datetime, found: HeatMap, steps: Steps, say: Say) -> None:
    """Write a line for each cell that holds reports. Raises OSError, Stopped."""
    name = _BY[found.by]
    titles = (
        *(words.ROW, name, alike.IN_COLUMN, name, alike.HEAT_SHARE, alike.HEAT_SIZE, alike.OF),
        *(words.TIME, words.SEARCHED, words.REFUSED, *scanned.OVER),
    )
    searched = found.searched
    same = (moment(at), searched.reports, searched.refused, *scanned.over(searched))
    with lines(target) as file:
        file.row([say(title) for title in titles])
        for row in _long(found, steps, say):
            file.row([*row, *same])


def largest(found: HeatMap) -> list[tuple[int, int]]:
    """Return the cells with most characters, at most CELLS."""
    cells = [
        (-size, row, column)
        for row, sizes in enumerate(found.covered)
        for column, size in enumerate(sizes)
        if size
    ]
    return [(row, column) for _, row, column in sorted(cells)[:CELLS]]


def _long(found: HeatMap, steps: Steps, say: Say) -> Iterator[list[str | float | None]]:
    labels = _labels(found, say)
    for row, shares in enumerate(found.share):
        for column, share in enumerate(shares):
            if share is not None:
                yield [
                    found.rows[row],
                    labels[row],
                    found.columns[column],
                    labels[column],
                    round(100 * share, 2),
                    found.covered[row][column],
                    found.of[row],
                ]
        steps.step(1)


def _labels(found: HeatMap, say: Say) -> list[str]:
    missing = {By.UNIT: say("单位不详"), By.YEAR: say(words.NO_YEAR), By.REPORT: ""}[found.by]
    return [label or missing for label in found.labels]


def _grid(
    book: Book,
    name: str,
    found: HeatMap,
    values: Sequence[Sequence[float | None]],
    steps: Steps | None,
) -> None:
    labels = _labels(found, book.say)
    sheet = book.sheet(name, (30, *(9 for _ in labels), 12))
    corner = f"{book.say(_BY[found.by])} → {book.say(alike.IN_COLUMN)}"
    sheet.head([corner, *labels, book.say(alike.OF)], fixed=1)
    for row, label in enumerate(labels):
        sheet.cell(0, label, book.plain)
        for column, value in enumerate(values[row], 1):
            share = found.share[row][column - 1]
            if share is None:
                sheet.cell(column, None, book.absent)
            else:
                sheet.cell(column, value, book.heat[bisect_right(_STEPS, 100 * share)])
        sheet.cell(len(labels) + 1, found.of[row], book.plain)
        sheet.end_row()
        if steps is not None:
            steps.step(1)


def _pairs(book: Book, found: HeatMap, pairs: Pairs) -> None:
    say = book.say
    side = [words.UNIT, words.TITLE, words.YEAR, words.PATH, words.PARAGRAPH, words.TEXT]
    side += [words.SCANNED_PAGES, words.FILE, words.HASH, words.PASSAGE_ID]
    titles = [say(words.ROWS), say(alike.IN_COLUMN), say(alike.SCORE)]
    titles += [f"{say(words.ROWS)}：{say(one)}" for one in side]
    titles += [f"{say(alike.IN_COLUMN)}：{say(one)}" for one in side]
    widths = (18, 30, 7, 36, 9, 60, 9, 36, 24, 10)
    sheet = book.sheet(say(alike.EVIDENCE), (18, 18, 8, *widths, *widths))
    sheet.head(titles, fixed=2)
    names = dict(zip(found.rows, _labels(found, say), strict=True))
    for cell, places in pairs:
        for number, pair in enumerate(cell.pairs):
            left, right = places[2 * number : 2 * number + 2]
            sheet.row(
                [
                    names[cell.row],
                    names[cell.column],
                    round(100 * pair.right.similarity, 1),
                    *_member(pair.left, left),
                    *_member(pair.right, right),
                ]
            )


def _member(member: Member, place: Place) -> list[str | float | None]:
    path = " › ".join(place.path)
    who = (member.unit, member.title, member.year, path, place.paragraph, member.text)
    return [*who, scanned.pages(member.scan), place.file, place.sha256, member.passage_id]


def _reports(book: Book, reports: Sequence[Record]) -> None:
    titles = [words.REPORT_ID, words.UNIT, words.TITLE, words.YEAR, words.KIND]
    titles += [words.SCANNED_PAGES, words.FILE, words.HASH]
    sheet = book.sheet(book.say(alike.HEAT_REPORTS), (10, 18, 36, 7, 14, 9, 40, 24))
    sheet.head([book.say(title) for title in titles], rows=len(reports), fixed=1)
    for one in reports[:MOST_ROWS]:
        who = (one.id, one.unit, one.title, one.year, one.kind)
        sheet.row([*who, scanned.pages(one.scan), one.file, one.sha256])
