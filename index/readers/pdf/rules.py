"""Rules: the straight lines that a page draws, from which tables are made.

In: path objects of pdfium. Out: horizontal and vertical strokes in the page's coordinates. A thin
filled rectangle is a stroke, the outline of a stroked one four. What is drawn in white is not seen.
"""

from __future__ import annotations

import ctypes
from itertools import pairwise
from typing import NamedTuple

import pypdfium2.raw as raw

from index.readers.pdf import calls
from index.readers.pdf.geometry import Matrix, Rect

_MOST_PATHS = 20_000  # of one page; drawings have more
_MOST_POINTS = 400  # of one path that is still made of rules
_THIN = 3.0  # points: the widest rule
_SHORT = 2.0  # points: anything shorter is no rule
_WHITE = 250  # of 255: red, green and blue of what is not seen on paper
_STRAIGHT = 0.6  # points by which a rule may be off


class Rule(NamedTuple):
    """A straight stroke: from `start` to `end` along x (or y, if `upright`), standing at `at`."""

    upright: bool
    at: float
    start: float
    end: float

    def placed(self, place: Matrix) -> Rule | None:
        """Return the rule where a matrix takes it, None where it is no longer straight."""
        ends = (
            [(self.at, self.start), (self.at, self.end)]
            if self.upright
            else [(self.start, self.at), (self.end, self.at)]
        )
        return _rule(*(place.point(*end) for end in ends))


class Rules:
    """Gathers the rules of one page, path by path."""

    def __init__(self) -> None:
        self.found: list[Rule] = []
        self._left = _MOST_PATHS
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._mode, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._places = [ctypes.addressof(part) for part in self._colour]

    def take(self, path: int, place: Matrix) -> None:
        """Add the rules of a path object; `place` takes what is around it to the page."""
        self._left -= 1
        count = calls.path_segments(path)
        if self._left < 0 or not 2 <= count <= _MOST_POINTS:
            return
        calls.draw_mode(path, ctypes.addressof(self._mode), ctypes.addressof(self._stroke))
        stroked = bool(self._stroke.value) and self._seen(calls.stroke_colour, path)
        filled = bool(self._mode.value) and self._seen(calls.path_colour, path)
        if not stroked and not filled:
            return
        matrix = raw.FS_MATRIX()
        calls.object_matrix(path, ctypes.addressof(matrix))
        own = Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f).then(place)
        for points, closed in self._outlines(path, count, own):
            if stroked:
                self._strokes(points, closed=closed)
            elif filled:
                self._bar(points)

    def _seen(self, colour: object, path: int) -> bool:
        assert callable(colour)  # noqa: S101 - a function of pdfium
        if not colour(path, *self._places):
            return True
        *tint, alpha = (part.value for part in self._colour)
        return alpha > 0 and min(tint) < _WHITE

    def _outlines(
        self, path: int, count: int, place: Matrix
    ) -> list[tuple[list[tuple[float, float]], bool]]:
        """Return the straight outlines of a path and whether each is closed."""
        found: list[tuple[list[tuple[float, float]], bool]] = []
        points: list[tuple[float, float]] = []
        straight, closed = True, False
        x_at, y_at = ctypes.addressof(self._x), ctypes.addressof(self._y)
        for number in range(count):
            segment = calls.path_segment(path, number)
            kind = calls.segment_kind(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                if straight and len(points) > 1:
                    found.append((points, closed))
                points, straight, closed = [], True, False
            elif kind != raw.FPDF_SEGMENT_LINETO:
                straight = False
            calls.point(segment, x_at, y_at)
            points.append(place.point(self._x.value, self._y.value))
            closed = closed or bool(calls.segment_closes(segment))
        if straight and len(points) > 1:
            found.append((points, closed))
        return found

    def _strokes(self, points: list[tuple[float, float]], *, closed: bool) -> None:
        ends = [*points, points[0]] if closed else points
        for one, other in pairwise(ends):
            rule = _rule(one, other)
            if rule is not None:
                self.found.append(rule)

    def _bar(self, points: list[tuple[float, float]]) -> None:
        xs, ys = zip(*points, strict=True)
        box = Rect(min(xs), min(ys), max(xs), max(ys))
        width, height = box.right - box.left, box.top - box.bottom
        if min(width, height) > _THIN:
            return
        if width > height:
            middle = (box.bottom + box.top) / 2
            rule = _rule((box.left, middle), (box.right, middle))
        else:
            middle = (box.left + box.right) / 2
            rule = _rule((middle, box.bottom), (middle, box.top))
        if rule is not None:
            self.found.append(rule)


def _rule(one: tuple[float, float], other: tuple[float, float]) -> Rule | None:
    """Return the rule between two points, None where they are too near or aslant."""
    across, along = abs(one[0] - other[0]), abs(one[1] - other[1])
    if across <= _STRAIGHT and along >= _SHORT:
        low, high = sorted((one[1], other[1]))
        return Rule(True, (one[0] + other[0]) / 2, low, high)
    if along <= _STRAIGHT and across >= _SHORT:
        low, high = sorted((one[0], other[0]))
        return Rule(False, (one[1] + other[1]) / 2, low, high)
    return None
