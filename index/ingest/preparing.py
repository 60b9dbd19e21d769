"""One file from bytes to a packed report: read, outlined, recognised. Runs in worker processes.

Text in, value out: nothing is stored, and nothing is known of what is kept.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from index.catalogue import Packed, pack
from index.errors import UnreadableReport
from index.facts import Stated, recognise
from index.ingest.task import Task
from index.manifest import Row
from index.model import Draft
from index.outline import outline
from index.readers import read
from index.settings import LIMITS


def draft(task: Task) -> Draft:
    """Read one file and say what it is. Raises UnreadableReport."""
    limits = LIMITS if task.ocr else replace(LIMITS, recognised_pages=0)
    source = read(task.file, task.data, limits=limits, converted=task.converted)
    cut = outline(source)
    if not cut.passages:
        raise UnreadableReport("no_text", file=task.file)
    return Draft(
        file=task.file,
        sha256=hashlib.sha256(task.data).hexdigest(),
        data=task.data,
        source=source,
        outline=cut,
        facts=recognise(
            cut,
            file=task.file,
            parents=task.parents,
            stated=_stated(task.row),
            said=source.facts,
        ),
    )


def prepare(task: Task) -> Packed:
    """Read one file and pack it for keeping. Raises UnreadableReport."""
    return pack(draft(task), task.parents)


def _stated(row: Row | None) -> Stated | None:
    if row is None:
        return None
    return Stated(title=row.title, year=row.year, unit=row.unit, kind=row.kind)
