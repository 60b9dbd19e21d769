"""The program's own ways to find copies, as its peers in `copypeers`: whole, and prints alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.normal import normalise_many
from index.prints import prints_asked, prints_kept
from index.store import Store
from measuring.copies import Bodies
from measuring.copypeers import ALARMS
from search.library import Library
from search.matching import compare_weakly, match, match_sides, sides
from search.reuse.lookup import OF_MANY, look_up
from search.reuse.model import SimilarRequest

_FLOOR = 0.2  # score: what is below is listed nowhere
_LISTED = 100


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


class Ranking(Ours):
    """The program's answer as a list in order, weaker likeness too: what stands above a score.

    The score is the lowest that takes no more than one in a hundred negatives for a copy.
    """

    name = "duizhao, as a ranking"

    def __init__(
        self,
        library: Library,
        store: Store,
        bodies: Bodies,
        negatives: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(library, store, bodies)
        scores = sorted((_score(*pair) for pair in negatives), reverse=True)
        let_through = int(len(scores) * ALARMS)
        above = scores[let_through] if len(scores) > let_through else 0.0
        self._least = max(_FLOOR, above + 0.0001)

    def find(self, text: str) -> Sequence[int]:
        """Return the documents of which an original is alike from the score on."""
        request = SimilarRequest(text=text, grouped=True, least=self._least, limit=_LISTED)
        matches = self._library.similar(request).matches
        return [self._numbers.get(one.text, -1) for one in matches if one.score >= self._least]

    def is_copy(self, left: str, right: str) -> bool:
        """Say whether the two are as alike as the score says."""
        return _score(left, right) >= self._least


def _score(left: str, right: str) -> float:
    """Return the score of two passages as the program says it; 0 where it says none."""
    here, there = sides((left, right))
    found = match_sides(here, there) or compare_weakly(here, there, _FLOOR)
    return found.score if found else 0.0


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
