"""Worker processes that survive what they read: a crash or a hang costs the one file.

Results come in the order of the tasks, and work never runs further ahead of the reader than a
window of so many tasks and bytes. Processes are spawned, never forked: the web server has
threads, and Windows knows nothing else.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Generic, Protocol, TypeVar

from index import signs
from index.errors import DuizhaoError, UnreadableReport
from index.signs import Sign

START_SECONDS = (
    180  # for a process to come up on a slow machine, imports and virus scanner included
)
TASKS_AHEAD = 256  # a worker: enough to be busy while the writer commits
BYTES_AHEAD = 32 << 20  # of files; what is made of them takes some five times as much
_SIGNS = 64  # of life that wait to be told; older ones are of no use
MEMORY = 2 << 30  # bytes of a process; half a page of PDF can ask for all there is


class Work(Protocol):
    """A task that can be sent to a process: the file it is about, and how heavy it is in bytes."""

    @property
    def file(self) -> str:
        """The name that people know the file by."""

    @property
    def weight(self) -> int:
        """Bytes that the task takes while it waits."""


T = TypeVar("T", bound=Work)
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """A task's file with its result, or with the error that it ended in."""

    file: str
    result: R | None = None
    error: DuizhaoError | None = None


def at_home(tasks: Iterator[T | Done[R]], work: Callable[[T], R]) -> Iterator[Done[R]]:
    """Do the work in this process, for a few small plain texts that cannot crash it."""
    for task in tasks:
        yield task if isinstance(task, Done) else attempt(work, task)


def abroad(
    tasks: Iterator[T | Done[R]],
    work: Callable[[T], R],
    *,
    processes: int,
    seconds: float,
    memory: int = MEMORY,
    heard: Callable[[Sign], None] | None = None,
) -> Generator[Done[R]]:
    """Do the work in processes; each task may take so many seconds. A `Done` is passed through.

    A sign of life (`index.signs`) gives a task its seconds anew, and is told to `heard` while
    results are waited for, in the thread that waits.

    A process may hold `memory` bytes, where the system can be told so (Linux).

    `work` must be found by its module and name, `tasks` may load lazily. Closing the iterator
    ends the processes at once.
    """
    crew = _Crew(tasks, work, processes, seconds, memory, heard)
    try:
        yield from crew.results()
    finally:
        crew.stop()


def attempt(work: Callable[[T], R], task: T) -> Done[R]:
    """Do one task; whatever goes wrong becomes the refusal of its file."""
    try:
        return Done(task.file, result=work(task))
    except DuizhaoError as error:
        return Done(task.file, error=error)
    except Exception as error:
        # A file must never stop the others, whatever a library makes of it.
        return Done(task.file, error=_failed(task.file, error))


def _failed(file: str, error: BaseException) -> UnreadableReport:
    return UnreadableReport("reader_failed", file=file, detail=type(error).__name__)


class _Crew(Generic[T, R]):
    """Threads that each lead one process, and the ordered results between them and the reader."""

    def __init__(
        self,
        tasks: Iterator[T | Done[R]],
        work: Callable[[T], R],
        processes: int,
        seconds: float,
        memory: int,
        heard: Callable[[Sign], None] | None,
    ) -> None:
        self._heard = heard
        self._signs: deque[Sign] = deque(maxlen=_SIGNS)
        self._tasks = tasks
        self._taking = threading.Lock()
        self._work = work
        self._seconds = seconds
        self._memory = memory
        self._window = processes * TASKS_AHEAD
        self._changed = threading.Condition()
        self._results: dict[int, tuple[int, Done[R]]] = {}
        self._taken = 0  # tasks handed out
        self._read = 0  # results read
        self._bytes = 0  # of tasks handed out and not yet read
        self._total: int | None = None  # known when the tasks have run out
        self._broken: BaseException | None = None
        self._stopped = False
        self._processes: list[_Process[T, R]] = []
        self._threads = [
            threading.Thread(target=self._lead, name="ingest", daemon=True)
            for _ in range(processes)
        ]

    def results(self) -> Iterator[Done[R]]:
        for thread in self._threads:
            thread.start()
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._signs or self._can_read())
                given = tuple(self._signs)
                self._signs.clear()
            for sign in given:
                if self._heard is not None:
                    self._heard(sign)
            with self._changed:
                if not self._can_read():
                    continue
                if self._broken is not None:
                    raise self._broken
                if self._read not in self._results:
                    return
                weight, done = self._results.pop(self._read)
                self._read += 1
                self._bytes -= weight
                self._changed.notify_all()
            yield done

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
            for process in self._processes:
                process.kill()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()

    def _can_read(self) -> bool:
        return (
            self._broken is not None
            or self._read in self._results
            or (self._total is not None and self._read >= self._total)
        )

    def _lead(self) -> None:
        process = _Process(self._work, self._seconds, self._memory, self._hear)
        with self._changed:
            self._processes.append(process)
        try:
            while (taken := self._next()) is not None:
                number, task = taken
                done = task if isinstance(task, Done) else process.run(task)
                with self._changed:
                    self._results[number] = _weight(task), done
                    self._changed.notify_all()
        except BaseException as error:  # told to the reader, which raises it
            with self._changed:
                self._broken = self._broken or error
                self._changed.notify_all()
        finally:
            process.end()

    def _hear(self, sign: Sign) -> None:
        with self._changed:
            self._signs.append(sign)
            self._changed.notify_all()

    def _next(self) -> tuple[int, T | Done[R]] | None:
        # One thread at a time waits for room and takes a task, so that files are read in order.
        with self._taking:
            with self._changed:
                self._changed.wait_for(self._has_room)
                if self._stopped or self._broken or self._total is not None:
                    return None
            task = next(self._tasks, None)
            with self._changed:
                if task is None:
                    self._total = self._taken
                    self._changed.notify_all()
                    return None
                number = self._taken
                self._taken += 1
                self._bytes += _weight(task)
                return number, task

    def _has_room(self) -> bool:
        ahead = self._taken - self._read
        return (
            self._stopped
            or self._broken is not None
            or ahead == 0
            or (ahead < self._window and self._bytes < BYTES_AHEAD)
        )


class _Process(Generic[T, R]):
    """One process, started with its first task, replaced when it crashes or hangs."""

    def __init__(
        self,
        work: Callable[[T], R],
        seconds: float,
        memory: int,
        hear: Callable[[Sign], None],
    ) -> None:
        self._hear = hear
        self._work = work
        self._seconds = seconds
        self._memory = memory
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self._killed = False

    def run(self, task: T) -> Done[R]:
        """Do one task over there."""
        try:
            pipe = self._pipe or self._start()
            pipe.send(task)
            while True:
                if not pipe.poll(self._seconds):
                    self.end()
                    return Done(
                        task.file,
                        error=UnreadableReport(
                            "reader_timeout", file=task.file, seconds=round(self._seconds)
                        ),
                    )
                done = pipe.recv()
                if not isinstance(done, Sign):
                    break
                self._hear(done._replace(file=task.file))
        except (EOFError, OSError):
            self.end()
            return Done(task.file, error=UnreadableReport("reader_crashed", file=task.file))
        assert isinstance(done, Done)  # noqa: S101 - says the type; our own process sent it
        return done

    def end(self) -> None:
        """End the process, whatever it is doing."""
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None

    def kill(self) -> None:
        """End the process from another thread; the one that leads it notices."""
        self._killed = True
        process = self._process
        if process is not None:
            process.kill()

    def _start(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(
            target=_serve, args=(there, self._work, self._memory), daemon=True
        )
        process.start()
        self._process, self._pipe = process, here
        there.close()  # so that the end of the process ends the pipe
        if self._killed:
            process.kill()
        if not here.poll(START_SECONDS):
            raise OSError("worker process did not start")
        here.recv()
        return here


def _serve(pipe: Connection, work: Callable[[T], R], memory: int) -> None:
    """Run in the process: take tasks, send results, end when the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that writes decides what Ctrl-C means
    _hold_at_most(memory)
    try:
        pipe.send(None)
        with signs.heard(pipe.send):
            while True:
                pipe.send(attempt(work, pipe.recv()))
    except Exception:
        # The pipe ended, or the result could not be sent: the other side says what happened.
        return


def _hold_at_most(memory: int) -> None:
    """Let this process ask for no more than so many bytes: it fails, and the machine stays well."""
    if sys.platform == "linux":  # elsewhere the limit is not there or not kept
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        if hard == resource.RLIM_INFINITY or hard > memory:
            resource.setrlimit(resource.RLIMIT_DATA, (memory, hard))


def _weight(task: T | Done[R]) -> int:
    return 0 if isinstance(task, Done) else task.weight
