"""/api/jobs: how far long work is, and stopping it."""

from __future__ import annotations

from flask import Response, jsonify

from web.api.models import JobPath, answer
from web.context import the_exports, the_jobs, the_relating
from web.jobs import Jobs
from web.language import language
from web.openapi import blueprint
from web.schema import JobJson
from web.shapes import job_json

api = blueprint("jobs", __name__, "/api/jobs")


@api.get("/<job_id>", summary="Ask after a job", responses={"200": answer(JobJson, "The job")})
def show(path: JobPath) -> Response:
    """State is queued, running, done, cancelled or failed."""
    return jsonify(job_json(_holding(path.job_id).job(path.job_id), language()))


@api.delete("/<job_id>", summary="Stop a job", responses={"202": answer(JobJson, "The job")})
def cancel(path: JobPath) -> tuple[Response, int]:
    """What it has taken in stays."""
    return jsonify(job_json(_holding(path.job_id).cancel(path.job_id), language())), 202


def _holding(job_id: str) -> Jobs:
    kinds = (the_exports(), the_relating(), the_jobs())
    return next((jobs for jobs in kinds if jobs.holds(job_id)), the_jobs())
