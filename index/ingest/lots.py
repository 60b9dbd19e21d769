"""Older office files gathered into lots on their way to the workers.

In: the tasks of an ingest, in order. Out: the same tasks in the same order, and with those whose
format a lot could turn into today's, what became of them. The others are turned one by one where
they are read, as if there were no lots.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import Generic, TypeVar

from index.ingest.task import Task
from index.ingest.workers import Done
from index.readers.content import content_of
from index.readers.office import MEDIA
from index.readers.officelots import Lot
from index.settings import Limits

R = TypeVar("R")

_AHEAD = 4  # tasks looked at for each file of a lot: others may stand between


class Lots(Generic[R]):
    """The tasks with their lots; leaving it as a context ends whatever is under way."""

    def __init__(self, tasks: Iterator[Task | Done[R]], limits: Limits) -> None:
        self._given = tasks
        self._limits = limits
        self._turn = threading.Lock()
        self._stopped = False
        self._lot: Lot | None = None

    def __enter__(self) -> Lots[R]:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def tasks(self) -> Generator[Task | Done[R]]:
        """Yield the tasks; where a lot begins, that many are taken in advance."""
        for task in self._given:
            suffix = _old(task)
            if suffix is None:
                yield task
            else:
                yield from self._converted(self._gathered(task, suffix))

    def stop(self) -> None:
        """End the lot under way and begin no other, from any thread."""
        with self._turn:
            self._stopped = True
            if self._lot is not None:
                self._lot.stop()

    def _gathered(
        self, task: Task | Done[R], suffix: str
    ) -> list[tuple[Task | Done[R], str | None]]:
        found: list[tuple[Task | Done[R], str | None]] = [(task, suffix)]
        old, size = 1, _weight(task)
        while old < self._limits.lot_files and size < self._limits.lot_size:
            following = next(self._given, None)
            if following is None:
                break
            kind = _old(following)
            found.append((following, kind))
            old += kind is not None
            size += _weight(following)
            if len(found) >= self._limits.lot_files * _AHEAD:
                break
        return found

    def _converted(
        self, gathered: list[tuple[Task | Done[R], str | None]]
    ) -> Iterator[Task | Done[R]]:
        given = [
            (task.data, suffix)
            for task, suffix in gathered
            if isinstance(task, Task) and suffix is not None
        ]
        lot = self._begin(given) if len(given) > 1 else None
        try:
            number = 0
            for task, suffix in gathered:
                if lot is None or isinstance(task, Done) or suffix is None:
                    yield task
                else:
                    yield replace(task, converted=lot.take(number))
                    number += 1
        finally:
            if lot is not None:
                lot.close()

    def _begin(self, given: list[tuple[bytes, str]]) -> Lot | None:
        with self._turn:
            if self._stopped:
                return None
            try:
                self._lot = Lot(given, "docx", self._limits)
            except OSError:  # no room for temporary files: they are tried one by one
                self._lot = None
            return self._lot


def _old(task: Task | Done[R]) -> str | None:
    """Return what an older office file is (`.doc`), None of anything else."""
    if isinstance(task, Done):
        return None
    content = content_of(task.file, task.data)
    return content.value if content is not None and content.value in MEDIA else None


def _weight(task: Task | Done[R]) -> int:
    return 0 if isinstance(task, Done) else task.weight
