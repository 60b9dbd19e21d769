"""Pieces of text of an OFD page (TextObject): where each character stands.

In: the element. Out: characters in the object's own coordinates (millimetres, y downwards), as
GB/T 33190 puts them: a first place, then steps from one character to the next, repeated ones
written once (`g 5 3.2`). Fonts are not looked into: how wide a character is follows from
its kind and from the step to the next.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.readers.ofdpackage import Element, children, numbers

_WORDS = 0.17  # of the size: what a step may be wider than the character that it passes
_BREAK = re.compile(r"[ \t\r]*\n[ \t\r\n]*")
_NEAR_HALF = 0.06
_CHINESE = 0x2E80
_WIDE = frozenset("FW")  # of Unicode's east Asian widths; what is A may be either
_NARROW = frozenset("iljtfrI.,:;'!|()[] ")
_BROAD = frozenset("mwMW@%&")
_HOLDER = frozenset("\xa4\0")  # what stands for a glyph that has no character
_LOST = 0xFFFD


class Stand(NamedTuple):
    """A character's code point, where it stands on its baseline, and how wide it is."""

    code: int
    x: float
    y: float
    width: float


def stands(element: Element, size: float) -> Iterator[Stand]:
    """Yield the characters of a piece of text that is set in that size."""
    widths: dict[str, float] = {}  # in sizes, by character, as far as they are seen here
    glyphs = [_range(one) for one in children(element, "CGTransform")]
    x = y = 0.0
    for code in children(element, "TextCode"):
        text = _text(code)
        x, y = (numbers(code.get("X")) or [x])[0], (numbers(code.get("Y")) or [y])[0]
        across = steps(code.get("DeltaX"), len(text) - 1)
        down = steps(code.get("DeltaY"), len(text) - 1)
        if not across and not down:
            across, down = _natural(text, size, element.get("ReadDirection"))
        for at, char in enumerate(text):
            right = across[at] if at < len(across) else 0.0
            below = down[at] if at < len(down) else 0.0
            lost = (char in _HOLDER or unicodedata.category(char) == "Co") and any(
                first <= at < end for first, end in glyphs
            )
            step = math.hypot(right, below) if at + 1 < len(text) else None
            yield Stand(_LOST if lost else ord(char), x, y, _width(char, size, step, widths))
            x, y = x + right, y + below


def steps(given: str | None, most: int) -> list[float]:
    """Return the steps of a text, `most` of them; the last one goes on where too few are given."""
    found: list[float] = []
    tokens = (given or "").replace(",", " ").lower().replace("g", " g ").split()
    at = 0
    while at < len(tokens) and len(found) < most:
        repeated = tokens[at] == "g"
        said = numbers(" ".join(tokens[at + 1 : at + 3] if repeated else tokens[at : at + 1]))
        if len(said) != (2 if repeated else 1):
            break
        times = max(0, min(int(said[0]), most - len(found))) if repeated else 1
        found.extend([said[-1]] * times)
        at += 3 if repeated else 1
    return found + found[-1:] * (most - len(found))


def natural(char: str) -> float:
    """Return how wide a character is in most fonts, in sizes."""
    if ord(char) >= _CHINESE:
        return 1.0 if unicodedata.east_asian_width(char) in _WIDE else 0.5
    if ord(char) > 0x7F:
        return 1.0 if unicodedata.east_asian_width(char) in "AFW" else 0.5
    if char in _NARROW:
        return 0.3
    if char in _BROAD:
        return 0.85
    return 0.65 if char.isupper() else 0.5


def _width(char: str, size: float, step: float | None, widths: dict[str, float]) -> float:
    """Return how wide a character is that has so much room; None where nothing follows it."""
    if char.isspace():
        return natural(char) * size if step is None else step  # some take no room
    kind = "0" if char.isdigit() else char
    usual = widths.get(kind, natural(char)) * size
    if step is None or step <= 0:
        return max(usual, size / 2)  # too wide does less harm than a gap that is none
    if ord(char) >= _CHINESE:
        return min(step, usual)
    halved = abs(step - size / 2) < _NEAR_HALF * size  # as fonts of Chinese set all of them
    if not halved and step >= usual + _WORDS * size:
        return usual
    widths[kind] = min(widths.get(kind, math.inf), step / size)
    return step


def _text(code: Element) -> str:
    return _BREAK.sub("", "".join(code.itertext()))  # the file was laid out for people to read


def _range(glyphs: Element) -> tuple[int, int]:
    first = (numbers(glyphs.get("CodePosition")) or [0])[0]
    return int(first), int(first + (numbers(glyphs.get("CodeCount")) or [1])[0])


def _natural(
    text: Sequence[str], size: float, direction: str | None
) -> tuple[list[float], list[float]]:
    """Return the steps of a text that gives none: one character beside the other."""
    widths = [natural(char) * size for char in text[:-1]]
    nothing = [0.0] * len(widths)
    match direction:
        case "90":
            return nothing, [size] * len(widths)
        case "180":
            return [-width for width in widths], nothing
        case "270":
            return nothing, [-size] * len(widths)
        case _:
            return widths, nothing
