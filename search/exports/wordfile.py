"""Documents of Word, written paragraph by paragraph. With `index.readers.wordpackage`, which reads,
the only module that knows python-docx.

Texts are made fit for XML; stretches differ by the style of their underline, by shading, and by
whatever character is written before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_UNDERLINE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from search.exports.cells import clean

UNDERLINES = {
    "single": WD_UNDERLINE.SINGLE,
    "double": WD_UNDERLINE.DOUBLE,
    "dotted": WD_UNDERLINE.DOTTED_HEAVY,
    "dashed": WD_UNDERLINE.DASH,
    "wavy": WD_UNDERLINE.WAVY,
}
_TEXT, _HEADING = "宋体", "黑体"
_WIDE, _HIGH, _MARGIN = 170, 297, 20  # millimetres of an A4 page
LANDSCAPE_MARGIN = 14
LANDSCAPE_WIDE = _HIGH - 2 * LANDSCAPE_MARGIN  # millimetres between the margins
NAMESPACE = nsdecls("w")
_QUIET = RGBColor(0x62, 0x66, 0x6C)


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch looks: `underline` names one of UNDERLINES, `shade` and `ink` colours.

    `ink` and `box` count in `search.exports.wordtable` only.
    """

    bold: bool = False
    hit: bool = False
    underline: str = ""
    shade: str = ""
    raised: bool = False
    ink: str = ""
    box: bool = False


PLAIN = Look()
BOLD = Look(bold=True)
HIT = Look(bold=True, hit=True)
RAISED = Look(bold=True, raised=True)

Runs = Sequence[tuple[str, Look]]


class Paper:
    """A document being written."""

    def __init__(self, title: str, *, landscape: bool = False) -> None:
        self._document: Any = Document()
        _dress(self._document)
        for section in self._document.sections:
            section.page_width, section.page_height = Mm(_WIDE + 2 * _MARGIN), Mm(_HIGH)
            section.left_margin = section.right_margin = Mm(_MARGIN)
            if landscape:
                _turn(section)
        self._document.core_properties.title = clean(title)[:250]
        self._document.core_properties.author = ""
        self._end = self._document.element.body.sectPr
        self._bullets = self._document.styles["List Bullet"]
        self.heading(title, 0)

    def heading(self, text: str, level: int = 1) -> None:
        """Add a heading; level 0 is the title."""
        self._document.add_heading(clean(text), level)

    def fact(self, name: str, value: str) -> None:
        """Add a line with a name and a value."""
        line = self._paragraph()
        line.style = self._bullets
        line.add_run(f"{clean(name)}：").bold = True
        line.add_run(clean(value))

    def bullet(self, text: str) -> None:
        """Add a line with a bullet."""
        line = self._paragraph()
        line.style = self._bullets
        line.add_run(clean(text))

    def line(self, text: str) -> None:
        """Add a paragraph."""
        self._paragraph().add_run(clean(text))

    def runs(self, runs: Runs, *, indent: bool = False) -> None:
        """Add a paragraph of stretches, each with its look."""
        paragraph = self._paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        if indent:
            paragraph.paragraph_format.left_indent = Pt(22)
        _fill(paragraph, runs)

    def small(self, text: str, *, indent: bool = False, above: bool = False) -> None:
        """Add a paragraph of small grey text, with room `above` it where something begins."""
        paragraph = self._paragraph()
        run = paragraph.add_run(clean(text))
        run.font.size = Pt(9)
        run.font.color.rgb = _QUIET
        paragraph.paragraph_format.space_after = Pt(2)
        if above:
            paragraph.paragraph_format.space_before = Pt(14)
            paragraph.paragraph_format.keep_with_next = True
        if indent:
            paragraph.paragraph_format.left_indent = Pt(22)

    def table(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
    ) -> None:
        """Add a table with a row of titles that is repeated on every page.

        `widths` are those of its columns, in parts of their sum.
        """
        table = self._document.add_table(rows=1, cols=len(head), style="Table Grid")
        table.autofit = False
        room, parts = _WIDE / sum(widths), widths
        for column, part in zip(table.columns, parts, strict=True):
            column.width = Mm(part * room)
        for cell, title, part in zip(table.rows[0].cells, head, parts, strict=True):
            _cell(cell, title, BOLD, part * room)
        repeated = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)
        for values in rows:
            for cell, value, part in zip(table.add_row().cells, values, parts, strict=True):
                _cell(cell, value, PLAIN, part * room)
        self._paragraph().paragraph_format.space_after = Pt(0)

    def add(self, markup: str) -> None:
        """Add a table as `search.exports.wordtable` makes it, and room below it."""
        self._end.addprevious(parse_xml(markup))
        self._paragraph().paragraph_format.space_after = Pt(0)

    def _paragraph(self) -> Any:
        """Add an empty paragraph; python-docx's own way looks through all that are there."""
        element = OxmlElement("w:p")
        self._end.addprevious(element)
        return Paragraph(element, self._document._body)

    def save(self, target: Path) -> None:
        """Write the document. Raises OSError."""
        with target.open("wb") as file:
            self._document.save(file)


def _turn(section: Any) -> None:
    """Lay a page on its side, with its number below."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Mm(LANDSCAPE_MARGIN)
    section.top_margin = section.bottom_margin = Mm(LANDSCAPE_MARGIN)
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shown = "<w:r><w:t>1</w:t></w:r>"
    number = parse_xml(f'<w:fldSimple {NAMESPACE} w:instr="PAGE">{shown}</w:fldSimple>')
    paragraph._p.append(number)


def _cell(cell: Any, text: str, look: Look, wide: float) -> None:
    cell.width = Mm(wide)
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    _fill(paragraph, [(text, look)], size=9)


def _fill(paragraph: Any, runs: Runs, size: float | None = None) -> None:
    for text, look in runs:
        run = paragraph.add_run(clean(text))
        font = run.font
        if size:
            font.size = Pt(size)
        if look.bold:
            font.bold = True
        if look.hit:
            font.highlight_color = WD_COLOR_INDEX.YELLOW
        if look.underline:
            font.underline = UNDERLINES[look.underline]
        if look.raised:
            font.superscript = True
        if look.shade:
            shade = OxmlElement("w:shd")
            shade.set(qn("w:val"), "clear")
            shade.set(qn("w:color"), "auto")
            shade.set(qn("w:fill"), look.shade)
            run._r.get_or_add_rPr().append(shade)


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
