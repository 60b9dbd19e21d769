"""The engine seam: what any search engine behind duizhao must do, in terms of the domain.

An engine holds only what can be derived from the catalogue. It is given reports, and answers
with passage ids, positions and counts, never with text. Ids come from the catalogue,
are positive, rise with every report and are never used twice; the passages of one report
have consecutive ids. Whoever asks must ignore ids that the catalogue's generation does not hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.model import Part


@dataclass(frozen=True, slots=True)
class PassageText:
    """One passage as an engine needs it; `path` is the headings above it joined by spaces."""

    id: int
    part: Part
    paragraph: int
    text: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class ReportText:
    """One report as an engine needs it: passages in reading order with consecutive ids."""

    id: int
    title: str
    passages: tuple[PassageText, ...]


@dataclass(frozen=True, slots=True)
class PhraseMatches:
    """Every place where a phrase starts, ordered by passage, then offset.

    `passages[i]` is the id of the passage in which match i starts, `offsets[i]` the offset of its
    first character in that passage's folded text. One entry for each original start:
    of several starts inside the expansion of one character only the first is listed.
    """

    passages: NDArray[np.int64]
    offsets: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class WordMatches:
    """Passages that match words, best first; `terms` are the words that were looked for."""

    passages: NDArray[np.int64]
    scores: NDArray[np.float64]
    terms: tuple[str, ...]


class View(Protocol):
    """An unchanging picture of one engine commit. Safe to share between threads.

    Asking may raise DamagedHome.
    """

    def phrase(self, folded: str) -> PhraseMatches:
        """Return where `folded` (already folded, not empty) stands.

        Complete and exact: equal to a scan of every paragraph's folded text, overlapping
        occurrences included. A match may run on over the passages of one paragraph, never
        into another paragraph.
        """

    def words(self, text: str, *, limit: int | None = None) -> WordMatches:
        """Return passages that hold all words of `text` in title, heading path or body, ranked."""

    def holdings(self) -> Mapping[int, int]:
        """Return for every report held its number of passages."""

    def close(self) -> None:
        """Let go of files. Asking afterwards is an error."""


class Engine(Protocol):
    """The writing side. One writer at a time; the caller holds the lock."""

    def put(self, report: ReportText) -> None:
        """Take a report in, in place of what is held under its id.

        Visible to views opened after the next commit.
        """

    def drop(self, report_id: int) -> None:
        """Forget a report. Forgetting one that is not held is no error."""

    def commit(self) -> None:
        """Make everything since the last commit durable and visible, wholly or not at all.

        Raises DamagedHome; what was to be committed is then still pending.
        """

    def rollback(self) -> None:
        """Forget everything since the last commit."""

    def view(self) -> View:
        """Open a picture of the last commit; writes nothing. Raises DamagedHome."""

    def verify(self) -> tuple[str, ...]:
        """Return the parts that are damaged or made by other rules than today's; () if sound.

        Reads everything there is. Whatever it names is put right by `clear` and a rebuild.
        """

    def clear(self) -> None:
        """Forget everything, at once and for good (before a rebuild), however damaged it is."""

    def close(self) -> None:
        """Roll back and let go of files and locks."""
