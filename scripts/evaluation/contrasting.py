"""Comparisons asked for as a page asks, each held against its truth and against the laws."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from measuring.sheet import Bound, Figure, Table, Target

from evaluation.comparing import ComparisonCase, Done, cases
from evaluation.progress import shown
from evaluation.recognising import (
    ComparedRow,
    ComparedSection,
    Counted,
    Outcome,
    judge,
    judge_sections,
    together,
)
from evaluation.remaking import composed
from search.comparing.between import compare_drafts
from search.comparing.model import (
    ChangeKind,
    CompareRequest,
    Comparison,
    Given,
    Row,
    RowKind,
    SectionPair,
    Side,
)

_MOST = Target(Bound.LEAST, 0.97)
_HARD = Target(Bound.LEAST, 0.90)
_NONE = Target(Bound.MOST, 0)
_FEW = 34  # of a kind: with fewer, a single miss would be below the target
_SPELT = "texts that are not spelt"
_MIRRORED = "sides swapped that say otherwise"
_ITSELF = "texts that are not the same as themselves"
_MIRROR = {
    RowKind.LEFT_ONLY: RowKind.RIGHT_ONLY,
    RowKind.RIGHT_ONLY: RowKind.LEFT_ONLY,
    RowKind.SPLIT: RowKind.MERGED,
    RowKind.MERGED: RowKind.SPLIT,
}


@dataclass(frozen=True, slots=True)
class Contrasts:
    """What became of all cases: of passages in real reports and in composed ones, of sections.

    `broken` says how many comparisons broke a law: texts that are not spelt, a mirror that is
    none, a text beside itself that is not the same throughout.
    """

    reports: int
    real: Outcome
    made: Outcome
    sections: dict[str, Counted]
    broken: dict[str, int]
    times: tuple[float, ...]

    @property
    def cases(self) -> int:
        """How many pairs of texts were compared."""
        return len(self.times)

    @property
    def missed(self) -> tuple[Figure, ...]:
        """Return the figures that are not what they should be."""
        return tuple(one for one in figures(self) if one.verdict in ("not met", "not measured"))


def contrast(texts: Mapping[str, str], seed: int, count: int) -> Contrasts:
    """Compare every report that is long enough with what it became, and so many composed ones."""
    begun = [*cases(texts, seed)]
    broken = dict.fromkeys((_SPELT, _MIRRORED, _ITSELF), 0)
    sections: dict[str, Counted] = {}
    times: list[float] = []
    real = together(_judged(shown(begun, "reports", len(begun)), {}, broken, times))
    some = shown(composed(texts, seed, count), "composed", count)
    made = together(_judged(some, sections, broken, times))
    return Contrasts(len(begun), real, made, sections, broken, tuple(times))


def figures(found: Contrasts) -> tuple[Figure, ...]:
    """Return what has a target; a kind of too few cases has none."""
    parts = (("in reports", found.real), ("composed", found.made))
    shares = [
        _share(f"{done}, {name}", counted, done is Done.MOVED_EDITED)
        for name, outcome in parts
        for done, counted in outcome.counts.items()
        if counted.number
    ]
    sections = [
        _share(f"sections {name}", counted, hard=False) for name, counted in found.sections.items()
    ]
    laws = [
        Figure(name, number, "", _NONE, f"of {found.cases}")
        for name, number in found.broken.items()
    ]
    seconds = [Figure("a comparison, median", median(found.times) * 1000, "ms")]
    return (*shares, *sections, *laws, *(seconds if found.times else ()))


def tables(found: Contrasts) -> Iterator[Table]:
    """Show what was recognised: by what was done, by how it was done, and sections."""
    columns = ("done", "passages", "paired", "recognised")
    for title, outcome in (("passages in reports", found.real), ("composed", found.made)):
        rows = [(str(done), counted) for done, counted in outcome.counts.items() if counted.number]
        if rows:
            yield Table(title, columns, tuple(_cells(*row) for row in rows))
    ways = ("composed, by the way in which it was done", found.made.ways)
    for title, named in (ways, ("composed, sections", found.sections)):
        if named:
            yield Table(title, columns, tuple(_cells(*row) for row in sorted(named.items())))


def _share(name: str, counted: Counted, hard: bool) -> Figure:
    target = (_HARD if hard else _MOST) if counted.number >= _FEW else None
    return Figure(name, counted.share, "", target, f"of {counted.number}")


def _cells(name: str, counted: Counted) -> tuple[str, ...]:
    paired = counted.paired / counted.number
    return name, f"{counted.number:,}", f"{paired:.3f}", f"{counted.share:.3f}"


def _judged(
    made: Iterable[ComparisonCase],
    sections: dict[str, Counted],
    broken: dict[str, int],
    times: list[float],
) -> Iterator[Outcome]:
    for case in made:
        begun = time.perf_counter()
        found = _compare(case.left, case.right)
        times.append(time.perf_counter() - begun)
        for name, holds in _laws(case, found):
            broken[name] += not holds
        counts, _ = judge_sections(case, map(_section, found.sections))
        for name, one in counts.items():
            sections[name] = sections.get(name, Counted()).plus(one)
        yield judge(case, [_row(row) for row in found.rows])


def _compare(left: str, right: str) -> Comparison:
    return compare_drafts(CompareRequest(Given(text=left), Given(text=right)))


def _row(row: Row) -> ComparedRow:
    return ComparedRow(row.kind, row.moved, _passages(row.left), _passages(row.right))


def _passages(side: Side | None) -> tuple[str, ...]:
    return tuple(side.text[part.start : part.end] for part in side.parts) if side else ()


def _section(pair: SectionPair) -> ComparedSection:
    left, right = (path[-1] if path else None for path in (pair.left, pair.right))
    return ComparedSection(left, right, pair.moved, pair.renumbered, pair.renamed)


def _laws(case: ComparisonCase, found: Comparison) -> Iterator[tuple[str, bool]]:
    """Yield the laws, and whether they hold for this comparison."""
    yield _SPELT, all(map(_is_spelt, found.rows)) and _is_whole(found)
    back = _compare(case.right, case.left)
    yield _MIRRORED, _told(found) == _told(back, turned=True)
    itself = _compare(case.left, case.left).rows
    yield _ITSELF, all(row.kind is RowKind.SAME and not row.moved for row in itself)


def _is_spelt(row: Row) -> bool:
    """Say whether the changes spell both sides, each character once."""
    if row.left is None or row.right is None:
        return True
    at = to = 0
    for change in row.changes:
        if (change.left.start, change.right.start) != (at, to):
            return False
        old, new = row.left.text[slice(*change.left)], row.right.text[slice(*change.right)]
        if change.kind is ChangeKind.SAME and old != new:
            return False
        at, to = change.left.end, change.right.end
    return (at, to) == (len(row.left.text), len(row.right.text))


def _is_whole(found: Comparison) -> bool:
    """Say whether every passage of both texts stands in one row."""
    lefts = [part.index for row in found.rows if row.left for part in row.left.parts]
    rights = [part.index for row in found.rows if row.right for part in row.right.parts]
    return sorted(lefts) == [*range(found.left.passages)] and rights == sorted({*rights})


def _told(found: Comparison, *, turned: bool = False) -> list[str]:
    """Return all that is said of rows and sections, in an order that both directions have."""
    said = []
    for row in found.rows:
        sides = [
            [part.index for part in side.parts] if side else [] for side in (row.left, row.right)
        ]
        changes = [(one.left, one.right, one.quiet) for one in row.changes]
        kind = row.kind
        if turned:
            sides.reverse()
            changes = [(right, left, quiet) for left, right, quiet in changes]
            kind = _MIRROR.get(kind, kind)
        said.append(f"{sides} {kind} {row.moved} {row.score:.6f} {changes}")
    for pair in found.sections:
        paths = [pair.left, pair.right]
        if turned:
            paths.reverse()
        said.append(f"{paths} {pair.moved} {pair.renumbered} {pair.renamed}")
    return sorted(said)
