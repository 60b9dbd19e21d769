"""/api/several and /api/trail: reports side by side, one passage through the years."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from pydantic import Field

from search.exports import SEVERAL_FORMATS
from web import exporting_following
from web.api.models import Asked, ReportFilters, answer
from web.api.reuse_models import args_of
from web.api.taking import FILE, taken
from web.beside.followed import several_in, trail_in
from web.context import the_exports, the_library
from web.following import SeveralJson, TrailJson, several_json, trail_json
from web.language import language
from web.openapi import blueprint
from web.schema import FailureJson

api = blueprint("following", __name__, "/api")

_NO_REPORT: Any = {"404": answer(FailureJson, "There is no such report or passage")}


class SeveralQuery(ReportFilters):
    """Which reports stand beside each other, and what of them."""

    report: list[str] = Field(
        [], description="A report's id; may be repeated. Without, the filters choose"
    )
    section: str = Field(
        "",
        description="Only a section: a role (done, problems, …), the id of its heading's passage, "
        "or words of its heading",
    )
    passage: str = Field("", description="Only the row of this passage")


class SeveralExportQuery(SeveralQuery):
    """The same as a file."""

    format: str = Field("xlsx", description=", ".join(SEVERAL_FORMATS))


class TrailQuery(Asked):
    """Which passage is followed."""

    passage: str = Field(description="The passage's id")
    own_unit: str = Field("", description="1: only reports of its own unit")
    limit: str = Field("", description="Steps at most, 1 to 500; 60 by default")


@api.get(
    "/several",
    summary="Put several reports beside each other",
    responses={
        "200": answer(SeveralJson, "Columns by year, rows in the order of the last one"),
        **_NO_REPORT,
    },
)
def several(query: SeveralQuery) -> Response:
    """At most 12 columns: of more reports the latest ones; `left_out` names the others."""
    return jsonify(several_json(the_library().several(several_in(args_of(query)))))


@api.get(
    "/trail",
    summary="Follow a passage over years and units",
    responses={"200": answer(TrailJson, "Steps, oldest first"), **_NO_REPORT},
)
def trail(query: TrailQuery) -> Response:
    """One step a report, its best passage; what is like it is followed on from both ends."""
    wanted = trail_in(query.passage, own_unit=query.own_unit, limit=query.limit)
    return jsonify(trail_json(the_library().trail(wanted)))


@api.get(
    "/export/several",
    summary="Take several reports side by side away as a file",
    responses={**FILE, **_NO_REPORT},
)
def several_file(query: SeveralExportQuery) -> Response:
    """A table of texts, and a line for each cell."""
    wanted = several_in(args_of(query))
    made = exporting_following.several(
        the_library(), the_exports(), wanted, query.format, language()
    )
    return taken(made)
