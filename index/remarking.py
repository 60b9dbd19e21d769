"""What people say of passages and reports, kept: stretches taken out of the rates, marks.

The half of a `Store` that needs no engine. Each change holds the writer's lock for a moment and is
a commit of its own, so that the next picture carries it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from index import lock
from index.catalogue import Catalogue, Exclusion, Mark, Marking, Status
from index.disk import written_in
from index.errors import BadQuery, ReportNotFound
from index.model import Span

LONGEST_REASON = 500  # characters
LONGEST_NAME = 100


class Remarking:
    """What a store keeps of people's words. `home` and `catalogue` are the store's."""

    home: Path
    catalogue: Catalogue

    def exclude(
        self, passage_id: int, *, span: Span | None = None, reason: str, by: str = ""
    ) -> Exclusion:
        """Take a passage of a live report, or a stretch of it, out of the rates.

        Said again of the very same stretch, the newest reason holds; the earlier is kept as taken
        back. Raises ReportNotFound (`passage`), BadQuery (`reason`, `by`, `span`), Busy.
        """
        why = one_line("reason", reason, LONGEST_REASON)
        if not why:
            raise BadQuery("reason_missing", field="reason")
        who = one_line("by", by, LONGEST_NAME)
        with self._noting("exclude"):
            report_id, text = self._passage(passage_id)
            whole = Span(0, len(text)) if span is None else Span(*span)
            if not 0 <= whole.start < whole.end <= len(text):
                where = {"start": whole.start, "end": whole.end, "length": len(text)}
                raise BadQuery("span_outside", field="span", **where)
            with self.catalogue.changing() as change:
                return change.exclude(report_id, passage_id, whole, reason=why, by=who)

    def include(self, passage_id: int, *, span: Span | None = None, by: str = "") -> int:
        """Let a stretch of a passage count again, without `span` all of them; return how many.

        Raises ReportNotFound (`passage`), BadQuery (`by`), Busy.
        """
        who = one_line("by", by, LONGEST_NAME)
        with self._noting("include"):
            self._passage(passage_id)
            wanted = None if span is None else Span(*span)
            holding = [one for one in self.catalogue.exclusions() if one.passage_id == passage_id]
            if not any(wanted in (None, one.span) for one in holding):
                return 0  # nothing changes, and nobody needs a new picture
            with self.catalogue.changing() as change:
                return change.include(passage_id, wanted, by=who)

    def exclusions(self, report_id: int | None = None) -> tuple[Exclusion, ...]:
        """Return what holds in live reports, or in one of them, in the order of the text.

        Raises ReportNotFound (`report`).
        """
        held = self.catalogue.exclusions()
        if report_id is None:
            return held
        self._report(report_id)
        return tuple(one for one in held if one.report_id == report_id)

    def mark(self, report_id: int, mark: Mark | None, *, by: str = "") -> None:
        """Mark a live report as a template or a superior's document; None takes the mark off.

        Raises ReportNotFound (`report`), BadQuery (`by`), Busy.
        """
        who = one_line("by", by, LONGEST_NAME)
        with self._noting("mark"):
            self._report(report_id)
            before = self.catalogue.marks().get(report_id)
            if mark is (before.mark if before else None):
                return
            with self.catalogue.changing() as change:
                change.mark(report_id, mark, by=who)

    def marks(self) -> Mapping[int, Marking]:
        """Return the marks of live reports that hold, by report."""
        return self.catalogue.marks()

    @contextmanager
    def _noting(self, command: str) -> Iterator[None]:
        with lock.writing(self.home, command, wait=lock.SHORT_WAIT), written_in(self.home):
            yield

    def _passage(self, passage_id: int) -> tuple[int, str]:
        """Return the live report that a passage is of, and its text."""
        found = self.catalogue.live_passage(passage_id)
        if found is None:
            raise ReportNotFound("no_such_passage", passage=passage_id)
        return found

    def _report(self, report_id: int) -> None:
        if self.catalogue.status(report_id) is not Status.LIVE:
            raise ReportNotFound("no_such_report", report=report_id)


def one_line(field: str, value: str, limit: int) -> str:
    """Return what a person wrote as it is kept: one line, no blanks around it."""
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise BadQuery("bad_parameter", field=field)  # bytes that are no text
    plain = "".join(" " if unicodedata.category(one) == "Cc" else one for one in value)
    text = " ".join(plain.split())
    if len(text) > limit:
        raise BadQuery("value_too_long", field=field, limit=limit)
    return text
