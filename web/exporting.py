"""Files to take away: small ones made at once, large ones by a job that can be watched.

They lie in a folder of their own in the home folder and are swept a few hours later.
"""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from index.errors import BadQuery, Refused
from search.exports import FORMATS, MATRIX_FORMATS
from search.library import Library, export_tables
from search.model import MatrixRequest, Progress, Report, Request
from web.jobs import Job, Jobs, Made
from web.language import mark, translate

AT_ONCE = {"xlsx": 3_000, "csv": 3_000, "docx": 400}  # hits of a file that is made at once
CELLS_AT_ONCE = 60_000  # of a phrase matrix
_HOURS = 6.0
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x20\x7f\u200b-\u200f\u2028-\u202f\ud800-\udfff]+')
_HITS = mark("检索")
_MATRIX = mark("提法矩阵")
_TABLE = mark("表")
_TABLES = mark("全部表格")

Told = Callable[[Progress], None]
Cancelled = Callable[[], bool]
Write = Callable[[Path, Told | None, Cancelled | None], int]  # how many rows it wrote

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "json": "application/json",
}


def hits(library: Library, jobs: Jobs, wanted: Request, kind: str, language: str) -> Made | Job:
    """Return the file with all hits, or the job that makes it.

    Raises BadQuery (`bad_format` among others), Refused (`disk_full`, `too_many_exports`).
    """
    check(kind, FORMATS)
    total = library.search(replace(wanted, grouped=False, limit=1, offset=0)).passages

    def write(path: Path, told: Told | None, cancelled: Cancelled | None) -> int:
        return library.export_hits(
            wanted, path, progress=told, cancelled=cancelled, say=saying(language)
        )

    name = file_name(translate(_HITS, language), wanted.query, kind)
    return made(library, jobs, name, write, at_once=total <= AT_ONCE[kind])


def matrix(
    library: Library, jobs: Jobs, wanted: MatrixRequest, kind: str, language: str
) -> Made | Job:
    """Return the file of a phrase matrix, or the job that makes it. Raises BadQuery, Refused."""
    check(kind, MATRIX_FORMATS)
    counted = library.matrix(wanted)
    cells = len(counted.phrases) * len(counted.rows) * len(counted.columns)

    def write(path: Path, told: Told | None, cancelled: Cancelled | None) -> int:
        return library.export_matrix(
            wanted, path, progress=told, cancelled=cancelled, say=saying(language)
        )

    name = file_name(translate(_MATRIX, language), counted.phrases[0].phrase, kind)
    return made(library, jobs, name, write, at_once=cells <= CELLS_AT_ONCE)


def tables(library: Library, report: Report, numbers: Sequence[int], language: str) -> Made:
    """Return the workbook of a report's tables, of all where `numbers` (from 1) are none.

    Raises ReportNotFound (`no_such_table`), Refused.
    """
    named = numbers[0] if len(numbers) == 1 else None
    about = f"{translate(_TABLE, language)} {named}" if named else translate(_TABLES, language)
    name = file_name(report.row.title, about, "xlsx")
    path = _place(library.home) / "export.xlsx"
    return Made(path, name, export_tables(report, numbers, path, say=saying(language)))


def made(library: Library, jobs: Jobs, name: str, write: Write, *, at_once: bool) -> Made | Job:
    """Return the file called `name` that `write` writes, or the job that writes it.

    Raises Refused (`too_many_exports`) and whatever `write` raises.
    """

    def work(told: Told | None = None, cancelled: Cancelled | None = None) -> Made:
        path = _place(library.home) / f"export{Path(name).suffix}"
        return Made(path, name, write(path, told, cancelled))

    if at_once:
        return work()
    try:
        return jobs.start((), work, after=lambda: None, name=name)
    except Refused as refused:
        raise Refused("too_many_exports", **refused.values) from refused


def check(kind: str, known: tuple[str, ...]) -> None:
    """Hold a format against those that are known. Raises BadQuery (`bad_format`)."""
    if kind not in known:
        raise BadQuery("bad_format", field="format", value=kind, known=known)


def saying(language: str) -> Callable[[str], str]:
    """Return what translates a file's own words."""
    return lambda text: translate(text, language)


def taken(made: Made) -> bytes:
    """Return a file's bytes and forget the file."""
    try:
        return made.path.read_bytes()
    finally:
        shutil.rmtree(made.path.parent, ignore_errors=True)


def file_name(what: str, about: str, kind: str) -> str:
    """Return a name that every system takes: 检索 第一议题 2026-03-01.xlsx."""
    about = _UNFIT.sub(" ", about).strip(" .")[:40].strip(" .")
    day = datetime.now().astimezone().date().isoformat()
    return f"{' '.join(part for part in (what, about, day) if part)}.{kind}"


def disposition(made: Made) -> str:
    """Return the header that names a download: as it is (RFC 5987), and for old programs plainly.

    >>> disposition(Made(Path("x.csv"), "河.csv", 1))
    "attachment; filename=duizhao.csv; filename*=UTF-8''%E6%B2%B3.csv"
    """
    plain = f"duizhao{made.path.suffix}"
    return f"attachment; filename={plain}; filename*=UTF-8''{quote(made.name, safe='')}"


def sweep(home: Path, *, hours: float = _HOURS) -> None:
    """Remove files that were made so long ago that nobody waits for them."""
    folder = home / "exports"
    for place in folder.iterdir() if folder.is_dir() else ():
        with suppress(OSError):
            if time.time() - place.stat().st_mtime > hours * 3600:
                shutil.rmtree(place, ignore_errors=True)


def _place(home: Path) -> Path:
    sweep(home)
    place = home / "exports" / secrets.token_hex(8)
    place.mkdir(parents=True)
    return place
