"""Hits as a Word document to read and quote from: 摘录, report by report.

With `index.readers.wordpackage`, which reads, the only module that knows python-docx.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from index.model import Part
from search.exports import words
from search.exports.cells import clean, pieces
from search.exports.gathering import Row, Steps
from search.exports.statement import Lines
from search.exports.words import Say

MOST = 2_000  # hits; more than that nobody reads, and Word opens slowly
_TEXT, _HEADING = "宋体", "黑体"


def write(
    target: Path, title: str, about: Lines, rows: Sequence[Row], steps: Steps, say: Say
) -> None:
    """Write the excerpts of hits into `target`. Raises OSError, Stopped."""
    document = Document()
    _dress(document)
    document.core_properties.title = clean(title)[:250]
    document.core_properties.author = ""
    document.add_heading(clean(title), 0)
    for name, value in about:
        line = document.add_paragraph(style="List Bullet")
        line.add_run(f"{clean(name)}：").bold = True
        line.add_run(clean(value))
    if not rows:
        document.add_paragraph(say(words.NOTHING))
    for group in _by_report(rows):
        hit = group[0].hit
        year = str(hit.year) if hit.year and str(hit.year) not in hit.title else ""
        unit = hit.unit or say("单位不详")
        named = ("" if unit in hit.title else unit, hit.title, year)
        document.add_heading(clean("　".join(one for one in named if one)), 1)
        for row in group:
            _excerpt(document, row, say)
        steps.step(len(group))
    with target.open("wb") as file:
        document.save(file)


def _excerpt(document: Any, row: Row, say: Say) -> None:
    hit = row.hit
    path = " › ".join(hit.path) if hit.part is Part.BODY or hit.path else say(words.PARTS[hit.part])
    if path:
        _small(document.add_paragraph(), path)
    text = document.add_paragraph()
    text.paragraph_format.space_after = Pt(2)
    for piece, marked in pieces(clean(hit.text), hit.spans):
        run = text.add_run(piece)
        if marked:
            run.bold = True
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    if row.runs_on:
        text.add_run(clean(say(words.RUNS_ON).format(text=row.runs_on)))
    source = say(words.SOURCE).format(file=row.file, paragraph=row.paragraph, sha256=row.sha256)
    _small(document.add_paragraph(), source)


def _small(paragraph: Any, text: str) -> None:
    run = paragraph.add_run(clean(text))
    run.font.size = Pt(9)
    run.font.color.rgb = RGBColor(0x62, 0x66, 0x6C)
    paragraph.paragraph_format.space_after = Pt(2)


def _by_report(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield the rows of each report in reading order; reports in the order of their first row."""
    groups: dict[int, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.hit.report_id, []).append(row)
    for group in groups.values():
        yield sorted(group, key=lambda row: row.hit.passage_id)


def _dress(document: Any) -> None:
    """Set Chinese fonts: the template's know no Chinese, and every machine would pick its own."""
    for style in document.styles:
        if not hasattr(style, "font") or style.element.rPr is None:
            continue
        heading = style.name.startswith(("Heading", "Title"))
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
        fonts.set(qn("w:eastAsia"), _HEADING if heading else _TEXT)
        if heading:
            style.font.color.rgb = RGBColor(0x1B, 0x1D, 0x20)
    normal = document.styles["Normal"]
    normal.font.name = "Times New Roman"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _TEXT)
    normal.font.size = Pt(11)
