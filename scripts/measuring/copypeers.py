"""Other ways to find copies, on the same normalised texts: MinHash LSH, TF-IDF, brute force.

Each says which documents it takes for copies of a text. Normalising is done for them beforehand,
so that they too see no figures, punctuation, width and script; their own work alone is timed.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from math import ceil
from typing import Any, Protocol

import numpy as np

from measuring.peers import Missing

_LISTED = 100  # documents of an answer, at most
_PERMUTATIONS = 128
_THRESHOLD = 0.5  # Jaccard
_GRAM = 3  # characters
_GRAMS = (2, 4)  # from so many characters up to so many
ALARMS = 0.01  # share of the negatives that a threshold may let through
_ALIKE = 0.6  # share of common characters


class Finder(Protocol):
    """A way to find copies that was built over some documents."""

    name: str

    def find(self, text: str) -> Sequence[int]:
        """Return the documents that it takes for copies of a text, or the text for theirs."""

    def find_all(self, texts: Sequence[str]) -> None:
        """Find the copies of several texts, in the fastest way that it has."""

    def is_copy(self, left: str, right: str) -> bool:
        """Say whether it takes one of two texts for a copy of the other."""


class MinHash:
    """datasketch: MinHash LSH with its usual settings, over character 3-grams."""

    name = "datasketch MinHash LSH"

    def __init__(self, texts: Sequence[str], pairs: Sequence[tuple[str, str]]) -> None:
        self._sketch = _imported("datasketch")
        lsh = self._sketch.MinHashLSH(threshold=_THRESHOLD, num_perm=_PERMUTATIONS)
        with lsh.insertion_session() as session:
            for number, text in enumerate(texts):
                session.insert(number, self._hash(text))
        self._lsh = lsh

    def find(self, text: str) -> Sequence[int]:
        """Return all that share a band."""
        found: list[int] = self._lsh.query(self._hash(text))
        return found

    def find_all(self, texts: Sequence[str]) -> None:
        """Look one up after the other: there is no other way."""
        for text in texts:
            self.find(text)

    def is_copy(self, left: str, right: str) -> bool:
        """Say whether the two share a band."""
        lsh = self._sketch.MinHashLSH(threshold=_THRESHOLD, num_perm=_PERMUTATIONS)
        lsh.insert(0, self._hash(left))
        return bool(lsh.query(self._hash(right)))

    def _hash(self, text: str) -> Any:
        grams = {text[at : at + _GRAM] for at in range(max(len(text) - _GRAM + 1, 1))}
        made = self._sketch.MinHash(num_perm=_PERMUTATIONS)
        made.update_batch([gram.encode() for gram in grams])
        return made


class Tfidf:
    """scikit-learn: TF-IDF of character 2-, 3- and 4-grams, cosine, from a threshold on.

    The threshold is the lowest that takes no more than one in a hundred negatives for a copy.
    """

    name = "TF-IDF char 2–4-grams"

    def __init__(self, texts: Sequence[str], pairs: Sequence[tuple[str, str]]) -> None:
        made = _imported("sklearn.feature_extraction.text").TfidfVectorizer(
            analyzer="char", ngram_range=_GRAMS, lowercase=False, dtype=np.float32
        )
        # The other way round: only documents that share a gram with a text are gone through.
        self._grams = made.fit_transform(texts).T.tocsr()
        self._made = made
        scores = sorted((self._cosine(*pair) for pair in pairs), reverse=True)
        let_through = int(len(scores) * ALARMS)
        above = scores[let_through] if len(scores) > let_through else 0.0
        self._threshold = ceil(above * 1000 + 1) / 1000

    def find(self, text: str) -> Sequence[int]:
        """Return those from the threshold on, at most 100, the nearest first."""
        row = (self._made.transform([text]) @ self._grams).tocsr()
        return self._nearest(row.data, row.indices)

    def find_all(self, texts: Sequence[str]) -> None:
        """Multiply once for all."""
        rows = (self._made.transform(texts) @ self._grams).tocsr()
        for row, end in zip(rows.indptr, rows.indptr[1:], strict=False):
            self._nearest(rows.data[row:end], rows.indices[row:end])

    def _nearest(self, scores: Any, numbers: Any) -> Sequence[int]:
        (some,) = np.nonzero(scores >= self._threshold)
        if len(some) > _LISTED:
            some = some[np.argpartition(-scores[some], _LISTED)[:_LISTED]]
        order = np.argsort(-scores[some])
        found: list[int] = numbers[some[order]].tolist()
        return found

    def is_copy(self, left: str, right: str) -> bool:
        """Say whether their cosine reaches the threshold."""
        return self._cosine(left, right) >= self._threshold

    def _cosine(self, left: str, right: str) -> float:
        vectors = self._made.transform([left, right])
        return float((vectors[0] @ vectors[1].T).sum())


class Brute:
    """rapidfuzz: `cdist` with every document; common characters of both texts (Indel)."""

    name = "rapidfuzz cdist"

    def __init__(self, texts: Sequence[str], pairs: Sequence[tuple[str, str]]) -> None:
        self._cdist = _imported("rapidfuzz.process").cdist
        self._scorer = _imported("rapidfuzz.distance").Indel.normalized_similarity
        self._texts = list(texts)

    def find(self, text: str) -> Sequence[int]:
        """Compare with all, on one core."""
        found: list[int] = np.flatnonzero(self._compare(text, self._texts)).tolist()
        return found

    def find_all(self, texts: Sequence[str]) -> None:
        """Compare all with all."""
        for text in texts:
            self.find(text)

    def is_copy(self, left: str, right: str) -> bool:
        """Say whether enough is common."""
        return bool(self._compare(left, [right]).any())

    def _compare(self, text: str, others: list[str]) -> Any:
        cutoff = {"score_cutoff": _ALIKE, "dtype": np.float32}
        return self._cdist([text], others, scorer=self._scorer, **cutoff)[0]


def _imported(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        named = {"sklearn": "scikit-learn"}.get(name.partition(".")[0], name.partition(".")[0])
        raise Missing(f"{named} is not installed") from error
