"""Older office files (.doc .wps .rtf .odt): LibreOffice turns them into .docx, then docx reads.

LibreOffice runs apart, in a temporary folder with a profile of its own, for a limited time; on
overtime the whole process tree is ended.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from index.errors import UnreadableReport
from index.model import Source
from index.readers import docx
from index.settings import Limits

MEDIA = {
    ".doc": "application/msword",
    ".wps": "application/vnd.ms-works",
    ".rtf": "application/rtf",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".xml": "application/xml",
}

_ON_WINDOWS = sys.platform == "win32"
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


def read(name: str, data: bytes, limits: Limits, *, suffix: str) -> Source:
    """Convert and read; `suffix` says what the content is (`.doc`, `.rtf` …).

    Raises UnreadableReport `needs_libreoffice`, `too_slow`, `not_converted`, and as docx does.
    """
    program = libreoffice()
    if program is None:
        raise UnreadableReport("needs_libreoffice", file=name)
    with tempfile.TemporaryDirectory(prefix="duizhao-", ignore_cleanup_errors=True) as folder:
        converted = _convert(program, name, data, suffix, Path(folder), limits.office_seconds)
    return docx.read(name, converted, limits, media=MEDIA[suffix])


def _convert(
    program: str, name: str, data: bytes, suffix: str, folder: Path, seconds: int
) -> bytes:
    given = folder / f"report{suffix}"
    given.write_bytes(data)
    made = folder / "out"
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        "docx",
        "--outdir",
        str(made),
        str(given),
    ]
    if not _run(command, seconds):
        raise UnreadableReport("too_slow", file=name, seconds=seconds)
    converted = made / "report.docx"
    if not converted.is_file():
        raise UnreadableReport("not_converted", file=name)
    return converted.read_bytes()


def _run(command: list[str], seconds: int) -> bool:
    """Run to the end; False if it took too long and was ended with all its children."""
    quiet = subprocess.DEVNULL  # pipes would stay open in children that outlive their parent
    process = subprocess.Popen(  # noqa: S603  the program found above, with paths of our own
        command,
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
        creationflags=_NEW_GROUP if _ON_WINDOWS else 0,
        start_new_session=not _ON_WINDOWS,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and its children, if they still run."""
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
