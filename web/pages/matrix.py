"""提法矩阵: a list of phrases in, their counts by unit and year out. Short lists are permalinks.

Parameters: `phrase` (repeated; or `phrases`, a pasted list), `rows`, `year`, `unit`, `kind`,
`role`, and `open`, the number of the phrase whose table is unfolded. A list that is too long for
an address is sent by POST and answered in place.
"""

from __future__ import annotations

import re

from flask import Blueprint, redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from index.errors import BadQuery
from search.matrix import MOST_PHRASES, MOST_REPORTS
from search.model import Axis, MatrixRequest
from web.context import the_library
from web.failures import status_of
from web.forms import NONE, filters, filters_in, whole
from web.language import language
from web.language import lazy_gettext as _l
from web.links import Args, link
from web.matrices import matrix_request
from web.messages import sentence
from web.tables import tables
from web.words import ROLES

page = Blueprint("matrix", __name__)

LONGEST_ADDRESS = 6_000  # characters; longer ones are lost on the way in chats and spreadsheets
_AXES = {
    Axis.UNIT: _l("按单位"),
    Axis.KIND: _l("按报告类型"),
    Axis.ROLE: _l("按部分类别"),
    Axis.REPORT: _l("按报告"),
}
_FILTERS = ("year", "unit", "kind", "role", "report")


@page.get("/matrix")
def show() -> str | tuple[str, int] | Response:
    """Show the page, with counts where phrases were given."""
    args = request.args
    if args.get("phrases", "").strip():
        return redirect(link("matrix.show", _single(args)))
    return _shown(args, permanent=True)


@page.post("/matrix")
def ask() -> str | tuple[str, int] | Response:
    """Lead to the permalink of what was asked, or answer here where that would be too long."""
    args = _single(request.form)
    address = link("matrix.show", args)
    if len(address) <= LONGEST_ADDRESS:
        return redirect(address, 303)
    return _shown(args, permanent=False)


def _shown(args: Args, *, permanent: bool) -> str | tuple[str, int]:
    library = the_library()
    base = {
        "asked": args.getlist("phrase"),
        "args": args,
        "axes": _AXES,
        "roles": {role.value: name for role, name in ROLES.items()},
        "kinds": library.kinds(),
        "none": NONE,
        "rows": args.get("rows", Axis.UNIT.value),
        "searched": library.size(),
        "most": MOST_PHRASES,
        "permanent": permanent,
    }
    if not any(phrase.strip() for phrase in args.getlist("phrase")):
        return render_template("matrix/page.html", **base)
    try:
        wanted = _read(args)
        opened = whole(args.get("open", ""), "open", 1, MOST_PHRASES, default=1)
        counted = library.matrix(wanted)
    except BadQuery as error:
        message = sentence(error, language())
        return render_template("matrix/page.html", **base, problem=message), status_of(error)
    kept = [(name, value) for name in _FILTERS for value in args.getlist(name) if value]
    return render_template(
        "matrix/page.html",
        **base,
        matrix=counted,
        wanted=wanted,
        tables=tables(counted, args, opened - 1, permanent=permanent),
        limit=MOST_REPORTS,
        exports=[
            (kind, name, link("exports.matrix", args, drop=("open",), format=kind))
            for kind, name in (("xlsx", "Excel"), ("csv", "CSV"))
        ],
        kept=kept,
    )


def _read(args: Args) -> MatrixRequest:
    phrases, rows = args.getlist("phrase"), args.get("rows", "")
    return matrix_request(phrases, rows=rows, filters=filters_in(args))


def _single(args: Args) -> Args:
    """Return parameters with every phrase of a pasted list as one of its own."""
    asked = matrix_request(
        [*args.getlist("phrase"), args.get("phrases", "")], rows="", filters=filters()
    ).phrases
    others = [
        (name, value.strip())
        for name in ("rows", *_FILTERS)
        for given in args.getlist(name)
        for value in (re.split(r"[,，、;；\s]+", given) if name == "year" else (given,))
        if value.strip() and (name, value) != ("rows", Axis.UNIT.value)
    ]
    return MultiDict([*(("phrase", phrase) for phrase in dict.fromkeys(asked)), *others])
