"""Which reports a report is best compared with: the unit's other years, like units of its year.

A unit that is not named, or masked (XX局), equals no other and has no peers. A kind that is
missing equals a missing one of the same unit, but makes no two units alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.catalogue import Record
from index.units import is_known
from search import listing
from search.likeness import common_share
from search.model import ReportRow


class Lack(StrEnum):
    """What a report must have before peers can be named."""

    UNIT = "unit"
    MASKED = "masked"  # the unit is withheld
    YEAR = "year"
    KIND = "kind"  # the unit's own years are found without one, like units are not


@dataclass(frozen=True, slots=True)
class Peers:
    """What one report may be compared with.

    `earlier` and `later` are of the same unit and kind in the nearest year before and after:
    usually one report, of several the likest first. `years` has one report of each year, this
    one's included, oldest first. `same_year` are the unit's others of this year. `others` has of
    each other unit with the same kind and year its likest report, the nearest in name and size
    first; `units` counts them before any limit. `lacks` says why something cannot be named.
    """

    report: ReportRow
    earlier: tuple[ReportRow, ...] = ()
    later: tuple[ReportRow, ...] = ()
    years: tuple[ReportRow, ...] = ()
    same_year: tuple[ReportRow, ...] = ()
    others: tuple[ReportRow, ...] = ()
    units: int = 0
    lacks: tuple[Lack, ...] = ()


def peers(records: Sequence[Record], report: Record, most: int) -> Peers:
    """Return what `report` may be compared with; at most `most` other units are listed."""
    lacks = _lacking(report)
    if not is_known(report.unit):
        return Peers(listing.row(report), lacks=lacks)
    own = [
        one
        for one in records
        if one.unit == report.unit and one.kind == report.kind and one.id != report.id
    ]
    if report.year is None:
        return Peers(listing.row(report), lacks=lacks)
    by_year = _by_year(own, report)
    before = [year for year in by_year if year < report.year]
    after = [year for year in by_year if year > report.year]
    others = _others(records, report) if report.kind is not None else []
    one_each = {year: found[0] for year, found in by_year.items()}
    if report.id:  # else a draft
        one_each[report.year] = report
    return Peers(
        report=listing.row(report),
        earlier=_rows(by_year[max(before)]) if before else (),
        later=_rows(by_year[min(after)]) if after else (),
        years=_rows(one_each[year] for year in sorted(one_each)) if len(one_each) > 1 else (),
        same_year=_rows(by_year.get(report.year, ())),
        others=_rows(others[:most]),
        units=len(others),
        lacks=lacks,
    )


def _lacking(report: Record) -> tuple[Lack, ...]:
    found = []
    if not report.unit:
        found.append(Lack.UNIT)
    elif not is_known(report.unit):
        found.append(Lack.MASKED)
    if report.year is None:
        found.append(Lack.YEAR)
    if report.kind is None:
        found.append(Lack.KIND)
    return tuple(found)


def _by_year(own: Iterable[Record], report: Record) -> dict[int, list[Record]]:
    """Return the unit's reports by year, the likest to `report` first."""
    found: dict[int, list[Record]] = {}
    for one in own:
        if one.year is not None:
            found.setdefault(one.year, []).append(one)
    for same in found.values():
        # A shortened, twice filed or revised report is told by its title and size; then the
        # latest comes first.
        same.sort(key=lambda one: (-_alike(one, report, one.title, report.title), -one.id))
    return found


def _others(records: Iterable[Record], report: Record) -> list[Record]:
    """Return one report of each other known unit, the nearest unit first."""
    unit = str(report.unit)
    best: dict[str, tuple[float, Record]] = {}
    for one in records:
        if one.year != report.year or one.kind != report.kind or one.unit == unit:
            continue
        name = one.unit or ""
        if not is_known(name):
            continue
        score = _alike(one, report, name, unit)
        if name not in best or score >= best[name][0]:
            best[name] = (score, one)
    ranked = sorted(best.values(), key=lambda found: (-found[0], found[1].id))
    return [one for _score, one in ranked]


def _alike(one: Record, report: Record, name: str, other: str) -> float:
    """Return how near two reports are, 0 to 3: likeness of names, twice, and ratio of sizes."""
    sizes = sorted((one.characters, report.characters))
    return 2 * common_share(name, other) + sizes[0] / max(1, sizes[1])


def _rows(records: Iterable[Record]) -> tuple[ReportRow, ...]:
    return tuple(map(listing.row, records))
