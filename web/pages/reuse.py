"""查重: a report, or a draft that is not kept, and how much of it stands elsewhere.

`/reuse` chooses, `/reuse/ID` is of a report, `/reuse/drafts/KEY` of a draft. Parameters: `show`
(a class of passages, or what a rate was counted from), `source` (a report's id), `at` (a
passage's index, to show the page that holds it), `share` (the cut-off for stock text, in percent
of the known units), `page`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from index.errors import BadQuery, UnreadableReport
from search.model import Scan
from search.reuse.model import Label, Mark, Match, Relation, Reuse, SourceReport
from search.reuse.strips import by_label, strip
from web import exporting_reuse, sides
from web.context import the_drafts, the_exports, the_library
from web.downloads import taken
from web.failures import status_of
from web.findings import why
from web.forms import whole
from web.language import language
from web.links import Args, Pages, link
from web.messages import sentence
from web.reuse_forms import reuse_in
from web.reuses import CLASSES, Show, cards, counts, findings, listed, shown
from web.similars import lines, share
from web.words import DIRECTIONS, LABELS, MARKS, RELATIONS, SHOWN, SIGNS, SLOTS, VERDICTS

page = Blueprint("reuse", __name__)

_PAGE = 20
_LISTED = 20  # reports offered to choose from
_LOOKING = ("show", "source", "at")  # parameters that change nothing of what is counted
_EXPORT = {"reuse.show": "reuse.export", "reuse.show_draft": "reuse.export_draft"}
_FORMATS = {"html": "HTML", "docx": "Word", "xlsx": "Excel", "json": "JSON"}


@page.get("/reuse")
def choose() -> str:
    """Offer reports to choose from, and a place for a draft."""
    return _choice(request.args)


@page.post("/reuse")
def draft() -> tuple[str, int] | Response:
    """Check a draft and show what was found. It changes nothing: the draft is not kept."""
    form = request.form.copy()
    form["text"] = lines(form.get("text", ""))
    file = request.files.get("file")
    name, data = (file.filename or "", file.read()) if file else ("", b"")
    try:
        if not name and not form["text"]:
            raise BadQuery("no_draft", field="text")
        wanted = reuse_in(form, file=name, data=data)
        key = the_drafts().check(the_library(), wanted)
    except (BadQuery, UnreadableReport) as error:
        return _choice(form, problem=sentence(error, language()), file=name), status_of(error)
    return redirect(url_for("reuse.show_draft", key=key), 303)


@page.get("/reuse/<int:report_id>")
def show(report_id: int) -> str:
    """Show how much of a report stands elsewhere."""
    return shown_of(report_id, request.args)


@page.get("/reuse/drafts/<key>")
def show_draft(key: str) -> str:
    """Show the same of a draft. Raises ReportNotFound (`draft_gone`)."""
    args = request.args
    found = the_drafts().answer(the_library(), key, share(args.get("share", "")))
    return _shown(found, args, "reuse.show_draft", {"key": key})


@page.get("/reuse/<int:report_id>/export")
def export(report_id: int) -> Response:
    """Send it as a file: `format` is html, docx, xlsx or json."""
    wanted = reuse_in(request.args, report_id=report_id)
    kind = request.args.get("format", "docx")
    made = exporting_reuse.reuse(the_library(), the_exports(), wanted, kind, language())
    return taken(made)


@page.get("/reuse/drafts/<key>/export")
def export_draft(key: str) -> Response:
    """Send what was found of a draft as a file."""
    wanted = the_drafts().request(key, share(request.args.get("share", "")))
    kind = request.args.get("format", "docx")
    made = exporting_reuse.reuse(the_library(), the_exports(), wanted, kind, language())
    return taken(made)


def shown_of(report_id: int, args: Args, *, problem: str = "", form: Args | None = None) -> str:
    """Return the page of a report; `problem` says what went wrong with the `form` sent."""
    found = the_library().reuse(reuse_in(args, report_id=report_id))
    place = {"report_id": str(report_id)}
    return _shown(found, args, "reuse.show", place, problem=problem, form=form)


def _choice(args: Args, *, problem: str = "", file: str = "") -> str:
    library = the_library()
    asked = args.get("q", "").strip()
    found = library.reports(text=asked, limit=_LISTED)
    return render_template(
        "reuse/start.html",
        args=args,
        asked=asked,
        found=found,
        searched=library.size(),
        problem=problem,
        file=file,
    )


def _shown(
    found: Reuse,
    args: Args,
    endpoint: str,
    place: Mapping[str, str],
    *,
    problem: str = "",
    form: Args | None = None,
) -> str:
    source = whole(args.get("source", ""), "source", 0, 10**9 - 1, default=-1)
    only = None if source < 0 else source
    each = counts(found, only)
    show = _chosen(args.get("show", ""), each)
    passages = listed(found, show, only)
    number = _page(args, [one.index for one in passages])
    here = args.copy()
    for name, value in place.items():
        here[name] = value
    words = {label: str(word) for label, word in LABELS.items()}
    return render_template(
        "reuse/page.html",
        reuse=found,
        row=found.report,
        args=args,
        cards=cards(found),
        strip=strip(found, words),
        totals=by_label(found.passages),
        names=_names(found),
        show=show,
        source=only,
        tabs=[(one, each[one]) for one in CLASSES if each[one] or one is show],
        listed=len(passages),
        similar=sum(bool(one.covered) for one in found.passages),
        passages=shown(found, passages[(number - 1) * _PAGE : number * _PAGE], show, only),
        findings=[(one, why(one.finding, language())) for one in findings(found)],
        places={one.passage_id: one for one in found.passages if one.passage_id is not None},
        marked=_marked(found),
        pages=Pages(endpoint, here, number, _PAGE, len(passages)),
        to=lambda **changes: link(endpoint, here, drop=("page", "at"), **changes),
        act=lambda name, **changes: link(name, here, drop=("page", "at"), **changes),
        exports=[
            (name, link(_EXPORT[endpoint], here, drop=(*_LOOKING, "page"), format=kind))
            for kind, name in _FORMATS.items()
        ],
        problem=problem,
        form=form or {},
        draft=found.report is None,
        with_source=lambda source_id: sides.address(source_id, _named_side(place)),
        labels=LABELS,
        said=SHOWN,
        marks=MARKS,
        signs=SIGNS,
        slots=SLOTS,
        verdicts=VERDICTS,
        relations=RELATIONS,
        directions=DIRECTIONS,
        swatch=_swatch,
    )


def _named_side(place: Mapping[str, str]) -> str:
    """Return the report or draft shown, as one side of a comparison."""
    return place.get("report_id") or sides.draft(place["key"])


def _chosen(text: str, each: Mapping[Show, int]) -> Show:
    """Return the class that is asked for, else the first that holds something."""
    if text:
        try:
            return Show(text)
        except ValueError:
            known = tuple(str(one) for one in Show)
            raise BadQuery("bad_choice", field="show", value=text, known=known) from None
    return next((one for one in CLASSES if each[one]), Show.NONE)


def _page(args: Args, indices: Sequence[int]) -> int:
    """Return the page of the list that is asked for, or that holds passage `at`."""
    at = whole(args.get("at", ""), "at", 0, 10**9 - 1, default=-1)
    if at in indices and not args.get("page"):
        return indices.index(at) // _PAGE + 1
    return whole(args.get("page", ""), "page", 1, 100_000, default=1)


def _names(found: Reuse) -> dict[int, tuple[str | None, str, int | None, Scan]]:
    """Return unit, title and year of every report that is named, and how much was recognised."""
    named: list[Match | SourceReport] = [*found.later, *found.sources]
    named += (match for passage in found.passages for match in passage.matches)
    return {one.report_id: (one.unit, one.title, one.year, one.scan) for one in named}


def _marked(found: Reuse) -> list[tuple[int, Mark, str, str]]:
    """Return the marked reports that take something out here: id, mark, by whom, when."""
    used = set(_used(found))
    return [
        (one.row.id, one.mark, one.by, one.at)
        for one in the_library().marked()
        if one.row.id in used
    ]


def _used(found: Reuse) -> Iterable[int]:
    for passage in found.passages:
        for covered in passage.covered:
            if covered.label is Label.TEMPLATE:
                yield from covered.report_ids


def _swatch(relation: Relation) -> str:
    return "own" if relation is Relation.OWN else "other"
