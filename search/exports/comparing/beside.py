"""A comparison with all that a file says of it: lines to be read in order, names, places.

Pure: what the library answers in, what the writers of files ask out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from search.comparing.figures.said import Rate, Standing, reading, said
from search.comparing.model import (
    Compared,
    Comparison,
    Row,
    RowKind,
    Side,
    Summary,
)
from search.exports import alike, scanned, words
from search.exports.comparing import marking, wording
from search.exports.comparing.marking import Told
from search.exports.statement import Lines, moment, program
from search.exports.words import Say
from search.reuse.percents import percent

_LONGEST_NAME = 12  # characters of a heading that is named in passing
_STUB = 60  # characters of what moved away


@dataclass(frozen=True, slots=True)
class Line:
    """A row to be read, the place `number` among all."""

    number: int
    row: Row


@dataclass(frozen=True, slots=True)
class Stub:
    """The place on the left that row `number` has left: what stood there stands on the right."""

    number: int
    left: Side
    right: Side


class Beside:
    """A comparison made at a time, in the words of `say`."""

    def __init__(self, found: Comparison, at: datetime, say: Say) -> None:
        self.found = found
        self.at = at
        self.say = say

    @property
    def title(self) -> str:
        """What the file is called."""
        left, right = self.name(self.found.left), self.name(self.found.right)
        return self.say(wording.COMPARISON).format(left=left, right=right)

    def name(self, one: Compared) -> str:
        """Return what one of the two is called: the unit first, the year where the title lacks it.

        A draft goes by its title or file.
        """
        title = one.title or one.file or self.say(alike.DRAFT)
        parts = [one.unit] if one.unit and one.unit not in title else []
        parts.append(title)
        if one.year is not None and str(one.year) not in title:
            parts.append(str(one.year))
        return " ".join(parts)

    def head(self, one: Compared) -> str:
        """Return what stands over the texts of one of the two: its name, and that it was
        recognised from pictures.
        """
        return scanned.flagged(self.name(one), one.scan, self.say)

    def facts(self, one: Compared) -> Lines:
        """Return whose report one of the two is, and in which file it stands."""
        say = self.say
        lines = [
            (say(words.UNIT), one.unit or say("单位不详")),
            (say(words.YEAR), str(one.year) if one.year else say(words.NO_YEAR)),
        ]
        if one.kind:
            lines.append((say(words.KIND), one.kind))
        kept = str(one.report.id) if one.report else say(alike.NOT_KEPT)
        lines.append((say(words.REPORT_ID), kept))
        if one.file:
            lines.append((say(words.FILE), one.file))
        lines.append((say(words.HASH), one.sha256))
        size = say(wording.SIZE_SAID)
        size = size.format(characters=f"{one.characters:,}", passages=f"{one.passages:,}")
        return [*lines, (say(alike.SIZE), size), *scanned.of_report(one.scan, say)]

    def whole(self) -> Lines:
        """Return what is said of both together: when, how alike, how many rows of each kind."""
        say = self.say
        alike_said = say(wording.SIMILARITY_SAID).format(percent=percent(self.found.similarity))
        return [
            (say(wording.COMPARED_AT), moment(self.at)),
            (say(wording.SIMILARITY), alike_said),
            (say(wording.COUNTS), self.counts_said()),
        ]

    def statement(self) -> Lines:
        """Return all of it as names and values, for a file that shows it as one table."""
        say = self.say
        lines: Lines = []
        for side, one in ((wording.LEFT, self.found.left), (wording.RIGHT, self.found.right)):
            lines.append((say(side), self.name(one)))
            lines += [(f"{say(side)}　{name}", value) for name, value in self.facts(one)]
        lines += [*self.whole(), (say(wording.FIGURES), self.figures_said())]
        lines += [(say(alike.METHOD), say(one)) for one in wording.METHODS]
        lines.append((say(alike.NOTE), say(wording.FIGURES_NOTE)))
        return [*lines, program(say)]

    @property
    def counts(self) -> list[tuple[RowKind, int]]:
        """How many rows there are of each kind."""
        summary = self.found.summary
        return [(kind, _count(summary, kind)) for kind in RowKind]

    def counts_said(self) -> str:
        """Return how many rows there are of each kind, in one sentence."""
        say, summary = self.say, self.found.summary
        if not self.found.rows:
            return say(wording.NO_ROWS)
        counts = self._counted([(wording.KINDS[kind], count) for kind, count in self.counts])
        text = say(wording.COUNTS_SAID).format(rows=f"{len(self.found.rows):,}", counts=counts)
        if summary.moved:
            text += "；" + say(wording.MOVED_SAID).format(count=f"{summary.moved:,}")
        elif summary.same == len(self.found.rows):
            text += "；" + say(wording.ALL_SAME)
        return text

    def figures_said(self) -> str:
        """Return how many figures there are of each standing, in one sentence."""
        say = self.say
        if not self.figures:
            return say(wording.NO_FIGURES)
        held = dict.fromkeys(Standing, 0)
        for one in self.figures:
            held[one.said.standing] += 1
        counts = self._counted([(wording.STANDINGS[one], count) for one, count in held.items()])
        told = say(wording.FIGURES_SAID).format(total=f"{len(self.figures):,}", counts=counts)
        read = reading(self.found.figures)
        return f"{told}；" + say(wording.FIGURES_READ).format(
            left=f"{read.left:,}",
            right=f"{read.right:,}",
            paired=f"{read.paired:,}",
            alone=f"{read.alone:,}",
        )

    def _counted(self, counts: list[tuple[str, int]]) -> str:
        one = self.say(wording.COUNT_SAID)
        return "，".join(
            one.format(kind=self.say(kind), count=f"{count:,}") for kind, count in counts if count
        )

    def lines(self) -> Iterator[Line | Stub]:
        """Yield the rows in their order, and where rows moved away from, the places they left."""
        stubs = self._stubs
        yield from stubs.get(-1, ())
        for number, row in enumerate(self.found.rows):
            yield Line(number, row)
            yield from stubs.get(number, ())

    @cached_property
    def _stubs(self) -> dict[int, list[Stub]]:
        """The places that moved rows left, by the row behind which they stood on the left."""
        rows = self.found.rows
        stayed = sorted(
            (row.left.parts[-1].index, number)
            for number, row in enumerate(rows)
            if row.left and not row.moved
        )
        ends = [index for index, _ in stayed]
        found: dict[int, list[Stub]] = {}
        moved = [
            Stub(number, row.left, row.right)
            for number, row in enumerate(rows)
            if row.left and row.right and row.moved
        ]
        for one in sorted(moved, key=lambda one: (one.left.parts[0].index, one.number)):
            at = bisect_right(ends, one.left.parts[0].index)
            found.setdefault(stayed[at - 1][1] if at else -1, []).append(one)
        return found

    @cached_property
    def figures(self) -> list[Told]:
        """The figures of both, as they are told."""
        return [Told(pair, said(pair)) for pair in self.found.figures]

    @cached_property
    def by_row(self) -> dict[int, list[Told]]:
        """The figures by the rows in which they stand; one that moved stands in two."""
        found: dict[int, list[Told]] = {}
        for one in self.figures:
            found.setdefault(one.pair.row, []).append(one)
            if one.pair.left_row is not None and one.pair.left_row != one.pair.row:
                found.setdefault(one.pair.left_row, []).append(one)
        return found

    def chips(self, number: int) -> list[Told]:
        """Return the figures of a row that differ, or may where one is masked."""
        return [
            one
            for one in self.by_row.get(number, ())
            if one.pair.left and one.pair.right and not one.pair.same and one.pair.row == number
        ]

    def kind(self, row: Row) -> str:
        """Return what a row is, in words."""
        kind = self.say(wording.KINDS[row.kind])
        return f"{kind}、{self.say(wording.MOVED)}" if row.moved else kind

    def places(self, row: Row) -> list[str]:
        """Return where a row stands on each side: 左 33 ¶21, 右 30 ¶19."""
        found = []
        for side, name in ((row.left, wording.ON_LEFT), (row.right, wording.ON_RIGHT)):
            if side and side.parts:
                number = f"{numbers(side)} ¶{paragraphs(side)}"
                found.append(self.say(name).format(number=number))
        return found

    def section(self, side: Side) -> str:
        """Return in which section a side begins, by its innermost heading."""
        path = side.parts[0].path if side.parts else ()
        if not path:
            return self.say(wording.NO_SECTION)
        heading = path[-1]
        if len(heading) > _LONGEST_NAME:
            heading = heading[:_LONGEST_NAME] + "……"
        return self.say(wording.SECTION).format(heading=heading)

    def moved(self, row: Row) -> tuple[str, str]:
        """Return where a row's left side went and where its right side came from."""
        if not row.moved or not row.left or not row.right:
            return "", ""
        return (
            self._at(wording.MOVED_TO, row.right),
            self._at(wording.MOVED_FROM, row.left),
        )

    def _at(self, said: str, side: Side) -> str:
        return self.say(said).format(number=numbers(side), section=self.section(side))

    def first(self, stub: Stub) -> str:
        """Return the first words of what moved away."""
        text = stub.left.text
        return text if len(text) <= _STUB else f"{text[:_STUB]}……"

    def went(self, stub: Stub) -> str:
        """Return where it went: 移到右 70（“五、扩大开放”）."""
        return self._at(wording.MOVED_TO, stub.right)

    def relocated(self) -> Iterator[tuple[str, str, int, str]]:
        """Yield texts that stand in another row on the right: the numbers of their passages on
        the left and on the right, the right row, the words.
        """
        rows = self.found.rows
        for one in self.found.relocations:
            left, right = rows[one.left_row].left, rows[one.right_row].right
            if left and right:
                words = left.text[slice(*one.left_span)]
                yield numbers(left), numbers(right), one.right_row, words

    def item(self, one: Told) -> str:
        """Return what a figure counts."""
        return one.pair.item or "—"

    def written(self, one: Told, *, right: bool) -> str:
        """Return a figure as its text has it, with measure and qualifiers: 1.3万亿斤以上."""
        pair = one.pair
        number = pair.row if right or pair.left_row is None else pair.left_row
        row = self.found.rows[number]
        side, span = (row.right, pair.right_span) if right else (row.left, pair.left_span)
        if side is None or span is None:
            return "—"
        return " ".join(side.text[slice(*marking.whole(side.text, span))].split())

    def change(self, one: Told) -> str:
        """Return what became of a figure, with its measure: ＋350亿元（＋5.0%）."""
        told, rate = one.said, self.rate(one)
        if not told.delta:
            return self.delta(one)
        if told.rate is Rate.POINTS:
            return f"{told.delta} {self.say(wording.OF_POINTS)}"
        return f"{told.delta}{told.measure}（{rate}）" if rate else f"{told.delta}{told.measure}"

    def delta(self, one: Told) -> str:
        """Return by how much a figure changed, or in words why that is not told: ＋350, 未知."""
        told, say = one.said, self.say
        if told.delta:
            return told.delta
        if not one.changed:
            return say(wording.STANDINGS[told.standing])
        if told.delta_number is not None:
            return say(wording.QUALIFIER_ONLY)
        return say(wording.OPPOSED if told.left_number is not None else wording.REWORDED)

    def rate(self, one: Told) -> str:
        """Return the change as a rate: ＋7.7%, 5 倍, 个百分点, or empty."""
        told, say = one.said, self.say
        if told.rate is Rate.TIMES:
            return say(wording.TIMES).format(times=told.percent)
        if told.rate is Rate.POINTS:
            return say(wording.POINTS)
        return told.percent if told.rate is Rate.PERCENT else ""

    def qualifiers(self, one: Told) -> str:
        """Return the qualifiers of a pair: 左右, or 以上 → 左右 where they differ."""
        pair, say = one.pair, self.say
        if not self.requalified(one):
            return pair.right_qualifier or pair.left_qualifier
        none = say(wording.NO_QUALIFIER)
        return say(wording.QUALIFIED).format(
            left=pair.left_qualifier or none, right=pair.right_qualifier or none
        )

    def requalified(self, one: Told) -> bool:
        """Say whether the two figures are bounds or guesses in different ways."""
        return bool(one.pair.left and one.pair.right and one.said.qualified)

    def place(self, one: Told) -> str:
        """Return in which passages a pair of figures stands: 左 33 → 右 30."""
        rows, pair = self.found.rows, one.pair
        left_row = rows[pair.row if pair.left_row is None else pair.left_row]
        found = []
        if pair.left is not None and left_row.left:
            found.append(self.say(wording.ON_LEFT).format(number=numbers(left_row.left)))
        right = rows[pair.row].right
        if pair.right is not None and right:
            found.append(self.say(wording.ON_RIGHT).format(number=numbers(right)))
        return "，".join(found)


def numbers(side: Side) -> str:
    """Return the numbers of a side's passages in its report, from 1: 33, 33—34, 33、37."""
    return _ranges([part.index + 1 for part in side.parts])


def paragraphs(side: Side) -> str:
    """Return the numbers of a side's paragraphs, from 1."""
    return _ranges(list(dict.fromkeys(part.paragraph + 1 for part in side.parts)))


def is_heading(row: Row) -> bool:
    """Say whether a row is a heading on each side that it has."""
    sides = [side for side in (row.left, row.right) if side]
    return all(part.heading for side in sides for part in side.parts)


def _ranges(found: list[int]) -> str:
    runs: list[list[int]] = []
    for one in found:
        if runs and one == runs[-1][1] + 1:
            runs[-1][1] = one
        else:
            runs.append([one, one])
    return "、".join(f"{first}—{last}" if last > first else str(first) for first, last in runs)


def _count(summary: Summary, kind: RowKind) -> int:
    found: int = getattr(summary, kind.value)
    return found
