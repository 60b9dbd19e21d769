"""OFD files (GB/T 33190), China's own format of pages: their text as the pages show it.

`ofdpackage` opens the parts, `ofdpage` draws a page; from there on everything is as in a PDF: lines
in reading order, columns, tables from the lines drawn around them, running heads. Set aside, and
kept, are what page templates and annotations say, and the names of files attached.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from index.errors import UnreadableReport
from index.model import FileFacts, Source, Why
from index.readers.blocks import Block, Cut
from index.readers.ofdpackage import (
    ROOT,
    Element,
    Package,
    child,
    children,
    local,
    numbers,
    words,
)
from index.readers.ofdpage import Drawing
from index.readers.ofdtext import stands
from index.readers.pdf.glyphs import page_of
from index.readers.pdf.lines import lines_of
from index.readers.pdf.pdfium import RawPage
from index.readers.pdf.reading import laid_out, seen
from index.settings import Limits

MEDIA = "application/ofd"

_A4 = (0.0, 0.0, 210.0, 297.0)
_TEMPLATES = 64  # of one file whose text is read
_ANNOTATED = 20_000  # pages and annotations looked at
_STAMPS = frozenset({"watermark", "stamp"})
_ENDING = re.compile(r"\.(?:docx?|wps|ofd|pdf|rtf|txt)\s*$", re.IGNORECASE)
_DAY = re.compile(r"\s*(\d{4})[-/年.](\d{1,2})(?:[-/月.](\d{1,2}))?日?")
_MOMENT = re.compile(r"[T\s](\d{1,2}:\d\d(?::\d\d)?)")


def read(name: str, data: bytes, limits: Limits) -> Source:
    """Read the text of an OFD file, and recognise pages that are pictures where that can be done.

    Raises UnreadableReport `encrypted`, `too_many_pages`, `no_text_layer`, `needs_ocr`,
    `too_many_scans`, `garbled`, `too_large`, `too_long`; other errors mean that the file is
    damaged.
    """
    document = _Document(name, data, limits)
    lines, facts = seen(name, document, document.facts(), limits)
    return laid_out(name, lines, facts, limits, tuple(document.aside()))


class _Document:
    """The document inside a file, its pages drawn one by one."""

    def __init__(self, name: str, data: bytes, limits: Limits) -> None:
        self._package = Package(name, data, limits)
        self._limits = limits
        root = self._package.part(ROOT)
        body = child(root, "DocBody")
        self._info = child(body, "DocInfo")
        self._main = self._package.named(self._current(body), ROOT)
        self._root = self._package.part(self._main)
        if self._root is None:
            raise UnreadableReport("damaged", file=name)
        self._pages = list(children(child(self._root, "Pages"), "Page"))
        if len(self._pages) > limits.pdf_pages:
            raise UnreadableReport(
                "too_many_pages", file=name, pages=len(self._pages), limit=limits.pdf_pages
            )
        self._common = child(self._root, "CommonData")
        self._box = _box(child(self._common, "PageArea")) or _A4
        self._template = lru_cache(maxsize=4)(self._read_template)
        self._units: dict[str, Element] | None = None
        self._media: dict[str, str] = {}  # parts by the numbers of pictures
        self._whole: dict[int, str] = {}  # pages that are one picture and nothing else

    def __len__(self) -> int:
        return len(self._pages)

    def page(self, index: int, most: int) -> RawPage | None:
        """Draw one page (from 0); None where it holds more than a page can, or `most`."""
        page = self._pages[index]
        place = page.get("BaseLoc") or words(child(page, "BaseLoc"))
        at = self._package.named(place, self._main)
        content = self._package.part(at)
        if content is None:
            raise FileNotFoundError(at)
        if child(content, "PageRes") is not None:
            self._unit("")
            self._take_units(content, at)
        drawing = Drawing(_box(child(content, "Area")) or self._box, most, self._unit)
        for used in children(content, "Template"):
            template = self._template(used.get("TemplateID") or "")
            drawing.take(_layers(template), text=len(self._pages) == 1)
        drawing.take(_layers(content))
        if drawing.whole:
            self._whole[index] = drawing.whole
        return None if drawing.crowded else drawing.page()

    def picture(self, index: int) -> tuple[Any, float] | None:
        """Return the picture that a page (from 0) is, if it is one; see `Depicted`.

        Of a page with text beside it, or with several pictures, nothing may be lost: it stays as
        it is.
        """
        from index.readers.scans.photos import Photos  # of the extra `ocr`, which is there

        self._unit("")
        data = self._package.bytes_of(self._media.get(self._whole.get(index, ""), ""))
        try:
            photos = Photos(data or b"")
            if photos.pixels(0) > self._limits.picture_pixels:
                return None
            return photos.page(0)
        except Exception:  # in a form that is not decoded here, or broken
            return None

    def facts(self) -> FileFacts:
        """Return what the file says of itself."""
        said = {local(one): words(one) for one in children(self._info)}
        return FileFacts(
            media=MEDIA,
            author=said.get("Author") or None,
            created=_iso(said.get("CreationDate", "")),
            modified=_iso(said.get("ModDate", "")),
            pages=len(self._pages),
            title=" ".join(_ENDING.sub("", said.get("Title", "")).split())[:200] or None,
        )

    def aside(self) -> Iterator[Block]:
        """Yield what stands on no page of its own, each wording once."""
        seen: set[str] = set()
        for text, why in (*self._templates(), *self._annotations(), *self._attached()):
            if text.strip() and text not in seen:
                seen.add(text)
                yield Block(None, cuts=(Cut(0, text, why),))

    def _current(self, body: Element | None) -> str:
        """Return where the document stands; of several versions, the one that is shown."""
        for version in children(child(body, "Versions"), "Version"):
            if (version.get("Current") or "").lower() == "true":
                file = self._package.part(self._package.named(version.get("BaseLoc") or "", ROOT))
                if place := words(child(file, "DocRoot")):
                    return place
        return words(child(body, "DocRoot"))

    def _templates(self) -> Iterator[tuple[str, Why]]:
        if len(self._pages) == 1:
            return  # its text was read with the page
        for template in list(children(self._common, "TemplatePage"))[:_TEMPLATES]:
            content = self._template(template.get("ID") or "")
            most = self._limits.pdf_page_characters
            drawing = Drawing(_box(child(content, "Area")) or self._box, most, self._unit)
            drawing.take(_layers(content))
            lines = lines_of(page_of(drawing.page(), 1))
            yield "\n".join(line.text for line in lines), Why.RUNNING_HEAD

    def _annotations(self) -> Iterator[tuple[str, Why]]:
        listed, at = self._listed("Annotations")
        left = _ANNOTATED
        for page in children(listed, "Page"):
            left -= 1
            if left < 0:
                return
            file = self._beside(self._package.named(words(child(page, "FileLoc")), at))
            for note in children(file, "Annot"):
                left -= 1
                if left < 0:
                    return
                kind = (note.get("Type") or "").lower()
                text = "\n".join(_lettered(child(note, "Appearance")))
                yield text, Why.WATERMARK if kind in _STAMPS else Why.COMMENT

    def _attached(self) -> Iterator[tuple[str, Why]]:
        listed, _ = self._listed("Attachments")
        for attachment in children(listed, "Attachment"):
            yield " ".join((attachment.get("Name") or "").split()), Why.ATTACHED

    def _listed(self, kind: str) -> tuple[Element | None, str]:
        """Return a list that the document names, and which part it is."""
        place = words(child(self._root, kind))
        at = self._package.named(place, self._main)
        return (self._beside(at) if place else None), at

    def _beside(self, name: str) -> Element | None:
        """Return a part that the text can do without: None where it is broken."""
        try:
            return self._package.part(name)
        except UnreadableReport:
            raise
        except Exception:
            return None

    def _read_template(self, number: str) -> Element | None:
        for template in children(self._common, "TemplatePage"):
            if template.get("ID") == number:
                place = template.get("BaseLoc") or ""
                return self._package.part(self._package.named(place, self._main))
        return None

    def _unit(self, number: str) -> Element | None:
        """Return a drawing that pages use by its number."""
        if self._units is None:
            self._units = {}
            self._take_units(self._common, self._main)
        return self._units.get(number)

    def _take_units(self, lists: Element | None, by: str) -> None:
        for listed in children(lists, "PublicRes", "DocumentRes", "PageRes"):
            resources = self._beside(self._package.named(words(listed), by))
            self._take_media(resources, listed, by)
            for group in children(resources, "CompositeGraphicUnits"):
                for unit in children(group, "CompositeGraphicUnit"):
                    if self._units is not None:
                        self._units[unit.get("ID") or ""] = unit

    def _take_media(self, resources: Element | None, listed: Element, by: str) -> None:
        at = self._package.named(words(listed), by)
        base = (resources.get("BaseLoc") or "").strip("/ ") if resources is not None else ""
        for group in children(resources, "MultiMedias"):
            for medium in children(group, "MultiMedia"):
                place = words(child(medium, "MediaFile"))
                whole = f"{base}/{place}" if base and not place.startswith("/") else place
                self._media[medium.get("ID") or ""] = self._package.named(whole, at)


def _layers(content: Element | None) -> Iterator[Element]:
    return children(content, "Content")  # some programs leave its layers out


def _box(area: Element | None) -> tuple[float, float, float, float] | None:
    for name in ("PhysicalBox", "ApplicationBox", "CropBox"):
        found = numbers(words(child(area, name)))
        if len(found) == 4 and found[2] > 0 and found[3] > 0:
            return found[0], found[1], found[2], found[3]
    return None


def _lettered(block: Element | None) -> Iterator[str]:
    """Yield what a drawing says, a piece of text each."""
    for element in block.iter() if block is not None else ():
        if local(element) == "TextObject":
            said = "".join(chr(one.code) for one in stands(element, 1.0))
            if said.strip():
                yield said


def _iso(date: str) -> str | None:
    """Return a date of DocInfo as ISO 8601, as precise as it is."""
    day = _DAY.match(date)
    if day is None:
        return None
    found = "-".join(part.zfill(2) for part in day.groups() if part)
    moment = _MOMENT.match(date, day.end())
    return f"{found}T{moment[1].zfill(5)}" if moment and day[3] else found
