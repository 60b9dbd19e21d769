"""Older office files: LibreOffice turns them into today's (.docx .xlsx .pptx), which are read.

LibreOffice runs apart, in a temporary folder with a profile of its own, for a limited time; on
overtime the whole process tree is ended. Here it turns one file, `officelots` turns many at once.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import UnreadableReport
from index.model import Source
from index.readers.content import Content
from index.settings import Limits


@dataclass(frozen=True, slots=True)
class Older:
    """A format of older programs: what it is, what LibreOffice makes of it, its media type."""

    suffix: str  # that LibreOffice knows it by
    target: str
    media: str


_OLDER = {
    one.suffix: one
    for one in (
        Older(".doc", "docx", "application/msword"),
        Older(".wps", "docx", "application/vnd.ms-works"),
        Older(".rtf", "docx", "application/rtf"),
        Older(".odt", "docx", "application/vnd.oasis.opendocument.text"),
        Older(".xml", "docx", "application/xml"),
        Older(".xls", "xlsx", "application/vnd.ms-excel"),
        Older(".xlsb", "xlsx", "application/vnd.ms-excel.sheet.binary.macroenabled.12"),
        Older(".ods", "xlsx", "application/vnd.oasis.opendocument.spreadsheet"),
        Older(".ppt", "pptx", "application/vnd.ms-powerpoint"),
    )
}

_ON_WINDOWS = sys.platform == "win32"
_MEMORY = 2 << 30  # bytes of a process
_NEW_GROUP = 0x200  # subprocess.CREATE_NEW_PROCESS_GROUP, which only Windows has
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
)


def libreoffice() -> str | None:
    """Return the LibreOffice program: on the PATH, else where it is usually installed."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    return next((place for place in _USUAL_PLACES if os.path.isfile(place)), None)


def older(content: Content | None, data: bytes) -> Older | None:
    """Return of which older format a file is; None where it is read as it is, or not at all."""
    if content is Content.OLD_SHEETS:
        return _OLDER[_of_workbook(data)]
    return None if content is None else _OLDER.get(content.value)


def _of_workbook(data: bytes) -> str:
    """Tell old workbooks apart by their first bytes; LibreOffice wants a name that fits."""
    if not data.startswith(b"PK"):
        return ".xls"  # of Excel and WPS, and Excel 2003's one-file XML
    return ".ods" if b"opendocument.spreadsheet" in data[:200] else ".xlsb"


def read(
    name: str, data: bytes, limits: Limits, *, form: Older, converted: bytes | None = None
) -> Source:
    """Read a file of an older format as today's, which `converted` is where it was made before.

    Raises as `convert` and the reader of today's format do.
    """
    if converted is None:
        converted = convert(name, data, form.suffix, form.target, limits)
    # Whoever only runs LibreOffice needs none of the readers' libraries.
    match form.target:
        case "docx":
            from index.readers import docx

            return docx.read(name, converted, limits, media=form.media)
        case "xlsx":
            from index.readers import sheets

            return sheets.read(name, converted, limits, media=form.media)
        case _:
            from index.readers import slides

            return slides.read(name, converted, limits, media=form.media)


def convert(name: str, data: bytes, suffix: str, target: str, limits: Limits) -> bytes:
    """Turn one office file into another: `suffix` is what it is (`.xls`), `target` what it
    becomes (`docx`, `xlsx`, `pptx`).

    Raises UnreadableReport `needs_libreoffice`, `too_slow`, `not_converted`, `too_large`.
    """
    program = libreoffice()
    if program is None:
        raise UnreadableReport("needs_libreoffice", file=name)
    with tempfile.TemporaryDirectory(prefix="duizhao-", ignore_cleanup_errors=True) as folder:
        given = Path(folder) / f"report{suffix}"
        given.write_bytes(data)
        if not _run(command(program, Path(folder), target, [given]), limits.office_seconds):
            raise UnreadableReport("too_slow", file=name, seconds=limits.office_seconds)
        made = made_of(given, target)
        if not made.is_file():
            raise UnreadableReport("not_converted", file=name)
        if made.stat().st_size > limits.file_size:
            raise UnreadableReport("too_large", file=name, limit=limits.file_size)
        return made.read_bytes()


def command(program: str, folder: Path, target: str, given: Sequence[Path]) -> list[str]:
    """Return what turns files, one after the other, with a profile of its own in the folder."""
    return [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        target,
        "--outdir",
        str(folder / "out"),
        *map(str, given),
    ]


def made_of(given: Path, target: str) -> Path:
    """Return where LibreOffice puts what becomes of a file."""
    return given.parent / "out" / f"{given.stem}.{target}"


def start(words: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a program, quiet and at the head of a group of its own: `end` ends them all.

    What it and they may hold in memory is limited where the system can be told so (Linux).
    """
    quiet = subprocess.DEVNULL  # pipes would stay open in children that outlive their parent
    process = subprocess.Popen(  # noqa: S603  the program found above, with paths of our own
        words,
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
        creationflags=_NEW_GROUP if _ON_WINDOWS else 0,
        start_new_session=not _ON_WINDOWS,
    )
    if sys.platform == "linux":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        if hard == resource.RLIM_INFINITY or hard > _MEMORY:
            with contextlib.suppress(OSError):  # it has ended already
                resource.prlimit(process.pid, resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    return process


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started here and its children, if they still run."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(  # noqa: S603
                ["taskkill", "/F", "/T", "/PID", str(process.pid)],  # noqa: S607
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            )
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # its session's group bears its id
    process.wait()


def _run(words: Sequence[str], seconds: int) -> bool:
    """Run to the end; False if it took too long and was ended with all its children."""
    process = start(words)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        end(process)
    return True
