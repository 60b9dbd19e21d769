"""In which order the frames of a slide are read: boxes in, the same boxes in order out.

A slide is cut where nothing stands in the way: into bands from top to bottom, or into columns from
left to right, and each part again. Where both ways are open it is rows of cards, unless the rows
are of two kinds: short heads, and the texts below them. Then it is columns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.readers.blocks import Block

_MANY = 300  # frames beyond which they are only sorted
_OVER = 0.15  # of the smaller one: so far may frames reach into one another
_KINDS = 2.0  # how much longer texts are than their heads, against columns with one another


@dataclass(frozen=True, slots=True)
class Box:
    """Where a frame stands, in the units of its slide or group."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame and what stands in it; `box` is None where the file does not say its place."""

    box: Box | None
    blocks: tuple[Block, ...]

    @property
    def length(self) -> int:
        """How much is written in it, in characters; at least 1."""
        return sum(len(block.text or "") for block in self.blocks) or 1


_Placed = tuple[Box, Frame]
_Side = Callable[[Box], int]


def in_reading_order(frames: Sequence[Frame]) -> list[Frame]:
    """Return frames as a person reads them; those without a place come last, as they are."""
    placed = [(frame.box, frame) for frame in frames if frame.box is not None]
    ordered = sorted(placed, key=_by_rows) if len(placed) > _MANY else _ordered(placed)
    return [*(frame for _, frame in ordered), *(one for one in frames if one.box is None)]


def around(boxes: Sequence[Box]) -> Box | None:
    """Return the box around others; None where there are none."""
    if not boxes:
        return None
    return Box(
        min(box.left for box in boxes), min(box.top for box in boxes),
        max(box.right for box in boxes), max(box.bottom for box in boxes),
    )  # fmt: skip


def _by_rows(placed: _Placed) -> tuple[int, int]:
    return placed[0].top, placed[0].left


def _ordered(placed: list[_Placed]) -> list[_Placed]:
    if len(placed) < 2:
        return placed
    rows = _apart(placed, lambda box: box.top, lambda box: box.bottom)
    columns = _apart(placed, lambda box: box.left, lambda box: box.right)
    if len(rows) == len(columns) == 1:
        return sorted(placed, key=_by_rows)
    across = len(rows) == 1 or (len(columns) > 1 and _spread(rows) > _KINDS * _spread(columns))
    return [one for part in (columns if across else rows) for one in _ordered(part)]


def _apart(placed: list[_Placed], start: _Side, end: _Side) -> list[list[_Placed]]:
    """Cut frames into parts that do not stand beside one another, along one direction."""
    parts: list[list[_Placed]] = []
    reach = size = 0
    for one in sorted(placed, key=lambda one: (start(one[0]), end(one[0]))):
        begins, ends = start(one[0]), end(one[0])
        if not parts or reach - begins > _OVER * min(size, ends - begins):
            parts = parts or [[]]
            parts[-1].append(one)
        else:
            parts.append([one])
            reach = begins
        if ends > reach or len(parts[-1]) == 1:
            reach, size = ends, ends - begins
    return parts


def _spread(parts: list[list[_Placed]]) -> float:
    """Return how many times as long the frames of one part are as those of another."""
    lengths = [sum(frame.length for _, frame in part) / len(part) for part in parts]
    return max(lengths) / min(lengths)
