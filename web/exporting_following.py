"""Several reports side by side as a file, like `web.exporting`."""

from __future__ import annotations

from pathlib import Path

from search.comparing.following.followed import SeveralRequest
from search.exports import SEVERAL_FORMATS
from search.library import Library
from web.exporting import Cancelled, Told, check, file_name, made, saying
from web.jobs import Job, Jobs, Made
from web.language import mark, translate

_SEVERAL = mark("多年对照")


def several(
    library: Library, jobs: Jobs, wanted: SeveralRequest, kind: str, language: str
) -> Made | Job:
    """Return several reports as a file. Raises BadQuery, Refused, ReportNotFound."""
    check(kind, SEVERAL_FORMATS)
    columns = library.several(wanted).columns
    units = {column.unit for column in columns}
    about = columns[0].unit or "" if len(units) == 1 and columns else ""

    def write(path: Path, told: Told | None, cancelled: Cancelled | None) -> int:
        return library.export_several(
            wanted, path, progress=told, cancelled=cancelled, say=saying(language)
        )

    name = file_name(translate(_SEVERAL, language), about, kind)
    return made(library, jobs, name, write, at_once=True)
