"""Pdfium's functions as plain calls: addresses are numbers.

A page has thousands of characters and each takes several calls. With typed pointers, as pypdfium2
declares them, a call costs three times as much; and these do not let go of the interpreter
for the tenth of a microsecond that they take.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

_VOID, _INT, _FLOAT, _DOUBLE = ctypes.c_void_p, ctypes.c_int, ctypes.c_float, ctypes.c_double


def address(pointer: Any) -> int:
    """Return where a typed pointer points."""
    return ctypes.cast(pointer, _VOID).value or 0


def plain(function: Any, result: Any, *arguments: Any) -> Any:
    """Return a function of pdfium that takes addresses as numbers and keeps the interpreter."""
    return ctypes.PYFUNCTYPE(result, *arguments)(address(function))


def fill(
    function: Any, at: int, into: NDArray[np.float32], indexes: Sequence[int] | None = None
) -> None:
    """Call a function for every character, or those named; each answer goes into one row."""
    step = into.itemsize * into.shape[1]
    start = into.ctypes.data
    count = len(into)
    rows = range(start, start + step * count, step)
    run(map(function, repeat(at, count), range(count) if indexes is None else indexes, rows))


def run(calls: Iterator[object]) -> None:
    """Make calls whose answers are written to memory."""
    for _ in calls:
        pass


unicode = plain(raw.FPDFText_GetUnicode, ctypes.c_uint, _VOID, _INT)
loose_box = plain(raw.FPDFText_GetLooseCharBox, _INT, _VOID, _INT, _VOID)
matrix = plain(raw.FPDFText_GetMatrix, _INT, _VOID, _INT, _VOID)
origin = plain(raw.FPDFText_GetCharOrigin, _INT, _VOID, _INT, _VOID, _VOID)
font_size = plain(raw.FPDFText_GetFontSize, _DOUBLE, _VOID, _INT)
text_object = plain(raw.FPDFText_GetTextObject, _VOID, _VOID, _INT)
fill_colour = plain(raw.FPDFText_GetFillColor, _INT, _VOID, _INT, _VOID, _VOID, _VOID, _VOID)
page_objects = plain(raw.FPDFPage_CountObjects, _INT, _VOID)
page_object = plain(raw.FPDFPage_GetObject, _VOID, _VOID, _INT)
form_objects = plain(raw.FPDFFormObj_CountObjects, _INT, _VOID)
form_object = plain(raw.FPDFFormObj_GetObject, _VOID, _VOID, ctypes.c_ulong)
kind = plain(raw.FPDFPageObj_GetType, _INT, _VOID)
bounds = plain(raw.FPDFPageObj_GetBounds, _INT, _VOID, _VOID, _VOID, _VOID, _VOID)
object_matrix = plain(raw.FPDFPageObj_GetMatrix, _INT, _VOID, _VOID)
transform = plain(raw.FPDFPageObj_Transform, None, _VOID, *[_DOUBLE] * 6)
set_mode = plain(raw.FPDFTextObj_SetTextRenderMode, _INT, _VOID, _INT)
font = plain(raw.FPDFTextObj_GetFont, _VOID, _VOID)
glyph_width = plain(raw.FPDFFont_GetGlyphWidth, _INT, _VOID, ctypes.c_uint, _FLOAT, _VOID)
clip_path = plain(raw.FPDFPageObj_GetClipPath, _VOID, _VOID)
clip_paths = plain(raw.FPDFClipPath_CountPaths, _INT, _VOID)
clip_segments = plain(raw.FPDFClipPath_CountPathSegments, _INT, _VOID, _INT)
clip_segment = plain(raw.FPDFClipPath_GetPathSegment, _VOID, _VOID, _INT, _INT)
point = plain(raw.FPDFPathSegment_GetPoint, _INT, _VOID, _VOID, _VOID)
path_segments = plain(raw.FPDFPath_CountSegments, _INT, _VOID)
path_segment = plain(raw.FPDFPath_GetPathSegment, _VOID, _VOID, _INT)
segment_kind = plain(raw.FPDFPathSegment_GetType, _INT, _VOID)
segment_closes = plain(raw.FPDFPathSegment_GetClose, _INT, _VOID)
draw_mode = plain(raw.FPDFPath_GetDrawMode, _INT, _VOID, _VOID, _VOID)
stroke_colour = plain(raw.FPDFPageObj_GetStrokeColor, _INT, _VOID, _VOID, _VOID, _VOID, _VOID)
path_colour = plain(raw.FPDFPageObj_GetFillColor, _INT, _VOID, _VOID, _VOID, _VOID, _VOID)
