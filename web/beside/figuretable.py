"""The table of figures (数字对照) of a comparison, sorted and filtered; every state is a link.

Parameters: `fshow` (empty: what did not stay the same; `all`, or one standing), `fq` (words of
the item), `fsort` (a column, `-` before it for the other way), `fall` (all lines at once). They
stand beside the other parameters of the page and are kept by its links.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import request

from index.model import Span
from search.comparing.figures.said import Said, Standing, reading, tally
from search.comparing.model import Comparison, FigurePair, Part, Row, Side
from web import sides
from web.beside.figureorder import ALL, chosen, in_order, standings
from web.beside.figurewords import STANDINGS, change, rate
from web.beside.places import Place, Places
from web.beside.places import said as told_place
from web.language import gettext as _
from web.links import Args, link

MOST = 200  # lines, before the rest is left out until it is asked for
ANCHOR = "#figures"


@dataclass(frozen=True, slots=True)
class Line:
    """One pair as shown. `column` is that of a figure of a table, whose row is `item`.

    `tone` is of the tag in which `change` stands, empty for a number.

    `left_qualifier` is empty where both qualifiers are the same. `place` leads to `href`; of a
    figure that stands elsewhere on the left, `left_place` leads to `left_href`.
    """

    item: str
    column: str
    left: str
    right: str
    measure: str
    change: str
    tone: str
    rate: str
    left_qualifier: str
    right_qualifier: str
    qualified: bool
    place: str
    href: str
    left_place: str
    left_href: str
    moved: bool


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head. `sort` is ascending, descending or empty; `href` sorts by it."""

    name: str
    title: str
    sort: str
    href: str
    number: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to filter: what it is called, how many lines it leaves, where it leads."""

    title: str
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The table as shown. `total` counts what has both or one number, without the masked;
    `in_tables` of these stand in tables.

    `read` says how many figures were read and paired. `found` lines are left by the filters,
    `lines` of them are shown; `more` leads to all of them.
    `hidden` are the parameters that the form of the text filter must keep.
    """

    total: int
    in_tables: int
    read: str
    counts: tuple[Choice, ...]
    unknown: Choice
    changes: Choice
    all: Choice
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    found: int
    more: str
    query: str
    clear: str
    hidden: tuple[tuple[str, str], ...]
    action: str
    export: str


def table(comparison: Comparison, args: Args, places: Places | None = None) -> FigureTable:
    """Return the table as the parameters want it. Raises BadQuery (`fshow`, `fsort`)."""
    endpoint = request.endpoint or ""
    show, query, sort = args.get("fshow", ""), args.get("fq", "").strip(), args.get("fsort", "")
    wanted = standings(show)

    def to(**changes: str) -> str:
        return link(endpoint, args, drop=("fall", "page"), **changes) + ANCHOR

    counted, read = tally(comparison.figures), reading(comparison.figures)
    known = sum(count for one, count in counted.items() if one is not Standing.UNKNOWN)
    found = in_order(chosen(comparison.figures, wanted, query), sort)
    shown = found if args.get("fall") else found[:MOST]
    standing_at = places or Places(comparison)
    kept = [pair for pair in args.items(multi=True) if pair[0] not in ("fq", "fall", "lang")]

    def choice(value: str, title: str, count: int) -> Choice:
        return Choice(title, count, to(fshow=value), show == value)

    def standing(one: Standing) -> Choice:
        return choice(one.value, str(STANDINGS[one]), counted[one])

    return FigureTable(
        total=known,
        in_tables=sum(bool(one.column) and not one.masked for one in comparison.figures),
        read=_(
            "读到左 %(left)s 个、右 %(right)s 个数字：%(paired)s 对成对，%(alone)s 个没有配上。"
            "年份、日期、序号、编码不算。",
            left=f"{read.left:,}",
            right=f"{read.right:,}",
            paired=f"{read.paired:,}",
            alone=f"{read.alone:,}",
        ),
        counts=tuple(standing(one) for one in Standing if one is not Standing.UNKNOWN),
        unknown=choice(Standing.UNKNOWN.value, _("脱敏未计"), counted[Standing.UNKNOWN]),
        changes=choice("", _("只看变化"), sum(counted.values()) - counted[Standing.SAME]),
        all=choice(ALL, _("全部"), sum(counted.values())),
        heads=_heads(comparison, sort, to),
        lines=tuple(_line(comparison.rows, pair, told, standing_at) for pair, told in shown),
        found=len(found),
        more="" if len(shown) == len(found) else link(endpoint, args, fall="1") + ANCHOR,
        query=query,
        clear=to(fq=""),
        hidden=tuple((name, value) for name, value in kept if value),
        action=request.path + ANCHOR,
        export=sides.file(args, "xlsx"),
    )


def _heads(comparison: Comparison, sort: str, to: Callable[..., str]) -> tuple[Head, ...]:
    titles = {
        "item": _("项目（行 × 列）")
        if any(one.column for one in comparison.figures)
        else _("项目"),
        "left": _year(_("左"), comparison.left.year),
        "right": _year(_("右"), comparison.right.year),
        "measure": _("单位"),
        "change": _("变化"),
        "rate": _("变化率"),
    }
    heads = []
    for name, title in titles.items():
        number = name not in ("item", "measure")
        first, second = (f"-{name}", name) if number else (name, f"-{name}")
        after = {first: second, second: ""}.get(sort, first)
        state = "" if sort.removeprefix("-") != name else "descending"
        if state and not sort.startswith("-"):
            state = "ascending"
        heads.append(Head(name, title, state, to(fsort=after), number))
    return tuple(heads)


def _year(side: str, year: int | None) -> str:
    return side if year is None else f"{side} {year}"


def _line(rows: Sequence[Row], pair: FigurePair, told: Said, places: Places) -> Line:
    both = pair.left is not None and pair.right is not None
    left_row = pair.row if pair.left_row is None else pair.left_row
    here = _left_place(rows[left_row], pair, places)
    there = _right_place(rows[pair.row], pair, places)
    moved = both and (left_row != pair.row or rows[pair.row].moved)
    place, left_place = "", ""
    if moved and here and there:
        left_place, place = _said(here, there), _said(there, here)
    elif one := there or here:
        place = _said(one, Place((), 0))
    telling = told.standing is not Standing.CHANGED or not told.delta
    return Line(
        item=pair.context,
        column=" › ".join(pair.column),
        left=told.left,
        right=told.right,
        measure=told.measure,
        change=change(told),
        tone=told.standing.value if telling else "",
        rate=rate(told),
        left_qualifier=pair.left_qualifier if told.qualified else "",
        right_qualifier=pair.right_qualifier or ("" if told.qualified else pair.left_qualifier),
        qualified=told.qualified and both,
        place=place,
        href=f"#r{pair.row}",
        left_place=left_place,
        left_href=f"#r{left_row}",
        moved=moved,
    )


def _left_place(row: Row, pair: FigurePair, places: Places) -> Place | None:
    part = _part(row.left, pair.left_span)
    return places.left(part) if part else None


def _right_place(row: Row, pair: FigurePair, places: Places) -> Place | None:
    part = _part(row.right, pair.right_span)
    return places.right(part) if part else None


def _part(side: Side | None, span: Span | None) -> Part | None:
    if side is None or span is None:
        return None
    return next((part for part in side.parts if part.start <= span.start < part.end), None)


def _said(place: Place, other: Place) -> str:
    """Return a place in words, with 、 behind a bare 三."""
    section, number = told_place(place, other)
    if place.table:
        return f"{section} {number}"
    return section + ("、" if section[-1:].isalnum() else "") + number
