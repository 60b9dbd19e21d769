"""A workbook's package: which sheets it has, and what is drawn and noted on them.

In: the parts of an .xlsx or .xlsm. Out: sheets in their order, each with cells, notes, drawings.
Macros are never run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.model import Why
from index.readers.blocks import Block, Cut
from index.readers.sheetdrawings import drawn_on
from index.readers.sheetstyles import cell_styles
from index.readers.sheetwords import plain, shared_strings
from index.readers.wordpackage import Package
from index.readers.worksheet import Area, Book, Sheet, area_of, read_sheet
from index.readers.xmlstream import Attributes, attribute, is_on, walk

_THREADED = "tc="  # the author of a note that stands for a conversation
_ON_ROWS = re.compile(r"\$?(\d{1,7}):\$?(\d{1,7})$")


@dataclass(frozen=True, slots=True)
class Named:
    """A sheet of the workbook: its name, its part, whether it is hidden, the rows that are printed
    on top of every page (0 without).
    """

    name: str
    part: str
    hidden: bool
    heads: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a cell; `cuts` holds the name of its author that stands before it."""

    place: Area
    text: str
    cuts: tuple[Cut, ...] = ()


class Workbook:
    """A workbook whose sheets are read one after the other."""

    def __init__(self, name: str, package: Package, *, most: int) -> None:
        self._package = package
        self._main = package.main
        self.from_1904 = False
        self._counted = 0  # cells so far
        self.sheets = self._named()
        strings = self._first("/sharedStrings")
        styles = self._first("/styles")
        self._book = Book(
            name,
            shared_strings(package.unpacked(strings), name=name, most=most) if strings else (),
            cell_styles(package.unpacked(styles)) if styles else (),
            self.from_1904,
            most,
        )

    def read(self, sheet: Named) -> Sheet:
        """Read the cells of a sheet. Raises as `read_sheet`."""
        found = read_sheet(self._package.unpacked(sheet.part), self._book, counted=self._counted)
        self._counted += sum(map(len, found.cells.values()))
        return found

    def notes(self, sheet: Named) -> list[Note]:
        """Return the notes and comments on cells, in the order of the file."""
        found: list[Note] = []
        for part in self._package.related(sheet.part, "/comments"):
            found += self._notes(part)
        for part in self._package.related(sheet.part, "/threadedComment"):
            found += self._threaded(part)
        return found

    def drawn(self, sheet: Named) -> Iterator[Block]:
        """Yield the texts of boxes, charts and SmartArt on a sheet."""
        hidden = {one.name for one in self.sheets if one.hidden and one.name != sheet.name}
        return drawn_on(self._package, sheet.part, hidden)

    def stories(self) -> list[str]:
        """Return the parts that may show images."""
        return [
            drawing
            for sheet in self.sheets
            for drawing in self._package.related(sheet.part, "/drawing")
        ]

    def _first(self, kind: str) -> str | None:
        named = self._package.related(self._main, kind)
        return next((part for part in named if self._package.has(part)), None)

    def _named(self) -> list[Named]:
        kinds = ("/worksheet", "/chartsheet")  # the latter holds a chart and no cells
        parts = {part for kind in kinds for part in self._package.related(self._main, kind)}
        stated: list[tuple[str, str, bool]] = []
        heads: dict[int, tuple[int, int]] = {}
        asked: list[int] = []

        def start(name: str, attributes: Attributes) -> None:
            if name == "sheet":
                part = self._package.by_id(self._main, attribute(attributes, "id") or "")
                hidden = attributes.get("state", "visible") != "visible"
                stated.append((plain(attributes.get("name", "")), part or "", hidden))
            elif name == "workbookPr":
                self.from_1904 = is_on(attributes.get("date1904"))
            elif name == "definedName" and attributes.get("name") == "_xlnm.Print_Titles":
                asked.append(int(attributes.get("localSheetId", -1)))

        def end(name: str, text: str) -> None:
            if name == "definedName" and asked:
                rows = _ON_ROWS.search(text)
                if rows:
                    heads[asked[-1]] = int(rows[1]), int(rows[2])
                asked.clear()

        walk(self._package.unpacked(self._main), start, end)
        if stated and not parts:
            raise ValueError("sheets without a part")
        return [
            Named(name, part, hidden, heads.get(index, (0, 0)))
            for index, (name, part, hidden) in enumerate(stated)
            if part in parts
        ]

    def _notes(self, part: str) -> Iterator[Note]:
        root = self._package.part(part)
        if root is None:
            return
        authors = [author.text or "" for author in root.iter("{*}author")]
        for comment in root.iter("{*}comment"):
            author = _at(authors, comment.get("authorId"))
            text = plain("".join(run.text or "" for run in comment.iter("{*}t"))).strip()
            place = area_of(comment.get("ref") or "")
            if not text or place is None or author.startswith(_THREADED):
                continue
            said = re.match(rf"{re.escape(author)}[:：]\s*", text) if author else None
            if said is None:
                yield Note(place, text)
            else:
                yield Note(place, text[said.end() :], (Cut(0, said[0], Why.COMMENT),))

    def _threaded(self, part: str) -> Iterator[Note]:
        root = self._package.part(part)
        for comment in root.iter("{*}threadedComment") if root is not None else ():
            place = area_of(comment.get("ref") or "")
            text = "".join(run.text or "" for run in comment.iter("{*}text")).strip()
            if text and place is not None:
                yield Note(place, text)


def _at(names: list[str], stated: str | None) -> str:
    at = int(stated) if stated and stated.isdecimal() else -1
    return names[at] if 0 <= at < len(names) else ""
