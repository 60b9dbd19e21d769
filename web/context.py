"""What every page and API call needs of the running application: the library and its jobs."""

from __future__ import annotations

import time
from typing import cast

from flask import Flask, current_app

from search.library import Library
from web.drafts import Drafts
from web.jobs import Jobs

LIBRARY = "duizhao.library"
JOBS = "duizhao.jobs"
EXPORTS = "duizhao.exports"
RELATING = "duizhao.relating"
DRAFTS = "duizhao.drafts"
_WORKING = (JOBS, EXPORTS, RELATING)


def attach(app: Flask, library: Library, jobs: Jobs) -> None:
    """Give `app` the library it serves and the jobs it runs."""
    app.extensions[LIBRARY] = library
    app.extensions[JOBS] = jobs
    app.extensions[EXPORTS] = Jobs(kept=20, waiting=20)  # a file need not wait for an upload
    app.extensions[RELATING] = Jobs(kept=5, waiting=5)
    app.extensions[DRAFTS] = Drafts()


def end_jobs(app: Flask, seconds: float = 5.0) -> None:
    """Ask all that works beside requests to stop, and wait so long: the library may go then."""
    working = [cast(Jobs, app.extensions[name]) for name in _WORKING]
    until = time.monotonic() + seconds
    for jobs in working:
        jobs.stop()
    for jobs in working:
        jobs.close(max(0.0, until - time.monotonic()))


def the_library() -> Library:
    """Return the library that the current application serves."""
    return cast(Library, current_app.extensions[LIBRARY])


def the_jobs() -> Jobs:
    """Return the jobs of the current application."""
    return cast(Jobs, current_app.extensions[JOBS])


def the_exports() -> Jobs:
    """Return the jobs that make files to take away."""
    return cast(Jobs, current_app.extensions[EXPORTS])


def the_relating() -> Jobs:
    """Return the jobs that bring the graph of alike passages up to date."""
    return cast(Jobs, current_app.extensions[RELATING])


def the_drafts() -> Drafts:
    """Return the drafts that were checked a while ago."""
    return cast(Drafts, current_app.extensions[DRAFTS])
