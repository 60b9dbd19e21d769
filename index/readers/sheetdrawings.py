"""What is drawn on a sheet: text in boxes, charts, SmartArt. Its drawing part in, blocks out.

A chart mostly draws what stands in the cells around it: then its titles are what it adds. Where its
numbers stand on a hidden sheet or in another workbook, they are seen in the chart alone, and it is
read as on a slide.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from index.model import LineKind
from index.readers.blocks import Block
from index.readers.charts import chart_blocks, chart_sources
from index.readers.drawnparts import drawn_blocks
from index.readers.wordpackage import Package
from index.readers.wordxml import DRAWING, Element

_SHEET = re.compile(r"\(?(?:'((?:[^']|'')+)'|([^'!]+))!")
_OTHER_BOOK = re.compile(r"\[(?!0\])")  # [0] is this one


def drawn_on(package: Package, sheet: str, hidden: Collection[str]) -> Iterator[Block]:
    """Yield what is drawn on the sheet of a part; `hidden` are the names of hidden sheets."""

    def chart(root: Element, page: int) -> list[Block]:
        if any(_is_elsewhere(source, hidden) for source in chart_sources(root)):
            return chart_blocks(root, page)
        return [Block(line) for title in root.iter("{*}title") for line in _paragraphs(title)]

    for drawing in package.related(sheet, "/drawing"):
        root = package.part(drawing)
        if root is None:
            continue
        for line in _paragraphs(root):
            yield Block(line, kind=LineKind.BOX)
        for element in root.iter("{*}chart", "{*}relIds"):
            for block in drawn_blocks(element, package.caller(drawing), chart=chart):
                yield block if block.row is not None else replace(block, kind=LineKind.BOX)


def _is_elsewhere(source: str, hidden: Collection[str]) -> bool:
    """Say whether cells that a formula names are not seen in this workbook."""
    named = _SHEET.match(source)
    if named is None:
        return False
    sheet = (named[1] or named[2] or "").replace("''", "'")
    return sheet in hidden or _OTHER_BOOK.search(sheet) is not None


def _paragraphs(root: Element) -> Iterator[str]:
    for paragraph in root.iter(DRAWING + "p"):
        text = "".join(run.text or "" for run in paragraph.iter(DRAWING + "t"))
        if text.strip():
            yield text
