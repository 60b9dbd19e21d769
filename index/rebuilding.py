"""The engine from the catalogue: built anew beside the old one, which answers until it is done.

Which engine folder answers stands in the catalogue, so that the switch is one commit: a crash
on the way leaves the old engine in place and a folder that the next writer sweeps away.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from index.catalogue import Catalogue
from index.catalogue.packing import report_text
from index.disk import written_in
from index.engine import Engine
from index.ingest.outcome import Progress
from index.settings import Limits

OpenEngine = Callable[[Path], Engine]

_FOLDER = re.compile(r"engine-(\d{6,})")


def build_engine(
    catalogue: Catalogue,
    home: Path,
    open_engine: OpenEngine,
    limits: Limits,
    progress: Callable[[Progress], None] | None = None,
) -> str:
    """Build an engine of all live reports in a new folder of `home`; return the folder's name.

    Nothing answers with it until the catalogue says so. Memory is bounded by one commit.
    """
    name = _next_name(home, catalogue.state().engine)
    with written_in(home):
        engine = open_engine(home / name)
        try:
            _fill(engine, catalogue, limits, progress)
        finally:
            engine.close()
    return name


def sweep(home: Path, keep: str) -> None:
    """Remove engine folders that answer no more; on Windows those in use stay for the next time."""
    for folder in home.glob("engine-*"):
        if _FOLDER.fullmatch(folder.name) and folder.name != keep:
            shutil.rmtree(folder, ignore_errors=True)


def _fill(
    engine: Engine,
    catalogue: Catalogue,
    limits: Limits,
    progress: Callable[[Progress], None] | None,
) -> None:
    started = time.monotonic()
    records = catalogue.snapshot().records
    passages = characters = done_passages = 0
    for done, record in enumerate(records, start=1):
        outline = catalogue.entry(record.id).outline
        engine.put(report_text(record.id, record.title, record.first_passage, outline))
        passages += record.passages
        characters += record.characters + sum(len(piece.text) for piece in outline.removed)
        done_passages += record.passages
        if passages >= limits.commit_passages or characters >= limits.commit_characters:
            engine.commit()
            passages = characters = 0
        if progress is not None:
            seconds = time.monotonic() - started
            progress(Progress(done, len(records), done_passages, seconds, record.file))
    engine.commit()
    engine.settle()


def _next_name(home: Path, current: str) -> str:
    names = [current, *(folder.name for folder in home.glob("engine-*"))]
    numbers = [int(found[1]) for name in names if (found := _FOLDER.fullmatch(name))]
    return f"engine-{max(numbers, default=0) + 1:06d}"
