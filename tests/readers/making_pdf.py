"""Small PDFs for tests, written by hand: text at its place, boxes, rotation, form fields.

The font is of Type 0, its codes are UTF-16, it is not embedded: Chinese characters are one em
wide, those of ASCII half an em, as in the fonts that offices use.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

A4 = (0.0, 0.0, 595.0, 842.0)
WIDE = (0.0, 0.0, 842.0, 595.0)


@dataclass(frozen=True)
class Sheet:
    """A page: what is drawn, its boxes, its `/Rotate`, annotations and resources as raw PDF."""

    content: str = ""
    box: tuple[float, ...] = A4
    crop: tuple[float, ...] | None = None
    rotate: int = 0
    notes: Sequence[str] = ()


def shown(
    text: str,
    x: float,
    y: float,
    size: float = 12,
    *,
    angle: float = 0,
    mode: int = 0,
    gray: float | None = None,
    font: str = "F1",
    spread: float = 0,
) -> str:
    """Text from a point on, y upwards; `angle` in degrees against the clock."""
    a, b = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    code = text.encode("utf-16-be").hex()
    ink = "" if gray is None else f"{gray} g "
    return (
        f"q BT {ink}/{font} {size} Tf {mode} Tr {spread} Tc "
        f"{a:.6f} {b:.6f} {-b:.6f} {a:.6f} {x} {y} Tm <{code}> Tj ET Q\n"
    )


def column(lines: Sequence[str], x: float, y: float, size: float = 12, pitch: float = 20) -> str:
    """Lines one below the other, the first at y. Leading full-width spaces are drawn."""
    return "".join(shown(line, x, y - pitch * row, size) for row, line in enumerate(lines) if line)


def field(value: str, box: tuple[float, ...], *, flags: int = 4) -> str:
    """A text field of a form, without an appearance of its own."""
    rect = " ".join(map(str, box))
    said = f"FEFF{value.encode('utf-16-be').hex()}"
    return (
        f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (f{rect}) /V <{said}> /F {flags} "
        f"/Rect [{rect}] /DA (/F1 12 Tf 0 g) >>"
    )


def pdf(
    pages: Sequence[Sequence[str]], *, info: str = "", locked: bool = False, mapped: bool = True
) -> bytes:
    """A PDF of lines, the first 62 points below the page's top, 20 points apart.

    `locked` adds encryption with a password that nobody knows; without `mapped` no code says
    which character it stands for.
    """
    sheets = [Sheet(column(lines, 50, 780)) for lines in pages]
    return drawn(sheets, info=info, locked=locked, mapped=mapped)


def drawn(
    sheets: Sequence[Sheet], *, info: str = "", locked: bool = False, mapped: bool = True
) -> bytes:
    """A PDF of pages as drawn. Fonts: F1 across the page, F2 down it."""
    file = _File()
    mapping = file.add(_stream(_MAPPING)) if mapped else 0
    fonts = {
        name: file.add(_font(encoding, mapping, file.add(_DESCENDANT.format(file.add(_METRICS)))))
        for name, encoding in (("F1", "Identity-H"), ("F2", "Identity-V"))
    }
    resources = "/Font << " + " ".join(f"/{name} {at} 0 R" for name, at in fonts.items()) + " >>"
    tree = file.reserve()
    fields: list[int] = []
    kids = [_page(file, sheet, tree, resources, fields) for sheet in sheets]
    references = " ".join(f"{kid} 0 R" for kid in kids)
    file.put(tree, f"<< /Type /Pages /Count {len(kids)} /Kids [{references}] >>")
    form = f"/AcroForm << /Fields [{' '.join(f'{at} 0 R' for at in fields)}] >>" if fields else ""
    root = file.add(f"<< /Type /Catalog /Pages {tree} 0 R {form} >>")
    trailer = f"/Root {root} 0 R /Info {file.add(f'<< {info} >>')} 0 R /ID [<00> <00>]"
    if locked:
        secret = f"/O <{'41' * 32}> /U <{'42' * 32}>"
        lock = file.add(f"<< /Filter /Standard /V 1 /R 2 /P -44 {secret} >>")
        trailer += f" /Encrypt {lock} 0 R"
    return file.closed(trailer)


def _page(file: _File, sheet: Sheet, tree: int, resources: str, fields: list[int]) -> int:
    notes = [file.add(note) for note in sheet.notes]
    fields.extend(notes)
    crop = f"/CropBox [{' '.join(map(str, sheet.crop))}] " if sheet.crop else ""
    content = file.add(_stream(sheet.content))
    return file.add(
        f"<< /Type /Page /Parent {tree} 0 R /MediaBox [{' '.join(map(str, sheet.box))}] {crop}"
        f"/Rotate {sheet.rotate} /Contents {content} 0 R /Resources << {resources} >> "
        f"/Annots [{' '.join(f'{note} 0 R' for note in notes)}] >>"
    )


_MAPPING = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def "
    "/CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange "
    "1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"
)
_METRICS = (
    "<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /Ascent 800 /Descent -200 "
    "/ItalicAngle 0 /CapHeight 700 /StemV 80 /FontBBox [0 -200 1000 800] >>"
)
_DESCENDANT = (
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /DW 1000 /W [32 126 500] "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
    "/FontDescriptor {} 0 R >>"
)


def _font(encoding: str, mapping: int, descendant: int) -> str:
    unicode = f"/ToUnicode {mapping} 0 R " if mapping else ""
    return (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /{encoding} {unicode}"
        f"/DescendantFonts [{descendant} 0 R] >>"
    )


def _stream(content: str) -> str:
    return f"<< /Length {len(content.encode())} >> stream\n{content}\nendstream"


class _File:
    """Objects by number, and the bytes of them all."""

    def __init__(self) -> None:
        self._objects: list[str] = []

    def reserve(self) -> int:
        self._objects.append("null")
        return len(self._objects)

    def put(self, number: int, content: str) -> None:
        self._objects[number - 1] = content

    def add(self, content: str) -> int:
        number = self.reserve()
        self.put(number, content)
        return number

    def closed(self, trailer: str) -> bytes:
        file = b"%PDF-1.7\n"
        offsets = []
        for number, content in enumerate(self._objects, 1):
            offsets.append(len(file))
            file += b"%d 0 obj\n%s\nendobj\n" % (number, content.encode())
        start = len(file)
        file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
        file += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        size = len(offsets) + 1
        end = f"trailer << /Size {size} {trailer} >>\nstartxref\n{start}\n%%EOF\n"
        return file + end.encode()
