"""Filters and counts over whole results, from the catalogue's columns; no text is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Columns, Places, Snapshot
from index.folding import fold
from search.model import Facets, Filters

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


def mask(
    snapshot: Snapshot, places: Places, filters: Sequence[Filters], titles: Sequence[str]
) -> Mask:
    """Say which passages pass every one of the filters, and whose title holds every title."""
    columns = snapshot.columns
    keep = np.ones(len(places.report), dtype=np.bool_)
    for one in filters:
        for wanted, values, codes in (
            (one.years, columns.year_values, columns.years),
            (one.units, columns.unit_values, columns.units),
            (one.kinds, columns.kind_values, columns.kinds),
        ):
            if wanted:
                keep &= _among(values, wanted)[codes][places.report]
        if one.roles:
            keep &= _among(columns.role_values, one.roles)[columns.roles[places.passage]]
        if one.reports:
            keep &= np.isin(columns.reports[places.report], one.reports)
    if titles:
        held = [all(title in fold(record.title) for title in titles) for record in snapshot.records]
        keep &= np.array(held, dtype=np.bool_)[places.report]
    return keep


def count(columns: Columns, places: Places) -> Facets:
    """Count passages by year, unit, kind and role; every value of the library is listed."""
    report = places.report
    return Facets(
        year=_counts(columns.year_values, columns.years[report]),
        unit=_counts(columns.unit_values, columns.units[report]),
        kind=_counts(columns.kind_values, columns.kinds[report]),
        role=_counts(columns.role_values, columns.roles[places.passage]),
    )


def _among(values: Sequence[Any], wanted: Sequence[Any]) -> Mask:
    chosen = set(wanted)
    return np.array([value in chosen for value in values], dtype=np.bool_)


def _counts(values: Sequence[Any], codes: NDArray[Any]) -> dict[str, int]:
    totals = np.bincount(codes, minlength=len(values)).tolist()
    return {
        "" if value is None else str(value): total
        for value, total in zip(values, totals, strict=True)
    }
