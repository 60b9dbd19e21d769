"""Setting documents: a draft becomes a Word file, and LibreOffice makes a PDF of it.

Only python-docx and LibreOffice; nothing of the program takes part.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evaluation.truths import Draft, Grid, Heading

_FONT = "Noto Serif CJK SC"
_SECONDS = 300  # for all documents of one run
_LONG_TEXT = 60  # characters of a paragraph that a footnote hangs on
NOTES = ("口径为一般公共预算。", "含上年结转资金。", "数据截至当年十二月底。")


def write_word(draft: Draft, target: Path) -> None:
    """Write a draft as a Word file."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = docx.Document()
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    section = document.sections[0]
    if "landscape" in draft.kind:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    if draft.kind == "two columns":
        columns = section._sectPr.find(qn("w:cols"))
        columns.set(qn("w:num"), "2")
    if draft.aside:
        section.header.paragraphs[0].text = draft.aside[0]
        _page_number(section.footer.paragraphs[0])
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(draft.title)
    run.bold, run.font.size = True, Pt(18)
    for part in draft.parts:
        if isinstance(part, Grid):
            _table(document, part, ruled="without lines" not in draft.kind)
        else:
            text = part.text if isinstance(part, Heading) else part
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.first_line_indent = Pt(24)
            paragraph.add_run(text).bold = isinstance(part, Heading) and part.level == 1
    if draft.kind == "footnotes":
        _footnotes(document)
    document.save(str(target))


def write_text(draft: Draft, target: Path) -> None:
    """Write a draft as bare text: a paragraph a line, a row of a table as cells joined by tabs."""
    lines = [draft.title]
    for part in draft.parts:
        if isinstance(part, Grid):
            heads = max(map(len, part.columns))
            lines += [part.caption, f"单位：{part.measure}"]
            lines += ["\t".join(_names(part, level)) for level in range(heads)]
            lines += ["\t".join(row) for row in part.rows]
        else:
            lines.append(part.text if isinstance(part, Heading) else part)
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def to_pdf(files: Sequence[Path], folder: Path) -> dict[str, Path]:
    """Turn Word files into PDF, all in one run; return them by their stem. Empty without it."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None or not files:
        return {}
    profile = (folder / "profile").as_uri()
    command = [
        *(program, f"-env:UserInstallation={profile}", "--headless", "--norestore"),
        *("--convert-to", "pdf", "--outdir", str(folder), *map(str, files)),
    ]
    subprocess.run(
        command, timeout=_SECONDS, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    made = {file.stem: folder / f"{file.stem}.pdf" for file in files}
    return {stem: path for stem, path in made.items() if path.is_file()}


def _table(document: Any, grid: Grid, *, ruled: bool) -> None:
    heads = max(map(len, grid.columns))
    name = document.add_paragraph()
    name.add_run(grid.caption)
    document.add_paragraph(f"单位：{grid.measure}")
    table = document.add_table(rows=heads + len(grid.rows), cols=len(grid.columns))
    if ruled:
        table.style = "Table Grid"
    for column, path in enumerate(grid.columns):
        if len(path) < heads:
            table.cell(0, column).merge(table.cell(heads - 1, column)).text = path[0]
            continue
        for row, words in enumerate(path):
            same = [at for at, one in enumerate(grid.columns) if one[: row + 1] == path[: row + 1]]
            if column == same[0]:
                table.cell(row, column).merge(table.cell(row, same[-1])).text = words
    for at, texts in enumerate(grid.rows, heads):
        for cell, text in zip(table.rows[at].cells, texts, strict=True):
            cell.text = text


def _names(grid: Grid, level: int) -> list[str]:
    """Return a row of names; one that reaches over several columns stands in the first."""
    found = []
    before: tuple[str, ...] = ()
    for path in grid.columns:
        here = path[: level + 1]
        found.append(path[level] if len(path) > level and here != before else "")
        before = here
    return found


def _page_number(paragraph: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.add_run("第 ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    paragraph.add_run(" 页")


def _footnotes(document: Any) -> None:
    """Give the first paragraphs of text a footnote each, with its number raised."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r>{raised}<w:footnoteRef/></w:r>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>"
        for number, text in enumerate(NOTES, 1)
    )
    marks = "".join(
        f'<w:footnote w:type="{kind}" w:id="{place}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for place, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    blob = f'<w:footnotes xmlns:w="{main}">{marks}{notes}</w:footnotes>'.encode()
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), media, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    texts = [one for one in document.paragraphs if len(one.text) > _LONG_TEXT]
    for at, paragraph in enumerate(texts[: len(NOTES)], 1):
        paragraph._p.append(
            parse_xml(f'<w:r xmlns:w="{main}">{raised}<w:footnoteReference w:id="{at}"/></w:r>')
        )
