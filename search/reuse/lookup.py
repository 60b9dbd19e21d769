"""Texts in, the passages of the library that match them out: found by prints, then compared.

All texts of a report are looked up together. Passages with one normalised text are compared
once; what differs between them (figures, punctuation) is said only for those that are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from index.catalogue import Catalogue
from index.normal import FIGURE, normalise_many
from index.picture import Picture
from search.matching import EVIDENCE, Side, Verdict, compare, compare_weakly, match_equal, side
from search.reuse.groups import Found, Group
from search.reuse.labels import Stands
from search.reuse.lot import Candidates, Lot, Without
from search.reuse.running import running
from search.reuse.sifting import sift
from search.reuse.standing import known_units

LIMIT = 30  # texts of each length class that are compared with one text asked about
OF_MANY = 12  # likewise, where a whole report is: the true source is hardly ever further down
_WEAK = 100  # texts of each length class that are looked through for what is hardly alike
_MORE = 4  # times as many, where they would decide whether a text is stock
_AT_ONCE = 400  # texts asked about together, so that memory stays bounded


def look_up(
    catalogue: Catalogue,
    picture: Picture,
    texts: Sequence[str],
    *,
    without: Without | None = None,
    limit: int = LIMIT,
    stock_from: int | None = None,
    fragments_of: int | None = None,
    weak_from: float | None = None,
) -> Found:
    """Return what of the library matches each text.

    Where as many as are compared match, more are looked at if these can tell whether the text
    stands in `stock_from` known units. Of the first `fragments_of` texts (None: of all) it is
    also said which stretches stand elsewhere to the letter. With `weak_from` (a score) what is
    not alike but has at least this score comes last.
    """
    asked: list[Side] = []
    groups: list[Group] = []
    fragments: list[tuple[Stands, ...]] = []
    complete = True
    whole = len(texts) if fragments_of is None else fragments_of
    for first in range(0, len(texts), _AT_ONCE):
        lot = Lot(catalogue, picture, texts[first : first + _AT_ONCE], without or Without())
        found = _groups(lot, range(len(lot.asked)), limit)
        crowded = [number for number, some in found.items() if len(some) >= limit]
        open_ = [one for one in crowded if _undecided(picture, found[one], stock_from)]
        if open_:
            found |= _groups(lot, open_, _MORE * limit)
        complete &= not crowded
        asked += lot.asked
        weak = {} if weak_from is None else _weak(lot, found, weak_from)
        beside = running(lot, range(max(min(len(lot.asked), whole - first), 0)), found)
        fragments += beside.stands
        for number in sorted(found.keys() | beside.groups.keys() | weak.keys()):
            some = [*found.get(number, ()), *beside.groups.get(number, ())]
            seen = {group.digest for group in some}
            some += [group for group in weak.get(number, ()) if group.digest not in seen]
            groups += [_renumbered(group, first) for group in some]
    return Found(tuple(asked), tuple(groups), tuple(fragments), complete)


def _undecided(picture: Picture, groups: Sequence[Group], stock_from: int | None) -> bool:
    if stock_from is None:
        return False
    columns = picture.snapshot.columns
    units = len(known_units(columns, np.concatenate([group.reports for group in groups])))
    return stock_from <= _MORE * units < _MORE * stock_from


def _renumbered(group: Group, first: int) -> Group:
    if not first:
        return group
    return replace(group, asker=group.asker + first)


def _groups(lot: Lot, numbers: Sequence[int], limit: int) -> dict[int, list[Group]]:
    """Return the groups of some of the texts, by number; only those that have any."""
    found: dict[int, list[Group]] = {}
    for group in _alike(lot, lot.near(numbers, limit)):
        found.setdefault(group.asker, []).append(group)
    for some in found.values():
        some.sort(key=lambda group: (group.compared is not None, -group.score))
    return found


def _alike(lot: Lot, near: Candidates) -> Iterator[Group]:
    """Yield what is alike among candidates."""
    if not len(near.askers):
        return
    ready = _Ready(near)
    likely = sift(lot.normals, near.askers, near.normals, near.numbers)
    for pair in np.flatnonzero(likely).tolist():
        asker, digest = int(near.askers[pair]), int(near.digests[pair])
        group = Group(asker, digest, *near.standing(pair), ready.side(pair), None)
        if compared := _compared(lot, group):
            yield compared


class _Ready:
    """The texts of candidates made ready, each when it is first compared."""

    def __init__(self, candidates: Candidates) -> None:
        self._candidates = candidates
        self._sides: dict[int, Side] = {}

    def side(self, pair: int) -> Side:
        """Return the text of a pair."""
        number = int(self._candidates.numbers[pair])
        if number not in self._sides:
            text, normal = self._candidates.texts[number], self._candidates.normals[number]
            self._sides[number] = side(text, normal)
        return self._sides[number]


def _weak(lot: Lot, found: Mapping[int, Sequence[Group]], least: float) -> dict[int, list[Group]]:
    """Return what has least in common, but enough to be listed, the most alike first."""
    near = lot.near(range(len(lot.asked)), _WEAK)
    ready = _Ready(near)
    seen = {(group.asker, group.digest) for some in found.values() for group in some}
    weak: dict[int, list[Group]] = {}
    for pair, asker in enumerate(near.askers.tolist()):
        digest = int(near.digests[pair])
        if (asker, digest) in seen:
            continue
        held = ready.side(pair)
        if held.normal.text == lot.asked[asker].normal.text:
            continue
        if compared := compare_weakly(lot.asked[asker], held, least):
            group = Group(asker, digest, *near.standing(pair), held, compared)
            weak.setdefault(asker, []).append(group)
    for some in weak.values():
        some.sort(key=lambda group: -group.score)
    return weak


def _compared(lot: Lot, group: Group) -> Group | None:
    """Return a group with what is common, None where it does not match."""
    asked, held = lot.asked[group.asker], group.side
    if asked.normal.text != held.normal.text:
        compared = compare(asked, held)
        return replace(group, compared=compared) if compared else None
    figures = asked.normal.text.count(FIGURE)
    if len(asked.normal.text) - figures >= EVIDENCE or not figures:
        return group
    return _short(lot, group)


def _short(lot: Lot, group: Group) -> Group | None:
    """Keep the passages that match though little but figures is in them."""
    verdicts = equal_verdicts(lot.catalogue, lot.asked[group.asker], group)
    keep = np.array([one is not None for one in verdicts], dtype=np.bool_)
    if not keep.any():
        return None
    passages, first = group.passages[keep], int(group.passages[keep][0])
    held = group.side
    if first != group.passages[0]:
        text = lot.catalogue.texts([first])[first]
        held = side(text, normalise_many([text])[0])
    return replace(group, passages=passages, reports=group.reports[keep], side=held)


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
