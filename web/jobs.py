"""Long work beside the requests: one thread, one job at a time, in the order asked for.

A job takes files in, makes one, or works something out that is kept: ask for it anew once it is
done. What is known of a job is an unchanging picture (`Job`), replaced as work goes on. Jobs
live as long as the process; the oldest finished ones are forgotten. Nothing is lost by that:
what was taken in stands in the library.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from queue import Queue

from index.errors import DuizhaoError, Refused, ReportNotFound
from search.model import AddReport, Progress, Rereading

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Made:
    """A file that a job made: where it lies, what to call it, and its hits."""

    path: Path
    name: str
    rows: int


Work = Callable[
    [Callable[[Progress], None], Callable[[], bool]], AddReport | Made | Rereading | None
]


class State(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """One add: the files it was given, how far it is, and what came of it; or one export, which
    has a `name`, no files, and `made` when it is done; or other work with a `name`, of which
    reading anew ends in `reread`.

    `seen` holds files reported as finished so far; `dismissed` the files whose refusal a person
    has read and put away. `started` counts seconds of the monotonic clock.
    """

    id: str
    files: tuple[str, ...]
    state: State = State.QUEUED
    progress: Progress | None = None
    seen: frozenset[str] = frozenset()
    result: AddReport | None = None
    error: DuizhaoError | None = None
    dismissed: frozenset[str] = frozenset()
    started: float | None = None
    stopping: bool = False
    name: str = ""
    made: Made | None = None
    reread: Rereading | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in (State.DONE, State.CANCELLED, State.FAILED)


class Jobs:
    """The jobs of one application. Safe to share between threads."""

    def __init__(self, *, kept: int = 30, waiting: int = 50) -> None:
        self._kept = kept
        self._waiting = waiting
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._stops: dict[str, threading.Event] = {}
        self._queue: Queue[tuple[str, Work, Callable[[], None]] | None] = Queue()
        self._thread: threading.Thread | None = None

    def start(
        self, files: tuple[str, ...], work: Work, *, after: Callable[[], None], name: str = ""
    ) -> Job:
        """Queue `work`; `after` runs when it is over, whatever came of it.

        Raises Refused (`too_many_jobs`) when more than enough are waiting already.
        """
        with self._lock:
            if sum(not job.over for job in self._jobs.values()) >= self._waiting:
                raise Refused("too_many_jobs", limit=self._waiting)
            job = Job(secrets.token_urlsafe(12), files, name=name)
            self._jobs[job.id] = job
            self._stops[job.id] = threading.Event()
            self._forget_oldest()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
                self._thread.start()
        self._queue.put((job.id, work, after))
        return job

    def job(self, job_id: str) -> Job:
        """Return a job as it stands. Raises ReportNotFound (`job_not_found`)."""
        with self._lock:
            if job_id not in self._jobs:
                raise ReportNotFound("job_not_found", job=job_id)
            return self._jobs[job_id]

    def holds(self, job_id: str) -> bool:
        """Say whether a job is still remembered."""
        with self._lock:
            return job_id in self._jobs

    def all(self) -> tuple[Job, ...]:
        """Return every job that is still remembered, newest first."""
        with self._lock:
            return tuple(reversed(self._jobs.values()))

    def cancel(self, job_id: str) -> Job:
        """Ask a job to stop; what it committed stays. A finished job stays as it is."""
        job = self.job(job_id)
        if not job.over:
            self._stops[job_id].set()
            job = self._change(job_id, stopping=True)
        return job

    def dismiss(self, job_id: str, file: str | None = None) -> None:
        """Put one file's line away, or with None a whole finished job."""
        job = self.job(job_id)
        if file is not None:
            self._change(job_id, dismissed=job.dismissed | {file})
        elif job.over:
            with self._lock:
                self._jobs.pop(job_id, None)
                self._stops.pop(job_id, None)

    def stop(self) -> None:
        """Ask everything to stop, and wait for nothing."""
        with self._lock:
            for stop in self._stops.values():
                stop.set()
            if self._thread is not None:
                self._queue.put(None)

    def close(self, seconds: float = 5.0) -> None:
        """Ask everything to stop, and wait so long for it."""
        self.stop()
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join(seconds)

    def _run(self) -> None:
        while (task := self._queue.get()) is not None:
            job_id, work, after = task
            try:
                self._do(job_id, work)
            finally:
                after()

    def _do(self, job_id: str, work: Work) -> None:
        stop = self._stops[job_id]
        if stop.is_set():
            nothing = None if self.job(job_id).name else AddReport()
            self._change(job_id, state=State.CANCELLED, result=nothing)
            return
        self._change(job_id, state=State.RUNNING, started=time.monotonic())

        def tell(progress: Progress) -> None:
            ended = progress.file and progress.stage != "recognise"
            seen = self.job(job_id).seen | ({progress.file} if ended else set())
            self._change(job_id, progress=progress, seen=seen)

        try:
            result = work(tell, stop.is_set)
        except DuizhaoError as error:
            self._change(job_id, state=State.FAILED, error=error)
        except Exception:
            _log.exception("a job failed")
            self._change(job_id, state=State.FAILED, error=DuizhaoError("unexpected"))
        else:
            state = State.CANCELLED if stop.is_set() else State.DONE
            if isinstance(result, Made):
                self._change(job_id, state=state, made=result)
            elif isinstance(result, Rereading):
                self._change(job_id, state=state, reread=result)
            else:
                self._change(job_id, state=state, result=result)

    def _change(self, job_id: str, **values: object) -> Job:
        with self._lock:
            job = replace(self._jobs[job_id], **values)  # type: ignore[arg-type]
            self._jobs[job_id] = job
            return job

    def _forget_oldest(self) -> None:
        over = [job.id for job in self._jobs.values() if job.over]
        for job_id in over[: max(0, len(self._jobs) - self._kept)]:
            del self._jobs[job_id], self._stops[job_id]
