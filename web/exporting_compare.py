"""Two reports side by side as a file, like `web.exporting`."""

from __future__ import annotations

import json
from pathlib import Path

from search.comparing.model import Compared, CompareRequest
from search.exports import COMPARE_FORMATS as WRITTEN_FORMATS
from search.library import Library
from web.comparing import compare_json
from web.exporting import Cancelled, Told, check, file_name, made, saying
from web.jobs import Job, Jobs, Made
from web.language import mark, translate

COMPARE_FORMATS = (*WRITTEN_FORMATS, "json")  # the last one is the shape of the API
# Characters of both sides: beyond, a file takes longer than anybody waits before a blank page.
AT_ONCE = {"html": 400_000, "docx": 120_000, "xlsx": 400_000, "json": 400_000}
_COMPARED = mark("对比")
_DRAFT = mark("草稿")


def compare(
    library: Library, jobs: Jobs, wanted: CompareRequest, kind: str, language: str
) -> Made | Job:
    """Return a comparison as a file, or the job that makes it.

    Raises BadQuery, Refused, ReportNotFound, UnreadableReport.
    """
    check(kind, COMPARE_FORMATS)
    left, right = library.side(wanted.left, "left"), library.side(wanted.right, "right")

    def write(path: Path, told: Told | None, cancelled: Cancelled | None) -> int:
        if kind != "json":
            return library.export_compare(
                wanted, path, progress=told, cancelled=cancelled, say=saying(language)
            )
        found = library.compare(wanted)
        with path.open("w", encoding="utf-8") as file:
            json.dump(compare_json(found), file, ensure_ascii=False, indent=1)
        return len(found.rows)

    names = f"{_name(left, language)[:19]}—{_name(right, language)[:19]}"
    name = file_name(translate(_COMPARED, language), names, kind)
    at_once = left.characters + right.characters <= AT_ONCE[kind]
    return made(library, jobs, name, write, at_once=at_once)


def _name(one: Compared, language: str) -> str:
    title = one.title or Path(one.file).stem or translate(_DRAFT, language)
    return title if one.year is None or str(one.year) in title else f"{one.year} {title}"
