"""Small files for tests, built from their parts: Word files from XML, zips by hand."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

from index.model import LineKind, Source

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{_W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def paragraph(text: str = "", properties: str = "", more: str = "") -> str:
    """A w:p with one run of text, then raw XML."""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}{more}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A w:r of text with run properties."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def named(text: str, style: str, properties: str = "") -> str:
    """A w:r of text in a character style, with further run properties."""
    return run(text, f'<w:rStyle w:val="{style}"/>{properties}')


def style(name: str, properties: str = "", based_on: str = "", kind: str = "character") -> str:
    """A w:style whose id is its name; `properties` is raw XML (w:pPr, w:rPr)."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{base}{properties}'
        "</w:style>"
    )


def styled(text: str, style: str) -> str:
    """A paragraph in a style."""
    return paragraph(text, f'<w:pStyle w:val="{style}"/>')


def listed(text: str, num: int = 1, level: int = 0) -> str:
    """A paragraph with direct numbering."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def table(*rows: Sequence[str]) -> str:
    """A table of cells; each cell is raw block XML."""
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def word(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    core: str = "",
    parts: Mapping[str, str] | None = None,
    relations: str = "",
    extra: Mapping[str, bytes] | None = None,
) -> bytes:
    """A .docx. `parts` are further document parts by relation type (`header`, `footnotes` …)."""
    document: dict[str, str] = {"styles": f"<w:styles {_NAMES}>{styles}</w:styles>"}
    if numbering:
        document["numbering"] = f"<w:numbering {_NAMES}>{numbering}</w:numbering>"
    for kind, content in (parts or {}).items():
        root = {"header": "hdr", "header2": "hdr", "footer": "ftr"}.get(kind, kind)
        document[kind] = (
            content if content.startswith("<?") else f"<w:{root} {_NAMES}>{content}</w:{root}>"
        )
    links = "".join(
        f'<Relationship Id="rId_{kind}" Type="{_TYPES}/{kind.rstrip("2")}" Target="{kind}.xml"/>'
        for kind in document
    )
    members = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-'
            f'officedocument.wordprocessingml.{kind}+xml"/>'
            for name, kind in [("document", "document.main"), *((kind, kind) for kind in document)]
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_TYPES}/officeDocument" Target="word/document.xml"/>'
        '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/'
        'relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
        "word/document.xml": '<?xml version="1.0" encoding="UTF-8"?>'
        f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{links}{relations}'
        "</Relationships>",
        **{f"word/{kind}.xml": text for kind, text in document.items()},
    }
    if core:
        members["docProps/core.xml"] = (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
            'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:dcterms="http://purl.org/dc/terms/" '
            f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{core}</cp:coreProperties>'
        )
    return zipped({name: text.encode() for name, text in members.items()} | dict(extra or {}))


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip archive with names as Python writes them (UTF-8, flagged where needed)."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def raw_zip(members: Sequence[tuple[bytes, bytes]], *, flags: int = 0, extra: bytes = b"") -> bytes:
    """A zip archive whose names are exactly these bytes, stored, with these flags."""
    body, directory = b"", b""
    for name, data in members:
        common = struct.pack(
            "<HHHHHLLLHH", 20, flags, 0, 0, 0x5800, zlib.crc32(data), len(data), len(data),
            len(name), len(extra),
        )  # fmt: skip
        directory += struct.pack("<4sH", b"PK\x01\x02", 20) + common
        directory += struct.pack("<HHHLL", 0, 0, 0, 0, len(body)) + name + extra
        body += b"PK\x03\x04" + common + name + extra + data
    end = struct.pack(
        "<4sHHHHLLH", b"PK\x05\x06", 0, 0, len(members), len(members), len(directory), len(body), 0
    )
    return body + directory + end


def texts(source: Source, kind: LineKind | None = None) -> list[str]:
    """The lines that hold something, of one kind or all."""
    return [
        line.text
        for line in source.lines
        if line.text.strip() and (kind is None or line.kind is kind)
    ]
