"""A page's lines in reading order.

In: a page's glyphs. Out: lines with their text, their place and the column they stand in; text
that lies on its side or is written downwards as lines of its own. What may be furniture
(slanted text, large faint text behind the rest) is marked; whether lines come again on other
pages is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from index.model import LineKind, Why
from index.readers.blocks import Block
from index.readers.pdf.columns import Region, regions_of
from index.readers.pdf.glyphs import SLANTED, Glyph, Page, set_upright
from index.readers.pdf.pieces import Piece, pieces_of, usual_size
from index.readers.pdf.raised import raised
from index.readers.pdf.rows import Cell, Row, cells_of, rows_of
from index.readers.pdf.slanted import is_watermark, slanted_texts
from index.readers.pdf.standing import take_standing

_EDGE = 0.12  # share of a page's height where running heads and feet stand
_CLEAR = 2.1  # sizes between the baselines of a running head and the text
_EDGE_ROWS = 3  # at the head and at the foot of a page
_TITLE = 1.3  # times the usual size
_SMALLER = 0.93  # of the usual size: notes at a page's foot
_MARK = re.compile(
    r"[⁰¹²³⁴-⁹①-⑳]|[\[［【〔(（]?\d{1,2}[\]］】〕)）]?\s"
    r"|\d{1,2}(?=[\u4e00-\u9fff])(?![年月日])|[*＊※]|注[:：\d]"
)
_HUGE = 3.5  # times the usual size
_NEARLY = 0.75  # of the longest: columns written downwards that are as long as that are full
_AMOUNT = re.compile(r"[-－−+(（]?\d[\d,，.．]*[)）]?\s*[%％]?")
_LABELLED = re.compile(r"\S{1,12}\s*[:：].*")


class Box(NamedTuple):
    """A part of a page in reading coordinates, which someone else has read."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(slots=True)
class TextLine:
    """One line: its text, its edges and baseline in points, how wide its characters are.

    `width` and `height` are those of the page as this line sees it: turned, for text that lies on
    its side. `column` names the column it stands in, empty where there is but one. `region` is
    the index of a region that stands here in the order of reading; such a line has no text, and
    `table` has the rows that were read there. `why` says that it is furniture.
    """

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    base: float
    em: float
    width: float
    height: float
    column: str = ""
    kind: LineKind = LineKind.TEXT
    faint: bool = False
    turned: bool = False
    region: int | None = None
    table: tuple[Block, ...] = ()
    why: Why | None = None


def lines_of(page: Page, regions: Sequence[Box] = ()) -> list[TextLine]:
    """Return a page's lines in reading order.

    `regions` are parts whose glyphs were taken off the page; where each of them stood comes a
    line with its index.
    """
    glyphs = page.glyphs
    upright = [glyph for glyph in glyphs if glyph.turn == 0]
    body = [glyph for glyph in upright if not glyph.faint]
    faint = [glyph for glyph in upright if glyph.faint]
    if faint and not (_behind(faint, body) or _huge(faint, body)):
        body, faint = upright, []
    pieces = pieces_of(body)
    standing, block = take_standing(pieces, page.width)
    found = _flat(pieces, page, (page.width, page.height), regions)
    for turn in (1, 2, 3):
        turned = pieces_of(set_upright(glyph, page) for glyph in glyphs if glyph.turn == turn)
        size = (page.width, page.height) if turn == 2 else (page.height, page.width)
        if turn == 1 and block is not None:
            # Text written downwards; Latin words in it lie on their side.
            _insert(found, _standing([*standing, *turned], page, size), block[1])
        elif turned:
            found.extend(_aside(_flat(turned, page, size)))
    found.extend(_marks(pieces_of(faint), page, Why.WATERMARK))
    slanted = [glyph for glyph in glyphs if glyph.turn == SLANTED]
    if slanted:
        usual = median(glyph.size for glyph in upright) if upright else 0.0
        texts = slanted_texts(slanted)
        why = Why.WATERMARK if is_watermark(texts, usual) else None
        found.extend(_marks(texts, page, why))
    return found


def _behind(faint: Sequence[Glyph], body: Sequence[Glyph]) -> bool:
    """Say whether large light text has other text upon it."""
    left, right = min(glyph.left for glyph in faint), max(glyph.right for glyph in faint)
    top, bottom = min(glyph.top for glyph in faint), max(glyph.bottom for glyph in faint)
    return any(
        left < glyph.x < right and top < glyph.y < bottom and not glyph.text.isspace()
        for glyph in body
    )


def _huge(faint: Sequence[Glyph], body: Sequence[Glyph]) -> bool:
    """Say whether light text is larger than any heading."""
    usual = median(glyph.size for glyph in body) if body else 0.0
    return min(glyph.size for glyph in faint) > _HUGE * usual > 0


def _flat(
    pieces: list[Piece], page: Page, size: tuple[float, float], regions: Sequence[Box] = ()
) -> list[TextLine]:
    """Return upright pieces as lines in reading order, running heads first, feet last."""
    rows = rows_of(pieces)
    if not rows and not regions:
        return []
    _, height = size
    first, last = _heads(rows, height), _feet(rows, height)
    last = max(first, last)
    stands = [_stand(region, index) for index, region in enumerate(regions)]
    body = regions_of(rows[first:last] + stands)
    usual = usual_size((piece.size, len(piece.glyphs)) for row in rows for piece in row.pieces)
    parts = [Region(rows[:first]), *body, Region(rows[last:])]
    found = [line for part in parts for line in _lines(part.rows, page, size, part.column, usual)]
    _mark_notes(found, usual)
    return found


def _stand(region: Box, index: int) -> Row:
    """Return a row that keeps a region's place."""
    piece = Piece(
        "", region.left, region.right, region.top, region.bottom, region.top, 1.0, 1.0, []
    )
    return Row(region.top, 1.0, [piece], index)


def _heads(rows: Sequence[Row], height: float) -> int:
    """Return how many rows at the page's head stand clear of the text."""
    count = 0
    for at, (row, below) in enumerate(pairwise(rows[: _EDGE_ROWS + 1])):
        if row.base > _EDGE * height:
            break
        if below.base - row.base > _CLEAR * max(row.size, 0.8 * below.size):
            count = at + 1
    return count


def _feet(rows: Sequence[Row], height: float) -> int:
    """Return the index of the first row at the page's foot that stands clear of the text."""
    first = len(rows)
    for at in range(len(rows) - 1, max(0, len(rows) - 1 - _EDGE_ROWS), -1):
        above, row = rows[at - 1], rows[at]
        if row.base < (1 - _EDGE) * height:
            break
        if row.base - above.base > _CLEAR * max(above.size, row.size):
            first = at
    return first


def _lines(
    rows: Sequence[Row], page: Page, size: tuple[float, float], column: str, usual: float
) -> list[TextLine]:
    cells = [
        [] if row.block is not None else cells_of(row, title=row.size > _TITLE * usual)
        for row in rows
    ]
    found: list[TextLine] = []
    for at, row in enumerate(rows):
        kind = _kind(cells, at)
        glue = "\t" if kind is LineKind.TABLE else " "
        found.append(
            TextLine(
                glue.join(cell.text for cell in cells[at]),
                page.number,
                row.left,
                row.right,
                min(piece.top for piece in row.pieces),
                max(piece.bottom for piece in row.pieces),
                row.base,
                max(
                    # Of raised pieces alone, when the words that they stood beside are gone.
                    [piece.em for piece in row.pieces if piece.size >= 0.8 * row.size]
                    or [piece.em for piece in row.pieces]
                ),
                *size,
                column=column,
                kind=kind,
                faint=all(piece.faint for piece in row.pieces),
                region=row.block,
            )
        )
    return found


def _kind(cells: Sequence[Sequence[Cell]], at: int) -> LineKind:
    """Say whether a row is one of a table: three cells, or two where one is an amount."""
    row = cells[at]
    if len(row) < 2 or all(_LABELLED.fullmatch(cell.text) for cell in row):
        return LineKind.TEXT
    if len(row) > 2 or any(_AMOUNT.fullmatch(cell.text) for cell in row):
        return LineKind.TABLE
    near = [*cells[max(0, at - 1) : at], *cells[at + 1 : at + 2]]
    below = any(len(other) > 1 and _aligned(row, other) for other in near)
    return LineKind.TABLE if below else LineKind.TEXT


def _aligned(row: Sequence[Cell], other: Sequence[Cell]) -> bool:
    """Say whether two rows share the white between their first two cells."""
    return max(row[0].right, other[0].right) < min(row[1].left, other[1].left)


def _mark_notes(lines: Sequence[TextLine], usual: float) -> None:
    """Mark the notes at the foot of columns.

    The first begins with its mark, and is smaller than the text or called by a raised number in it.
    """
    for column in {line.column for line in lines}:
        stand = [line for line in lines if line.column == column and line.region is None]
        if stand and stand[-1].base > (1 - _EDGE) * stand[-1].height and len(stand[-1].text) < 12:
            stand.pop()  # the page's number
        small = len(stand)
        while small and stand[small - 1].em < _SMALLER * usual:
            small -= 1
        called = ""
        for at, line in enumerate(stand):
            mark = _MARK.match(line.text)
            if mark and at and line.base > line.height / 2:
                raised_mark = raised(re.sub(r"\D", "", mark[0]))
                if at >= small or (raised_mark and raised_mark in called):
                    for note in stand[at:]:
                        if note.kind is LineKind.TEXT:
                            note.kind = LineKind.NOTE
                    break
            called += line.text


def _standing(pieces: list[Piece], page: Page, size: tuple[float, float]) -> list[TextLine]:
    """Return text written downwards as lines, those on the right first."""
    found = _aside(_flat(pieces, page, size))
    left, right = min(line.left for line in found), max(line.right for line in found)
    for line in found:
        if line.right - line.left >= _NEARLY * (right - left):
            line.right = right  # where a column ends is chosen freely
    return found


def _insert(lines: list[TextLine], block: list[TextLine], top: float) -> None:
    """Put lines where their top stands among the others."""
    at = next((at for at, line in enumerate(lines) if line.base > top), len(lines))
    lines[at:at] = block


def _aside(lines: list[TextLine]) -> list[TextLine]:
    for line in lines:
        line.turned = True
        line.column = f"aside {line.column}"
    return lines


def _marks(pieces: Sequence[Piece], page: Page, why: Why | None) -> list[TextLine]:
    return [
        TextLine(
            piece.text,
            page.number,
            piece.left,
            piece.right,
            piece.top,
            piece.bottom,
            piece.base,
            piece.em,
            page.width,
            page.height,
            column="marks",
            faint=piece.faint,
            turned=True,
            why=why,
        )
        for piece in pieces
    ]
