"""The slow, obvious engine, in memory: what every other engine must agree with.

Phrases are found by scanning every paragraph, words by sets. Nothing survives the process.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from index.engine import PassageText, PhraseMatches, ReportText, WordMatches
from index.folding import fold_with_origins
from index.words import Cutter


@dataclass(frozen=True, slots=True)
class NaiveView:
    """A picture of the reports as they were."""

    reports: Mapping[int, ReportText]
    cutter: Cutter

    def phrase(self, folded: str) -> PhraseMatches:
        """Scan every paragraph for `folded`."""
        found = sorted(
            match
            for report in self.reports.values()
            for _, paragraph in groupby(report.passages, key=lambda passage: passage.paragraph)
            for match in _scan(tuple(paragraph), folded)
        )
        return PhraseMatches(
            np.array([passage for passage, _ in found], dtype=np.int64),
            np.array([offset for _, offset in found], dtype=np.int64),
        )

    def words(self, text: str, *, limit: int | None = None) -> WordMatches:
        """Return the passages that hold every word, those that hold them most often first."""
        query = self.cutter.query(text)
        found = []
        for report in self.reports.values():
            for passage in report.passages:
                fields = (report.title, passage.path, passage.text)
                counts = Counter(word for field in fields for word in self.cutter.texts(field))
                if query.needed and all(counts[word] for word in query.needed):
                    found.append((-float(sum(map(counts.__getitem__, query.terms))), passage.id))
        found = sorted(found)[:limit]
        return WordMatches(
            np.array([passage for _, passage in found], dtype=np.int64),
            np.array([-score for score, _ in found], dtype=np.float64),
            query.terms,
        )

    def holdings(self) -> Mapping[int, int]:
        """Return for every report held its number of passages."""
        return {report.id: len(report.passages) for report in self.reports.values()}

    def close(self) -> None:
        """Nothing is open."""


class NaiveEngine:
    """Reports in a dictionary."""

    def __init__(self, cutter: Cutter | None = None) -> None:
        self._cutter = cutter or Cutter()
        self._committed: dict[int, ReportText] = {}
        self._pending: dict[int, ReportText] = {}

    def put(self, report: ReportText) -> None:
        """Take a report in, in place of what was held under its id."""
        self._pending[report.id] = report

    def drop(self, report_id: int) -> None:
        """Forget a report."""
        self._pending.pop(report_id, None)

    def commit(self) -> None:
        """Make the changes visible."""
        self._committed = dict(self._pending)

    def rollback(self) -> None:
        """Forget the changes."""
        self._pending = dict(self._committed)

    def view(self) -> NaiveView:
        """Return a picture of the last commit."""
        return NaiveView(dict(self._committed), self._cutter)

    def verify(self) -> tuple[str, ...]:
        """Nothing in memory is ever damaged."""
        return ()

    def clear(self) -> None:
        """Forget everything."""
        self._committed, self._pending = {}, {}

    def close(self) -> None:
        """Roll back."""
        self.rollback()


def _scan(paragraph: tuple[PassageText, ...], folded: str) -> list[tuple[int, int]]:
    """Return (passage id, offset in its folded text) of every start, one for each original."""
    text = ""
    homes: list[tuple[int, int]] = []
    origins: list[tuple[int, int]] = []
    for passage in paragraph:
        piece = fold_with_origins(passage.text)
        text += piece.text
        homes.extend((passage.id, offset) for offset in range(len(piece.text)))
        origins.extend((passage.id, int(origin)) for origin in piece.origins)
    starts: dict[tuple[int, int], tuple[int, int]] = {}
    at = text.find(folded)
    while at >= 0:
        starts.setdefault(origins[at], homes[at])
        at = text.find(folded, at + 1)
    return list(starts.values())
