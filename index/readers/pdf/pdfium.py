"""The door to pdfium: a document's pages as arrays of characters, as the library gives them.

In: the bytes of a PDF. Out, for each page: code points, cells, origins and matrices in the file's
own coordinates (points, y upwards), the clip that each character was drawn under, and what stands
in form fields. Nothing is put in order here. Pdfium is not safe between threads: whoever opens
a document holds `LOCK`.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as raw
from numpy.typing import NDArray

from index.errors import UnreadableReport
from index.readers.pdf import calls
from index.readers.pdf.fields import Field, fields_of
from index.readers.pdf.geometry import Rect
from index.readers.pdf.rules import Rule
from index.readers.pdf.survey import Survey
from index.readers.recognising import DPI, LONGEST

LOCK = threading.RLock()
DRAWN = 100
"""Paths on a page from which on they may be characters drawn as outlines."""

_PASSWORD = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
_LARGE = 1.5  # times the page's usual size: the colour of such characters is asked for
_SMALLEST = 0.1  # points
_POINTS = 72.0  # in an inch
_FAINT_ALPHA = 160  # of 255
_FAINT_TINT = 150  # the darkest of red, green and blue is still as light as this


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page's characters in the order of pdfium: n of each, in the file's coordinates.

    `cells` are left, bottom, right, top; `origins` x, y; `matrices` a, b, c, d of the text;
    `clips` (None where nothing is clipped) left, bottom, right, top; `objects` a number
    that neighbours of one piece of text share, 0 where pdfium made the character up; `faint` says
    of large characters that they are light or see-through. `rotation` counts quarter turns
    clockwise. `pieces` is how many pieces of text there are, `lost` how many of them
    in a font that may hold Chinese characters could not be read. `pictured` is the share of the
    page (0 to 1) that pictures cover, `drawn` says that much is drawn on it.
    """

    box: Rect
    rotation: int
    codes: list[int]
    cells: NDArray[np.float64]
    origins: NDArray[np.float64]
    matrices: NDArray[np.float64]
    sizes: NDArray[np.float64]
    objects: NDArray[np.uint64]
    clips: NDArray[np.float64] | None
    faint: NDArray[np.bool_]
    fields: tuple[Field, ...]
    rules: tuple[Rule, ...]
    pieces: int
    lost: int
    pictured: float = 0.0
    drawn: bool = False


class Document:
    """An open PDF; close it, or use it as a context."""

    def __init__(self, name: str, data: bytes) -> None:
        """Open a file. Raises UnreadableReport `encrypted`, `damaged`."""
        try:
            self._document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            locked = getattr(error, "err_code", None) in _PASSWORD
            raise UnreadableReport("encrypted" if locked else "damaged", file=name) from error
        if raw.FPDF_GetFormType(self._document.raw) != raw.FORMTYPE_NONE:
            self._document.init_forms()  # must come before any page

    def __enter__(self) -> Document:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def __len__(self) -> int:
        return len(self._document)

    def stated(self, key: str) -> str:
        """Return what the file says of itself under a key (`Author`); empty where nothing."""
        try:
            return str(self._document.get_metadata_value(key))
        except UnicodeDecodeError:  # half a character; the text may be sound all the same
            return ""

    def page(self, index: int, most: int) -> RawPage | None:
        """Read one page (from 0); None where it holds more than a page can, or `most`."""
        page = self._document[index]
        try:
            survey = Survey(page)
            if survey.crowded:
                return None
            textpage = page.get_textpage()
            try:
                if textpage.count_chars() > most:
                    return None
                return _read(page, textpage, survey, tuple(fields_of(page)))
            finally:
                textpage.close()
        finally:
            page.close()

    def picture(self, index: int) -> tuple[NDArray[np.uint8], float]:
        """Draw one page (from 0); see `Depicted`."""
        page = self._document[index]
        try:
            scale = min(DPI / _POINTS, LONGEST / max(*page.get_size(), 1.0))
            bitmap = page.render(scale=scale, rev_byteorder=False)
            try:
                return np.array(bitmap.to_numpy()[:, :, :3], np.uint8), scale * _POINTS
            finally:
                bitmap.close()
        finally:
            page.close()


def _read(page: Any, textpage: Any, survey: Survey, fields: tuple[Field, ...]) -> RawPage:
    at = calls.address(textpage.raw)
    count = textpage.count_chars()
    indexes = range(count)
    cells = np.zeros((count, 4), np.float32)
    origins = np.zeros((count, 2), np.float64)
    codes = list(map(calls.unicode, repeat(at, count), indexes))
    calls.fill(calls.loose_box, at, cells)
    x_at = origins.ctypes.data
    ends = range(x_at, x_at + 16 * count, 16), range(x_at + 8, x_at + 8 + 16 * count, 16)
    calls.run(map(calls.origin, repeat(at, count), indexes, *ends))
    objects = [address or 0 for address in map(calls.text_object, repeat(at, count), indexes)]
    numbers = np.array(objects, np.uint64)
    given, shape = _set(at, numbers)
    sizes = np.maximum(np.abs(given) * np.hypot(shape[:, 2], shape[:, 3]), _SMALLEST)
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, box)
    return RawPage(
        box=Rect(box.left, box.bottom, box.right, box.top),
        rotation=raw.FPDFPage_GetRotation(page.raw) % 4,
        codes=codes,
        cells=_cells(cells, origins, shape, sizes),
        origins=origins,
        matrices=shape,
        sizes=sizes,
        objects=numbers,
        clips=_clips(numbers, survey.clips),
        faint=_faint(at, sizes, numbers),
        fields=fields,
        rules=tuple(survey.rules.found),
        pieces=survey.pieces,
        lost=survey.lost,
        pictured=survey.pictured,
        drawn=survey.drawn > DRAWN,
    )


def _set(at: int, objects: NDArray[np.uint64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the size and the matrix of each character: they are those of its piece of text."""
    firsts = np.flatnonzero(np.diff(objects, prepend=objects[:1] + np.uint64(1)))
    matrices = np.zeros((len(firsts), 6), np.float32)
    calls.fill(calls.matrix, at, matrices, firsts.tolist())
    sizes = list(map(calls.font_size, repeat(at, len(firsts)), firsts.tolist()))
    times = np.diff(firsts, append=len(objects))
    given = np.repeat(np.array(sizes, np.float64), times)
    return given, np.repeat(matrices[:, :4].astype(np.float64), times, axis=0)


def _cells(
    given: NDArray[np.float32],
    origins: NDArray[np.float64],
    shape: NDArray[np.float64],
    sizes: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return cells as left, bottom, right, top; FS_RECTF has left, top, right, bottom.

    Pdfium's cell of a character that is written downwards begins one character too far left.
    """
    cells = given.astype(np.float64)[:, [0, 3, 2, 1]]
    astray = (shape[:, 0] > 0) & (shape[:, 1] == 0) & (cells[:, 0] < origins[:, 0] - sizes / 2)
    cells[astray, 0] = origins[astray, 0]
    return cells


def _clips(objects: NDArray[np.uint64], clips: Mapping[int, Rect]) -> NDArray[np.float64] | None:
    if not clips:
        return None
    unique, places = np.unique(objects, return_inverse=True)
    anywhere = Rect(-np.inf, -np.inf, np.inf, np.inf)
    found = np.array([clips.get(int(number), anywhere) for number in unique], np.float64)
    return found[places]


def _faint(at: int, sizes: NDArray[np.float64], objects: NDArray[np.uint64]) -> NDArray[np.bool_]:
    found = np.zeros(len(sizes), np.bool_)
    drawn = objects > 0
    if not drawn.any():
        return found
    large = drawn & (sizes > _LARGE * np.median(sizes[drawn]))
    colour = [ctypes.c_uint() for _ in range(4)]
    places = [ctypes.addressof(part) for part in colour]
    last, faint = 0, False
    for index in np.flatnonzero(large).tolist():
        if int(objects[index]) != last:
            last = int(objects[index])
            known = calls.fill_colour(at, index, *places)
            *tint, alpha = (part.value for part in colour)
            # White is not faint: it stands on a dark ground.
            light = _FAINT_TINT <= min(tint) < 250
            faint = bool(known) and (alpha <= _FAINT_ALPHA or light)
        found[index] = faint
    return found
