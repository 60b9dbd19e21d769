"""The JSON that others rely on: one function a shape, for the API and the command line alike.

Data of `search.model` in, dictionaries out. Offsets count characters (code points).
`web.schema` holds the same shapes as types.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from index.errors import DuizhaoError
from index.model import Facts, FileFacts, Outline, Passage, Removed, Row, Scan, Section
from index.tables.amounts import number_in
from search.model import (
    Added,
    AddReport,
    CheckResult,
    Completion,
    Continuation,
    Group,
    Hit,
    RefusedFile,
    RemovedHit,
    Report,
    ReportPage,
    ReportRow,
    Result,
    Searched,
    Step,
    Suggestion,
    Table,
    UnknownFilter,
)
from web.hinting import hint
from web.jobs import Job, State
from web.messages import sentence
from web.rereading import RereadingJson, rereading_json
from web.schema import (
    AddedJson,
    AddJson,
    CellJson,
    CheckJson,
    CompleteJson,
    ContinuationJson,
    ErrorJson,
    GroupJson,
    HitJson,
    JobJson,
    LadderJson,
    ListJson,
    MadeJson,
    NearJson,
    OcrJson,
    OutlineJson,
    PassageJson,
    RefusedJson,
    RemovedHitJson,
    RowJson,
    RowOfTableJson,
    ScannedJson,
    SearchedJson,
    SearchJson,
    SectionJson,
    ShowJson,
    TableJson,
    UnknownFilterJson,
)


def search_json(result: Result, *, grouped: bool = False, language: str = "zh") -> SearchJson:
    """Return the answer to a search, with its groups where it was grouped."""
    facets = result.facets
    shown: SearchJson = {
        "query": result.query,
        "rung": result.rung.value,
        "passages": result.passages,
        "occurrences": result.occurrences,
        "reports": result.reports,
        "units": result.units,
        "years": list(result.years),
        "searched": searched_json(result.searched),
        "unknown_filters": unknown_json(result.searched.unknown),
        "hint": hint(result.hints, language) or None,
        "facets": {
            "year": dict(facets.year),
            "unit": dict(facets.unit),
            "kind": dict(facets.kind),
            "role": dict(facets.role),
            "where": dict(facets.where),
        },
        "terms": list(result.terms),
        "removed": {
            "passages": result.removed.passages,
            "occurrences": result.removed.occurrences,
            "reports": result.removed.reports,
            "rung": result.removed.rung.value if result.removed.rung else None,
        },
        "hits": [*map(_hit, result.hits), *map(_removed_hit, result.removed.hits)],
    }
    if grouped or result.groups:
        shown["groups"] = [_group(group) for group in result.groups]
    return shown


def searched_json(searched: Searched) -> SearchedJson:
    """Return over how much was looked."""
    shown: SearchedJson = {
        "reports": searched.reports,
        "refused": searched.refused,
        "passages": searched.passages,
    }
    if searched.passing is not None:
        shown["passing"] = searched.passing
    if searched.scanned_pages or searched.unread_pages:
        shown["ocr"] = {"reports": searched.scanned_reports, "pages": searched.scanned_pages}
        if searched.unread_pages:
            shown["ocr"]["unread_reports"] = searched.unread_reports
            shown["ocr"]["unread_pages"] = searched.unread_pages
    return shown


def scanned_json(scan: Scan) -> ScannedJson:
    """Return what a report has besides where some of it was recognised from pictures."""
    if not scan:
        return {}
    shown: OcrJson = {"pages": scan.pages, "doubtful": scan.doubtful}
    if scan.unread:
        shown["unread"] = scan.unread
    return {"ocr": shown}


def unknown_json(found: Sequence[UnknownFilter]) -> list[UnknownFilterJson]:
    """Return the values of filters that stand nowhere."""
    return [{"field": one.field, "value": one.value, "near": list(one.near)} for one in found]


def ladder_json(query: str, steps: Sequence[Step]) -> LadderJson:
    """Return what each rung of the ladder finds."""
    return {
        "query": query,
        "steps": [
            {
                "rung": step.rung.value,
                "passages": step.passages,
                "occurrences": step.occurrences,
                "reports": step.reports,
            }
            for step in steps
        ],
    }


def table_json(query: str, table: Table) -> TableJson:
    """Return a result by unit and year."""
    return {
        "query": query,
        "rows": list(table.rows),
        "columns": list(table.columns),
        "occurrences": [list(row) for row in table.occurrences],
        "passages": [list(row) for row in table.passages],
        "held": [list(row) for row in table.held],
        "unknown_filters": unknown_json(table.unknown),
    }


def near_json(query: str, suggestions: Sequence[Suggestion]) -> NearJson:
    """Return phrases near to one that stands nowhere."""
    return {
        "query": query,
        "suggestions": [{"text": one.text, "occurrences": one.occurrences} for one in suggestions],
    }


def complete_json(completions: Sequence[Completion]) -> CompleteJson:
    """Return completions of what was typed."""
    return {
        "completions": [
            {"text": one.text, "source": one.source, "occurrences": one.occurrences}
            for one in completions
        ]
    }


def add_json(report: AddReport, language: str = "zh") -> AddJson:
    """Return what an add did, file by file; refusals in words of the language."""
    return {
        "added": [_added(added) for added in report.added],
        "unchanged": [_added(added) for added in report.unchanged],
        "replaced": [_added(added) for added in report.replaced],
        "refused": [_refused(refused, language) for refused in report.refused],
        "not_reports": [_refused(refused, language) for refused in report.not_reports],
    }


def outline_json(outline: Outline, facts: Facts, said: FileFacts) -> OutlineJson:
    """Return an outline with what was recognised of the report and what its file says."""
    return _outline(outline, facts.title, facts.year, facts.unit, facts.kind, said, outline.removed)


def show_json(report: Report) -> ShowJson:
    """Return a kept report: its outline, its ids and its passages in reading order."""
    row = report.row
    whole = _outline(
        report.outline, row.title, row.year, row.unit, row.kind, report.facts, report.removed
    )
    return {
        **whole,
        "id": row.id,
        "file": row.file,
        "sha256": row.sha256,
        "added": row.added,
        "origins": {field: origin.value for field, origin in report.origins.items()},
        "passages": [
            {
                "id": report.first_passage + passage.index,
                "part": passage.part.value,
                "paragraph": passage.paragraph,
                "label": passage.label,
                "text": passage.text,
                "path": list(passage.path),
                "role": passage.role.value if passage.role else None,
                **_row_of_table(passage),
            }
            for passage in report.outline.passages
        ],
    }


def list_json(page: ReportPage) -> ListJson:
    """Return a page of the list of reports; `total` counts all that fit the filters."""
    return {
        "reports": [row_json(row) for row in page.rows],
        "total": page.total,
        "incomplete": page.incomplete,
        "unknown_filters": unknown_json(page.unknown),
    }


def row_json(row: ReportRow) -> RowJson:
    """Return one report of a list."""
    return {
        "id": row.id,
        "file": row.file,
        "title": row.title,
        "year": row.year,
        "unit": row.unit,
        "kind": row.kind,
        "sections": row.sections,
        "passages": row.passages,
        "characters": row.characters,
        "added": row.added,
        "sha256": row.sha256,
        **scanned_json(row.scan),
    }


def check_json(result: CheckResult, language: str = "zh") -> CheckJson:
    """Return what a check found; problems in words of the language."""
    return {
        "ok": not result.problems,
        "reports": result.reports,
        "passages": result.passages,
        "problems": [
            {"code": key, "message": sentence(DuizhaoError(key, **values), language)}
            for key, values in result.problems
        ],
    }


def error_json(error: DuizhaoError, language: str = "zh") -> ErrorJson:
    """Return an error as `{"code", "message", "field"}`."""
    field = error.values.get("field")
    return {
        "code": error.key,
        "message": sentence(error, language),
        "field": field if isinstance(field, str) else None,
    }


def job_json(job: Job, language: str = "zh") -> JobJson:
    """Return how far a job is and, when it is over, what came of it."""
    progress = job.progress
    result: AddJson | MadeJson | RereadingJson | None = None
    if job.result:
        result = add_json(job.result, language)
    if job.reread:
        result = rereading_json(job.reread, language)
    if job.made and job.state is State.DONE:
        made = {"href": f"/exports/{job.id}/file", "file": job.made.name, "hits": job.made.rows}
        result = cast(MadeJson, made)
    return {
        "id": job.id,
        "state": job.state.value,
        "files": list(job.files),
        "done": progress.done if progress else 0,
        "total": progress.total if progress else len(job.files),
        "passages": progress.passages if progress else 0,
        "seconds": round(progress.seconds, 1) if progress else 0.0,
        "file": progress.file if progress else "",
        "page": progress.page if progress else 0,
        "pages": progress.pages if progress else 0,
        "result": result,
        "error": error_json(job.error, language) if job.error else None,
    }


def _hit(hit: Hit) -> HitJson:
    shown: HitJson = {
        "passage_id": hit.passage_id,
        "report_id": hit.report_id,
        "title": hit.title,
        "year": hit.year,
        "unit": hit.unit,
        "kind": hit.kind,
        "role": hit.role.value if hit.role else None,
        "part": hit.part.value,
        "path": list(hit.path),
        "text": hit.text,
        "spans": _spans(hit.spans),
        "continues": [_continuation(continuation) for continuation in hit.continues],
        "occurrences": hit.occurrences,
        "score": hit.score,
        "index": hit.index,
    }
    if (standing := hit.standing) is not None:
        shown["table"] = {
            "number": standing.number,
            "row": standing.row,
            "caption": standing.table.caption,
            "measure": standing.table.measure,
            "cells": _cells(standing.own.row),
        }
    return {**shown, **scanned_json(hit.scan)}


def _removed_hit(hit: RemovedHit) -> RemovedHitJson:
    return {
        "passage_id": hit.passage_id,
        "report_id": hit.report_id,
        "title": hit.title,
        "year": hit.year,
        "unit": hit.unit,
        "kind": hit.kind,
        "role": None,
        "part": "removed",
        "path": list(hit.path),
        "text": hit.text,
        "spans": _spans(hit.spans),
        "continues": [],
        "occurrences": hit.occurrences,
        "score": None,
        "index": hit.index,
        "offset": hit.offset,
        "number": hit.number,
        "why": hit.why.value,
        "before": hit.before,
        "after": hit.after,
        **scanned_json(hit.scan),
    }


def _group(group: Group) -> GroupJson:
    return {
        "report_id": group.report_id,
        "title": group.title,
        "year": group.year,
        "unit": group.unit,
        "kind": group.kind,
        "passages": group.passages,
        "occurrences": group.occurrences,
        "hits": [_hit(hit) for hit in group.hits],
        **scanned_json(group.scan),
    }


def _continuation(continuation: Continuation) -> ContinuationJson:
    return {"passage_id": continuation.passage_id, "spans": _spans(continuation.spans)}


def _spans(spans: Sequence[Sequence[int]]) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def _added(added: Added) -> AddedJson:
    return {
        "id": added.id,
        "file": added.file,
        "title": added.title,
        "year": added.year,
        "unit": added.unit,
        "kind": added.kind,
        "sections": added.sections,
        "passages": added.passages,
        "removed": added.removed,
        "replaces": added.replaces,
        "maybe_replaces": added.maybe_replaces,
        "same_bytes": added.same_bytes,
        **scanned_json(added.scan),
    }


def _refused(refused: RefusedFile, language: str) -> RefusedJson:
    return {
        "file": refused.file,
        "error": sentence(DuizhaoError(refused.key, **refused.values), language),
        "code": refused.key,
    }


def _outline(
    outline: Outline,
    title: str,
    year: int | None,
    unit: str | None,
    kind: str | None,
    said: FileFacts,
    removed: Sequence[Removed],
) -> OutlineJson:
    return {
        "title": title,
        "year": year,
        "unit": unit,
        "kind": kind,
        "source": said.source,
        "published": said.published,
        "removed": [
            {
                "text": piece.text,
                "why": piece.why.value,
                "passage": piece.passage,
                "offset": piece.offset,
            }
            for piece in removed
        ],
        "preamble": [_passage(passage) for passage in outline.preamble],
        "sections": [_section(section) for section in outline.sections],
        "tables": [
            {
                "caption": table.caption,
                "measure": table.measure,
                "columns": [list(path) for path in table.columns],
                "header_rows": table.header_rows,
            }
            for table in outline.tables
        ],
        **scanned_json(said.scan),
    }


def _section(section: Section) -> SectionJson:
    return {
        "level": section.level,
        "marker": section.marker,
        "heading": section.heading,
        "text": section.opening.text,
        "role": section.role.value if section.role else None,
        "passages": [_passage(passage) for passage in section.passages],
        "sections": [_section(inner) for inner in section.sections],
    }


def _passage(passage: Passage) -> PassageJson:
    shown: PassageJson = {"label": passage.label, "text": passage.text}
    if passage.row is not None:
        shown["part"] = passage.part.value
    return {**shown, **_row_of_table(passage)}


def _row_of_table(passage: Passage) -> RowOfTableJson:
    if passage.row is None:
        return {}
    return {
        "table": passage.row.table,
        "row": passage.row.row,
        "cells": _cells(passage.row),
    }


def _cells(row: Row) -> list[CellJson]:
    return [
        {
            "text": cell.text,
            "span": list(cell.span),
            "column": list(cell.column),
            "measure": cell.measure,
            "number": None if (found := number_in(cell.text)) is None else float(found),
            "at": cell.place.column,
            "across": cell.place.across,
            "down": cell.place.down,
        }
        for cell in row.cells
    ]
