"""The one door to XlsxWriter: sheets of texts and numbers, written row by row.

Nothing is ever taken for a formula, a link or a number that was a text; what a cell cannot
hold is cut and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from index.model import Span
from search.exports import words
from search.exports.cells import LONGEST, clean, pieces
from search.exports.words import Say

_SAFE = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_HEAT = (  # fill and digits, as the pages show them
    ("#F7F7F4", "#1B1D20"),
    ("#E9EFF8", "#1B1D20"),
    ("#CBDBF0", "#1B1D20"),
    ("#9DBBE1", "#1B1D20"),
    ("#4777B4", "#FFFFFF"),
    ("#1F4A85", "#FFFFFF"),
)
_LIGHT_UP = 14  # the pattern of thin rising lines
_SHEET_NAME = 31
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))


class Book:
    """A workbook being written."""

    def __init__(self, book: Any, say: Say) -> None:
        self._book = book
        self.say = say
        self._names: set[str] = set()
        self._numbered: dict[str, Any] = {}
        top = {"valign": "top"}
        self.plain = book.add_format(top)
        self.wrapped = book.add_format({**top, "text_wrap": True})
        self.bold = book.add_format({**top, "bold": True})
        self.heading = book.add_format({**top, "bold": True, "bottom": 1, "text_wrap": True})
        self.mark = book.add_format({"bold": True, "font_color": "#B03A00"})
        self.marked = book.add_format(
            {**top, "bold": True, "font_color": "#B03A00", "text_wrap": True}
        )
        self.heat = [
            book.add_format({"bg_color": fill, "font_color": ink, "align": "center"})
            for fill, ink in _HEAT
        ]
        self.absent = book.add_format(
            {"pattern": _LIGHT_UP, "fg_color": "#85867F", "bg_color": "#FFFFFF"}
        )

    def sheet(self, name: str, widths: Sequence[float] = ()) -> Sheet:
        """Add a sheet; its name is made one that spreadsheets take and that is not there yet."""
        name = clean(name).translate(_NOT_IN_NAMES).strip()[:_SHEET_NAME] or "_"
        tried, number = name, 2
        while tried.casefold() in self._names:
            ending = f" {number}"
            tried, number = name[: _SHEET_NAME - len(ending)] + ending, number + 1
        self._names.add(tried.casefold())
        return Sheet(self, self._book.add_worksheet(tried), widths, tried)

    def numbered(self, form: str) -> Any:
        """Return the format of numbers that are shown as `form` says (#,##0.00)."""
        if form not in self._numbered:
            self._numbered[form] = self._book.add_format({"valign": "top", "num_format": form})
        return self._numbered[form]

    def about(self, lines: Sequence[tuple[str, str]]) -> None:
        """Add the sheet that says what the file is."""
        sheet = self.sheet(self.say(words.ABOUT), (22, 100))
        for line in lines:
            sheet.row(line, self.bold, self.wrapped)


class Sheet:
    """A sheet being written, from its first row down."""

    def __init__(self, book: Book, sheet: Any, widths: Sequence[float], name: str) -> None:
        self.name = name
        self._book = book
        self._sheet = sheet
        self.next = 0
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)

    def head(self, titles: Sequence[str | int], *, rows: int = 0, fixed: int = 0) -> None:
        """Write the titles of the columns; they and the first `fixed` columns stay in sight."""
        self.row(titles, self._book.heading)
        self._sheet.freeze_panes(self.next, fixed)
        if rows:
            self._sheet.autofilter(self.next - 1, 0, self.next - 1 + rows, len(titles) - 1)

    def row(self, values: Sequence[str | float | None], *formats: Any) -> None:
        """Write a row of texts and numbers; the last format goes for the rest of the columns."""
        given = formats or (self._book.plain,)
        for column, value in enumerate(values):
            self.cell(column, value, given[min(column, len(given) - 1)])
        self.next += 1

    def cell(self, column: int, value: str | float | None, form: Any) -> None:
        """Write one cell of the row that is next."""
        if isinstance(value, int | float):
            self._sheet.write_number(self.next, column, value, form)
        elif value:
            self._sheet.write_string(self.next, column, self._fitting(value), form)
        else:
            self._sheet.write_blank(self.next, column, None, form)

    def spread(
        self, column: int, value: str | float | None, form: Any, *, across: int, down: int
    ) -> None:
        """Write a cell that reaches over columns, and down over rows that are written later.

        Only in a workbook that is held whole.
        """
        if across > 1 or down > 1:
            last = self.next + down - 1, column + across - 1
            self._sheet.merge_range(self.next, column, *last, "", form)
        self.cell(column, value, form)

    def keep_in_sight(self, columns: int) -> None:
        """Keep the rows written so far and the first `columns` columns in sight."""
        self._sheet.freeze_panes(self.next, columns)

    def text(self, column: int, text: str, spans: Sequence[Span]) -> None:
        """Write a text in the row that is next, with its spans marked."""
        book, fitting = self._book, self._fitting(text)
        kept = len(text) if _units(text) <= LONGEST else _cut_at(text)
        cut = [Span(start, min(end, kept)) for start, end in spans if start < kept]
        runs = pieces(fitting, cut)
        if len(runs) < 2:
            form = book.marked if runs and runs[0][1] else book.wrapped
            self.cell(column, fitting, form)
            return
        written: list[Any] = []
        for piece, marked in runs:
            written += [book.mark, piece] if marked else [piece]
        self._sheet.write_rich_string(self.next, column, *written, book.wrapped)

    def end_row(self) -> None:
        """Go on to the next row."""
        self.next += 1

    def _fitting(self, text: str) -> str:
        text = clean(text)
        if _units(text) <= LONGEST:
            return text
        kept = _cut_at(text)
        note = self._book.say(words.CUT).format(count=f"{len(text) - kept:,}")
        return text[:kept] + note


@contextmanager
def workbook(target: Path, say: Say, *, whole: bool = False) -> Iterator[Book]:
    """Write a workbook into `target`; rows wait in scratch files beside it, or in memory where it
    is held `whole`. Raises OSError.
    """
    with TemporaryDirectory(dir=target.parent, ignore_cleanup_errors=True) as scratch:
        options = {**_SAFE, "constant_memory": not whole, "tmpdir": scratch}
        book = xlsxwriter.Workbook(str(target), options)
        try:
            yield Book(book, say)
            book.close()
        except FileCreateError as error:
            cause = error.args[0] if error.args else error
            raise cause if isinstance(cause, OSError) else OSError(str(error)) from error
        finally:
            for sheet in book.worksheets():  # what was given up keeps no file open
                if sheet.row_data_fh and not sheet.row_data_fh.closed:
                    sheet.row_data_fh.close()
            book.fileclosed = True


def _units(text: str) -> int:
    """Return the length that a spreadsheet counts: beyond the first plane a character is two."""
    return len(text) if text.isascii() else len(text) + sum(one > "\uffff" for one in text)


def _cut_at(text: str) -> int:
    return LONGEST - 100 if _units(text) == len(text) else (LONGEST - 100) // 2
