"""Tables of Word as markup, made in one go: building thousands of rows cell by cell takes minutes.

Pure text: `Paper.add` puts the table into a document. Texts are made fit for XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from search.exports.cells import clean
from search.exports.wordfile import BOLD, NAMESPACE, PLAIN, Look, Runs

_TWIPS = 1440 / 25.4  # in a millimetre
_UNDERLINES = {
    "single": "single",
    "thick": "thick",
    "double": "double",
    "dotted": "dottedHeavy",
    "dashed": "dash",
    "wavy": "wave",
}
_BREAK = re.compile("([\n\r\t])")
_BREAKS = {"\n": "<w:br/>", "\r": "<w:br/>", "\t": "<w:tab/>"}
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph in a cell: `size` in points, `align` center or right.

    Its row stays with the one below where it is `kept`.
    """

    runs: Runs
    size: float = 10.5
    align: str = ""
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell over so many columns; `fill` is a colour, `edge` the side that is drawn thick."""

    paragraphs: Sequence[Para]
    columns: int = 1
    fill: str = ""
    hatched: bool = False
    edge: str = ""
    ink: str = "000000"


@dataclass(frozen=True, slots=True)
class Line:
    """A row; a `head` is repeated on every page, an `unbroken` one stands on one page."""

    cells: Sequence[Cell]
    head: bool = False
    unbroken: bool = True


def table(lines: Iterable[Line], widths: Sequence[float]) -> str:
    """Return a table whose columns are so many millimetres wide."""
    wide = [round(width * _TWIPS) for width in widths]
    borders = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="85867F"/>' for edge in _EDGES
    )
    margins = "".join(f'<w:{edge} w:w="100" w:type="dxa"/>' for edge in ("left", "right"))
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in wide)
    rows = "".join(_row(line, wide) for line in lines)
    return (
        f'<w:tbl {NAMESPACE}><w:tblPr><w:tblW w:w="{sum(wide)}" w:type="dxa"/>'
        f"<w:tblBorders>{borders}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def plain(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[float],
    numbers: Sequence[int] = (),
) -> str:
    """Return a table of short texts with titles; the columns `numbers` are set to the right."""

    def line(values: Sequence[str], look: Look, *, head: bool) -> Line:
        cells = [
            Cell([Para([(value, look)], size=9, align="right" if at in numbers else "")])
            for at, value in enumerate(values)
        ]
        return Line(cells, head=head)

    lines = [line(head, BOLD, head=True), *(line(row, PLAIN, head=False) for row in rows)]
    return table(lines, widths)


def _row(line: Line, widths: Sequence[int]) -> str:
    properties = "<w:cantSplit/>" if line.unbroken else ""
    properties += "<w:tblHeader/>" if line.head else ""
    cells, at = [], 0
    for cell in line.cells:
        cells.append(_cell(cell, sum(widths[at : at + cell.columns])))
        at += cell.columns
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(cell: Cell, width: int) -> str:
    properties = [f'<w:tcW w:w="{width}" w:type="dxa"/>']
    if cell.columns > 1:
        properties.append(f'<w:gridSpan w:val="{cell.columns}"/>')
    if cell.edge:
        thick = f'<w:{cell.edge} w:val="single" w:sz="36" w:space="0" w:color="{cell.ink}"/>'
        properties.append(f"<w:tcBorders>{thick}</w:tcBorders>")
    if cell.hatched:
        properties.append('<w:shd w:val="thinDiagStripe" w:color="B9B9B2" w:fill="FFFFFF"/>')
    elif cell.fill:
        properties.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>')
    if cell.hatched:
        properties.append('<w:vAlign w:val="center"/>')
    inside = "".join(map(_paragraph, cell.paragraphs)) or "<w:p/>"
    return f"<w:tc><w:tcPr>{''.join(properties)}</w:tcPr>{inside}</w:tc>"


def _paragraph(one: Para) -> str:
    kept = "<w:keepNext/>" if one.kept else ""
    center = f'<w:jc w:val="{one.align}"/>' if one.align else ""
    spacing = '<w:spacing w:before="20" w:after="20" w:line="288" w:lineRule="auto"/>'
    runs = "".join(_run(text, look, one.size) for text, look in one.runs if text)
    return f"<w:p><w:pPr>{kept}{spacing}{center}</w:pPr>{runs}</w:p>"


def _run(text: str, look: Look, size: float) -> str:
    half = round(2 * size)
    parts = ["<w:b/>"] if look.bold else []
    if look.ink:
        parts.append(f'<w:color w:val="{look.ink}"/>')
    parts.append(f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>')
    if look.hit:
        parts.append('<w:highlight w:val="yellow"/>')
    if look.underline:
        parts.append(f'<w:u w:val="{_UNDERLINES[look.underline]}"/>')
    if look.box:
        parts.append(f'<w:bdr w:val="single" w:sz="6" w:space="0" w:color="{look.ink or "auto"}"/>')
    if look.shade:
        parts.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{look.shade}"/>')
    if look.raised:
        parts.append('<w:vertAlign w:val="superscript"/>')
    return f"<w:r><w:rPr>{''.join(parts)}</w:rPr>{_text(text)}</w:r>"


def _text(text: str) -> str:
    return "".join(
        _BREAKS.get(piece) or f'<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t>'
        for piece in _BREAK.split(clean(text))
        if piece
    )
