"""One PDF, from bytes to a source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from index.errors import UnreadableReport
from index.model import FileFacts, Layout, LineKind, Source
from index.readers.blocks import Block, Cut, source_of
from index.readers.pdf.glyphs import Page, page_of
from index.readers.pdf.lines import Box, TextLine, lines_of
from index.readers.pdf.margins import layouts
from index.readers.pdf.pdfium import LOCK, Document, RawPage
from index.readers.pdf.placed import PlacedRow, PlacedTable, fitted, heads_of, mended
from index.readers.pdf.repeated import mark_repeated
from index.readers.pdf.scanned import SCANNER, Depicted, Pages, Recognising
from index.readers.pdf.tables import take_tables
from index.readers.recognising import is_possible
from index.settings import Limits

MEDIA = "application/pdf"

_DATE = re.compile(
    r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?'?)?"
)
_LOST = 0.2  # share of pieces of text without a font above which the reading is not honest
_GARBLED = 0.5  # share of characters without meaning above which the text layer is of no use


def read(name: str, data: bytes, limits: Limits) -> Source:
    """Read the text layer, and recognise the pages that are pictures where that can be done.

    Raises UnreadableReport `encrypted`, `too_many_pages`, `no_text_layer`, `needs_ocr`,
    `too_many_scans`, `garbled`, `missing_fonts`, `too_long`; other errors mean that the file is
    damaged.
    """
    with LOCK, Document(name, data) as document:
        pages = len(document)
        if pages > limits.pdf_pages:
            raise UnreadableReport("too_many_pages", file=name, pages=pages, limit=limits.pdf_pages)
        lines, facts = seen(name, document, _facts(document, pages), limits)
    return laid_out(name, lines, facts, limits)


def seen(
    name: str, document: Depicted, facts: FileFacts, limits: Limits
) -> tuple[list[TextLine], FileFacts]:
    """Return the lines of a document's pages, pictures recognised, and its facts with what was.

    Raises UnreadableReport `missing_fonts`, `too_many_scans`, `too_long`.
    """
    pages = Recognising(name, document, limits)
    lines = lines_in(name, pages, limits)
    return lines, replace(
        facts,
        scanned=tuple(pages.scanned),
        doubts=tuple(pages.doubts),
        unread=tuple(pages.unread),
    )


def laid_out(
    name: str,
    lines: list[TextLine],
    facts: FileFacts,
    limits: Limits,
    aside: Sequence[Block] = (),
) -> Source:
    """Return what the lines of pages say, in order; `aside` is what was cut and stood elsewhere.

    Raises UnreadableReport `no_text_layer`, `needs_ocr`, `garbled`, `too_long`.
    """
    pages = facts.pages or 0
    legible = _Legible()
    for line in lines:
        for text in (line.text, *(row.text or "" for row in line.table)):
            if not SCANNER.search(text):
                legible.count(text)
    if not legible.visible:
        if facts.unread and not is_possible(limits):
            raise UnreadableReport("needs_ocr", file=name, pages=len(facts.unread))
        raise UnreadableReport("no_text_layer", file=name, pages=pages)
    if legible.lost > legible.visible * _GARBLED:
        raise UnreadableReport("garbled", file=name, pages=pages)
    mark_repeated(lines)
    return source_of(chain(_placed(lines), aside), facts, name=name, limits=limits)


def _placed(lines: list[TextLine]) -> Iterator[Block]:
    """Yield lines as blocks with their places; each line is let go of once it is one."""
    places = iter(layouts([line for line in lines if line.why is None and not line.table]))
    lines.reverse()
    while lines:
        line = lines.pop()
        plain = line.why is None and not line.table
        yield from _blocks(line, next(places) if plain else None)


def _blocks(line: TextLine, place: Layout | None) -> tuple[Block, ...]:
    if line.table:
        return line.table
    if line.why is not None:
        return (Block(None, page=line.page, cuts=(Cut(0, line.text, line.why),)),)
    return (Block(line.text, kind=line.kind, page=line.page, layout=place),)


def lines_in(name: str, document: Pages, limits: Limits) -> list[TextLine]:
    """Return the lines of a document's pages, tables among them, in the order of reading.

    Raises UnreadableReport `missing_fonts`, `too_long`.
    """
    found: list[TextLine] = []
    left = limits.characters
    pieces = lost = 0
    before: _Last | None = None
    for index in range(len(document)):
        raw: RawPage | None = document.page(index, limits.pdf_page_characters)
        if raw is None:
            raise UnreadableReport("too_long", file=name, limit=limits.pdf_page_characters)
        pieces += raw.pieces
        lost += raw.lost
        lines, before = _page(page_of(raw, index + 1), before)
        left -= sum(len(line.text) + 1 for line in lines)
        left -= sum(len(row.text or "") + 1 for line in lines for row in line.table)
        if left < 0:
            raise UnreadableReport("too_long", file=name, limit=limits.characters)
        found.extend(lines)
    if lost > _LOST * pieces:
        raise UnreadableReport("missing_fonts", file=name, pages=len(document))
    return found


@dataclass(slots=True)
class _Last:
    """The last table of a page, the line that stands for it, and the head of the whole of it."""

    table: PlacedTable
    line: TextLine
    heads: tuple[PlacedRow, ...]


def _page(page: Page, before: _Last | None) -> tuple[list[TextLine], _Last | None]:
    """Return the lines of a page with its tables where they stand, and the last of these.

    The first table may go on with the last one of the page before, even with its last row.
    """
    tables, glyphs = take_tables(page, lambda rest: before is not None and _mends(before, rest))
    heads = None
    if tables and before is not None:
        tables[0] = fitted(tables[0], before.table)
        if tables[0].edges and len(tables[0].edges) == len(before.table.edges):
            heads = before.heads
        if heads and (parts := mended(before.table, tables[0], heads)):
            before.table, tables[0] = parts
            before.line.table = before.table.blocks(before.line.page)
    boxes = [Box(table.left, table.top, table.right, table.bottom) for table in tables]
    lines = lines_of(replace(page, glyphs=tuple(glyphs)), boxes)
    last: _Last | None = None
    for line in lines:
        if line.region is not None:
            table = tables[line.region]
            line.table, line.kind = table.blocks(page.number), LineKind.TABLE
            if line.region == len(tables) - 1:
                goes_on = line.region == 0 and heads is not None
                last = _Last(table, line, heads if heads and goes_on else heads_of(table))
    return [line for line in lines if line.region is None or line.table], last


def _mends(before: _Last, rest: PlacedTable) -> bool:
    """Say whether a table holds what is left of the last row of the page before."""
    table = fitted(rest, before.table)
    alike = bool(table.edges) and len(table.edges) == len(before.table.edges)
    return alike and mended(before.table, table, before.heads) is not None


def _facts(document: Document, pages: int) -> FileFacts:
    return FileFacts(
        media=MEDIA,
        author=document.stated("Author").strip() or None,
        created=_iso(document.stated("CreationDate")),
        modified=_iso(document.stated("ModDate")),
        pages=pages,
    )


def _iso(date: str) -> str | None:
    """Turn `D:20240105093000+08'00'` into ISO 8601; as precise as the file is."""
    found = _DATE.match(date.strip())
    if not found:
        return None
    day = "-".join(part for part in found.group(1, 2, 3) if part)
    if not found[5]:
        return day
    zone = "Z" if found[7] else f"{found[8]}{found[9]}:{found[10] or '00'}" if found[8] else ""
    return f"{day}T{found[4]}:{found[5]}:{found[6] or '00'}{zone}"


class _Legible:
    """Counts the visible characters of a file, and those of them that mean nothing."""

    def __init__(self) -> None:
        self.visible = 0
        self.lost = 0

    def count(self, text: str) -> None:
        """Count a line."""
        self.visible += sum(map(len, text.split()))
        if text.isprintable() and "\ufffd" not in text:
            return
        self.lost += sum(
            char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc")
            for char in text
            if not char.isspace()
        )
