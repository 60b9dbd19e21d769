"""The text of one story of a Word file: body, footnote, header. Elements in, blocks out.

Paragraphs in order, through content controls and tracked insertions; tables row by row; text
boxes after the paragraph that anchors them. Deleted, hidden and placeholder text is cut.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from index.model import LineKind, Why
from index.readers.blocks import Block, Cut, Gathering
from index.readers.grid import table_blocks
from index.readers.numbering import Numbering
from index.readers.wordstyles import Styles
from index.readers.wordtables import gathered_rows
from index.readers.wordxml import (
    ALTERNATIVES,
    DIAGRAM,
    MATH,
    RELATION,
    VML,
    Element,
    W,
    chosen,
    is_on,
    number,
    unwrapped,
    value,
)

_WHITE = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]")
# 带圈字符 is kept in a field's code: EQ \o\ac(○,一)
_CIRCLED = re.compile(r"^\s*eq\s*\\o\s*\\ac\s*\(\s*[^,，]*[,，]\s*([^)]+?)\s*\)\s*$", re.IGNORECASE)
_CIRCLED_CODE = 100  # characters; no such code is longer
# Symbol fonts that forms use for their boxes and ticks; other symbols stay as they are.
_SYMBOLS = {
    "\uf0fe": "☑", "\uf052": "☑", "\uf0a8": "□", "\uf06f": "□", "\uf0a3": "□",
    "\uf0fc": "✓", "\uf050": "✓", "\uf0fb": "✗", "\uf0fd": "☒", "\uf0b7": "·",
}  # fmt: skip
_NO_TEXT = frozenset(
    W + tag
    for tag in ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "rubyPr",
                "sectPr", "fldData", "footnoteRef", "endnoteRef", "annotationRef", "ffData")
)  # fmt: skip
_GONE = frozenset({W + "del", W + "moveFrom"})


@dataclass(slots=True)
class _Field:
    in_code: bool = True
    has_result: bool = False
    code: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Paragraph:
    """A paragraph being read: its text and the boxes anchored in it."""

    text: Gathering
    boxes: list[tuple[Element, Why | None]] = field(default_factory=list)
    drawings: list[str] = field(default_factory=list)


class Story:
    """Reads stories of one document. `diagram` gives the lines of a SmartArt part by its id."""

    def __init__(
        self, styles: Styles, numbering: Numbering, diagram: Callable[[str], list[str]]
    ) -> None:
        self._styles = styles
        self._numbering = numbering
        self._diagram = diagram
        self._fields: list[_Field] = []
        self._paired: set[Element] = set()

    def read(self, root: Element, kind: LineKind = LineKind.TEXT) -> Iterator[Block]:
        """Yield the blocks of a story in reading order."""
        self._fields = []
        self._paired = _paired_fields(root)
        yield from self._blocks(root, kind)

    def _blocks(self, container: Element, kind: LineKind) -> Iterator[Block]:
        joined: Block | None = None  # text of paragraphs whose end was deleted: they run on
        for child in unwrapped(container):
            if child.tag == W + "tbl":
                yield from self._table(child, kind)
            elif child.tag == W + "p":
                runs_on = _end_is_deleted(child)
                block, paragraph = self._paragraph(child, kind, joined, numbered=not runs_on)
                joined = block if runs_on else None
                if not runs_on:
                    yield block
                yield from self._anchored(paragraph)
            elif child.tag in _GONE:
                yield from (_as_cut(block, Why.DELETION) for block in self._blocks(child, kind))
        if joined is not None:
            yield joined

    def _paragraph(
        self, element: Element, kind: LineKind, before: Block | None, *, numbered: bool
    ) -> tuple[Block, _Paragraph]:
        properties = element.find(W + "pPr")
        gathered = Gathering()
        if numbered:
            gathered.write(self._numbering.label(properties))
        if before is not None:
            gathered.follow(before)
        paragraph = _Paragraph(gathered)
        self._inline(element, paragraph, None)
        level = self._heading(properties) if kind is LineKind.TEXT else None
        return Block(gathered.text, level, kind, cuts=gathered.cuts), paragraph

    def _heading(self, properties: Element | None) -> int | None:
        outline = number(properties.find(W + "outlineLvl")) if properties is not None else None
        if outline is not None:
            return outline + 1 if 0 <= outline < 9 else None
        style = properties.find(W + "pStyle") if properties is not None else None
        return self._styles.heading(value(style))

    def _anchored(self, paragraph: _Paragraph) -> Iterator[Block]:
        """Yield text boxes and diagrams that hang on a paragraph; fields do not reach into them."""
        fields, self._fields = self._fields, []
        for box, why in paragraph.boxes:
            for block in self._blocks(box, LineKind.BOX):
                yield _as_cut(block, why) if why else block
        self._fields = fields
        for text in paragraph.drawings:
            yield Block(text, kind=LineKind.BOX)

    def _table(self, table: Element, kind: LineKind) -> list[Block]:
        return table_blocks(gathered_rows(table, lambda cell: self._blocks(cell, kind)))

    # -- inside a paragraph ---------------------------------------------------------------

    def _inline(self, parent: Element, into: _Paragraph, why: Why | None) -> None:
        """Read what stands in a paragraph or run; `why` is set where it is to be cut."""
        for child in parent:
            tag = child.tag
            if not isinstance(tag, str) or tag in _NO_TEXT:
                continue
            if tag == W + "r":
                hidden = child.find(f"{W}rPr/{W}vanish")
                self._inline(child, into, Why.MARKUP if not why and is_on(hidden) else why)
            elif tag in _GONE:
                self._inline(child, into, Why.DELETION)
            elif tag == W + "sdt":
                self._control(child, into, why)
            elif tag == ALTERNATIVES:
                branch = chosen(child)
                if branch is not None:
                    self._inline(branch, into, why)
            elif tag == W + "txbxContent":
                into.boxes.append((child, why))
            elif tag == W + "rt":  # the reading over a ruby's base
                self._inline(child, into, why or Why.MARKUP)
            elif tag == W + "fldChar":
                self._field(child, into, why)
            elif tag == W + "instrText":
                if self._fields:
                    self._fields[-1].code.append(child.text or "")
            elif (text := _text(child)) is not None:
                self._write(text, into, why)
            else:
                self._drawn(child, into)
                self._inline(child, into, why)

    def _control(self, control: Element, into: _Paragraph, why: Why | None) -> None:
        content = control.find(W + "sdtContent")
        prompt = is_on(control.find(f"{W}sdtPr/{W}showingPlcHdr"))  # 单击此处输入文字
        if content is not None:
            self._inline(content, into, Why.MARKUP if prompt and not why else why)

    def _write(self, text: str, into: _Paragraph, why: Why | None) -> None:
        if any(one.in_code for one in self._fields):
            return
        if why:
            into.text.cut(text, why)
        else:
            into.text.write(text)

    def _field(self, mark: Element, into: _Paragraph, why: Why | None) -> None:
        """Follow begin, separate and end of complex fields: code is left out, results stay."""
        if mark not in self._paired:
            return
        kind = value(mark, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_code = False
            self._fields[-1].has_result = True
        elif kind == "end" and self._fields:
            done = self._fields.pop()
            circled = _CIRCLED.match("".join(done.code)[:_CIRCLED_CODE])
            if circled and not done.has_result:
                self._write(circled[1], into, why)

    def _drawn(self, element: Element, into: _Paragraph) -> None:
        """Note text that is drawn: SmartArt and WordArt."""
        if element.tag == DIAGRAM + "relIds":
            into.drawings.extend(self._diagram(element.get(RELATION + "dm") or ""))
        elif element.tag == VML + "textpath":
            into.drawings.append(_WHITE.sub(" ", element.get("string") or ""))


def _text(element: Element) -> str | None:
    """Return the characters that an element of a run stands for, None if it is another kind."""
    tag = element.tag
    if tag in (W + "t", W + "delText", MATH + "t"):
        return _WHITE.sub(" ", element.text or "")
    if tag in (W + "tab", W + "ptab"):
        return "\t"
    if tag in (W + "br", W + "cr"):
        return "\n"
    if tag == W + "noBreakHyphen":
        return "-"
    if tag == W + "sym":
        return _symbol(value(element, "char") or "")
    return None


def _symbol(code: str) -> str:
    try:
        char = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return _SYMBOLS.get(char, char)


def _end_is_deleted(paragraph: Element) -> bool:
    """Tell whether the paragraph's end mark was deleted, so that it runs on into the next."""
    marks = paragraph.find(f"{W}pPr/{W}rPr")
    return marks is not None and any(marks.find(tag) is not None for tag in _GONE)


def _as_cut(block: Block, why: Why) -> Block:
    cuts = tuple(cut._replace(offset=0) for cut in block.cuts)
    text = (block.text or "").strip()
    return Block(None, cuts=(*cuts, Cut(0, text, why)) if text else cuts)


def _paired_fields(root: Element) -> set[Element]:
    """Return the field marks that belong to a field with both ends.

    A field without an end would swallow the rest of the document as its code.
    """
    paired: set[Element] = set()
    begun: list[list[Element]] = []
    for mark in root.iter(W + "fldChar"):
        kind = value(mark, "fldCharType")
        if kind == "begin":
            begun.append([mark])
        elif begun:
            begun[-1].append(mark)
            if kind == "end":
                paired.update(begun.pop())
    return paired
