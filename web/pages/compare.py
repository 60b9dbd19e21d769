"""对比: two reports side by side, section by section, word by word, figure by figure.

The address carries all of what is shown (web.beside.views); every switch is a link.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from index.errors import BadQuery, ReportNotFound, UnreadableReport
from search.comparing.model import Comparison, Row, RowKind, SectionPair
from web import sides
from web.beside.figuretable import table
from web.beside.gridmodel import WAYS
from web.beside.grids import Grids
from web.beside.overview import overview
from web.beside.rows import Rows
from web.beside.sections import MOVED, Block, Line, blocks, counted, inside
from web.beside.views import remark, switches, tidied, view_in
from web.context import the_library
from web.links import Args, link
from web.pages import choose
from web.words import COLUMNS_BY, MOVED_SIGN, ROW_KINDS, ROW_SIGNS
from web.words import MOVED as MOVED_WORD

page = Blueprint("compare", __name__)

FORMATS = {"html": "HTML", "docx": "Word", "xlsx": "Excel", "json": "JSON"}


@page.get("/compare")
def show() -> str | tuple[str, int] | Response:
    """Show two reports or drafts side by side; with less than two, choose them."""
    args = tidied(request.args)
    left, right = args.get("left", "").strip(), args.get("right", "").strip()
    if not left or not right:
        return redirect(url_for("choose.show", left=left or None, right=right or None))
    try:
        found = the_library().compare(sides.wanted(args))
    except (BadQuery, ReportNotFound, UnreadableReport) as error:
        return choose.instead(args, error)
    return _render(found, args)


def _render(found: Comparison, args: Args) -> str:
    view = view_in(args, len(found.sections))
    within = inside(found.sections, view.section) if view.section >= 0 else None

    def here(**changes: str) -> str:
        return link("compare.show", args, drop=("at",), **changes)

    def row_at(number: int) -> str:
        if within is None or found.rows[number].section in within:
            return f"#r{number}"
        return f"{here(section='')}#r{number}"

    rows = Rows(found, row_at, quiet=view.quiet)
    made = blocks(
        rows,
        hidden=view.hidden,
        everything=view.everything,
        within=within,
        folded=view.folded,
    )
    kept = [row for row in found.rows if within is None or row.section in within]
    stops = _stops(made)
    grids = Grids(rows, view.cells)
    at = min(view.at, len(stops))
    drawing = overview(found.rows)
    of_these = found
    if within is not None:
        numbers = [one for one in found.figures if found.rows[one.row].section in within]
        of_these = replace(found, figures=tuple(numbers))
    return render_template(
        "compare/page.html",
        comparison=found,
        args=args,
        view=view,
        blocks=[grids.drawn(one) for one in made],
        switches=switches(kept, view),
        total=len(kept),
        percent=100 if found.similarity == 1 else min(99, round(100 * found.similarity)),
        remark=remark(found),
        drawing=drawing,
        here=here,
        stop_at=at,
        stops=stops,
        before=_step(args, stops, at - 1),
        after=_step(args, stops, at + 1),
        all_shut=all(block.folded for block in made if block.bar and block.items),
        swapped=_swapped(args),
        others=_others(args),
        columns_by={one.value: word for one, word in COLUMNS_BY.items()},
        ways={one.value: word for one, word in WAYS.items()},
        exports=[(name, sides.file(args, kind)) for kind, name in FORMATS.items()],
        figures=table(of_these, args, rows.places),
        of_figures=len(of_these.figures),
        quiet=sum(change.quiet for row in kept for change in row.changes),
        by_section=_by_section(found),
        signs={kind.value: sign for kind, sign in ROW_SIGNS.items()} | {MOVED: MOVED_SIGN},
        words={kind.value: str(word) for kind, word in ROW_KINDS.items()}
        | {MOVED: str(MOVED_WORD)},
        kinds=[*(kind.value for kind in RowKind), MOVED],
    )


def _stops(made: Sequence[Block]) -> list[int]:
    """Return the rows at which `n` stops, in order: the first of each bar or row that differs."""
    found = []
    for block in made:
        if block.bar and block.bar.stop:
            found.append(next(one.index for one in block.bar.heads if one.different))
        found += [item.shown.index for item in block.items if isinstance(item, Line) and item.stop]
    return found


def _step(args: Args, stops: Sequence[int], at: int) -> str | None:
    """Return the address of difference `at`, counted from 1, if there is one."""
    if not 1 <= at <= len(stops):
        return None
    return f"{link('compare.show', args, at=str(at))}#r{stops[at - 1]}"


def _swapped(args: Args) -> str:
    """Return the address of the same two the other way round. Sections have other numbers there."""
    hidden = args.get("hide", "").split(",")
    mirrored = {"left_only": "right_only", "right_only": "left_only"}
    return link(
        "compare.show",
        args,
        drop=("section", "fold", "at"),
        left=args.get("right", ""),
        right=args.get("left", ""),
        hide=",".join(mirrored.get(name, name) for name in hidden),
    )


def _others(args: Args) -> tuple[str, str]:
    """Return where another left and another right one is chosen, the other side kept."""
    return (
        url_for("choose.show", right=args.get("right", "")),
        url_for("choose.show", left=args.get("left", "")),
    )


def _by_section(found: Comparison) -> list[tuple[int, SectionPair, Counter[str]]]:
    """Return the sections with how many rows of each kind stand in them, without those below."""
    rows: dict[int, list[Row]] = defaultdict(list)
    for row in found.rows:
        rows[row.section].append(row)
    return [(number, pair, counted(rows[number])) for number, pair in enumerate(found.sections)]
