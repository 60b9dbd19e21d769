"""What a file really is: its first bytes and the names inside it, before any library sees it.

Names lie: a .doc may be a renamed .docx, a web page or RTF, a .txt may be a PDF. Content that
can be recognised wins over the extension; only plain text is believed by its name.
"""

from __future__ import annotations

import codecs
import io
import re
import struct
import zipfile
from collections.abc import Collection
from enum import StrEnum
from pathlib import PurePosixPath

from index.readers.archive import is_encrypted
from index.readers.encoding import decode
from index.readers.imagehead import media_of, pixels_of
from index.readers.protection import is_even, is_protected


class Content(StrEnum):
    """Kinds of content; values are the extension each usually has."""

    TEXT = ".txt"
    MARKDOWN = ".md"
    DOCX = ".docx"
    PDF = ".pdf"
    HTML = ".html"
    DOC = ".doc"
    WPS = ".wps"
    RTF = ".rtf"
    ODT = ".odt"
    WORD_XML = ".xml"  # Word 2003's one-file XML
    SHEETS = ".xlsx"
    OLD_SHEETS = ".xls"  # also of WPS (.et), OpenDocument (.ods) and Excel's binary one (.xlsb)
    CSV = ".csv"
    SLIDES = ".pptx"
    OLD_SLIDES = ".ppt"  # also of WPS (.dps) and OpenDocument (.odp)
    OFD = ".ofd"
    MAIL = ".eml"
    PICTURE = ".png"  # also .jpg, .tiff, .bmp: a photograph or a scan of a page
    ZIP = ".zip"
    ENCRYPTED = "encrypted"
    PROTECTED = "protected"  # encrypted by a document-protection program
    SCRAMBLED = "scrambled"  # not what the name says; encrypted or damaged
    DAMAGED = "damaged"
    OTHER = "other"  # recognised, and nothing that is read here


BY_SUFFIX = {
    ".txt": Content.TEXT,
    ".md": Content.MARKDOWN,
    ".docx": Content.DOCX,
    ".pdf": Content.PDF,
    ".html": Content.HTML,
    ".htm": Content.HTML,
    ".doc": Content.DOC,
    ".wps": Content.WPS,
    ".rtf": Content.RTF,
    ".odt": Content.ODT,
    ".docm": Content.DOCX,
    ".dotx": Content.DOCX,
    ".dotm": Content.DOCX,
    ".xlsx": Content.SHEETS,
    ".xlsm": Content.SHEETS,
    ".xls": Content.OLD_SHEETS,
    ".et": Content.OLD_SHEETS,
    ".ods": Content.OLD_SHEETS,
    ".xlsb": Content.OLD_SHEETS,
    ".csv": Content.CSV,
    ".tsv": Content.CSV,
    ".pptx": Content.SLIDES,
    ".pptm": Content.SLIDES,
    ".ppsx": Content.SLIDES,
    ".ppsm": Content.SLIDES,
    ".ppt": Content.OLD_SLIDES,
    ".pps": Content.OLD_SLIDES,
    ".dps": Content.OLD_SLIDES,
    ".odp": Content.OLD_SLIDES,
    ".ofd": Content.OFD,
    ".eml": Content.MAIL,
    ".png": Content.PICTURE,
    ".jpg": Content.PICTURE,
    ".jpeg": Content.PICTURE,
    ".tif": Content.PICTURE,
    ".tiff": Content.PICTURE,
    ".bmp": Content.PICTURE,
}

_OPEN = {
    b"text": Content.ODT,
    b"spreadsheet": Content.OLD_SHEETS,
    b"presentation": Content.OLD_SLIDES,
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD = 4096  # bytes looked at
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_BEFORE_PAGE = re.compile(rb"<\?xml[^>]*>|<!--.*?-->", re.DOTALL)
_WORD_XML = re.compile(
    rb"<\?mso-application\s+progid=.Word\.Document|<pkg:package|<office:document\b"
)
_EXCEL_XML = re.compile(rb"<\?mso-application\s+progid=.Excel\.Sheet")
_WORKBOOK = b"\x09\x08\x10\x00\x00\x06\x05\x00"  # how the stream of a workbook begins
_PASSWORD = 0x2F  # the record that says that the ones behind it are encrypted
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2}")
_MIME = re.compile(rb"\s*(?:MIME-Version|From|Content-Type):.*multipart/related", re.I | re.S)
_SENT = re.compile(rb"^(?:To|Cc|Received|Message-ID|Delivered-To|Return-Path):", re.I | re.M)
_HEAD_LINE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:From [^\n]*\n)?[!-9;-~]{1,80}:[^\n]*\n")
_OTHER_STARTS = (
    b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"MZ", b"\x7fELF", b"OTTO",
)  # fmt: skip
_PICTURES = frozenset({"image/png", "image/jpeg", "image/tiff"})
_LETTER = re.compile(
    rb"(?:(?:Received|Return-Path|Delivered-To|MIME-Version|From|To|Subject|Date|Message-ID"
    rb"|X-[\w-]+|DKIM-Signature|Content-Type):[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){3}",
    re.IGNORECASE,
)


def content_of(name: str, data: bytes) -> Content | None:
    """Say what a file is; None where neither content nor extension tells."""
    suffix = PurePosixPath(name).suffix.lower()
    named = BY_SUFFIX.get(suffix)
    found = _recognised(data)
    if found is not None:
        return found
    if named is Content.PDF and b"%PDF-" in data[:HEAD]:
        return Content.PDF  # readers of PDF forgive some bytes before it
    if named is Content.MAIL and _HEAD_LINE.match(data):
        return Content.MAIL
    if named in (Content.TEXT, Content.MARKDOWN, Content.HTML, Content.CSV, None):
        return named
    if is_even(data):
        return Content.SCRAMBLED
    if named in (Content.DOC, Content.WPS):
        return Content.TEXT  # some offices save plain text so; if it is none, it is refused
    if named is Content.OLD_SHEETS:
        return Content.CSV  # … and many programs a table
    return Content.DAMAGED


def looks_like_report(head: bytes) -> bool:
    """Say by a file's first bytes whether it may be a report: a document, or Chinese text.

    A picture whose name says nothing is most likely none.
    """
    found = _recognised(head)
    if found is not None:
        return found not in (Content.OTHER, Content.PICTURE)
    read = decode(head)
    return read is not None and _CHINESE.search(read.text) is not None


def _recognised(data: bytes) -> Content | None:
    if is_protected(data):
        return Content.PROTECTED
    head = data[:HEAD]
    for bom in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if head.startswith(bom):
            head = (
                head[: len(head) // 2 * 2]
                .decode("utf-16-le" if bom == codecs.BOM_UTF16_LE else "utf-16-be", "replace")
                .encode("utf-8", "replace")
            )
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith(b"%PDF-"):
        return Content.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive(data)
    if head.startswith(_OLE):
        return _compound(data)
    if start.startswith(b"{\\rtf"):
        return Content.RTF
    if start.startswith(b"<"):
        if _WORD_XML.search(start):
            return Content.WORD_XML
        if _EXCEL_XML.search(start):
            return Content.OLD_SHEETS
        while before := _BEFORE_PAGE.match(start):
            start = start[before.end() :].lstrip()
        if _PAGE.match(start):
            return Content.HTML
    is_saved_page = _MIME.match(start) is not None and _SENT.search(start) is None
    if _LETTER.match(start) and not is_saved_page:
        return Content.MAIL
    if _is_picture(head):
        return Content.PICTURE
    if head.startswith(_OTHER_STARTS) or is_saved_page:
        return Content.OTHER
    return None


def _is_picture(head: bytes) -> bool:
    media = media_of(head)
    if media == "image/bmp":  # any text may begin with BM
        return head[6:10] == bytes(4) and pixels_of(head) is not None
    return media in _PICTURES


def _archive(data: bytes) -> Content:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            names = {member.filename.replace("\\", "/").lower() for member in members}
            if "[content_types].xml" in names:
                found = _package(names)
                locked = any(is_encrypted(member) for member in members if _is_xml(member))
                return Content.ENCRYPTED if locked and found is not Content.OTHER else found
            if "mimetype" in names and "content.xml" in names:
                return _open_document(archive)
    except Exception:  # a broken directory raises whatever the bytes suggest
        return Content.DAMAGED
    return Content.OFD if "ofd.xml" in names else Content.ZIP


def _package(names: Collection[str]) -> Content:
    """Tell office packages apart by the folder of their main part."""
    if any(name.startswith("word/") for name in names):
        return Content.DOCX
    if any(name.startswith("xl/") for name in names):
        return Content.OLD_SHEETS if "xl/workbook.bin" in names else Content.SHEETS
    return Content.SLIDES if any(name.startswith("ppt/") for name in names) else Content.OTHER


def _is_xml(member: zipfile.ZipInfo) -> bool:
    return member.filename.lower().endswith((".xml", ".rels"))


def _open_document(archive: zipfile.ZipFile) -> Content:
    with archive.open("mimetype") as stream:
        said = stream.read(100).strip().removeprefix(b"application/vnd.oasis.opendocument.")
    found = next((kind for start, kind in _OPEN.items() if said.startswith(start)), None)
    if found is None:
        return Content.OTHER
    try:
        with archive.open("META-INF/manifest.xml") as stream:
            locked = b"encryption-data" in stream.read(1 << 20)
    except KeyError:
        locked = False
    return Content.ENCRYPTED if locked else found


def _compound(data: bytes) -> Content:
    """Tell OLE compound files apart by the names of their streams."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return Content.ENCRYPTED
    if holds("WordDocument"):
        return Content.ENCRYPTED if _is_locked_word(data) else Content.DOC
    if holds("Workbook"):
        return Content.ENCRYPTED if _is_locked_book(data) else Content.OLD_SHEETS
    if holds("PowerPoint Document"):
        return Content.OLD_SLIDES
    if not holds("Root Entry"):  # every compound file has one ([MS-CFB] 2.6.2)
        return Content.SCRAMBLED if is_even(data[len(_OLE) :]) else Content.DAMAGED
    return Content.WPS


def _is_locked_word(data: bytes) -> bool:
    """Read the encryption flag of a .doc ([MS-DOC] 2.5.2, FibBase.fEncrypted)."""
    for at in range(512, min(len(data), 1 << 20) - 12, 512):
        ident, version = struct.unpack_from("<HH", data, at)
        if ident == 0xA5EC and 0x0065 <= version <= 0x0200:
            return bool(struct.unpack_from("<H", data, at + 10)[0] & 0x0100)
    return False


def _is_locked_book(data: bytes) -> bool:
    """Look for a password among the first records of an .xls ([MS-XLS] 2.4.117, FilePass)."""
    at = data.find(_WORKBOOK)
    for _ in range(4):
        if not 0 <= at <= len(data) - 4:
            return False
        kind, size = struct.unpack_from("<HH", data, at)
        if kind == _PASSWORD:
            return True
        at += 4 + size
    return False
