"""The engine seam: what any search engine behind duizhao must do, in terms of the domain.

An engine holds only what can be derived from the catalogue. It is given reports, and answers
with passage ids, positions and counts, never with text. Ids come from the catalogue,
are positive, rise with every report and are never used twice; the passages of one report
have consecutive ids. Whoever asks must ignore ids that the catalogue's generation does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.model import Part

if TYPE_CHECKING:
    from index.prints import Prints
    from index.tally import Tally


@dataclass(frozen=True, slots=True)
class PassageText:
    """One passage as an engine needs it; `path` is the headings above it joined by spaces."""

    id: int
    part: Part
    paragraph: int
    text: str
    path: str = ""

    @property
    def printed(self) -> str:
        """The text that prints are taken of: none of a title or a heading."""
        return self.text if self.part is Part.BODY else ""


@dataclass(frozen=True, slots=True)
class ReportText:
    """One report as an engine needs it: passages in reading order with consecutive ids.

    `tally` may give the words of its passages and `prints` the prints of all of them (none for
    title and headings), if these were taken already; an engine may also do it itself.
    `removed` are the pieces that were taken out of its text, numbered from 0: each a text of its
    own, found by `View.removed` and counted nowhere else.
    """

    id: int
    title: str
    passages: tuple[PassageText, ...]
    tally: Tally | None = None
    prints: Prints | None = None
    removed: tuple[str, ...] = ()


class Form(StrEnum):
    """How texts are compared. LOOSE folds as EXACT does and ignores punctuation as well."""

    EXACT = "exact"
    LOOSE = "loose"


@dataclass(frozen=True, slots=True)
class Phrase:
    """What to look for: literal parts, and between each two of them one figure or mask.

    `("增长", "%")` is 增长#%: whatever whole number stands there. The parts are folded in the given
    form; the first and the last may be empty (a phrase may begin or end with a figure), but not
    all of them.
    """

    parts: tuple[str, ...]
    form: Form = Form.EXACT

    def __post_init__(self) -> None:
        """Raises ValueError where there is nothing to look for."""
        if not any(self.parts):
            raise ValueError("a phrase without a literal part")


@dataclass(frozen=True, slots=True)
class PhraseMatches:
    """In which passages a phrase starts (ids, rising, each once), and how often in each.

    Original starts count: of several starts inside what one character expanded to, only the
    first does, and a start from which a figure can be read to two ends counts once.
    """

    passages: NDArray[np.int64]
    counts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PhrasePlaces:
    """The places themselves, ordered by passage, then offset: one entry a start.

    Whatever the form, `offsets[i]` and `lengths[i]` count the characters of exactly folded text,
    from the start of the passage; a match may be longer than what is left of its passage, and
    then runs on into the next ones of the paragraph. It begins and ends with characters that
    count in its form, and is the longest from its start.
    """

    passages: NDArray[np.int64]
    offsets: NDArray[np.int64]
    lengths: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class RemovedPlaces:
    """Where a phrase starts in what was removed: by report (id), piece, offset; one entry a start.

    `pieces[i]` is the number of the piece in its report. Starts count, and offsets and lengths are
    measured, as in passages; a match never runs from one piece into another.
    """

    reports: NDArray[np.int64]
    pieces: NDArray[np.int64]
    offsets: NDArray[np.int64]
    lengths: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class WordMatches:
    """Passages that match words, best first; `terms` are the words that were looked for."""

    passages: NDArray[np.int64]
    scores: NDArray[np.float64]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nearby:
    """Passages that share prints with texts asked about: candidates, to be compared with care.

    All arrays are parallel. `passages[i]` (an id) is near to text `askers[i]`, sharing `shared[i]`
    prints with it; `scores[i]` orders only. By asker; passages whose normalised text is the very
    one asked about come first, then the highest score; those with one normalised text have one
    digest and stand together.
    """

    askers: NDArray[np.int64]
    passages: NDArray[np.int64]
    digests: NDArray[np.uint64]
    scores: NDArray[np.float64]
    shared: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Texts:
    """Which body passages (ids, rising) have one normalised text: they have one digest.

    One whose normalised text is empty has the digest 0.
    """

    passages: NDArray[np.int64]
    digests: NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of different normalised texts that share prints, each pair once (left < right)."""

    lefts: NDArray[np.uint64]  # digests
    rights: NDArray[np.uint64]
    shared: NDArray[np.int64]


class View(Protocol):
    """An unchanging picture of one engine commit. Safe to share between threads.

    Asking may raise DamagedHome.
    """

    def count(self, phrase: Phrase) -> int:
        """Return at how many places a phrase starts: the sum over what `phrase` returns."""

    def phrase(self, phrase: Phrase) -> PhraseMatches:
        """Return in which passages a phrase starts, and how often.

        Complete and exact: equal to a scan of every paragraph's folded text, overlapping
        occurrences included. A match may run on over the passages of one paragraph, never
        into another paragraph.
        """

    def places(self, phrase: Phrase, passages: NDArray[np.int64]) -> PhrasePlaces:
        """Return every place of a phrase that starts in one of these passages (ids, rising)."""

    def removed(self, phrase: Phrase) -> RemovedPlaces:
        """Return every place of a phrase in the pieces that were removed from reports.

        As complete and exact as `phrase`, over texts of their own: no other answer of a view
        knows of them.
        """

    def words(self, text: str, *, limit: int | None = None) -> WordMatches:
        """Return passages that hold all words of `text` in title, heading path or body, ranked."""

    def near(self, texts: Sequence[str], *, limit: int = 30) -> Nearby:
        """Return for each text the body passages that share most prints with it.

        At most some `limit` different normalised texts of each length class (short and long), and
        all passages that have one of them; the very text asked about is always among them.
        Each text is answered as if it alone were asked about; many at once cost less.
        """

    def sharing(self, texts: Sequence[str], *, limit: int = 200) -> Nearby:
        """Return for each text the body passages that may share a run of characters with it.

        Every passage that has FRAGMENT.whole characters of the normalised text in a row, with few
        figures, is among them: of more than `limit` different texts those with the rarest run.
        What shares less may be among them as well. `shared` counts prints, `scores` order only.
        """

    def texts(self) -> Texts:
        """Return the digests of all body passages held."""

    def pairs(self, *, limit: int = 30) -> Iterator[Pairs]:
        """Yield candidate pairs over everything held, in lots of bounded size.

        Of each text at least the `limit` others that share most prints with it, where it shares
        enough of them to be worth comparing; a pair may come from either side.
        """

    def holdings(self) -> Mapping[int, int]:
        """Return for every report held its number of passages."""

    def removed_held(self) -> Mapping[int, int]:
        """Return for every report how many of its removed pieces can be found.

        Those that fold to nothing cannot; reports without any are left out.
        """

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

    def settle(self) -> None:
        """Arrange what was committed so that it answers fast, after much was put.

        Changes no answer; may take as long as some commits. Raises as `commit` does.
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
