"""A passage through the years: in which report it first stood, and how it changed since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from index.catalogue import Catalogue, KeptPassage
from index.errors import ReportNotFound
from index.picture import Picture
from index.units import is_known
from search.comparing.differing.changes import changes
from search.comparing.differing.tokens import Cut
from search.comparing.following.followed import InYear, Step, Trail, TrailRequest
from search.comparing.following.following import Followed, Stand, follow
from search.likeness import common_share, common_shares
from search.matching import Side, Verdict, match_sides, sides
from search.reuse.model import Relation
from search.reuse.standing import Standpoint, known_units

# Shares of common characters by which a later step may be less like than another, and goes before.
_NEAR_OWN, _NEAR = 0.25, 0.05


def trail(catalogue: Catalogue, picture: Picture, request: TrailRequest, cut: Cut) -> Trail:
    """Follow a passage. Raises ReportNotFound (`passage`)."""
    row, text = _asked(catalogue, picture, request.passage_id)
    columns = picture.snapshot.columns
    record = picture.snapshot.records[row]
    standpoint = Standpoint(columns, record.unit, record.year)
    asked = Stand(row, request.passage_id, 1.0, 1)
    found = follow(catalogue, picture, standpoint, asked, text)
    if request.own_unit:
        found = _own(standpoint, found, row)
    listed = _listed(standpoint, found, row, request.limit)
    steps = _steps(catalogue, picture, standpoint, found, listed, row)
    linked = _linked(steps, cut)
    rows = np.array(sorted(found.stands), dtype=np.int64)
    own = standpoint.related(rows, Relation.OWN)
    return Trail(
        passage_id=request.passage_id,
        report_id=record.id,
        unit=record.unit,
        year=record.year,
        text=text,
        steps=tuple(linked),
        years=tuple(_years(standpoint, rows.tolist(), listed)),
        reports=len(rows),
        units=len(known_units(columns, rows)),
        own=int(np.count_nonzero(own)),
        first_year=_first(columns.year_values, columns.years[rows].tolist()),
        first_own=_first(columns.year_values, columns.years[rows[own]].tolist()),
        rounds=found.rounds,
        bounded=found.bounded,
    )


def _asked(catalogue: Catalogue, picture: Picture, passage_id: int) -> tuple[int, str]:
    row = -1
    if 0 < passage_id < 2**63:
        row = int(picture.snapshot.columns.places(np.array([passage_id])).report[0])
    text = catalogue.texts([passage_id]).get(passage_id, "") if row >= 0 else ""
    if not text:
        raise ReportNotFound("no_such_passage", passage=passage_id)
    return row, text


def _own(standpoint: Standpoint, found: Followed, asked: int) -> Followed:
    stands = {
        row: stand
        for row, stand in found.stands.items()
        if row == asked or standpoint.relation(row) is Relation.OWN
    }
    return replace(found, stands=stands)


def _listed(standpoint: Standpoint, found: Followed, asked: int, limit: int) -> list[int]:
    """Return the reports (rows) that are listed, oldest first: that of the passage and the oldest
    ones, then those of its unit, then of each year in turn those most like it.
    """
    years = standpoint.columns.years
    sure = {asked, *_oldest(standpoint, found)}
    by_year: dict[int, list[tuple[bool, bool, float, int]]] = {}
    for row, stand in found.stands.items():
        other = standpoint.relation(row) is not Relation.OWN
        by_year.setdefault(int(years[row]), []).append((row not in sure, other, -stand.score, row))
    ranked = [
        (away, other, place, score, row)
        for some in by_year.values()
        for place, (away, other, score, row) in enumerate(sorted(some))
    ]
    rows = [row for *_, row in sorted(ranked)[:limit]]
    return sorted(rows, key=lambda row: _order(standpoint, row))


def _oldest(standpoint: Standpoint, found: Followed) -> Iterable[int]:
    """Yield the report of the earliest known year that is most like, of the unit and of all."""
    years = standpoint.columns.years
    dated = [row for row in found.stands if years[row]]
    own = [row for row in dated if standpoint.relation(row) is Relation.OWN]
    for rows in (own, dated):
        if rows:
            yield min(rows, key=lambda row: (years[row], -found.stands[row].score, row))


def _order(standpoint: Standpoint, row: int) -> tuple[object, ...]:
    columns = standpoint.columns
    year = int(columns.years[row])
    own = standpoint.relation(row) is Relation.OWN
    return not year, year, not own, int(columns.units[row]), row


def _steps(
    catalogue: Catalogue,
    picture: Picture,
    standpoint: Standpoint,
    found: Followed,
    listed: Sequence[int],
    asked: int,
) -> list[Step]:
    kept = catalogue.passages(sorted(found.stands[row].passage for row in listed))
    steps = []
    for row in listed:
        stand = found.stands[row]
        passage = kept.get(stand.passage)
        if passage is not None:  # else removed since this picture was taken
            steps.append(_step(picture, standpoint, stand, passage, asked=row == asked))
    return steps


def _step(
    picture: Picture, standpoint: Standpoint, stand: Stand, passage: KeptPassage, *, asked: bool
) -> Step:
    record = picture.snapshot.records[stand.row]
    return Step(
        report_id=record.id,
        title=record.title,
        unit=record.unit,
        year=record.year,
        kind=record.kind,
        passage_id=passage.id,
        index=passage.id - record.first_passage,
        paragraph=passage.paragraph,
        path=passage.path,
        text=passage.text,
        score=1.0,
        verdict=Verdict.SAME.value,
        relation=standpoint.relation(stand.row),
        copies=stand.copies,
        asked=asked,
        file=record.file,
        sha256=record.sha256,
        scan=record.scan,
    )


def _linked(steps: Sequence[Step], cut: Cut) -> Iterable[Step]:
    """Yield the steps, each compared with the one it goes on from."""
    ready = sides([step.text for step in steps])
    for number, step in enumerate(steps):
        before = _before(steps, ready, number)
        if before is None:
            yield step
            continue
        here, there = ready[before], ready[number]
        matching = match_sides(here, there)
        # Two texts that are like a third one need not be like each other.
        score = matching.score if matching else _share(here, there)
        yield replace(
            step,
            score=round(score, 4),
            verdict=(matching.verdict if matching else Verdict.SIMILAR).value,
            before=before,
            changes=changes(here.text, there.text, cut),
        )


def _before(steps: Sequence[Step], ready: Sequence[Side], number: int) -> int | None:
    """Return the step that one goes on from: of those of its unit before it, else of all of
    earlier years, the last one that is nearly as like it as any. One without a year is compared
    with the passage asked about.
    """
    step = steps[number]
    if step.year is None:
        return next((at for at, one in enumerate(steps) if one.asked and at != number), None)
    own = [at for at in range(number) if is_known(step.unit) and steps[at].unit == step.unit]
    earlier = [at for at in range(number) if (steps[at].year or step.year) < step.year]
    some, near = (own, _NEAR_OWN) if own else (earlier, _NEAR)
    if not some:
        return None
    plain = [ready[at].normal.text for at in some]
    shares = common_shares(plain, [ready[number].normal.text] * len(some), least=0.0).tolist()
    best = max(shares)
    return max(at for at, share in zip(some, shares, strict=True) if share >= best - near)


def _share(here: Side, there: Side) -> float:
    return common_share(here.normal.text, there.normal.text)


def _years(standpoint: Standpoint, rows: Sequence[int], listed: Sequence[int]) -> Iterable[InYear]:
    """Yield counts by year, rising, unknown years last."""
    columns = standpoint.columns
    by_year: dict[int, list[int]] = {}
    for row in rows:
        by_year.setdefault(int(columns.years[row]), []).append(row)
    shown = set(listed)
    for year in sorted(by_year, key=lambda code: (not code, code)):
        some = by_year[year]
        yield InYear(
            year=columns.year_values[year],
            reports=len(some),
            units=len(known_units(columns, np.array(some, dtype=np.int64))),
            own=sum(standpoint.relation(row) is Relation.OWN for row in some),
            listed=len(shown.intersection(some)),
        )


def _first(values: Sequence[int | None], codes: Sequence[int]) -> int | None:
    """Return the earliest known year; code 0 is none."""
    return min((year for code in codes if (year := values[code]) is not None), default=None)
