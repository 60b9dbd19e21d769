"""One sheet of a workbook: the XML of its part in, cells as they are displayed out.

Read as it comes, so that what a sheet claims to hold costs nothing. A formula shows the value that
was kept with it; one without is set aside, and so is what a format or a merged cell hides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from index.errors import UnreadableReport
from index.model import Why
from index.readers.blocks import Cut
from index.readers.numberformats import shown
from index.readers.sheetstyles import PLAIN, CellStyle
from index.readers.sheetwords import Runs, Words, plain
from index.readers.xmlstream import Attributes, is_on, walk

ROWS, COLUMNS = 1_048_576, 16_384  # of a sheet: ECMA-376 knows no more
_MOST_MERGED = 100_000
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_TRUE_FALSE = {"1": "TRUE", "0": "FALSE"}
_PAGE_TEXTS = frozenset(
    {"oddHeader", "evenHeader", "firstHeader", "oddFooter", "evenFooter", "firstFooter"}
)
_PAGE_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,3}|[&A-Za-z])')


@dataclass(frozen=True, slots=True)
class Area:
    """Cells from one corner to the other, both included; rows and columns count from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """What a sheet shows. `cells` holds those that say something, by row and column; `bordered`
    the first and last column of a row between which cells have borders.
    """

    cells: dict[int, dict[int, Words]] = field(default_factory=dict)
    bordered: dict[int, tuple[int, int]] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    page_texts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a workbook share."""

    name: str
    strings: Sequence[Words]
    styles: Sequence[CellStyle]
    from_1904: bool
    most: int  # cells


def read_sheet(pieces: Iterable[bytes], book: Book, *, counted: int = 0) -> Sheet:
    """Read a sheet; `counted` cells stood in those before it.

    Raises UnreadableReport `too_many_cells`; other errors mean damage.
    """
    reader = _Reader(book, counted)
    walk(pieces, reader.start, reader.end)
    return reader.sheet


def area_of(reference: str) -> Area | None:
    """Return the area that a reference names (`B2:D4`, `B2`), None where it names none."""
    first, _, last = reference.partition(":")
    start = _REFERENCE.fullmatch(first)
    end = _REFERENCE.fullmatch(last) if last else start
    if start is None or end is None:
        return None
    rows = sorted((int(start[2]), int(end[2])))
    columns = sorted((_column(start[1]), _column(end[1])))
    if rows[0] < 1 or rows[1] > ROWS or columns[1] > COLUMNS:
        return None
    return Area(rows[0], columns[0], rows[1], columns[1])


def _column(letters: str) -> int:
    found = 0
    for letter in letters.upper():
        found = found * 26 + ord(letter) - ord("A") + 1
    return found


class _Reader:
    def __init__(self, book: Book, counted: int) -> None:
        self.sheet = Sheet()
        self._book = book
        self._count = counted
        self._row = 0
        self._column = 0
        self._cell: Attributes = {}
        self._value: str | None = None
        self._formula: str | None = None
        self._shared: dict[str, str] = {}  # formulas that cells share, by number
        self._shares = ""
        self._runs: Runs | None = None  # of a text that stands in the cell itself
        self._zeros = True

    def start(self, name: str, attributes: Attributes) -> None:
        if self._runs is not None:
            self._runs.start(name, attributes)
        elif name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            self._begin_row(attributes)
        elif name == "f":
            self._shares = attributes.get("si", "") if attributes.get("t") == "shared" else ""
        elif name == "is":
            self._runs = Runs()
        elif name == "col" and (
            is_on(attributes.get("hidden")) or _is_nought(attributes.get("width"))
        ):
            self.sheet.hidden_columns.append(
                (int(attributes.get("min", 0)), min(int(attributes.get("max", 0)), COLUMNS))
            )
        elif name == "mergeCell" and len(self.sheet.merged) < _MOST_MERGED:
            area = area_of(attributes.get("ref", ""))
            if area is not None:
                self.sheet.merged.append(area)
        elif name == "sheetView" and attributes.get("showZeros") in ("0", "false"):
            self._zeros = False

    def end(self, name: str, text: str) -> None:
        if name == "c":
            self._end_cell()
        elif name == "is" and self._runs is not None:
            self._say(self._runs.words())
            self._runs = None
        elif self._runs is not None:
            self._runs.end(name, text)
        elif name == "v":
            self._value = text
        elif name == "f":
            self._formula = text or self._shared.get(self._shares, "")
            if self._shares:
                self._shared.setdefault(self._shares, self._formula)
        elif name in _PAGE_TEXTS:
            said = _PAGE_CODE.sub(_page_code, text)
            self.sheet.page_texts.append("\n".join(filter(None, map(str.strip, said.split("\n")))))

    def _begin_row(self, attributes: Attributes) -> None:
        stated = attributes.get("r")
        self._row = int(stated) if stated else self._row + 1
        self._column = 0
        if not 1 <= self._row <= ROWS:
            raise ValueError("no such row")
        if is_on(attributes.get("hidden")) or _is_nought(attributes.get("ht")):
            self.sheet.hidden_rows.add(self._row)

    def _begin_cell(self, attributes: Attributes) -> None:
        self._cell, self._value, self._formula = attributes, None, None
        place = _REFERENCE.fullmatch(attributes.get("r", ""))
        self._column = _column(place[1]) if place else self._column + 1
        if self._column > COLUMNS:
            raise ValueError("no such column")
        if "s" in attributes and self._style.bordered:
            first, last = self.sheet.bordered.get(self._row, (self._column, self._column))
            self.sheet.bordered[self._row] = min(first, self._column), max(last, self._column)

    def _end_cell(self) -> None:
        kind = self._cell.get("t", "n")
        if self._value is not None and (self._value or kind == "str"):
            self._say(self._displayed(kind, self._value))
        elif self._formula and kind != "inlineStr":
            self._say(Words("", (Cut(0, "=" + self._formula, Why.FORMULA),)))

    def _say(self, words: Words) -> None:
        if not words.text.strip() and not words.cuts:
            return
        self._count += 1
        if self._count > self._book.most:
            raise UnreadableReport("too_many_cells", file=self._book.name, limit=self._book.most)
        self.sheet.cells.setdefault(self._row, {})[self._column] = words

    @property
    def _style(self) -> CellStyle:
        number = self._cell.get("s", "0")
        styles = self._book.styles
        return styles[int(number)] if number.isdecimal() and int(number) < len(styles) else PLAIN

    def _displayed(self, kind: str, value: str) -> Words:
        code = self._style.code
        match kind:
            case "s":
                words = self._book.strings[int(value)]
                return words if code in ("General", "@") else self._formatted(words, code)
            case "str" | "inlineStr":
                return self._formatted(Words(plain(value)), code)
            case "b":
                return Words(_TRUE_FALSE.get(value.strip(), value))
            case "e":
                return Words(value)
            case "d":
                value = _day_number(value, from_1904=self._book.from_1904)
        if not self._zeros and _is_nought(value):
            return Words("")
        text = shown(value.strip(), code, from_1904=self._book.from_1904)
        if "E+" in text and value.isdecimal():
            # A code or an amount that General shortens: whoever knows it will look for all of it.
            return Words(text, (Cut(len(text), value, Why.HIDDEN),))
        return Words(text) if text.strip() or _is_nought(value) else _hidden(value)

    def _formatted(self, words: Words, code: str) -> Words:
        """Return a text as a format shows it."""
        text = shown(words.text, code, is_number=False)
        if text == words.text:
            return words
        return Words(text) if text.strip() else _hidden(words.text)


def _hidden(text: str) -> Words:
    return Words("", (Cut(0, text, Why.HIDDEN),) if text.strip() else ())


def _is_nought(stated: str | None) -> bool:
    try:
        return stated is not None and float(stated) == 0
    except ValueError:
        return False


def _day_number(stated: str, *, from_1904: bool) -> str:
    """Return the day number of a date that the file states as ISO 8601."""
    try:
        moment = datetime.fromisoformat(stated.replace("Z", ""))
    except ValueError:
        return stated
    first = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    since = moment.replace(tzinfo=None) - first
    return str(since.days + since.seconds / 86_400)


def _page_code(found: re.Match[str]) -> str:
    """Return what stands for a code in a page's head or foot; left, middle and right are lines."""
    return {"&&": "&", "&L": "\n", "&C": "\n", "&R": "\n"}.get(found[0], "")
