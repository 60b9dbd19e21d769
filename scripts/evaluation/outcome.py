"""What an evaluation says: tables of shares by kind, and figures beside their targets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from measuring.sheet import Bound, Figure, Table, Target, number
from measuring.verdicts import p95

from evaluation import edits, grafting
from evaluation.asking import Alarm, Answers
from evaluation.judging import Judged
from evaluation.libraries import GROUPS
from search.reuse.model import Verdict

_MOST = Target(Bound.LEAST, 0.99)
_HARD = Target(Bound.LEAST, 0.93)
_SHORT = Target(Bound.LEAST, 0.97)
_ALARMS = Target(Bound.MOST, 0.01)
_VERDICTS = Target(Bound.LEAST, 0.98)
_COVERED = Target(Bound.LEAST, 0.95)
_PIECES = Target(Bound.MOST, 3)
_VERDICT_OF = {"exact": Verdict.SAME, "figures": Verdict.FIGURES}
_COLUMNS = (
    *("kind", "copies", "found", "target", "", "verdict right"),
    *("covered", "spans", "in pieces", "pieces", "ms"),
)
_PAST_20 = ("30%", "40%", "one half")  # of short passages: more is changed than targets speak of


@dataclass(frozen=True, slots=True)
class Row:
    """Copies of one kind and group: shares of 1, means, medians in seconds. None: of no copy."""

    group: str
    kind: str
    number: int
    recall: float
    target: Target | None
    verdict: float | None
    covered: float | None
    joined: float | None
    spans: float | None
    pieces: float | None
    seconds: float

    @property
    def met(self) -> bool | None:
        """Say whether enough were found; None where there is no target."""
        return None if self.target is None else self.target.met(self.recall)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Rows by group and kind, and every figure that has a target, those of the rows too; `parts`
    shows the partial copies.
    """

    rows: tuple[Row, ...]
    figures: tuple[Figure, ...]
    parts: tuple[Table, ...] = ()

    @property
    def missed(self) -> tuple[Figure, ...]:
        """Return the figures that are not what they should be."""
        return tuple(one for one in self.figures if one.verdict in ("not met", "not measured"))


def outcome(answers: Answers) -> Outcome:
    """Sum up. Targets that speak of an average are held against all kinds that have targets."""
    rows = tuple(
        _row(group, kind, here)
        for group in GROUPS
        for kind in (*edits.KINDS, *edits.FURTHER)
        if (here := [one for one in answers.copies.get(group, ()) if one.kind == kind])
    )
    recalls = [
        Figure(f"{row.kind}, {row.group}", row.recall, "", row.target, f"of {row.number}")
        for row in rows
        if row.target
    ]
    told = (
        *recalls,
        *grafting.figures(answers.traced),
        *_alarms(answers.alarms),
        *_spans(answers),
        *_times(answers),
    )
    return Outcome(rows, told, tuple(grafting.tables(answers.traced)))


def tables(result: Outcome) -> Iterable[Table]:
    """Show the rows, a table a group."""
    for group, title in GROUPS.items():
        cells = tuple(_cells(row) for row in result.rows if row.group == group)
        if cells:
            yield Table(title, _COLUMNS, cells)
    yield from result.parts


def _row(group: str, kind: str, here: Sequence[Judged]) -> Row:
    found = [one for one in here if one.found]
    judged = [one.verdict is _VERDICT_OF.get(kind) for one in found if one.verdict]
    kept = sum(one.kept for one in found)
    return Row(
        group,
        kind,
        len(here),
        len(found) / len(here),
        _target(group, kind),
        fmean(judged) if judged and kind in _VERDICT_OF else None,
        sum(one.covered for one in found) / kept if kept else None,
        sum(one.joined for one in found) / kept if kept else None,
        fmean(one.spans for one in found) if found else None,
        fmean(one.pieces for one in found) if found else None,
        median(one.seconds for one in here),
    )


def _target(group: str, kind: str) -> Target | None:
    if group in ("paragraphs", "sentences"):  # no passages
        return None
    if group == "short":
        return None if any(sign in kind for sign in _PAST_20) else _SHORT
    return _HARD if "40%" in kind else _MOST


def _alarms(alarms: Sequence[Alarm]) -> Iterable[Figure]:
    for kind in dict.fromkeys(one.kind for one in alarms):
        here = [one.found for one in alarms if one.kind == kind]
        yield Figure(f"false alarms, {kind}", fmean(here), "", _ALARMS, f"of {len(here)}")


def _spans(answers: Answers) -> Iterable[Figure]:
    """Yield the figures of verdicts and spans over passages, without sentences inside them."""
    copies = [
        one for group in ("long", "short") for one in answers.copies.get(group, ()) if one.found
    ]
    for kind, verdict in _VERDICT_OF.items():
        here = [one.verdict is verdict for one in copies if one.kind == kind and one.verdict]
        value = fmean(here) if here else None
        yield Figure(f"verdict {verdict} on {kind} copies", value, "", _VERDICTS, f"of {len(here)}")
    named = [one for one in copies if one.kind in edits.KINDS]
    kept = sum(one.kept for one in named)
    for name, part in (("spans", "covered"), ("pieces", "joined")):
        share = sum(getattr(one, part) for one in named) / kept if kept else None
        note = "of the characters truly copied"
        yield Figure(f"covered by aligned {name}", share, "", _COVERED, note)
    pieces = fmean(one.pieces for one in named) if named else None
    yield Figure("pieces in a copied passage", pieces, "", _PIECES, "mean")
    spans = fmean(one.spans for one in named) if named else None
    yield Figure("equal spans in a copied passage", spans, "", None, "mean; edits part them")


def _times(answers: Answers) -> Iterable[Figure]:
    taken = [one.seconds * 1000 for some in answers.copies.values() for one in some]
    taken += [one.seconds * 1000 for one in answers.alarms]
    if taken:
        yield Figure("a look-up, median", median(taken), "ms")
        yield Figure("a look-up, p95", p95(taken), "ms")


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.kind,
        f"{row.number:,}",
        _share(row.recall),
        f"{row.target.bound} {row.target.limit}" if row.target else "",
        "" if row.met is None else "met" if row.met else "not met",
        *map(_share, (row.verdict, row.covered)),
        _mean(row.spans),
        _share(row.joined),
        _mean(row.pieces),
        number(row.seconds * 1000),
    )


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _mean(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
