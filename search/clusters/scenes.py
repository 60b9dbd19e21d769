"""The scene of the latest generation, and the heat maps counted from it lately."""

from __future__ import annotations

import threading
from collections import OrderedDict

from index.picture import Picture
from index.store import Store
from search.clusters.ground import Ground, ground
from search.clusters.heating import heatmap
from search.clusters.keeping import Kept
from search.clusters.model import HeatMap, HeatRequest
from search.clusters.relating import Cancelled, Told
from search.clusters.scene import Scene

_MAPS = 6  # those of 800 units take some 20 MB each

Counted = tuple[Ground, HeatMap]


class Scenes:
    """What clusters and heat maps of one library are answered from. Safe between threads."""

    def __init__(self, store: Store) -> None:
        self._kept = Kept(store)
        self._lock = threading.Lock()
        self._scene: Scene | None = None
        self._maps: OrderedDict[HeatRequest, Counted] = OrderedDict()

    def ready(self, picture: Picture) -> bool:
        """Say whether the scene of a picture is there at once."""
        return self._kept.ready(picture) is not None

    def scene(
        self, picture: Picture, told: Told | None = None, cancelled: Cancelled | None = None
    ) -> Scene:
        """Return the scene of a picture; its graph is brought up to date where it is behind.

        Raises Stopped, DamagedHome.
        """
        graph = self._kept.graph(picture, told, cancelled)
        with self._lock:
            kept = self._scene
            if kept is None or kept.snapshot is not picture.snapshot:
                self._scene = kept = Scene(picture.snapshot, graph)
                self._maps.clear()
            return kept

    def counted(self, scene: Scene, request: HeatRequest) -> Counted:
        """Return a heat map and what it was counted from. Raises BadQuery."""
        with self._lock:
            if scene is self._scene and request in self._maps:
                self._maps.move_to_end(request)
                return self._maps[request]
        on = ground(scene, request)
        found = on, heatmap(on)
        with self._lock:
            if scene is self._scene:
                self._maps[request] = found
                while len(self._maps) > _MAPS:
                    self._maps.popitem(last=False)
        return found
