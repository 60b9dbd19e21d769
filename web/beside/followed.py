"""What is asked about several reports or a passage's trail, read from text. Pages, API and
command line share it.

Raises BadQuery with the name of the field that cannot be understood.
"""

from __future__ import annotations

from search.comparing.following.followed import SeveralRequest, TrailRequest
from web.forms import filters, report_ids, whole
from web.links import Args
from web.similars import yes

MOST_STEPS = 500
_LARGEST = 10**9 - 1


def several_in(args: Args) -> SeveralRequest:
    """Read which reports stand beside each other: `report`, or `unit`, `year` and `kind`; and
    what of them: `section`, `passage`.
    """
    return SeveralRequest(
        reports=report_ids(args.getlist("report")),
        filters=filters(
            years=args.getlist("year"), units=args.getlist("unit"), kinds=args.getlist("kind")
        ),
        section=args.get("section", "").strip(),
        passage_id=_passage(args.get("passage", "")),
    )


def trail_in(passage: str, *, own_unit: str = "", limit: str = "") -> TrailRequest:
    """Read which passage is followed."""
    found = _passage(passage)
    return TrailRequest(
        passage_id=0 if found is None else found,
        own_unit=yes(own_unit),
        limit=whole(limit, "limit", 1, MOST_STEPS, default=60),
    )


def _passage(text: str) -> int | None:
    found = whole(text, "passage", 0, _LARGEST, default=-1)
    return None if found < 0 else found
