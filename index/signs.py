"""Signs of life from long work on one file: which of its pages is being read.

Whoever reads pages that take seconds each says so (`alive`); the process that leads the reader
listens, so that a long file is neither given up nor silent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple


class Sign(NamedTuple):
    """Page `page` (from 1) of `pages` is being read, of the file that people know by that name."""

    page: int
    pages: int
    file: str = ""


_listeners: list[Callable[[Sign], None]] = []


def alive(page: int, pages: int) -> None:
    """Say which page is being read now; nothing happens where nobody listens."""
    for listener in _listeners:
        listener(Sign(page, pages))


@contextmanager
def heard(listener: Callable[[Sign], None]) -> Iterator[None]:
    """Let a listener hear the signs that are given in this process meanwhile."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)
