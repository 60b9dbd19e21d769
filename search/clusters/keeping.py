"""The graph of alike passages as it is kept: loaded once, brought up to date by one at a time.

What is kept is derived. Where the file cannot be read it is made anew, and where it cannot be
written the graph lives as long as the process.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from index import lock
from index.catalogue import Snapshot
from index.derived import read_derived, stamp, write_derived
from index.errors import Refused
from index.folding import folding_version
from index.picture import Picture
from index.prints import prints_version
from index.store import Store
from search.clusters.graph import KEPT, SHORTEST, THRESHOLD, Graph, bodies, graph_of
from search.clusters.relating import Cancelled, Stopped, Told, relate

NAME = "alike"
_FORMAT = 1  # to be raised whenever other edges are found, or they are kept otherwise
_PAUSE = 0.2  # seconds between two looks whether the waiting is to end


class Kept:
    """The graph of one library. Safe to share between threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._graph: Graph | None = None
        self._ready: tuple[Snapshot, Graph] | None = None
        self._read: tuple[int, int, int] | None = None
        self._lock = threading.Lock()

    def ready(self, picture: Picture) -> Graph | None:
        """Return the graph of a picture if it is there already."""
        ready = self._ready
        if ready is not None and ready[0] is picture.snapshot:
            return ready[1]
        passages = bodies(picture.snapshot.columns)
        kept = self._graph
        if kept is None or not kept.covers(passages):
            kept = self._latest()
        if kept is None or not kept.covers(passages):
            return None
        self._ready = picture.snapshot, kept
        return kept

    def graph(
        self, picture: Picture, told: Told | None = None, cancelled: Cancelled | None = None
    ) -> Graph:
        """Return the graph of a picture, brought up to date where it is behind.

        What this costs says `relate`; of several who ask at once one does it. Raises Stopped,
        DamagedHome.
        """
        kept = self.ready(picture)
        if kept is not None:
            return kept
        with self._turn(cancelled), lock.alone(self._store.home, NAME, cancelled) as held:
            if not held and cancelled is not None and cancelled():
                raise Stopped
            kept = self.ready(picture)
            if kept is not None:
                return kept
            fresh = relate(
                self._store.catalogue, picture, self._graph, told=told, cancelled=cancelled
            )
            self._graph = fresh
            self._ready = picture.snapshot, fresh
            with suppress(Refused):
                write_derived(self._store.home, NAME, rules(), fresh.arrays())
                self._read = stamp(self._store.home, NAME)
            return fresh

    def _latest(self) -> Graph | None:
        """Return what is in the file if it was replaced since, else what is known."""
        found = stamp(self._store.home, NAME)
        if found is None or found == self._read:
            return self._graph
        arrays = read_derived(self._store.home, NAME, rules(), KEPT)
        if arrays is not None:
            self._graph = graph_of(arrays)
        self._read = found  # after it: who sees this looks there
        return self._graph

    @contextmanager
    def _turn(self, cancelled: Cancelled | None) -> Iterator[None]:
        while not self._lock.acquire(timeout=_PAUSE):
            if cancelled is not None and cancelled():
                raise Stopped
        try:
            yield
        finally:
            self._lock.release()


def rules() -> str:
    """Return a name of all that decides about edges."""
    return f"{_FORMAT} {THRESHOLD} {SHORTEST} {folding_version()} {prints_version()}"
