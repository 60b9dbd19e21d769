"""The part of the facade that answers about reuse, and keeps what people say of it."""

from __future__ import annotations

from collections.abc import Callable

from index.model import Span
from index.store import Store
from search import listing
from search.model import Progress
from search.reuse import evidence, report, similar
from search.reuse.model import (
    Evidence,
    Exclusion,
    Mark,
    Marked,
    Reuse,
    ReuseRequest,
    Similar,
    SimilarRequest,
)


class Reusing:
    """Answers about reuse, each of one commit."""

    _store: Store

    def similar(self, request: SimilarRequest) -> Similar:
        """Return the passages that are like a text or a passage.

        Raises BadQuery (field text), ReportNotFound (`passage`).
        """
        return similar.similar(self._store.catalogue, self._store.picture(), request)

    def reuse(
        self,
        request: ReuseRequest,
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Reuse:
        """Return how much of a report or a draft stands elsewhere; nothing is stored.

        `progress` counts passages. Raises ReportNotFound, BadQuery (fields text, stock_share),
        UnreadableReport, and Refused (`cancelled`).
        """
        return report.reuse(
            self._store.catalogue,
            self._store.picture(),
            request,
            progress=progress,
            cancelled=cancelled,
        )

    def evidence(self, report_id: int | None = None) -> Evidence:
        """Return what files say of themselves and share. Raises ReportNotFound."""
        return evidence.evidence(self._store.catalogue, self._store.picture(), report_id)

    # -- what people say ------------------------------------------------------------------

    def exclude(
        self, passage_id: int, *, span: Span | None = None, reason: str, by: str = ""
    ) -> Exclusion:
        """Take a passage, or a stretch of it, out of the rates, and keep who, when and why.

        Raises ReportNotFound (`passage`), BadQuery (fields reason, by, span), Busy.
        """
        return self._store.exclude(passage_id, span=span, reason=reason, by=by)

    def include(self, passage_id: int, *, span: Span | None = None, by: str = "") -> int:
        """Let a stretch of a passage count again, without `span` all of them; return how many.

        Raises ReportNotFound (`passage`), BadQuery (field by), Busy.
        """
        return self._store.include(passage_id, span=span, by=by)

    def exclusions(self, report_id: int | None = None) -> tuple[Exclusion, ...]:
        """Return the exclusions that hold, in the order of the text. Raises ReportNotFound."""
        return self._store.exclusions(report_id)

    def mark(self, report_id: int, mark: Mark | None, *, by: str = "") -> None:
        """Mark a report as a template or a superior's document; None takes the mark off.

        Raises ReportNotFound (`report`), BadQuery (field by), Busy.
        """
        self._store.mark(report_id, mark, by=by)

    def marked(self) -> tuple[Marked, ...]:
        """Return the reports that are marked, by rising id."""
        snapshot = self._store.picture().snapshot
        return tuple(
            Marked(listing.row(record), said.mark, said.by, said.at)
            for record in snapshot.records
            if (said := snapshot.marks.get(record.id)) and said.mark is not None
        )
