"""From where stretches of a passage stand elsewhere to what each of them counts as.

Pure: intervals and reports in, labelled stretches out. What overlaps is cut into the smallest
stretches over which nothing changes, so that every character has one label and one set of
reports, whatever else stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.model import Span
from search.reuse.model import Label

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


class Stands(NamedTuple):
    """A stretch of a passage, and the reports (rows, rising) in which it stands."""

    span: Span
    reports: Ints


class Labelled(NamedTuple):
    """A stretch that stands elsewhere: what it counts as, the reports (rows, rising) that count."""

    span: Span
    label: Label
    reports: Ints


@dataclass(frozen=True, slots=True)
class Judge:
    """What labels depend on, by row of the reports' columns.

    `later` reports count nowhere, unless marked as a `template`. `own` are the unit's own;
    `units` are codes of units of which `known` may be counted, `stock_from` of them make stock.
    """

    later: Mask
    template: Mask
    own: Mask
    units: Ints
    known: Mask
    stock_from: int | None

    def counting(self, reports: Ints) -> Ints:
        """Return the reports that count."""
        return reports[~self.later[reports] | self.template[reports]]

    def label(self, reports: Ints, *, excluded: bool) -> Label | None:
        """Return what a stretch in these reports counts as; None where none of them counts."""
        counting = self.counting(reports)
        if not len(counting):
            return None
        if self.template[counting].any():
            return Label.TEMPLATE
        if excluded:
            return Label.EXCLUDED
        if self.stock_from is not None and len(reports) >= self.stock_from:
            units = np.unique(self.units[reports])
            if np.count_nonzero(self.known[units]) >= self.stock_from:
                return Label.STOCK
        return Label.OWN if self.own[counting].all() else Label.OTHER


def labelled(
    stands: Iterable[Stands], excluded: Sequence[Span], judge: Judge
) -> tuple[Labelled, ...]:
    """Return the stretches of one passage that count as something, in order, none overlapping."""
    found: list[Labelled] = []
    for span, reports in elementary(stands, excluded):
        out = any(one.start < span.end and span.start < one.end for one in excluded)
        label = judge.label(reports, excluded=out)
        if label is None:
            continue
        counting = judge.counting(reports)
        before = found[-1] if found else None
        if before and _goes_on(before, Labelled(span, label, counting)):
            found[-1] = before._replace(span=Span(before.span.start, span.end))
        else:
            found.append(Labelled(span, label, counting))
    return tuple(found)


def _goes_on(before: Labelled, after: Labelled) -> bool:
    touches = before.span.end == after.span.start and before.label is after.label
    return touches and np.array_equal(before.reports, after.reports)


def elementary(stands: Iterable[Stands], cuts: Iterable[Span] = ()) -> list[Stands]:
    """Return the smallest stretches over which the set of reports is the same, in order.

    Each lists all reports of the stretches over it. It is cut where `cuts` begin and end, too.
    """
    stands = [one for one in stands if one.span.start < one.span.end and len(one.reports)]
    edges = {edge for one in stands for edge in one.span} | {edge for one in cuts for edge in one}
    found = []
    for start, end in pairwise(sorted(edges)):
        over = [one.reports for one in stands if one.span.start <= start and end <= one.span.end]
        if over:
            reports = over[0] if len(over) == 1 else np.unique(np.concatenate(over))
            found.append(Stands(Span(start, end), reports))
    return found


def size(spans: Iterable[Span]) -> int:
    """Return how many characters spans hold that do not overlap."""
    return sum(span.end - span.start for span in spans)
