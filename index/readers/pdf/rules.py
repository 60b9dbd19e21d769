"""Rules: the straight lines that a page draws, from which tables are made.

In: path objects of pdfium, and images. Out: horizontal and vertical strokes in the page's
coordinates. A thin filled rectangle or image is a stroke, the outline of a stroked rectangle four,
and so is what is filled between two rectangles. Dots and short dashes in a row are one stroke. What
is drawn in white is not seen.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import pypdfium2.raw as raw

from index.readers.pdf import calls
from index.readers.pdf.geometry import Matrix, Rect

_MOST_DRAWN = 600_000  # points of the paths of one page; dotted lines take many, drawings have more
_MOST_POINTS = 400  # of one path that is still made of rules
_THIN = 3.0  # points: the widest rule
_SHORT = 2.5  # points: anything shorter is no rule
_STEP = 5.0  # points from one dot to the next of a dotted line
_DOTS = 6  # of the shortest dotted line
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


Outline = tuple[list[tuple[float, float]], bool]
"""The points of a line that bends, and whether it is closed."""


class Rules:
    """Gathers the rules of one page, path by path."""

    def __init__(self) -> None:
        self._found: list[Rule] = []
        self._dots: list[tuple[float, float]] = []
        self._left = _MOST_DRAWN
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._mode, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._places = [ctypes.addressof(part) for part in self._colour]

    @property
    def found(self) -> list[Rule]:
        """All rules that were taken."""
        return self._found + _dotted(self._dots)

    def take_image(self, bounds: Rect) -> None:
        """Add an image that is as thin as a line, by its bounds on the page."""
        self._left -= 1
        if self._left >= 0:
            self._bar([(bounds.left, bounds.bottom), (bounds.right, bounds.top)])

    def take(self, path: int, place: Matrix) -> None:
        """Add the rules of a path object; `place` takes what is around it to the page."""
        count = calls.path_segments(path)
        if not 2 <= count <= _MOST_POINTS:
            return
        self._left -= count
        if self._left < 0:
            return
        calls.draw_mode(path, ctypes.addressof(self._mode), ctypes.addressof(self._stroke))
        stroked = bool(self._stroke.value) and self._seen(calls.stroke_colour, path)
        filled = bool(self._mode.value) and self._seen(calls.path_colour, path)
        if not stroked and not filled:
            return
        matrix = raw.FS_MATRIX()
        calls.object_matrix(path, ctypes.addressof(matrix))
        own = Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f).then(place)
        self.draw(self._outlines(path, count, own), stroked=stroked)

    def draw(self, outlines: Sequence[Outline], *, stroked: bool) -> None:
        """Add the rules of one path: its straight outlines on the page, stroked or filled."""
        if stroked:
            for points, closed in outlines:
                self._strokes(points, closed=closed)
            return
        boxes = [_around(points) for points, _ in outlines]
        if len(boxes) == 2 and _is_frame(*boxes):
            outer, inner = sorted(boxes, key=lambda box: box.left)
            sides = zip(outer, inner, strict=True)
            left, bottom, right, top = ((one + other) / 2 for one, other in sides)
            self._strokes([(left, bottom), (right, bottom), (right, top), (left, top)], closed=True)
            return
        for points, _ in outlines:
            self._bar(points)

    def _seen(self, colour: object, path: int) -> bool:
        assert callable(colour)  # noqa: S101 - a function of pdfium
        if not colour(path, *self._places):
            return True
        *tint, alpha = (part.value for part in self._colour)
        return alpha > 0 and min(tint) < _WHITE

    def _outlines(self, path: int, count: int, place: Matrix) -> list[Outline]:
        """Return the straight outlines of a path."""
        found: list[Outline] = []
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
                self._found.append(rule)
            elif math.dist(one, other) < _SHORT:
                self._dots.append(((one[0] + other[0]) / 2, (one[1] + other[1]) / 2))

    def _bar(self, points: list[tuple[float, float]]) -> None:
        box = _around(points)
        width, height = box.right - box.left, box.top - box.bottom
        if min(width, height) > _THIN:
            return
        if max(width, height) < _SHORT:
            self._dots.append(((box.left + box.right) / 2, (box.bottom + box.top) / 2))
            return
        if width > height:
            middle = (box.bottom + box.top) / 2
            rule = _rule((box.left, middle), (box.right, middle))
        else:
            middle = (box.left + box.right) / 2
            rule = _rule((middle, box.bottom), (middle, box.top))
        if rule is not None:
            self._found.append(rule)


def _around(points: Sequence[tuple[float, float]]) -> Rect:
    xs, ys = zip(*points, strict=True)
    return Rect(min(xs), min(ys), max(xs), max(ys))


def _is_frame(one: Rect, other: Rect) -> bool:
    """Say whether a thin line is left between two rectangles all around."""
    outer, inner = sorted((one, other), key=lambda box: box.left)
    inside = inner.bottom >= outer.bottom and inner.right <= outer.right and inner.top <= outer.top
    return inside and all(
        abs(side - within) <= _THIN for side, within in zip(outer, inner, strict=True)
    )


def _dotted(dots: Sequence[tuple[float, float]]) -> list[Rule]:
    """Return the level and upright lines that dots make, one close behind the other."""
    found: list[Rule] = []
    for upright in (False, True):
        placed = sorted((round(dot[1 - upright]), dot[upright], dot[1 - upright]) for dot in dots)
        run: list[tuple[float, float, float]] = []
        for dot in (*placed, (math.inf, math.inf, math.inf)):
            if run and (dot[0] != run[-1][0] or dot[1] - run[-1][1] > _STEP):
                if len(run) >= _DOTS and run[-1][1] - run[0][1] >= _DOTS * _SHORT / 2:
                    at = sum(one[2] for one in run) / len(run)
                    found.append(Rule(upright, at, run[0][1], run[-1][1]))
                run = []
            run.append(dot)
    return found


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
