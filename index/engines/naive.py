"""The slow, obvious engine, in memory: what every other engine must agree with.

Phrases are found by scanning every paragraph, words and prints by sets. Nothing survives the
process.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

import numpy as np
from numpy.typing import NDArray

from index.engine import (
    Form,
    Nearby,
    Pairs,
    PassageText,
    Phrase,
    PhraseMatches,
    PhrasePlaces,
    RemovedPlaces,
    ReportText,
    Texts,
    WordMatches,
)
from index.figures import figures
from index.folding import fold, fold_loose, fold_with_origins
from index.model import Part
from index.normal import FIGURE, Normals, normalise_many
from index.prints import FRAGMENT, SHORT, of_kind, prints_asked, prints_kept
from index.words import Cutter

_Row = tuple[int, int, int, float, int]  # of a `Nearby`: asker, passage, digest, score, shared


@dataclass(frozen=True, slots=True)
class NaiveView:
    """A picture of the reports as they were."""

    reports: Mapping[int, ReportText]
    cutter: Cutter

    def count(self, phrase: Phrase) -> int:
        """Scan every paragraph for the phrase, and count."""
        return len(self._found(phrase))

    def phrase(self, phrase: Phrase) -> PhraseMatches:
        """Scan every paragraph for the phrase."""
        found = Counter(passage for passage, _, _ in self._found(phrase))
        return PhraseMatches(
            np.array(sorted(found), dtype=np.int64),
            np.array([found[passage] for passage in sorted(found)], dtype=np.int64),
        )

    def places(self, phrase: Phrase, passages: NDArray[np.int64]) -> PhrasePlaces:
        """Scan every paragraph, and keep what starts in these passages."""
        wanted = set(passages.tolist())
        found = [match for match in self._found(phrase) if match[0] in wanted]
        columns = np.array(found, dtype=np.int64).reshape(-1, 3).T
        return PhrasePlaces(*columns)

    def _found(self, phrase: Phrase) -> list[tuple[int, int, int]]:
        return sorted(
            match
            for report in self.reports.values()
            for _, paragraph in groupby(report.passages, key=lambda passage: passage.paragraph)
            for match in _scan(tuple(paragraph), phrase)
        )

    def removed(self, phrase: Phrase) -> RemovedPlaces:
        """Scan every removed piece for the phrase."""
        found = sorted(
            (report.id, *match)
            for report in self.reports.values()
            for number, text in enumerate(report.removed)
            for match in _scan((PassageText(number, Part.BODY, number, text),), phrase)
        )
        return RemovedPlaces(*np.array(found, dtype=np.int64).reshape(-1, 4).T)

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

    def near(self, texts: Sequence[str], *, limit: int = 30) -> Nearby:
        """Compare every text with every body passage, print by print."""
        held = self._printed()
        rows: list[_Row] = []
        for asker, text in enumerate(texts):
            asked = prints_asked(normalise_many([text]))
            mine, very = set(asked.hashes.tolist()), int(asked.digests[0])
            shared = {
                digest: len(mine & _main(prints))
                for digest, (prints, _) in held.items()
                if mine & _main(prints)
            }
            order = sorted(shared, key=lambda digest: (digest != very, -shared[digest], digest))
            taken: Counter[bool] = Counter()
            for digest in order:
                prints, passages = held[digest]
                short = any(map(_is_short, prints))
                taken[short] += 1
                if taken[short] <= limit:
                    count = shared[digest]
                    rows += [(asker, one, digest, float(count), count) for one in passages]
        return _nearby(rows)

    def sharing(self, texts: Sequence[str], *, limit: int = 200) -> Nearby:
        """Look for every run of every text in every body passage."""
        held = self._normalised()
        rows: list[_Row] = []
        for asker, text in enumerate(texts):
            mine = _pieces(normalise_many([text])[0].text)
            common = {digest: mine & pieces for digest, (pieces, _) in held.items()}
            often = Counter(piece for some in common.values() for piece in some)
            rarest = {
                digest: min(often[piece] for piece in some)
                for digest, some in common.items()
                if some
            }
            for digest in sorted(rarest, key=lambda one: (rarest[one], one))[:limit]:
                score, shared = 1 / rarest[digest], len(common[digest])
                rows += [(asker, one, digest, score, shared) for one in held[digest][1]]
        return _nearby(rows)

    def texts(self) -> Texts:
        """Return the digests of all body passages."""
        rows = sorted((one, text) for text, (_, ids) in self._printed().items() for one in ids)
        return Texts(
            np.array([one for one, _ in rows], dtype=np.int64),
            np.array([digest for _, digest in rows], dtype=np.uint64),
        )

    def pairs(self, *, limit: int = 30) -> Iterator[Pairs]:
        """Return all pairs of texts that share a print."""
        held = self._printed()
        both = (
            (one, two, len(held[one][0] & held[two][0]))
            for one, two in combinations(sorted(held), 2)
        )
        rows = [pair for pair in both if pair[2]]
        yield Pairs(
            np.array([left for left, _, _ in rows], dtype=np.uint64),
            np.array([right for _, right, _ in rows], dtype=np.uint64),
            np.array([shared for _, _, shared in rows], dtype=np.int64),
        )

    def _printed(self) -> dict[int, tuple[set[int], list[int]]]:
        """Return the prints of each text of a body passage by its digest, and whose text it is."""
        held: dict[int, tuple[set[int], list[int]]] = {}
        for passage, normals in self._bodies():
            prints = prints_kept(normals)
            hashes = prints.hashes[~of_kind(prints.hashes, FRAGMENT)]
            text = held.setdefault(int(prints.digests[0]), (set(hashes.tolist()), []))
            text[1].append(passage)
        return held

    def _normalised(self) -> dict[int, tuple[set[str], list[int]]]:
        """Return the runs of each text of a body passage by its digest, and whose text it is."""
        held: dict[int, tuple[set[str], list[int]]] = {}
        for passage, normals in self._bodies():
            digest = int(prints_kept(normals).digests[0])
            held.setdefault(digest, (_pieces(normals[0].text), []))[1].append(passage)
        return held

    def _bodies(self) -> Iterator[tuple[int, Normals]]:
        """Yield every body passage (id, rising) with its normalised text."""
        passages = [passage for report in self.reports.values() for passage in report.passages]
        for passage in sorted(passages, key=lambda passage: passage.id):
            if passage.part is Part.BODY:
                yield passage.id, normalise_many([passage.text])

    def holdings(self) -> Mapping[int, int]:
        """Return for every report held its number of passages."""
        return {report.id: len(report.passages) for report in self.reports.values()}

    def removed_held(self) -> Mapping[int, int]:
        """Return for every report how many removed pieces do not fold to nothing."""
        held = {one.id: sum(map(bool, map(fold, one.removed))) for one in self.reports.values()}
        return {report: count for report, count in held.items() if count}

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

    def settle(self) -> None:
        """There is nothing to arrange."""

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


def _nearby(rows: Sequence[_Row]) -> Nearby:
    columns = [[row[column] for row in rows] for column in range(5)]
    return Nearby(
        np.array(columns[0], dtype=np.int64),
        np.array(columns[1], dtype=np.int64),
        np.array(columns[2], dtype=np.uint64),
        np.array(columns[3], dtype=np.float64),
        np.array(columns[4], dtype=np.int64),
    )


def _main(prints: set[int]) -> set[int]:
    """Return the SHORT prints of a short text, the LONG ones of a long one."""
    return set(filter(_is_short, prints)) or prints


def _is_short(one: int) -> bool:
    return one % 4 == SHORT.kind


def _pieces(text: str) -> set[str]:
    """Return the runs by which a normalised text may be found: long enough, with few figures."""
    runs = {text[at : at + FRAGMENT.whole] for at in range(len(text) - FRAGMENT.whole + 1)}
    return {run for run in runs if run.count(FIGURE) <= (FRAGMENT.figures or 0)}


def _scan(paragraph: tuple[PassageText, ...], phrase: Phrase) -> list[tuple[int, int, int]]:
    """Return (passage id, offset, length) of every start, one for each original character."""
    whole = "".join(passage.text for passage in paragraph)
    exact = fold_with_origins(whole)
    homes = [
        (passage.id, offset) for passage in paragraph for offset in range(len(fold(passage.text)))
    ]
    # Of each character that is compared its place in the exactly folded paragraph.
    at = [
        place
        for place, one in enumerate(exact.text)
        if phrase.form is Form.EXACT or fold_loose(one)
    ]
    text = "".join(exact.text[place] for place in at)

    origins = [int(exact.origins[place]) for place in at]

    def numbered(offset: int) -> int:
        return bisect_left(origins, offset)

    read = list(figures(whole))
    spans = {
        (numbered(begin), numbered(end))
        for one in read
        for begin in (one.first, one.start)
        for end in (one.end, one.last)
    }
    # A figure with a sign begins at its sign.
    signed = {numbered(one.start) for one in read if numbered(one.first) < numbered(one.start)}
    starts: dict[int, tuple[int, int, int]] = {}
    for start in range(len(text)):
        ends = _ends(text, start, phrase.parts, spans)
        if ends and not (phrase.parts[0] == "" and start in signed):
            length = at[max(ends) - 1] + 1 - at[start]
            starts.setdefault(origins[start], (*homes[at[start]], length))
    return list(starts.values())


def _ends(text: str, at: int, parts: tuple[str, ...], spans: set[tuple[int, int]]) -> list[int]:
    """Return where matches end that begin at `at` with the first of the parts."""
    if not text.startswith(parts[0], at):
        return []
    at += len(parts[0])
    if len(parts) == 1:
        return [at]
    return [
        end for first, last in spans if first == at for end in _ends(text, last, parts[1:], spans)
    ]
