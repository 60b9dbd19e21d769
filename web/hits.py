"""Hits made ready to show: text cut around its spans, and where each leads.

A hit is shown with what is around its matches; the whole passage is there on request.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from search.model import Group, Hit, Request, Result, Rung, Within
from search.query import quoted
from web.filters import Mark, cut, masks
from web.links import Args, link
from web.words import ROLES

_LONGEST_QUOTED = 1_900  # characters; a query has room for little more


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
