"""Tables compared as a page compares them: rows, columns and cells held against the truth.

Each document is handed in as a Word file and as lines of cells joined by tabs; some of them, where
LibreOffice is there, as the PDF that it makes of the Word file. A passage's cells are told by the
tabs in it, columns by their names as they were written.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from measuring.sheet import Bound, Figure, Table, Target

from evaluation.progress import shown
from evaluation.setting import to_pdf, write_text, write_word
from evaluation.tabulating import WAYS, Place, TableCase, Tabled, table_cases
from index.ingest.preparing import draft
from index.ingest.task import Task
from index.words import Cutter
from search.comparing.between import compared
from search.comparing.model import Comparison, FigurePair, RowKind, Side
from search.comparing.subjects import Subject, of_draft

FORMATS = (".docx", ".txt", ".pdf")

_EACH = 4  # copies of a kind that are asked for, to one document with a table of each kind
_SET = 10  # … and to one that is made into a PDF
_RIGHT = Target(Bound.LEAST, 0.97)
_TOUCHED = Target(Bound.MOST, 0.002)
_NONE = Target(Bound.MOST, 0)
_FEW = 34  # of a kind: with fewer, a single miss would be below the target
_COLUMNS = ("done", "rows", "right", "columns", "right", "cells", "right", "untouched")
_MORE = ("said changed", "false figures")
_Sides = tuple[Place | None, Place | None]


@dataclass(slots=True)
class Share:
    """So many right of so many."""

    right: int = 0
    of: int = 0

    def add(self, right: int, of: int = 1) -> None:
        """Count some more."""
        self.right += right
        self.of += of

    @property
    def value(self) -> float:
        """The share; 1 of nothing."""
        return self.right / self.of if self.of else 1.0


@dataclass(slots=True)
class Tally:
    """What was right in tables changed in one way: rows and columns that stand beside their own
    or alone, changed cells said with both values under their row and column. `touched` counts
    `untouched` cells said changed (as right), `false` figures what no cell implies.
    """

    rows: Share = field(default_factory=Share)
    columns: Share = field(default_factory=Share)
    cells: Share = field(default_factory=Share)
    touched: Share = field(default_factory=Share)
    false: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count some more."""
        for name in ("rows", "columns", "cells", "touched"):
            one = getattr(other, name)
            getattr(self, name).add(one.right, one.of)
        self.false += other.false
        self.misses += other.misses


@dataclass(frozen=True, slots=True)
class Tables:
    """The tallies by format and way; `pdf` says whether LibreOffice made any, None where none
    was asked for.
    """

    tallies: Mapping[tuple[str, str], Tally]
    pdf: bool | None
    cases: int

    @property
    def missed(self) -> tuple[Figure, ...]:
        """Return the figures that are not what they should be."""
        return tuple(one for one in figures(self) if one.verdict in ("not met", "not measured"))


def cross_tables(seed: int, limit: int, folder: Path) -> Tables:
    """Set documents of this seed in a folder, compare them, and hold the answers to the truth."""
    made = list(table_cases(seed, max(1, limit // _EACH)))
    printed = _printed(made, limit // _SET)
    stems: list[Path] = []
    for number, case in enumerate(made):
        for side, written in (("left", case.left_draft), ("right", case.right_draft)):
            stem = folder / f"{number}-{side}"
            write_word(written, stem.with_suffix(".docx"))
            write_text(written, stem.with_suffix(".txt"))
            stems += [stem] if number in printed else []
    pdf = to_pdf([stem.with_suffix(".docx") for stem in stems], folder)
    tallies: dict[tuple[str, str], Tally] = {}
    cut = Cutter(None).pieces
    for number, case in shown(enumerate(made), "tables", len(made)):
        for suffix in FORMATS:
            files = [folder / f"{number}-{side}{suffix}" for side in ("left", "right")]
            if all(file.is_file() for file in files):
                left, right = map(_read, files)
                one = judge_tables(case, compared(left, right, cut))
                tallies.setdefault((suffix, case.way), Tally()).add(one)
    return Tables(tallies, bool(pdf) if stems else None, len(made))


def _read(file: Path) -> Subject:
    """Read a file as a page does, but for the process that guards against hostile ones."""
    return of_draft(draft(Task(file.name, (), file.read_bytes(), None)), file.name)


def _printed(made: Sequence[TableCase], each: int) -> set[int]:
    """Return the numbers of the first cases of each way, so many of each."""
    found: dict[str, list[int]] = {}
    for number, case in enumerate(made):
        found.setdefault(case.way, []).append(number)
    return {number for numbers in found.values() for number in numbers[:each]}


def judge_tables(case: TableCase, found: Comparison) -> Tally:
    """Hold a comparison of the case's two documents against the truth."""
    tally = Tally()
    held = _Held(case, found)
    for number in dict.fromkeys((*case.left.rows, *case.right.rows)):
        right = held.row_right(number)
        tally.rows.add(right)
        if not right:
            tally.misses.append(f"row {held.called(number)}")
    for number in dict.fromkeys(
        number for one in (case.left, case.right) for number, _ in one.columns
    ):
        right = held.column_right(number)
        tally.columns.add(right)
        if not right:
            tally.misses.append(f"column {held.headed(number)}")
    told = [(pair, held.places(pair)) for pair in found.figures if not (pair.same or pair.masked)]
    changed, shared = case.changed, case.shared
    for place in sorted(changed):
        right = any(places == (place, place) and held.says(pair, place) for pair, places in told)
        tally.cells.add(right)
        if not right:
            tally.misses.append(f"cell {held.told(place)}")
    named = {place for _, places in told for place in places if place}
    for place in sorted(shared - changed):
        if case.left.cells[place] == case.right.cells[place]:
            wrong = place in named or held.marked(place)
            tally.touched.add(wrong)
            if wrong:
                tally.misses.append(f"untouched {held.told(place)}")
    for pair, places in told:
        if not held.implied(pair, places):
            tally.false += 1
            tally.misses.append(f"figure {pair.left} → {pair.right}, {pair.item}")
    return tally


class _Held:
    """A comparison, and where in it the rows and columns of a case are."""

    def __init__(self, case: TableCase, found: Comparison) -> None:
        self._case = case
        self._found = found
        self._tables = (case.left, case.right)
        self._rows: tuple[dict[int, int], dict[int, int]] = ({}, {})  # number → row of the answer
        self._numbers: tuple[dict[int, int], dict[int, int]] = ({}, {})  # and back
        self._heads: tuple[set[int], set[int]] = (set(), set())
        for side, table in enumerate(self._tables):
            labels = {self._labels(table, number): number for number in table.rows}
            words = {_bare(name) for _, path in table.columns for name in path}
            for at, row in enumerate(found.rows):
                given = (row.left, row.right)[side]
                texts = _texts(given)
                number = labels.get(self._labelling(table, texts))
                if number is not None and number not in self._rows[side]:
                    self._rows[side][number] = at
                    self._numbers[side][at] = number
                elif len(texts) > 1 and words >= set(filter(None, texts)):
                    self._heads[side].add(at)
        self._columns = self._paired_columns()

    def row_right(self, number: int) -> bool:
        """Say whether a row stands beside what became of it, or alone where nothing did."""
        here, there = (held.get(number) for held in self._rows)
        in_both = all(number in table.rows for table in self._tables)
        at = there if here is None else here
        if at is None:
            return False
        row = self._found.rows[at]
        if in_both:
            return here == there and row.kind not in (RowKind.SPLIT, RowKind.MERGED)
        return (row.right is None) if here is not None else (row.left is None)

    def column_right(self, number: int) -> bool:
        """Say whether a column stands beside its own, or alone where it came or went."""
        if self._columns is None:
            return False
        lefts = {one for one, _ in self._case.left.columns}
        rights = {one for one, _ in self._case.right.columns}
        pairs = [pair for pair in self._columns if number in pair]
        return (
            pairs == [(number, number)]
            if number in lefts & rights
            else not [pair for pair in self._columns if pair[0 if number in lefts else 1] == number]
        )

    def places(self, pair: FigurePair) -> _Sides:
        """Return the cells in which the two figures of a pair stand."""
        here = pair.row if pair.left_row is None else pair.left_row
        return (
            self._place(0, here, pair.left_span and pair.left_span.start),
            self._place(1, pair.row, pair.right_span and pair.right_span.start),
        )

    def says(self, pair: FigurePair, place: Place) -> bool:
        """Say whether a pair states what became of a cell: values, difference, row and column."""
        old, new = (table.cells[place] for table in self._tables)
        if None in (pair.left, pair.right) or not old or not new:
            return False
        values = _value(old), _value(new)
        if (_value(pair.left or ""), _value(pair.right or "")) != values or pair.delta is None:
            return False
        named = any(_bare(label) in _bare(pair.context) for label in self._called(place))
        if pair.column:
            path = dict(self._case.right.columns)[place[1]]
            named = named and tuple(map(_bare, pair.column)) == tuple(map(_bare, path))
        return named and math.isclose(pair.delta, values[1] - values[0], abs_tol=0.005)

    def implied(self, pair: FigurePair, places: _Sides) -> bool:
        """Say whether the cells of both sides imply that a figure differs, came or went."""
        left, right = places
        sides = (pair.left_span, pair.right_span)
        if self._in_heads(pair):
            return True  # names of columns are no amounts
        if any(span and place is None for span, place in zip(sides, places, strict=True)):
            return False
        if left and right:
            return left == right and left in self._case.shared and self._differs(left)
        place = left or right
        return place is not None and (place not in self._case.shared or self._differs(place))

    def marked(self, place: Place) -> bool:
        """Say whether a row of which nothing changed is said to differ."""
        here, there = (held.get(place[0]) for held in self._rows)
        if here is None or here != there:
            return False  # said of the row
        row = self._found.rows[here]
        equal = row.left and row.right and row.left.text == row.right.text
        return bool(equal) and row.kind is not RowKind.SAME

    def called(self, number: int) -> str:
        """Return what a row is called on both sides."""
        names = [
            "/".join(self._labels(table, number)) if number in table.rows else "–"
            for table in self._tables
        ]
        return " → ".join(names)

    def headed(self, number: int) -> str:
        """Return what a column is called on both sides."""
        paths = (dict(table.columns).get(number, ("–",)) for table in self._tables)
        return " → ".join(" › ".join(path) for path in paths)

    def told(self, place: Place) -> str:
        """Return what stands in a place on both sides."""
        old, new = (table.cells[place] for table in self._tables)
        return f"{old} → {new}, {self._called(place)[1]} × {self.headed(place[1])}"

    def _differs(self, place: Place) -> bool:
        return self._case.left.cells[place] != self._case.right.cells[place]

    def _called(self, place: Place) -> list[str]:
        """Return on either side the nearest cell before an amount that says what its row is."""
        found = []
        for table in self._tables:
            order = [number for number, _ in table.columns]
            upto = order[: order.index(place[1]) + 1]
            before = [number for number in upto if number in self._case.labels]
            found.append(table.cells[place[0], before[-1]])
        return found

    def _labels(self, table: Tabled, number: int) -> tuple[str, ...]:
        return tuple(
            _bare(table.cells[number, column])
            for column, _ in table.columns
            if column in self._case.labels
        )

    def _labelling(self, table: Tabled, texts: Sequence[str]) -> tuple[str, ...]:
        places = [at for at, (number, _) in enumerate(table.columns) if number in self._case.labels]
        if not 1 < len(texts) <= len(table.columns):
            return ()
        return tuple("".join(texts[at : at + 1]) for at in places)  # of bare lines blanks fall away

    def _place(self, side: int, at: int, start: int | None) -> Place | None:
        row = self._found.rows[at]
        given = (row.left, row.right)[side]
        number = self._numbers[side].get(at)
        if start is None or given is None or number is None:
            return None
        column = given.text.count("\t", 0, start)
        return number, self._tables[side].columns[column][0]

    def _in_heads(self, pair: FigurePair) -> bool:
        here = pair.row if pair.left_row is None else pair.left_row
        return here in self._heads[0] if pair.left_span else pair.row in self._heads[1]

    def _paired_columns(self) -> list[Place] | None:
        """Return which columns are said to be one, by number; None where no table is."""
        for one in self._found.tables:
            sides = (
                (self._found.left_tables[one.left].columns, self._case.left),
                (self._found.right_tables[one.right].columns, self._case.right),
            )
            numbers = []
            for paths, table in sides:
                written = {tuple(map(_bare, path)): number for number, path in table.columns}
                numbers.append([written.get(tuple(map(_bare, path))) for path in paths])
            if all(len(set(some) - {None}) > 1 for some in numbers):
                pairs = [(numbers[0][at], numbers[1][to]) for at, to in one.columns]
                return [(at, to) for at, to in pairs if at is not None and to is not None]
        return None


def figures(found: Tables) -> Iterator[Figure]:
    """Yield what has a target: by format and way; PDF is not measured without LibreOffice."""
    if found.pdf is False:
        yield Figure("tables as .pdf", None, "", _RIGHT, "LibreOffice is missing")
    for (suffix, way), one in found.tallies.items():
        for name in ("rows", "columns", "cells"):
            share = getattr(one, name)
            target = _RIGHT if share.of >= _FEW else None
            note = f"of {share.of:,}"
            if share.of:
                yield Figure(f"tables, {way}: {name}, {suffix}", share.value, "", target, note)
        if one.touched.of:
            note = f"of {one.touched.of:,}"
            name = f"tables, {way}: untouched cells changed, {suffix}"
            yield Figure(name, one.touched.value, "", _TOUCHED, note)
        yield Figure(f"tables, {way}: false figures, {suffix}", one.false, "", _NONE)


def tables(found: Tables) -> Iterator[Table]:
    """Show the tallies, a table a format."""
    for suffix in FORMATS:
        rows = tuple(
            (
                way,
                *(cell for share in (one.rows, one.columns, one.cells) for cell in _cells(share)),
                f"{one.touched.of:,}",
                str(one.touched.right),
                str(one.false),
            )
            for way in WAYS
            if (one := found.tallies.get((suffix, way)))
        )
        if rows:
            yield Table(f"tables, {suffix}", (*_COLUMNS, *_MORE), rows)


def _cells(share: Share) -> tuple[str, str]:
    return f"{share.of:,}", f"{share.value:.4f}" if share.of else "–"


def _texts(side: Side | None) -> list[str]:
    """Return the cells of a side that is one line, white space out."""
    if side is None or len(side.parts) != 1:
        return []
    return [_bare(text) for text in side.text.split("\t")]


def _value(text: str) -> float:
    """Return the number in a cell; none of ours where there is none."""
    try:
        return float(text.strip("%％").replace(",", ""))
    except ValueError:
        return math.inf


def _bare(text: str) -> str:
    return "".join(text.split())
