"""The pages of a document, with those that are pictures recognised as far as that can be had.

A page with more than a few characters of text is never recognised: what the file says is better
than what is seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Protocol

from index.errors import UnreadableReport
from index.model import Doubt
from index.readers.pdf.pdfium import RawPage
from index.readers.recognising import is_possible, recognised
from index.settings import Limits

SCANNER = re.compile(r"扫描全能王|CamScanner|由.{0,6}扫描", re.IGNORECASE)
"""What programs that scan write on each page."""

_EDGE = 0.07  # of the page's height, at its head and its foot
_FEW = 20  # visible characters: a page number, what a scanner wrote
_COVERED = 0.5  # of the page: the share of pictures from which on it is one


class Pages(Protocol):
    """A document whose pages come one by one, each as its characters."""

    def __len__(self) -> int: ...

    def page(self, index: int, most: int) -> RawPage | None:
        """Return one page (from 0); None where it holds more than a page can, or `most`."""


class Depicted(Pages, Protocol):
    """… and as pictures."""

    def picture(self, index: int) -> tuple[Any, float] | None:
        """Return a page (from 0) as rows × columns × blue, green, red, with its pixels an inch (at
        most DPI, and at most LONGEST on its longer side); None where that cannot be had.
        """


class Recognising:
    """A document's pages; `scanned` and `unread` are the pictures among those read so far."""

    def __init__(self, name: str, document: Depicted, limits: Limits) -> None:
        self._name = name
        self._document = document
        self._limits = limits
        self._possible = is_possible(limits)
        self._tried = 0
        self.scanned: list[int] = []
        """Pages (from 1) that were recognised."""
        self.unread: list[int] = []
        """Pages (from 1) that are pictures, and were not."""
        self.doubts: list[Doubt] = []

    def __len__(self) -> int:
        return len(self._document)

    def page(self, index: int, most: int) -> RawPage | None:
        """Read one page (from 0); None where it holds more than a page can, or `most`."""
        page = self._document.page(index, most)
        if page is None or not is_picture(page):
            return page
        if not self._possible:
            self.unread.append(index + 1)
            return page
        self._tried += 1
        if self._tried > self._limits.recognised_pages:
            raise UnreadableReport(
                "too_many_scans",
                file=self._name,
                pages=len(self),
                limit=self._limits.recognised_pages,
            )
        picture = self._document.picture(index)
        if picture is None:
            self.unread.append(index + 1)
            return page
        found = recognised(picture, index + 1, len(self))
        seen = found.page
        if len(seen.codes) < len(page.codes):
            return page  # a picture of something else, or an empty page
        self.scanned.append(index + 1)
        self.doubts.extend(found.doubts)
        return seen if len(seen.codes) <= most else None


def is_picture(page: RawPage) -> bool:
    """Say whether a page is a picture: it has next to no text but at its edges, where programs
    print when and by whom it was scanned, and pictures or drawings for it.
    """
    if not _visible(page.codes):
        return page.pictured > 0 or page.drawn
    if page.pictured < _COVERED:
        return False
    across = page.rotation % 2  # a page that is turned has its head at a side
    low, high = page.box[1 - across], page.box[3 - across]
    edge = _EDGE * (high - low)
    heights = page.origins[:, 1 - across].tolist()
    inside = [
        code for code, at in zip(page.codes, heights, strict=True) if low + edge < at < high - edge
    ]
    return _visible(inside) < _FEW


def _visible(codes: Sequence[int]) -> int:
    """Return how many visible characters there are, without what a scanner wrote."""
    said = "".join(chr(code) for code in codes if 0 < code < 0x110000)
    return sum(map(len, SCANNER.sub("", said).split()))
