"""文件线索: what files say of themselves and share. No evidence of text, and listed apart from it.

`report` is the id of the only report looked at.
"""

from __future__ import annotations

from flask import Blueprint, render_template, request

from index.errors import ReportNotFound
from search.model import ReportRow
from web.context import the_library
from web.forms import report_ids

page = Blueprint("evidence", __name__)

LISTED = 200  # groups of each kind
FOLDED = 6  # reports of a group from which on they are folded


@page.get("/evidence")
def show() -> str:
    """Show groups of reports of different units, or those that one report is in."""
    (report_id,) = report_ids(request.args.getlist("report"))[:1] or (None,)
    library = the_library()
    if report_id is not None:
        report_id = library.report_now(report_id)
    found = library.evidence(report_id)
    row: ReportRow | None = None
    if report_id is not None:
        if report_id not in found.reports:
            raise ReportNotFound("no_such_report", report=report_id)
        row = found.reports[report_id]
    return render_template(
        "evidence/page.html",
        found=found,
        row=row,
        facts=found.facts.get(report_id, (None,) * 4) if report_id is not None else None,
        units_of=lambda ids: len({found.reports[one].unit for one in ids} - {None}),
        moment=_moment,
        nothing=not (found.authors or found.editors or found.created or found.images),
        searched=library.size(),
        listed=LISTED,
        folded=FOLDED,
    )


def _moment(text: str) -> str:
    """Return an ISO 8601 moment for people, to the second.

    >>> _moment("2023-01-05T09:30:12+00:00"), _moment("2023-01-05T17:30:12")
    ('2023-01-05 09:30:12 UTC', '2023-01-05 17:30:12')
    """
    return text[:19].replace("T", " ") + (" UTC" if text[19:] in ("Z", "+00:00") else text[19:])
