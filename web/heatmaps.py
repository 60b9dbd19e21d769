"""A heat map made ready to show: its cells with steps of colour, its legend, its highest pairs.

Pure: data of the library in, data for templates out. Steps are even and in whole percent (in tenths
where there is room for them and everything is below 2 %), so that a legend is read at a glance;
they lie where most of the cells are, and each cell has the colour of what is printed in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from urllib.parse import quote

from search.clusters.model import HeatMap
from search.reuse.percents import percent
from web.forms import NONE

FINE = 10  # columns up to which a decimal has room
_WIDTHS = (1, 2, 5, 10, 20, 30, 50, 100, 150, 200, 250)  # of a step, in tenths of a percent
_STEPS = 5
_ASCII = re.compile(r"[\x00-\x7f]+")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `text` is its percent, `step` 0 to 5, None where nothing can be compared.

    `address` shows what it was counted from; empty where that is nothing.
    """

    row: int
    column: int
    text: str
    step: int | None
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row (its number in the map) with its cells."""

    row: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The map in the order shown. `legend` lists step, least and most percent of each from 1 on;
    the last one has no most. `none` says that some cells cannot be compared.
    """

    columns: tuple[int, ...]
    lines: tuple[Line, ...]
    legend: tuple[tuple[int, str, str | None], ...]
    none: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two different rows of the map, and their share seen both ways."""

    row: int
    column: int
    share: float
    back: float | None
    address: str


def grid(heat: HeatMap, base: str, *, by_total: bool = False) -> Grid:
    """Return the cells; `base` is the page's address, to which a cell is added.

    `by_total` puts rows first of which most stands elsewhere, on average over the others.
    """
    fine = len(heat.columns) <= FINE
    order = _by_total(heat) if by_total else tuple(range(len(heat.rows)))
    printed = [
        [None if share is None else _tenths(share, fine=fine) for share in row]
        for row in heat.share
    ]
    others = [
        tenths
        for r, row in enumerate(printed)
        for c, tenths in enumerate(row)
        if tenths is not None and r != c
    ]
    bounds = steps(others, fine=fine)
    names = [_readable(named(value)) for value in heat.rows]
    joint = "&" if "?" in base else "?"

    def cell(r: int, c: int) -> Cell:
        share, tenths = heat.share[r][c], printed[r][c]
        if share is None or tenths is None:
            return Cell(r, c, "", None, "")
        address = f"{base}{joint}row={names[r]}&column={names[c]}" if share else ""
        text = _text(share, tenths, fine=fine)
        return Cell(r, c, text, bisect_right(bounds, tenths), address)

    lines = tuple(Line(r, tuple(cell(r, c) for c in order)) for r in order)
    none = any(share is None for row in heat.share for share in row)
    return Grid(order, lines, _legend(bounds, fine=fine), none)


def steps(printed: Iterable[int], *, fine: bool) -> tuple[int, ...]:
    """Return the least value of each step from 1 on, rising; values are tenths of a percent.

    >>> steps([50, 60, 70, 80, 100, 110, 140, 150], fine=False)
    (50, 80, 110, 140)
    """
    some = sorted(value for value in printed if value > 0)
    if not some:
        return ()
    low, high = some[len(some) // 10], some[len(some) * 95 // 100]
    unit = 1 if fine and high < 20 else 10
    width = next((w for w in _WIDTHS if w >= unit and w * (_STEPS - 1) >= high - low), _WIDTHS[-1])
    first = max(unit, -(-low // unit) * unit)
    bounds = range(first, first + width * _STEPS, width)
    return tuple(bound for bound in bounds if bound <= max(some[-1], first))


def pairs(heat: HeatMap, base: str, most: int | None = None) -> list[Pair]:
    """Return pairs of different rows that share something, the highest share first."""
    found = [
        (share, -r, -c)
        for r, row in enumerate(heat.share)
        for c, share in enumerate(row)
        if share and r != c
    ]
    best = sorted(found, reverse=True) if most is None else nlargest(most, found)
    joint = "&" if "?" in base else "?"
    names = [_readable(named(value)) for value in heat.rows]
    return [
        Pair(-r, -c, share, heat.share[-c][-r], f"{base}{joint}row={names[-r]}&column={names[-c]}")
        for share, r, c in best
    ]


def count(heat: HeatMap) -> int:
    """Count the pairs of different rows that share something."""
    return sum(
        bool(share) and r != c for r, row in enumerate(heat.share) for c, share in enumerate(row)
    )


def named(value: str) -> str:
    """Return the value of a row as addresses name it."""
    return value or NONE


def valued(name: str) -> str:
    """Return the value of a row from how addresses name it."""
    return "" if name == NONE else name


def _by_total(heat: HeatMap) -> tuple[int, ...]:
    def mean(r: int, row: Sequence[float | None]) -> float:
        others = [share for c, share in enumerate(row) if c != r and share is not None]
        return sum(others) / len(others) if others else -1.0

    means = [mean(r, row) for r, row in enumerate(heat.share)]
    return tuple(sorted(range(len(means)), key=lambda r: (-means[r], r)))


def _tenths(share: float, *, fine: bool) -> int:
    """Return what is printed of a share, in tenths of a percent; 100 only where nothing lacks."""
    tenths = round(float(percent(share)) * 10)
    if fine:
        return tenths
    return 1000 if share >= 1 else min(99, int(share * 100 + 0.5)) * 10


def _text(share: float, tenths: int, *, fine: bool) -> str:
    if share and not tenths:
        return "<0.1" if fine else "<1"
    return f"{tenths / 10:.1f}" if fine else f"{tenths // 10}"


def _legend(bounds: Sequence[int], *, fine: bool) -> tuple[tuple[int, str, str | None], ...]:
    def said(tenths: int) -> str:
        return f"{tenths / 10:.1f}" if fine else str(tenths // 10)

    ends = [bound - (1 if fine else 10) for bound in bounds[1:]]
    return tuple(
        (step, said(least), said(ends[step - 1]) if step <= len(ends) else None)
        for step, least in enumerate(bounds, 1)
    )


def _readable(name: str) -> str:
    """Return a name for an address with its Chinese as it is: a third of the length, many times."""
    return _ASCII.sub(lambda found: quote(found[0], safe=""), name)
