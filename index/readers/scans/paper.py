"""A picture of a page as paper: upright, evenly lit, without stamps.

In: a colour picture (rows × columns × blue, green, red). Out: a grey one, white paper, black ink.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from index.readers.scans.engine import Grey

Colour = NDArray[np.uint8]

_RED = 40  # of 255: how far red stands out in the ink of a stamp
_STAMP = (0.9, 2.7)  # inches: how wide and high stamps are
_ALIKE = 0.85  # of the usual red: what is darker has black ink under it
_EDGE = 3  # pixels around red ink that are a little red
_SQUARE = 1.6  # times as wide as high, or as high as wide, at most
_JOIN = 0.12  # inches between the parts of one stamp
_LIGHT = 1 / 24  # of the longer side: how large a patch of paper tells how it is lit
_TILT = 3.0  # degrees that a page may lie aslant
_FINE = 0.05  # degrees: less than that is straight
_LOOK = 900  # pixels of the longer side, to see how it lies
_INK = 0.72  # of the paper's light: what is darker is ink


def cleared(picture: Colour, dpi: float) -> Grey:
    """Return a picture in grey, as if no red stamp were on it and light fell evenly.

    Red headings stay: a stamp is about as wide as it is high.
    """
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    for left, top, wide, high in _stamps(picture, dpi):
        rows = slice(max(0, top - _EDGE), top + high + _EDGE)
        place = rows, slice(max(0, left - _EDGE), left + wide + _EDGE)
        inked, red = _reddish(picture[place]), picture[place][:, :, 2]
        around = cv2.dilate(inked.astype(np.uint8), np.ones((2 * _EDGE + 1,) * 2, np.uint8)) > 0
        # In red light red ink is nearly as light as paper, black ink as dark as ever.
        lifted = np.where(red > _ALIKE * float(np.median(red[inked])), 255, red)
        grey[place] = np.where(around, lifted.astype(np.uint8), grey[place])
    return _evenly_lit(grey)


def tilt(grey: Grey) -> float:
    """Return by how many degrees the lines of a page fall to the right; 0 where none are seen."""
    scale = min(1.0, _LOOK / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = (small < 255 * _INK).astype(np.float32)
    if not ink.any():
        return 0.0
    best = max(np.arange(-_TILT, _TILT + 0.01, 0.5), key=lambda angle: _steepness(ink, angle))
    for step in (0.1, _FINE / 2):
        near = np.arange(best - 5 * step, best + 5.01 * step, step)
        best = max(near, key=lambda angle: _steepness(ink, angle))
    return float(best) if abs(best) >= _FINE else 0.0


def turned(grey: Grey, degrees: float) -> Grey:
    """Return a picture that was turned back by so many degrees, on white."""
    if not degrees:
        return grey
    high, wide = grey.shape
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    return np.asarray(
        cv2.warpAffine(
            grey, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT,
            borderValue=255,
        ),
        np.uint8,
    )  # fmt: skip


def _stamps(picture: Colour, dpi: float) -> list[tuple[int, int, int, int]]:
    red = _reddish(picture).astype(np.uint8)
    if not red.any():
        return []
    size = max(3, round(_JOIN * dpi))
    whole = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(whole, connectivity=8)
    found = []
    for left, top, wide, high, _ in stats[1:].tolist():
        least, most = (edge * dpi for edge in _STAMP)
        small, large = sorted((wide, high))
        if least <= small and large <= most and large <= _SQUARE * small:
            found.append((left, top, wide, high))
    return found


def _reddish(picture: Colour) -> NDArray[np.bool_]:
    blue, green, red = (picture[:, :, at].astype(np.int16) for at in range(3))
    return np.asarray(red - np.maximum(blue, green) > _RED)


def _evenly_lit(grey: Grey) -> Grey:
    """Divide by the light of the paper around each place."""
    scale = 1 / 8
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    size = max(3, round(max(small.shape) * _LIGHT)) | 1
    light = cv2.dilate(small, np.ones((size, size), np.uint8))
    light = cv2.GaussianBlur(light, (0, 0), size / 2)
    light = cv2.resize(light, grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(light, 48), scale=255), np.uint8)


def _steepness(ink: NDArray[np.float32], degrees: float) -> float:
    """Return how sharply rows with ink and rows without change, if the page is turned so."""
    high, wide = ink.shape
    matrix = np.array([[1.0, 0.0, 0.0], [-np.tan(np.radians(degrees)), 1.0, 0.0]])
    matrix[1, 2] = np.tan(np.radians(degrees)) * wide / 2
    rows = cv2.warpAffine(ink, matrix, (wide, high), flags=cv2.INTER_LINEAR).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())
