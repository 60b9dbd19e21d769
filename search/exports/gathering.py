"""All hits of a search, with what a file says of each: where it stands, and in which file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np

from index.catalogue import Catalogue
from index.picture import Picture
from search import searching
from search.finding import Findings
from search.hits import hits_of
from search.model import Hit, Progress, Request, Result

AT_ONCE = 4_000  # hits between two looks at whether someone cancelled

Told = Callable[[Progress], None]
Cancelled = Callable[[], bool]


class Stopped(Exception):
    """Whoever asked for the file wants it no more."""


@dataclass(frozen=True, slots=True)
class Row:
    """One hit as files show it. `paragraph` counts from 1; `runs_on` is where a match goes on."""

    hit: Hit
    paragraph: int
    file: str
    sha256: str
    runs_on: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """Totals of a search (`result`, without hits) and its first rows; `left_out` are not among."""

    result: Result
    rows: tuple[Row, ...]
    left_out: int


def gather(
    catalogue: Catalogue,
    picture: Picture,
    findings: Findings,
    request: Request,
    *,
    most: int,
    told: Told | None = None,
    cancelled: Cancelled | None = None,
) -> Gathered:
    """Return the first `most` hits in the order asked for. Raises BadQuery, Stopped.

    All rows stand in memory, some 2 KB each: read in the order of the catalogue each report is
    unpacked once, in any other order once a hit.
    """
    bare = replace(request, grouped=False, removed=False, limit=0, offset=0)
    result = searching.search(catalogue, picture, findings, bare)
    finding = findings.of(picture, request)
    order = searching.in_order(picture.snapshot, finding, request.sort, most)[:most]
    steps = Steps(len(order), told, cancelled)
    rising = np.sort(order)
    rows: dict[int, Row] = {}
    for start in range(0, len(rising), AT_ONCE):
        some = rising[start : start + AT_ONCE]
        hits = hits_of(catalogue, picture, finding, some)
        rows.update((row.hit.passage_id, row) for row in _rows(catalogue, picture, hits))
        steps.step(len(some))
    ids = finding.found.passages[order].tolist()
    kept = tuple(rows[passage_id] for passage_id in ids if passage_id in rows)
    return Gathered(result, kept, result.passages - len(kept))


@dataclass(slots=True)
class Steps:
    """Progress over a number of hits, and the place where work may be given up."""

    total: int
    told: Told | None
    cancelled: Cancelled | None
    done: int = 0
    started: float = 0.0

    def every(self, number: int) -> None:
        """Tell, now and then, that `number` are done. Raises Stopped."""
        if number % AT_ONCE == 0 or number == self.total:
            self.step(number - self.done)

    def step(self, count: int) -> None:
        """Tell that so many more are done. Raises Stopped."""
        self.started = self.started or monotonic()
        self.done += count
        if self.cancelled and self.cancelled():
            raise Stopped
        if self.told:
            seconds = monotonic() - self.started
            self.told(Progress(self.done, self.total, self.done, seconds, ""))


def _rows(catalogue: Catalogue, picture: Picture, hits: Sequence[Hit]) -> Iterator[Row]:
    records = picture.snapshot.records
    report_ids = picture.snapshot.columns.reports
    after = [one.passage_id for hit in hits for one in hit.continues]
    texts = catalogue.texts(after) if after else {}
    for hit in hits:
        record = records[int(np.searchsorted(report_ids, hit.report_id))]
        runs_on = "".join(
            texts.get(one.passage_id, "")[: max(span.end for span in one.spans)]
            for one in hit.continues
        )
        yield Row(hit, hit.paragraph + 1, record.file, record.sha256, runs_on)
