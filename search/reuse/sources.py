"""Reports in which some of a text stands, those that hold most first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.picture import Picture
from search.reuse.labels import Labelled, Stands, elementary
from search.reuse.model import Label, SourceReport
from search.reuse.rates import held_by, passages_of
from search.reuse.standing import Standpoint

Ints = NDArray[np.int64]

LISTED = 200  # a stock phrase may stand in thousands, which say nothing by themselves


def sources(
    picture: Picture,
    standpoint: Standpoint,
    passages: Sequence[Sequence[Labelled]],
    of: int,
) -> tuple[tuple[SourceReport, ...], int]:
    """Return the reports that count, by their characters of `of`, and how many there are."""
    reports = len(picture.snapshot.records)
    held = held_by((one for passage in passages for one in passage), reports)
    return _listed(picture, standpoint, held, passages_of(passages, reports), of)


def later_reports(
    picture: Picture, standpoint: Standpoint, passages: Sequence[Sequence[Stands]], of: int
) -> tuple[tuple[SourceReport, ...], int]:
    """Return the reports written later, likewise."""
    # Later ones have no label; as OTHER they are counted the same way.
    return sources(
        picture,
        standpoint,
        [
            [Labelled(span, Label.OTHER, rows) for span, rows in elementary(stands)]
            for stands in passages
        ],
        of,
    )


def _listed(
    picture: Picture, standpoint: Standpoint, held: Ints, passages: Ints, of: int
) -> tuple[tuple[SourceReport, ...], int]:
    found, total = [], int(np.count_nonzero(held))
    for row in np.argsort(-held, kind="stable")[: min(total, LISTED)].tolist():
        record = picture.snapshot.records[row]
        characters = int(held[row])
        found.append(
            SourceReport(
                report_id=record.id,
                title=record.title,
                unit=record.unit,
                year=record.year,
                kind=record.kind,
                relation=standpoint.relation(row),
                direction=standpoint.direction(row),
                characters=characters,
                share=characters / of if of else 0.0,
                passages=int(passages[row]),
                scan=record.scan,
            )
        )
    return tuple(found), total
