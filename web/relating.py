"""Whether clusters and heat maps can be answered at once, and else the one job that sees to it.

Every ingest ends with comparing what is new, so that a job is needed only after one that was
stopped, or for a library that an older version of the program made.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from search.library import Library
from search.model import Progress
from web.jobs import Job, Jobs

PATIENCE = 1.0  # seconds to wait for what may be done in a moment
_PAUSE = 0.02
_starting = threading.Lock()


def unready(library: Library, jobs: Jobs, *, patience: float = PATIENCE) -> Job | None:
    """Return the job that compares all passages, None where that is done: one may ask then.

    Two who ask at once get one job. Raises what made the job fail, Refused (`too_many_jobs`).
    """
    if library.related():
        return None
    with _starting:
        job = next((job for job in jobs.all() if not job.over), None) or _start(library, jobs)
    end = time.monotonic() + patience
    while not job.over and time.monotonic() < end:
        time.sleep(_PAUSE)
        job = jobs.job(job.id)
    if job.error:
        raise job.error
    return None if library.related() else job


def _start(library: Library, jobs: Jobs) -> Job:
    def work(tell: Callable[[Progress], None], stopped: Callable[[], bool]) -> None:
        library.relate(progress=tell, cancelled=stopped)

    return jobs.start((), work, after=lambda: None, name="relate")
