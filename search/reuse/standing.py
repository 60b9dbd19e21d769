"""Where reports stand: whose they are and when they were written, seen from the text asked about;
and from how many units on a text is stock.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import ceil

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Columns
from index.errors import BadQuery
from index.units import is_known
from search.reuse.model import Cutoff, Direction, Relation

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

SHARE = 0.2  # of the known units: a text that stands in so many is stock …
LEAST = 8  # … where they are at least so many


@dataclass(frozen=True)
class Standpoint:
    """From where the reports in `columns` are looked at: by whom, and from which year."""

    columns: Columns
    unit: str | None = None
    year: int | None = None

    def relation(self, row: int) -> Relation:
        """Say whose the report of a row is."""
        return self._relations[int(self.columns.units[row])]

    def direction(self, row: int) -> Direction:
        """Say when the report of a row was written."""
        return self._directions[int(self.columns.years[row])]

    def related(self, rows: Ints, relation: Relation) -> Mask:
        """Say which reports (rows) stand in that relation."""
        held = np.array([one is relation for one in self._relations], dtype=np.bool_)
        return held[self.columns.units[rows]]

    def written(self, rows: Ints, direction: Direction) -> Mask:
        """Say which reports (rows) were written then."""
        held = np.array([one is direction for one in self._directions], dtype=np.bool_)
        return held[self.columns.years[rows]]

    @cached_property
    def _relations(self) -> tuple[Relation, ...]:
        mine = is_known(self.unit)
        told = known(self.columns.unit_values).tolist()
        return tuple(
            (Relation.OWN if unit == self.unit else Relation.OTHER)
            if mine and one
            else Relation.UNKNOWN
            for unit, one in zip(self.columns.unit_values, told, strict=True)
        )

    @cached_property
    def _directions(self) -> tuple[Direction, ...]:
        return tuple(map(self._direction, self.columns.year_values))

    def _direction(self, year: int | None) -> Direction:
        if self.year is None or year is None:
            return Direction.UNKNOWN
        if year == self.year:
            return Direction.SAME_YEAR
        return Direction.EARLIER if year < self.year else Direction.LATER


@lru_cache(maxsize=4)
def known(units: tuple[str | None, ...]) -> Mask:
    """Say which units are named without masks, and so may be counted."""
    return np.array([is_known(unit) for unit in units], dtype=np.bool_)


def known_units(columns: Columns, rows: Ints) -> Ints:
    """Return the codes of the known units whose these reports (rows) are, rising."""
    units = np.unique(columns.units[rows])
    return units[known(columns.unit_values)[units]]


def cutoff(columns: Columns, share: float | None = None) -> Cutoff:
    """Return from how many known units on a text is stock: `share` of them, and at least LEAST.

    Raises BadQuery (field stock_share).
    """
    chosen = SHARE if share is None else share
    if not 0 < chosen <= 1:
        raise BadQuery("bad_share", field="stock_share", value=chosen)
    units = len(known_units(columns, np.arange(len(columns.reports))))
    least = max(LEAST, ceil(chosen * units - 1e-9)) if units >= LEAST else None
    return Cutoff(units, chosen, least)
