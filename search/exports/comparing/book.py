"""A comparison as a workbook to reckon with: every figure as a number, every row in a line, every
pair of tables on a sheet.

Texts are texts; nothing computes.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from search.comparing.figures.said import Standing
from search.comparing.model import Row, RowKind, SectionPair, Side
from search.exports import words
from search.exports.comparing import marking, sheets, wording
from search.exports.comparing.beside import Beside, numbers, paragraphs
from search.exports.comparing.marking import Told
from search.exports.gathering import Steps
from search.exports.workbook import Book, Sheet, workbook
from search.reuse.percents import percent

Value = str | float | None

MOST = 100_000  # rows of a sheet

_FIGURES = (
    (wording.ITEM, 34),
    (wording.LEFT, 13),
    (wording.RIGHT, 13),
    (wording.MEASURE, 11),
    (wording.CHANGE, 13),
    (wording.RATE_PERCENT, 11),
    (wording.STANDING, 9),
    (wording.LEFT_WRITTEN, 16),
    (wording.RIGHT_WRITTEN, 16),
    (wording.LEFT_QUALIFIER, 11),
    (wording.RIGHT_QUALIFIER, 11),
    (wording.LEFT_PATH, 36),
    (wording.LEFT_NUMBER, 10),
    (wording.LEFT_PARAGRAPH, 10),
    (wording.RIGHT_PATH, 36),
    (wording.RIGHT_NUMBER, 10),
    (wording.RIGHT_PARAGRAPH, 10),
    (wording.ROW, 7),
)
_ROWS = (
    (wording.ROW, 7),
    (wording.KIND, 12),
    (wording.MOVED, 7),
    (wording.LEFT_PATH, 30),
    (wording.LEFT_NUMBER, 10),
    (wording.LEFT_PARAGRAPH, 10),
    (wording.LEFT_TEXT, 70),
    (wording.RIGHT_TEXT, 70),
    (wording.RIGHT_PATH, 30),
    (wording.RIGHT_NUMBER, 10),
    (wording.RIGHT_PARAGRAPH, 10),
    (wording.LEFT_WORDS, 40),
    (wording.RIGHT_WORDS, 40),
    (wording.SCORE, 10),
)
_SECTIONS = (
    (wording.LEFT, 50),
    (wording.RIGHT, 50),
    (words.ROLE, 12),
    (wording.KIND, 12),
    (wording.MOVED, 7),
    (wording.RENUMBERED, 10),
    (wording.RENAMED, 10),
)
_LEFT_TEXT, _RIGHT_TEXT = 6, 7  # columns of the rows that hold whole texts


def write(target: Path, beside: Beside, steps: Steps) -> None:
    """Write the workbook into `target`. Raises OSError, Stopped."""
    with workbook(target, beside.say) as book:
        book.about(beside.statement())
        _summary(book, beside)
        _figures(book, beside)
        _rows(book, beside, steps)
        _sections(book, beside)
        _relocations(book, beside)
        steps.step(0)
        sheets.tables(book, beside)


def _summary(book: Book, beside: Beside) -> None:
    sheet = _sheet(book, wording.SUMMARY_SHEET, ((wording.KIND, 24), (wording.ROW_COUNT, 12)), 0)
    say, found = book.say, beside.found
    for kind, count in beside.counts:
        sheet.row([say(wording.KINDS[kind]), count])
    sheet.row([say(words.ALL), len(found.rows)], book.bold)
    sheet.row([say(wording.MOVED), found.summary.moved])
    sheet.row([say(wording.SIMILARITY_PERCENT), float(percent(found.similarity))])


def _figures(book: Book, beside: Beside) -> None:
    figures = beside.figures[:MOST]
    sheet = _sheet(book, wording.FIGURES, _FIGURES, len(figures))
    for one in figures:
        sheet.row(_figure(beside, one))
    if (rest := len(beside.figures) - MOST) > 0:
        sheet.row([book.say(wording.LEFT_OUT_LINES).format(count=f"{rest:,}")])


def _figure(beside: Beside, one: Told) -> list[Value]:
    pair, told, rows = one.pair, one.said, beside.found.rows
    left = rows[pair.row if pair.left_row is None else pair.left_row].left
    right = rows[pair.row].right
    changed = told.standing in (Standing.CHANGED, Standing.SAME)
    return [
        pair.item or None,
        _number(told.left_number, pair.left),
        _number(told.right_number, pair.right),
        told.number_measure or None,
        float(told.delta_number) if changed and told.delta_number is not None else None,
        round(pair.percent, 4) if changed and pair.percent is not None else None,
        beside.say(wording.STANDINGS[told.standing]),
        beside.written(one, right=False) if pair.left is not None else None,
        beside.written(one, right=True) if pair.right is not None else None,
        pair.left_qualifier or None,
        pair.right_qualifier or None,
        *(_place(left) if pair.left is not None else (None, None, None)),
        *(_place(right) if pair.right is not None else (None, None, None)),
        pair.row + 1,
    ]


def _number(worth: Decimal | None, written: str | None) -> Value:
    """Return a figure as a number, or as it is written where it is none (三五, ××)."""
    return written if worth is None else float(worth)


def _rows(book: Book, beside: Beside, steps: Steps) -> None:
    rows = beside.found.rows[:MOST]
    sheet = _sheet(book, wording.ROWS_SHEET, _ROWS, len(rows))
    for number, row in enumerate(rows):
        lefts, rights = marking.marks(row, number, beside.by_row.get(number, ()))
        for column, value in enumerate(_row(beside, number, row)):
            if column == _LEFT_TEXT and row.left:
                sheet.text(column, row.left.text, [span for span, _ in lefts])
            elif column == _RIGHT_TEXT and row.right:
                sheet.text(column, row.right.text, [span for span, _ in rights])
            else:
                sheet.cell(column, value, book.plain)
        sheet.end_row()
        steps.step(1)
    if (rest := len(beside.found.rows) - MOST) > 0:
        sheet.row([None, book.say(wording.LEFT_OUT_LINES).format(count=f"{rest:,}")])


def _row(beside: Beside, number: int, row: Row) -> list[Value]:
    say = beside.say
    both = row.kind not in (RowKind.LEFT_ONLY, RowKind.RIGHT_ONLY)
    return [
        number + 1,
        say(wording.KINDS[row.kind]),
        say(wording.YES) if row.moved else None,
        *_place(row.left),
        None,
        None,
        *_place(row.right),
        marking.words(row.left.text, row, right=False) if row.left and both else None,
        marking.words(row.right.text, row, right=True) if row.right and both else None,
        round(100 * row.score, 1) if both else None,
    ]


def _sections(book: Book, beside: Beside) -> None:
    sections = beside.found.sections[:MOST]
    sheet = _sheet(book, wording.SECTIONS_SHEET, _SECTIONS, len(sections))
    for one in sections:
        sheet.row(_section(book, one))


def _section(book: Book, one: SectionPair) -> list[Value]:
    say = book.say
    flags = (one.moved, one.renumbered, one.renamed)
    return [
        " › ".join(one.left) if one.left is not None else None,
        " › ".join(one.right) if one.right is not None else None,
        say(words.ROLES[one.role]) if one.role else None,
        say(wording.KINDS[one.kind]),
        *(say(wording.YES) if flag else None for flag in flags),
    ]


def _relocations(book: Book, beside: Beside) -> None:
    if not beside.found.relocations:
        return
    titles = ((wording.LEFT_NUMBER, 12), (wording.RIGHT_NUMBER, 12), (words.TEXT, 100))
    sheet = _sheet(book, wording.RELOCATED, titles, len(beside.found.relocations))
    for left, right, _, text in beside.relocated():
        sheet.row([left, right, text], book.plain, book.plain, book.wrapped)


def _place(side: Side | None) -> tuple[Value, Value, Value]:
    """Return section, passage and paragraph; numbers where there is one of them."""
    if side is None or not side.parts:
        return None, None, None
    path = " › ".join(side.parts[0].path) or None
    return path, _whole(numbers(side)), _whole(paragraphs(side))


def _whole(text: str) -> Value:
    return int(text) if text.isdecimal() else text


def _sheet(book: Book, name: str, titles: tuple[tuple[str, int], ...], rows: int) -> Sheet:
    sheet = book.sheet(book.say(name), [width for _, width in titles])
    sheet.head([book.say(title) for title, _ in titles], rows=rows, fixed=1)
    return sheet
