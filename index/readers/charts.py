"""Charts of office files: the title, and what is drawn as a table, as the chart's part keeps it.

A row for each category, a column for each series (ECMA-376 part 1, 21.2) under what its axis is
called. Numbers are written in their formats, as in a cell; a workbook behind the chart is not
opened.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import groupby, islice

from index.readers.blocks import Block
from index.readers.grid import GatheredCell, GatheredRow, table_blocks
from index.readers.numberformats import shown
from index.readers.wordxml import DRAWING, Element

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CHART = _C + "chart"
"""The element that calls a chart by the relation of its part."""
_GENERAL = re.compile(r"(?:General|G/通用格式)?", re.IGNORECASE)
_SERIES = 255  # of a chart; Excel draws no more
_MOST = 5_000  # points of a series
_DIGITS = 10  # of the number of a point
_LONGEST = 40  # digits of a number that is written out


def chart_blocks(root: Element, page: int) -> list[Block]:
    """Return a chart's title and its table; points of a series stand by their numbers."""
    title = _title(root.find(CHART))
    blocks = [Block(title, page=page)] if title else []
    axes = {_id(axis): _title(axis) for axis in root.iterfind(f"{CHART}/{_C}plotArea/*")}
    since = root.find(_C + "date1904")
    from_1904 = since is not None and since.get("val", "1") not in ("0", "false")
    drawn = islice(root.iter(_C + "ser"), _SERIES)
    series = [_series(element, axes, from_1904) for element in drawn]
    return [*blocks, *table_blocks(_rows([one for one in series if one.values], page))]


def chart_sources(root: Element) -> Iterator[str]:
    """Yield where the names and numbers of a chart stand, as formulas of a workbook."""
    return (found.text or "" for found in root.iter(_C + "f"))


@dataclass(frozen=True, slots=True)
class _Series:
    """A series: its name, what its axes are called, its points by their places."""

    name: str
    along: str
    axis: str
    names: Mapping[int, str]
    values: Mapping[int, str]


def _series(element: Element, axes: Mapping[str, str], from_1904: bool) -> _Series:
    text = element.find(_C + "tx")
    called = [axes.get(one.get("val") or "", "") for one in element.itersiblings(_C + "axId")]
    along, axis = (*called, "", "")[:2]
    return _Series(
        " ".join(_points(text, from_1904).values()) if text is not None else "",
        along,
        axis,
        _points(_first(element, "cat", "xVal"), from_1904),
        _points(_first(element, "val", "yVal"), from_1904),
    )


def _rows(series: list[_Series], page: int) -> Iterator[GatheredRow]:
    if not series:
        return
    names = next((one.names for one in series if one.names), {})
    places = sorted({*names, *(place for one in series for place in one.values)})[:_MOST]
    along = next((one.along for one in series if one.along), "")
    axes = [(axis, len(list(group))) for axis, group in groupby(one.axis for one in series)]
    named = any(one.name for one in series)
    if any(axis for axis, _ in axes):
        cells = [_cell(along, page, down=2 if named else 1)]
        cells += [_cell(axis, page, across=count) for axis, count in axes]
        yield GatheredRow(tuple(cells), heads=True)
        if named:
            cells = [_cell(one.name, page) for one in series]
            yield GatheredRow(tuple(cells), heads=True)
    elif named or along:
        cells = [_cell(along, page), *(_cell(one.name, page) for one in series)]
        yield GatheredRow(tuple(cells), heads=True)
    for place in places:
        said = [names.get(place, ""), *(one.values.get(place, "") for one in series)]
        yield GatheredRow(tuple(_cell(text, page) for text in said))


def _cell(text: str, page: int, *, across: int = 1, down: int = 1) -> GatheredCell:
    return GatheredCell((Block(text, page=page),), across, down)


def _first(element: Element, *tags: str) -> Element | None:
    return next((found for tag in tags if (found := element.find(_C + tag)) is not None), None)


def _points(source: Element | None, from_1904: bool) -> dict[int, str]:
    """Return the kept points of a series by their places, as they are shown.

    Names on several levels come from the innermost one; an outer one holds from its place on.
    """
    if source is None:
        return {}
    levels = [_kept(level, from_1904) for level in source.iter(_C + "lvl")]
    if levels:
        inner, *outer = levels
        held = [(sorted(level), level) for level in reversed(outer)]
        return {place: " ".join((*_holding(held, place), words)) for place, words in inner.items()}
    found = _kept(source, from_1904)
    if not found and (direct := source.find(_C + "v")) is not None:
        return {0: direct.text or ""}
    return found


def _holding(outer: list[tuple[list[int], dict[int, str]]], place: int) -> Iterator[str]:
    for places, words in outer:
        at = bisect_right(places, place)
        if at:
            yield words[places[at - 1]]


def _kept(source: Element, from_1904: bool) -> dict[int, str]:
    code = source.find(f".//{_C}formatCode")
    form = (code.text or "") if code is not None else ""
    is_number = source.find(f".//{_C}numCache") is not None
    is_number = is_number or source.find(f".//{_C}numLit") is not None
    found: dict[int, str] = {}
    for point in source.iter(_C + "pt"):
        value = point.find(_C + "v")
        place = point.get("idx") or ""
        known = place.isdecimal() and len(place) < _DIGITS and len(found) < _MOST
        if value is not None and value.text and known:
            said = value.text
            if is_number:
                said = _number(said, point.get("formatCode") or form, from_1904)
            found.setdefault(int(place), said)
    return found


def _number(text: str, form: str, from_1904: bool) -> str:
    """Write a number as a cell of that format shows it; without one, all of its digits."""
    if not _GENERAL.fullmatch(form):
        said = shown(text, form, from_1904=from_1904).strip()
        if said and len(said) <= _LONGEST:
            return said
    try:
        value = Decimal(text)
        value = value.quantize(Decimal(1).scaleb(-10)) if "E" not in text.upper() else value
        plain = f"{value:f}"
    except (InvalidOperation, ValueError, OverflowError):
        return text
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return plain if len(plain) <= _LONGEST else text


def _id(axis: Element) -> str:
    found = axis.find(_C + "axId") if isinstance(axis.tag, str) else None
    return (found.get("val") or "") if found is not None else ""


def _title(owner: Element | None) -> str:
    """Return the words of a chart's or an axis's title, typed or kept from a cell."""
    title = owner.find(_C + "title") if owner is not None and isinstance(owner.tag, str) else None
    if title is None:
        return ""
    typed = "".join(
        "".join(text.text or "" for text in paragraph.iter(DRAWING + "t"))
        for paragraph in title.iter(DRAWING + "p")
    )
    kept = "".join(value.text or "" for value in title.iter(_C + "v"))
    return typed.strip() or kept.strip()
