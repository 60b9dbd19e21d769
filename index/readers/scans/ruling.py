"""The lines of tables on a picture: found, and taken off it before its text is recognised.

In: an upright grey picture. Out: straight strokes in pixels, and the picture without them.
A stroke of a character is none: what runs down must reach from one level line to another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from index.readers.scans.engine import Grey

_Mask = NDArray[np.uint8]

_DARK = 0.75  # of the paper's light: what is darker may be a line, pale ones too
_LEVEL = 0.55  # inches: the shortest level line
_UPRIGHT = 0.12  # inches: the shortest upright one, if it meets level lines
_PIECE = 0.28  # inches: the shortest piece of a level line
_BRIDGE = 0.1  # inches of a line that may be missing
_THICK = 0.045  # inches: the thickest line
_TOUCHES = 0.025  # inches: what is nearer than that touches
_MEETS = 0.06  # inches between the ends of lines that are meant to meet
_SLANT = 0.004  # of a line's length, by which it may still lie aslant
_SPREAD = 1.5  # pixels around a line that it has darkened


class Stroke(NamedTuple):
    """A straight stroke in pixels: from `start` to `end` along x (y, if `upright`), at `at`."""

    upright: bool
    at: float
    start: float
    end: float
    thick: float


def without_lines(picture: Grey, dpi: float) -> tuple[Grey, list[Stroke]]:
    """Return the picture without the lines of its tables, and these lines."""
    dark = (picture < 255 * _DARK).astype(np.uint8)
    level = list(_strokes(dark, dpi, upright=False, shortest=_LEVEL))
    upright = list(_strokes(dark, dpi, upright=True, shortest=_UPRIGHT))
    upright = [stroke for stroke in upright if _is_parting(stroke, level, _TOUCHES * dpi)]
    near = _MEETS * dpi
    upright = [_meeting(stroke, level, near) for stroke in upright]
    level = [_meeting(stroke, upright, near) for stroke in level]
    clean = picture.copy()
    for stroke in (*level, *upright):
        _wipe(clean, stroke)
    return clean, [*level, *upright]


def _strokes(dark: _Mask, dpi: float, *, upright: bool, shortest: float) -> Iterator[Stroke]:
    """Yield the strokes of one direction that are thin and long enough."""
    given = np.ascontiguousarray(dark.T) if upright else dark
    length = max(3, round((_UPRIGHT if upright else _PIECE) * dpi))
    # A line that lies a hair aslant steps from one row of pixels to the next: thicken it.
    thicker = cv2.dilate(given, np.ones((3, 1), np.uint8))
    found = cv2.morphologyEx(thicker, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    # A hole in a line is bridged; a stroke of a character has no other to be joined to.
    found = cv2.morphologyEx(
        found, cv2.MORPH_CLOSE, np.ones((1, max(1, round(_BRIDGE * dpi))), np.uint8)
    )
    _, _, stats, middles = cv2.connectedComponentsWithStats(found, connectivity=8)
    for (left, _top, long, high, area), (_, middle) in zip(
        stats[1:].tolist(), middles[1:].tolist(), strict=True
    ):
        thick = area / long - 2
        thin = thick <= _THICK * dpi and high <= _THICK * dpi + 2 + _SLANT * long
        if thin and long >= shortest * dpi:
            yield Stroke(upright, middle, left, left + long, max(1.0, thick))


def _is_parting(stroke: Stroke, level: Sequence[Stroke], near: float) -> bool:
    """Say whether an upright stroke reaches from one level line to another."""
    met = [
        line.at
        for line in level
        if line.start - near <= stroke.at <= line.end + near
        and stroke.start - near <= line.at <= stroke.end + near
    ]
    return len(met) > 1 and max(met) - min(met) > 2 * near


def _meeting(stroke: Stroke, others: Sequence[Stroke], near: float) -> Stroke:
    """Return a stroke that ends on the lines which it nearly meets, or runs past by a little."""
    crossing = [other.at for other in others if other.start - near <= stroke.at <= other.end + near]

    def end(at: float) -> float:
        close = [other for other in crossing if abs(other - at) <= near]
        return min(close, key=lambda other: abs(other - at), default=at)

    return stroke._replace(start=end(stroke.start), end=end(stroke.end))


def _wipe(picture: Grey, stroke: Stroke) -> None:
    """Make a stroke white."""
    reach = stroke.thick / 2 + _SPREAD + _SLANT * (stroke.end - stroke.start) / 2
    across = slice(max(0, int(stroke.at - reach)), int(stroke.at + reach) + 2)
    along = slice(max(0, int(stroke.start)), int(stroke.end) + 1)
    picture[(along, across) if stroke.upright else (across, along)] = 255
