"""Some texts that are looked up together, and the texts of the library that may be like them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Catalogue
from index.engine import Nearby
from index.normal import Normals, normalise_many
from index.picture import Picture
from search.matching import side

Ints = NDArray[np.int64]

_HOLDERS = 60  # texts that are looked through for what stands in one text to the letter


class Without(NamedTuple):
    """What is left out: a report (its row in the columns) or a single passage, by id."""

    report: int = -1
    passage: int = -1


class Candidates(NamedTuple):
    """Pairs of a text asked about and a text of the library, by asker, the nearest first.

    Pair i is of asker `askers[i]` and text `numbers[i]` of `texts`, which the passages (ids) from
    `starts[i]` up to `ends[i]` have, with `reports` (rows) beside them. `normals` are of `texts`.
    """

    askers: Ints
    digests: NDArray[np.uint64]
    starts: Ints
    ends: Ints
    passages: Ints
    reports: Ints
    numbers: Ints
    texts: Sequence[str]
    normals: Normals

    def standing(self, pair: int) -> tuple[Ints, Ints]:
        """Return the passages and the reports of a pair's text."""
        stretch = slice(int(self.starts[pair]), int(self.ends[pair]))
        return self.passages[stretch], self.reports[stretch]


class Lot:
    """Some texts that are looked up together. `asked` are these made ready."""

    def __init__(
        self, catalogue: Catalogue, picture: Picture, texts: Sequence[str], without: Without
    ) -> None:
        self.catalogue, self.picture, self._without = catalogue, picture, without
        self._texts = texts
        self._kept: dict[int, str] = {}
        self.normals = normalise_many(texts)
        self.asked = [side(text, self.normals[number]) for number, text in enumerate(texts)]

    def near(self, numbers: Sequence[int], limit: int) -> Candidates:
        """Return what shares most prints with some of the texts, up to `limit` texts for each."""
        near = self.picture.view.near([self._texts[number] for number in numbers], limit=limit)
        return self._candidates(numbers, near)

    def sharing(self, numbers: Sequence[int]) -> Candidates:
        """Return what may have a run in common with some of the texts: a few for each that have
        the rarest, and all that stand in reports marked as templates or superior documents.
        """
        near = self.picture.view.sharing([self._texts[number] for number in numbers])
        marked = self._marked if len(self._marked) else None
        return self._candidates(numbers, near, _HOLDERS, marked)

    @cached_property
    def _marked(self) -> Ints:
        snapshot = self.picture.snapshot
        return np.flatnonzero(np.isin(snapshot.columns.reports, list(snapshot.marks)))

    def _candidates(
        self,
        numbers: Sequence[int],
        near: Nearby,
        most: int | None = None,
        always: Ints | None = None,
    ) -> Candidates:
        """Return those that live, of each asker at most the first `most` and those that stand in
        the reports (rows) `always`.
        """
        places = self.picture.snapshot.columns.places(near.passages)
        keep = places.live & (places.report != self._without.report)
        keep &= near.passages != self._without.passage
        askers = np.asarray(numbers, dtype=np.int64)[near.askers[keep]]
        passages, reports = near.passages[keep], places.report[keep]
        digests = near.digests[keep]
        new = np.ones(len(askers), dtype=np.bool_)
        new[1:] = (digests[1:] != digests[:-1]) | (askers[1:] != askers[:-1])
        starts = np.flatnonzero(new)
        ends = np.append(starts[1:], len(passages))
        if most is not None and len(starts):
            some = _ranks(askers[starts]) < most
            if always is not None:
                some |= np.logical_or.reduceat(np.isin(reports, always), starts)
            starts, ends = starts[some], ends[some]
        # The first passage of a text stands for it, whoever asks.
        chosen, held = np.unique(passages[starts], return_inverse=True)
        texts = self._read(chosen.tolist())
        return Candidates(
            askers=askers[starts],
            digests=digests[starts],
            starts=starts,
            ends=ends,
            passages=passages,
            reports=reports,
            numbers=held,
            texts=texts,
            normals=normalise_many(texts),
        )

    def _read(self, ids: Sequence[int]) -> list[str]:
        new = [one for one in ids if one not in self._kept]
        self._kept |= self.catalogue.texts(new) if new else {}
        return [self._kept.get(one, "") for one in ids]  # "": removed since the picture was taken


def _ranks(askers: Ints) -> Ints:
    """Return the how manieth of its asker each one is, from 0 on; askers stand together."""
    firsts = np.flatnonzero(np.diff(askers, prepend=-1))
    sizes = np.diff(np.append(firsts, len(askers)))
    return np.arange(len(askers)) - np.repeat(firsts, sizes)
