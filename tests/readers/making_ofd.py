"""Small OFD files for tests (GB/T 33190): text and lines at their places, in millimetres."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise

import pypdfium2
import pypdfium2.raw as raw

from index.readers.pdf.pdfium import Document, RawPage
from tests.readers.making import zipped

_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_MILLIMETRES = 25.4 / 72  # in a point


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def shown(
    text: str,
    x: float,
    y: float,
    size: float = 4.2,
    *,
    steps: str | None = None,
    more: str = "",
    glyphs: str = "",
) -> str:
    """Text whose first character stands at x, y on its baseline, in the steps of Chinese fonts."""
    delta = written(wide(char) * size for char in text[:-1]) if steps is None else steps
    given = f' DeltaX="{delta}"' if len(text) > 1 and delta else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y - size} {len(text) * size} {size * 1.3}" '
        f'Font="2" Size="{size}" {more}>{glyphs}'
        f'<ofd:TextCode X="0" Y="{size}"{given}>{escaped(text)}</ofd:TextCode></ofd:TextObject>'
    )


def wide(char: str) -> float:
    """How wide a character is in the fonts that offices use, in sizes."""
    return 0.5 if char.isascii() else 1.0


def column(lines: Sequence[str], x: float = 28, y: float = 30, pitch: float = 8) -> str:
    """Lines one below the other."""
    return "".join(shown(line, x, y + pitch * row) for row, line in enumerate(lines) if line)


def drawn(data: str, *, box: str = "0 0 210 297", more: str = "") -> str:
    """A path in the page's own coordinates."""
    return (
        f'<ofd:PathObject ID="3" Boundary="{box}" LineWidth="0.2" {more}>'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def ruled(
    rows: Sequence[Sequence[str]], widths: Sequence[float], *, x: float = 25, y: float = 60
) -> str:
    """A table with a line around each cell; an empty text joins a cell to the one on its left."""
    edges = [x + sum(widths[:at]) for at in range(len(widths) + 1)]
    parts = []
    for number, row in enumerate(rows):
        top, foot = y + 9 * number, y + 9 * (number + 1)
        starts = [at for at, text in enumerate(row) if text] + [len(row)]
        for at, end in pairwise(starts):
            left, right = edges[at], edges[end]
            parts.append(
                drawn(f"M {left} {top} L {right} {top} L {right} {foot} L {left} {foot} C")
            )
            parts.append(shown(row[at], left + 2, top + 6, 3.5))
    return "".join(parts)


def page(content: str, *, area: str = "", templates: Sequence[str] = ()) -> str:
    used = "".join(f'<ofd:Template TemplateID="{one}" ZOrder="Background"/>' for one in templates)
    box = f"<ofd:Area><ofd:PhysicalBox>{area}</ofd:PhysicalBox></ofd:Area>" if area else ""
    return (
        f"<ofd:Page {_OFD}>{box}{used}<ofd:Content>"
        f'<ofd:Layer ID="7" Type="Body">{content}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def ofd(
    pages: Sequence[str],
    *,
    info: Mapping[str, str] | None = None,
    templates: Mapping[str, str] | None = None,
    annotations: Mapping[str, str] | None = None,
    attachments: Sequence[str] = (),
    more: Mapping[str, str] | None = None,
    resources: str = "",
) -> bytes:
    """A file of pages (as `page` makes them). `annotations`: what stands in them, by their kind."""
    said = "".join(
        f"<ofd:{key}>{escaped(value)}</ofd:{key}>" for key, value in (info or {}).items()
    )
    members = {
        "OFD.xml": f'<ofd:OFD {_OFD} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>{said}'
        f"</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/PublicRes.xml": f'<ofd:Res {_OFD} BaseLoc="Res"><ofd:Fonts>'
        f'<ofd:Font ID="2" FontName="宋体"/></ofd:Fonts>{resources}</ofd:Res>',
    }
    listed = ""
    for number, content in enumerate(pages):
        place = f"Pages/Page_{number}/Content.xml"
        members[f"Doc_0/{place}"] = content
        listed += f'<ofd:Page ID="{number + 100}" BaseLoc="{place}"/>'
    named = ""
    for key, content in (templates or {}).items():
        members[f"Doc_0/Tpls/{key}/Content.xml"] = content
        named += f'<ofd:TemplatePage ID="{key}" BaseLoc="Tpls/{key}/Content.xml"/>'
    beside = ""
    if annotations:
        beside += "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"
        members["Doc_0/Annots/Annotations.xml"] = (
            f'<ofd:Annotations {_OFD}><ofd:Page PageID="100"><ofd:FileLoc>Page_0/Annotation.xml'
            "</ofd:FileLoc></ofd:Page></ofd:Annotations>"
        )
        notes = "".join(
            f'<ofd:Annot Type="{kind}"><ofd:Appearance>{content}</ofd:Appearance></ofd:Annot>'
            for kind, content in annotations.items()
        )
        members["Doc_0/Annots/Page_0/Annotation.xml"] = (
            f"<ofd:PageAnnot {_OFD}>{notes}</ofd:PageAnnot>"
        )
    if attachments:
        beside += "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>"
        members["Doc_0/Attachs/Attachments.xml"] = (
            f"<ofd:Attachments {_OFD}>"
            + "".join(
                f'<ofd:Attachment Name="{name}"><ofd:FileLoc>a.bin</ofd:FileLoc></ofd:Attachment>'
                for name in attachments
            )
            + "</ofd:Attachments>"
        )
    members["Doc_0/Document.xml"] = (
        f"<ofd:Document {_OFD}><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        f"<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{named}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages>{beside}</ofd:Document>"
    )
    members |= more or {}
    return zipped({key: value.encode() for key, value in members.items()})


def ofd_of(pdf: bytes) -> bytes:
    """The pages of a PDF as programs put them into OFD: the same places, glyph by glyph."""
    document = Document("总结.pdf", pdf)
    papers = pypdfium2.PdfDocument(pdf)
    with document:
        pages = [_copied(document, papers, number) for number in range(len(document))]
    papers.close()
    return ofd(pages)


def _copied(document: Document, papers: pypdfium2.PdfDocument, number: int) -> str:
    """A page: runs of one piece of text become text objects, paths become paths."""
    given = document.page(number, 1_000_000)
    assert given is not None
    left, foot, right, top = given.box
    parts = []
    drawn_there = [at for at, owner in enumerate(given.objects) if owner]
    for _, indexes in groupby(drawn_there, lambda at: given.objects[at]):
        run = list(indexes)
        parts.append(_run(given, run, top, left))
    parts.extend(_paths(papers[number], left, top))
    area = f"0 0 {(right - left) * _MILLIMETRES:.3f} {(top - foot) * _MILLIMETRES:.3f}"
    return page("".join(parts), area=area)


def _run(given: RawPage, run: Sequence[int], top: float, left: float) -> str:
    """One piece of text: turned by CTM, its characters where they stand."""
    a, b, c, d = given.matrices[run[0]]
    along, across = math.hypot(a, b) or 1, math.hypot(c, d) or 1
    a, b, c, d = a / along, -b / along, -c / across, d / across  # y goes down
    size = given.sizes[run[0]] * _MILLIMETRES
    origins = [
        ((given.origins[at][0] - left) * _MILLIMETRES, (top - given.origins[at][1]) * _MILLIMETRES)
        for at in run
    ]
    moved = [(x - origins[0][0], y - origins[0][1]) for x, y in origins]
    det = a * d - b * c or 1
    inside = [((d * x - c * y) / det, (a * y - b * x) / det) for x, y in moved]
    steps = [(one[0] - last[0], one[1] - last[1]) for last, one in pairwise(inside)]
    text = "".join(chr(given.codes[at]) for at in run)
    delta = (
        f' DeltaX="{written(step[0] for step in steps)}"'
        f' DeltaY="{written(step[1] for step in steps)}"'
        if steps
        else ""
    )
    turned = "" if abs(a - 1) + abs(b) + abs(c) < 1e-6 else f' CTM="{a} {b} {c} {d} 0 0"'
    return (
        f'<ofd:TextObject ID="1" Boundary="{origins[0][0]:.4f} {origins[0][1]:.4f} 1 1" Font="2" '
        f'Size="{size:.4f}"{turned}><ofd:TextCode X="0" Y="0"{delta}>{escaped(text)}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def written(steps: Iterable[float]) -> str:
    """Steps as programs write them: what comes again is written once."""
    parts = []
    for step, again in groupby(f"{step:.3f}" for step in steps):
        times = len(list(again))
        parts.append(f"g {times} {step}" if times > 1 else step)
    return " ".join(parts)


def _paths(sheet: pypdfium2.PdfPage, left: float, top: float) -> list[str]:
    parts = []
    for path in sheet.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,)):
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(path.raw, mode, stroke)
        matrix = path.get_matrix()
        data = []
        for number in range(raw.FPDFPath_CountSegments(path.raw)):
            segment = raw.FPDFPath_GetPathSegment(path.raw, number)
            x, y = ctypes.c_float(), ctypes.c_float()
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            x_at, y_at = matrix.on_point(x.value, y.value)
            kind = raw.FPDFPathSegment_GetType(segment)
            letter = "M" if kind == raw.FPDF_SEGMENT_MOVETO else "L"
            data.append(
                f"{letter} {(x_at - left) * _MILLIMETRES:.3f} {(top - y_at) * _MILLIMETRES:.3f}"
            )
            if raw.FPDFPathSegment_GetClose(segment):
                data.append("C")
        colour = [ctypes.c_uint() for _ in range(4)]
        raw.FPDFPageObj_GetFillColor(path.raw, *colour)
        fill = " ".join(str(part.value) for part in colour[:3])
        more = f'Stroke="{str(bool(stroke.value)).lower()}" Fill="{str(bool(mode.value)).lower()}"'
        drawing = drawn(" ".join(data), more=more)
        tint = f'<ofd:FillColor Value="{fill}"/>'
        parts.append(drawing.replace("<ofd:AbbreviatedData>", f"{tint}<ofd:AbbreviatedData>"))
    return parts
