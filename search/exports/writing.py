"""From a request to a finished file: gathered, written beside its place, then put there whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from index.catalogue import Catalogue
from index.disk import written_in
from index.errors import BadQuery, Refused
from index.picture import Picture
from search.exports import FORMATS, MATRIX_FORMATS, excerpts, hits, matrices, statement, words
from search.exports.gathering import Cancelled, Steps, Stopped, Told, gather
from search.exports.words import Say
from search.finding import Findings
from search.matrix import matrix
from search.model import MatrixRequest, Progress, Request


def export_hits(
    catalogue: Catalogue,
    picture: Picture,
    findings: Findings,
    request: Request,
    target: Path,
    *,
    say: Say,
    told: Told | None = None,
    cancelled: Cancelled | None = None,
    overwrite: bool = False,
) -> int:
    """Write all hits of a search and return how many; when cancelled 0, and no file.

    Raises BadQuery, Refused (`target_exists`, `disk_full`, `cannot_write`).
    """
    kind = format_of(target, FORMATS)
    most = excerpts.MOST if kind == "docx" else hits.MOST
    at = datetime.now().astimezone()
    try:
        with written(target, overwrite=overwrite) as part:
            found = gather(
                catalogue,
                picture,
                findings,
                request,
                most=most,
                told=half_of(told, 0),
                cancelled=cancelled,
            )
            steps = Steps(len(found.rows), half_of(told, 1), cancelled)
            about = statement.of_hits(
                request, found.result, say, at=at, left_out=found.left_out, limit=most
            )
            if kind == "xlsx":
                hits.to_workbook(part, about, found, steps, say)
            elif kind == "csv":
                hits.to_lines(part, at, found, request.query, steps, say)
            else:
                title = say(words.EXCERPTS).format(query=request.query)
                excerpts.write(part, title, about, found.rows, steps, say)
    except Stopped:
        return 0
    return len(found.rows)


def export_matrix(
    picture: Picture,
    request: MatrixRequest,
    target: Path,
    *,
    say: Say,
    told: Told | None = None,
    cancelled: Cancelled | None = None,
    overwrite: bool = False,
) -> int:
    """Write a phrase matrix and return how many phrases it has; when cancelled 0, and no file.

    Raises BadQuery, Refused as `export_hits` does.
    """
    kind = format_of(target, MATRIX_FORMATS)
    at = datetime.now().astimezone()
    counted = matrix(picture, request)
    steps = Steps(len(counted.phrases), told, cancelled)
    try:
        with written(target, overwrite=overwrite) as part:
            if kind == "xlsx":
                about = statement.of_matrix(request, counted, say, at=at)
                matrices.to_workbook(part, about, counted, steps, say)
            else:
                matrices.to_lines(part, at, counted, steps, say)
    except Stopped:
        return 0
    return len(counted.phrases)


def format_of(target: Path, known: tuple[str, ...]) -> str:
    """Return the format that a file's name says. Raises BadQuery (`bad_format`)."""
    kind = target.suffix.lower().removeprefix(".")
    if kind not in known:
        raise BadQuery("bad_format", field="format", value=kind or target.name, known=known)
    return kind


@contextmanager
def written(target: Path, *, overwrite: bool) -> Iterator[Path]:
    """Give a place beside `target` to write to; it becomes `target` once all is well.

    Raises Refused (`target_exists`, `disk_full`, `cannot_write`).
    """
    if not overwrite and target.exists():
        raise Refused("target_exists", file=str(target))
    part = target.with_name(f".{target.stem[:60]}.{os.getpid()}.part{target.suffix}")
    with written_in(target.parent):
        try:
            yield part
            os.replace(part, target)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def half_of(told: Told | None, half: int) -> Told | None:
    """Tell of one of two halves as of the whole: reading the hits, then writing them."""
    if told is None:
        return None

    def tell(progress: Progress) -> None:
        done = (progress.done + half * progress.total) // 2
        told(Progress(done, progress.total, done, progress.seconds, ""))

    return tell
