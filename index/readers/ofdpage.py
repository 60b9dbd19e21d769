"""One page of an OFD file, drawn: its characters and straight lines as a page of a PDF has them.

In: the elements of a page's layers. Out: a `RawPage` in points, y upwards, which the stages behind
the PDF reader put in order. What is not shown (`Visible="false"`) is left out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

import numpy as np

from index.readers.ofdpackage import Element, child, children, local, numbers
from index.readers.ofdpaths import outlines
from index.readers.ofdtext import stands
from index.readers.pdf.geometry import ABOVE, BELOW, Matrix, Rect
from index.readers.pdf.pdfium import DRAWN, RawPage
from index.readers.pdf.rules import Rules

_POINTS = 72 / 25.4  # in a millimetre
_LARGE = 1.5  # times the page's usual size: the colour of such characters matters
_FAINT_ALPHA = 160  # of 255
_FAINT_TINT = 150  # the darkest of red, green and blue is still as light as this
_WHITE = 250
_SMALLEST = 0.1  # points
_DEEPEST = 24  # blocks in blocks
_MOST_OBJECTS = 400_000  # of one page
_MOST_POINTS = 600_000  # of the paths of one page

Unit = Callable[[str], Element | None]
"""What stands behind the number of a drawing that is used in several places."""


class Drawing:
    """Gathers what is drawn on a page of that box (left, top, width, height in millimetres)."""

    def __init__(self, box: tuple[float, float, float, float], most: int, unit: Unit) -> None:
        left, top, self._width, self._height = box
        self._page = Matrix(
            _POINTS, 0, 0, -_POINTS, -left * _POINTS, (top + self._height) * _POINTS
        )
        self._most = most
        self._unit = unit
        self._left = _MOST_OBJECTS
        self._points = _MOST_POINTS
        self._rules = Rules()
        self._codes: list[int] = []
        self._rows: list[tuple[float, ...]] = []  # cell, origin, matrix, size, object, faint
        self._objects = 0
        self._covered = 0.0  # square points, by pictures
        self._paths = 0
        self._pictures: list[str] = []
        self.crowded = False
        """Whether the page holds more than a page can; the rest of it was left."""

    def take(self, layers: Iterable[Element], *, text: bool = True) -> None:
        """Add what layers draw; without `text`, their lines only."""
        for layer in layers:
            self._walk(layer, Matrix(), 0, text)

    @property
    def whole(self) -> str:
        """The number of the picture that is all there is on the page; empty where it is not."""
        return self._pictures[0] if len(self._pictures) == 1 and not self._codes else ""

    def page(self) -> RawPage:
        """Return what was drawn."""
        rows = np.array(self._rows, np.float64).reshape(-1, 13)
        sizes = np.maximum(rows[:, 10], _SMALLEST)
        faint = rows[:, 12] > 0
        if len(sizes):
            faint &= sizes > _LARGE * np.median(sizes)
        return RawPage(
            box=Rect(0, 0, self._width * _POINTS, self._height * _POINTS),
            rotation=0,
            codes=self._codes,
            cells=rows[:, 0:4],
            origins=np.ascontiguousarray(rows[:, 4:6]),
            matrices=rows[:, 6:10],
            sizes=sizes,
            objects=rows[:, 11].astype(np.uint64),
            clips=None,
            faint=faint,
            fields=(),
            rules=tuple(self._rules.found),
            pieces=self._objects,
            lost=0,
            pictured=min(1.0, self._covered / (self._width * self._height * _POINTS**2)),
            drawn=self._paths > DRAWN,
        )

    def _walk(self, block: Element, place: Matrix, depth: int, text: bool) -> None:
        for element in children(block):
            self._left -= 1
            if self._left < 0:
                self.crowded = True
            if self.crowded:
                return
            if (element.get("Visible") or "").strip().lower() in ("false", "0"):
                continue
            kind = local(element)
            if kind == "TextObject" and text:
                self._letter(element, _own(element).then(place))
            elif kind == "PathObject":
                self._line(element, _own(element).then(place))
            elif kind == "ImageObject":
                self._bar(element, place)
            elif depth >= _DEEPEST:
                continue
            elif kind in ("PageBlock", "Layer"):
                self._walk(element, place, depth + 1, text)
            elif kind == "CompositeObject":
                unit = self._unit(element.get("ResourceID") or "")
                for content in children(unit, "Content"):
                    self._walk(content, _own(element).then(place), depth + 1, text)

    def _letter(self, element: Element, place: Matrix) -> None:
        given = abs((numbers(element.get("Size")) or [0.0])[0])
        whole = place.then(self._page)
        angle = math.radians((numbers(element.get("CharDirection")) or [0.0])[0])
        stretch = (numbers(element.get("HScale")) or [1.0])[0] or 1.0
        along = _turned(whole, stretch * math.cos(angle), stretch * math.sin(angle))
        up = _turned(whole, math.sin(angle), -math.cos(angle))
        size = given * math.hypot(*up)
        if not size > 0:
            return
        self._objects += 1
        faint = _is_faint(element)
        for code, x, y, width in stands(element, given):
            if len(self._codes) >= self._most:
                self.crowded = True
                return
            stood = whole.point(x, y)
            reach = width / stretch
            corners = [
                (
                    stood[0] + along[0] * far + up[0] * high * given,
                    stood[1] + along[1] * far + up[1] * high * given,
                )
                for far in (0.0, reach)
                for high in (BELOW, ABOVE)
            ]
            xs, ys = zip(*corners, strict=True)
            cell = min(xs), min(ys), max(xs), max(ys)
            self._codes.append(code)
            self._rows.append((*cell, *stood, *along, *up, size, self._objects, faint))

    def _line(self, element: Element, place: Matrix) -> None:
        stroked = _is_on(element.get("Stroke"), usual=True) and _seen(element, "StrokeColor")
        filled = _is_on(element.get("Fill"), usual=False) and _seen(element, "FillColor")
        data = child(element, "AbbreviatedData")
        if data is None or not (stroked or filled):
            return
        self._paths += 1
        drawn = outlines(data.text or "", place.then(self._page))
        self._points -= sum(len(points) for points, _ in drawn)
        if self._points >= 0:
            self._rules.draw(drawn, stroked=stroked)

    def _bar(self, element: Element, place: Matrix) -> None:
        box = numbers(element.get("Boundary"))
        if len(box) == 4:
            rect = Rect(box[0], box[1], box[0] + box[2], box[1] + box[3])
            shown = place.then(self._page).rect(rect)
            self._rules.take_image(shown)
            area = max(0.0, shown.right - shown.left) * max(0.0, shown.top - shown.bottom)
            self._covered += area
            if area > 0:
                self._pictures.append(element.get("ResourceID") or "")


def _own(element: Element) -> Matrix:
    """Return what takes an object's coordinates to those of what is around it."""
    given = numbers(element.get("CTM"))
    matrix = Matrix(*given) if len(given) == 6 else Matrix()
    box = numbers(element.get("Boundary"))
    return matrix.then(Matrix(1, 0, 0, 1, box[0], box[1])) if len(box) >= 2 else matrix


def _turned(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    return matrix.a * x + matrix.c * y, matrix.b * x + matrix.d * y


def _is_on(given: str | None, *, usual: bool) -> bool:
    return usual if given is None else given.strip().lower() in ("true", "1")


def _tint(element: Element, name: str) -> tuple[float, float]:
    """Return the darkest part of a colour (of 255, 0 where none is given) and how dense it is."""
    colour = child(element, name)
    alpha = (numbers(element.get("Alpha")) or [255.0])[0]
    if colour is None:
        return 0.0, alpha
    alpha = min(alpha, (numbers(colour.get("Alpha")) or [255.0])[0])
    parts = numbers(colour.get("Value"))
    if len(parts) == 4:  # cyan, magenta, yellow, black
        return 255 - max(min(255.0, part + parts[3]) for part in parts[:3]), alpha
    return min(parts, default=0.0), alpha


def _is_faint(element: Element) -> bool:
    tint, alpha = _tint(element, "FillColor")
    return alpha < _FAINT_ALPHA or tint >= _FAINT_TINT


def _seen(element: Element, name: str) -> bool:
    tint, alpha = _tint(element, name)
    return alpha > 0 and tint < _WHITE
