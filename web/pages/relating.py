"""What pages show while passages are yet to be compared: the job, how far it is, and a way back.

`/relating/JOB` shows it again after it was stopped; `back` is the page that was asked for.
"""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.context import the_library, the_relating
from web.jobs import Job
from web.language import language
from web.login import local_path
from web.messages import sentence
from web.relating import unready

page = Blueprint("relating", __name__)

_PATIENCE = 0.3  # seconds before a page says that it waits


def waiting() -> Response | None:
    """Return the page that waits until passages are compared; None where they are."""
    job = unready(the_library(), the_relating(), patience=_PATIENCE)
    if job is None:
        return None
    return make_response(_shown(job, local_path(request.full_path.rstrip("?"))), 202)


@page.get("/relating/<job_id>")
def show(job_id: str) -> str | Response:
    """Show how far it is, or lead back to what was asked for."""
    job, back = the_relating().job(job_id), local_path(request.args.get("back", ""))
    if the_library().related():
        return redirect(back)
    return _shown(job, back)


@page.post("/relating/<job_id>/cancel")
def cancel(job_id: str) -> Response:
    """Stop comparing; what was there before stays."""
    the_relating().cancel(job_id)
    back = local_path(request.form.get("back", ""))
    return redirect(url_for("relating.show", job_id=job_id, back=back), 303)


def _shown(job: Job, back: str) -> str:
    why = sentence(job.error, language()) if job.error else ""
    here = url_for("relating.show", job_id=job.id, back=back)
    return render_template("relating/page.html", job=job, back=back, here=here, why=why)
