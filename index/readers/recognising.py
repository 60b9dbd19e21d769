"""Whether pages that are pictures can be read here, and one of them recognised.

What stands between the readers and the extra `ocr`: without it nothing of it is loaded.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from index.settings import Limits
from index.signs import alive

if TYPE_CHECKING:
    from index.readers.scans.page import Recognised

DPI = 200
"""Pixels an inch that pages are recognised at: more costs time and finds no more."""
LONGEST = 3_400
"""Pixels of a page's longer side at most."""

_NEEDS = ("rapidocr", "onnxruntime", "cv2", "PIL")


@cache
def is_installed() -> bool:
    """Say whether the extra `ocr` is there."""
    return all(find_spec(name) is not None for name in _NEEDS)


def is_possible(limits: Limits) -> bool:
    """Say whether pages that are pictures are to be recognised, and can be."""
    return limits.recognised_pages > 0 and is_installed()


def recognised(picture: tuple[Any, float], page: int, pages: int) -> Recognised:
    """Recognise page `page` (from 1) of `pages`: a picture with its pixels an inch."""
    from index.readers.scans.page import recognise

    alive(page, pages)
    return recognise(*picture, page)
