"""The tables of the phrase matrix page: one line a phrase, and a heat table for each of them.

A matrix of the library in, rows for the templates out. Every count leads to the passages it was
counted from; a cell for which the library holds no report says so and leads nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from search.model import Axis, Matrix, PhraseCounts, Role, Use
from search.query import quoted
from web.forms import NONE, named
from web.heat import Cell, Heat, heat
from web.language import gettext as _
from web.links import Args, extended, link
from web.words import ROLES

FIRST_ROWS = 30  # of a phrase, before the rest folds
MOST_ROWS = 500  # of the phrase that is open; files hold all
MORE_ROWS = 60  # of the others; each has a page on which it is open
FEW_ROWS = 10  # of those for which there is no room, where they can have no such page
MOST_CELLS = 10_000  # on one page: beyond them a phrase is a link to its own table


@dataclass(frozen=True, slots=True)
class Row:
    """One unit, kind, role or report; `missing` says that the value is what lacks one."""

    label: str
    missing: bool
    chinese: bool  # the label is of a report, not ours
    cells: tuple[Cell, ...]
    total: int
    address: str


@dataclass(frozen=True, slots=True)
class FirstOrLast:
    """The year of a first or last use, and the address of the report."""

    year: int | None
    address: str


@dataclass(frozen=True, slots=True)
class PhraseTable:
    """One phrase: its line in the summary, and its table.

    `rest` rows fold, and `silent` of them count nothing; `left_out` rows are not on this page.
    `alone` is the address of the page on which this phrase is open, empty where this is it.
    """

    counts: PhraseCounts
    number: int
    address: str
    first: FirstOrLast | None
    last: FirstOrLast | None
    years: tuple[Cell, ...]
    opened: bool
    rows: tuple[Row, ...]
    rest: tuple[Row, ...]
    silent: int
    left_out: int
    alone: str


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of a page; `by_year` are the heat steps of the summary, `cells` of the others."""

    phrases: tuple[PhraseTable, ...]
    by_year: Heat
    cells: Heat


def tables(matrix: Matrix, args: Args, opened: int, *, permanent: bool) -> Tables:
    """Return the tables, the one of phrase `opened` (from 0) unfolded.

    Where there are many cells the other phrases are links to pages of their own; without a
    `permanent` address there are none to lead to, and only their first rows are shown.
    """
    by_year = heat(count for one in matrix.phrases for count in one.by_year)
    steps = heat(count for one in matrix.phrases for row in one.counts for count in row)
    opened = min(opened, len(matrix.phrases) - 1)
    told: dict[int, PhraseTable] = {}
    room = MOST_CELLS
    for number in sorted(range(len(matrix.phrases)), key=lambda number: number != opened):
        most = MOST_ROWS if number == opened else MORE_ROWS
        size = min(len(matrix.rows), most) * len(matrix.columns)
        if number != opened and size > room:
            most = FEW_ROWS if matrix.phrases[number].total and not permanent else 0
        else:
            room -= size
        alone = permanent and number != opened and most < len(matrix.rows)
        address = link("matrix.show", args, open=str(number + 1)) + "#detail" if alone else ""
        ways = _Ways.to(matrix.phrases[number].phrase, matrix.axis, args)
        told[number] = _table(
            matrix, number, ways, (steps, by_year), most, number == opened, address
        )
    return Tables(tuple(told[number] for number in sorted(told)), by_year, steps)


@dataclass(frozen=True, slots=True)
class _Ways:
    """Addresses of one phrase's passages under the filters of the page.

    `row` is the parameter that a row narrows, empty where a row is a report; `inside` has the
    filters but for that one and the years, `row_all` those years too, `all` has all of them.
    """

    query: str
    row: str
    inside: str
    row_all: str
    year_all: str
    all: str

    @classmethod
    def to(cls, phrase: str, axis: Axis, args: Args) -> _Ways:
        query = quoted(phrase)
        row = "" if axis is Axis.REPORT else axis.value

        def also(address: str, *names: str) -> str:
            for name in names:
                for value in args.getlist(name):
                    address = extended(address, **{name: value}) if value else address
            return address

        others = [name for name in ("unit", "kind", "role", "report") if name != row]
        inside = also(url_for("search.show", q=query, mode="exact"), *others)
        year_all = also(inside, row)
        return cls(query, row, inside, also(inside, "year"), year_all, also(year_all, "year"))


def _table(
    matrix: Matrix,
    number: int,
    ways: _Ways,
    heats: tuple[Heat, Heat],
    most: int,
    opened: bool,
    alone: str,
) -> PhraseTable:
    one = matrix.phrases[number]
    steps, by_year = heats
    places = _order(matrix, one)
    rows = tuple(_row(matrix, one, place, ways, steps) for place in places[:most])
    years = tuple(
        Cell(count, by_year.step(count), 1, extended(ways.year_all, year=named(year)))
        for count, year in zip(one.by_year, matrix.columns, strict=True)
    )
    return PhraseTable(
        counts=one,
        number=number + 1,
        address=ways.all,
        first=_use(one.first, ways.query),
        last=_use(one.last, ways.query),
        years=years,
        opened=opened,
        rows=rows[:FIRST_ROWS],
        rest=rows[FIRST_ROWS:],
        silent=sum(not row.total for row in rows[FIRST_ROWS:]),
        left_out=max(0, len(places) - most),
        alone=alone,
    )


def _row(matrix: Matrix, one: PhraseCounts, place: int, ways: _Ways, steps: Heat) -> Row:
    value = matrix.rows[place]
    if ways.row:
        inside = extended(ways.inside, **{ways.row: value or NONE})
        whole = extended(ways.row_all, **{ways.row: value or NONE})
    else:
        inside = whole = url_for("report.show", report_id=int(value), q=ways.query)
    cells = []
    for count, held, year in zip(
        one.counts[place], matrix.held[place], matrix.columns, strict=True
    ):
        address = extended(inside, year=named(year)) if count and ways.row else inside
        cells.append(Cell(count, steps.step(count), held, address))
    total = sum(one.counts[place])
    reports = bool(value) and matrix.axis is not Axis.ROLE
    return Row(_label(matrix, place), not value, reports, tuple(cells), total, whole)


def _order(matrix: Matrix, one: PhraseCounts) -> Sequence[int]:
    """Return the rows, most occurrences first; kinds and roles keep their own order.

    What lacks the value stands behind all that count something.
    """
    places = range(len(one.counts))
    if matrix.axis in (Axis.KIND, Axis.ROLE):
        return places

    def key(place: int) -> tuple[bool, bool, int, int]:
        total = sum(one.counts[place])
        return not total, not matrix.rows[place], -total, place

    return sorted(places, key=key)


def _label(matrix: Matrix, place: int) -> str:
    value = matrix.rows[place]
    if matrix.axis is Axis.ROLE:
        return str(ROLES[Role(value)]) if value else str(_("其他部分"))
    if value:
        return matrix.labels[place]
    return str(_("单位不详") if matrix.axis is Axis.UNIT else _("类型不详"))


def _use(use: Use | None, query: str) -> FirstOrLast | None:
    if use is None:
        return None
    return FirstOrLast(use.year, url_for("report.show", report_id=use.report_id, q=query))
