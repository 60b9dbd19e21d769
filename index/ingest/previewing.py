"""What would be made of one file: the same path as an ingest, with nothing stored.

What a C library reads is read in a process of its own, as in an ingest: a hostile file may end it.
"""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from index.errors import UnreadableReport
from index.ingest.delivery import is_harmless
from index.ingest.preparing import draft
from index.ingest.task import Task
from index.ingest.workers import abroad
from index.model import Draft
from index.readers import files
from index.settings import LIMITS


def preview(path: Path) -> Draft:
    """Read one file as `add` would, a letter with all that it carries as one report.

    Raises UnreadableReport.
    """
    if os.path.isdir(path):  # unlike Path.is_dir, at ease with any name
        raise UnreadableReport("is_a_folder", file=str(path))
    for found in files(path, limits=LIMITS, whole=lambda _: True):
        if found.refused is not None:
            raise found.refused
        return _drafted(Task(found.name, found.parents, found.load()))
    raise UnreadableReport("no_such_file", file=str(path))


def preview_bytes(file: str, data: bytes) -> Draft:
    """Read one file of that name from its bytes as `preview` would. Raises UnreadableReport."""
    return _drafted(Task(file, (), data))


def _drafted(task: Task) -> Draft:
    if is_harmless(task):
        return draft(task)
    results = abroad(iter([task]), draft, processes=1, seconds=LIMITS.reader_seconds)
    with closing(results):
        done = next(results)
    if done.result is None:
        raise done.error or UnreadableReport("reader_failed", file=task.file)
    return done.result
