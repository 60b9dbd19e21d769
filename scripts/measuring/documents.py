"""What all engines are given and asked about: the paragraphs of a home, folded as it folds.

One paragraph is one document; its number is its place in `texts`. A scan of them is the truth.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from index.catalogue.packing import report_text
from index.folding import fold_with_origins
from index.store import Store


@dataclass(frozen=True, slots=True)
class Documents:
    """Folded paragraphs in reading order.

    `first_passage[i]` is the id of the passage with which paragraph i begins; it rises.
    `origins` holds, for paragraphs in which a character expanded, the original of each folded one.
    """

    texts: tuple[str, ...]
    first_passage: NDArray[np.int64]
    origins: dict[int, NDArray[np.int64]]

    def of_passages(self, passages: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the paragraphs in which passages (rising ids) stand, each once."""
        return np.unique(np.searchsorted(self.first_passage, passages, side="right") - 1)

    def scan(self, phrase: str) -> list[int]:
        """Return the paragraphs that hold a phrase."""
        return [number for number, text in enumerate(self.texts) if phrase in text]

    def occurrences(self, phrase: str, found: list[int]) -> int:
        """Count the starts of a phrase in the paragraphs found, overlapping ones too.

        Starts inside the expansion of one original character count once.
        """
        return sum(self._starts(number, phrase) for number in found)

    def _starts(self, number: int, phrase: str) -> int:
        text = self.texts[number]
        if len(phrase) == 1 and number not in self.origins:
            return text.count(phrase)
        starts = []
        at = text.find(phrase)
        while at >= 0:
            starts.append(at)
            at = text.find(phrase, at + 1)
        origins = self.origins.get(number)
        return len(starts) if origins is None else len(set(origins[starts].tolist()))


def documents_of(store: Store) -> Documents:
    """Read all live reports of a home."""
    texts: list[str] = []
    first: list[int] = []
    origins: dict[int, NDArray[np.int64]] = {}
    for record in store.picture().snapshot.records:
        outline = store.catalogue.entry(record.id).outline
        passages = report_text(record.id, record.title, record.first_passage, outline).passages
        for _, group in groupby(passages, key=lambda passage: passage.paragraph):
            paragraph = list(group)
            whole = fold_with_origins("".join(passage.text for passage in paragraph))
            if len(np.unique(whole.origins)) < len(whole.origins):
                origins[len(texts)] = whole.origins.astype(np.int64)
            texts.append(whole.text)
            first.append(paragraph[0].id)
    return Documents(tuple(texts), np.array(first, dtype=np.int64), origins)
