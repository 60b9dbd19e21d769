"""The rows of a comparison in the order of the page: by section, with bars, folds and stubs.

A bar stands for the headings of a section on both sides, and for the rows of these headings. A
fold holds rows that were not asked for. A stub stands where the left side of a moved row stood.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import groupby

from search.comparing.model import Comparison, Row, RowKind, SectionPair
from web.beside.bars import Bar, Bars
from web.beside.rows import Rows, Shown, different, opening
from web.beside.stubs import Stub, stubs

MOVED = "moved"
TABLES = "tables"
AMONG = (MOVED, TABLES)
"""What rows of any kind may be as well: moved, rows of tables."""

Counts = tuple[tuple[str, int], ...]  # of rows, by the value of a RowKind or MOVED


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `stop` is its number among the differences shown, 0 where it is none."""

    shown: Shown
    stop: int
    name = "row"


@dataclass(frozen=True, slots=True)
class Fold:
    """Rows that were not asked for, with how many there are of each kind and the first words."""

    rows: tuple[Line, ...]
    counts: Counts
    words: str
    name = "fold"


Item = Line | Stub | Fold


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of one section that stand together, under their bar; the first may have none."""

    bar: Bar | None
    items: tuple[Item, ...]
    counts: Counts
    folded: bool = False


def blocks(
    rows: Rows,
    *,
    hidden: Set[str],
    everything: bool,
    within: Set[int] | None,
    folded: Set[int] | None,
) -> tuple[Block, ...]:
    """Return the page's blocks.

    `hidden` are values of RowKind, or of AMONG; not `everything` leaves out what is the same and at
    its place. Of sections those `within` are shown (None: all), `folded` ones shut (None: all).
    """
    found = rows.comparison
    runs = _runs(found)
    bars = Bars(rows)
    stubs_of = {} if MOVED in hidden else stubs(rows)
    stubbed = {number for some in stubs_of.values() for stub in some for number in stub.rows}
    stop = 0
    made: list[Block] = []
    above: list[int] = []  # rows of headings that nothing but a section below stands under
    for place, (section, numbers) in enumerate(runs):
        if within is not None and section not in within:
            continue
        heads = bars.heads(section, numbers)
        alone = len(heads) == len(numbers) and not any(number in stubs_of for number in numbers)
        if alone and _leads(found.sections, runs[place : place + 2]):
            above += heads
            continue
        here: list[tuple[bool, Line | Stub]] = []
        bar = None
        if section >= 0:
            shown = [rows.shown(number) for number in (*above, *heads)]
            at = 0
            if any(one.different for one in shown):
                stop += 1
                at = stop
            bar = bars.bar(section, shown, at)
        for number in (-1, *numbers) if numbers[:1] == [0] else numbers:
            if number >= 0 and number not in heads:
                one = rows.shown(number, back=number in stubbed)
                open_ = _open(one.row, hidden, everything=everything)
                if open_ and one.different:
                    stop += 1
                here.append((open_, Line(one, stop if open_ and one.different else 0)))
            here.extend((True, stub) for stub in stubs_of.get(number, ()))
        counts = _counts([found.rows[number] for number in (*above, *numbers)])
        shut = section >= 0 and (folded is None or section in folded)
        if bar is not None and here and not any(open_ for open_, _ in here):
            # Nothing in it was asked for: its bar says so, and one step opens all of it.
            made.append(Block(bar, tuple(item for _, item in here), counts, folded=True))
        else:
            made.append(Block(bar, tuple(_folds(here)), counts, shut))
        above = []
    return tuple(made)


def counted(rows: Iterable[Row]) -> Counter[str]:
    """Return how many rows there are of each kind, how many moved, how many are of tables."""
    count: Counter[str] = Counter()
    for row in rows:
        count[row.kind.value] += 1
        count[MOVED] += row.moved
        count[TABLES] += of_table(row)
    return count


def of_table(row: Row) -> bool:
    """Say whether a row of a table stands on a side of a row."""
    return any(part.row for side in (row.left, row.right) if side for part in side.parts)


def inside(sections: Sequence[SectionPair], section: int) -> frozenset[int]:
    """Return a section and those that lie in it, on either side."""
    chosen = sections[section]
    return frozenset(
        number
        for number, one in enumerate(sections)
        if _lies(one.left, chosen.left) or _lies(one.right, chosen.right)
    )


def _lies(path: tuple[str, ...] | None, within: tuple[str, ...] | None) -> bool:
    return path is not None and within is not None and path[: len(within)] == within


def _leads(sections: Sequence[SectionPair], runs: Sequence[tuple[int, list[int]]]) -> bool:
    """Say whether the second of two runs lies in the section of the first, on both sides."""
    if len(runs) < 2 or runs[0][0] < 0 or runs[1][0] < 0 or runs[0][0] == runs[1][0]:
        return False
    one, other = sections[runs[0][0]], sections[runs[1][0]]
    return (one.left is None or _lies(other.left, one.left)) and (
        one.right is None or _lies(other.right, one.right)
    )


def _open(row: Row, hidden: Set[str], *, everything: bool) -> bool:
    if row.kind.value in hidden or (row.moved and MOVED in hidden):
        return False
    if TABLES in hidden and of_table(row):
        return False
    return everything or different(row)


def _runs(found: Comparison) -> list[tuple[int, list[int]]]:
    """Return the rows that stand together in one section, with its number."""
    grouped = groupby(range(len(found.rows)), lambda number: found.rows[number].section)
    return [(section, list(numbers)) for section, numbers in grouped]


def _counts(rows: Iterable[Row]) -> Counts:
    count = counted(rows)
    order = [*(kind.value for kind in RowKind), MOVED]
    return tuple((name, count[name]) for name in order if count[name])


def _folds(items: Iterable[tuple[bool, Line | Stub]]) -> Iterable[Item]:
    for open_, group in groupby(items, lambda item: item[0]):
        if open_:
            yield from (item for _open_, item in group)
            continue
        yield fold_of([line for _open_, line in group if isinstance(line, Line)])


def fold_of(lines: Sequence[Line]) -> Fold:
    """Return a fold of these rows, of one at least."""
    kept = [line.shown.row for line in lines]
    return Fold(tuple(lines), _counts(kept), opening(kept[0]))
