"""Over how much of the library is looked, and which values of filters stand nowhere in it.

The one place that says so, for every question that filters. "Not found" is worth as much as what
was searched: of a unit that nobody has, nothing was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Columns, Snapshot
from index.folding import fold
from search import facets
from search.likeness import share_table, shares_within
from search.model import Filters, Searched, UnknownFilter

NONE = "none"
"""How it is typed that there is no value."""

_MOST = 5  # near values of one that stands nowhere
_LEAST = 0.6  # likeness of a near name …
_WITHIN = 0.65  # … and of a stretch of a longer one
_YEARS = 3


def searched(snapshot: Snapshot, *filters: Filters, titles: Sequence[str] = ()) -> Searched:
    """Return over how much a question with these filters looks; `titles` are folded."""
    columns = snapshot.columns
    size = len(snapshot.records), int(columns.counts.sum()), snapshot.refused
    chosen = [one for one in filters if one]
    if not chosen and not titles:
        return Searched(*size, None, (), *_pages(columns.scanned), *_pages(columns.unread))
    left = facets.passing(snapshot, chosen, titles)
    strange = unknown(snapshot, *chosen, titles=titles)
    pictures = *_pages(columns.scanned[left]), *_pages(columns.unread[left])
    return Searched(*size, len(left), strange, *pictures)


def _pages(pages: NDArray[np.integer]) -> tuple[int, int]:
    """Return how many of the reports have such pages, and how many these are."""
    return int(np.count_nonzero(pages)), int(pages.sum())


def unknown(
    snapshot: Snapshot, *filters: Filters, titles: Sequence[str] = ()
) -> tuple[UnknownFilter, ...]:
    """Return the values of filters that stand nowhere, each once.

    Of years that follow on each other (a range) one is enough. In an empty library nothing is
    unknown.
    """
    found: list[UnknownFilter] = []
    for one in filters if snapshot.records else ():
        found += _of(snapshot.columns, one)
    records = snapshot.records
    for title in titles if records else ():
        if not any(title in fold(record.title) for record in records):
            held = dict.fromkeys(record.title for record in records)
            found.append(UnknownFilter("title", title, _near(title, list(held))))
    return tuple(dict.fromkeys(found))


def _of(columns: Columns, chosen: Filters) -> Iterator[UnknownFilter]:
    years = _used(columns.year_values, columns.years)
    for run in _runs(chosen.years):
        if not years.intersection(run):
            yield _years(run, [year for year in years if year is not None])
    for field, wanted, values, codes in (
        ("unit", chosen.units, columns.unit_values, columns.units),
        ("kind", chosen.kinds, columns.kind_values, columns.kinds),
        ("role", chosen.roles, columns.role_values, columns.roles),
        ("where", chosen.where, columns.where_values, columns.where),
    ):
        if not wanted:
            continue
        held = _used(values, codes)
        names = sorted(name for name in held if name is not None)
        for value in wanted:
            if value not in held:
                near = names[:_MOST] if field in ("role", "where") else _near(value or "", names)
                yield UnknownFilter(field, NONE if value is None else str(value), tuple(near))
    for report in chosen.reports:
        if report not in columns.reports:
            yield UnknownFilter("report", str(report))


def _used(values: Sequence[Any], codes: NDArray[np.integer]) -> set[Any]:
    """Return the values that some report or passage has."""
    counts = np.bincount(codes, minlength=len(values))
    return {value for value, count in zip(values, counts.tolist(), strict=True) if count}


def _runs(years: Sequence[int | None]) -> Iterator[tuple[int | None, ...]]:
    """Yield years that follow on each other together; they may be a range."""
    if None in years:
        yield (None,)
    run: list[int] = []
    for year in sorted({year for year in years if year is not None}):
        if run and year != run[-1] + 1:
            yield tuple(run)
            run = []
        run.append(year)
    if run:
        yield tuple(run)


def _years(run: Sequence[int | None], held: Sequence[int]) -> UnknownFilter:
    known = [year for year in run if year is not None]
    if not known:
        return UnknownFilter("year", NONE)
    value = str(known[0]) if len(known) == 1 else f"{known[0]}-{known[-1]}"
    away = {year: min(abs(year - end) for end in (known[0], known[-1])) for year in held}
    near = sorted(held, key=lambda year: (away[year], year))[:_YEARS]
    return UnknownFilter("year", value, tuple(map(str, sorted(near))))


def _near(value: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return names that hold a value or are held by it, shortest first; else those like it."""
    wanted = fold(value)
    if not wanted or not names:
        return ()
    folded = [fold(name) for name in names]
    holding = [
        name
        for name, plain in zip(names, folded, strict=True)
        if wanted in plain or (plain and plain in wanted)
    ]
    if holding:
        return tuple(sorted(holding, key=len)[:_MOST])
    alike = share_table([wanted], folded, least=_LEAST)[0]
    if len(wanted) > 1:
        inside = shares_within([wanted] * len(folded), folded, least=_WITHIN)
        alike = np.maximum(alike, np.where(inside < _WITHIN, 0, inside))
    order = np.argsort(-alike, kind="stable")[:_MOST]
    return tuple(names[place] for place in order.tolist() if alike[place] > 0)
