"""What a reuse report is about: a report of the library, or a draft that nobody has kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.catalogue import Catalogue, Record
from index.errors import BadQuery, ReportNotFound
from index.model import NO_SCAN, Outline, Part, Passage, Role, Scan
from index.picture import Picture
from search import drafted
from search.reuse.model import ReuseRequest


@dataclass(frozen=True, slots=True)
class Body:
    """A body passage: `index` is its place in the report, `passage_id` None in a draft."""

    index: int
    passage_id: int | None
    path: tuple[str, ...]
    role: Role | None
    paragraph: int
    text: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A report or draft with its body passages in reading order; `row` is -1 for a draft."""

    record: Record | None
    row: int
    title: str
    unit: str | None
    year: int | None
    file: str
    sha256: str
    passages: tuple[Body, ...]
    same_file: tuple[int, ...] = ()
    scan: Scan = NO_SCAN

    @property
    def characters(self) -> int:
        """Characters of all body passages."""
        return sum(len(passage.text) for passage in self.passages)


def subject(catalogue: Catalogue, picture: Picture, request: ReuseRequest) -> Subject:
    """Return what a request is about.

    Raises ReportNotFound, BadQuery (field text), UnreadableReport.
    """
    if request.report_id is not None:
        return _kept(catalogue, picture, request.report_id)
    return _draft(picture, request)


def _kept(catalogue: Catalogue, picture: Picture, report_id: int) -> Subject:
    columns = picture.snapshot.columns
    row = int(np.searchsorted(columns.reports, report_id)) if 0 < report_id < 2**63 else 0
    if row >= len(columns.reports) or columns.reports[row] != report_id:
        raise ReportNotFound("no_such_report", report=report_id)
    record = picture.snapshot.records[row]
    first, start = record.first_passage, int(columns.starts[row])
    parts = columns.parts[start : start + record.passages]
    roles = columns.roles[start : start + record.passages]
    body = np.flatnonzero(parts == columns.part_values.index(Part.BODY)).tolist()
    kept = catalogue.passages([first + index for index in body])
    passages = tuple(
        Body(
            index,
            first + index,
            kept[first + index].path,
            columns.role_values[roles[index]],
            kept[first + index].paragraph,
            kept[first + index].text,
        )
        for index in body
        if first + index in kept
    )
    if body and not passages:  # removed since this picture was taken
        raise ReportNotFound("no_such_report", report=report_id)
    facts = record.title, record.unit, record.year, record.file, record.sha256
    return Subject(record, row, *facts, passages, scan=record.scan)


def _bodies(outline: Outline) -> Sequence[Passage]:
    """Return the passages that count: a line that alone was handed in is no title."""
    passages = outline.passages
    return [passage for passage in passages if passage.part is Part.BODY] or passages


def _draft(picture: Picture, request: ReuseRequest) -> Subject:
    if not request.data and not request.text.strip():
        raise BadQuery("text_empty", field="text")
    draft = drafted.read(request.file, request.data, request.text)
    facts = draft.facts
    return Subject(
        record=None,
        row=-1,
        title=drafted.title(draft),
        unit=(request.unit or "").strip() or facts.unit,
        year=request.year or facts.year,
        file=request.file,
        sha256=draft.sha256,
        passages=tuple(
            Body(
                passage.index,
                None,
                passage.path,
                passage.role,
                passage.paragraph,
                passage.text,
            )
            for passage in _bodies(draft.outline)
        ),
        same_file=tuple(
            record.id for record in picture.snapshot.records if record.sha256 == draft.sha256
        ),
        scan=draft.source.facts.scan,
    )
