"""The four rates, and the reports that hold most, counted from labelled stretches alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from search.reuse.labels import Labelled, size
from search.reuse.model import Basis, Label, Rate, Rates

Ints = NDArray[np.int64]

RAW = (Label.OWN, Label.OTHER, Label.STOCK)
WITHOUT_STOCK = (Label.OWN, Label.OTHER)
WITHOUT_OWN = (Label.OTHER,)


def rates(passages: Sequence[Sequence[Labelled]], characters: int, ids: Ints) -> Rates:
    """Return the rates of a report of so many characters; `ids` are reports' by row."""
    found = [one for passage in passages for one in passage]
    of = characters - size(one.span for one in found if one.label is Label.TEMPLATE)

    def rate(*labels: Label) -> Rate:
        counted = [one for one in found if one.label in labels]
        return Rate(size(one.span for one in counted), of, labels, fragments=_fragments(counted))

    held = held_by(found, len(ids))
    largest = Rate(0, of, RAW)
    if held.any():
        row = int(held.argmax())  # of equal ones the first that came in
        inside = [one for one in found if one.label in RAW and row in one.reports]
        largest = Rate(int(held[row]), of, RAW, int(ids[row]), _fragments(inside))
    return Rates(rate(*RAW), rate(*WITHOUT_STOCK), rate(*WITHOUT_OWN), largest)


def _fragments(found: Iterable[Labelled]) -> int:
    return size(one.span for one in found if one.by is Basis.FRAGMENT)


def held_by(found: Iterable[Labelled], reports: int) -> Ints:
    """Return by row how many counted characters (labels of RAW) stand in each of the reports."""
    held = np.zeros(reports, dtype=np.int64)
    for one in found:
        if one.label in RAW:
            held[one.reports] += one.span.end - one.span.start
    return held


def passages_of(passages: Sequence[Sequence[Labelled]], reports: int) -> Ints:
    """Return by row in how many passages each of the reports is counted."""
    counts = np.zeros(reports, dtype=np.int64)
    for passage in passages:
        rows = [one.reports for one in passage if one.label in RAW]
        if rows:
            counts[np.unique(np.concatenate(rows))] += 1
    return counts
