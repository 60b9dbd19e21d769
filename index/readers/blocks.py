"""From blocks to a source: what every reader gathers, and how it becomes lines and offsets.

A reader yields blocks in reading order; `source_of` turns them into a `Source`, in one place
for all formats, so that offsets, limits and forbidden characters are handled the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from index.errors import UnreadableReport
from index.model import FileFacts, Layout, Line, LineKind, Removed, RowPlace, Source, Why
from index.settings import Limits

_LINE_BREAKS = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")
_LONGEST_NAME = 255  # characters
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


class Cut(NamedTuple):
    """Something left out of a block: it stood before the character at `offset`."""

    offset: int
    text: str
    why: Why


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, table row or physical line on its way to becoming lines.

    A line feed in `text` is a soft line break; `text` is None where nothing is left but what
    was cut (a page header, a navigation bar). A table's `row` has no line feed; its table has
    a number of its own, which need not be that of the source.
    """

    text: str | None
    level: int | None = None
    kind: LineKind = LineKind.TEXT
    page: int = 0
    cuts: tuple[Cut, ...] = ()
    layout: Layout | None = None
    row: RowPlace | None = None
    title: bool = False


class Gathering:
    """Text of one block as it grows, with what was cut from it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._cuts: list[Cut] = []
        self.length = 0

    def write(self, text: str) -> None:
        """Add visible text."""
        self._pieces.append(text)
        self.length += len(text)

    def cut(self, text: str, why: Why) -> None:
        """Note text that stood here and is left out; neighbours with one reason become one cut."""
        last = self._cuts[-1] if self._cuts else None
        if last and last.why is why and last.offset == self.length:
            self._cuts[-1] = Cut(last.offset, last.text + text, why)
        else:
            self._cuts.append(Cut(self.length, text, why))

    def follow(self, block: Block) -> None:
        """Add a whole block, its cuts at their places."""
        self._cuts.extend(cut._replace(offset=self.length + cut.offset) for cut in block.cuts)
        self.write(block.text or "")

    @property
    def text(self) -> str:
        """What was written so far."""
        return "".join(self._pieces)

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """What was cut so far; white space alone is not worth keeping."""
        return tuple(cut for cut in self._cuts if cut.text.strip())


def source_of(blocks: Iterable[Block], facts: FileFacts, *, name: str, limits: Limits) -> Source:
    """Join blocks into a source. Raises UnreadableReport `too_long` or `empty`."""
    lines: list[Line] = []
    removed: list[Removed] = []
    start = 0  # offset at which the next block begins
    aside = 0  # characters that were cut: they are kept and searched, too
    for block in with_numbered_tables(blocks):
        aside += sum(len(cut.text) for cut in block.cuts)
        if aside > limits.characters:
            raise UnreadableReport("too_long", file=name, limit=limits.characters)
        removed.extend(Removed(_sound(cut.text), cut.why, start + cut.offset) for cut in block.cuts)
        if block.text is None:
            continue
        text = _LINE_BREAKS.sub("\n", _sound(block.text))
        lines.extend(
            Line(part, block.level, block.kind, block.page, block.layout, block.row, block.title)
            for part in text.split("\n")
        )
        start += len(text) + 1
        if start > limits.characters:
            raise UnreadableReport("too_long", file=name, limit=limits.characters)
    if not any(line.text.strip() for line in lines):
        raise UnreadableReport("empty", file=name)
    end = start - 1
    return Source(
        tuple(lines),
        tuple(
            Removed(piece.text, piece.why, min(piece.start, end))
            for piece in sorted(removed, key=lambda piece: piece.start)
        ),
        replace(facts, author=_name(facts.author), last_editor=_name(facts.last_editor)),
    )


def with_numbered_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """Count the tables of a file from 0, in the order in which they come."""
    numbers: dict[int, int] = {}
    for block in blocks:
        if block.row is None:
            yield block
        else:
            number = numbers.setdefault(block.row.table, len(numbers))
            yield replace(block, row=replace(block.row, table=number))


def _name(stated: str | None) -> str | None:
    """Return a name that a file states as one line; no program writes longer ones."""
    return " ".join(_sound(stated or "").split())[:_LONGEST_NAME] or None


def _sound(text: str) -> str:
    return _LONE_SURROGATES.sub("\ufffd", text)
