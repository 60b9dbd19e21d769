"""From where stretches of a passage stand elsewhere to what each of them counts as.

Pure: intervals and reports in, labelled stretches out. What overlaps is cut into the smallest
stretches over which nothing changes, so that every character has one label and one set of
reports, whatever else stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.model import Span
from search.reuse.model import Basis, Label

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

_NONE = np.empty(0, dtype=np.int64)


class Stands(NamedTuple):
    """A stretch of a passage, and the reports (rows, rising) in which it stands."""

    span: Span
    reports: Ints


class Labelled(NamedTuple):
    """A stretch that stands elsewhere: what it counts as, the reports (rows, rising) that count,
    and what this rests on.
    """

    span: Span
    label: Label
    reports: Ints
    by: Basis = Basis.PASSAGE


@dataclass(frozen=True, slots=True)
class Judge:
    """What labels depend on, by row of the reports' columns.

    `later` reports count nowhere, unless marked as a `template`. `own` are the unit's own;
    `units` are codes of units of which `known` may be counted, `stock_from` of them make stock,
    and `fragments_from` of them a stock phrase.
    """

    later: Mask
    template: Mask
    own: Mask
    units: Ints
    known: Mask
    stock_from: int | None
    fragments_from: int | None = None

    def counting(self, reports: Ints) -> Ints:
        """Return the reports that count."""
        return reports[~self.later[reports] | self.template[reports]]

    def label(self, reports: Ints, *, excluded: bool, by: Basis = Basis.PASSAGE) -> Label | None:
        """Return what a stretch in these reports counts as; None where none of them counts."""
        stock_from = self.stock_from if by is Basis.PASSAGE else self.fragments_from
        counting = self.counting(reports)
        if not len(counting):
            return None
        if self.template[counting].any():
            return Label.TEMPLATE
        if excluded:
            return Label.EXCLUDED
        if stock_from is not None and len(reports) >= stock_from:
            units = np.unique(self.units[reports])
            if np.count_nonzero(self.known[units]) >= stock_from:
                return Label.STOCK
        return Label.OWN if self.own[counting].all() else Label.OTHER


def labelled(
    stands: Iterable[Stands],
    excluded: Sequence[Span],
    judge: Judge,
    fragments: Iterable[Stands] = (),
) -> tuple[Labelled, ...]:
    """Return the stretches of one passage that count as something, in order, none overlapping.

    `fragments` say what passages that are alike (`stands`) do not: what counts as nothing, or as
    the unit's own, may stand to the letter in a passage that is otherwise different.
    """
    found: list[Labelled] = []
    both = _both(elementary(stands, excluded), elementary(fragments, excluded))
    for span, reports, running in both:
        out = any(one.start < span.end and span.start < one.end for one in excluded)
        one = _labelled(span, reports, running, judge, excluded=out)
        if one is None:
            continue
        before = found[-1] if found else None
        if before and _goes_on(before, one):
            found[-1] = before._replace(span=Span(before.span.start, span.end))
        else:
            found.append(one)
    return tuple(found)


def _labelled(
    span: Span, reports: Ints, running: Ints, judge: Judge, *, excluded: bool
) -> Labelled | None:
    label = judge.label(reports, excluded=excluded)
    if len(running) and label in (None, Label.OWN):
        said = judge.label(running, excluded=excluded, by=Basis.FRAGMENT)
        if said is Label.OTHER or (said is not None and label is None):
            reports = np.union1d(reports, running)
            return Labelled(span, said, judge.counting(reports), Basis.FRAGMENT)
    return Labelled(span, label, judge.counting(reports)) if label is not None else None


def _both(
    stands: Sequence[Stands], fragments: Sequence[Stands]
) -> Iterator[tuple[Span, Ints, Ints]]:
    """Yield the smallest stretches over which neither changes, with the reports of either."""
    if not fragments:
        yield from ((span, reports, _NONE) for span, reports in stands)
        return
    edges = sorted({edge for one in (*stands, *fragments) for edge in one.span})
    for start, end in pairwise(edges):
        over = [
            next((one.reports for one in some if _holds(one.span, start, end)), _NONE)
            for some in (stands, fragments)
        ]
        if any(map(len, over)):
            yield Span(start, end), over[0], over[1]


def _holds(span: Span, start: int, end: int) -> bool:
    return span.start <= start and end <= span.end


def beyond(stands: Iterable[Stands], spans: Iterable[Span]) -> list[Stands]:
    """Return what of `stands` is in none of the spans."""
    cuts = sorted(spans)
    found = []
    for one in stands:
        at = one.span.start
        for cut in cuts:
            if cut.end <= at or one.span.end <= cut.start:
                continue
            if at < cut.start:
                found.append(Stands(Span(at, cut.start), one.reports))
            at = max(at, cut.end)
        if at < one.span.end:
            found.append(Stands(Span(at, one.span.end), one.reports))
    return found


def _goes_on(before: Labelled, after: Labelled) -> bool:
    touches = before.span.end == after.span.start
    alike = (before.label, before.by) == (after.label, after.by)
    return touches and alike and np.array_equal(before.reports, after.reports)


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
