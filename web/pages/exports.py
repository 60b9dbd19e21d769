"""Exports: a result as a file at once, or a page that shows how far a large one is.

`/search/export` takes the parameters of `/search`, `/matrix/export` those of `/matrix`, and both
`format`: xlsx, csv or docx (hits only).
"""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from index.errors import ReportNotFound
from web import exporting
from web.context import the_exports, the_library
from web.downloads import kept, taken
from web.forms import filters_in, search_in
from web.jobs import Job, State
from web.language import language
from web.links import Args
from web.matrices import matrix_request
from web.messages import sentence

page = Blueprint("exports", __name__)


@page.get("/search/export")
def search() -> AnyResponse:
    """Send all hits of a search as a file, or lead to the job that makes it."""
    args = request.args
    wanted = search_in(args)
    kind = args.get("format", "xlsx")
    done = exporting.hits(the_library(), the_exports(), wanted, kind, language())
    return taken(done)


@page.route("/matrix/export", methods=["GET", "POST"])
def matrix() -> AnyResponse:
    """Send a phrase matrix as a file; long lists come by POST."""
    args: Args = request.form if request.method == "POST" else request.args
    wanted = matrix_request(
        [*args.getlist("phrase"), args.get("phrases", "")],
        rows=args.get("rows", ""),
        filters=filters_in(args),
    )
    kind = args.get("format", "xlsx")
    return taken(exporting.matrix(the_library(), the_exports(), wanted, kind, language()))


@page.get("/exports/<job_id>")
def show(job_id: str) -> str:
    """Show how far an export is, and the file once it is there."""
    job = the_exports().job(job_id)
    why = sentence(job.error, language()) if job.error else ""
    size = _size(job)
    gone = job.state is State.DONE and size is None
    return render_template("exports/page.html", job=job, why=why, size=size, gone=gone)


@page.post("/exports/<job_id>/cancel")
def cancel(job_id: str) -> AnyResponse:
    """Stop an export."""
    the_exports().cancel(job_id)
    return redirect(url_for("exports.show", job_id=job_id))


@page.get("/exports/<job_id>/file")
def file(job_id: str) -> Response:
    """Send the file of a finished export. Raises ReportNotFound (`export_gone`)."""
    job = the_exports().job(job_id)
    if job.state is not State.DONE or job.made is None or _size(job) is None:
        raise ReportNotFound("export_gone", job=job_id)
    return kept(job.made)


def _size(job: Job) -> int | None:
    try:
        return job.made.path.stat().st_size if job.made else None
    except OSError:
        return None
