"""Charts of office files: the title, and what is drawn as a table, as the chart's part keeps it.

A row for each category, a column for each series (ECMA-376 part 1, 21.2). Numbers are written in
the commonest of their formats; a workbook behind the chart is not opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from index.readers.blocks import Block
from index.readers.grid import GatheredCell, GatheredRow, table_blocks
from index.readers.wordxml import DRAWING, Element

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_FORMAT = re.compile(r'(?P<group>#,##)?0(?:\.(?P<places>0+))?(?P<percent>%?)(?:_.| |"[^"]*")*')
_MOST = 5_000  # points of a series
_LONGEST = 40  # digits of a number that is written out


def chart_blocks(root: Element, page: int) -> list[Block]:
    """Return a chart's title and its table; points of a series stand by their numbers."""
    title = root.find(f"{_C}chart/{_C}title")
    words = _words(title) if title is not None else ""
    blocks = [Block(words, page=page)] if words else []
    series = [_Series(element) for element in root.iter(_C + "ser")]
    shown = [one for one in series if one.values]
    if not shown:
        return blocks
    names = next((one.names for one in shown if one.names), {})
    places = sorted({*names, *(place for one in shown for place in one.values)})[:_MOST]
    rows = [["", *(one.name for one in shown)]] if any(one.name for one in shown) else []
    rows += [
        [names.get(place, ""), *(one.values.get(place, "") for one in shown)] for place in places
    ]
    return [*blocks, *table_blocks(_row(row, page) for row in rows)]


class _Series:
    def __init__(self, element: Element) -> None:
        text = element.find(_C + "tx")
        self.name = " ".join(_points(text).values()) if text is not None else ""
        self.names = _points(_first(element, "cat", "xVal"))
        self.values = _points(_first(element, "val", "yVal"))


def _first(element: Element, *tags: str) -> Element | None:
    return next((found for tag in tags if (found := element.find(_C + tag)) is not None), None)


def _points(source: Element | None) -> dict[int, str]:
    """Return the kept points of a series by their places, as they are shown."""
    if source is None:
        return {}
    code = source.find(f".//{_C}formatCode")
    form = (code.text or "") if code is not None else ""
    found: dict[int, str] = {}
    for point in source.iter(_C + "pt"):
        value = point.find(_C + "v")
        place = point.get("idx") or ""
        if value is not None and value.text and place.isdecimal() and len(found) < _MOST:
            shown = point.get("formatCode") or form
            number = source.find(f".//{_C}numCache") is not None
            found.setdefault(int(place), _number(value.text, shown) if number else value.text)
    if not found and (direct := source.find(_C + "v")) is not None:
        return {0: direct.text or ""}
    return found


def _number(text: str, form: str) -> str:
    """Write a number in a format of a workbook; one that is not known here as it is kept."""
    known = _FORMAT.fullmatch(form.split(";")[0])
    try:
        value = Decimal(text)
        if known is None:
            value = value.quantize(Decimal(1).scaleb(-10)) if "E" not in text.upper() else value
            plain = f"{value:f}"
            plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
            return plain if len(plain) <= _LONGEST else text
        value = value * 100 if known["percent"] else value
        comma = "," if known["group"] else ""
        return f"{value:{comma}.{len(known['places'] or '')}f}{known['percent']}"[:_LONGEST]
    except (InvalidOperation, ValueError, OverflowError):
        return text


def _words(title: Element) -> str:
    lines: Iterator[str] = (
        "".join(text.text or "" for text in paragraph.iter(DRAWING + "t"))
        for paragraph in title.iter(DRAWING + "p")
    )
    return "".join(lines).strip()


def _row(cells: list[str], page: int) -> GatheredRow:
    return GatheredRow(tuple(GatheredCell((Block(cell, page=page),)) for cell in cells))
