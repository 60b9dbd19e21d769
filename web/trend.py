"""Use by year as a picture: bars drawn on the server, no script.

A table by unit and year in, bars out. Years between the first and the last in which the library
holds no report stay in the picture, hatched: nothing was searched there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.model import Table

HEIGHT = 88  # of the tallest bar, in pixels
_ROOM = 352  # width that bars share
_STEPS = (32, 56)  # from one bar to the next, at least and at most
_LONGEST_GAP = 30  # years; a library with a wider range shows only those that it holds


@dataclass(frozen=True, slots=True)
class Year:
    """One year: what was found and how many reports there are; `year` is None for unknown."""

    year: int | None
    occurrences: int
    passages: int
    reports: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A year as drawn: `x` is where its step begins, `top` and `height` are the bar's."""

    year: Year
    count: int
    x: int
    top: int
    height: int


@dataclass(frozen=True, slots=True)
class Trend:
    """The bars in the order of years; `step` is from one to the next, in pixels."""

    bars: tuple[Bar, ...]
    step: int

    @property
    def width(self) -> int:
        """The width of all bars together."""
        return self.step * len(self.bars)

    @property
    def known(self) -> tuple[Bar, ...]:
        """The bars of known years that count something."""
        return tuple(bar for bar in self.bars if bar.count and bar.year.year is not None)

    @property
    def peak(self) -> Bar:
        """The tallest of the known, the latest of equals; there must be one."""
        return max(reversed(self.known), key=lambda bar: bar.count)


def years_of(table: Table) -> tuple[Year, ...]:
    """Return what the table holds of every year, with the years between; None stands last."""
    counted = (table.occurrences, table.passages, table.held)
    sums = (map(sum, zip(*rows, strict=True)) for rows in counted)
    found = {year: Year(year, *counts) for year, *counts in zip(table.columns, *sums, strict=True)}
    known = sorted(year for year in found if year is not None)
    if known and known[-1] - known[0] <= _LONGEST_GAP:
        known = list(range(known[0], known[-1] + 1))
    unknown = [found[None]] if None in found and found[None].passages else []
    return (*(found.get(year, Year(year, 0, 0, 0)) for year in known), *unknown)


def trend(years: Sequence[Year], *, passages: bool) -> Trend | None:
    """Return the bars, of passages or of occurrences; none where there are fewer than two years."""
    if len(years) < 2:
        return None
    counts = [year.passages if passages else year.occurrences for year in years]
    most = max([1, *counts])
    step = min(_STEPS[1], max(_STEPS[0], _ROOM // len(years)))
    bars = []
    for place, (year, count) in enumerate(zip(years, counts, strict=True)):
        height = max(2, round(count / most * HEIGHT)) if count else 0
        bars.append(Bar(year, count, place * step, HEIGHT - height, height))
    return Trend(tuple(bars), step)
