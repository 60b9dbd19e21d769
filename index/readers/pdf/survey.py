"""Pieces of text as a page draws them: clipped by what, and which of them need help to be read."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from itertools import repeat
from typing import Any

import pypdfium2.raw as raw

from index.readers.pdf import calls
from index.readers.pdf.geometry import Matrix, Rect
from index.readers.pdf.rules import Rules

_NO_SIZE = 0.0001  # points
_DEEPEST = 12  # forms inside forms
_MOST_OBJECTS = 400_000  # of one page
_MOST_SEGMENTS = 1_000  # of one clip
_HIGHEST = 1_000_000  # points; what stands beyond is on no page
_MOST_BESIDE = 20_000  # pieces of text at one height
_A_CHINESE_CODE = 0x5355


class Survey:
    """What a page's pieces of text were drawn under, and which of them pdfium would pass over.

    Pdfium leaves out a piece without width, and takes equal pieces without height for one drawn
    twice. Pieces are so if their characters have no shape: spaces, or characters in a font that is
    neither in the file nor on the machine. Drawn as an outline they are as large as the pen, and
    then their text is read.
    """

    def __init__(self, page: Any) -> None:
        self.clips: dict[int, Rect] = {}
        self.pieces = 0
        self.lost = 0
        self.drawn = 0
        self._covered = 0.0
        self._heights: Counter[int] = Counter()
        self.rules = Rules()
        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page.raw, box)
        self._box = Rect(box.left, box.bottom, box.right, box.top)
        self._known: dict[tuple[object, ...], Rect | None] = {}
        self._left = _MOST_OBJECTS
        self._edges = (ctypes.c_float * 4)()
        start = ctypes.addressof(self._edges)
        self._places = [start, start + 4, start + 8, start + 12]
        at = calls.address(page.raw)
        count = max(0, calls.page_objects(at))
        self._walk(map(calls.page_object, repeat(at), range(count)), None, Matrix(), 0)

    @property
    def pictured(self) -> float:
        """The share of the page (0 to 1) that images cover, each counted by itself."""
        area = (self._box.right - self._box.left) * (self._box.top - self._box.bottom)
        return min(1.0, self._covered / area) if area > 0 else 0.0

    @property
    def crowded(self) -> bool:
        """Whether more text stands at one height than a page has room for.

        Pdfium compares every piece with those beside it: a page of sixty thousand takes half
        a minute.
        """
        return any(count > _MOST_BESIDE for count in self._heights.values())

    def _walk(
        self, objects: Iterator[int | None], outer: Rect | None, place: Matrix, depth: int
    ) -> None:
        for piece in objects:
            self._left -= 1
            if self._left < 0:
                return
            kind = calls.kind(piece)
            if kind == raw.FPDF_PAGEOBJ_TEXT and piece:
                self.pieces += 1
                if not self._has_shape(piece):
                    self._outline(piece)
                if abs(self._edges[1]) < _HIGHEST:
                    self._heights[int(self._edges[1])] += 1
                clip = self._clip(piece, outer, place)
                if clip is not None:
                    self.clips[piece] = clip
            elif kind == raw.FPDF_PAGEOBJ_PATH and piece:
                self.drawn += 1
                self.rules.take(piece, place)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE and piece:
                left, bottom, right, top = self._places
                if calls.bounds(piece, left, bottom, right, top):
                    shown = place.rect(Rect(*self._edges))
                    self.rules.take_image(shown)
                    seen = shown.within(self._box)
                    self._covered += max(0.0, seen.right - seen.left) * max(
                        0.0, seen.top - seen.bottom
                    )
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                matrix = raw.FS_MATRIX()
                calls.object_matrix(piece, ctypes.addressof(matrix))
                inside = Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f).then(
                    place
                )
                clip = self._clip(piece, outer, place)
                count = max(0, calls.form_objects(piece))
                self._walk(
                    map(calls.form_object, repeat(piece), range(count)), clip, inside, depth + 1
                )

    def _has_shape(self, piece: int) -> bool:
        left, bottom, right, top = self._places
        if not calls.bounds(piece, left, bottom, right, top):
            return True
        wide, high = self._edges[2] - self._edges[0], self._edges[3] - self._edges[1]
        return bool(min(wide, high) >= _NO_SIZE)

    def _outline(self, piece: int) -> None:
        calls.set_mode(piece, raw.FPDF_TEXTRENDERMODE_STROKE)
        calls.transform(piece, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0)  # makes pdfium measure it again
        if not self._has_shape(piece):
            width = ctypes.c_float()
            place = ctypes.addressof(width)
            calls.glyph_width(calls.font(piece), _A_CHINESE_CODE, 1.0, place)
            self.lost += width.value > 0

    def _clip(self, piece: int | None, outer: Rect | None, place: Matrix) -> Rect | None:
        """Return the clip of a piece in the page's coordinates, None where it hides nothing."""
        path = calls.clip_path(piece)
        count = calls.clip_paths(path) if path else 0
        found = outer
        for number in range(count):
            rect = self._around(path, number, place)
            if rect is not None:
                found = rect if found is None else found.within(rect)
        return found

    def _around(self, path: int, number: int, place: Matrix) -> Rect | None:
        """Return the rectangle around a clip, None where it reaches beyond the page.

        Hundreds of pieces share a clip: it is known again by two of its corners.
        """
        count = min(calls.clip_segments(path, number), _MOST_SEGMENTS)
        corners = (count, *self._corner(path, number, 0), *self._corner(path, number, 2), place)
        if corners not in self._known:
            points = [self._corner(path, number, segment) for segment in range(count)]
            found = None
            if points:
                xs, ys = zip(*points, strict=True)
                rect = place.rect(Rect(min(xs), min(ys), max(xs), max(ys)))
                found = None if rect.within(self._box) == self._box else rect
            self._known[corners] = found
        return self._known[corners]

    def _corner(self, path: int, number: int, segment: int) -> tuple[float, float]:
        point = calls.clip_segment(path, number, segment)
        if point:
            calls.point(point, self._places[0], self._places[1])
        return self._edges[0], self._edges[1]
