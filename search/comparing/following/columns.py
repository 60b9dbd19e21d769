"""Reports of the library as columns side by side: which they are, and what was asked of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.catalogue import Catalogue, Record
from index.errors import BadQuery, ReportNotFound
from index.picture import Picture
from index.units import is_known
from search import listing
from search.comparing.aligning.align import Alignment, align
from search.comparing.differing.tokens import Cut
from search.comparing.following.choosing import chosen, openings, roles
from search.comparing.following.followed import Several, SeveralRequest
from search.comparing.following.several import Woven, counts, weave
from search.comparing.keeping import Kept
from search.comparing.model import Compared
from search.comparing.subjects import kept, live
from search.model import Filters
from search.scope import unknown

MOST = 12  # columns
_WOVEN, _ALIGNED = 4, 400  # answers that are remembered


@dataclass(frozen=True, slots=True)
class _Beside:
    said: tuple[Compared, ...]
    woven: Woven


class Columns:
    """Several reports side by side; remembers what was woven lately."""

    def __init__(self) -> None:
        self._woven: Kept[tuple[int, ...], _Beside] = Kept(_WOVEN)
        self._aligned: Kept[tuple[int, int, int], Alignment] = Kept(_ALIGNED)

    def answer(
        self, catalogue: Catalogue, picture: Picture, request: SeveralRequest, cut: Cut
    ) -> Several:
        """Return the columns and the rows that are asked for.

        Raises ReportNotFound (`report`, `passage`), BadQuery (fields report, section, passage).
        """
        records = _records(picture, request)
        row = _row(picture, request.passage_id)
        around = None if row is None else _where(records, picture.snapshot.records[row])
        shown, rest = _room(records, around)
        ids = tuple(record.id for record in shown)
        generation = picture.snapshot.generation
        found = self._woven.get(
            (generation, *ids), lambda: self._beside(catalogue, generation, ids, cut)
        )
        rows = chosen(found.woven, request.section, request.passage_id)
        return Several(
            columns=found.said,
            rows=rows,
            counts=counts(rows, len(ids)),
            total=len(found.woven.rows),
            left_out=tuple(map(listing.row, rest)),
            openings=openings(found.woven),
            roles=roles(found.woven),
            unknown=unknown(picture.snapshot, request.filters),
        )

    def _beside(
        self, catalogue: Catalogue, generation: int, ids: tuple[int, ...], cut: Cut
    ) -> _Beside:
        subjects = [kept(live(catalogue, report_id)) for report_id in ids]
        texts = [one.text for one in subjects]

        def aligned(left: int, right: int) -> Alignment:
            key = (generation, ids[left], ids[right])
            return self._aligned.get(key, lambda: align(texts[left], texts[right]))

        return _Beside(tuple(one.said for one in subjects), weave(texts, cut, aligned))


def _records(picture: Picture, request: SeveralRequest) -> list[Record]:
    """Return the reports that are asked for, oldest first, unknown years last."""
    records = {record.id: record for record in picture.snapshot.records}
    row = _row(picture, request.passage_id)
    if request.reports:
        gone = next((one for one in request.reports if one not in records), None)
        if gone is not None:
            raise ReportNotFound("no_such_report", report=gone)
        found = [records[one] for one in dict.fromkeys(request.reports)]
    elif request.filters:
        choice = listing.Choice(request.filters)
        found = [record for record in records.values() if choice.holds(record)]
    elif row is not None:
        own = picture.snapshot.records[row]
        choice = listing.Choice(Filters(units=(own.unit,), kinds=(own.kind,)))
        known = is_known(own.unit)
        found = [one for one in records.values() if one is own or (known and choice.holds(one))]
    else:
        raise BadQuery("no_reports_chosen", field="report")
    return sorted(found, key=_place)


def _place(record: Record) -> tuple[bool, int, bool, str, int]:
    year, unit = record.year, record.unit
    return year is None, year or 0, unit is None, unit or "", record.id


def _room(
    records: Sequence[Record], around: int | None
) -> tuple[Sequence[Record], Sequence[Record]]:
    """Return the reports that there is room for, and the others: the latest ones, or those around
    the one in which the passage stands. Of reports of one year the first ones are taken.
    """
    if len(records) <= MOST:
        return records, ()
    end = len(records) if len({record.year for record in records}) > 1 else MOST
    if around is not None:
        end = min(len(records), max(MOST, around + MOST // 2))
    return records[end - MOST : end], [*records[: end - MOST], *records[end:]]


def _where(records: Sequence[Record], one: Record) -> int | None:
    return next((at for at, record in enumerate(records) if record.id == one.id), None)


def _row(picture: Picture, passage_id: int | None) -> int | None:
    """Return in which report a passage stands. Raises ReportNotFound (`passage`)."""
    if passage_id is None:
        return None
    row = -1
    if 0 < passage_id < 2**63:
        row = int(picture.snapshot.columns.places(np.array([passage_id])).report[0])
    if row < 0:
        raise ReportNotFound("no_such_passage", passage=passage_id)
    return row
