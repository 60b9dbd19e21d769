"""From folded offsets to spans in a passage's own text, and on into the passages after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from index.catalogue import KeptPassage
from index.engine import PhrasePlaces
from index.folding import Folded, fold_with_origins
from index.model import Span
from search.model import Continuation

Following = Callable[[int], Sequence[KeptPassage]]
"""Gives up to so many passages after one, in the same paragraph."""


def spans_in(
    kept: KeptPassage, places: Sequence[PhrasePlaces], following: Following
) -> tuple[tuple[Span, ...], tuple[Continuation, ...]]:
    """Return the spans of all matches that start in a passage, and where they run on.

    `following` is asked only when a match runs on.
    """
    folded = fold_with_origins(kept.text)
    size = len(folded.text)
    spans: list[Span] = []
    beyond: list[int] = []  # folded characters by which each match runs over the passage's end
    for found in places:
        inside = slice(*np.searchsorted(found.passages, (kept.id, kept.id + 1)))
        for offset, length in zip(
            found.offsets[inside].tolist(), found.lengths[inside].tolist(), strict=True
        ):
            spans.append(folded.span(offset, min(offset + length, size)))
            if offset + length > size:
                beyond.append(offset + length - size)
    return tuple(sorted(set(spans))), _continued(beyond, following) if beyond else ()


def word_spans(text: str, terms: Sequence[str]) -> tuple[Span, ...]:
    """Return where words stand in a text, compared folded; overlapping ones are all listed."""
    folded = fold_with_origins(text)
    found: set[Span] = set()
    for term in terms:
        at = folded.text.find(term) if term else -1
        while at != -1:
            found.add(folded.span(at, at + len(term)))
            at = folded.text.find(term, at + 1)
    return tuple(sorted(found))


def _continued(beyond: list[int], following: Following) -> tuple[Continuation, ...]:
    found: list[Continuation] = []
    rest = sorted(set(beyond))
    # Every passage holds at least one folded character in practice; empty ones are walked over.
    for kept in following(max(rest) + 1):
        folded: Folded = fold_with_origins(kept.text)
        size = len(folded.text)
        if size:
            ends = sorted({min(length, size) for length in rest})
            found.append(Continuation(kept.id, tuple(folded.span(0, end) for end in ends)))
        rest = [length - size for length in rest if length > size]
        if not rest:
            break
    return tuple(found)
