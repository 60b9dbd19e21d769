"""The part of the facade that puts reports side by side."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from hashlib import sha256
from typing import Generic, TypeVar

from index.catalogue import Record
from index.errors import ReportNotFound
from index.store import Store
from index.words import Cutter
from search import listing
from search.comparing.between import compared
from search.comparing.following.columns import Columns
from search.comparing.following.followed import Several, SeveralRequest, Trail, TrailRequest
from search.comparing.following.trail import trail
from search.comparing.model import Compared, CompareRequest, Comparison, Given
from search.comparing.peers import Peers, peers
from search.comparing.subjects import Subject, subject
from search.model import ReportRow

_REMEMBERED = 6  # comparisons: the next filter, table or export asks for the same one
_LONGEST = 2_000_000  # characters of all that are remembered
_DRAFTS = 8  # that need not be read again
_UNITS = 12  # named as peers of a report

T = TypeVar("T")


class Comparing:
    """Answers that stand side by side."""

    _store: Store

    def compare(self, request: CompareRequest) -> Comparison:
        """Compare two reports or drafts; nothing is stored.

        Raises ReportNotFound, BadQuery (fields left, right), UnreadableReport.
        """
        key = (
            self._store.picture().snapshot.generation,
            _name(request.left),
            _name(request.right),
        )
        found = self._comparisons.get(key)
        if found is None:
            found = self._compared(request)
            self._comparisons.put(key, found)
        return found

    def several(self, request: SeveralRequest) -> Several:
        """Put several reports beside each other, passage by passage.

        Raises ReportNotFound (`report`, `passage`), BadQuery (fields report, section, passage).
        """
        picture = self._store.picture()
        return self._columns.answer(self._store.catalogue, picture, request, self._cutter.pieces)

    def trail(self, request: TrailRequest) -> Trail:
        """Follow a passage over years and units. Raises ReportNotFound (`passage`)."""
        picture = self._store.picture()
        return trail(self._store.catalogue, picture, request, self._cutter.pieces)

    def side(self, given: Given, field: str) -> Compared:
        """Return what is known of one side before it is compared; `field` names it in errors.

        Raises ReportNotFound, BadQuery, UnreadableReport.
        """
        return self._subject(given, field).said

    def standing(self, report_ids: Iterable[int]) -> tuple[ReportRow, ...]:
        """Return those of the reports that are in the library, in the order asked for."""
        records = self._store.picture().snapshot.records
        found = (_record(records, report_id) for report_id in report_ids)
        return tuple(listing.row(record) for record in found if record is not None)

    def peers(self, report_id: int, most: int = _UNITS) -> Peers:
        """Return which reports one is best compared with. Raises ReportNotFound."""
        records = self._store.picture().snapshot.records
        record = _record(records, report_id)
        if record is None:
            raise ReportNotFound("no_such_report", report=report_id)
        return peers(records, record, most)

    def peers_of_draft(self, draft: Compared, most: int = _UNITS) -> Peers:
        """Return which reports go well with a draft, by what it says of itself.

        The draft is in no year's list: `report` has the id 0, and `years` only the library's.
        """
        record = Record(
            id=0,
            file=draft.file,
            sha256=draft.sha256,
            added="",
            title=draft.title,
            year=draft.year,
            unit=draft.unit,
            kind=draft.kind,
            sections=0,
            first_passage=0,
            passages=draft.passages,
            characters=draft.characters,
        )
        return peers(self._store.picture().snapshot.records, record, most)

    def _subject(self, given: Given, field: str) -> Subject:
        """Return one side; a draft is read once, and remembered for a while."""
        if given.report_id is not None:
            return subject(self._store.catalogue, given, field)
        found = self._drafts.get((_name(given),))
        if found is None:
            found = subject(self._store.catalogue, given, field)
            self._drafts.put((_name(given),), found)
        return found

    def _compared(self, request: CompareRequest) -> Comparison:
        left = self._subject(request.left, "left")
        right = self._subject(request.right, "right")
        return compared(left, right, self._cutter.pieces)

    @cached_property
    def _cutter(self) -> Cutter:
        return Cutter(self._store.home)

    @cached_property
    def _columns(self) -> Columns:
        return Columns()

    @cached_property
    def _comparisons(self) -> _Remembered[Comparison]:
        return _Remembered(_REMEMBERED, _length)

    @cached_property
    def _drafts(self) -> _Remembered[Subject]:
        return _Remembered(_DRAFTS, lambda found: found.said.characters)


def _record(records: Sequence[Record], report_id: int) -> Record | None:
    """Find a report among records by rising id."""
    at = bisect_left(records, report_id, key=lambda record: record.id)
    return records[at] if at < len(records) and records[at].id == report_id else None


def _name(given: Given) -> str:
    """Return what tells one side from any other."""
    if given.report_id is not None:
        return str(given.report_id)
    text = given.data or given.text.encode("utf-8", "surrogatepass")
    return f"{given.file}\n{sha256(text).hexdigest()}"


def _length(found: Comparison) -> int:
    return found.left.characters + found.right.characters


class _Remembered(Generic[T]):
    """What was asked for lately: so many, of so many characters. Safe to share between threads."""

    def __init__(self, most: int, size: Callable[[T], int]) -> None:
        self._most = most
        self._size = size
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[object, ...], T] = OrderedDict()

    def get(self, key: tuple[object, ...]) -> T | None:
        """Return one, and remember it longer."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: tuple[object, ...], found: T) -> None:
        """Remember one; forget what was not asked for lately."""
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > 1 and (
                len(self._kept) > self._most or sum(map(self._size, self._kept.values())) > _LONGEST
            ):
                self._kept.popitem(last=False)
