"""Passages as clusters and heat maps show them: whose they are, and their texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from index.catalogue import Catalogue
from search.clusters.graph import WHOLE, Ints
from search.clusters.model import Member
from search.clusters.scene import Scene


class Members:
    """Makes members of rows of a scene; all texts are read in one go."""

    def __init__(self, catalogue: Catalogue, scene: Scene, rows: Sequence[int]) -> None:
        self._scene = scene
        ids = np.unique(scene.graph.passages[list(rows)]).tolist() if len(rows) else []
        self._texts: Mapping[int, str] = catalogue.texts(ids)

    def __call__(self, row: int, alike: int) -> Member:
        """Return the member of a row, alike by so many ten-thousandths."""
        passage = int(self._scene.graph.passages[row])
        record = self._scene.snapshot.records[int(self._scene.places.report[row])]
        return Member(
            passage_id=passage,
            report_id=record.id,
            title=record.title,
            unit=record.unit,
            year=record.year,
            text=self._texts.get(passage, ""),
            similarity=alike / WHOLE,
            index=passage - record.first_passage,
            scan=record.scan,
        )


def by_likeness(scene: Scene, rows: Ints, alike: Ints, first: int) -> Ints:
    """Return the order of rows: that of passage `first`, then the most alike, then by year
    (unknown ones last) and id.
    """
    years = scene.columns.years[scene.places.report[rows]]
    passages = scene.graph.passages[rows]
    order: Ints = np.lexsort((passages, years, years == 0, -alike, passages != first))
    return order
