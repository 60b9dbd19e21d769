"""Uploaded files: made harmless by name, kept in a folder of their own, handed to the library.

A name given by a browser may be a path (a folder was dropped); its folders are kept, since
they say unit and year, but nothing in it can lead out of the upload's folder.
"""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from werkzeug.datastructures import FileStorage

from index.errors import BadQuery
from index.places import UPLOADS
from search.coverage import Refusal
from search.library import Library
from search.model import AddReport, Progress
from web.jobs import Job, Jobs

AGAIN = "again"
"""The name of a job that reads refused files again."""

_LONGEST = 200  # bytes of one part of a path; most file systems allow 255
_DEEPEST = 12
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An upload that has not ended: its files, and when it came (ISO 8601, UTC)."""

    files: tuple[str, ...]
    at: str


def take(
    files: Iterable[FileStorage], library: Library, jobs: Jobs, *, instead_of: int | None = None
) -> Job:
    """Keep the uploaded files and start a job that adds them, or that takes the only one of them
    in the place of a refused file.

    Raises BadQuery (`no_files`) where none was chosen, Refused where too much is waiting.
    """
    chosen = [file for file in files if file.filename]
    if not chosen:
        raise BadQuery("no_files", field="files")
    if instead_of is not None:
        chosen = chosen[:1]
    place = library.home / UPLOADS / secrets.token_hex(8)
    folder = place / "files"  # a name that says neither unit nor year
    folder.mkdir(parents=True)

    def forget() -> None:
        shutil.rmtree(place, ignore_errors=True)

    def work(tell: Callable[[Progress], None], stopped: Callable[[], bool]) -> AddReport:
        if instead_of is None:
            return library.add([folder], progress=tell, cancelled=stopped)
        return library.exchange(instead_of, folder / names[0], progress=tell, cancelled=stopped)

    try:
        names = tuple(_keep(file, folder) for file in chosen)
        return jobs.start(names, work, after=forget)
    except BaseException:
        forget()
        raise


def again(chosen: Sequence[Refusal], library: Library, jobs: Jobs) -> Job:
    """Start a job that reads refused files again. Raises Refused where too much is waiting."""
    ids = [one.id for one in chosen]

    def work(tell: Callable[[Progress], None], stopped: Callable[[], bool]) -> AddReport:
        return library.retry(ids, progress=tell, cancelled=stopped)

    files = tuple(one.file for one in chosen)
    return jobs.start(files, work, after=lambda: None, name=AGAIN)


def unfinished(home: Path, jobs: Iterable[Job] = ()) -> tuple[Unfinished, ...]:
    """Return the uploads that came and have not ended, the newest first; those of `jobs` that are
    under way apart.
    """
    under_way = {frozenset(job.files) for job in jobs if not job.over}
    places = home / UPLOADS
    found = []
    for place in places.iterdir() if places.is_dir() else ():
        with suppress(OSError):
            folder = place / "files"
            files = (path for path in folder.rglob("*") if path.is_file())
            names = tuple(sorted(path.relative_to(folder).as_posix() for path in files))
            at = datetime.fromtimestamp(place.stat().st_mtime, UTC).isoformat(timespec="seconds")
            if names and frozenset(names) not in under_way:
                found.append(Unfinished(names, at))
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def sweep(home: Path, *, hours: float = 7 * 24.0) -> None:
    """Remove what uploads left behind so long ago that no process can be at work on it."""
    uploads = home / UPLOADS
    for place in uploads.iterdir() if uploads.is_dir() else ():
        with suppress(OSError):
            if time.time() - place.stat().st_mtime > hours * 3600:
                shutil.rmtree(place, ignore_errors=True)


def safe_name(given: str) -> str:
    """Return a relative path with `/`, without parts that lead elsewhere or that no disk takes.

    >>> safe_name("..\\\\..\\\\C:\\\\2023\\\\述职报告.docx")
    'C_/2023/述职报告.docx'
    """
    parts = [_safe_part(part) for part in re.split(r"[/\\]", given)]
    kept = [part for part in parts if part][-_DEEPEST:]
    return "/".join(kept) or "file"


def _keep(file: FileStorage, folder: Path) -> str:
    name = _unused(safe_name(file.filename or ""), folder)
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    file.save(path)
    return name


def _safe_part(part: str) -> str:
    part = _FORBIDDEN.sub("_", part).strip().rstrip(". ")
    if not part.strip("."):
        return ""
    if _RESERVED.fullmatch(part):
        part = f"_{part}"
    stem, dot, suffix = part.rpartition(".")
    if not stem or len(suffix) > 10:
        stem, dot, suffix = part, "", ""
    room = _LONGEST - len(f"{dot}{suffix}".encode())
    stem = stem.encode("utf-8", "replace")[:room].decode("utf-8", "ignore")
    return f"{stem}{dot}{suffix}"


def _unused(name: str, folder: Path) -> str:
    """Return `name`, numbered where two uploaded files share it or one is the other's folder."""
    parts = name.split("/")
    for depth in range(1, len(parts)):
        if (folder / "/".join(parts[:depth])).is_file():
            parts[depth - 1] += "_"
    name = "/".join(parts)
    path, tried, number = folder / name, name, 2
    while path.exists():
        stem, dot, suffix = name.rpartition(".")
        tried = f"{stem}({number}).{suffix}" if dot and "/" not in suffix else f"{name}({number})"
        path, number = folder / tried, number + 1
    return tried
