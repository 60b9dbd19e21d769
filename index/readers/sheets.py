"""Workbooks (.xlsx .xlsm), those of older programs among them once `office` turned them into such.

A sheet is a section with tables and paragraphs. Cells say what they display; formulas without a
value, hidden rows, columns and sheets are set aside, and macros are named and never run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from index.model import FileFacts, LineKind, Source, Why
from index.readers.blocks import Block, Cut, source_of
from index.readers.macros import macros
from index.readers.sheetgrid import Layout, aside
from index.readers.sheetview import View, said_in
from index.readers.wordimages import images
from index.readers.wordpackage import Package
from index.readers.workbook import Named, Workbook
from index.readers.worksheet import Sheet
from index.settings import Limits

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PLACES = 10  # places of grids for each cell that a workbook may have
_TITLE = re.compile(r"[^:：。；，\n]{4,60}")
_UNNAMED = re.compile(r"(?:Sheet|工作表|表)\s*\d*(?:\s*\(\d+\))?", re.IGNORECASE)


def read(name: str, data: bytes, limits: Limits, *, media: str = MEDIA) -> Source:
    """Read a workbook. Raises UnreadableReport; other errors mean that it is damaged."""
    package = Package(name, data, limits)
    book = Workbook(name, package, most=limits.cells)
    facts = FileFacts(media=media, **package.properties())
    blocks = chain(_blocks(book, name, limits), macros(package))
    source = source_of(blocks, facts, name=name, limits=limits)
    return replace(source, images=images(package, book.stories()))


def _blocks(book: Workbook, name: str, limits: Limits) -> Iterator[Block]:
    sheets = [(named, list(_sheet(book, named, name, limits))) for named in book.sheets]
    shown = [named for named, blocks in sheets if any(block.text for block in blocks)]
    for named, blocks in sheets:
        title = _title(blocks) if named in shown[:1] else 0
        yield from blocks[:title]
        if named in shown and (len(shown) > 1 or not _UNNAMED.fullmatch(named.name)):
            yield Block(named.name, level=1)
        yield from blocks[title:]


def _title(blocks: Sequence[Block]) -> int:
    """Return how many blocks stand up to the line that says what the whole workbook is: the first
    one, over its first table. What a sheet is called tells less, and comes below.
    """
    for index, block in enumerate(blocks):
        if block.text and block.text.strip():
            named = block.row is None and block.kind is LineKind.TEXT
            return index + 1 if named and _TITLE.fullmatch(block.text.strip()) else 0
    return 0


def _sheet(book: Workbook, named: Named, name: str, limits: Limits) -> Iterator[Block]:
    sheet = book.read(named)
    if named.hidden:
        rows = [said_in(cells) for _, cells in sorted(sheet.cells.items())]
        notes = [note.text for note in book.notes(named)]
        drawn = [block.text or "" for block in book.drawn(named)]
        yield aside([named.name, *rows, *notes, *drawn])
        return
    most = _PLACES * limits.cells
    view = View(sheet, name=name, most=most)
    yield from _page_texts(sheet)
    yield from Layout(view, heads=named.heads, name=name, most=most).blocks()
    yield from book.drawn(named)
    for note in sorted(book.notes(named), key=lambda note: (note.place.top, note.place.left)):
        if view.is_hidden(note.place.top, note.place.left):
            yield aside([note.text])
        else:
            yield Block(note.text, kind=LineKind.NOTE, cuts=note.cuts)


def _page_texts(sheet: Sheet) -> Iterator[Block]:
    for text in dict.fromkeys(sheet.page_texts):
        if text.strip():
            yield Block(None, cuts=(Cut(0, text, Why.HEADER),))
