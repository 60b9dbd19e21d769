"""One PDF, from bytes to a source."""

from __future__ import annotations

import re
import unicodedata

from index.errors import UnreadableReport
from index.model import FileFacts, Source
from index.readers.blocks import Block, Cut, source_of
from index.readers.pdf.glyphs import page_of
from index.readers.pdf.lines import TextLine, lines_of
from index.readers.pdf.margins import layouts
from index.readers.pdf.pdfium import LOCK, Document, RawPage
from index.readers.pdf.repeated import mark_repeated
from index.settings import Limits

MEDIA = "application/pdf"

_DATE = re.compile(
    r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?'?)?"
)
_SCANNER = re.compile(r"扫描全能王|CamScanner|由.{0,6}扫描", re.IGNORECASE)
_LOST = 0.2  # share of pieces of text without a font above which the reading is not honest
_GARBLED = 0.5  # share of characters without meaning above which the text layer is of no use


def read(name: str, data: bytes, limits: Limits) -> Source:
    """Read the text layer.

    Raises UnreadableReport `encrypted`, `too_many_pages`, `no_text_layer`, `garbled`,
    `missing_fonts`, `too_long`; other errors mean that the file is damaged.
    """
    with LOCK, Document(name, data) as document:
        pages = len(document)
        if pages > limits.pdf_pages:
            raise UnreadableReport("too_many_pages", file=name, pages=pages, limit=limits.pdf_pages)
        lines = _lines(name, document, limits)
        facts = _facts(document, pages)
    text = "".join(line.text for line in lines if not _SCANNER.search(line.text))
    if not text.strip():
        raise UnreadableReport("no_text_layer", file=name, pages=pages)
    if _is_garbled(text):
        raise UnreadableReport("garbled", file=name, pages=pages)
    mark_repeated(lines)
    kept = [line for line in lines if line.why is None]
    places = dict(zip(map(id, kept), layouts(kept), strict=True))
    blocks = [
        Block(line.text, kind=line.kind, page=line.page, layout=places[id(line)])
        if line.why is None
        else Block(None, page=line.page, cuts=(Cut(0, line.text, line.why),))
        for line in lines
    ]
    return source_of(blocks, facts, name=name, limits=limits)


def _lines(name: str, document: Document, limits: Limits) -> list[TextLine]:
    found: list[TextLine] = []
    left = limits.characters
    pieces = lost = 0
    for index in range(len(document)):
        raw: RawPage | None = document.page(index, limits.pdf_page_characters)
        if raw is None:
            raise UnreadableReport("too_long", file=name, limit=limits.pdf_page_characters)
        pieces += raw.pieces
        lost += raw.lost
        lines = lines_of(page_of(raw, index + 1))
        left -= sum(len(line.text) + 1 for line in lines)
        if left < 0:
            raise UnreadableReport("too_long", file=name, limit=limits.characters)
        found.extend(lines)
    if lost > _LOST * pieces:
        raise UnreadableReport("missing_fonts", file=name, pages=len(document))
    return found


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


def _is_garbled(text: str) -> bool:
    visible = [char for char in text if not char.isspace()]
    lost = sum(
        char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc") for char in visible
    )
    return lost > len(visible) * _GARBLED
