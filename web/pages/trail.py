"""沿革: one passage through the years. `/trail/PASSAGE`; `own=1` shows its own unit alone, `limit`
says how many reports are listed.
"""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for

from web import sides
from web.beside.followed import trail_in
from web.beside.trails import first_words, is_short, steps
from web.context import the_library
from web.links import link
from web.words import RELATIONS, STEP_SIGNS, STEPS

page = Blueprint("trail", __name__)

_MORE = 300  # steps listed where more than the usual are wanted


@page.get("/trail/<int:passage_id>")
def show(passage_id: int) -> str:
    """Show where a passage first stood, and how it changed since."""
    args = request.args
    wanted = trail_in(
        str(passage_id)[:12], own_unit=args.get("own", ""), limit=args.get("limit", "")
    )
    library = the_library()
    found = library.trail(wanted)
    here = args.copy()
    here["passage_id"] = str(passage_id)
    listed = len(found.steps)
    return render_template(
        "trail/page.html",
        found=found,
        searched=library.size(),
        report=library.report(found.report_id).row,
        steps=steps(found),
        first=first_words(found.text),
        short=is_short(found.text),
        wanted=wanted,
        listed=listed,
        all_units=link("trail.show", here, own=""),
        own_unit=link("trail.show", here, own="1"),
        more=link("trail.show", here, limit=str(_MORE))
        if listed < found.reports and listed < _MORE
        else "",
        dated=[one for one in found.years if one.year is not None],
        undated=next((one for one in found.years if one.year is None), None),
        beside=sides.address,
        rows=url_for("several.show", passage=passage_id) if found.own > 1 else "",
        signs=STEP_SIGNS,
        words=STEPS,
        relations=RELATIONS,
    )


@page.app_template_global("trail_of")
def trail_of(passage_id: int) -> str:
    """Return the page of a passage's trail."""
    return url_for("trail.show", passage_id=passage_id)
