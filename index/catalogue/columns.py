"""The catalogue as columns: what search filters and counts by, for one generation, in memory.

A passage id is looked up in `first` by bisection; facets are bincounts over codes.
10,000 reports with a million passages take some 12 MB.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.catalogue.records import Exclusion, Marking, Record
from index.catalogue.shapes import PARTS, ROLES, codes_in
from index.model import Part, Where

Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]

WHERES = tuple(Where)
_STANDS = np.array(
    [WHERES.index(Where.BODY if part is Part.BODY else Where.HEADING) for part in PARTS],
    dtype=np.uint8,
)  # by part, of passages that are no rows


@dataclass(frozen=True, slots=True)
class Places:
    """Where passages stand: `report[i]` is a row of the reports' columns, `passage[i]` one of the
    passages' columns; both are -1 for an id that is not live.
    """

    report: Ints
    passage: Ints

    @property
    def live(self) -> NDArray[np.bool_]:
        """Which of the ids stand in this generation."""
        return self.report >= 0


class Labels(NamedTuple):
    """The values as facets name them, in the order of their codes: `""` for none."""

    years: tuple[str, ...]
    units: tuple[str, ...]
    kinds: tuple[str, ...]
    roles: tuple[str, ...]
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """All live reports as columns, by rising id, and all their passages in the same order.

    Of n reports: `reports` (ids), `first` (id of the first passage), `counts` (passages), `starts`
    (n + 1: where each report's passages begin in the passages' columns), `scanned` (pages whose
    text was recognised from a picture), `unread` (pages that are pictures and were not), the codes
    `years`, `units`, `kinds`: numbers of places in `year_values`, `unit_values`, `kind_values`,
    where place 0 is always None (no value) and the rest rises.
    Of all passages: `parts`, `roles`: places in `part_values` and `role_values`
    (role 0 is None); `rows` says which are rows of tables, `where` are places in `where_values`.
    """

    reports: Ints
    first: Ints
    counts: Ints
    starts: Ints
    scanned: Ints
    unread: Ints
    years: Ints
    units: Ints
    kinds: Ints
    parts: Bytes
    roles: Bytes
    rows: NDArray[np.bool_]
    where: Bytes
    year_values: tuple[int | None, ...]
    unit_values: tuple[str | None, ...]
    kind_values: tuple[str | None, ...]
    labels: Labels
    part_values: ClassVar = PARTS
    role_values: ClassVar = ROLES
    where_values: ClassVar = WHERES

    def places(self, passage_ids: NDArray[np.integer]) -> Places:
        """Find passages by id, in any order. Costs a bisection an id."""
        ids = np.asarray(passage_ids, dtype=np.int64)
        if not len(self.first):
            nowhere = np.full(len(ids), -1, dtype=np.int64)
            return Places(nowhere, nowhere)
        row = np.searchsorted(self.first, ids, side="right") - 1
        inside = ids - self.first[row]
        live = (row >= 0) & (inside < self.counts[row])
        if live.all():
            return Places(row, self.starts[row] + inside)
        return Places(np.where(live, row, -1), np.where(live, self.starts[row] + inside, -1))

    def passage_ids(self) -> Ints:
        """Return the ids of all live passages, rising."""
        of_report = np.repeat(self.first - self.starts[:-1], self.counts)
        return of_report + np.arange(self.starts[-1], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One generation of the catalogue. `records[i]` is the report of row i of `columns`.

    `marks` (by report) and `exclusions` (in the order of the text) are those that hold.
    """

    generation: int
    engine: str
    records: tuple[Record, ...]
    columns: Columns
    refused: int
    marks: Mapping[int, Marking] = field(default_factory=dict)
    exclusions: tuple[Exclusion, ...] = ()


def columns_of(records: Sequence[Record], codes: Sequence[bytes]) -> Columns:
    """Turn records (by rising id) and their bytes a passage into columns."""
    counts = np.array([record.passages for record in records], dtype=np.int64)
    told = codes_in(np.frombuffer(b"".join(codes), dtype=np.uint8))
    years, year_values = _coded([record.year for record in records])
    units, unit_values = _coded([record.unit for record in records])
    kinds, kind_values = _coded([record.kind for record in records])
    return Columns(
        reports=np.array([record.id for record in records], dtype=np.int64),
        first=np.array([record.first_passage for record in records], dtype=np.int64),
        counts=counts,
        starts=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        scanned=np.array([record.scanned for record in records], dtype=np.int64),
        unread=np.array([record.unread for record in records], dtype=np.int64),
        years=years,
        units=units,
        kinds=kinds,
        parts=told.parts.astype(np.uint8),
        roles=told.roles.astype(np.uint8),
        rows=told.rows.astype(np.bool_),
        where=np.where(told.rows, WHERES.index(Where.TABLE), _STANDS[told.parts]).astype(np.uint8),
        year_values=year_values,
        unit_values=unit_values,
        kind_values=kind_values,
        labels=Labels(*map(_named, (year_values, unit_values, kind_values, ROLES, WHERES))),
    )


def _named(values: Sequence[Any]) -> tuple[str, ...]:
    return tuple("" if value is None else str(value) for value in values)


def _coded(values: Sequence[Any]) -> tuple[Ints, tuple[Any, ...]]:
    known = (None, *sorted({value for value in values if value is not None}))
    place = {value: code for code, value in enumerate(known)}
    return np.array([place[value] for value in values], dtype=np.int64), known
