"""Turns for long work: one at a time, a few wait, the others are told so.

Long comparisons hold the interpreter; if all that serves pages waited for them, a search would too.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from index.errors import Refused


class Turns:
    """One place to work and so many to wait. Safe to share between threads."""

    def __init__(self, waiting: int) -> None:
        self._most = 1 + waiting
        self._count = threading.Lock()
        self._inside = 0
        self._work = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn. Raises Refused (`too_many_comparisons`) where too many do."""
        with self._count:
            if self._inside >= self._most:
                raise Refused("too_many_comparisons", limit=self._most)
            self._inside += 1
        try:
            with self._work:
                yield
        finally:
            with self._count:
                self._inside -= 1
