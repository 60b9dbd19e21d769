"""The reuse report: how much of one report or draft stands elsewhere, and where.

Every passage is looked up, every stretch that stands elsewhere labelled, and the rates are counted
from the labelled stretches alone. Later reports are listed and count nowhere.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Catalogue, Exclusion
from index.catalogue.catalogue import now
from index.errors import Refused
from index.ingest.outcome import Progress
from index.model import Span
from index.picture import Picture
from search import listing
from search.matching import Side
from search.reuse.bridging import bridges, half, unseen
from search.reuse.choosing import choose
from search.reuse.filling import fill
from search.reuse.groups import Found, Group
from search.reuse.labels import Judge, Labelled, Stands, beyond, labelled
from search.reuse.lookup import OF_MANY, look_up
from search.reuse.lot import Without
from search.reuse.model import (
    Covered,
    Cutoff,
    Direction,
    Finding,
    Match,
    PassageReuse,
    Relation,
    Reuse,
    ReuseRequest,
)
from search.reuse.rates import rates
from search.reuse.residue import Own, residue
from search.reuse.showing import show
from search.reuse.sources import later_reports, sources
from search.reuse.standing import Standpoint, cutoff, known, known_units
from search.reuse.subject import Body, Subject, subject
from search.reuse.unitnames import Names
from search.scope import searched

Ints = NDArray[np.int64]

# A shorter piece of a passage is a turn of phrase that chance puts into both.
SHORTEST = 13  # characters of a piece that is not all of its passage

_LOT = 200  # passages after which is said how far the work is

Told = Callable[[Progress], None]
Cancelled = Callable[[], bool]


def reuse(
    catalogue: Catalogue,
    picture: Picture,
    request: ReuseRequest,
    *,
    progress: Told | None = None,
    cancelled: Cancelled | None = None,
) -> Reuse:
    """Return the reuse report of a report or draft.

    Raises ReportNotFound, BadQuery (field text, stock_share), UnreadableReport, and Refused
    (`cancelled`).
    """
    stock = cutoff(picture.snapshot.columns, request.stock_share)
    about = subject(catalogue, picture, request)
    return _Report(catalogue, picture, about, stock).made(progress, cancelled)


class _Report:
    """One reuse report in the making."""

    def __init__(
        self, catalogue: Catalogue, picture: Picture, about: Subject, stock: Cutoff
    ) -> None:
        self._catalogue, self._picture, self._about, self._stock = catalogue, picture, about, stock
        columns = picture.snapshot.columns
        self._columns = columns
        self._standpoint = Standpoint(columns, about.unit, about.year)
        rows = np.arange(len(columns.reports))
        template = np.isin(columns.reports, list(picture.snapshot.marks))
        self._judge = Judge(
            later=self._standpoint.written(rows, Direction.LATER),
            template=template,
            own=self._standpoint.related(rows, Relation.OWN),
            units=columns.units,
            known=known(columns.unit_values),
            stock_from=stock.least,
            fragments_from=stock.fragments,
        )
        self._excluded = self._exclusions()

    def made(self, progress: Told | None, cancelled: Cancelled | None) -> Reuse:
        """Return the report."""
        about, started = self._about, time.monotonic()
        passages: list[PassageReuse] = []
        found: list[tuple[Labelled, ...]] = []
        later: list[tuple[Stands, ...]] = []
        total = len(about.passages)
        for first in range(0, total, _LOT):
            if cancelled is not None and cancelled():
                raise Refused("cancelled")
            for passage, labels, behind in self._lot(first, min(first + _LOT, total)):
                passages.append(passage)
                found.append(labels)
                later.append(behind)
            if progress is not None:
                done = len(passages)
                progress(Progress(done, total, done, time.monotonic() - started, about.file))
        counted = rates(found, about.characters, self._columns.reports)
        of = counted.raw.of
        listed = sources(self._picture, self._standpoint, found, of)
        after = later_reports(self._picture, self._standpoint, later, of)
        return Reuse(
            report=listing.row(about.record) if about.record else None,
            title=about.title,
            unit=about.unit,
            year=about.year,
            characters=about.characters,
            rates=counted,
            passages=_placed(passages),
            sources=listed[0],
            later=after[0],
            findings=self._findings(passages),
            excluded=tuple(one for some in self._excluded.values() for one in some),
            cutoff=self._stock,
            searched=searched(self._picture.snapshot),
            at=now(),
            same_file=about.same_file,
            file=about.file,
            sha256=about.sha256,
            source_count=listed[1],
            later_count=after[1],
            scan=about.scan,
        )

    def _exclusions(self) -> dict[int, list[Exclusion]]:
        """Return the report's exclusions that hold, by passage."""
        found: dict[int, list[Exclusion]] = {}
        mine = {passage.passage_id for passage in self._about.passages} - {None}
        for one in self._picture.snapshot.exclusions:
            if one.passage_id in mine:
                found.setdefault(one.passage_id, []).append(one)
        return found

    def _lot(
        self, first: int, last: int
    ) -> Iterator[tuple[PassageReuse, tuple[Labelled, ...], tuple[Stands, ...]]]:
        """Yield some passages, with their labelled stretches and those in later reports."""
        bodies = self._about.passages[first:last]
        found, stands, shown = self._looked_up(bodies)
        for number, body in enumerate(bodies):
            excluded = [one.span for one in self._excluded.get(body.passage_id or 0, ())]
            groups = found.by_asker[number]
            fragments = beyond(found.fragments[number], self._exact(found.asked[number], groups))
            labels = labelled(stands[number], excluded, self._judge, fragments)
            alike = _union(stands[number], [one for one in groups if not one.is_fragment])
            everywhere = [*stands[number], *fragments]
            reports = _union(everywhere, groups)
            behind = reports[self._judge.later[reports] & ~self._judge.template[reports]]
            yield (
                PassageReuse(
                    index=body.index,
                    passage_id=body.passage_id,
                    path=body.path,
                    role=body.role,
                    paragraph=body.paragraph,
                    text=body.text,
                    start=0,
                    covered=self._covered(labels),
                    matches=tuple(replace(match, piece=0) for match in shown[number]),
                    units=len(known_units(self._columns, alike)),
                    later=tuple(self._columns.reports[behind].tolist()),
                    total=max(
                        len(shown[number]),
                        sum(len(group.passages) for group in groups),
                    ),
                ),
                labels,
                tuple(_only(everywhere, behind)),
            )

    def _looked_up(
        self, bodies: Sequence[Body]
    ) -> tuple[Found, list[list[Stands]], list[list[Match]]]:
        """Return what passages match, where they stand elsewhere and which matches to list."""
        without = Without(report=self._about.row)
        over = bridges(bodies)
        found = look_up(
            self._catalogue,
            self._picture,
            [*(body.text for body in bodies), *(bridge.text for bridge in over)],
            without=without,
            limit=OF_MANY,
            stock_from=self._stock.least,
            fragments_of=len(bodies),
        )
        filled = fill(
            self._catalogue, self._picture, found, [body.index for body in bodies], without
        )
        stands = [
            self._stands(asked, some)
            for asked, some in zip(found.asked, found.by_asker, strict=True)
        ]
        for number, beside in filled.items():
            whole = Span(0, len(bodies[number].text))
            stands[number].append(Stands(whole, np.unique(beside.reports)))
        parts = [
            (bridge, side, number)
            for number, bridge in enumerate(over, len(bodies))
            for side in (0, 1)
        ]
        lots = [
            *zip(found.asked[: len(bodies)], found.by_asker, strict=False),
            *(
                (found.asked[number], unseen(found, bridge, number, side))
                for bridge, side, number in parts
            ),
        ]
        shown = self._shown(lots)
        for (bridge, side, number), matches in zip(parts, shown[len(bodies) :], strict=True):
            at = bridge.before + side
            split = [(bridge.split(span)[side], reports) for span, reports in stands[number]]
            stands[at] += [Stands(span, reports) for span, reports in split if span]
            shown[at] += [match for one in matches if (match := half(bridge, one, side))]
        return found, stands, shown

    def _shown(self, lots: Sequence[tuple[Side, Sequence[Group]]]) -> list[list[Match]]:
        """Return the matches to list under each of several texts."""
        chosen = [
            choose(self._picture, self._judge, asked, groups, asker=self._about.row)
            for asked, groups in lots
        ]
        every = [one for some in chosen for one in some]
        shown = iter(show(self._catalogue, self._picture, self._standpoint, self._stock, every))
        return [[match for _ in some if (match := next(shown))] for some in chosen]

    def _stands(self, asked: Side, groups: Sequence[Group]) -> list[Stands]:
        """Return where a text stands elsewhere, later reports included."""
        stands: list[Stands] = []
        for group in groups:
            if group.is_fragment:
                continue
            reports = np.unique(group.reports)
            stands += [
                Stands(span, reports)
                for span in group.stretches(asked)
                if span.end - span.start >= min(SHORTEST, len(asked.text))
            ]
        return stands

    def _exact(self, asked: Side, groups: Sequence[Group]) -> list[Span]:
        """Return what of a text stands to the letter in passages that are alike and count."""
        return [
            span
            for group in groups
            if not group.is_fragment and len(self._judge.counting(group.reports))
            for span in group.exact(asked)
        ]

    def _covered(self, labels: Sequence[Labelled]) -> tuple[Covered, ...]:
        ids = self._columns.reports
        return tuple(
            Covered(span, label, tuple(ids[reports].tolist()), by)
            for span, label, reports, by in labels
        )

    def _findings(self, passages: Sequence[PassageReuse]) -> tuple[Finding, ...]:
        names = Names(self._columns.unit_values)
        words = "\n".join(passage.text for passage in passages if not passage.covered)
        own = Own(self._about.unit, self._about.year, words)
        return tuple(one for passage in passages for one in residue(passage, own, names))


def _union(stands: Sequence[Stands], groups: Sequence[Group]) -> Ints:
    """Return the reports (rows) in which something matches."""
    reports = [one.reports for one in stands] + [group.reports for group in groups]
    return np.unique(np.concatenate(reports)) if reports else np.empty(0, dtype=np.int64)


def _only(stands: Sequence[Stands], reports: Ints) -> Iterator[Stands]:
    """Yield what stands in some of the reports."""
    for span, rows in stands if len(reports) else ():
        some = np.intersect1d(rows, reports, assume_unique=True)
        if len(some):
            yield Stands(span, some)


def _placed(passages: Sequence[PassageReuse]) -> tuple[PassageReuse, ...]:
    """Say of each passage where it begins among all characters."""
    at, placed = 0, []
    for passage in passages:
        placed.append(replace(passage, start=at))
        at += len(passage.text)
    return tuple(placed)
