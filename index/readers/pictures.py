"""Picture files: photographs and scans of pages (png, jpg, tiff, bmp), recognised page by page.

Without the extra `ocr` they are refused, and the refusal says how to get it. What shows no page (a
logo, a photograph of people) is no report.
"""

from __future__ import annotations

from index.errors import UnreadableReport
from index.model import Doubt, FileFacts, Source
from index.readers.formats import NO_PAGE
from index.readers.imagehead import HEAD, media_of, pixels_of
from index.readers.pdf.pdfium import RawPage
from index.readers.pdf.reading import laid_out, lines_in
from index.readers.recognising import is_possible, recognised
from index.settings import Limits

_SMALLEST = 700  # pixels of the longer side: what is smaller holds no page
_NARROWEST = 60  # pixels of the shorter side: a rule or a banner
_LEAST = 40  # letters and figures on a picture of a page


def read(name: str, data: bytes, limits: Limits) -> Source:
    """Recognise the text of a picture file.

    Raises UnreadableReport `picture_without_text`, `picture_too_large`, `needs_ocr`,
    `too_many_scans`, `too_long`; other errors mean that the file is damaged.
    """
    pixels = pixels_of(data[:HEAD])
    if pixels is not None:
        if max(pixels) < _SMALLEST or min(pixels) < _NARROWEST:
            raise UnreadableReport(NO_PAGE, file=name)
        _require_size(name, pixels[0] * pixels[1], limits)
    if not is_possible(limits):
        raise UnreadableReport("needs_ocr", file=name, pages=1)
    pages = _Pages(name, data, limits)
    lines = lines_in(name, pages, limits)
    said = sum(char.isalnum() for line in lines for char in line.text)
    said += sum(char.isalnum() for line in lines for row in line.table for char in row.text or "")
    if said < _LEAST:
        raise UnreadableReport(NO_PAGE, file=name)
    facts = FileFacts(
        media=media_of(data[:HEAD]),
        author=pages.photos.author(),
        created=pages.photos.taken(),
        pages=len(pages),
        scanned=tuple(pages.scanned),
        doubts=tuple(pages.doubts),
    )
    return laid_out(name, lines, facts, limits)


def _require_size(name: str, pixels: int, limits: Limits) -> None:
    if pixels > limits.picture_pixels:
        raise UnreadableReport(
            "picture_too_large",
            file=name,
            pixels=round(pixels / 1e6),
            limit=round(limits.picture_pixels / 1e6),
        )


class _Pages:
    """A picture file's pages, recognised when they are asked for."""

    def __init__(self, name: str, data: bytes, limits: Limits) -> None:
        from index.readers.scans.photos import Photos

        self.photos = Photos(data)
        self.scanned: list[int] = []
        self.doubts: list[Doubt] = []
        self._name = name
        self._limits = limits
        if len(self) > limits.recognised_pages:
            raise UnreadableReport(
                "too_many_scans", file=name, pages=len(self), limit=limits.recognised_pages
            )

    def __len__(self) -> int:
        return len(self.photos)

    def page(self, index: int, most: int) -> RawPage | None:
        """Recognise one page (from 0); None where it holds more than a page can, or `most`."""
        _require_size(self._name, self.photos.pixels(index), self._limits)
        found = recognised(self.photos.page(index), index + 1, len(self))
        if found.page.codes:
            self.scanned.append(index + 1)
        self.doubts.extend(found.doubts)
        return found.page if len(found.page.codes) <= most else None
