"""Lists of reports, and one report whole, from what the catalogue keeps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from index.catalogue import FIELDS, Entry, Record
from index.errors import BadQuery
from index.folding import fold
from index.model import Origin
from search.model import Filters, Report, ReportPage, ReportRow, Result

SORTS: dict[str, Callable[[Record], Any]] = {
    "title": lambda record: record.title,
    "unit": lambda record: record.unit,
    "year": lambda record: record.year,
    "kind": lambda record: record.kind,
    "passages": lambda record: record.passages,
    "added": lambda record: record.added,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which reports to list; `text` must stand in title, unit, file name or year."""

    filters: Filters
    text: str = ""
    incomplete: bool = False

    def holds(self, record: Record) -> bool:
        """Say whether a report is chosen."""
        filters = self.filters
        wanted = (
            (not filters.years or record.year in filters.years)
            and (not filters.units or record.unit in filters.units)
            and (not filters.kinds or record.kind in filters.kinds)
            and (not filters.reports or record.id in filters.reports)
        )
        if not wanted or (self.incomplete and not lacks(record)):
            return False
        words = [fold(word) for word in self.text.split()]
        said = fold(f"{record.title}\n{record.unit or ''}\n{record.file}\n{record.year or ''}")
        return all(word in said for word in words)


def page(
    records: Sequence[Record], choice: Choice, *, sort: str, limit: int | None, offset: int
) -> ReportPage:
    """Return one page of the list. Raises BadQuery (field sort)."""
    chosen = _sorted([record for record in records if choice.holds(record)], sort)
    last = None if limit is None else offset + limit
    return ReportPage(
        rows=tuple(map(row, chosen[offset:last])),
        total=len(chosen),
        years=_values(record.year for record in records),
        units=_values(record.unit for record in records),
        kinds=_values(record.kind for record in records),
        incomplete=sum(map(lacks, records)),
    )


def row(record: Record) -> ReportRow:
    """Return a report as it stands in a list."""
    return ReportRow(
        id=record.id,
        file=record.file,
        title=record.title,
        year=record.year,
        unit=record.unit,
        kind=record.kind,
        sections=record.sections,
        passages=record.passages,
        characters=record.characters,
        added=record.added,
        sha256=record.sha256,
        scan=record.scan,
    )


def whole(entry: Entry) -> Report:
    """Return a report with its outline, where its facts come from, and earlier versions."""
    origins = {
        field: Origin.PERSON
        if field in entry.corrections
        else Origin(getattr(entry.recognised, f"{field}_from"))
        for field in FIELDS
    }
    return Report(
        row=row(entry.record),
        outline=entry.outline,
        first_passage=entry.record.first_passage,
        facts=entry.file_facts,
        origins=origins,
        recognised={field: getattr(entry.recognised, field) for field in FIELDS},
        removed=entry.outline.removed,
        earlier=entry.earlier,
    )


def in_reading_order(result: Result) -> Result:
    """Return a result with its hits as they stand in their reports."""
    return replace(result, hits=tuple(sorted(result.hits, key=lambda hit: hit.passage_id)))


def lacks(record: Record | ReportRow) -> bool:
    """Say whether it is not known whose report it is: year, unit or kind."""
    return record.year is None or record.unit is None or record.kind is None


def _sorted(records: list[Record], sort: str) -> list[Record]:
    name = sort.removeprefix("-")
    if name not in SORTS:
        raise BadQuery("bad_sort", field="sort", value=sort, known=", ".join(SORTS))
    key = SORTS[name]
    having = [record for record in records if key(record) is not None]
    having.sort(key=lambda record: record.id)
    having.sort(key=key, reverse=sort.startswith("-"))
    # What lacks the value stands last, whichever way the list is sorted.
    return [*having, *(record for record in records if key(record) is None)]


def _values(values: Any) -> tuple[Any, ...]:
    known = set(values)
    rising = sorted(value for value in known if value is not None)
    return (*rising, None) if None in known else tuple(rising)
