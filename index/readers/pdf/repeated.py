"""What comes again on other pages in the same place: running heads and feet, watermarks, stamps.

In: all lines of a file. They are marked, not taken out. A line at a page's head or foot is a
running one where other pages have the same words (numbers aside) at the same height, and it is no
larger than the text and stands clear of it: so the title on the first page is none, though a
running head may repeat its words. The pages' own numbers are known by their form.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from itertools import chain

from index.model import LineKind, Why
from index.readers.pdf.lines import TextLine
from index.readers.pdf.pieces import usual_size

_EDGE = 0.14  # share of a page's height where running lines stand
_ROWS = 3  # lines at the head and at the foot that may be running ones
_SAME = 4.0  # points by which the height of a running line may waver
_LONGEST = 80  # characters of a running line
_CELLS = 3  # parts of a running line: left, middle, right
_SIZE = 1.1  # times the text's: no running line is larger
_SMALL = 0.9  # times the text's: what is smaller need not stand clear of it
_CLEAR = 1.9  # sizes from a running line to the text
_ROW = 4.0  # sizes: rows of a table stand no further apart
_LARGE = 1.3  # times the text's: a stamp that is not faint
_NUMBER = re.compile(
    r"[-—–－―─·•|\s]*第?\s*\d{1,4}\s*页?(?:\s*[，,/|]?\s*共?\s*\d{1,4}\s*页?)?[-—–－―─·•|\s]*"
    r"|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?"
)
_ROMAN = re.compile(r"[-—–\s]*[ivxIVX]{1,6}[-—–\s]*")
_BARE = re.compile(r"\s*(\d{1,4})\s*")
_MEASURE = re.compile(r"单位\s*[:：]\s*(?:人民币)?[百千万亿]*元")  # of the table below
_FEW = 5  # pages
_FEWEST = 3  # pages on which a running line stands; of few pages, two


_Name = tuple[Hashable, ...]
_Key = Callable[[TextLine], str]


def mark_repeated(lines: Sequence[TextLine]) -> None:
    """Mark running heads and feet, page numbers and repeated stamps."""
    pages: defaultdict[int, list[TextLine]] = defaultdict(list)
    for line in lines:
        if line.why is None:
            pages[line.page].append(line)
    if not pages:
        return
    size = usual_size((line.em, len(line.text)) for line in lines if line.why is None)
    _mark_numbers(pages.values())
    _mark_running(pages.values(), size)
    inner = [
        line
        for page in pages.values()
        for line in page
        if line.why is None and (line.faint or line.em > _LARGE * size) and not _at_edge(line)
    ]
    for again in _again(inner, _text):
        if len({line.page for line in again}) >= max(_FEWEST, len(pages) / 2):
            for line in again:
                line.why = Why.WATERMARK


def _mark_running(pages: Collection[Sequence[TextLine]], size: float) -> None:
    """Mark running lines, from the edge inwards: what stands inside of text is part of it."""
    edges = [edge for page in pages for edge in _outermost(page)]
    enough = _FEWEST if len(pages) > _FEW else 2
    for at in range(_ROWS):
        level = [
            (edge[at], edge[at + 1 : at + 2])
            for edge in edges
            if at < len(edge)
            and edge[at].why is None
            and all(line.why for line in edge[:at])
            and _is_like_one(edge[at], size)
        ]
        clear = {id(line) for line, inwards in level if _stands_clear(line, inwards, size)}
        groups = _again((line for line, _ in level), _words)
        running = [
            group
            for group in groups
            if len({line.page for line in group if id(line) in clear}) >= enough
        ]
        known = {_words(group[0]) for group in running}
        # What is a running line on some pages is one right above a table, too. Pages of another
        # size, of which there are few, have the same heads.
        for line in (*chain(*running), *(line for line, _ in level if id(line) in clear)):
            if _words(line) in known:
                line.why = Why.RUNNING_HEAD


def _at_edge(line: TextLine) -> bool:
    return not _EDGE * line.height < line.base < (1 - _EDGE) * line.height


def _outermost(page: Sequence[TextLine]) -> list[list[TextLine]]:
    """Return the first lines at a page's head and foot, from the edge inwards.

    Lines that lie on their side have heads and feet of their own.
    """
    views: defaultdict[_Name, list[TextLine]] = defaultdict(list)
    for line in page:
        views[line.turned, line.width, line.height].append(line)
    found = []
    for view in views.values():
        view.sort(key=lambda line: line.base)
        found += [view[: _ROWS + 1], view[: -_ROWS - 2 : -1]]
    return found


def _is_like_one(line: TextLine, size: float) -> bool:
    """Say whether a line may be a running one by itself."""
    cells = line.text.count("\t") + 1
    return (
        _at_edge(line)
        and line.em <= _SIZE * size
        and len(line.text) <= _LONGEST
        and (line.kind is LineKind.TEXT or (line.kind is LineKind.TABLE and cells <= _CELLS))
        and not _MEASURE.search(line.text)
    )


def _stands_clear(line: TextLine, inwards: Sequence[TextLine], size: float) -> bool:
    """Say whether a line stands clear of what is next to it inwards, and is no head of a table."""
    near = min((abs(other.base - line.base) for other in inwards), default=math.inf)
    if any(other.kind is LineKind.TABLE for other in inwards) and near < _ROW * line.em:
        return False
    return line.em <= _SMALL * size or near > _CLEAR * line.em


def _words(line: TextLine) -> str:
    return re.sub(r"\d+|\s+", "", line.text)


def _text(line: TextLine) -> str:
    return line.text


def _again(lines: Iterable[TextLine], key: _Key) -> list[list[TextLine]]:
    """Return lines with the same words at the same height of pages of one size."""
    groups: defaultdict[_Name, list[TextLine]] = defaultdict(list)
    for line in lines:
        words = key(line)
        if words:
            at_foot = line.base > line.height / 2
            groups[words, at_foot, round(line.width), round(line.height)].append(line)
    found: list[list[TextLine]] = []
    for group in groups.values():
        group.sort(key=lambda line: line.base)
        same = [group[0]]
        for line in group[1:]:
            if line.base - same[0].base <= _SAME:
                same.append(line)
            else:
                found.append(same)
                same = [line]
        found.append(same)
    return found


def _mark_numbers(pages: Iterable[Sequence[TextLine]]) -> None:
    """Mark the pages' numbers: dressed ones, and bare ones that count with the pages."""
    groups: defaultdict[object, list[TextLine]] = defaultdict(list)
    for page in pages:
        for line in page:
            if not _at_edge(line):
                continue
            if number := _BARE.fullmatch(line.text):
                groups[int(number[1]) - line.page].append(line)
            elif _NUMBER.fullmatch(line.text):
                line.why = Why.PAGE_NUMBER
            elif _ROMAN.fullmatch(line.text):
                groups["roman"].append(line)
    for same in groups.values():
        if len({line.page for line in same}) > 1:
            for line in same:
                line.why = Why.PAGE_NUMBER
