"""How much memory a process and everything it started take, sampled while they run.

Where the system tells it (Linux), pages that processes share count once in all; elsewhere they
count in each process, and the sum is more than what is really taken.
"""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Any, Self

try:
    import psutil
except ImportError:  # pragma: no cover - the extra `bench` brings it
    psutil = None

MEGABYTE = 1 << 20
MISSING = "psutil is not installed"
EVERY = 0.25  # seconds between two samples


def resident(pid: int | None = None) -> float | None:
    """Return the memory that a process (this one) holds, in megabytes; None without psutil."""
    if psutil is None:
        return None
    return float(psutil.Process(pid).memory_info().rss) / MEGABYTE


class Peak:
    """Watches a process and its descendants; `megabytes` is the most they took together."""

    def __init__(self, pid: int) -> None:
        self.megabytes: float | None = None
        self._root = psutil.Process(pid) if psutil is not None else None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        if self._root is not None:
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        if self._root is not None:
            self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(EVERY):
            try:
                family = [self._root, *self._root.children(recursive=True)]  # type: ignore[union-attr]
            except psutil.NoSuchProcess:
                return
            taken = sum(_taken(process) for process in family) / MEGABYTE
            self.megabytes = max(self.megabytes or 0.0, taken)


def _taken(process: Any) -> int:
    try:
        full = process.memory_full_info()
        return int(getattr(full, "pss", full.rss))
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0
