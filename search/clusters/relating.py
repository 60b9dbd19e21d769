"""The graph of alike passages brought up to date: what is gone falls out, what is new is looked up.

Where much is new everything is compared from cold, from the pairs that the engine offers of
itself; else only the new texts ask for what is near to them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Catalogue
from index.errors import DamagedHome
from index.picture import Picture
from search.clusters.comparing import Shelf
from search.clusters.graph import APART, EMPTY, SHORTEST, Graph, Ints, bodies, edge_keys
from search.model import Progress

STAGE = "relate"
LIMIT = 30  # candidates asked for each text, of each length class
MANY = 20_000  # new texts from which it may be faster to begin from cold …
_SHARE = 0.1  # … if they are so much of all
_LOT = 20_000  # passages whose texts are read together
_SPARSE = 3  # times as many ids as are wanted are read rather than asked for one by one
_ASKED = 200  # new texts that ask together
_READING = 0.25  # of the work

Told = Callable[[Progress], None]
Cancelled = Callable[[], bool]
Edges = tuple[NDArray[np.uint64], NDArray[np.uint16]]  # keys, and how alike


class Stopped(Exception):
    """The work was cancelled."""


def relate(
    catalogue: Catalogue,
    picture: Picture,
    kept: Graph | None = None,
    *,
    told: Told | None = None,
    cancelled: Cancelled | None = None,
) -> Graph:
    """Return the graph of all live body passages of a picture, from an older one if there is any.

    A cold start costs some 100 µs a passage, else each new text some 2 ms. Raises Stopped,
    DamagedHome.
    """
    passages = bodies(picture.snapshot.columns)
    digests = _digests(picture, passages)
    base = _still(kept, passages, digests) if kept else EMPTY
    fresh = np.flatnonzero(~np.isin(passages, base.passages, assume_unique=True))
    if not len(base.passages) or len(fresh) > max(MANY, _SHARE * len(passages)):
        base, fresh = EMPTY, np.arange(len(passages))
    if not len(fresh):
        return base
    cold = base is EMPTY
    pace = _Pace(len(fresh), told, cancelled)
    shelf = Shelf()
    texts, firsts, owners = np.unique(digests[fresh], return_index=True, return_inverse=True)
    characters = _read(catalogue, passages[fresh], firsts, shelf, pace)
    places = np.argsort(np.argsort(firsts))  # on the shelf, where they stand as they were read
    compared = shelf.sizes[places] >= SHORTEST
    new = compared & ~np.isin(texts, base.digests, assume_unique=True)
    grown = _grown(base, texts[new])
    numbers = np.where(compared, _numbers(grown.digests, texts), APART)
    grown = _holding(grown, passages[fresh], characters, numbers[owners])
    asking = _Asking(catalogue, picture, grown, shelf, pace)
    asking.places[numbers[new]] = places[new]
    askers = numbers[new], passages[fresh][firsts[new]]
    related = _joined(grown, asking.all_pairs() if cold else asking.near(*askers))
    pace.reach(1)
    return related


def _digests(picture: Picture, passages: Ints) -> NDArray[np.uint64]:
    held = picture.view.texts()
    places = _numbers(held.passages, passages)
    if (places < 0).any():
        raise DamagedHome("engine_incomplete", run="duizhao reindex")
    found: NDArray[np.uint64] = held.digests[places]
    return found


def _numbers(rising: NDArray[Any], wanted: NDArray[Any]) -> Ints:
    """Return where each stands among rising numbers, APART where it does not."""
    if not len(rising):
        return np.full(len(wanted), APART)
    places = np.minimum(np.searchsorted(rising, wanted), len(rising) - 1)
    places[rising[places] != wanted] = APART
    return places


def _still(kept: Graph, passages: Ints, digests: NDArray[np.uint64]) -> Graph:
    """Return what still holds of a graph; nothing where the engine says other than it does."""
    places = _numbers(passages, kept.passages)
    there = places >= 0
    compared = there & (kept.nodes >= 0)
    if (kept.digests[kept.nodes[compared]] != digests[places[compared]]).any():
        return EMPTY
    if there.all():
        return kept
    alive = np.zeros(len(kept.digests), dtype=np.bool_)
    alive[kept.nodes[compared]] = True
    numbers = np.append(np.cumsum(alive) - 1, APART)
    lefts, rights = kept.edges
    edges = alive[lefts] & alive[rights]
    return Graph(
        passages=kept.passages[there],
        characters=kept.characters[there],
        nodes=numbers[kept.nodes[there]].astype(np.int32),
        digests=kept.digests[alive],
        keys=edge_keys(numbers[lefts[edges]], numbers[rights[edges]]),
        alike=kept.alike[edges],
    )


def _grown(base: Graph, texts: NDArray[np.uint64]) -> Graph:
    """Return a graph with more nodes (rising, none of them there yet), which have no passages."""
    after = np.searchsorted(texts, base.digests)  # how many new ones come before each
    numbers = np.append(np.arange(len(after)) + after, APART)
    lefts, rights = base.edges
    return replace(
        base,
        nodes=numbers[base.nodes].astype(np.int32),
        digests=np.insert(base.digests, np.searchsorted(base.digests, texts), texts),
        keys=edge_keys(numbers[lefts], numbers[rights]),
    )


def _holding(graph: Graph, passages: Ints, characters: NDArray[np.int32], nodes: Ints) -> Graph:
    """Return a graph with more passages."""
    every = np.concatenate([graph.passages, passages])
    order = np.argsort(every, kind="stable")  # they are nearly in order
    return replace(
        graph,
        passages=every[order],
        characters=np.concatenate([graph.characters, characters])[order],
        nodes=np.concatenate([graph.nodes, nodes.astype(np.int32)])[order],
    )


def _joined(graph: Graph, found: Iterable[Edges]) -> Graph:
    """Return a graph with more edges, some of which may have been found twice."""
    lots = [(graph.keys[:0], graph.alike[:0]), *found]
    keys, firsts = np.unique(np.concatenate([lot[0] for lot in lots]), return_index=True)
    alike = np.concatenate([lot[1] for lot in lots])[firsts]
    places = np.searchsorted(graph.keys, keys)
    return replace(
        graph,
        keys=np.insert(graph.keys, places, keys),
        alike=np.insert(graph.alike, places, alike),
    )


def _read(
    catalogue: Catalogue, passages: Ints, firsts: Ints, shelf: Shelf, pace: _Pace
) -> NDArray[np.int32]:
    """Return the characters of all passages; put those at `firsts` on the shelf as they come."""
    characters = np.zeros(len(passages), dtype=np.int32)
    distinct = np.sort(firsts)
    for start in range(0, len(passages), _LOT):
        lot = passages[start : start + _LOT]
        texts = _texts(catalogue, lot)
        characters[start : start + len(lot)] = list(map(len, texts))
        low, high = np.searchsorted(distinct, (start, start + len(lot))).tolist()
        shelf.put(texts[one - start] for one in distinct[low:high].tolist())
        pace.reach(_READING * (start + len(lot)) / len(passages))
    return characters


def _texts(catalogue: Catalogue, passages: Ints) -> list[str]:
    """Return the texts of passages (ids, rising)."""
    ids: Sequence[int] = passages.tolist()
    span = range(ids[0], ids[-1] + 1)
    found = catalogue.texts(span if len(span) < _SPARSE * len(ids) else ids)
    return [found.get(one, "") for one in ids]


class _Asking:
    """Looks for edges. `places` says for each node of the graph where its text is on the shelf."""

    def __init__(
        self, catalogue: Catalogue, picture: Picture, graph: Graph, shelf: Shelf, pace: _Pace
    ) -> None:
        self._catalogue = catalogue
        self._picture = picture
        self._digests = graph.digests
        self._shelf = shelf
        self._pace = pace
        self.places = np.full(len(graph.digests), APART)

    def all_pairs(self) -> Iterator[Edges]:
        """Yield the edges among all texts, of which each is on the shelf."""
        for lot in self._picture.view.pairs(limit=LIMIT):
            lefts, rights = (_numbers(self._digests, side) for side in (lot.lefts, lot.rights))
            both = (lefts >= 0) & (rights >= 0)
            yield self._compared(lefts[both], rights[both])
            # Pairs come by rising digest, and digests are spread evenly.
            self._compare_reached(int(lot.lefts[-1]) / 2**64 if len(lot.lefts) else 0)

    def near(self, nodes: Ints, passages: Ints) -> Iterator[Edges]:
        """Yield the edges of some nodes, each with the passage whose text it is."""
        for start in range(0, len(nodes), _ASKED):
            askers = nodes[start : start + _ASKED]
            ids = passages[start : start + _ASKED].tolist()
            texts = self._catalogue.texts(ids)
            near = self._picture.view.near([texts.get(one, "") for one in ids], limit=LIMIT)
            lefts, rights = askers[near.askers], _numbers(self._digests, near.digests)
            others = (rights >= 0) & (rights != lefts)
            _, firsts = np.unique(edge_keys(lefts[others], rights[others]), return_index=True)
            chosen = np.flatnonzero(others)[firsts]
            self._fetch(rights[chosen], near.passages[chosen])
            yield self._compared(lefts[chosen], rights[chosen])
            self._compare_reached((start + len(askers)) / len(nodes))

    def _fetch(self, nodes: Ints, passages: Ints) -> None:
        """Put the texts of nodes on the shelf that are not there yet."""
        wanted, firsts = np.unique(nodes, return_index=True)
        missing = self.places[wanted] < 0
        wanted, firsts = wanted[missing], firsts[missing]
        self.places[wanted] = len(self._shelf) + np.arange(len(wanted))
        ids = passages[firsts].tolist()
        texts = self._catalogue.texts(ids)
        self._shelf.put(texts.get(one, "") for one in ids)

    def _compare_reached(self, share: float) -> None:
        self._pace.reach(_READING + (1 - _READING) * share)

    def _compared(self, lefts: Ints, rights: Ints) -> Edges:
        found, alike = self._shelf.alike(self.places[lefts], self.places[rights])
        return edge_keys(lefts[found], rights[found]), alike


class _Pace:
    """How far the work is, in passages, and whether it shall go on."""

    def __init__(self, total: int, told: Told | None, cancelled: Cancelled | None) -> None:
        self._total = total
        self._done = 0
        self._told = told
        self._cancelled = cancelled
        self._started = time.monotonic()
        self.reach(0)

    def reach(self, share: float) -> None:
        """Say which share of the work is done. Raises Stopped."""
        if self._cancelled is not None and self._cancelled():
            raise Stopped
        self._done = max(self._done, int(share * self._total))
        if self._told is not None:
            seconds = time.monotonic() - self._started
            self._told(Progress(self._done, self._total, self._done, seconds, stage=STAGE))
