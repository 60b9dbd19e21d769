"""The part of the facade that puts reports side by side."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from hashlib import sha256

from index.catalogue import Record
from index.errors import ReportNotFound
from index.store import Store
from index.words import Cutter
from search import listing
from search.comparing.between import compared
from search.comparing.following.columns import Columns
from search.comparing.following.followed import Several, SeveralRequest, Trail, TrailRequest
from search.comparing.following.trail import trail
from search.comparing.keeping import Kept
from search.comparing.model import ColumnsBy, Compared, CompareRequest, Comparison, Given
from search.comparing.peers import Peers, peers
from search.comparing.subjects import Subject, said, subject
from search.comparing.turns import Turns
from search.model import ReportRow

_REMEMBERED = 6  # comparisons: the next filter, table or export asks for the same one
_LONGEST = 2_000_000  # characters of all that are remembered
_DRAFTS = 8  # that need not be read again
UNITS = 12  # named as peers of a report

_LONG = 100_000  # characters of both sides: such take their turns
WAITING = 3  # long comparisons that wait for another one; of eight threads that leaves four

_Key = tuple[int, str, str, ColumnsBy]


class Comparing:
    """Answers that stand side by side."""

    _store: Store
    _turns: Turns

    def compare(self, request: CompareRequest) -> Comparison:
        """Compare two reports or drafts; nothing is stored.

        Long ones are made one at a time. Raises ReportNotFound, BadQuery (fields left, right),
        UnreadableReport, and Refused (`too_many_comparisons`) where too many wait.
        """
        key = (
            self._store.picture().snapshot.generation,
            _name(request.left),
            _name(request.right),
            request.columns,
        )
        return self._comparisons.get(key, lambda: self._compared(key, request))

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
        if given.report_id is not None:
            return said(self._known(given.report_id))
        return self._subject(given, field).said

    def standing(self, report_ids: Iterable[int]) -> tuple[ReportRow, ...]:
        """Return those of the reports that are in the library, in the order asked for."""
        records = self._store.picture().snapshot.records
        found = (_record(records, report_id) for report_id in report_ids)
        return tuple(listing.row(record) for record in found if record is not None)

    def peers(self, report_id: int, most: int = UNITS) -> Peers:
        """Return which reports one is best compared with. Raises ReportNotFound."""
        return peers(self._store.picture().snapshot.records, self._known(report_id), most)

    def peers_of_draft(self, draft: Compared, most: int = UNITS) -> Peers:
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

    def _known(self, report_id: int) -> Record:
        record = _record(self._store.picture().snapshot.records, report_id)
        if record is None:
            raise ReportNotFound("no_such_report", report=report_id)
        return record

    def _subject(self, given: Given, field: str) -> Subject:
        """Return one side; a draft is read once, and remembered for a while."""
        if given.report_id is not None:
            return subject(self._store.catalogue, given, field)
        return self._drafts.get(_name(given), lambda: subject(self._store.catalogue, given, field))

    def _compared(self, key: _Key, request: CompareRequest) -> Comparison:
        left = self._subject(request.left, "left")
        right = self._subject(request.right, "right")
        if left.said.characters + right.said.characters < _LONG:
            return compared(left, right, self._cutter.pieces, request.columns)
        with self._turns.turn():
            # Who waited for the same answer finds it made.
            known = self._comparisons.known(key)
            return known or compared(left, right, self._cutter.pieces, request.columns)

    @cached_property
    def _cutter(self) -> Cutter:
        return Cutter(self._store.home)

    @cached_property
    def _columns(self) -> Columns:
        return Columns()

    @cached_property
    def _comparisons(self) -> Kept[_Key, Comparison]:
        return Kept(_REMEMBERED, _length, _LONGEST)

    @cached_property
    def _drafts(self) -> Kept[str, Subject]:
        return Kept(_DRAFTS, lambda found: found.said.characters, _LONGEST)


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
