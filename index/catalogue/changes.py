"""What can be changed in the catalogue within one transaction.

A `Change` is handed out by `Catalogue.changing()`; all of it holds or none of it, and the
generation rises with it. It decides nothing: identity is settled before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, insert, select, update

from index.catalogue import anew, evidence, refusals, remarks, schema
from index.catalogue.packing import Packed, Squeezed, corrected
from index.catalogue.reading import claims
from index.catalogue.records import FIELDS, Exclusion, Mark, Refusal, Status, Value
from index.catalogue.shapes import Standing
from index.errors import ReportNotFound
from index.model import FileFacts, Span
from index.rules import RULES

_report = schema.report


def keep_paths(connection: Connection, first_passage: int, standing: Standing) -> None:
    """Keep the paths that the passages of a report stand under; it has passages."""
    connection.execute(
        insert(schema.path),
        [
            {"id": first_passage + index, "pieces": list(path)}
            for index, path in standing.paths.items()
        ],
    )


def keep_passages(
    connection: Connection, first_passage: int, texts: Sequence[str], standing: Standing
) -> None:
    """Keep the passages of a report, of which the first has this id."""
    keep_paths(connection, first_passage, standing)
    connection.execute(
        insert(schema.passage),
        [
            {
                "id": first_passage + index,
                "text": text,
                "paragraph": paragraph,
                "path": first_passage + under,
            }
            for index, (text, paragraph, under) in enumerate(
                zip(texts, standing.paragraphs, standing.under, strict=True)
            )
        ],
    )


class Change:
    """One transaction's worth of changes; `at` (ISO 8601) is when they are made."""

    def __init__(self, connection: Connection, at: str) -> None:
        self._connection = connection
        self._at = at

    def insert(
        self,
        report_id: int,
        first_passage: int,
        packed: Packed,
        corrections: Mapping[str, Value] | None = None,
        *,
        added: str | None = None,
    ) -> None:
        """Keep a report under reserved ids; `added` where its file came in before now."""
        facts = corrected(packed.facts, corrections or {})
        kept = Squeezed(packed.sha256, packed.size, packed.zipped, packed.original)
        self._keep_original(kept)
        self._connection.execute(
            insert(_report).values(
                id=report_id,
                status=Status.LIVE,
                file=packed.file,
                sha256=packed.sha256,
                added=added or self._at,
                title=facts.title,
                year=facts.year,
                unit=facts.unit,
                kind=facts.kind,
                sections=packed.sections,
                first_passage=first_passage,
                passages=len(packed.texts),
                characters=packed.characters,
                parents=list(packed.parents),
                recognised=asdict(packed.facts),
                corrections=dict(corrections or {}),
                codes=packed.codes,
                rules=RULES,
                scanned=packed.file_facts.scan.pages,
                doubtful=packed.file_facts.scan.doubtful,
                unread=packed.file_facts.scan.unread,
            )
        )
        self._connection.execute(
            insert(schema.shape).values(
                report=report_id, file_facts=asdict(packed.file_facts), data=packed.shape
            )
        )
        if packed.texts:
            keep_passages(self._connection, first_passage, packed.texts, packed.standing)
        evidence.keep_images(self._connection, report_id, packed.images)

    def retire(self, report_id: int, *, replaced_by: int | None = None) -> None:
        """Take a report out of search: replaced by another, or removed. It can be brought back.

        What people said of a replaced one holds in the other.
        """
        status = Status.REMOVED if replaced_by is None else Status.REPLACED
        self._connection.execute(
            update(_report)
            .where(_report.c.id == report_id)
            .values(status=status, status_at=self._at, replaced_by=replaced_by)
        )
        if replaced_by is not None:
            remarks.carry(self._connection, report_id, replaced_by, at=self._at)

    def renew(self, old: int, new: int) -> None:
        """Let a new reading of a report's file stand for the old one, whose addresses lead there.

        All that people said of the one holds in the other.
        """
        anew.renew(self._connection, old, new, at=self._at)

    def confirm(self, report_id: int, file_facts: FileFacts) -> None:
        """Say that today's rules read of a report's file what is kept of it."""
        anew.confirm(self._connection, report_id, file_facts)

    def correct(self, report_id: int, values: Mapping[str, Value]) -> None:
        """Let a person's word hold for these fields, and remember what held before."""
        self._edit(report_id, values, ())

    def take_back(self, report_id: int, fields: Iterable[str]) -> None:
        """Let what was recognised hold again for these fields."""
        self._edit(report_id, {}, tuple(fields))

    def revive(self, report_id: int) -> None:
        """Make a retired report live again, under the ids that it always had."""
        self._connection.execute(
            update(_report)
            .where(_report.c.id == report_id)
            .values(status=Status.LIVE, status_at=None, replaced_by=None)
        )

    def exclude(
        self, report_id: int, passage_id: int, span: Span, *, reason: str, by: str
    ) -> Exclusion:
        """Take a stretch of a passage out of the rates of reuse."""
        return remarks.exclude(
            self._connection, report_id, passage_id, span, reason=reason, by=by, at=self._at
        )

    def include(self, passage_id: int, span: Span | None, *, by: str) -> int:
        """Let a stretch (None: all) of a passage count again; return how many rows ended."""
        return remarks.take_back(self._connection, passage_id, span, by=by, at=self._at)

    def mark(self, report_id: int, mark: Mark | None, *, by: str) -> None:
        """Mark a report as a template or a superior's document, or take the mark off."""
        remarks.mark(self._connection, report_id, mark, by=by, at=self._at)

    def refuse(self, refusal: Refusal, kept: Squeezed | None = None) -> None:
        """Remember a file that could not be taken, in place of what was said of it before: of
        the refusal with its id, else of one in its place. With `kept` its bytes are kept too.
        """
        if kept is not None:
            self._keep_original(kept)
        refusals.refuse(self._connection, refusal)

    def settle(self, refused: Iterable[int]) -> None:
        """Forget refusals: these files were read after all, or others stand in their place."""
        refusals.settle(self._connection, refused)

    def take_out(self, refused: int, *, reason: str, by: str) -> None:
        """Take a refused file out of the count, by a person's word."""
        refusals.take_out(self._connection, refused, reason=reason, by=by, at=self._at)

    def count_again(self, refused: int) -> None:
        """Let a refused file count again."""
        refusals.count_again(self._connection, refused)

    def answer_with(self, engine: str) -> None:
        """Let another engine folder answer from now on."""
        self._connection.execute(update(schema.state).values(engine=engine))

    def _keep_original(self, kept: Squeezed) -> None:
        original = schema.original
        there = select(original.c.sha256).where(original.c.sha256 == kept.sha256)
        if self._connection.execute(there).first() is None:
            self._connection.execute(insert(original).values(asdict(kept)))

    def _edit(self, report_id: int, values: Mapping[str, Value], back: tuple[str, ...]) -> None:
        found = list(claims(self._connection, only=report_id))
        if not found or found[0].status is not Status.LIVE:
            raise ReportNotFound("no_such_report", report=report_id)
        claim = found[0]
        before = corrected(claim.recognised, claim.corrections)
        kept = {f: v for f, v in claim.corrections.items() if f not in back} | dict(values)
        after = corrected(claim.recognised, kept)
        self._connection.execute(
            update(_report)
            .where(_report.c.id == report_id)
            .values(corrections=kept, **{field: getattr(after, field) for field in FIELDS})
        )
        for field in (*values, *(f for f in back if f in claim.corrections)):
            self._connection.execute(
                insert(schema.edit).values(
                    report=report_id,
                    field=field,
                    value=values.get(field),
                    earlier=getattr(before, field),
                    taken_back=field in back,
                    at=self._at,
                )
            )
