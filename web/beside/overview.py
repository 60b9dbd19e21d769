"""Both reports as two bars to scale, with lines between what moved. Numbers for a drawing.

Heights are in thousandths of a side's characters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from search.comparing.model import Row, RowKind, Side

HEIGHT = 1000
_BARS = {  # from which x to which one a kind of passage reaches, on the left and on the right
    "same": ((22, 32), (80, 90)),
    "figures": ((15, 32), (80, 97)),
    "edited": ((8, 32), (80, 104)),
    "split": ((8, 32), (80, 104)),
    "merged": ((8, 32), (80, 104)),
    "left_only": ((4, 32), (80, 108)),
    "right_only": ((4, 32), (80, 108)),
    "moved": ((2, 36), (76, 110)),
}


@dataclass(frozen=True, slots=True)
class Overview:
    """`shapes` are paths by class, `lines` the path of all that moved, `extents` of each row its
    top and bottom on the left and on the right. Where it has no side, it lies between.
    """

    shapes: tuple[tuple[str, str], ...]
    lines: str
    extents: tuple[tuple[int, int, int, int], ...]


def overview(rows: Sequence[Row]) -> Overview:
    """Return the drawing of all rows."""
    lefts = _extents([row.left for row in rows])
    rights = _extents([row.right for row in rows])
    shapes: dict[str, list[str]] = defaultdict(list)
    lines = []
    for number, row in enumerate(rows):
        name = "moved" if row.moved else row.kind.value
        for which, extents in ((0, lefts), (1, rights)):
            found = extents[number]
            if found is not None and (row.left, row.right)[which] is not None:
                shapes[name].append(_box(_BARS[name][which], found))
        if row.moved:
            here, there = lefts[number], rights[number]
            if here is not None and there is not None:
                y, z = (sum(here) / 2, sum(there) / 2)
                lines.append(f"M36 {y:.0f}C56 {y:.0f} 56 {z:.0f} 76 {z:.0f}")
    order = [kind.value for kind in RowKind] + ["moved"]
    return Overview(
        tuple((name, "".join(shapes[name])) for name in order if shapes[name]),
        "".join(lines),
        tuple(_filled(lefts, rights)),
    )


def _box(bar: tuple[int, int], extent: tuple[float, float]) -> str:
    (left, right), (top, bottom) = bar, extent
    gap = 1.0 if bottom - top > 4 else 0.3  # a hair of light between passages
    return f"M{left} {top:.1f}h{right - left}v{max(0.8, bottom - top - gap):.1f}h{left - right}z"


def _extents(sides: Sequence[Side | None]) -> list[tuple[float, float] | None]:
    """Return the extent of each side in its own report's text, None where there is no side."""
    order = sorted(
        (part.index, part.end - part.start, number)
        for number, side in enumerate(sides)
        if side is not None
        for part in side.parts
    )
    whole = sum(size for _index, size, _number in order) or 1
    found: list[tuple[float, float] | None] = [None] * len(sides)
    at = 0
    for _index, size, number in order:
        top, bottom = HEIGHT * at / whole, HEIGHT * (at + size) / whole
        known = found[number]
        found[number] = (min(known[0], top), max(known[1], bottom)) if known else (top, bottom)
        at += size
    return found


def _filled(
    lefts: Sequence[tuple[float, float] | None], rights: Sequence[tuple[float, float] | None]
) -> list[tuple[int, int, int, int]]:
    filled = []
    left = right = 0.0
    for here, there in zip(lefts, rights, strict=True):
        top, left = here or (left, left)
        high, right = there or (right, right)
        filled.append((round(top), round(left), round(high), round(right)))
    return filled
