"""One picture of a page, recognised: a page of characters and lines as a PDF has them.

In: a colour picture and how many pixels it has an inch. Out: a `RawPage` in points, which the
stages behind the PDF reader put in order, and what may be wrong in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import cv2
import numpy as np

from index.model import Doubt
from index.readers.pdf.geometry import ABOVE, BELOW, Rect
from index.readers.pdf.pdfium import RawPage
from index.readers.pdf.rules import Rule
from index.readers.scans import engine
from index.readers.scans.engine import Box, Grey
from index.readers.scans.paper import Colour, cleared, tilt, turned
from index.readers.scans.ruling import Stroke, without_lines
from index.readers.scans.textline import SeenLine, laid, pitch, size_of

_MIDDLE = 0.38  # of the size: how far the middle of a character is above its baseline
_UNSURE = 0.8  # a character less certain than that is a doubt
_AROUND = 6  # characters of a line around a doubt
_MOST_DOUBTS = 400  # of one page
_ALIKE = 1.12  # times another line's size: still the same type
_LOOKED_AT = 8  # lines, to see whether a page stands on its head
_MARGIN = 0.08  # of a line's height, on either side of it


class Recognised(NamedTuple):
    """A page that was recognised, and the characters of it that are not sure."""

    page: RawPage
    doubts: tuple[Doubt, ...]


def recognise(picture: Colour, dpi: float, number: int) -> Recognised:
    """Recognise one page; `number` counts from 1. Takes some seconds of processor time."""
    paper = cleared(picture, dpi)
    paper = turned(paper, tilt(paper))
    clean, strokes = without_lines(paper, dpi)
    boxes = engine.lines_in(clean)
    if engine.lies_on_its_side(boxes):
        paper = np.ascontiguousarray(cv2.rotate(paper, cv2.ROTATE_90_COUNTERCLOCKWISE))
        clean, strokes = without_lines(paper, dpi)
        boxes = engine.lines_in(clean)
    long = sorted(boxes, key=lambda box: box.left - box.right)[:_LOOKED_AT]
    if engine.is_upside_down([_cut(clean, box) for box in long]):
        clean = np.ascontiguousarray(cv2.rotate(clean, cv2.ROTATE_180))
        high, wide = clean.shape
        boxes = [Box(wide - r, high - b, wide - x, high - y) for x, y, r, b in boxes]
        strokes = [
            _turned_over(stroke, wide if stroke.upright else high, high if stroke.upright else wide)
            for stroke in strokes
        ]
    boxes = [part for box in boxes for part in _parted(box, strokes)]
    lines = _lines(clean, boxes)
    return Recognised(_page(lines, strokes, clean.shape, dpi), tuple(_doubts(lines, number)))


def _turned_over(stroke: Stroke, across: float, along: float) -> Stroke:
    return stroke._replace(
        at=across - stroke.at, start=along - stroke.end, end=along - stroke.start
    )


def _parted(box: Box, strokes: Sequence[Stroke]) -> list[Box]:
    """Cut a line of text where upright lines run through it."""
    middle = (box.top + box.bottom) / 2
    cuts = sorted(
        stroke.at
        for stroke in strokes
        if stroke.upright
        and stroke.start < middle < stroke.end
        and box.left + 4 < stroke.at < box.right - 4
    )
    edges = [box.left, *map(round, cuts), box.right]
    return [
        box._replace(left=left, right=right) for left, right in pairwise(edges) if right - left > 4
    ]


def _lines(picture: Grey, boxes: Sequence[Box]) -> list[SeenLine]:
    said = engine.read([_cut(picture, box) for box in boxes])
    sizes = _sizes(
        boxes, [pitch(signs, box.right - box.left) for signs, box in zip(said, boxes, strict=True)]
    )
    lines = (laid(*one) for one in zip(said, boxes, sizes, strict=True))
    return [line for line in lines if line.cells]


def _cut(picture: Grey, box: Box) -> Grey:
    margin = round((box.bottom - box.top) * _MARGIN)
    return picture[max(0, box.top - margin) : box.bottom + margin, box.left : box.right]


def _sizes(boxes: Sequence[Box], pitches: Sequence[float | None]) -> list[float]:
    """Return the size of each line's type: lines of nearly one size are of one."""
    known = [one / (box.bottom - box.top) for one, box in zip(pitches, boxes, strict=True) if one]
    usual = median(known) if known else None
    given = [
        one or ((box.bottom - box.top) * usual if usual else size_of(box))
        for one, box in zip(pitches, boxes, strict=True)
    ]
    found = list(given)
    order = sorted(range(len(given)), key=lambda at: given[at])
    group: list[int] = []
    for at in (*order, -1):
        if group and (at < 0 or given[at] > _ALIKE * given[group[0]]):
            size = median(given[one] for one in group)
            for one in group:
                found[one] = size
            group = []
        if at >= 0:
            group.append(at)
    return found


def _page(
    lines: Sequence[SeenLine], strokes: Sequence[Stroke], shape: tuple[int, ...], dpi: float
) -> RawPage:
    """Return lines as a page, in points, y upwards."""
    point = 72 / dpi
    high, wide = shape[0] * point, shape[1] * point
    codes: list[int] = []
    rows: list[tuple[float, ...]] = []
    for number, line in enumerate(lines):
        size = line.size * point
        base = high - line.middle * point - _MIDDLE * size
        for cell in line.cells:
            for char in cell.char:
                codes.append(ord(char))
                left, right = cell.left * point, cell.right * point
                cell_ = (left, base + BELOW * size, right, base + ABOVE * size)
                rows.append((*cell_, left, base, size, number + 1))
    table = np.array(rows, np.float64).reshape(-1, 8)
    rules = tuple(_rule(stroke, point, high) for stroke in strokes)
    return RawPage(
        box=Rect(0, 0, wide, high),
        rotation=0,
        codes=codes,
        cells=table[:, 0:4],
        origins=np.ascontiguousarray(table[:, 4:6]),
        matrices=np.tile([1.0, 0.0, 0.0, 1.0], (len(codes), 1)),
        sizes=table[:, 6],
        objects=table[:, 7].astype(np.uint64),
        clips=None,
        faint=np.zeros(len(codes), np.bool_),
        fields=(),
        rules=rules,
        pieces=len(lines),
        lost=0,
    )


def _rule(stroke: Stroke, point: float, high: float) -> Rule:
    if stroke.upright:
        return Rule(True, stroke.at * point, high - stroke.end * point, high - stroke.start * point)
    return Rule(False, high - stroke.at * point, stroke.start * point, stroke.end * point)


def _doubts(lines: Sequence[SeenLine], number: int) -> list[Doubt]:
    """Return the characters that are not sure, neighbours as one, with the words around them."""
    found: list[Doubt] = []
    for line in lines:
        chars = [cell.char for cell in line.cells]
        at = 0
        while at < len(chars):
            end = at
            while end < len(chars) and line.cells[end].certain < _UNSURE:
                end += 1
            if end > at:
                first = max(0, at - _AROUND)
                before = "".join(chars[first:at])
                doubtful = "".join(chars[at:end])
                text = before + doubtful + "".join(chars[end : end + _AROUND])
                found.append(Doubt(number, text, len(before), len(before) + len(doubtful)))
            at = end + 1
    return found[:_MOST_DOUBTS]
