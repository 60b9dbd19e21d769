"""The compare part: what changed between two reports, beside ways that compare whole texts.

All are given the same two texts. Ours says more than they do: which passages belong together,
which moved, and the figures. Its times are told twice: the rows alone, from texts that were read,
and the whole answer from bare texts, with reading and figures. Times are those of the processor:
the others work in one thread, and on a busy machine a long call would wait more often.
"""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from statistics import median

from evaluation.passages import read_passages

from index.words import Cutter
from measuring.comparepeers import Changed, Way, ways
from measuring.contrasts import pair_of
from measuring.sheet import Bound, Figure, Sheet, Table, Target, number
from search.comparing.between import compare_drafts
from search.comparing.compare import compare
from search.comparing.model import ChangeKind, CompareRequest, Given, Row, Side
from search.comparing.subjects import Subject, draft

SIZES = (6_000, 20_000, 100_000)
_FASTER = {6_000: 2, 20_000: 6, 100_000: 20}  # than difflib, at least
_WHOLE_FASTER = {6_000: 1, 20_000: 3, 100_000: 12}
_BEHIND = Target(Bound.MOST, 3)  # times the time of the fastest peer that answers in words
_LOWER = Target(Bound.MOST, 1)
_TURNS = 5
_SLOW = 2.0  # seconds; what takes longer is asked once
_SMALL = 2  # characters of a piece that nobody reads
_FIGURE = re.compile(r"\d[\d,，.．]*\d[%％]?|\d[%％]")


@dataclass(frozen=True, slots=True)
class Measured:
    """What a way takes and says: seconds, characters marked as changed on both sides, pieces,
    small ones among them, words and figures that a mark cuts in half.
    """

    seconds: float
    marked: int
    pieces: int
    small: int
    cut: int


def contrast(sheet: Sheet, corpus: Path, seed: int, longest: int) -> None:
    """Measure comparing two reports of several lengths, up to `longest` characters."""
    sheet.part("Two reports compared, beside whole-text ways")
    passages = read_passages(corpus, Random(f"{seed}/contrasts"))  # noqa: S311
    cutter = Cutter()
    words = _words(cutter)
    words("准备就绪")  # the dictionary is loaded once
    peers = ways(words, sheet.say)
    for size in (size for size in SIZES if size <= longest):
        left, right = pair_of(passages, size, seed)
        _contest(sheet, size, left, right, cutter, peers)
    sheet.say(
        "duizhao's rows: passages paired and their words compared, from texts that were read as a "
        "report of the library is; its whole answer reads both texts first and pairs the figures. "
        "Marked is what is not the same, on both sides; text that moved is shown as moved, and "
        "only what changed in it is marked. All ways in words are given the program's own."
    )


def _contest(
    sheet: Sheet, size: int, left: str, right: str, cutter: Cutter, peers: Sequence[Way]
) -> None:
    sides = [draft(Given(text=text), "left") for text in (left, right)]
    rows = compare(sides[0].text, sides[1].text, cutter.pieces).rows
    edges = [_edges(text, cutter) for text in (left, right)]
    changes = list(_changes(rows, sides, (left, right)))
    able = [peer for peer in peers if peer.longest is None or size <= peer.longest]
    calls: dict[str, Callable[[], object]] = {
        "duizhao": lambda: compare(sides[0].text, sides[1].text, cutter.pieces),
        "duizhao, whole answer": lambda: compare_drafts(
            CompareRequest(Given(text=left), Given(text=right))
        ),
    }
    calls |= {peer.name: partial(peer.changes, left, right) for peer in able}
    taken = _race(calls)
    found = {"duizhao": _measured(taken["duizhao"], changes, edges)}
    for peer in able:
        found[peer.name] = _measured(taken[peer.name], peer.changes(left, right), edges)
    ours = found["duizhao"]
    table = [
        (
            *(name, number(one.seconds * 1000), number(one.seconds / ours.seconds)),
            *map(number, (one.marked, one.pieces, one.small, one.cut)),
        )
        for name, one in found.items()
    ]
    whole = taken["duizhao, whole answer"]
    table.insert(1, ("duizhao, whole answer", number(whole * 1000), number(whole / ours.seconds)))
    columns = ("way", "ms", "/ ours", "marked", "pieces", f"of ≤ {_SMALL} characters", "words cut")
    sheet.show(Table(f"{size:,} characters", columns, tuple(table)))
    for peer in peers:
        if peer not in able:
            sheet.say(f"{peer.name}: left out, it would take minutes or gigabytes.")
    _judge(sheet, size, found, able, whole)


def _judge(
    sheet: Sheet, size: int, found: dict[str, Measured], peers: Sequence[Way], whole: float
) -> None:
    ours = found["duizhao"]
    at = f"{size:,} characters"
    faster = found["difflib"].seconds / ours.seconds
    sheet.add(Figure("difflib / ours", faster, "×", Target(Bound.LEAST, _FASTER[size]), at))
    whole_faster = Target(Bound.LEAST, _WHOLE_FASTER[size])
    ratio = found["difflib"].seconds / whole
    sheet.add(Figure("difflib / our whole answer", ratio, "×", whole_faster, at))
    worded = min((found[p.name].seconds, p.name) for p in peers if p.in_words)
    sheet.add(Figure(f"ours / {worded[1]}", ours.seconds / worded[0], "×", _BEHIND, at))
    lettered = min((found[p.name].seconds, p.name) for p in peers if not p.in_words)
    sheet.add(Figure(f"ours / {lettered[1]}", ours.seconds / lettered[0], "×", None, at))
    for name in ("marked", "small", "cut"):
        least, peer = min((getattr(found[p.name], name), p.name) for p in peers)
        said = {"marked": "characters marked", "small": "small pieces", "cut": "words cut"}[name]
        mine = getattr(ours, name)
        ratio = mine / least if least else float(mine > 0)
        sheet.add(Figure(f"{said}, ours / least of all ({peer})", ratio, "×", _LOWER, at))


def _race(calls: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Time all in turn; who begins changes from round to round."""
    order = list(calls)
    taken: dict[str, list[float]] = {name: [] for name in calls}
    gc.collect()
    gc.freeze()
    try:
        for turn in range(_TURNS + 1):
            begin = turn % len(order)
            for name in (*order[begin:], *order[:begin]):
                if turn and taken[name][0] > _SLOW:
                    continue
                begun = time.thread_time()
                calls[name]()
                taken[name].append(time.thread_time() - begun)
    finally:
        gc.unfreeze()
    return {name: median(times[1:] or times) for name, times in taken.items()}  # the first warms up


def _changes(
    rows: Sequence[Row], sides: Sequence[Subject], texts: tuple[str, str]
) -> Iterator[Changed]:
    """Yield what our rows mark, at its place in the bare texts; what is one-sided is one piece."""
    lefts, rights = (_places(side, text) for side, text in zip(sides, texts, strict=True))
    for row in rows:
        if row.left is None or row.right is None:
            start, end = _span(row.left, lefts, 0, len(row.left.text)) if row.left else (0, 0)
            other, last = _span(row.right, rights, 0, len(row.right.text)) if row.right else (0, 0)
            yield start, end, other, last
            continue
        for change in row.changes:
            if change.kind is not ChangeKind.SAME:
                yield (
                    *_span(row.left, lefts, *change.left),
                    *_span(row.right, rights, *change.right),
                )


def _span(side: Side, places: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """Return where a stretch of a side stands in the bare text."""
    before = next(part for part in reversed(side.parts) if part.start <= start)
    within = next(part for part in reversed(side.parts) if part.start <= max(end - 1, start))
    at = places[before.index] + min(start, before.end) - before.start
    return at, max(places[within.index] + min(end, within.end) - within.start, at)


def _places(side: Subject, text: str) -> list[int]:
    """Return where each passage stands in the bare text."""
    places = []
    at = 0
    for piece in side.text.pieces:
        at = text.index(piece.text, at)
        places.append(at)
        at += len(piece.text)
    return places


def _measured(
    seconds: float, changes: Sequence[Changed], edges: Sequence[frozenset[int]]
) -> Measured:
    marked = small = cut = 0
    for at, end, to, last in changes:
        marked += end - at + last - to
        small += max(end - at, last - to) <= _SMALL
        cut += sum(place not in edges[0] for place in {at, end})
        cut += sum(place not in edges[1] for place in {to, last})
    return Measured(seconds, marked, len(changes), small, cut)


def _words(cutter: Cutter) -> Callable[[str], list[str]]:
    """Return what cuts a text into words: paragraph by paragraph."""

    def words(text: str) -> list[str]:
        found: list[str] = []
        for line in text.splitlines(keepends=True):
            found += cutter.pieces(line)
        return found

    return words


def _edges(text: str, cutter: Cutter) -> frozenset[int]:
    """Return where no word and no figure is cut."""
    places = [0]
    for word in _words(cutter)(text):
        places.append(places[-1] + len(word))
    inside = {at for one in _FIGURE.finditer(text) for at in range(one.start() + 1, one.end())}
    return frozenset(places) - inside
