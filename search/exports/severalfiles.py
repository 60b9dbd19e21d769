"""Several reports side by side as sheets, or as one long table: a line for each cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from search.comparing.following.followed import Cell, Column, Several, SeveralRequest, Strand
from search.comparing.model import ChangeKind, Compared, RowKind
from search.exports import scanned, statement, words
from search.exports.commas import lines
from search.exports.comparing.wording import KINDS
from search.exports.gathering import Steps
from search.exports.statement import Lines, moment
from search.exports.words import Say, mark
from search.exports.workbook import Book, workbook
from search.model import Searched

MOST_ROWS = 1_000_000  # of the long sheet: what a spreadsheet holds

SEVERAL = mark("多年对照")
COLUMNS = mark("各列")
ROW = mark("行")
FIRST = mark("首次出现")
BECAME = mark("变化")
SINCE = mark("与哪一列比")
MOVED = mark("移动")
YES = mark("是")
ROWS = mark("段（行）数")
BACK = mark("其中隔一列以上又出现")
GONE = mark("前一列有、这一列没有")
SECTION = mark("所选部分")
PASSAGE = mark("所选段落")
REPORTS = mark("列（报告）")
LEFT_OUT = mark("{count} 篇：最多并排 {limit} 篇")
HOW = mark(
    "一行是一段，一列是一篇报告，按年份先后。每一格与它前面有这一段的那一列比；"
    "变化的文字加粗。首次出现只就所列各篇而言"
)
EMPTY = mark("空格：还没有这一段；斜线：前面有过，这一篇没有")


def about(
    request: SeveralRequest, found: Several, searched: Searched, say: Say, *, at: datetime
) -> Lines:
    """Return what a file says of itself."""
    told = [(say(REPORTS), f"{len(found.columns):,}")]
    if request.filters:
        told.append((say(words.FILTERS), statement.filters(request.filters, say)))
    if request.section:
        told.append((say(SECTION), request.section))
    if request.passage_id is not None:
        told.append((say(PASSAGE), str(request.passage_id)))
    if found.left_out:
        text = say(LEFT_OUT).format(count=f"{len(found.left_out):,}", limit=len(found.columns))
        told.append((say(words.LEFT_OUT), text))
    return [
        *told,
        (say(ROWS), f"{len(found.rows):,} / {found.total:,}"),
        *statement.when(at, searched, say),
        (say(words.COUNTED), say(HOW)),
        (say(words.LEGEND), say(EMPTY)),
        statement.program(say),
    ]


def to_workbook(target: Path, told: Lines, found: Several, steps: Steps, say: Say) -> None:
    """Write the statement, the table, its columns, and a line for each cell.

    Raises OSError, Stopped.
    """
    with workbook(target, say) as book:
        book.about(told)
        _table(book, found, steps)
        _columns(book, found)
        _cells(book, found)


def to_lines(target: Path, at: datetime, found: Several, searched: Searched, say: Say) -> None:
    """Write a line for each cell that holds something. Raises OSError."""
    same = (moment(at), searched.reports, searched.refused, *scanned.over(searched))
    over = (words.TIME, words.SEARCHED, words.REFUSED, *scanned.OVER)
    titles = [*_titles(say), *map(say, over)]
    with lines(target) as file:
        file.row(titles)
        for row in _long(found, say):
            file.row([*row, *same])


def heading(column: Compared, say: Say) -> str:
    """Return what to call a column: 2024 某单位 某报告."""
    year = str(column.year) if column.year is not None else say(words.NO_YEAR)
    name = " ".join((year, column.unit or say("单位不详"), column.title))
    return scanned.flagged(name, column.scan, say)


def _table(book: Book, found: Several, steps: Steps) -> None:
    say = book.say
    sheet = book.sheet(say(SEVERAL), (6, 12, *(44 for _ in found.columns)))
    titles = [say(ROW), say(FIRST), *(heading(column, say) for column in found.columns)]
    sheet.head(titles, fixed=2)
    for number, row in enumerate(found.rows, 1):
        sheet.cell(0, number, book.plain)
        first = found.columns[row.first]
        sheet.cell(1, first.year if first.year is not None else first.title, book.plain)
        for column, cell in enumerate(row.cells):
            if cell is None:
                empty = book.plain if column < row.first else book.absent
                sheet.cell(2 + column, None, empty)
            elif row.heading:
                sheet.cell(2 + column, cell.side.text, book.bold)
            else:
                new = [
                    change.right
                    for change in cell.changes
                    if change.kind is not ChangeKind.SAME and not change.quiet
                    if change.right.start < change.right.end
                ]
                sheet.text(2 + column, cell.side.text, new)
        sheet.end_row()
        steps.step(1)


def _columns(book: Book, found: Several) -> None:
    say = book.say
    names = (words.REPORT_ID, words.YEAR, words.UNIT, words.TITLE, words.KIND)
    kinds = [KINDS[kind] for kind in (RowKind.SAME, RowKind.FIGURES, RowKind.EDITED)]
    kinds += [KINDS[kind] for kind in (RowKind.SPLIT, RowKind.MERGED)]
    counts = (ROWS, FIRST, *kinds, MOVED, BACK, GONE)
    rest = (*counts, words.SCANNED_PAGES, words.FILE, words.HASH)
    sheet = book.sheet(say(COLUMNS), (10, 7, 20, 36, 14, *(10 for _ in range(11)), 40, 24))
    sheet.head([say(name) for name in (*names, *rest)], fixed=1)
    for column, count in zip(found.columns, found.counts, strict=True):
        pages = scanned.pages(column.scan)
        sheet.row([*_who(column), *_counted(count), pages, column.file, column.sha256])


def _counted(count: Column) -> tuple[int, ...]:
    became = (count.same, count.figures, count.edited, count.split, count.merged)
    return count.rows, count.first, *became, count.moved, count.back, count.gone


def _cells(book: Book, found: Several) -> None:
    say = book.say
    widths = (6, 10, 7, 20, 36, 14, 12, 30, 6, 36, 9, 70, 10, 9, 40, 24)
    sheet = book.sheet(say(words.DETAIL), widths)
    sheet.head(_titles(say), fixed=1)
    left_out = 0
    for row in _long(found, say):
        if sheet.next <= MOST_ROWS:
            sheet.row(row)
        else:
            left_out += 1
    if left_out:
        sheet.row([say(words.MORE_ROWS).format(count=f"{left_out:,}")])


def _titles(say: Say) -> list[str]:
    names = (ROW, words.REPORT_ID, words.YEAR, words.UNIT, words.TITLE, words.KIND, BECAME, SINCE)
    rest = (MOVED, words.PATH, words.PARAGRAPH, words.TEXT, words.PASSAGE_ID)
    last = (words.SCANNED_PAGES, words.FILE, words.HASH)
    return [say(name) for name in (*names, *rest, *last)]


def _long(found: Several, say: Say) -> Iterator[list[str | float | None]]:
    for number, row in enumerate(found.rows, 1):
        for column, cell in zip(found.columns, row.cells, strict=True):
            if cell is not None:
                what = _what(found, row, cell, say)
                pages = scanned.pages(column.scan)
                yield [number, *_who(column), *what, pages, column.file, column.sha256]


def _who(column: Compared) -> Sequence[str | float | None]:
    report = column.report.id if column.report else None
    return report, column.year, column.unit, column.title, column.kind


def _what(found: Several, row: Strand, cell: Cell, say: Say) -> Sequence[str | float | None]:
    first = cell.side.parts[0]
    since = heading(found.columns[cell.before], say) if cell.before is not None else None
    return (
        say(FIRST if cell.kind is None else KINDS[cell.kind]),
        since,
        say(YES) if cell.moved else None,
        " › ".join(first.path),
        first.paragraph + 1,
        cell.side.text,
        first.passage_id,
    )
