"""Tables for a terminal, where a Chinese character is as wide as two others."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Sequence

_WIDE = frozenset("WF")


def room() -> int:
    """Return how many columns the terminal has, 80 where there is none."""
    return max(40, shutil.get_terminal_size((80, 24)).columns)


def width(text: str) -> int:
    """Return how many columns a text takes.

    >>> width("提法 a")
    6
    """
    return sum(_width(character) for character in text)


def cut(text: str, most: int) -> str:
    """Return a text that takes at most so many columns; what was cut shows as ….

    >>> cut("国际化一流营商环境", 10)
    '国际化一…'
    """
    if width(text) <= most:
        return text
    kept, used = [], 1
    for character in text:
        used += _width(character)
        if used > most:
            break
        kept.append(character)
    return "".join(kept) + "…"


def lines(rows: Sequence[Sequence[str]], first: int) -> list[str]:
    """Return rows as lines: the first column to the left, at most `first` wide, numbers right."""
    if not rows:
        return []
    named = [[cut(row[0], first), *row[1:]] for row in rows]
    widths = [max(map(width, column)) for column in zip(*named, strict=True)]
    return [
        row[0]
        + " " * (widths[0] - width(row[0]))
        + "".join(
            " " * (2 + most - width(cell)) + cell
            for cell, most in zip(row[1:], widths[1:], strict=True)
        )
        for row in named
    ]


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1
