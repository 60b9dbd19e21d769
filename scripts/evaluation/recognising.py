"""A comparison held against the truth: which share of what was done did it recognise?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from evaluation.comparing import ComparisonCase, Deed, Done, Section


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A row as the comparison gives it: its kind (same, edited, split …), and the texts of the
    passages on either side.
    """

    kind: str
    moved: bool
    lefts: tuple[str, ...]
    rights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """Two sections that the comparison puts opposite each other, by their headings."""

    left: str | None
    right: str | None
    moved: bool
    renumbered: bool
    renamed: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """Of so many passages, how many came to stand opposite what they became, and how many rows
    say as well what was done.
    """

    number: int = 0
    paired: int = 0
    recognised: int = 0

    @property
    def share(self) -> float:
        """Return which share was recognised; 1 of nothing."""
        return self.recognised / self.number if self.number else 1.0

    def plus(self, other: Counted) -> Counted:
        """Return both together."""
        return Counted(
            self.number + other.number,
            self.paired + other.paired,
            self.recognised + other.recognised,
        )


@dataclass(frozen=True, slots=True)
class Miss:
    """What was done and not recognised, with the rows that hold any of its passages."""

    case: str
    deed: Deed
    rows: tuple[ComparedRow, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was recognised, by what was done, and by the way in which it was done where there are
    several. `misses` are for a person to read.
    """

    counts: dict[Done, Counted]
    misses: tuple[Miss, ...]
    ways: dict[str, Counted] = field(default_factory=dict)


_KINDS = {
    Done.KEPT: "same",
    Done.EDITED: "edited",
    Done.FIGURES: "figures",
    Done.MOVED: "same",
    Done.MOVED_EDITED: "edited",
    Done.SPLIT: "split",
    Done.MERGED: "merged",
    Done.INSERTED: "right_only",
    Done.DELETED: "left_only",
}


def judge(case: ComparisonCase, rows: Sequence[ComparedRow]) -> Outcome:
    """Judge the rows of a comparison of the case's two texts; rows of headings do no harm.

    Right is a row that holds exactly these passages, is of the right kind, and is moved where the
    passage is.
    """
    by_sides = {(_bare(row.lefts), _bare(row.rights)): row for row in rows}
    counts = {done: Counted() for done in Done}
    ways: dict[str, Counted] = {}
    misses = []
    for deed in case.deeds:
        row = by_sides.get((_bare(deed.lefts), _bare(deed.rights)))
        right = row is not None and _is_right(deed, row)
        one = Counted(1, row is not None, right)
        counts[deed.done] = counts[deed.done].plus(one)
        if deed.way:
            ways[deed.way] = ways.get(deed.way, Counted()).plus(one)
        if not right:
            misses.append(Miss(case.name, deed, tuple(_touching(deed, rows))))
    return Outcome(counts, tuple(misses), ways)


def judge_sections(
    case: ComparisonCase, found: Iterable[ComparedSection]
) -> tuple[dict[str, Counted], tuple[Section, ...]]:
    """Judge which sections stand opposite each other; return the counts and what was missed.

    Right is a pair that holds these headings and says of them what was done.
    """
    by_sides = {(one.left, one.right): one for one in found}
    counts: dict[str, Counted] = {}
    missed = []
    for section in case.sections:
        pair = by_sides.get((section.left, section.right))
        right = pair is not None and (
            (pair.renumbered, pair.renamed) == (section.renumbered, section.renamed)
            and section.moved in (None, pair.moved)
        )
        name = _name(section)
        one = Counted(1, pair is not None, right)
        counts[name] = counts.get(name, Counted()).plus(one)
        if not right:
            missed.append(section)
    return counts, tuple(missed)


def _name(section: Section) -> str:
    if section.left is None or section.right is None:
        return "inserted" if section.left is None else "deleted"
    if section.moved:
        return "moved and renamed" if section.renamed else "moved"
    return "renamed" if section.renamed else "renumbered" if section.renumbered else "kept"


def together(outcomes: Iterable[Outcome]) -> Outcome:
    """Return several outcomes as one."""
    counts = {done: Counted() for done in Done}
    ways: dict[str, Counted] = {}
    misses: list[Miss] = []
    for outcome in outcomes:
        misses += outcome.misses
        for done, one in outcome.counts.items():
            counts[done] = counts[done].plus(one)
        for way, one in outcome.ways.items():
            ways[way] = ways.get(way, Counted()).plus(one)
    return Outcome(counts, tuple(misses), ways)


def _is_right(deed: Deed, row: ComparedRow) -> bool:
    if row.kind != _KINDS[deed.done]:
        return False
    if not deed.lefts or not deed.rights or deed.in_place is None:
        return True
    return row.moved is not deed.in_place


def _touching(deed: Deed, rows: Sequence[ComparedRow]) -> list[ComparedRow]:
    lefts, rights = set(deed.lefts), set(deed.rights)
    return [row for row in rows if lefts & set(row.lefts) or rights & set(row.rights)]


def _bare(passages: Sequence[str]) -> str:
    return "".join("".join(passage.split()) for passage in passages)
