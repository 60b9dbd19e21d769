"""Lists compared as a page compares them: does each line come to stand beside the right one?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from measuring.sheet import Bound, Figure, Table, Target

from evaluation.listing import FORMS, WAYS, WORDS, Line, ListCase, list_cases
from evaluation.progress import shown
from search.comparing.model import CompareRequest, Comparison, FigurePair, Given, RowKind, Side
from search.library import compare_drafts

_RIGHT = Target(Bound.LEAST, 0.97)
_TOUCHED = Target(Bound.MOST, 0.002)
_NONE = Target(Bound.MOST, 0)
_FEW = 34  # lines of a kind: with fewer, a single miss would be below the target
_COLUMNS = ("done", "lines", "paired right", "untouched", "said changed", "false figures")


@dataclass(slots=True)
class Tally:
    """So many lines; of these so many are paired right, and so many `untouched` of which some
    came out `changed` or alone; `false` figures were said to differ that nothing implies.
    """

    lines: int = 0
    right: int = 0
    untouched: int = 0
    changed: int = 0
    false: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count some more."""
        self.lines += other.lines
        self.right += other.right
        self.untouched += other.untouched
        self.changed += other.changed
        self.false += other.false
        self.misses += other.misses


@dataclass(frozen=True, slots=True)
class Lists:
    """What became of all lists: by way, and by what their lines are called."""

    ways: dict[str, Tally]
    forms: dict[str, Tally]
    cases: int

    @property
    def missed(self) -> tuple[Figure, ...]:
        """Return the figures that are not what they should be."""
        return tuple(one for one in figures(self) if one.verdict in ("not met", "not measured"))


def pair_lists(texts: Mapping[str, str], seed: int, each: int) -> Lists:
    """Compare so many lists of every way with what they became."""
    ways = {way: Tally() for way in WAYS}
    forms = {form.name: Tally() for form in FORMS}
    number = 0
    for case in shown(list_cases(texts, seed, each), "lists", each * len(WAYS)):
        left, right = Given(text=case.left), Given(text=case.right)
        one = judge_list(case, compare_drafts(CompareRequest(left, right)))
        ways[case.way].add(one)
        forms[case.form].add(one)
        number += 1
    return Lists(ways, forms, number)


def judge_list(case: ListCase, found: Comparison) -> Tally:
    """Hold a comparison of the case's two texts against the truth."""
    tally = Tally()
    sides: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for number, one in enumerate(found.rows):
        for side, held in zip((one.left, one.right), sides, strict=True):
            for text in _texts(side):
                held[text] = number
    for line in case.lines:
        tally.lines += 1
        places = {held.get(text) for held, text in zip(sides, _both(line), strict=True) if text}
        row = (
            found.rows[place] if len(places) == 1 and (place := places.pop()) is not None else None
        )
        wanted = tuple([text] if text else [] for text in _both(line))
        right = row is not None and (_texts(row.left), _texts(row.right)) == wanted
        tally.right += right
        if not line.touched:
            tally.untouched += 1
            tally.changed += row is None or not right or row.kind is not RowKind.SAME
        if not right:
            tally.misses.append(f"{case.way}: {line.left} → {line.right}")
    for figure in found.figures:
        if not (figure.same or figure.masked) and not _implied(case, found, figure):
            tally.false += 1
            tally.misses.append(f"{case.way}: {figure.left} → {figure.right}, {figure.context}")
    return tally


def _implied(case: ListCase, found: Comparison, figure: FigurePair) -> bool:
    """Say whether a line that was touched says what is said of this figure."""
    if case.way == WORDS:
        return False
    there = found.rows[figure.row]
    here = there if figure.left_row is None else found.rows[figure.left_row]
    lefts = _texts(here.left) if figure.left_span else []
    rights = _texts(there.right) if figure.right_span else []
    return any(
        line.touched
        and (not lefts or line.left in lefts)
        and (not rights or line.right in rights)
        and (figure.left or "") in (line.left or "")
        and (figure.right or "") in (line.right or "")
        for line in case.lines
    )


def figures(found: Lists) -> Iterator[Figure]:
    """Yield what has a target, by way and by what tells the lines apart."""
    for name, one in _named(found):
        if not one.lines:
            continue
        enough = one.lines >= _FEW
        share = one.right / one.lines
        note = f"of {one.lines:,}"
        yield Figure(f"lists, {name}: lines paired", share, "", _RIGHT if enough else None, note)
        if one.untouched:
            share = one.changed / one.untouched
            note = f"of {one.untouched:,}"
            yield Figure(f"lists, {name}: untouched lines changed", share, "", _TOUCHED, note)
        yield Figure(f"lists, {name}: false figures", one.false, "", _NONE)


def tables(found: Lists) -> Iterator[Table]:
    """Show the tallies."""
    for title, tallies in (("lists, by what was done", found.ways), ("by names", found.forms)):
        rows = tuple(
            (
                name,
                f"{one.lines:,}",
                f"{one.right / one.lines:.4f}",
                f"{one.untouched:,}",
                str(one.changed),
                str(one.false),
            )
            for name, one in tallies.items()
            if one.lines
        )
        if rows:
            yield Table(title, _COLUMNS, rows)


def _named(found: Lists) -> Iterable[tuple[str, Tally]]:
    return (*found.ways.items(), *((f"lines of {name}", one) for name, one in found.forms.items()))


def _both(line: Line) -> tuple[str | None, str | None]:
    return line.left, line.right


def _texts(side: Side | None) -> list[str]:
    """Return the lines that a side holds."""
    return [side.text[part.start : part.end] for part in side.parts] if side else []
