"""Similar passages: a text or a passage in, what stands like it in the library out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Catalogue
from index.errors import ReportNotFound
from index.picture import Picture
from search import facets
from search.matching import ALIKE, Verdict
from search.reuse.groups import Found
from search.reuse.lookup import LIMIT, OF_MANY, equal_verdicts, look_up
from search.reuse.lot import Without
from search.reuse.model import (
    Cutoff,
    Direction,
    Match,
    Order,
    Piece,
    Relation,
    Similar,
    SimilarRequest,
)
from search.reuse.pieces import Cut, Pieces, checked, cut, whole
from search.reuse.showing import Chosen, show, units_of
from search.reuse.standing import Standpoint, cutoff, known_units
from search.scope import searched

Ints = NDArray[np.int64]

TWINS = 20  # passages with the very text of a match that are listed with it

_FEW = 3  # texts that are each compared with as many candidates as one alone
_VERDICTS = tuple(Verdict)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked about: a text in pieces, whose it is, and which passage, if one."""

    text: str
    pieces: Pieces
    unit: str | None
    year: int | None
    passage_id: int | None = None
    report_id: int | None = None
    row: int = -1  # of that report

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """All that is looked up: the pieces, then what bridges two of them."""
        return self.pieces.cuts + self.pieces.bridges

    @property
    def numbers(self) -> Ints:
        """To which piece each of the cuts belongs."""
        own = range(len(self.pieces.cuts))
        return np.array([*own, *self.pieces.before], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Every passage that matches: which place of which group it is; all arrays are parallel."""

    groups: Ints
    places: Ints
    passages: Ints
    reports: Ints
    scores: NDArray[np.float64]
    verdicts: Ints  # numbers of _VERDICTS
    units: Ints  # known ones, in which the group's text stands

    def at(self, rows: NDArray[np.generic]) -> _Rows:
        """Return some of them."""
        return _Rows(*(getattr(self, name)[rows] for name in _Rows.__slots__))


def similar(catalogue: Catalogue, picture: Picture, request: SimilarRequest) -> Similar:
    """Return what is similar. Raises BadQuery (field text), ReportNotFound (passage)."""
    asked = _asked(catalogue, picture, request)
    standpoint = Standpoint(picture.snapshot.columns, asked.unit, asked.year)
    stock = cutoff(picture.snapshot.columns)
    found = look_up(
        catalogue,
        picture,
        [one.text for one in asked.cuts],
        without=Without(passage=asked.passage_id or -1),
        limit=LIMIT if len(asked.cuts) <= _FEW else OF_MANY,
        fragments_of=len(asked.pieces.cuts),
        weak_from=request.least if 0 < request.least < ALIKE else None,
    )
    rows = _bridged(asked, found, _rows(catalogue, picture, found, asked.row))
    rows = _chosen(picture, request, standpoint, rows, stock)
    counted = rows.at(~_are(rows, Verdict.WEAK))
    counts = np.bincount(counted.verdicts, minlength=len(_VERDICTS)).tolist()
    if request.verdicts:
        wanted = [_VERDICTS.index(verdict) for verdict in request.verdicts]
        rows = rows.at(np.isin(rows.verdicts, wanted))
        counted = rows.at(~_are(rows, Verdict.WEAK))
    rows = rows.at(_order(picture, asked, found, rows, request.order))
    heads, lots = _lots(rows, grouped=request.grouped)
    page = lots[request.offset : request.offset + request.limit]
    shown = show(
        catalogue,
        picture,
        standpoint,
        stock,
        [_to_show(found, rows, row) for lot in page for row in lot[: TWINS + 1]],
        asked.cuts,
    )
    years = picture.snapshot.columns.year_values
    columns = picture.snapshot.columns
    return Similar(
        text=asked.text,
        matches=_gathered(page, [_numbered(asked, match) for match in shown]),
        total=len(counted.passages),
        reports=len(np.unique(counted.reports)),
        units=len(known_units(columns, counted.reports)),
        years=tuple(
            year
            for code in np.unique(columns.years[counted.reports]).tolist()
            if (year := years[code]) is not None
        ),
        verdicts=dict(zip(_VERDICTS, counts, strict=True)),
        pieces=_pieces(picture, asked, found, counted),
        searched=searched(picture.snapshot, request.filters),
        passage_id=asked.passage_id,
        report_id=asked.report_id,
        unit=asked.unit,
        year=asked.year,
        complete=found.complete,
        groups=heads,
        weak=len(rows.passages) - len(counted.passages),
    )


def _asked(catalogue: Catalogue, picture: Picture, request: SimilarRequest) -> _Asked:
    if request.passage_id is None:
        text = checked(request.text)
        return _Asked(text, cut(text), (request.unit or "").strip() or None, request.year)
    columns = picture.snapshot.columns
    row = -1
    if 0 < request.passage_id < 2**63:
        row = int(columns.places(np.array([request.passage_id])).report[0])
    text = catalogue.texts([request.passage_id]).get(request.passage_id, "") if row >= 0 else ""
    if not text:
        raise ReportNotFound("no_such_passage", passage=request.passage_id)
    record = picture.snapshot.records[row]
    pieces = Pieces((whole(text),))
    return _Asked(text, pieces, record.unit, record.year, request.passage_id, record.id, row)


def _rows(catalogue: Catalogue, picture: Picture, found: Found, asker: int) -> _Rows:
    """Lay all matching passages out side by side."""
    sizes = [len(group.passages) for group in found.groups]
    verdicts: list[int] = []
    for group, size in zip(found.groups, sizes, strict=True):
        if group.compared:
            verdicts += [_VERDICTS.index(group.compared.verdict)] * size
        else:
            equal = equal_verdicts(catalogue, found.asked[group.asker], group)
            verdicts += [-1 if one is None else _VERDICTS.index(one) for one in equal]
    nothing = [np.empty(0, dtype=np.int64)]
    rows = _Rows(
        groups=np.repeat(np.arange(len(sizes)), sizes),
        places=np.concatenate([*nothing, *map(np.arange, sizes)]),
        passages=np.concatenate([*nothing, *(group.passages for group in found.groups)]),
        reports=np.concatenate([*nothing, *(group.reports for group in found.groups)]),
        scores=np.repeat(np.array([group.score for group in found.groups], np.float64), sizes),
        verdicts=np.array(verdicts, dtype=np.int64),
        units=np.repeat(
            np.array([units_of(picture, group, asker=asker) for group in found.groups], np.int64),
            sizes,
        ),
    )
    return rows.at(rows.verdicts >= 0)


def _chosen(
    picture: Picture,
    request: SimilarRequest,
    standpoint: Standpoint,
    rows: _Rows,
    stock: Cutoff,
) -> _Rows:
    """Return the rows that pass everything asked for but the verdict."""
    keep = rows.scores >= request.least
    if request.filters:
        places = picture.snapshot.columns.places(rows.passages)
        keep &= facets.mask(picture.snapshot, places, [request.filters], ())
    if request.other_units:
        keep &= ~standpoint.related(rows.reports, Relation.OWN)
    if request.own_unit:
        keep &= standpoint.related(rows.reports, Relation.OWN)
    if request.earlier:
        keep &= standpoint.written(rows.reports, Direction.EARLIER)
    if request.without_stock and stock.least is not None and stock.fragments is not None:
        keep &= rows.units < np.where(_are(rows, Verdict.FRAGMENT), stock.fragments, stock.least)
    return rows.at(keep)


def _are(rows: _Rows, verdict: Verdict) -> NDArray[np.bool_]:
    """Say which rows have a verdict."""
    found: NDArray[np.bool_] = rows.verdicts == _VERDICTS.index(verdict)
    return found


def _order(picture: Picture, asked: _Asked, found: Found, rows: _Rows, order: Order) -> Ints:
    """Return the rows in the order asked for; ties by score, verdict, newest year, id.

    By score what has but a fragment in common comes after what is alike, the one that the fewest
    units have first. What is hardly alike comes last in any order.
    """
    columns = picture.snapshot.columns
    # Code 0 is no value, the others rise; what has none stands last.
    years, units = columns.years[rows.reports], columns.units[rows.reports]
    running, weak = _are(rows, Verdict.FRAGMENT), _are(rows, Verdict.WEAK)
    keys = [rows.passages, -years, rows.verdicts, -rows.scores, rows.units * running, running]
    if order is Order.YEAR:
        keys.append(np.where(years == 0, len(columns.year_values), years))
    elif order is Order.UNIT:
        keys.append(np.where(units == 0, len(columns.unit_values), units))
    elif order is Order.TEXT:
        begins = [group.compared.begins if group.compared else 0 for group in found.groups]
        keys.append(np.array(begins, dtype=np.int64)[rows.groups])
        keys.append(asked.numbers[_askers(found, rows)])
    return np.lexsort([*keys, weak])


def _lots(rows: _Rows, *, grouped: bool) -> tuple[int, list[list[int]]]:
    """Return how many groups there are, and the rows of each that is listed, its head first."""
    lots: dict[int, list[int]] = {}
    for row, group in enumerate(rows.groups.tolist()):
        lots.setdefault(group, []).append(row)
    if grouped:
        return len(lots), list(lots.values())
    return len(lots), [[row] for row in range(len(rows.groups))]


def _to_show(found: Found, rows: _Rows, row: int) -> Chosen:
    group = found.groups[int(rows.groups[row])]
    return Chosen(found.asked[group.asker], group, int(rows.places[row]), int(rows.units[row]))


def _gathered(page: Sequence[Sequence[int]], shown: list[Match | None]) -> tuple[Match, ...]:
    """Put the twins of each match under it."""
    found, rest = [], iter(shown)
    for lot in page:
        some = [match for _ in lot[: TWINS + 1] if (match := next(rest))]
        if some:
            found.append(replace(some[0], twins=tuple(some[1:]), alike=len(lot) - 1))
    return tuple(found)


def _pieces(picture: Picture, asked: _Asked, found: Found, rows: _Rows) -> tuple[Piece, ...]:
    numbers = asked.numbers[_askers(found, rows)]
    pieces = []
    for number, one in enumerate(asked.pieces.cuts):
        reports = rows.reports[numbers == number]
        units = len(known_units(picture.snapshot.columns, reports))
        pieces.append(Piece(one.span, len(reports), units))
    return tuple(pieces)


def _bridged(asked: _Asked, found: Found, rows: _Rows) -> _Rows:
    """Leave out what a bridge matches and one of its two pieces does as well."""
    if not asked.pieces.bridges:
        return rows
    askers, passages = _askers(found, rows), rows.passages
    own = len(asked.pieces.cuts)
    mine = set(zip(askers[askers < own].tolist(), passages[askers < own].tolist(), strict=True))
    keep = askers < own
    for row in np.flatnonzero(~keep).tolist():
        before = asked.pieces.before[int(askers[row]) - own]
        passage = int(passages[row])
        keep[row] = not {(before, passage), (before + 1, passage)} & mine
    return rows.at(keep)


def _askers(found: Found, rows: _Rows) -> Ints:
    return np.array([group.asker for group in found.groups], dtype=np.int64)[rows.groups]


def _numbered(asked: _Asked, match: Match | None) -> Match | None:
    if match is None or match.piece < len(asked.pieces.cuts):
        return match
    return replace(match, piece=int(asked.numbers[match.piece]))
