"""Texts in, the passages of the library that match them out: found by prints, then compared.

All texts of a report are looked up together. Passages with one normalised text are compared
once; what differs between them (figures, punctuation) is said only for those that are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Catalogue
from index.model import Span
from index.normal import FIGURE, normalise_many
from index.picture import Picture
from search.matching import (
    EVIDENCE,
    Compared,
    Matching,
    Side,
    Verdict,
    compare,
    match_equal,
    side,
    spell,
    stretches,
)
from search.reuse.sifting import sift
from search.reuse.standing import known_units

Ints = NDArray[np.int64]

LIMIT = 30  # texts of each length class that are compared with one text asked about
OF_MANY = 12  # likewise, where a whole report is: the true source is hardly ever further down
_MORE = 4  # times as many, where they would decide whether a text is stock
_AT_ONCE = 400  # texts asked about together, so that memory stays bounded


@dataclass(frozen=True, slots=True)
class Group:
    """Passages of one normalised text that match the text asked about with this number.

    `passages` (ids) rise, `reports` are rows of the catalogue's columns beside them; `text` is
    that of the first passage. `compared` is None where the normalised texts are equal: then the
    verdict of each passage is `same` or `figures`.
    """

    asker: int
    digest: int
    passages: Ints
    reports: Ints
    side: Side
    compared: Compared | None

    @property
    def score(self) -> float:
        """How alike, from 0 to 1."""
        return self.compared.score if self.compared else 1.0

    def matching(self, asked: Side, held: Side | None = None) -> Matching | None:
        """Spell out the match with the first passage, or with another one of this text."""
        held = held or self.side
        if self.compared:
            return spell(asked, held, self.compared)
        return match_equal(asked, held)

    def stretches(self, asked: Side) -> tuple[Span, ...]:
        """Return which stretches of the text asked about stand in the first passage."""
        if self.compared:
            return stretches(asked, self.side, self.compared)
        return (Span(0, len(asked.text)),)


@dataclass(frozen=True)
class Found:
    """What matches some texts: groups by the text asked about, the most alike first.

    `complete` is False where a text had more candidates than are compared.
    """

    asked: tuple[Side, ...]
    groups: tuple[Group, ...]
    complete: bool

    @cached_property
    def by_asker(self) -> tuple[tuple[Group, ...], ...]:
        """The groups of each text asked about."""
        lots: list[list[Group]] = [[] for _ in self.asked]
        for group in self.groups:
            lots[group.asker].append(group)
        return tuple(map(tuple, lots))


class Without(NamedTuple):
    """What is left out: a report (its row in the columns) or a single passage, by id."""

    report: int = -1
    passage: int = -1


def look_up(
    catalogue: Catalogue,
    picture: Picture,
    texts: Sequence[str],
    *,
    without: Without | None = None,
    limit: int = LIMIT,
    stock_from: int | None = None,
) -> Found:
    """Return what of the library matches each text.

    Where as many as are compared match, more are looked at if these can tell whether the text
    stands in `stock_from` known units.
    """
    asked: list[Side] = []
    groups: list[Group] = []
    complete = True
    for first in range(0, len(texts), _AT_ONCE):
        lot = _Lot(catalogue, picture, texts[first : first + _AT_ONCE], without or Without())
        found = lot.groups(range(len(lot.asked)), limit)
        crowded = [number for number, some in found.items() if len(some) >= limit]
        open_ = [one for one in crowded if _undecided(picture, found[one], stock_from)]
        if open_:
            found |= lot.groups(open_, _MORE * limit)
        complete &= not crowded
        asked += lot.asked
        for number in sorted(found):
            groups += [_renumbered(group, first) for group in found[number]]
    return Found(tuple(asked), tuple(groups), complete)


def _undecided(picture: Picture, groups: Sequence[Group], stock_from: int | None) -> bool:
    if stock_from is None:
        return False
    columns = picture.snapshot.columns
    units = len(known_units(columns, np.concatenate([group.reports for group in groups])))
    return stock_from <= _MORE * units < _MORE * stock_from


def _renumbered(group: Group, first: int) -> Group:
    if not first:
        return group
    return Group(
        *(group.asker + first, group.digest, group.passages),
        *(group.reports, group.side, group.compared),
    )


class _Lot:
    """Some texts that are looked up together."""

    def __init__(
        self, catalogue: Catalogue, picture: Picture, texts: Sequence[str], without: Without
    ) -> None:
        self._catalogue, self._picture, self._without = catalogue, picture, without
        self._texts = texts
        self._normals = normalise_many(texts)
        self.asked = [side(text, self._normals[number]) for number, text in enumerate(texts)]

    def groups(self, numbers: Sequence[int], limit: int) -> dict[int, list[Group]]:
        """Return the groups of some of the texts, by number; only those that have any."""
        found: dict[int, list[Group]] = {}
        for group in self._groups(numbers, limit):
            found.setdefault(group.asker, []).append(group)
        for some in found.values():
            some.sort(key=lambda group: (group.compared is not None, -group.score))
        return found

    def _groups(self, numbers: Sequence[int], limit: int) -> Iterator[Group]:
        askers, passages, reports, digests = self._near(numbers, limit)
        if not len(passages):
            return
        new = np.ones(len(passages), dtype=np.bool_)
        new[1:] = (digests[1:] != digests[:-1]) | (askers[1:] != askers[:-1])
        starts = np.flatnonzero(new)
        ends = [*starts[1:].tolist(), len(passages)]
        # The first passage of a text stands for it, whoever asks.
        chosen, candidates = np.unique(passages[starts], return_inverse=True)
        ids = chosen.tolist()
        kept = self._catalogue.texts(ids)
        texts = [kept.get(one, "") for one in ids]  # "": removed since this picture was taken
        held = normalise_many(texts)
        likely = sift(self._normals, askers[starts], held, candidates)
        sides: dict[int, Side] = {}
        for number in np.flatnonzero(likely).tolist():
            candidate, asker = int(candidates[number]), int(askers[starts[number]])
            if candidate not in sides:
                sides[candidate] = side(texts[candidate], held[candidate])
            start, end = int(starts[number]), ends[number]
            group = self._group(
                asker,
                int(digests[start]),
                passages[start:end],
                reports[start:end],
                sides[candidate],
            )
            if group:
                yield group

    def _near(
        self, numbers: Sequence[int], limit: int
    ) -> tuple[Ints, Ints, Ints, NDArray[np.uint64]]:
        near = self._picture.view.near([self._texts[number] for number in numbers], limit=limit)
        places = self._picture.snapshot.columns.places(near.passages)
        keep = places.live & (places.report != self._without.report)
        keep &= near.passages != self._without.passage
        askers = np.asarray(numbers, dtype=np.int64)[near.askers[keep]]
        return askers, near.passages[keep], places.report[keep], near.digests[keep]

    def _group(
        self, asker: int, digest: int, passages: Ints, reports: Ints, held: Side
    ) -> Group | None:
        asked = self.asked[asker]
        if asked.normal.text != held.normal.text:
            compared = compare(asked, held)
            return Group(asker, digest, passages, reports, held, compared) if compared else None
        figures = asked.normal.text.count(FIGURE)
        if len(asked.normal.text) - figures >= EVIDENCE or not figures:
            return Group(asker, digest, passages, reports, held, None)
        return self._short(Group(asker, digest, passages, reports, held, None))

    def _short(self, group: Group) -> Group | None:
        """Keep the passages that match though little but figures is in them."""
        verdicts = equal_verdicts(self._catalogue, self.asked[group.asker], group)
        keep = np.array([one is not None for one in verdicts], dtype=np.bool_)
        if not keep.any():
            return None
        passages, first = group.passages[keep], int(group.passages[keep][0])
        held = group.side
        if first != group.passages[0]:
            text = self._catalogue.texts([first])[first]
            held = side(text, normalise_many([text])[0])
        return Group(group.asker, group.digest, passages, group.reports[keep], held, None)


def equal_verdicts(catalogue: Catalogue, asked: Side, group: Group) -> list[Verdict | None]:
    """Return for each passage of a group with the very text asked about whether its figures are
    the same too; None where it is no match.
    """
    if FIGURE not in asked.normal.text:
        return [Verdict.SAME] * len(group.passages)
    ids = group.passages.tolist()
    kept = {ids[0]: group.side.text}
    if ids[1:]:
        kept |= catalogue.texts(ids[1:])
    distinct = list(dict.fromkeys(kept.values()))
    normals = normalise_many(distinct)
    found: dict[str, Verdict | None] = {}
    for number, text in enumerate(distinct):
        matching = match_equal(asked, Side(text, normals[number], frozenset()))
        found[text] = matching.verdict if matching else None
    return [found.get(kept.get(one, "")) for one in ids]
