"""Hits made ready to show: text cut around its spans, and where each leads.

A hit is shown with what is around its matches; the whole passage is there on request.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from index.tables.amounts import is_amount
from search.model import Group, Hit, Request, Result, Rung, TableLine, TableStanding, Within
from search.query import quoted
from web.filters import Mark, cut, masks
from web.links import Args, link
from web.reading import in_cells
from web.tabling import RowShown, rows_shown
from web.words import ROLES

_LONGEST_QUOTED = 1_900  # characters; a query has room for little more


@dataclass(frozen=True, slots=True)
class Line:
    """A cell of the row as a narrow page shows it: the name of its column, and what it says."""

    name: str
    html: Markup
    number: bool


@dataclass(frozen=True, slots=True)
class HitTable:
    """The part of a table in which a hit stands: its heads, what the row is a part of, the row."""

    standing: TableStanding
    heads: tuple[RowShown, ...]
    rows: tuple[RowShown, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class HitView:
    """One hit as shown: `cut` around its spans, `whole` where the cut left something out.

    `runs_to` is where a match that goes on in a following passage ends; `others` counts the
    reports that hold the same passage, `same` finds them.
    """

    hit: Hit
    cut: Markup
    whole: Markup | None
    address: str
    role: str
    runs_to: str | None
    others: int
    same: str | None
    table: HitTable | None


@dataclass(frozen=True, slots=True)
class GroupView:
    """One report of a grouped result; `everything` lists all its hits where some are left out."""

    group: Group
    hits: tuple[HitView, ...]
    address: str
    everything: str | None


def hit_view(hit: Hit, result: Result, wanted: Request, others: Mapping[int, int]) -> HitView:
    """Return one hit of a result as shown."""
    marks = [*(Mark(*span, "hit") for span in hit.spans), *masks(hit.text)]
    shown, whole = cut(hit.text, hit.spans, marks)
    count = others.get(hit.passage_id, 0)
    last = hit.continues[-1].passage_id if hit.continues else None
    return HitView(
        hit,
        shown,
        whole,
        _in_report(hit.report_id, result, wanted, hit.index),
        str(ROLES[hit.role]) if hit.role else "",
        None
        if last is None
        else _in_report(
            hit.report_id, result, wanted, hit.index, hit.index + last - hit.passage_id
        ),
        count,
        _same(hit.text) if count else None,
        _table(hit.standing, marks) if hit.standing and hit.standing.row else None,
    )


def _table(standing: TableStanding, marks: Sequence[Mark]) -> HitTable:
    width = len(standing.table.columns)
    parent = (standing.parent,) if standing.parent else ()
    return HitTable(
        standing,
        rows_shown(standing.heads, width),
        (
            *rows_shown(parent, width),
            *rows_shown((standing.own,), width, marks, current=True),
        ),
        _lines(standing.own, marks),
    )


def _lines(own: TableLine, marks: Sequence[Mark]) -> tuple[Line, ...]:
    pieces = zip(own.row.cells, in_cells(own.text, own.row, marks), strict=True)
    return tuple(
        Line(" · ".join(cell.column), html, is_amount(cell.text))
        for cell, html in pieces
        if cell.text
    )


def group_view(
    group: Group, result: Result, wanted: Request, others: Mapping[int, int], args: Args
) -> GroupView:
    """Return one report of a grouped result as shown."""
    hits = tuple(hit_view(hit, result, wanted, others) for hit in group.hits)
    everything = None
    if group.passages > len(hits):
        report = str(group.report_id)
        everything = link("search.show", args, drop=("page", "group"), report=report)
    first = group.hits[0].index if group.hits else 0
    return GroupView(group, hits, _in_report(group.report_id, result, wanted, first), everything)


def _in_report(
    report_id: int, result: Result, wanted: Request, at: int, shown: int | None = None
) -> str:
    """Return where a passage stands, with the same search in its report, answered alike."""
    return url_for(
        "report.show",
        report_id=report_id,
        q=wanted.query,
        mode=None if result.rung is Rung.EXACT else result.rung.value,
        within="report" if wanted.within is Within.REPORT else None,
        at=at,
        _anchor=f"p{at if shown is None else shown}",
    )


def _same(text: str) -> str | None:
    """Return the search for a whole passage; none where a query cannot say it."""
    if len(text) > _LONGEST_QUOTED or "#" in text or "＃" in text:
        return None
    return url_for("search.show", q=quoted(text), mode="exact")
