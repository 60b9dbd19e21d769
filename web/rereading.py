"""Reports read anew, for people and programs: the job, its JSON, and what changed in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields

from typing_extensions import TypedDict

from index.errors import DuizhaoError
from search.library import Library
from search.model import Added, Extent, Progress, Reread, Rereading
from web.jobs import Job, Jobs
from web.messages import sentence
from web.words import EXTENTS

NAME = "reread"
"""The name of such a job."""


class ChangedJson(TypedDict):
    """A fact that is recognised otherwise."""

    field: str
    before: str | int | None
    after: str | int | None


class RereadJson(TypedDict):
    """A report read anew; each list says how many there were before, and how many after."""

    id: int
    now: int
    file: str
    changed: bool
    passages: list[int]
    sections: list[int]
    removed: list[int]
    figures: list[int]
    tables: list[int]
    exclusions: list[int]
    characters: list[int]
    facts: list[ChangedJson]


class UnreadJson(TypedDict):
    """A report that could not be read anew, and why; its text stays."""

    id: int
    file: str
    error: str
    code: str


class TakenJson(TypedDict):
    """A file that was refused before and is a report now."""

    id: int
    file: str


class RereadingJson(TypedDict):
    """What reading anew did; `left` counts reports that older rules read."""

    reread: list[RereadJson]
    refused: list[UnreadJson]
    taken: list[TakenJson]
    left: int


class OutdatedJson(TypedDict):
    """How many reports were read by older rules."""

    outdated: int


def rereading_json(done: Rereading, language: str = "zh") -> RereadingJson:
    """Return what reading anew did; refusals in words of the language."""
    return {
        "reread": [_reread(one) for one in done.reread],
        "refused": [
            {
                "id": one.id,
                "file": one.file,
                "error": sentence(DuizhaoError(one.key, **one.values), language),
                "code": one.key,
            }
            for one in done.refused
        ],
        "taken": [{"id": one.id, "file": one.file} for one in taken(done)],
        "left": done.left,
    }


def start(
    library: Library, jobs: Jobs, report_ids: Iterable[int] | None = None, *, dry_run: bool = False
) -> Job:
    """Start a job that reads reports anew, or (None) all that older rules read.

    Raises Refused (`too_many_jobs`).
    """
    wanted = None if report_ids is None else tuple(report_ids)

    def work(tell: Callable[[Progress], None], stopped: Callable[[], bool]) -> Rereading:
        return library.reread(wanted, dry_run=dry_run, progress=tell, cancelled=stopped)

    return jobs.start((), work, after=lambda: None, name=NAME)


def taken(done: Rereading) -> tuple[Added, ...]:
    """Return the reports that came of files that were refused before."""
    return (*done.retried.added, *done.retried.replaced) if done.retried else ()


def totals(done: Iterable[Reread]) -> tuple[Extent, Extent]:
    """Return how much all the reports held before, and how much after."""
    some = list(done)
    return _sum([one.before for one in some]), _sum([one.after for one in some])


def in_figures(before: int, after: int) -> str:
    """Return a count before and after: `12→9`, or `12` where it stayed."""
    return f"{before:,}" if before == after else f"{before:,}→{after:,}"


def differences(before: Extent, after: Extent) -> dict[str, str]:
    """Return the counts of EXTENTS in figures, `12→9` where it changed, else `12`; of which there
    was and is none is left out.
    """
    counts = {name: (getattr(before, name), getattr(after, name)) for name in EXTENTS}
    return {name: in_figures(*both) for name, both in counts.items() if any(both)}


def _sum(side: list[Extent]) -> Extent:
    return Extent(*(sum(getattr(one, field.name) for one in side) for field in fields(Extent)))


def _reread(one: Reread) -> RereadJson:
    before, after = one.before, one.after
    return {
        "id": one.id,
        "now": one.now,
        "file": one.file,
        "changed": one.changed,
        "passages": [before.passages, after.passages],
        "sections": [before.sections, after.sections],
        "removed": [before.removed, after.removed],
        "figures": [before.figures, after.figures],
        "tables": [before.tables, after.tables],
        "exclusions": [before.exclusions, after.exclusions],
        "characters": [before.characters, after.characters],
        "facts": [{"field": field, "before": old, "after": new} for field, old, new in one.facts],
    }
