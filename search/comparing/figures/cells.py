"""Rows of tables, whose cells stand with tabs between them: what a cell with a number counts.

The words before it in the row are its label; of several numbers behind the same words each has
its column. Numbers at the head of a row (201, 05) are codes and count nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.model import Span

_NUMBER = re.compile(r"[+\-－−]?[\d０-９][\d０-９,，.．]*[%％]?(?=[\s\t]|$)")
_CODE = re.compile(r"\d{1,3}|\d{5}|\d{7}")
_EXACT = re.compile("[,，.．]")
_SHORT = 3  # digits of a code where no words stand in its row
_HEADS = ("类", "款", "项", "编码", "科目编码", "序号", "代码")
_COLUMNS = 3  # so many cells of words in a row are the heads of columns
_MARKER = re.compile(
    r"(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]、?|\d+[.、])\s*"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds a number only: the `column`th, from 1, of the `columns` behind one label.

    `code`: it counts nothing.
    """

    span: Span
    label: str
    column: int
    columns: int
    code: bool = False


def cells(text: str) -> tuple[Cell, ...]:
    """Return the number cells of the table rows in a text, in their order."""
    return tuple(_cells(text)) if "\t" in text else ()


def _cells(text: str) -> Iterator[Cell]:
    at = 0
    for line in text.split("\n"):
        if "\t" in line:
            yield from _of_row(line, at)
        at += len(line) + 1


def _of_row(line: str, at: int) -> Iterator[Cell]:
    pieces = list(_pieces(line))
    named = any(not number for _, number in pieces)
    coding = named or all(span.end - span.start <= _SHORT for span, _ in pieces)
    label, heads, run = "", 0, list[Span]()
    for span, number in pieces:
        words = line[span.start : span.end]
        if not number:
            yield from _run(line, run, label, at)
            heads = 1 if run else heads + 1
            run = []
            label = "" if heads >= _COLUMNS else _MARKER.sub("", words, count=1) or words
            coding = words in _HEADS
        elif coding and _CODE.fullmatch(words):
            heads = 0
            yield _code(span, at)
        else:
            coding = False
            run.append(span)
    yield from _run(line, run, label, at, last=True)


def _pieces(line: str) -> Iterator[tuple[Span, bool]]:
    """Yield the cells and whether they are numbers; numbers before words in a cell stand alone."""
    at = 0
    for text in line.split("\t"):
        start, end = at, at + len(text)
        at = end + 1
        while start < end:
            if line[start].isspace():
                start += 1
                continue
            number = _NUMBER.match(line, start, end)
            if number is None:
                yield Span(start, start + len(line[start:end].rstrip())), False
                break
            yield Span(start, number.end()), True
            start = number.end()


def _run(line: str, run: list[Span], label: str, at: int, *, last: bool = False) -> Iterator[Cell]:
    """Yield the numbers behind a label; codes at their end are of the row that follows."""
    texts = [line[span.start : span.end] for span in run]
    size = len(run)
    if not last and any(_EXACT.search(text) for text in texts):
        while size > 1 and _CODE.fullmatch(texts[size - 1]):
            size -= 1
    for number, span in enumerate(run[:size], 1):
        yield Cell(Span(at + span.start, at + span.end), label, number, size)
    yield from (_code(span, at) for span in run[size:])


def _code(span: Span, at: int) -> Cell:
    return Cell(Span(at + span.start, at + span.end), "", 0, 0, code=True)
