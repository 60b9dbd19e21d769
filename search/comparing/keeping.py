"""Answers that are asked for again: kept until others were asked for more lately."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """The last answers: at most so many, and with `size` at most `longest` of it all in all.

    The latest one is kept whatever its size. Safe to share between threads.
    """

    def __init__(self, most: int, size: Callable[[V], int] | None = None, longest: int = 0) -> None:
        self._most = most
        self._size = size
        self._longest = longest
        self._lock = threading.Lock()
        self._kept: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Return the answer, made where it is not kept. Two who ask at once may both make it."""
        found = self.known(key)
        if found is None:
            found = make()
            with self._lock:
                self._kept[key] = found
                while self._too_many():
                    self._kept.popitem(last=False)
        return found

    def known(self, key: K) -> V | None:
        """Return the answer where it is kept, and keep it longer."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _too_many(self) -> bool:
        if len(self._kept) <= 1:
            return False
        sizes = map(self._size, self._kept.values()) if self._size else ()
        return len(self._kept) > self._most or sum(sizes) > self._longest
