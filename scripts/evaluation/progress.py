"""A bar on the terminal while something is under way; nothing where standard error is none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from tqdm import tqdm

from search.model import Progress

T = TypeVar("T")


def shown(items: Iterable[T], name: str, total: int) -> Iterator[T]:
    """Yield the items, showing how many are done."""
    yield from _bar(name, total, items)


@contextmanager
def adding() -> Iterator[Callable[[Progress], None]]:
    """Give what an ingest may call as it goes on."""
    bar = _bar("adding", None, None)

    def tell(progress: Progress) -> None:
        bar.total = progress.total
        bar.update(progress.done - bar.n)

    try:
        yield tell
    finally:
        bar.close()


def _bar(name: str, total: int | None, items: Iterable[Any] | None) -> Any:
    return tqdm(
        items,
        desc=name,
        total=total,
        file=sys.stderr,
        disable=not sys.stderr.isatty(),
        leave=False,
        dynamic_ncols=True,
    )
