"""报告库: the list of reports with filters, corrections in place, removal and its undoing."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from index.errors import BadQuery, DuizhaoError
from search.model import Filters
from web.context import the_jobs, the_library
from web.edits import corrections
from web.forms import NONE, filters, report_ids, whole
from web.language import language
from web.links import Args, Pages, link
from web.messages import sentence
from web.words import EXTENTS, FIELDS

page = Blueprint("library", __name__)

_PAGE = 50
_SORTS = ("title", "unit", "year", "kind", "passages", "added")
_FALLING = ("year", "passages", "added")  # newest and longest first when first clicked


@dataclass(frozen=True, slots=True)
class Column:
    """A column one can sort by; `sorted` is "", "ascending" or "descending"."""

    name: str
    sorted: str
    address: str


@page.get("/reports")
def show() -> str:
    """Show the list."""
    return render_list(request.args)


def render_list(args: Args, problem: str = "") -> str:
    """Return the page of the list; `problem` says what just went wrong in it."""
    number = whole(args.get("page", ""), "page", 1, 100_000, default=1)
    sort = args.get("sort", "-added")
    if sort.removeprefix("-") not in _SORTS:
        raise BadQuery("bad_sort", field="sort", value=sort)
    incomplete = args.get("incomplete") == "1"
    library = the_library()
    found = library.reports(
        _filters(args),
        text=args.get("text", "").strip(),
        incomplete=incomplete,
        sort=sort,
        limit=_PAGE,
        offset=(number - 1) * _PAGE,
    )
    removed = report_ids(args.getlist("removed"))
    return render_template(
        "library/page.html",
        found=found,
        searched=library.size(),
        args=args,
        filtered=any(args.get(name) for name in ("text", "unit", "year", "kind", "incomplete")),
        incomplete=incomplete,
        columns={name: _column(name, sort, args) for name in _SORTS},
        pages=Pages("library.show", args, number, _PAGE, found.total),
        editing=args.get("edit", ""),
        back=link("library.show", args, drop=("edit", "removed")),
        edit_link=lambda row: link("library.show", args, drop=("removed",), edit=str(row.id)),
        removed=removed,
        jobs=the_jobs().all(),
        outdated=library.outdated(),
        none=NONE,
        problem=problem,
        fields=FIELDS,
        extents=EXTENTS,
    )


@page.post("/reports/edit")
def edit() -> Response | tuple[str, int]:
    """Correct one report from the list, then show the list again."""
    report_id = whole(request.form.get("id", ""), "id", 0, 10**9 - 1, default=0)
    library = the_library()
    try:
        changed = corrections(library.report(report_id), request.form)
        if changed:
            library.edit(report_id, **changed)
    except BadQuery as error:
        return render_list(request.args, sentence(error, language())), 400
    return redirect(link("library.show", request.args, drop=("edit",)) + f"#r{report_id}")


@page.get("/reports/remove")
def ask_removal() -> str:
    """Ask whether the chosen reports shall go."""
    ids = report_ids(request.args.getlist("id"))
    if not ids:
        raise BadQuery("none_chosen", field="id")
    rows = [the_library().report(report_id).row for report_id in ids]
    return render_template("library/remove.html", rows=rows)


@page.post("/reports/remove")
def remove() -> Response:
    """Remove the chosen reports, and offer to bring them back."""
    ids = report_ids(request.form.getlist("id"))
    if not ids:
        raise BadQuery("none_chosen", field="id")
    the_library().remove(ids)
    return redirect(url_for("library.show", removed=",".join(str(report) for report in ids)))


@page.post("/reports/bring-back")
def bring_back() -> Response:
    """Bring removed reports or a replaced version back."""
    ids = report_ids(request.form.getlist("id"))
    for report_id in ids:
        try:
            the_library().bring_back(report_id)
        except DuizhaoError as error:
            if len(ids) == 1:
                raise
            flash(sentence(error, language()))
    if len(ids) == 1:
        return redirect(url_for("report.show", report_id=ids[0]))
    return redirect(url_for("library.show"))


def _filters(args: Args) -> Filters:
    return filters(
        years=args.getlist("year"), units=args.getlist("unit"), kinds=args.getlist("kind")
    )


def _column(name: str, sort: str, args: Args) -> Column:
    if sort == name:
        return Column(name, "ascending", _sorted(args, f"-{name}"))
    if sort == f"-{name}":
        return Column(name, "descending", _sorted(args, name))
    return Column(name, "", _sorted(args, f"-{name}" if name in _FALLING else name))


def _sorted(args: Args, sort: str) -> str:
    return link("library.show", args, drop=("page", "removed"), sort=sort)
