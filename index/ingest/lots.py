"""Older office files gathered into lots on their way to the workers.

In: the tasks of an ingest, in order. Out: the same tasks in the same order, and with those whose
format a lot could turn into today's, what became of them. A lot makes one format (texts, workbooks,
slides), and begins when the first of its files is asked for. The others are turned one by one where
they are read, as if there were no lots.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from typing import Generic, NamedTuple, TypeVar

from index.ingest.task import Task
from index.ingest.workers import Done
from index.readers.content import content_of
from index.readers.office import Older, older
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
        self._under_way: list[Lot] = []

    def __enter__(self) -> Lots[R]:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def tasks(self) -> Generator[Task | Done[R]]:
        """Yield the tasks; where a lot begins, as many are taken in advance as fill one."""
        for task in self._given:
            form = _form(task)
            if form is None:
                yield task
            else:
                yield from self._converted(self._gathered(task, form))

    def stop(self) -> None:
        """End the lots under way and begin no other, from any thread."""
        with self._turn:
            self._stopped = True
            for lot in self._under_way:
                lot.stop()

    def _gathered(self, task: Task | Done[R], form: Older) -> list[_Gathered[R]]:
        found = [_Gathered(task, form)]
        olds, size = Counter([form.target]), _weight(task)
        while max(olds.values()) < self._limits.lot_files and size < self._limits.lot_size:
            following = next(self._given, None)
            if following is None:
                break
            found.append(_Gathered(following, _form(following)))
            if found[-1].form is not None:
                olds[found[-1].form.target] += 1
            size += _weight(following)
            if len(found) >= self._limits.lot_files * _AHEAD:
                break
        return found

    def _converted(self, gathered: Sequence[_Gathered[R]]) -> Iterator[Task | Done[R]]:
        lots: dict[str, Lot | None] = {}
        numbers: Counter[str] = Counter()
        try:
            for task, form in gathered:
                if isinstance(task, Done) or form is None:
                    yield task
                    continue
                target = form.target
                if target not in lots:
                    lots[target] = self._begin(target, gathered)
                lot = lots[target]
                yield task if lot is None else replace(task, converted=lot.take(numbers[target]))
                numbers[target] += 1
        finally:
            with self._turn:
                self._under_way.clear()
            for lot in lots.values():
                if lot is not None:
                    lot.close()

    def _begin(self, target: str, gathered: Sequence[_Gathered[R]]) -> Lot | None:
        given = [
            (task.data, form.suffix)
            for task, form in gathered
            if isinstance(task, Task) and form is not None and form.target == target
        ]
        if len(given) < 2:  # one alone saves no start
            return None
        with self._turn:
            if self._stopped:
                return None
            try:
                lot = Lot(given, target, self._limits)
            except OSError:  # no room for temporary files: they are tried one by one
                return None
            self._under_way.append(lot)
            return lot


class _Gathered(NamedTuple, Generic[R]):
    task: Task | Done[R]
    form: Older | None  # None of what needs no lot


def _form(task: Task | Done[R]) -> Older | None:
    """Return of which older office format a file is, None of anything else."""
    return None if isinstance(task, Done) else older(content_of(task.file, task.data), task.data)


def _weight(task: Task | Done[R]) -> int:
    return 0 if isinstance(task, Done) else task.weight
