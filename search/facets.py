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
    chosen = _chosen(snapshot, filters, titles)
    keep = np.ones(len(places.report), dtype=np.bool_) if chosen is None else chosen[places.report]
    inside = passages(columns, filters)
    if inside is not None:
        keep &= inside[places.passage]
    return keep


def passages(columns: Columns, filters: Sequence[Filters]) -> Mask | None:
    """Say which passages pass what the filters ask of passages; None where that is nothing."""
    masks = []
    for one in filters:
        if one.roles:
            masks.append(_among(columns.role_values, one.roles)[columns.roles])
        if one.where:
            masks.append(_among(columns.where_values, one.where)[columns.where])
    return np.logical_and.reduce(masks) if masks else None


def reports(snapshot: Snapshot, filters: Sequence[Filters], titles: Sequence[str]) -> Ints:
    """Return the rows of the reports that pass every one of the filters, passages apart."""
    chosen = _chosen(snapshot, filters, titles)
    rows: Ints = np.arange(len(snapshot.records)) if chosen is None else np.flatnonzero(chosen)
    return rows


def passing(snapshot: Snapshot, filters: Sequence[Filters], titles: Sequence[str] = ()) -> Ints:
    """Return the rows of the reports that pass every one of the filters: with one such passage at
    least.
    """
    rows = reports(snapshot, filters, titles)
    inside = passages(snapshot.columns, filters)
    return rows if inside is None else rows[holding(snapshot.columns, inside)[rows]]


def holding(columns: Columns, passages: Mask) -> Mask:
    """Return which reports hold one of the passages."""
    sums = np.concatenate(([0], np.cumsum(passages)))
    return np.asarray(sums[columns.starts[1:]] > sums[columns.starts[:-1]])


def _chosen(snapshot: Snapshot, filters: Sequence[Filters], titles: Sequence[str]) -> Mask | None:
    """Return which reports pass; None where all do."""
    columns = snapshot.columns
    masks = []
    for one in filters:
        for wanted, values, codes in (
            (one.years, columns.year_values, columns.years),
            (one.units, columns.unit_values, columns.units),
            (one.kinds, columns.kind_values, columns.kinds),
        ):
            if wanted:
                masks.append(_among(values, wanted)[codes])
        if one.reports:
            masks.append(np.isin(columns.reports, one.reports))
    if titles:
        held = [all(title in fold(record.title) for title in titles) for record in snapshot.records]
        masks.append(np.array(held, dtype=np.bool_))
    return np.logical_and.reduce(masks) if masks else None


def tally(columns: Columns, places: Places) -> tuple[Ints, ...]:
    """Count passages by the codes of year, unit, kind, role and where."""
    report = places.report
    return (
        np.bincount(columns.years[report], minlength=len(columns.year_values)),
        np.bincount(columns.units[report], minlength=len(columns.unit_values)),
        np.bincount(columns.kinds[report], minlength=len(columns.kind_values)),
        np.bincount(columns.roles[places.passage], minlength=len(columns.role_values)),
        np.bincount(columns.where[places.passage], minlength=len(columns.where_values)),
    )


def count(columns: Columns, places: Places) -> Facets:
    """Count passages by year, unit, kind, role and where; every value of the library is listed."""
    labels, counts = columns.labels, tally(columns, places)
    named = (
        dict(zip(names, some.tolist(), strict=True))
        for names, some in zip(labels, counts, strict=True)
    )
    return Facets(*named)


def none_last(codes: Ints) -> Ints:
    """Put code 0, which is no value, behind the others."""
    ordered: Ints = np.concatenate((codes[codes != 0], codes[codes == 0])).astype(np.int64)
    return ordered


def _among(values: Sequence[Any], wanted: Sequence[Any]) -> Mask:
    chosen = set(wanted)
    return np.array([value in chosen for value in values], dtype=np.bool_)
