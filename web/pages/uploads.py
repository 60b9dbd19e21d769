"""Uploads: files in, a panel with one line a file, cancelling, putting lines away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from index.errors import DuizhaoError
from search.coverage import NOT_REPORTS
from search.model import Added, RefusedFile
from web.context import the_jobs, the_library
from web.jobs import Job, State
from web.language import language
from web.messages import sentence
from web.rereading import NAME
from web.uploads import take
from web.words import EXTENTS, FIELDS

page = Blueprint("uploads", __name__)


@dataclass(frozen=True, slots=True)
class Line:
    """One file of an upload: `status` is added, replaced, unchanged, incomplete, refused,
    no_report, working, waiting, read or stopped. `why` is the sentence of a refusal.
    """

    file: str
    status: str
    added: Added | None = None
    why: str = ""


@page.post("/reports")
def add() -> Response:
    """Take files in and show how it goes."""
    job = take(request.files.getlist("files"), the_library(), the_jobs())
    if request.headers.get("X-Requested-With") == "fetch":
        return redirect(url_for("uploads.panel", job_id=job.id))
    return redirect(url_for("library.show", _anchor="uploads"))


@page.get("/reports/uploads/<job_id>")
def panel(job_id: str) -> str:
    """Return the panel of one upload, to stand in the page of the library."""
    job = the_jobs().job(job_id)
    return render_template(panel_of(job), job=job, fields=FIELDS, extents=EXTENTS)


@page.post("/reports/uploads/<job_id>/cancel")
def cancel(job_id: str) -> Response:
    """Stop an upload; what was taken in stays."""
    the_jobs().cancel(job_id)
    return redirect(url_for("library.show", _anchor="uploads"))


@page.post("/reports/uploads/<job_id>/dismiss")
def dismiss(job_id: str) -> Response:
    """Put a whole finished upload away, or the line of one file."""
    the_jobs().dismiss(job_id, request.form.get("file"))
    return redirect(url_for("library.show", _anchor="uploads"))


@page.app_template_global()
def panel_of(job: Job) -> str:
    """Return the template of a job's panel."""
    return f"library/{'_reread' if job.name == NAME else '_upload'}.html"


@page.app_template_global("upload_lines")
def lines(job: Job) -> list[Line]:
    """Return one line for every file of a job, refused ones first."""
    found = list(_finished(job)) if job.result else list(_under_way(job))
    return [line for line in found if line.file not in job.dismissed]


@page.app_template_global("upload_error")
def error(job: Job) -> str:
    """Return the sentence for a job that failed as a whole, else nothing."""
    return sentence(job.error, language()) if job.error else ""


def _finished(job: Job) -> Iterator[Line]:
    assert job.result is not None  # noqa: S101 - asked by `lines`
    for refused in job.result.refused:
        yield _refused(refused)
    for added in job.result.added:
        yield Line(added.file, "added" if _complete(added) else "incomplete", added)
    for added in job.result.replaced:
        yield Line(added.file, "replaced", added)
    for added in job.result.unchanged:
        yield Line(added.file, "unchanged", added)
    for refused in job.result.not_reports:
        yield _refused(refused)
    if job.state is State.CANCELLED:
        result = job.result
        told = {refused.file for refused in (*result.refused, *result.not_reports)}
        told |= {added.file for added in (*result.added, *result.replaced, *result.unchanged)}
        for file in job.files:
            if file not in told and not any(name.startswith(f"{file}/") for name in told):
                yield Line(file, "stopped")


def _refused(refused: RefusedFile) -> Line:
    why = sentence(DuizhaoError(refused.key, **refused.values), language())
    return Line(refused.file, "no_report" if refused.key in NOT_REPORTS else "refused", why=why)


def _under_way(job: Job) -> Iterator[Line]:
    for file in job.files:
        if job.error:
            yield Line(file, "stopped")
        elif file in job.seen:
            yield Line(file, "read")
        else:
            yield Line(file, "working" if job.state is State.RUNNING else "waiting")


def _complete(added: Added) -> bool:
    return added.year is not None and added.unit is not None
