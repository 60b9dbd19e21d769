"""未收: the files that were not read, which every "it is not there" leaves out.

Parameters: `q` (file or reason), `why` (a key of `web.messages`), `page`; `job` is the one whose
panel is shown. A file is read again, replaced by another, or taken out of the count with a
reason, by name and time; what was taken out can be counted again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from index.errors import BadQuery, DuizhaoError
from index.remarking import LONGEST_REASON
from search.coverage import Refusal, folder_of
from web.context import the_jobs, the_library
from web.failures import status_of
from web.forms import report_ids, whole
from web.language import language
from web.links import Args, Pages, link
from web.messages import parts, sentence
from web.refused import error_of
from web.uploads import again, take, unfinished
from web.who import remembered, said_by

page = Blueprint("refused", __name__)

_PAGE = 100
_NAMED = 200  # files that are no reports named on the page


@dataclass(frozen=True, slots=True)
class Row:
    """A file, where it lay, why it was not taken, and what to do about that."""

    refusal: Refusal
    name: str
    above: str
    why: str
    help: str


@page.get("/library/refused")
def show() -> str:
    """Show the list."""
    return _render(request.args)


@page.post("/library/refused/forget")
def forget() -> Response | tuple[str, int]:
    """Take files out of the count; a reason is needed."""
    form = request.form
    try:
        the_library().take_out(_chosen(form), reason=form.get("reason", ""), by=said_by(form))
    except BadQuery as error:
        return _render(request.args, sentence(error, language())), status_of(error)
    return _back()


@page.post("/library/refused/recount")
def recount() -> Response:
    """Let files count again."""
    the_library().count_again(_chosen(request.form))
    return _back()


@page.post("/library/refused/retry")
def retry() -> Response | tuple[str, int]:
    """Read files again: those chosen, or all that count."""
    library, form = the_library(), request.form
    try:
        every = form.get("all") == "1"
        chosen = (
            library.coverage().refused
            if every
            else tuple(library.refusal(one) for one in _chosen(form))
        )
    except BadQuery as error:
        return _render(request.args, sentence(error, language())), status_of(error)
    return _back(job=again(chosen, library, the_jobs()).id)


@page.post("/library/refused/<int:refusal_id>/file")
def exchange(refusal_id: int) -> Response | tuple[str, int]:
    """Take another file in the place of a refused one."""
    library = the_library()
    chosen = library.refusal(refusal_id)
    try:
        job = take(request.files.getlist("files"), library, the_jobs(), instead_of=chosen.id)
    except BadQuery as error:
        return _render(request.args, sentence(error, language())), status_of(error)
    return _back(job=job.id)


def _render(args: Args, problem: str = "") -> str:
    library, jobs = the_library(), the_jobs()
    found = library.coverage()
    rows = _rows(found.refused)
    asked, key = args.get("q", "").strip(), args.get("why", "")
    held = [row for row in rows if _fits(row, asked, key)]
    number = whole(args.get("page", ""), "page", 1, 100_000, default=1)
    start = (number - 1) * _PAGE
    return render_template(
        "refused/page.html",
        searched=library.size(),
        rows=held[start : start + _PAGE],
        total=len(held),
        every=len(rows),
        whys=_whys(rows),
        taken_out=_rows(found.taken_out),
        not_reports=_rows(found.not_reports[:_NAMED]),
        no_report=len(found.not_reports),
        unfinished=unfinished(library.home, jobs.all()),
        job=jobs.job(args["job"]) if jobs.holds(args.get("job", "")) else None,
        pages=Pages("refused.show", args, number, _PAGE, len(held)),
        args=args,
        filtered=bool(asked or key),
        here=lambda endpoint, **values: link(endpoint, _with(args, values), drop=("job",)),
        by=remembered(),
        longest=LONGEST_REASON,
        problem=problem,
    )


def _rows(refusals: Iterable[Refusal]) -> list[Row]:
    found = []
    for one in refusals:
        above, _, name = one.file.rpartition("/")
        why, help_ = parts(error_of(one), language())
        found.append(Row(one, name, above or folder_of(one), why, help_))
    return found


def _fits(row: Row, asked: str, key: str) -> bool:
    said = f"{row.above}/{row.name} {row.why}".lower()
    return (not key or key == row.refusal.key) and asked.lower() in said


def _whys(rows: Iterable[Row]) -> list[tuple[str, str, int]]:
    """Return the reasons that stand in the list: key, words, how many."""
    counted = Counter(row.refusal.key for row in rows)
    return [
        (key, parts(DuizhaoError(key), language())[0], count)
        for key, count in counted.most_common()
    ]


def _chosen(form: Args) -> tuple[int, ...]:
    ids = report_ids(form.getlist("id"))
    if not ids:
        raise BadQuery("no_file_chosen", field="id")
    return ids


def _with(args: Args, values: dict[str, object]) -> Args:
    found = args.copy()
    for name, value in values.items():
        found[name] = str(value)
    return found


def _back(**values: str) -> Response:
    return redirect(link("refused.show", request.args, drop=("job",), **values))


@page.app_template_global("refused_address")
def address() -> str:
    """Return where the files that were not read are listed."""
    return url_for("refused.show")
