"""What would be made of one file: the same path as an ingest, with nothing stored."""

from __future__ import annotations

from pathlib import Path

from index.errors import UnreadableReport
from index.ingest.preparing import draft
from index.ingest.task import Task
from index.model import Draft
from index.readers import files
from index.settings import LIMITS


def preview(path: Path) -> Draft:
    """Read one file as `add` would. Raises UnreadableReport."""
    if path.is_dir():
        raise UnreadableReport("is_a_folder", file=str(path))
    for found in files(path, limits=LIMITS):
        if found.refused is not None:
            raise found.refused
        return draft(Task(found.name, found.parents, found.load()))
    raise UnreadableReport("no_such_file", file=str(path))
