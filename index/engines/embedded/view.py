"""A picture of one commit: asks every segment and puts the answers together.

Phrases in order of passages; words ranked by BM25F over all segments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.engine import PhraseMatches, WordMatches
from index.engines.embedded.segments import Segment
from index.words import Cutter

# BM25F (Robertson & Zaragoza 2009). A heading says more than a sentence below it; the title is
# shared by all passages of a report and only tips the scales. Only bodies vary in length.
_WEIGHTS = {"title": 0.4, "path": 1.2, "body": 1.0}
_K1 = 1.2
_B = 0.75

_NO_IDS = np.empty(0, dtype=np.int64)
_NO_SCORES = np.empty(0, dtype=np.float64)


class EmbeddedView:
    """What the engine held at one commit. Safe to share between threads until it is closed."""

    def __init__(self, segments: Sequence[Segment], cutter: Cutter) -> None:
        self._segments: tuple[Segment, ...] | None = tuple(segments)
        self._cutter = cutter

    def phrase(self, folded: str) -> PhraseMatches:
        """Return every start of `folded`, ordered by passage and offset."""
        codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        found = [segment.find(codes) for segment in self._open]
        passages = np.concatenate([_NO_IDS, *(part for part, _ in found)])
        offsets = np.concatenate([_NO_IDS, *(part for _, part in found)])
        if (passages[1:] < passages[:-1]).any():  # within a segment they rise unless put again
            order = np.argsort(passages, kind="stable")
            passages, offsets = passages[order], offsets[order]
        return PhraseMatches(passages, offsets)

    def words(self, text: str, *, limit: int | None = None) -> WordMatches:
        """Return the passages that hold all words of `text`, best first, then by id."""
        query = self._cutter.query(text)
        found = [_Candidates.of(segment, query.terms, query.needed) for segment in self._open]
        living = sum(int(segment.alive.sum()) for segment in self._open)
        total = sum(int(segment.lengths[segment.alive].sum()) for segment in self._open)
        average = max(total / max(living, 1), 1.0)
        holding = {word: sum(part.holding.get(word, 0) for part in found) for word in query.terms}
        rarity = {
            word: float(np.log1p((living - count + 0.5) / (count + 0.5)))
            for word, count in holding.items()
        }
        passages = np.concatenate([_NO_IDS, *(part.segment.ids[part.rows] for part in found)])
        scores = np.concatenate([_NO_SCORES, *(part.scores(rarity, average) for part in found)])
        order = np.lexsort((passages, -scores))[:limit]
        return WordMatches(passages[order], scores[order], query.terms)

    def holdings(self) -> Mapping[int, int]:
        """Return for every report held its number of passages."""
        held: dict[int, int] = {}
        for segment in self._open:
            held.update(segment.holdings())
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


@dataclass(frozen=True, slots=True)
class _Candidates:
    """The live rows of one segment that hold all needed words; `holding` counts rows by word.

    `counts[word][field]` are the counts of a word in the candidate rows.
    """

    segment: Segment
    rows: NDArray[np.int64]
    holding: Mapping[str, int]
    counts: Mapping[str, Mapping[str, NDArray[np.float64]]]

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
            holding[word] = int((standing & segment.alive).sum())
            if word in needed:
                chosen = chosen & standing
        rows = np.flatnonzero(chosen)
        counts: dict[str, dict[str, NDArray[np.float64]]] = {}
        for word, by_field in postings.items():
            counts[word] = {}
            for field, posting in by_field.items():
                spread = np.zeros(size)
                spread[posting.rows] = posting.counts
                counts[word][field] = spread[rows]
        return cls(segment, rows, holding, counts)

    def scores(self, rarity: Mapping[str, float], average: float) -> NDArray[np.float64]:
        scores = np.zeros(len(self.rows))
        norm = 1 - _B + _B * self.segment.lengths[self.rows] / average
        for word, by_field in self.counts.items():
            weight = np.zeros(len(self.rows))
            for field, counts in by_field.items():
                weight += _WEIGHTS[field] * (counts / norm if field == "body" else counts)
            scores += rarity[word] * weight / (_K1 + weight)
        return scores
