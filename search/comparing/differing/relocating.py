"""Sentences that went to another row: no deletion on the left, nothing new on the right.

Paragraphs of many sentences are compared with the one paragraph they are most like. A sentence
that was taken into another one is then removed here and added there; here both are brought
together again, one to one, the most alike and longest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.model import Span
from search.comparing.differing.clauses import CLAUSE, SENTENCE
from search.comparing.model import ChangeKind, Relocation, Row, Side
from search.comparing.texts import plain_forms
from search.likeness import common_shares

_ALIKE = 0.80  # share of common characters
_LONG = 12  # characters as they are compared, of what can be known again
_GRAM = 3  # characters of a run by which sentences find each other
_RUNS = 0.25  # share of the shorter one's runs that the other must have, to be compared
_NUMBER = re.compile(r"[\d０-９.．]+")
_OFTEN = 40  # sentences of one side that a run may stand in: of another one nothing is learnt
_FINE = 1000
_MIX, _BITS = np.uint64(0x9E3779B97F4A7C15), np.uint64(22)  # bits for the number of a sentence


class _Said(NamedTuple):
    """A sentence or clause of a side: its row, and where it stands in the text of the side."""

    row: int
    start: int
    end: int
    place: tuple[
        int, int
    ]  # piece of the report and offset in it: the same whatever the rows' order
    plain: str


class _Match(NamedTuple):
    left: _Said
    right: _Said
    score: float


def relocations(rows: Sequence[Row]) -> tuple[Relocation, ...]:
    """Return what stands in another row than it stood, in the order of the left text.

    Never of what its row shows as the same. Swapping the sides mirrors the answer.
    """
    lefts, rights = list(_stretches(rows, right=False)), list(_stretches(rows, right=True))
    if not lefts or not rights:
        return ()
    found: list[_Match] = []
    for pattern in (SENTENCE, CLAUSE):
        here, there = _said(rows, lefts, pattern, found), _said(rows, rights, pattern, found)
        found += _matched(here, there)
    found = _once(rows, found)
    found.sort(key=lambda one: one.left.place)
    return tuple(_told(rows, run) for run in _runs(found))


class _Stretch(NamedTuple):
    """A stretch of a side that its row shows as gone or new."""

    row: int
    right: bool
    start: int
    end: int


def _stretches(rows: Sequence[Row], *, right: bool) -> Iterator[_Stretch]:
    for number, row in enumerate(rows):
        side = row.right if right else row.left
        if side is None:
            continue
        if row.left is None or row.right is None:
            yield _Stretch(number, right, 0, len(side.text))
            continue
        for change in row.changes:
            start, end = change.right if right else change.left
            if change.kind is not ChangeKind.SAME and not change.quiet and end - start >= _LONG:
                yield _Stretch(number, right, start, end)


def _said(
    rows: Sequence[Row],
    stretches: Iterable[_Stretch],
    pattern: re.Pattern[str],
    taken: Sequence[_Match],
) -> list[_Said]:
    """Return the sentences or clauses that lie in stretches, without what is taken."""
    ends: dict[tuple[bool, int], list[tuple[int, int]]] = {}
    for match in taken:
        ends.setdefault((False, match.left.row), []).append((match.left.start, match.left.end))
        ends.setdefault((True, match.right.row), []).append((match.right.start, match.right.end))
    found: list[tuple[int, int, int, tuple[int, int], str]] = []
    for number, right, start, end in stretches:
        side = rows[number].right if right else rows[number].left
        assert side is not None  # noqa: S101 - it has a stretch
        known = ends.get((right, number), ())
        for piece in pattern.finditer(side.text, start, end):
            words = piece[0].strip()
            if len(words) < _LONG:
                continue
            at = piece.start() + piece[0].index(words)
            if not any(low < at + len(words) and at < high for low, high in known):
                found.append((number, at, at + len(words), _place(side, at), words))
    plains = plain_forms([words for *_, words in found])
    return [
        _Said(number, start, end, place, plain)
        for (number, start, end, place, _), plain in zip(found, plains, strict=True)
        if sum(map(str.isalpha, plain)) >= _LONG
    ]


def _once(rows: Sequence[Row], found: Sequence[_Match]) -> list[_Match]:
    """Return what stands nowhere else on its side, whatever it counts: of a set phrase nobody can
    say where it went.
    """
    if not found:
        return []
    left = _form("\n".join(row.left.text for row in rows if row.left))
    right = _form("\n".join(row.right.text for row in rows if row.right))
    return [
        match
        for match in found
        if left.count(_form(_text(rows, match.left, right=False))) == 1
        and right.count(_form(_text(rows, match.right, right=True))) == 1
    ]


def _form(text: str) -> str:
    return _NUMBER.sub("0", text)


def _text(rows: Sequence[Row], said: _Said, *, right: bool) -> str:
    side = rows[said.row].right if right else rows[said.row].left
    assert side is not None  # noqa: S101 - it was said there
    return side.text[said.start : said.end].strip("，。；！？：,;!?:")


def _place(side: Side, at: int) -> tuple[int, int]:
    part = next(part for part in reversed(side.parts) if part.start <= at)
    return part.index, at - part.start


def _matched(lefts: Sequence[_Said], rights: Sequence[_Said]) -> list[_Match]:
    """Return which belong together, each at most once; computed in one order of the two sides."""
    one, other = (sorted((said.place, said.plain) for said in side) for side in (lefts, rights))
    if (len(one), one) > (len(other), other):
        return [_Match(right, left, score) for left, right, score in _matched(rights, lefts)]
    pairs = [
        (here, there)
        for here, there in _near([said.plain for said in lefts], [said.plain for said in rights])
        if lefts[here].row != rights[there].row
    ]
    scores = common_shares(
        [lefts[here].plain for here, _ in pairs],
        [rights[there].plain for _, there in pairs],
        least=_ALIKE,
    ).tolist()
    ranked = sorted(
        (
            _Match(lefts[here], rights[there], score)
            for (here, there), score in zip(pairs, scores, strict=True)
            if score
        ),
        key=_rank,
    )
    heres: set[tuple[int, int]] = set()
    theres: set[tuple[int, int]] = set()
    chosen = []
    for match in ranked:
        if match.left.place not in heres and match.right.place not in theres:
            heres.add(match.left.place)
            theres.add(match.right.place)
            chosen.append(match)
    return chosen


def _rank(match: _Match) -> tuple[object, ...]:
    size = len(match.left.plain) + len(match.right.plain)
    apart = abs(match.left.place[0] - match.right.place[0])
    worth = round(_FINE * match.score * match.score * size)
    return -worth, apart, match.left.place, match.right.place


def _near(lefts: Sequence[str], rights: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that have enough runs of three characters in common."""
    if not lefts or not rights:
        return
    codes, owners = _grams(lefts)
    others, theirs = _grams(rights)
    sizes = np.bincount(owners, minlength=len(lefts))
    breadths = np.bincount(theirs, minlength=len(rights))
    codes, owners = _rare(codes, owners)
    others, theirs = _rare(others, theirs)
    low, high = np.searchsorted(others, codes, "left"), np.searchsorted(others, codes, "right")
    counts = high - low
    here = np.repeat(owners, counts)
    within = np.arange(len(here)) - np.repeat(np.cumsum(counts) - counts, counts)
    there = theirs[np.repeat(low, counts) + within]
    pairs, shared = np.unique(here * len(rights) + there, return_counts=True)
    here, there = np.divmod(pairs, len(rights))
    enough = shared >= _RUNS * np.minimum(sizes[here], breadths[there])
    yield from zip(here[enough].tolist(), there[enough].tolist(), strict=True)


Ints = NDArray[np.int64]


def _grams(texts: Sequence[str]) -> tuple[Ints, Ints]:
    """Return the different runs of each text, by run, and of which text each is."""
    code = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    owner = np.repeat(np.arange(len(texts)), lengths)
    room = len(code) - _GRAM + 1
    mixed = np.zeros(room, dtype=np.uint64)
    for step in range(_GRAM):
        mixed = (mixed + code[step : step + room]) * _MIX
    inside = owner[:room] == owner[_GRAM - 1 :]
    both = np.unique(mixed[inside] >> _BITS << _BITS | owner[:room][inside].astype(np.uint64))
    numbers = both & ((np.uint64(1) << _BITS) - np.uint64(1))
    return (both >> _BITS).astype(np.int64), numbers.astype(np.int64)


def _rare(codes: Ints, owners: Ints) -> tuple[Ints, Ints]:
    _, counts = np.unique(codes, return_counts=True)
    keep = np.repeat(counts <= _OFTEN, counts)
    return codes[keep], owners[keep]


def _runs(found: Sequence[_Match]) -> Iterator[list[_Match]]:
    """Yield what follows one another on both sides together."""
    run: list[_Match] = []
    for match in found:
        if run and not _follows(run[-1], match):
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _follows(before: _Match, match: _Match) -> bool:
    return (
        (before.left.row, before.right.row) == (match.left.row, match.right.row)
        and before.left.end == match.left.start
        and before.right.end == match.right.start
    )


def _told(rows: Sequence[Row], run: Sequence[_Match]) -> Relocation:
    sizes = [len(match.left.plain) + len(match.right.plain) for match in run]
    score = sum(match.score * size for match, size in zip(run, sizes, strict=True)) / sum(sizes)
    return Relocation(
        run[0].left.row,
        Span(run[0].left.start, run[-1].left.end),
        run[0].right.row,
        Span(run[0].right.start, run[-1].right.end),
        round(score, 4),
    )
