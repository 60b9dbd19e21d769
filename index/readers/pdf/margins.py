"""Where the physical lines of a PDF stand between the margins of its text.

In: the edges of each line in points. Out: its indent and the room left, in characters, which
is what tells a wrapped line from a paragraph's last one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.model import Layout

_WHOLE = 12  # characters; shorter lines (page numbers, cells) say nothing about the margins


@dataclass(frozen=True, slots=True)
class Edges:
    """A physical line: left and right edge and the size of its characters, in points."""

    text: str
    page: int
    left: float
    right: float
    size: float


def layouts(lines: Sequence[Edges]) -> list[Layout | None]:
    """Return each line's place between the margins, None where the file has too few lines.

    Left and right pages may have different margins.
    """
    margins = [_margins([line for line in lines if line.page % 2 == side]) for side in (0, 1)]
    found: list[Layout | None] = []
    for line in lines:
        between = margins[line.page % 2] or margins[1 - line.page % 2]
        if between is None or line.size <= 0:
            found.append(None)
            continue
        left, right = between
        found.append(Layout((line.left - left) / line.size, (right - line.right) / line.size))
    return found


def _margins(lines: Sequence[Edges]) -> tuple[float, float] | None:
    whole = [line for line in lines if len(line.text) >= _WHOLE and line.right > line.left]
    if len(whole) < 4:
        return None
    lefts = sorted(line.left for line in whole)
    rights = sorted(line.right for line in whole)
    # A few lines may stick out: hanging numbers, wide tables.
    return lefts[len(lefts) // 50], rights[min(len(rights) - 1, len(rights) * 19 // 20)]
