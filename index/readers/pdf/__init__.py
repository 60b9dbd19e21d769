"""PDF files: the text layer, one line for each physical line, with its page.

Characters come in the order in which pdfium gives them. Joining wrapped lines and taking page
numbers out is cleaning's work. A scanned file has no text layer and is refused: nothing here
recognises pictures. Pdfium is not safe between threads, hence the lock.
"""

from __future__ import annotations

import ctypes
import re
import threading
import unicodedata
from typing import Any

import pypdfium2
import pypdfium2.raw

from index.errors import UnreadableReport
from index.model import FileFacts, Source
from index.readers.blocks import Block, source_of
from index.readers.pdf.margins import Edges, layouts
from index.settings import Limits

MEDIA = "application/pdf"

_LOCK = threading.Lock()
_BREAKS = frozenset(map(ord, "\r\n\x0b\x0c\x85\u2028\u2029"))
_CRLF = [0x0D, 0x0A]
_DATE = re.compile(
    r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?'?)?"
)
_PASSWORD = (pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY)
_HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-"})  # pdfium's marks for a hyphen at a line end
_SCANNER = re.compile(r"扫描全能王|CamScanner|由.{0,6}扫描", re.IGNORECASE)
_LOST = 0.2  # share of pieces of text without a font above which the reading is not honest
_NO_WIDTH = 0.0001  # points
_GARBLED = 0.5  # share of characters without meaning above which the text layer is of no use


def read(name: str, data: bytes, limits: Limits) -> Source:
    """Read the text layer.

    Raises UnreadableReport `encrypted`, `too_many_pages`, `no_text_layer`, `garbled`,
    `missing_fonts`, `too_long`; other errors mean that the file is damaged.
    """
    with _LOCK, _opened(name, data) as document:
        pages = len(document)
        if pages > limits.pdf_pages:
            raise UnreadableReport("too_many_pages", file=name, pages=pages, limit=limits.pdf_pages)
        lines = _lines(name, document, limits)
        lost = _lost_share(document)
        facts = _facts(document, pages)
    if lost > _LOST:
        raise UnreadableReport("missing_fonts", file=name, pages=pages)
    text = "".join(line.text or "" for line in lines if not _SCANNER.search(line.text or ""))
    if not text.strip():
        raise UnreadableReport("no_text_layer", file=name, pages=pages)
    if _is_garbled(text):
        raise UnreadableReport("garbled", file=name, pages=pages)
    return source_of(lines, facts, name=name, limits=limits)


def _opened(name: str, data: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) in _PASSWORD
        raise UnreadableReport("encrypted" if locked else "damaged", file=name) from error


def _lines(name: str, document: Any, limits: Limits) -> list[Block]:
    found: list[Edges] = []
    left = limits.characters
    for index in range(len(document)):
        page = document[index]
        try:
            lines = _physical(page, index + 1)
        finally:
            page.close()
        left -= sum(len(line.text) + 1 for line in lines)
        if left < 0:
            raise UnreadableReport("too_long", file=name, limit=limits.characters)
        found.extend(lines)
    return [
        Block(line.text, page=line.page, layout=layout)
        for line, layout in zip(found, layouts(found), strict=True)
    ]


def _physical(page: Any, number: int) -> list[Edges]:
    """Return a page's lines; pdfium's own text call loses characters beyond U+FFFF.

    A glyph that the file maps to no character becomes U+FFFD: it was visible.
    """
    textpage = page.get_textpage()
    try:
        unicode_at = pypdfium2.raw.FPDFText_GetUnicode
        codes = [unicode_at(textpage.raw, index) for index in range(textpage.count_chars())]
        lines: list[Edges] = []
        start = 0
        for index in (*(at for at, code in enumerate(codes) if code in _BREAKS), len(codes)):
            pair = codes[start:index] == [] and start > 0 and codes[start - 1 : start + 1] == _CRLF
            if not pair:
                lines.append(_line(textpage.raw, codes, start, index, number))
            start = index + 1
    finally:
        textpage.close()
    while lines and not lines[-1].text:
        lines.pop()
    return lines


def _line(textpage: Any, codes: list[int], start: int, end: int, page: int) -> Edges:
    text = "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes[start:end])
    paired = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    shown = [at for at in range(start, end) if not chr(codes[at] % 0x110000).isspace()]
    left = right = size = 0.0
    if shown:
        left, _ = _box(textpage, shown[0])
        _, right = _box(textpage, shown[-1])
        size = _em(textpage, shown)
    return Edges(paired.translate(_HYPHENS).rstrip(), page, left, right, size)


def _box(textpage: Any, index: int) -> tuple[float, float]:
    """Return the left and right edge of a character's cell."""
    rectangle = pypdfium2.raw.FS_RECTF()
    pypdfium2.raw.FPDFText_GetLooseCharBox(textpage, index, rectangle)
    return float(rectangle.left), float(rectangle.right)


def _em(textpage: Any, shown: list[int]) -> float:
    """Return the width of a Chinese character of the line, in points.

    Measured: the font size may be scaled by the page's matrix. Of a line without Chinese
    characters it is that of its widest one.
    """
    return max(right - left for left, right in (_box(textpage, at) for at in shown[:8]))


def _lost_share(document: Any) -> float:
    """Return which share of pieces of text pdfium passes over because it lacks their font.

    Pieces set in a font that is neither in the file nor on the machine have no width if they
    are single characters, and pdfium leaves those out. (So does it with single spaces, which is
    why a small share means nothing.)
    """
    raw = pypdfium2.raw
    edges = [ctypes.c_float() for _ in range(4)]
    pieces = lost = 0
    for index in range(len(document)):
        page = document[index]
        for number in range(raw.FPDFPage_CountObjects(page.raw)):
            piece = raw.FPDFPage_GetObject(page.raw, number)
            if raw.FPDFPageObj_GetType(piece) != raw.FPDF_PAGEOBJ_TEXT:
                continue
            pieces += 1
            if raw.FPDFPageObj_GetBounds(piece, *map(ctypes.byref, edges)):
                left, _, right, _ = (edge.value for edge in edges)
                lost += right - left < _NO_WIDTH and not raw.FPDFFont_GetIsEmbedded(
                    raw.FPDFTextObj_GetFont(piece)
                )
        page.close()
    return lost / pieces if pieces else 0.0


def _facts(document: Any, pages: int) -> FileFacts:
    return FileFacts(
        media=MEDIA,
        author=_stated(document, "Author").strip() or None,
        created=_iso(_stated(document, "CreationDate")),
        modified=_iso(_stated(document, "ModDate")),
        pages=pages,
    )


def _stated(document: Any, key: str) -> str:
    try:
        return str(document.get_metadata_value(key))
    except UnicodeDecodeError:  # half a character; the text may be sound all the same
        return ""


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
