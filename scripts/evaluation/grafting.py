"""Partial copies: whole sentences of a longer passage, put into a paragraph of other text.

The stretch that was copied is known; the rest of the paragraph comes from other files. Right is
an answer that names the source's file for that stretch, whatever it calls what it found.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import median

from measuring.sheet import Bound, Figure, Table, Target

from evaluation import edits
from evaluation.judging import alike
from evaluation.libraries import Held
from evaluation.passages import Passage, sentences
from search.reuse.model import PassageReuse, Reuse, ReuseRequest, Similar, SimilarRequest

LENGTHS: Mapping[str, range] = {
    "40 to 59 characters": range(40, 60),
    "60 to 89 characters": range(60, 90),
    "90 characters and more": range(90, 200),
}
_TARGETS = dict(
    zip(LENGTHS, (Target(Bound.LEAST, limit) for limit in (0.90, 0.97, 0.99)), strict=True)
)
_SOURCE = 2  # times as long as the copy, and longer
_SHARES = (0.2, 0.7)  # of the paragraph, that the copy is
_OTHERS = 40  # passages from which the other sentences are taken
_FIGURES = 3  # one copy in so many has other figures, where it has any
_ROUNDS = 4  # times that a passage may be copied from, each time into another paragraph
_FEW = 34  # of a length: with fewer, a single miss would be below the target
_SEEN = 12  # characters of the stretch that an answer must speak of
_LISTED = 100  # matches of an answer that are looked at
_WAYS = {"similar": "similar", "reuse": "reuse report", "covered": "covered stretches"}
_COLUMNS = ("copied", *(("copies", *_WAYS.values())), *(("figures changed", *_WAYS.values())))


@dataclass(frozen=True, slots=True)
class Graft:
    """A paragraph that holds from `start` to `end` sentences of a passage of a file.

    `figures` where the copy has other figures than the source.
    """

    length: str
    file: str
    source: str
    text: str
    start: int
    end: int
    figures: bool


@dataclass(frozen=True, slots=True)
class Traced:
    """Was the source named for the stretch: by what is similar, by the reuse report at all, and
    among the reports that its covered stretches list?
    """

    graft: Graft
    similar: bool
    reuse: bool
    covered: bool
    seconds: float  # of both


def grafts(
    chosen: Sequence[Passage], passages: Sequence[Passage], seed: int, each: int
) -> Iterator[Graft]:
    """Make up to so many partial copies of each length; the same of everything make the same.

    `chosen` are copied from; other sentences come from all passages of other files.
    """
    for name, lengths in LENGTHS.items():
        source = Random(f"{seed}/grafts/{name}")  # noqa: S311
        made = 0
        for passage in (one for _ in range(_ROUNDS) for one in source.sample(chosen, len(chosen))):
            found = _graft(name, lengths, passage, passages, source, figures=not made % _FIGURES)
            if found:
                yield found
                made += 1
            if made == each:
                break


def trace(held: Held, graft: Graft) -> Traced:
    """Ask for what is similar to the paragraph, and for a reuse report of it."""
    begun = time.perf_counter()
    similar = held.library.similar(SimilarRequest(text=graft.text, limit=_LISTED))
    reuse = held.library.reuse(ReuseRequest(text=graft.text))
    seconds = time.perf_counter() - begun
    digest = held.files[graft.file]
    ids = {row.id for row in held.library.reports().rows if row.sha256 == digest}
    covered = _covered(graft, reuse, ids)
    named = covered or _matched(graft, reuse, digest)
    return Traced(graft, _named(graft, similar, digest), named, covered, seconds)


def figures(traced: Sequence[Traced]) -> Iterator[Figure]:
    """Yield the recalls with their targets."""
    for name, target in _TARGETS.items():
        here = [one for one in traced if one.graft.length == name]
        for way, said in _WAYS.items() if here else ():
            share = sum(getattr(one, way) for one in here) / len(here)
            bound = target if len(here) >= _FEW and way != "covered" else None
            yield Figure(f"partial copies of {name}, {said}", share, "", bound, f"of {len(here)}")
    if traced:
        taken = median(one.seconds * 1000 for one in traced)
        yield Figure("a partial copy, both look-ups, median", taken, "ms")


def tables(traced: Sequence[Traced]) -> Iterator[Table]:
    """Show the recalls by length, those of copies with other figures apart."""
    rows = []
    for name in LENGTHS:
        cells = [name]
        for figures_too in (False, True):
            here = [
                one
                for one in traced
                if one.graft.length == name and (one.graft.figures or not figures_too)
            ]
            cells.append(f"{len(here):,}")
            for way in _WAYS:
                found = sum(getattr(one, way) for one in here)
                cells.append(f"{found / len(here):.3f}" if here else "–")
        rows.append(tuple(cells))
    if traced:
        yield Table("sentences of a passage inside another paragraph", _COLUMNS, tuple(rows))


def _graft(
    name: str,
    lengths: range,
    passage: Passage,
    passages: Sequence[Passage],
    source: Random,
    *,
    figures: bool,
) -> Graft | None:
    cuts = sentences(passage.text)
    runs = [
        run
        for first in range(len(cuts))
        for last in range(first + 1, len(cuts) + 1)
        if len(run := "".join(cuts[first:last])) in lengths
        and _SOURCE * len(run) <= len(passage.text)
    ]
    if not runs:
        return None
    run = source.choice(runs)
    drawn = source.sample(passages, min(_OTHERS, len(passages)))
    others = [one for one in drawn if one.file != passage.file]
    changed = edits.copy("figures", Passage(passage.file, run), others, source) if figures else None
    copied = changed.target if changed else run
    filler = list(dict.fromkeys(one for other in others for one in sentences(other.text)))
    source.shuffle(filler)
    wanted = len(copied) / source.uniform(*_SHARES)
    around: list[str] = []
    while filler and len(copied) + sum(map(len, around)) < wanted:
        around.append(filler.pop())
    whole = len(copied) + sum(map(len, around))
    if not _SHARES[0] <= len(copied) / whole <= _SHARES[1]:
        return None
    at = source.randint(0, len(around))
    before = "".join(around[:at])
    text = before + copied + "".join(around[at:])
    end = len(before) + len(copied)
    return Graft(name, passage.file, passage.text, text, len(before), end, changed is not None)


def _named(graft: Graft, answer: Similar, digest: str) -> bool:
    return any(
        _seen(graft, sum(_common(graft, span.start, span.end) for span in one.query_spans))
        for one in answer.matches
        if one.sha256 == digest and alike(one.text, graft.source)
    )


def _matched(graft: Graft, answer: Reuse, digest: str) -> bool:
    return any(
        _seen(
            graft, sum(_common(graft, at + span.start, at + span.end) for span in one.query_spans)
        )
        for at, passage in _placed(graft, answer)
        for one in passage.matches
        if one.sha256 == digest and alike(one.text, graft.source)
    )


def _covered(graft: Graft, answer: Reuse, ids: set[int]) -> bool:
    """Say whether stretches that list the source's report hold enough of the copy."""
    seen = sum(
        _common(graft, at + one.span.start, at + one.span.end)
        for at, passage in _placed(graft, answer)
        for one in passage.covered
        if ids & {*one.report_ids}
    )
    return _seen(graft, seen)


def _placed(graft: Graft, answer: Reuse) -> Iterator[tuple[int, PassageReuse]]:
    """Yield the passages of the paragraph, and where in it they begin."""
    at = 0
    for passage in answer.passages:
        at = max(at, graft.text.find(passage.text, at))
        yield at, passage


def _common(graft: Graft, start: int, end: int) -> int:
    return max(0, min(end, graft.end) - max(start, graft.start))


def _seen(graft: Graft, characters: int) -> bool:
    return characters >= min(_SEEN, graft.end - graft.start)
