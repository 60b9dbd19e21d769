"""Several sources one after the other as blocks: what a file is made of that holds other files.

Each keeps its lines, tables and what was set aside; headings move down, pages and tables are
counted on, so that nothing of one is taken for a part of another.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate

from index.model import FileFacts, Line, Source
from index.readers.blocks import Block, Cut


class Joining:
    """Turns sources into blocks that can stand in one source."""

    def __init__(self) -> None:
        self._pages = 0
        self._tables = 0
        self.edges = True  # what `Source.edges` says of all of them together
        self._facts = FileFacts()

    def blocks(self, source: Source, *, below: int = 0) -> Iterator[Block]:
        """Yield the lines of a source with their cuts; its headings stand `below` levels deeper."""
        starts = list(accumulate((len(line.text) + 1 for line in source.lines), initial=0))[:-1]
        cuts: dict[int, list[Cut]] = defaultdict(list)
        for piece in source.removed:
            at = max(0, bisect_right(starts, piece.start) - 1)
            offset = min(piece.start - starts[at], len(source.lines[at].text))
            cuts[at].append(Cut(offset, piece.text, piece.why))
        for at, line in enumerate(source.lines):
            yield self._block(line, tuple(cuts[at]), below)
        before, own = self._facts, source.facts
        self._facts = replace(
            before,
            scanned=before.scanned + tuple(page + self._pages for page in own.scanned),
            doubts=before.doubts
            + tuple(doubt._replace(page=doubt.page + self._pages) for doubt in own.doubts),
            unread=before.unread + tuple(page + self._pages for page in own.unread),
        )
        pages = (line.page for line in source.lines)
        self._pages += max((own.pages or 0, *pages))
        self._tables += 1 + max((line.row.table for line in source.lines if line.row), default=-1)
        self.edges = self.edges and source.edges

    def told(self, facts: FileFacts) -> FileFacts:
        """Return the facts of the whole, with which pages of the parts are pictures."""
        seen = self._facts
        pages = facts.pages if facts.pages or not self._pages else self._pages
        return replace(
            facts, pages=pages, scanned=seen.scanned, doubts=seen.doubts, unread=seen.unread
        )

    def _block(self, line: Line, cuts: tuple[Cut, ...], below: int) -> Block:
        level = line.level + below if line.level else None
        page = line.page + self._pages if line.page else 0
        row = replace(line.row, table=line.row.table + self._tables) if line.row else None
        title = line.title and not below
        return Block(line.text, level, line.kind, page, cuts, line.layout, row, title)
