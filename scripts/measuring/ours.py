"""What is measured of duizhao itself: the engine's view of one commit, and the filter columns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.engine import Phrase
from index.store import Store
from measuring.documents import Documents
from search import facets


class Ours:
    """Answers in passages, which are cuts of paragraphs; `paragraphs` makes them comparable."""

    name, shortest = "duizhao", 1

    def __init__(self, store: Store, documents: Documents) -> None:
        self._picture = store.picture()
        self._documents = documents

    def count(self, phrase: str) -> int:
        """Return how often a phrase stands (the peers count paragraphs)."""
        return self._picture.view.count(Phrase((phrase,)))

    def passages(self, phrase: str) -> int:
        """Return in how many passages it stands."""
        return len(self._passages(phrase))

    def ids(self, phrase: str) -> Sequence[int]:
        """Return all passages that are live in the catalogue's generation."""
        passages = self._passages(phrase)
        return passages[self._picture.snapshot.columns.places(passages).live]  # type: ignore[return-value]

    def ids_and_facets(self, phrase: str) -> Sequence[int]:
        """Return all live passages, and count them by year, unit, kind and role."""
        columns = self._picture.snapshot.columns
        passages = self._passages(phrase)
        places = columns.places(passages)
        if not places.live.all():
            passages = passages[places.live]
            places = columns.places(passages)
        facets.tally(columns, places)
        return passages  # type: ignore[return-value]

    def paragraphs(self, phrase: str) -> list[int]:
        """Return the numbers of the paragraphs in which the phrase starts."""
        return [int(one) for one in self._documents.of_passages(self._passages(phrase))]

    def _passages(self, phrase: str) -> NDArray[np.int64]:
        return self._picture.view.phrase(Phrase((phrase,))).passages
