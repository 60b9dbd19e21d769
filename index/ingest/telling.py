"""Telling how far an add or a rereading is, and hearing that it is to end."""

from __future__ import annotations

import time
from collections.abc import Callable

from index.ingest.outcome import Progress
from index.signs import Sign


class Cancelled(Exception):
    """Somebody does not want the rest."""


class Telling:
    """Counts what is finished of `total` files, and tells `progress` of it and of each page that is
    being recognised; both raise Cancelled once `cancelled` says so.
    """

    def __init__(
        self,
        total: int,
        progress: Callable[[Progress], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self._total = total
        self._progress = progress
        self._cancelled = cancelled
        self._started = time.monotonic()
        self._done = self._passages = 0

    def finished(self, file: str, passages: int) -> None:
        """Count one file, of which so many passages were kept."""
        self._done += 1
        self._passages += passages
        self._tell(file)

    def heard(self, sign: Sign) -> None:
        """Tell which page is being recognised."""
        self._tell(sign.file, "recognise", sign.page, sign.pages)

    def _tell(self, file: str, stage: str = "", page: int = 0, pages: int = 0) -> None:
        if self._progress is not None:
            total = max(self._done, self._total)
            seconds = time.monotonic() - self._started
            self._progress(
                Progress(self._done, total, self._passages, seconds, file, stage, page, pages)
            )
        if self._cancelled is not None and self._cancelled():
            raise Cancelled
