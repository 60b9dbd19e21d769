"""/api/reread: reading kept files anew by today's rules."""

from __future__ import annotations

from flask import Response, jsonify

from web.api.models import RereadQuery, answer
from web.api.taking import accepted
from web.context import the_jobs, the_library
from web.forms import report_ids
from web.openapi import blueprint
from web.rereading import OutdatedJson, start
from web.schema import JobJson

api = blueprint("rereading", __name__, "/api/reread")


@api.get(
    "",
    summary="Ask how many reports older rules read",
    responses={"200": answer(OutdatedJson, "Their number")},
)
def outdated() -> Response:
    """Reading them anew may find more of what stands in their files."""
    found: OutdatedJson = {"outdated": the_library().outdated()}
    return jsonify(found)


@api.post(
    "",
    summary="Read reports anew",
    responses={"202": answer(JobJson, "A job; its result says what changed")},
)
def reread(query: RereadQuery) -> Response:
    """Those named, else all that older rules read. Each answers with its old text until it is
    done; stopped, what is done stays.
    """
    chosen = report_ids(query.report) or None
    dry_run = query.dry_run in ("1", "true")
    return accepted(start(the_library(), the_jobs(), chosen, dry_run=dry_run))
