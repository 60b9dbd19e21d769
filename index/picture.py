"""What search looks at: one generation of the catalogue, and the engine's view that goes with it.

A picture never changes. Whoever answers many questions keeps one and asks `Pictures.latest()`
before each: that costs one number as long as nothing was written.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from index.catalogue import Catalogue, Snapshot
from index.checking import against, consistent
from index.engine import Engine, View
from index.errors import DamagedHome


@dataclass(frozen=True, slots=True)
class Picture:
    """All live reports of one commit, and a view that holds each of them.

    Without `strays` it holds nothing else, and what the view counts needs no second look.
    """

    snapshot: Snapshot
    view: View
    strays: bool = True


class Pictures:
    """The latest picture, taken anew when something was committed. Safe between threads."""

    def __init__(self, catalogue: Catalogue, open_engine: Callable[[str], Engine]) -> None:
        self._catalogue = catalogue
        self._open_engine = open_engine
        self._lock = threading.Lock()
        self._latest: Picture | None = None

    def latest(self) -> Picture:
        """Return the picture of the last commit.

        Raises DamagedHome where the engine does not hold what the catalogue says: an answer from
        half an engine would look like a phrase that stands nowhere.
        """
        with self._lock:
            state = self._catalogue.state()
            kept = self._latest
            if kept is None or kept.snapshot.generation != state.generation:
                # The one before is not closed: another thread may still be asking it.
                self._latest = kept = self._taken()
            return kept

    def forget(self) -> None:
        """Let go of the picture, and with it of the engine's files once nobody asks any more."""
        with self._lock:
            self._latest = None

    def _taken(self) -> Picture:
        while True:
            engine_name = self._catalogue.state().engine
            snapshot, view = consistent(self._catalogue, self._open_engine(engine_name))
            if snapshot.engine == engine_name:  # else another engine took over meanwhile
                break
            view.close()
        strays = False
        for key, values in against(view.holdings(), snapshot):
            if key != "report_only_in_engine":
                view.close()
                raise DamagedHome("engine_incomplete", **values)
            strays = True
        return Picture(snapshot, view, strays)
