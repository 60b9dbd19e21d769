"""The files that were not taken, as JSON: what counts, what does not, and why."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import TypedDict

from index.errors import DuizhaoError
from search.coverage import Coverage, Refusal, folder_of
from web.messages import sentence
from web.uploads import Unfinished


class RefusalJson(TypedDict):
    """A file that was not taken, why, and when (ISO 8601, UTC); `kept` says that its bytes are.

    `reason`, `by` and `taken_out` tell of the person who took it out of the count.
    """

    id: int
    file: str
    folder: str
    error: str
    code: str
    at: str
    kept: bool
    reason: str | None
    by: str | None
    taken_out: str | None


class UnfinishedJson(TypedDict):
    """An upload that has not ended."""

    files: list[str]
    at: str


class CoverageJson(TypedDict):
    """All files that were not read. Statements count `refused`, and nothing else."""

    refused: list[RefusalJson]
    taken_out: list[RefusalJson]
    not_reports: list[RefusalJson]
    unfinished: list[UnfinishedJson]


def coverage_json(
    found: Coverage, unfinished: Sequence[Unfinished], language: str = "zh"
) -> CoverageJson:
    """Return all files that were not read; errors in words of the language."""
    return {
        "refused": [refusal_json(one, language) for one in found.refused],
        "taken_out": [refusal_json(one, language) for one in found.taken_out],
        "not_reports": [refusal_json(one, language) for one in found.not_reports],
        "unfinished": [{"files": list(one.files), "at": one.at} for one in unfinished],
    }


def refusal_json(one: Refusal, language: str = "zh") -> RefusalJson:
    """Return one file that was not taken."""
    return {
        "id": one.id,
        "file": one.file,
        "folder": folder_of(one),
        "error": sentence(error_of(one), language),
        "code": one.key,
        "at": one.at,
        "kept": one.sha256 is not None,
        "reason": one.reason,
        "by": one.by,
        "taken_out": one.taken_out,
    }


def error_of(one: Refusal) -> DuizhaoError:
    """Return what went wrong with a file."""
    return DuizhaoError(one.key, **one.values)
