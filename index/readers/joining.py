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

from index.model import Line, Source
from index.readers.blocks import Block, Cut


class Joining:
    """Turns sources into blocks that can stand in one source."""

    def __init__(self) -> None:
        self._pages = 0
        self._tables = 0
        self.edges = True  # what `Source.edges` says of all of them together

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
        self._pages += max((line.page for line in source.lines), default=0)
        self._tables += 1 + max((line.row.table for line in source.lines if line.row), default=-1)
        self.edges = self.edges and source.edges

    def _block(self, line: Line, cuts: tuple[Cut, ...], below: int) -> Block:
        level = line.level + below if line.level else None
        page = line.page + self._pages if line.page else 0
        row = replace(line.row, table=line.row.table + self._tables) if line.row else None
        title = line.title and not below
        return Block(line.text, level, line.kind, page, cuts, line.layout, row, title)
