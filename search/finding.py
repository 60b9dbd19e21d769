"""From a request to everything it finds: the rung that answers, the passages, where they stand.

No text is read. A finding is kept for the next questions about it: the next page of hits, the
counts by unit and year, an export.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Places
from index.engine import Form
from index.picture import Picture
from search import facets
from search.model import Filters, Mode, Request, Rung, Within
from search.phrases import Found, Passes, find
from search.query import Query, parse
from search.ranked import rank

Ints = NDArray[np.int64]

_KEPT = 32  # findings …
_KEPT_PASSAGES = 3_000_000  # … and passages in all of them


@dataclass(frozen=True, slots=True)
class Finding:
    """Everything that a request finds, over all pages; `scores` are those of words."""

    rung: Rung
    found: Found
    places: Places
    scores: NDArray[np.float64] | None = None
    terms: tuple[str, ...] = ()

    @property
    def reports(self) -> Ints:
        """Return the rows of the reports found, rising."""
        rows = self.places.report  # rises, as ids do
        first = np.ones(len(rows), dtype=np.bool_)
        first[1:] = rows[1:] != rows[:-1]
        distinct: Ints = rows[first]
        return distinct


class Findings:
    """Answers what is found, remembering the last answers. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[object, ...], Finding] = OrderedDict()
        self._generation: tuple[str, int] | None = None

    def of(self, picture: Picture, request: Request) -> Finding:
        """Return what a request finds in a picture. Raises BadQuery."""
        if request.mode is not Mode.LADDER:
            return self._of(picture, request, Rung(request.mode.value))
        for rung in Rung:
            finding = self._of(picture, request, rung)
            if len(finding.found.passages) or self._stands(picture, request, rung):
                return finding
        return self._of(picture, request, Rung.EXACT)

    def _stands(self, picture: Picture, request: Request, rung: Rung) -> bool:
        """Say whether a rung finds anything once nothing is filtered.

        If so, it is the one that answers: no filter shall turn an exact answer into a vague one.
        """
        query = parse(request.query)
        bare = replace(query, years=(), units=(), kinds=(), roles=(), where=(), titles=())
        if bare == query and not request.filters:
            return False
        return len(_find(picture, bare, Filters(), request.within, rung).found.passages) > 0

    def _of(self, picture: Picture, request: Request, rung: Rung) -> Finding:
        state = picture.snapshot.engine, picture.snapshot.generation
        key = request.query, request.filters, request.within, rung
        with self._lock:
            if self._generation != state:
                self._kept.clear()
                self._generation = state
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        finding = _find(picture, parse(request.query), request.filters, request.within, rung)
        with self._lock:
            if self._generation == state:
                self._kept[key] = finding
                self._forget()
        return finding

    def _forget(self) -> None:
        size = sum(len(finding.found.passages) for finding in self._kept.values())
        while len(self._kept) > 1 and (len(self._kept) > _KEPT or size > _KEPT_PASSAGES):
            _, dropped = self._kept.popitem(last=False)
            size -= len(dropped.found.passages)


def _find(picture: Picture, query: Query, chosen: Filters, within: Within, rung: Rung) -> Finding:
    filters = (chosen, query.filters)
    passes = _passing(picture, filters, query.titles)
    columns = picture.snapshot.columns
    if rung is Rung.WORDS:
        ranked = rank(picture, query, passes)
        found = Found(ranked.passages, np.ones(len(ranked.passages), dtype=np.int64))
        places = columns.places(found.passages)
        return Finding(rung, found, places, ranked.scores, ranked.terms)
    form = Form.EXACT if rung is Rung.EXACT else Form.LOOSE
    found = find(picture, query, form, within, passes)
    return Finding(rung, found, columns.places(found.passages))


def _passing(picture: Picture, filters: tuple[Filters, ...], titles: tuple[str, ...]) -> Passes:
    snapshot = picture.snapshot

    def passes(passages: Ints) -> NDArray[np.bool_]:
        places = snapshot.columns.places(passages)
        if not any(filters) and not titles:
            return places.live
        keep = places.live
        inside = Places(places.report[keep], places.passage[keep])
        keep[keep] = facets.mask(snapshot, inside, filters, titles)
        return keep

    return passes
