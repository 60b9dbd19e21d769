"""Files that were made, as the answers that carry them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from flask import Response, redirect, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from web import exporting
from web.jobs import Job, Made


def taken(made: Made | Job) -> AnyResponse:
    """Return a file as a download, or lead to the page of the job that makes it."""
    if isinstance(made, Job):
        return redirect(url_for("exports.show", job_id=made.id), 303)
    return sent(made)


def sent(made: Made) -> Response:
    """Return a file as a download, and forget it."""
    return _download(BytesIO(exporting.taken(made)), made)


def kept(made: Made) -> Response:
    """Return a file as a download, and keep it for the next time."""
    return _download(made.path, made)


def _download(data: BytesIO | Path, made: Made) -> Response:
    response = send_file(data, mimetype=exporting.TYPES[made.path.suffix[1:]])
    response.headers["Content-Disposition"] = exporting.disposition(made)
    return response
