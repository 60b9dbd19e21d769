"""The text of one story of a Word file: body, footnote, header. Elements in, blocks out.

Paragraphs in order, through content controls and tracked insertions; tables row by row; text
boxes after the paragraph that anchors them. Deleted, hidden and placeholder text is cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from index.model import LineKind, Why
from index.readers.blocks import Block
from index.readers.drawnparts import Called, drawn_blocks
from index.readers.grid import table_blocks
from index.readers.numbering import Numbering
from index.readers.wordfields import Field, opened, shown
from index.readers.wordjoining import (
    Piece,
    end_is_deleted,
    ending_of,
    joined,
    sameness,
    sets_off,
)
from index.readers.wordlooks import Align, Look
from index.readers.wordmath import Parts, is_kept, parts_of, plain_words
from index.readers.wordparagraph import ParagraphText
from index.readers.wordstyles import Styles
from index.readers.wordsymbols import in_font, symbol
from index.readers.wordtables import gathered_rows
from index.readers.wordtracked import as_cut
from index.readers.wordxml import (
    ALTERNATIVES,
    GONE,
    MATH,
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
_NO_TEXT = frozenset(
    W + tag
    for tag in ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "rubyPr",
                "sectPr", "fldData", "footnoteRef", "endnoteRef", "annotationRef", "ffData")
)  # fmt: skip
_PAGE_ENDS = frozenset({"page", "column"})


@dataclass(slots=True)
class _Paragraph:
    """A paragraph being read: its text, its style and the boxes anchored in it."""

    text: ParagraphText
    style: str | None
    boxes: list[tuple[Element, Why | None]] = field(default_factory=list)
    drawings: list[tuple[Block, Why | None]] = field(default_factory=list)


class Story:
    """Reads stories of one document. `called` gives the parts that a story calls."""

    def __init__(self, styles: Styles, numbering: Numbering, called: Called) -> None:
        self._styles = styles
        self._numbering = numbering
        self._called = called
        self._fields: list[Field] = []
        self._paired: set[Element] = set()
        self._table_style: str | None = None  # of the table that is being read
        self._counts = True  # False in what was deleted: no number of a list is spent there

    def read(self, root: Element, kind: LineKind = LineKind.TEXT) -> Iterator[Block]:
        """Yield the blocks of a story in reading order."""
        self._fields = []
        self._paired = _paired_fields(root)
        yield from self._blocks(root, kind)

    def _blocks(self, container: Element, kind: LineKind) -> Iterator[Block]:
        return joined(self._pieces(container, kind))

    def _pieces(self, container: Element, kind: LineKind) -> Iterator[Piece]:
        for child in unwrapped(container):
            if child.tag == W + "tbl":
                yield from map(Piece, self._table(child, kind))
            elif child.tag == W + "p":
                yield self._paragraph(child, kind)
            elif child.tag in GONE:
                yield from map(Piece, self._aside(self._blocks(child, kind), Why.DELETION))

    def _paragraph(self, element: Element, kind: LineKind) -> Piece:
        properties = element.find(W + "pPr")
        style = value(properties.find(W + "pStyle")) if properties is not None else None
        mark = properties.find(W + "rPr") if properties is not None else None
        hidden = bool(self._look(style, mark).hidden) and not sets_off(mark)
        counts = self._counts and not hidden and not end_is_deleted(mark)
        label = self._numbering.label(properties) if counts else ""
        paragraph = _Paragraph(ParagraphText(opens=not label), style)
        self._inline(element, paragraph, Why.MARKUP if _is_prompt(element) else None)
        text, cuts = paragraph.text.finished()
        level = self._heading(properties) if kind is LineKind.TEXT else None
        title = level is not None and self._styles.is_title(style)
        block = Block(text, level, kind, cuts=cuts, title=title)
        ends_page = paragraph.text.ends_page
        ending = ending_of(properties, block, hidden=hidden, ends_page=ends_page)
        anchored = tuple(self._anchored(paragraph))
        return Piece(block, label, sameness(properties), ending, anchored)

    def _look(self, style: str | None, properties: Element | None) -> Look:
        return self._styles.look(style, properties, self._table_style)

    def _heading(self, properties: Element | None) -> int | None:
        outline = number(properties.find(W + "outlineLvl")) if properties is not None else None
        if outline is not None:
            return outline + 1 if 0 <= outline < 9 else None
        style = properties.find(W + "pStyle") if properties is not None else None
        return self._styles.heading(value(style))

    def _anchored(self, paragraph: _Paragraph) -> Iterator[Block]:
        """Yield text boxes and drawings that hang on a paragraph; fields do not reach into them."""
        fields, self._fields = self._fields, []
        for box, why in paragraph.boxes:
            for block in self._blocks(box, LineKind.BOX):
                yield as_cut(block, why) if why else block
        self._fields = fields
        for block, why in paragraph.drawings:
            boxed = block if block.row is not None else replace(block, kind=LineKind.BOX)
            yield as_cut(boxed, why) if why else boxed

    def _table(self, table: Element, kind: LineKind) -> list[Block]:
        def read(cell: Element, why: Why | None) -> list[Block]:
            blocks = self._blocks(cell, kind)
            return list(self._aside(blocks, why) if why else blocks)

        around, self._table_style = self._table_style, value(table.find(f"{W}tblPr/{W}tblStyle"))
        found = table_blocks(gathered_rows(table, read))
        self._table_style = around
        return found

    def _aside(self, blocks: Iterator[Block], why: Why) -> Iterator[Block]:
        """Set blocks aside; their paragraphs count in no list."""
        counts, self._counts = self._counts, False
        found = [as_cut(block, why) for block in blocks]
        self._counts = counts
        yield from found

    # -- inside a paragraph ---------------------------------------------------------------

    def _inline(self, parent: Element, into: _Paragraph, why: Why | None) -> None:
        """Read what stands in a paragraph or run; `why` is set where it is to be cut."""
        for child in parent:
            tag = child.tag
            if not isinstance(tag, str) or tag in _NO_TEXT:
                continue
            if tag in (W + "r", MATH + "r"):
                self._run(child, into, why)
            elif tag == MATH + "sub":
                around, into.text.align = into.text.align, Align.LOWERED
                self._inline(child, into, why)
                into.text.align = around
            elif tag == MATH + "sup":
                self._exponent(child, into, why)
            elif (parts := parts_of(child)) is not None:
                self._formula(parts, into, why)
            elif tag in GONE:
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
            elif tag == W + "br" and value(child, "type") in _PAGE_ENDS:
                self._break(into, why)
            elif (text := _text(child)) is not None:
                self._write(text, into, why)
            else:
                self._drawn(child, into, why)
                self._inline(child, into, why)

    def _run(self, run: Element, into: _Paragraph, why: Why | None) -> None:
        look = self._look(into.style, run.find(W + "rPr"))
        around, into.text.align = into.text.align, look.align or into.text.align
        self._inline(run, into, Why.MARKUP if not why and look.hidden else why)
        into.text.align = around

    def _formula(self, parts: Parts, into: _Paragraph, why: Why | None) -> None:
        """Read a part of a formula; a number before it stays a number of its own (1 1/2)."""
        for at, part in enumerate(parts):
            if isinstance(part, str):
                self._write(part, into, why)
                continue
            if at == 0 and not why and into.text.ends_in_digit:
                self._write(" ", into, why)
            self._inline(part, into, why)

    def _exponent(self, element: Element, into: _Paragraph, why: Why | None) -> None:
        words = plain_words(element)
        if not why and words and into.text.power(words):
            return
        grouped = is_kept(element) if words is None else len(words) > 1
        opens, closes = ("^(", ")") if grouped else ("^" if words else "", "")
        self._write(opens, into, why)
        self._inline(element, into, why)
        self._write(closes, into, why)

    def _control(self, control: Element, into: _Paragraph, why: Why | None) -> None:
        content = control.find(W + "sdtContent")
        if content is not None:
            self._inline(content, into, Why.MARKUP if _prompts(control) and not why else why)

    def _write(self, text: str, into: _Paragraph, why: Why | None) -> None:
        if any(one.in_code for one in self._fields):
            return
        if why:
            into.text.cut(text, why)
        else:
            into.text.write(text)

    def _break(self, into: _Paragraph, why: Why | None) -> None:
        """End a page or a column inside a paragraph."""
        if not why and not any(one.in_code for one in self._fields):
            into.text.break_page()

    def _field(self, mark: Element, into: _Paragraph, why: Why | None) -> None:
        """Follow begin, separate and end of complex fields: code is left out, results stay."""
        if mark not in self._paired:
            return
        kind = value(mark, "fldCharType")
        if kind == "begin":
            self._fields.append(opened(mark))
        elif kind == "separate" and self._fields:
            self._fields[-1].in_code = False
            self._fields[-1].has_result = True
        elif kind == "end" and self._fields:
            found = shown(self._fields.pop())
            for words, aside in (
                (found.reading, Why.MARKUP), (found.prompt, Why.MARKUP), (found.words, None),
            ):  # fmt: skip
                if words:
                    self._write(_WHITE.sub(" ", words), into, why or aside)

    def _drawn(self, element: Element, into: _Paragraph, why: Why | None) -> None:
        """Note text that is drawn: charts, SmartArt and WordArt."""
        if element.tag == VML + "textpath":
            into.drawings.append((Block(_WHITE.sub(" ", element.get("string") or "")), why))
        else:
            into.drawings += ((block, why) for block in drawn_blocks(element, self._called))


def _prompts(control: Element) -> bool:
    """Say whether a content control shows nothing but what is to be typed: 单击此处输入文字."""
    return is_on(control.find(f"{W}sdtPr/{W}showingPlcHdr"))


def _is_prompt(paragraph: Element) -> bool:
    """Say whether a paragraph stands in such a control, alone or with its cell or row."""
    return any(_prompts(control) for control in islice(paragraph.iterancestors(W + "sdt"), 1))


def _text(element: Element) -> str | None:
    """Return the characters that an element of a run stands for, None if it is another kind."""
    tag = element.tag
    if tag in (W + "t", W + "delText", MATH + "t"):
        return in_font(_WHITE.sub(" ", element.text or ""), lambda: _font(element))
    if tag in (W + "tab", W + "ptab"):
        return "\t"
    if tag in (W + "br", W + "cr"):
        return "\n"
    if tag == W + "noBreakHyphen":
        return "-"
    if tag == W + "sym":
        return symbol(value(element, "char") or "", value(element, "font"))
    return None


def _font(text: Element) -> str | None:
    """Return the font that the run around a text names."""
    fonts = text.getparent().find(f"{W}rPr/{W}rFonts")
    return value(fonts, "ascii") or value(fonts, "hAnsi")


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
