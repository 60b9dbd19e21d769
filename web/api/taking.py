"""Answers of the API that are files, or jobs that make something."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, make_response, url_for

from web.api.models import answer
from web.downloads import sent
from web.jobs import Job, Made
from web.language import language
from web.schema import JobJson
from web.shapes import job_json

FILE: Any = {
    "200": {"description": "The file"},
    "202": answer(JobJson, "A job; its result names the file's address"),
}
"""What an operation that makes a file answers, for the document."""


def taken(done: Made | Job) -> Response:
    """Return a file, or 202 with the job that makes it."""
    return sent(done) if isinstance(done, Made) else accepted(done)


def accepted(job: Job) -> Response:
    """Return 202 with a job and where to ask after it."""
    response = make_response(jsonify(job_json(job, language())), 202)
    response.headers["Location"] = url_for("api_jobs.show", job_id=job.id)
    return response
