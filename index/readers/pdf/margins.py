"""Where the lines of a PDF stand between the margins of their column.

In: lines with their edges in points. Out: the indent of each, the room left, in characters, and
whether it stands apart from the line above: what tells a wrapped line from a paragraph's last one.
Margins are those of the page itself where it has enough long lines, and of like pages where not:
pages may be wide or upright, left or right, have one column or several.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from index.model import Layout, LineKind
from index.readers.pdf.lines import TextLine

_WHOLE = 12  # characters; shorter lines (page numbers, cells) say nothing about the margins
_WHOLE_IN_COLUMN = 6  # the same in a column
_FEWEST = 4  # long lines that tell margins
_AGREE = 0.7  # characters: edges that differ by less are the same
_ALIKE = 3.0  # characters by which a page's margins may differ from those of its like
_SYMMETRIC = 1.5  # characters
_JUSTIFIED = 4  # lines
_APART = 1.35  # times the usual step from line to line
_OTHER_SIZE = 1.12


_Name = tuple[Hashable, ...]
_Key = Callable[[TextLine], _Name]


class _Edges(NamedTuple):
    left: float
    right: float
    sure: bool  # of the right edge: lines that end where they like do not agree so well


def layouts(lines: Sequence[TextLine]) -> list[Layout]:
    """Return each line's place between the margins; where nothing tells them there is room."""
    by_page, by_side, by_kind = (_margins(lines, key) for key in (_page, _side, _kind))
    guessed = _guessed(lines)
    steps = _steps(lines, _page), _steps(lines, _kind)
    found: list[Layout] = []
    above: TextLine | None = None
    for line in lines:
        edges = by_page.get(_page(line))
        for side in (line.page % 2, 1 - line.page % 2):
            edges = _between(edges, by_side.get((*_kind(line), side)), line.em)
        edges = edges or by_kind.get(_kind(line)) or _column(line, by_kind)
        edges = edges or guessed.get(_kind(line))
        if edges is None or line.em <= 0:
            found.append(Layout(0.0, math.inf))
        else:
            step = steps[0].get(_page(line)) or steps[1].get(_kind(line))
            found.append(
                Layout(
                    (line.left - edges.left) / line.em,
                    (edges.right - line.right) / line.em,
                    _stands_apart(above, line, step),
                    (edges.right - edges.left) / line.em,
                )
            )
        above = line
    return found


def _is_whole(line: TextLine) -> bool:
    return line.kind is LineKind.TEXT and len(line.text) >= (
        _WHOLE_IN_COLUMN if "/" in line.column else _WHOLE
    )


def _kind(line: TextLine) -> _Name:
    return _sheet(line.width, line.height, line.column)


@lru_cache(maxsize=256)
def _sheet(width: float, height: float, column: str) -> _Name:
    return round(width, -1), round(height, -1), column


def _side(line: TextLine) -> _Name:
    return *_kind(line), line.page % 2


def _page(line: TextLine) -> _Name:
    return *_kind(line), line.page


def _margins(lines: Iterable[TextLine], key: _Key) -> dict[_Name, _Edges]:
    groups: defaultdict[_Name, list[TextLine]] = defaultdict(list)
    for line in lines:
        if line.kind is LineKind.TEXT and line.right > line.left:
            groups[key(line)].append(line)
    found: dict[_Name, _Edges] = {}
    for name, group in groups.items():
        whole = [line for line in group if _is_whole(line)]
        if len(whole) >= _FEWEST:
            found[name] = _edges(whole, [line.left for line in group])
    return found


def _column(line: TextLine, by_kind: Mapping[_Name, _Edges]) -> _Edges | None:
    """Return the margins of a column of other pages, where a page has too few lines for columns."""
    *size, _ = _kind(line)
    for (*other, _), edges in sorted(by_kind.items(), key=lambda item: item[1].left):
        inside = edges.left - line.em < line.left and line.right < edges.right + line.em
        if other == size and inside:
            return edges
    return None


def _guessed(lines: Sequence[TextLine]) -> dict[_Name, _Edges]:
    """Return margins where few lines are long.

    A column is as wide as its longest line. On a page without columns one line must go as far as
    it would where margins are alike on both sides.
    """
    groups: defaultdict[_Name, list[TextLine]] = defaultdict(list)
    for line in lines:
        groups[_kind(line)].append(line)
    found: dict[_Name, _Edges] = {}
    for name, group in groups.items():
        left = min(line.left for line in group)
        longest = max(group, key=lambda line: line.right)
        even = abs(longest.width - left - longest.right) <= _SYMMETRIC * longest.em
        if even or longest.column:
            found[name] = _Edges(left, longest.right, sure=False)
    return found


def _edges(lines: Sequence[TextLine], lefts: Iterable[float]) -> _Edges:
    """Return the outermost edges on which lines agree: a few may stick out.

    Short lines, the last ones of paragraphs, tell the left edge as well.
    """
    near = _AGREE * median(line.em for line in lines)
    rights = sorted(-line.right for line in lines)
    right = -_agreed(rights, near)
    same = sum(abs(line.right - right) <= near / 2 for line in lines)
    sure = same >= max(_JUSTIFIED, len(lines) // 3)
    return _Edges(_agreed(sorted(lefts), near), right, sure)


def _agreed(ascending: Sequence[float], near: float) -> float:
    """Return the first value that at least one in fifty others, and two, stand close to."""
    need = max(2, len(ascending) // 50)
    for at, value in enumerate(ascending[: len(ascending) - need + 1]):
        if ascending[at + need - 1] - value <= near:
            return value
    return ascending[0]


def _between(own: _Edges | None, like: _Edges | None, em: float) -> _Edges | None:
    """Return the margins of some lines, in the light of those of more lines like them.

    Where all lines are indented or short, more lines know better; where both edges lie further to
    one side, the page does.
    """
    if own is None or like is None:
        return own or like
    left, right = own.left - like.left, like.right - own.right
    if abs(left + right) <= _AGREE * em / 2:
        return own
    return _Edges(
        like.left if 0 < left <= _ALIKE * em else own.left,
        like.right if 0 < right <= _ALIKE * em and not own.sure else own.right,
        own.sure,
    )


def _steps(lines: Sequence[TextLine], key: _Key) -> dict[_Name, float]:
    """Return the usual step from line to line, in characters."""
    groups: defaultdict[_Name, list[float]] = defaultdict(list)
    for above, line in pairwise(lines):
        if _page(above) == _page(line) and line.base > above.base and _is_whole(above):
            groups[key(line)].append((line.base - above.base) / above.em)
    return {name: median(group) for name, group in groups.items() if len(group) > 1}


def _stands_apart(above: TextLine | None, line: TextLine, step: float | None) -> bool:
    if above is None:
        return False
    small, large = sorted((above.em, line.em))
    if large > _OTHER_SIZE * small:
        return True
    if step is None or _page(above) != _page(line):
        return False
    return line.base - above.base > line.em * max(_APART * step, step + 0.3)
