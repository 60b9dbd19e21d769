"""A picture of one commit: asks every segment and puts the answers together.

Phrases in order of passages; words ranked by BM25F over all segments, passages that share prints
by how rare these are in all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.engine import (
    Nearby,
    Pairs,
    Phrase,
    PhraseMatches,
    PhrasePlaces,
    RemovedPlaces,
    Texts,
    WordMatches,
)
from index.engines.embedded.nearest import Near, nearest, sharing_runs
from index.engines.embedded.pairing import pair_up
from index.engines.embedded.prints import PrintIndex
from index.engines.embedded.segments import PRINTS, Segment
from index.errors import DamagedHome
from index.normal import Normals, normalise_many
from index.prints import Prints, fragments_asked, join_prints, prints_asked
from index.words import Cutter

# BM25F (Robertson & Zaragoza 2009). A heading says more than a sentence below it; the title is
# shared by all passages of a report and only tips the scales. Only bodies vary in length.
_WEIGHTS = {"title": 0.4, "path": 1.2, "body": 1.0}
_K1 = 1.2
_B = 0.75

_ASKED_AT_ONCE = 1000  # texts that are normalised together

_NO_IDS = np.empty(0, dtype=np.int64)
_NO_SCORES = np.empty(0, dtype=np.float64)


class EmbeddedView:
    """What the engine held at one commit. Safe to share between threads until it is closed."""

    def __init__(self, segments: Sequence[Segment], cutter: Cutter) -> None:
        self._segments: tuple[Segment, ...] | None = tuple(segments)
        self._cutter = cutter

    def count(self, phrase: Phrase) -> int:
        """Return at how many places a phrase starts."""
        return sum([segment.count(phrase) for segment in self._open])

    def phrase(self, phrase: Phrase) -> PhraseMatches:
        """Return in which passages a phrase starts, and how often."""
        found = [segment.by_passage(phrase) for segment in self._open]
        return PhraseMatches(*_in_order(found, columns=2))

    def places(self, phrase: Phrase, passages: NDArray[np.int64]) -> PhrasePlaces:
        """Return every place of a phrase that starts in one of these passages."""
        found = [segment.places(phrase, passages) for segment in self._open]
        return PhrasePlaces(*_in_order(found, columns=3))

    def removed(self, phrase: Phrase) -> RemovedPlaces:
        """Return every place of a phrase in the pieces that were removed from reports."""
        parts = [segment.removed(phrase) for segment in self._open]
        joined = [np.concatenate([_NO_IDS, *column]) for column in zip(*parts, strict=True)]
        reports, pieces, offsets, lengths = joined or [_NO_IDS] * 4
        order = np.lexsort((offsets, pieces, reports))
        return RemovedPlaces(reports[order], pieces[order], offsets[order], lengths[order])

    def words(self, text: str, *, limit: int | None = None) -> WordMatches:
        """Return the passages that hold all words of `text`, best first, then by id."""
        query = self._cutter.query(text)
        found = [_Candidates.of(segment, query.terms, query.needed) for segment in self._open]
        living, total = self._extent
        average = max(total / max(living, 1), 1.0)
        holding = {word: sum(part.holding.get(word, 0) for part in found) for word in query.terms}
        rarity = {
            word: float(np.log1p((living - count + 0.5) / (count + 0.5)))
            for word, count in holding.items()
        }
        passages = np.concatenate([_NO_IDS, *(part.segment.ids[part.rows] for part in found)])
        scores = np.concatenate([_NO_SCORES, *(part.scores(rarity, average) for part in found)])
        order = _ranked(scores, passages, limit)
        return WordMatches(passages[order], scores[order], query.terms)

    def near(self, texts: Sequence[str], *, limit: int = 30) -> Nearby:
        """Return for each text the body passages that share most prints with it."""
        asked = _asked(texts, prints_asked)
        return self._nearby(lambda indexes: nearest(indexes, asked, limit=limit))

    def sharing(self, texts: Sequence[str], *, limit: int = 200) -> Nearby:
        """Return for each text the body passages that may share a run of characters with it."""
        asked = _asked(texts, fragments_asked)
        return self._nearby(lambda indexes: sharing_runs(indexes, asked, limit=limit))

    def _nearby(self, find: Callable[[Sequence[PrintIndex]], Near]) -> Nearby:
        """Say in ids what is found in the prints of all segments."""
        segments = self._open
        try:
            near = find([segment.prints for segment in segments])
        except (ValueError, IndexError) as error:  # numbers that point nowhere
            raise _damaged() from error
        passages = np.empty(len(near.rows), dtype=np.int64)
        for number, segment in enumerate(segments):
            (mine,) = np.nonzero(near.indexes == number)
            passages[mine] = segment.ids[near.rows[mine]]
        # Those with one text in order of ids, wherever they are kept.
        new = np.ones(len(passages), dtype=np.bool_)
        new[1:] = (near.digests[1:] != near.digests[:-1]) | (near.askers[1:] != near.askers[:-1])
        order = np.lexsort((passages, np.cumsum(new)))
        return Nearby(near.askers, passages[order], near.digests, near.scores, near.shared)

    def texts(self) -> Texts:
        """Return the digests of all body passages held."""
        parts = [segment.digests() for segment in self._open]
        ids = np.concatenate([_NO_IDS, *(part[0] for part in parts)])
        digests = np.concatenate([np.empty(0, np.uint64), *(part[1] for part in parts)])
        order = np.argsort(ids)
        return Texts(ids[order], digests[order])

    def pairs(self, *, limit: int = 30) -> Iterator[Pairs]:
        """Yield candidate pairs over everything held, each pair once."""
        indexes = [segment.prints for segment in self._open]
        try:
            yield from pair_up(indexes, limit=limit)
        except (ValueError, IndexError) as error:
            raise _damaged() from error

    @cached_property
    def _extent(self) -> tuple[int, int]:
        """How many passages are live, and how many words their bodies hold."""
        lengths = [segment.lengths[segment.alive] for segment in self._open]
        return sum(map(len, lengths)), sum(int(part.sum()) for part in lengths)

    def holdings(self) -> Mapping[int, int]:
        """Return for every report held its number of passages."""
        held: dict[int, int] = {}
        for segment in self._open:
            held.update(segment.holdings())
        return held

    def removed_held(self) -> Mapping[int, int]:
        """Return for every report how many of its removed pieces can be found."""
        held: dict[int, int] = {}
        for segment in self._open:
            held.update(segment.pieces.held())
        return held

    def close(self) -> None:
        """Let go of files."""
        segments, self._segments = self._segments, None
        for segment in segments or ():
            segment.close()

    @property
    def _open(self) -> tuple[Segment, ...]:
        if self._segments is None:
            raise ValueError("the view is closed")
        return self._segments


def _asked(texts: Sequence[str], take: Callable[[Normals], Prints]) -> Prints:
    return join_prints(
        take(normalise_many(texts[first : first + _ASKED_AT_ONCE]))
        for first in range(0, len(texts), _ASKED_AT_ONCE)
    )


def _damaged() -> DamagedHome:
    return DamagedHome("damaged_engine", part=PRINTS, run="duizhao reindex")


def _in_order(
    parts: Sequence[tuple[NDArray[np.int64], ...]], *, columns: int
) -> list[NDArray[np.int64]]:
    """Put columns of several segments one after the other, ordered by the first (passage ids)."""
    some = [part for part in parts if len(part[0])]
    if not some:
        return [_NO_IDS] * columns
    joined = (
        list(some[0]) if len(some) == 1 else [np.concatenate(c) for c in zip(*some, strict=True)]
    )
    ids = joined[0]
    if (ids[1:] < ids[:-1]).any():  # within a segment they rise unless a report was put again
        order = np.argsort(ids, kind="stable")
        return [column[order] for column in joined]
    return joined


@dataclass(frozen=True, slots=True)
class _Candidates:
    """The live rows of one segment that hold all needed words; `holding` counts rows by word.

    `counts[word][field]` says in which of these rows (by their place in `rows`) a word stands,
    and how often.
    """

    segment: Segment
    rows: NDArray[np.int64]
    holding: Mapping[str, int]
    counts: Mapping[str, Mapping[str, tuple[NDArray[np.int32], NDArray[np.int32]]]]

    @classmethod
    def of(cls, segment: Segment, terms: Sequence[str], needed: Sequence[str]) -> _Candidates:
        postings = {word: segment.postings(word) for word in terms}
        size = len(segment.ids)
        chosen = segment.alive if needed else np.zeros(size, dtype=bool)
        holding = {}
        for word, by_field in postings.items():
            standing = np.zeros(size, dtype=bool)
            for posting in by_field.values():
                standing[posting.rows] = True
            standing &= segment.alive
            holding[word] = int(np.count_nonzero(standing))
            if word in needed:
                chosen = chosen & standing
        rows = np.flatnonzero(chosen)
        if not len(rows):
            return cls(segment, rows, holding, {})
        places = np.cumsum(chosen, dtype=np.int32) - 1
        counts: dict[str, dict[str, tuple[NDArray[np.int32], NDArray[np.int32]]]] = {}
        for word, by_field in postings.items():
            counts[word] = {}
            for field, posting in by_field.items():
                inside = chosen[posting.rows]
                held = posting.rows[inside]
                counts[word][field] = places[held], posting.counts[inside]
        return cls(segment, rows, holding, counts)

    def scores(self, rarity: Mapping[str, float], average: float) -> NDArray[np.float64]:
        scores = np.zeros(len(self.rows))
        norm = 1 - _B + _B * self.segment.lengths[self.rows] / average
        for word, by_field in self.counts.items():
            weight = np.zeros(len(self.rows))
            for field, (places, counts) in by_field.items():
                often = counts / norm[places] if field == "body" else counts
                weight[places] += _WEIGHTS[field] * often
            scores += rarity[word] * weight / (_K1 + weight)
        return scores


def _ranked(
    scores: NDArray[np.float64], passages: NDArray[np.int64], limit: int | None
) -> NDArray[np.int64]:
    """Return the order from best to worst, then by id: all places, or the first so many."""
    count = len(scores)
    if limit is not None and 0 < limit < count // 4:
        least = np.partition(scores, count - limit)[count - limit]
        (best,) = np.nonzero(scores >= least)
        return best[_ranked(scores[best], passages[best], None)][:limit]
    if (passages[1:] < passages[:-1]).any():  # segments were merged, or a report was put again
        by_id = np.argsort(passages, kind="stable")
        return by_id[_ranked(scores[by_id], passages[by_id], None)][:limit]
    if not count:
        return np.empty(0, dtype=np.int64)
    # One number holds a score in short and its place: sorting those takes a third of the time.
    short = scores.astype(np.float32).view(np.int32).astype(np.int64)
    keys = (short.max() - short) << 32 | np.arange(count)
    keys.sort()
    order: NDArray[np.int64] = keys & 0xFFFFFFFF
    found = scores[order]
    rises = np.flatnonzero(found[1:] > found[:-1])
    if len(rises):  # scores that are alike in short
        runs = keys >> 32
        mixed = np.flatnonzero(np.isin(runs, runs[rises]))
        order[mixed] = order[mixed[np.lexsort((order[mixed], -found[mixed], runs[mixed]))]]
    return order[:limit]
