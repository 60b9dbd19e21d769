"""What became of a text, word by word: which stretches stayed, went, came or were replaced.

No word and no figure is cut. What changes in punctuation, width, script, in the way a number is
written or in the enumerator at the start is there, but quiet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from index.folding import fold
from index.model import Span
from index.normal import normalise_many
from search.comparing.model import Change, ChangeKind
from search.comparing.tokens import Cut, Token, tokens
from search.likeness import common_runs

_CRUMB = 3  # characters of an equal run between two changes that is worth its own piece
_OPENING = 16  # characters in which an enumerator ends
_ENDING = frozenset("、)）是要，,：:")  # it ends with one of these, nearly always
_MARKS = frozenset("。；：！？，、\n")  # no word and no figure goes across these …
_DIGITS = frozenset("0123456789０１２３４５６７８９")  # … but in 3，000
_COUNTING = re.compile(
    r"\s*(?:[一二三四五六七八九十第其首再最篇范①-⑳（(〔【\[]|[\d０-９.．]{1,12}\s*[、.．)）\s])"
)
_FIRST = 0xF0000  # no text holds that many different words


class _How(IntEnum):
    SAME = 0
    QUIET = 1
    FIGURE = 2
    LOUD = 3


class _Step(NamedTuple):
    """What became of so many characters of either side."""

    how: _How
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes between two texts, and what they amount to: `quiet` where none is more than
    punctuation and writing, `figures` where none is more than that or a figure.
    """

    changes: tuple[Change, ...]
    quiet: bool
    figures: bool


def changes(left: str, right: str, cut: Cut) -> tuple[Change, ...]:
    """Return what became of the left text. Swapping the sides mirrors the answer."""
    return difference(left, right, cut).changes


def difference(left: str, right: str, cut: Cut) -> Difference:
    """Do as `changes`, and say what they amount to."""
    if left == right:
        same = Change(ChangeKind.SAME, Span(0, len(left)), Span(0, len(right)))
        return Difference((same,) if left else (), quiet=True, figures=True)
    if (len(left), left) > (len(right), right):
        steps = [_Step(how, size, other) for how, other, size in _steps(right, left, cut)]
    else:
        steps = _steps(left, right, cut)
    loudest = max(step.how for step in steps)
    return Difference(
        tuple(_placed(steps)), quiet=loudest <= _How.QUIET, figures=loudest <= _How.FIGURE
    )


def _placed(steps: Iterable[_Step]) -> Iterator[Change]:
    """Yield the steps as changes, each with its place on both sides."""
    at = to = 0
    for how, size, other in steps:
        kind = ChangeKind.REPLACED
        if how is _How.SAME:
            kind = ChangeKind.SAME
        elif not size:
            kind = ChangeKind.ADDED
        elif not other:
            kind = ChangeKind.REMOVED
        left, right = Span(at, at + size), Span(to, to + other)
        yield Change(kind, left, right, quiet=how is _How.QUIET)
        at, to = left.end, right.end


def _steps(left: str, right: str, cut: Cut) -> list[_Step]:
    """Return the steps from one text to another one that differs."""
    start, other = _enumerators(left, right)
    head = _Step(_How.QUIET, start, other)
    left, right = left[start:], right[other:]
    before = _common_start(left, right)
    after = _common_end(left[before:], right[before:])
    inner = _compared(left[before : len(left) - after], right[before : len(right) - after], cut)
    same = _Step(_How.SAME, before, before), _Step(_How.SAME, after, after)
    return _joined([head, same[0], *inner, same[1]])


def _enumerators(left: str, right: str) -> tuple[int, int]:
    """Return where the words begin on both sides, 0 and 0 where what is before is the same."""
    size = _agreeing(left[:_OPENING], right[:_OPENING])
    if size == _OPENING or not _ENDING.isdisjoint(left[:size]):
        return 0, 0
    heads = [left[:_OPENING], right[:_OPENING]]
    if not any(map(_COUNTING.match, heads)):
        return 0, 0
    # What normalising takes for an enumerator, with the marks around it.
    normals = normalise_many(heads)
    start, other = (
        int(normals[number].origins[0]) if _COUNTING.match(head) and normals[number].text else 0
        for number, head in enumerate(heads)
    )
    return (0, 0) if left[:start] == right[:other] else (start, other)


def _common_start(left: str, right: str) -> int:
    """Return how many characters both begin with, up to a mark where a word may be cut off."""
    size = _agreeing(left, right)
    while size and not (
        left[size - 1] in _MARKS
        and left[size : size + 1] not in _DIGITS
        and right[size : size + 1] not in _DIGITS
    ):
        size -= 1
    return size


def _common_end(left: str, right: str) -> int:
    """Return how many characters both end with, from a mark on where a word may begin."""
    size = _agreeing(left[::-1], right[::-1])
    while size and not (
        left[-size - 1 : -size] in _MARKS
        and right[-size - 1 : -size] in _MARKS
        and left[-size] not in _DIGITS
    ):
        size -= 1
    return size


def _agreeing(left: str, right: str) -> int:
    """Return how many of the first characters are equal, by halving."""
    low, high = 0, min(len(left), len(right))
    while low < high:
        middle = (low + high + 1) // 2
        if left[low:middle] == right[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _compared(left: str, right: str, cut: Cut) -> list[_Step]:
    """Return the steps by tokens: figures matched by their place, or by their worth.

    By place, 5个增至8个 is beside 3个增至5个 what it should be; by worth, a figure that was put
    into a row of others leaves these alone. What changes less is taken.
    """
    here, there = tokens(left, cut), tokens(right, cut)
    skeletons = [one.skeleton for one in (*here, *there)]
    found = list(_matched(left, right, here, there, skeletons))
    by_place = _joined(found)
    moot = all(step.how is not _How.FIGURE for step in found)
    if moot or _skeleton(here) == _skeleton(there):
        return by_place
    keys = [one.key for one in (*here, *there)]
    by_worth = _joined(_matched(left, right, here, there, keys))
    return min(by_place, by_worth, key=_loud)


def _skeleton(found: Iterable[Token]) -> list[str]:
    return [one.skeleton for one in found if not one.mark]


def _loud(steps: Iterable[_Step]) -> int:
    return sum(step.left + step.right for step in steps if step.how >= _How.FIGURE)


def _matched(
    left: str, right: str, here: Sequence[Token], there: Sequence[Token], keys: Sequence[str]
) -> Iterator[_Step]:
    """Yield the steps that follow from the longest common subsequence of these keys, of the
    left tokens and the right ones.
    """
    numbers: dict[str, str] = {}
    coded = "".join([numbers.setdefault(key, chr(_FIRST + len(numbers))) for key in keys])
    runs = common_runs(coded[: len(here)], coded[len(here) :])
    at = to = 0
    for start, other, size in (*runs, (len(here), len(there), 0)):
        if at < start or to < other:
            yield from _gap(here[at:start], there[to:other])
        at, to = start + size, other + size
        if size and _text(left, here[start:at]) == _text(right, there[other:to]):
            length = here[at - 1].end - here[start].start
            yield _Step(_How.SAME, length, length)
            continue
        for one, two in zip(here[start:at], there[other:to], strict=True):
            yield from _pair(left, right, one, two)


def _text(text: str, found: Sequence[Token]) -> str:
    return text[found[0].start : found[-1].end]


def _pair(left: str, right: str, one: Token, other: Token) -> Iterator[_Step]:
    """Yield what became of a token that stands opposite another one."""
    old, new = left[one.start : one.end], right[other.start : other.end]
    if old == new:
        yield _Step(_How.SAME, len(old), len(new))
    elif one.key != other.key:
        yield _Step(_How.FIGURE, len(old), len(new))
    else:
        size = _agreeing(old, new)
        if fold(old[size:]) or fold(new[size:]):  # more than white space behind it
            size = 0
        yield _Step(_How.SAME, size, size)
        yield _Step(_How.QUIET, len(old) - size, len(new) - size)


def _gap(here: Sequence[Token], there: Sequence[Token]) -> Iterator[_Step]:
    """Yield what became of tokens without their like on the other side."""
    room = min(len(here), len(there))
    start = 0
    while start < room and here[start].mark and there[start].mark:
        start += 1
    end = 0
    while end < room - start and here[-end - 1].mark and there[-end - 1].mark:
        end += 1
    low, high = len(here) - end, len(there) - end
    inner, other = here[start:low], there[start:high]
    yield _Step(_How.QUIET, _size(here[:start]), _size(there[:start]))
    yield _Step(_worst(inner, other), _size(inner), _size(other))
    yield _Step(_How.QUIET, _size(here[low:]), _size(there[high:]))


def _worst(here: Sequence[Token], there: Sequence[Token]) -> _How:
    if all(one.mark for one in here) and all(one.mark for one in there):
        return _How.QUIET
    if len(here) == len(there) == 1 and here[0].skeleton == there[0].skeleton:
        return _How.FIGURE
    return _How.LOUD


def _size(found: Sequence[Token]) -> int:
    return found[-1].end - found[0].start if found else 0


def _joined(steps: Iterable[_Step]) -> list[_Step]:
    """Join neighbours of a kind, and loud changes over crumbs; a figure beside a figure stays for
    itself, so that each is seen with its own counterpart.
    """
    found: list[_Step] = []
    for step in steps:
        if not step.left and not step.right:
            continue
        if found and found[-1].how is step.how is not _How.FIGURE:
            found[-1] = _sum([found[-1], step], step.how)
        else:
            found.append(step)
        if step.how >= _How.FIGURE:
            _join_back(found)
    return found


def _join_back(found: list[_Step]) -> None:
    """Join the loud step at the end with the loud one before it, where only crumbs lie between."""
    at = len(found) - 2
    while at >= 0 and found[at].how < _How.FIGURE:
        at -= 1
    if at < 0 or found[at].how is found[-1].how is _How.FIGURE:
        return
    between = found[at + 1 : -1]
    if max(sum(step.left for step in between), sum(step.right for step in between)) < _CRUMB:
        found[at:] = [_sum(found[at:], _How.LOUD)]


def _sum(steps: Sequence[_Step], how: _How) -> _Step:
    return _Step(how, sum(step.left for step in steps), sum(step.right for step in steps))
