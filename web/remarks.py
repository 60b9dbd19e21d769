"""What people say of text and files say of themselves, as JSON: exclusions, marks, evidence."""

from __future__ import annotations

from collections.abc import Iterable

from typing_extensions import TypedDict

from search.reuse.model import Evidence, Exclusion, Image, Marked
from web.reusing import ExclusionJson, exclusion_json
from web.schema import RowJson
from web.shapes import row_json


class ExclusionsJson(TypedDict):
    """All exclusions, or those of one report."""

    exclusions: list[ExclusionJson]


class TakenBackJson(TypedDict):
    """How many exclusions were taken back."""

    taken_back: int


class MarkedJson(TypedDict):
    """A report marked as a template or a document of a superior: by whom and when."""

    report: RowJson
    mark: str
    by: str
    at: str


class MarksJson(TypedDict):
    """All marked reports: what stands in them is taken out of every rate."""

    marks: list[MarkedJson]


class SharedNameJson(TypedDict):
    """A name that the files of several reports give."""

    name: str
    report_ids: list[int]


class SharedBeginningJson(TypedDict):
    """Reports whose files one author began at one time: they are made from one file."""

    author: str
    created: str
    report_ids: list[int]


class ImageJson(TypedDict):
    """An image embedded in several reports, by its bytes; `size` in bytes."""

    sha256: str
    media: str
    size: int
    width: int | None
    height: int | None
    report_ids: list[int]


class FileFactsJson(TypedDict):
    """What the file of a report says of itself."""

    report: RowJson
    author: str | None
    last_editor: str | None
    created: str | None
    modified: str | None


class EvidenceJson(TypedDict):
    """What files say of themselves and share: no evidence of text."""

    authors: list[SharedNameJson]
    editors: list[SharedNameJson]
    created: list[SharedBeginningJson]
    images: list[ImageJson]
    reports: list[FileFactsJson]


def exclusions_json(found: Iterable[Exclusion]) -> ExclusionsJson:
    """Return exclusions."""
    return {"exclusions": [exclusion_json(one) for one in found]}


def marks_json(found: Iterable[Marked]) -> MarksJson:
    """Return all marks."""
    return {"marks": [marked_json(one) for one in found]}


def marked_json(one: Marked) -> MarkedJson:
    """Return one marked report."""
    return {"report": row_json(one.row), "mark": one.mark.value, "by": one.by, "at": one.at}


def evidence_json(found: Evidence) -> EvidenceJson:
    """Return what files say."""
    return {
        "authors": [_shared(*pair) for pair in found.authors],
        "editors": [_shared(*pair) for pair in found.editors],
        "created": [
            {"author": author, "created": created, "report_ids": list(report_ids)}
            for author, created, report_ids in found.created
        ],
        "images": [_image(image) for image in found.images],
        "reports": [_facts(found, report_id) for report_id in sorted(found.reports)],
    }


def _shared(name: str, report_ids: tuple[int, ...]) -> SharedNameJson:
    return {"name": name, "report_ids": list(report_ids)}


def _image(image: Image) -> ImageJson:
    return {
        "sha256": image.sha256,
        "media": image.media,
        "size": image.size,
        "width": image.width,
        "height": image.height,
        "report_ids": list(image.report_ids),
    }


def _facts(found: Evidence, report_id: int) -> FileFactsJson:
    author, editor, created, modified = found.facts.get(report_id, (None, None, None, None))
    return {
        "report": row_json(found.reports[report_id]),
        "author": author,
        "last_editor": editor,
        "created": created,
        "modified": modified,
    }
