"""Files that people take away, told as text: what golden files hold of them.

A workbook is told cell by cell with what stands out (bold, colours, number formats), its columns'
widths and its panes; a document paragraph by paragraph with its styles and marks.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import openpyxl
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter

BOM = "\ufeff"


def told(kind: str, data: bytes) -> str:
    """Return what a file of a kind (csv, xlsx, docx, html, json) holds."""
    if kind == "xlsx":
        return "\n".join(_workbook(data))
    if kind == "docx":
        return "\n".join(_document(data))
    text = data.decode("utf-8")
    if kind == "csv":
        assert text.startswith(BOM)
        return text.replace(BOM, "<BOM>").replace("\r\n", "⏎\n")
    return text


def _workbook(data: bytes) -> Iterator[str]:
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    for sheet in book.worksheets:
        yield f"== {sheet.title}"
        widths = sorted(sheet.column_dimensions.values(), key=lambda one: one.min or 0)
        named = [f"{_columns(one)} {one.width:g}" for one in widths]
        yield f"widths {', '.join(named) or '-'}"
        yield f"panes {sheet.freeze_panes or '-'} filter {sheet.auto_filter.ref or '-'}"
        if sheet.merged_cells.ranges:
            yield "merged " + " ".join(sorted(str(one) for one in sheet.merged_cells.ranges))
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None or _look(cell):
                    yield f"{cell.coordinate} {_value(cell.value)}{_look(cell)}"


def _columns(one: Any) -> str:
    first, last = get_column_letter(one.min), get_column_letter(one.max)
    return first if first == last else f"{first}-{last}"


def _value(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, CellRichText):
        return repr("".join(map(_run, value)))
    return repr(value)


def _run(run: str | TextBlock) -> str:
    if isinstance(run, str):
        return run
    colour = run.font.color.rgb if run.font.color else ""
    return (
        f"{{{'b' if run.font.b else ''}{str(colour)[2:]}:{run.text}}}" if run.font.b else run.text
    )


def _look(cell: Any) -> str:
    """Return what a cell looks like besides plain text at the top."""
    said = []
    font, fill = cell.font, cell.fill
    said += ["bold"] if font.b else []
    said += ["italic"] if font.i else []
    said += ["struck"] if font.strike else []
    said += ["underlined"] if font.u else []
    if font.color is not None and font.color.type == "rgb":
        said.append(f"ink {font.color.rgb[2:]}")
    if fill.patternType:
        pattern = "" if fill.patternType == "solid" else f" {fill.patternType}"
        said.append(f"fill {fill.fgColor.rgb[2:]}{pattern}")
    said += [f"as {cell.number_format}"] if cell.number_format != "General" else []
    align = cell.alignment
    said += ["wrapped"] if align.wrap_text else []
    said += [align.horizontal] if align.horizontal else []
    said += ["lined"] if cell.border.bottom and cell.border.bottom.style else []
    return f"  [{', '.join(said)}]" if said else ""


def _document(data: bytes) -> Iterator[str]:
    document = Document(io.BytesIO(data))
    for section in document.sections:
        for name, part in (("header", section.header), ("footer", section.footer)):
            for one in part.paragraphs:
                if one.text:
                    yield f"{name}: {one.text}"
    for element in document.element.body:
        if element.tag == qn("w:p"):
            yield _paragraph(Paragraph(element, document))
        elif element.tag == qn("w:tbl"):
            yield from _table(Table(element, document))


def _table(table: Table) -> Iterator[str]:
    grid = table._tbl.tblGrid  # what python-docx does not tell of columns
    widths = [str(column.get(qn("w:w"))) for column in grid.findall(qn("w:gridCol"))]
    yield f"table of {get_column_letter(len(widths))} ({' '.join(widths)})"
    for row in table.rows:
        own = {id(cell._tc): cell for cell in row.cells}  # one that reaches over columns once
        cells = ["⏎".join(_runs(one) for one in cell.paragraphs) for cell in own.values()]
        yield "  | " + " | ".join(cells)


def _paragraph(paragraph: Paragraph) -> str:
    style = paragraph.style.name if paragraph.style is not None else "-"
    return f"[{style}] {_runs(paragraph)}"


def _runs(paragraph: Paragraph) -> str:
    return "".join(_marked(run) for run in paragraph.runs)


def _marked(run: Any) -> str:
    font = run.font
    said = []
    said += ["b"] if font.bold else []
    said += ["i"] if font.italic else []
    said += ["s"] if font.strike else []
    said += [f"u={font.underline}"] if font.underline else []
    said += [f"on={font.highlight_color}"] if font.highlight_color else []
    said += [f"ink={font.color.rgb}"] if font.color is not None and font.color.rgb else []
    text = run.text.replace("\n", "⏎")
    return f"{{{' '.join(said)}:{text}}}" if said and text else text
