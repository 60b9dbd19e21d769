"""The program's own ways to find copies, as its peers in `copypeers`: whole, and prints alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.normal import normalise_many
from index.prints import prints_asked, prints_kept
from index.store import Store
from measuring.copies import Bodies
from search.library import Library
from search.matching import match
from search.reuse.lookup import OF_MANY, look_up
from search.reuse.model import SimilarRequest


class Ours:
    """The program's own answer, as a page asks for it: with texts, spans, figures, verdicts."""

    name = "duizhao"

    def __init__(self, library: Library, store: Store, bodies: Bodies) -> None:
        self._library = library
        self._store = store
        self._numbers = bodies.numbers

    def find(self, text: str) -> Sequence[int]:
        """Return the documents of which an original matches."""
        request = SimilarRequest(text=text, grouped=True)
        matches = self._library.similar(request).matches  # the first page
        return [self._numbers.get(one.text, -1) for one in matches]

    def find_all(self, texts: Sequence[str]) -> None:
        """Find what matches each of some texts, as a reuse report does, and compare it."""
        store = self._store
        look_up(store.catalogue, store.picture(), texts, limit=OF_MANY)

    def is_copy(self, left: str, right: str) -> bool:
        """Say whether the two match."""
        return match(left, right) is not None


class Prints:
    """The engine alone: texts that share prints, before any is compared."""

    name = "duizhao, prints alone"

    def __init__(self, store: Store, bodies: Bodies) -> None:
        self._view = store.picture().view
        self._numbers = bodies.of_passages

    def find(self, text: str) -> Sequence[int]:
        """Return the documents of all candidates."""
        passages = self._view.near([text]).passages.tolist()
        return list(dict.fromkeys(self._numbers[one] for one in passages))

    def find_all(self, texts: Sequence[str]) -> None:
        """Ask for all at once."""
        self._view.near(texts)

    def is_copy(self, left: str, right: str) -> bool:
        """Say whether the two share two prints."""
        asked, kept = (
            prints_asked(normalise_many([left])),
            prints_kept(normalise_many([right])),
        )
        return len(np.intersect1d(asked.hashes, kept.hashes)) >= 2
