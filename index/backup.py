"""One file from which the same library can be made again, and the way back.

The file is a zip of the catalogue and a page about it (format, schema, hash). The engine is left
out: it is derived, and restoring builds it anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index import lock
from index.catalogue import Catalogue
from index.catalogue.catalogue import now
from index.catalogue.schema import SCHEMA
from index.disk import written_in
from index.errors import DamagedHome, Refused
from index.ingest.outcome import Progress
from index.rebuilding import OpenEngine, build_engine, sweep
from index.settings import Limits

CATALOGUE = "catalogue.sqlite3"
ABOUT = "duizhao.json"
WORKPLACE = "restoring"
FORMAT = 1
_CHUNK = 1 << 20


def back_up(catalogue: Catalogue, target: Path) -> None:
    """Write a backup. It appears under its name only when whole, and never overwrites.

    Raises Refused. Others may read and write meanwhile; the backup is of one commit.
    """
    if target.exists():
        raise Refused("target_exists", file=str(target))
    copy = target.with_name(f"{target.name}.{os.getpid()}.sqlite3")
    unfinished = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with written_in(target.parent):
            catalogue.copy(copy)
            about = {
                "format": FORMAT,
                "schema": SCHEMA,
                "created": now(),
                "sha256": _sha256(copy),
            }
            with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
                out.writestr(ABOUT, json.dumps(about, indent=1))
                out.write(copy, CATALOGUE)
            _synced(unfinished)
            if target.exists():  # made by another meanwhile
                raise Refused("target_exists", file=str(target))
            unfinished.replace(target)
    finally:
        copy.unlink(missing_ok=True)
        unfinished.unlink(missing_ok=True)


def restore(
    home: Path,
    source: Path,
    open_engine: OpenEngine,
    limits: Limits,
    progress: Callable[[Progress], None] | None = None,
) -> None:
    """Make the library in `home` from a backup; the home must hold no reports.

    The catalogue takes its place last, when the engine stands: until then the home is as it was.
    Raises Refused (`home_not_empty`, `not_a_backup`, `backup_damaged`, …), DamagedHome, Busy.
    """
    about = _about(source)
    with lock.writing(home, "restore"):
        if (home / CATALOGUE).exists():
            _refuse_if_filled(home)
        workplace = home / WORKPLACE
        shutil.rmtree(workplace, ignore_errors=True)
        try:
            with written_in(home):
                workplace.mkdir(parents=True)
            _unpack(source, workplace / CATALOGUE, about)
            restored = Catalogue(workplace / CATALOGUE)
            try:
                engine = build_engine(restored, home, open_engine, limits, progress)
                with restored.changing() as change:
                    change.answer_with(engine)
                restored.settle()
            finally:
                restored.close()
            with written_in(home):
                _make_way(home)
                (workplace / CATALOGUE).replace(home / CATALOGUE)
            sweep(home, keep=engine)
        finally:
            shutil.rmtree(workplace, ignore_errors=True)


def _about(source: Path) -> dict[str, Any]:
    if source.exists() and not source.is_file():  # a pipe or a device may never end
        raise Refused("not_a_backup", file=str(source))
    try:
        with zipfile.ZipFile(source) as archive:
            about = json.loads(archive.read(ABOUT))
            archive.getinfo(CATALOGUE)
    except FileNotFoundError:
        raise Refused("backup_not_found", file=str(source)) from None
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        raise Refused("not_a_backup", file=str(source)) from error
    if not isinstance(about, dict) or not isinstance(about.get("sha256"), str):
        raise Refused("not_a_backup", file=str(source))
    # An older catalogue is brought up to date where it is opened, as a home is.
    if about.get("format") != FORMAT or about.get("schema") not in range(1, SCHEMA + 1):
        raise Refused("backup_of_other_version", file=str(source), found=about.get("schema"))
    return about


def _unpack(source: Path, target: Path, about: dict[str, Any]) -> None:
    try:
        with (
            zipfile.ZipFile(source) as archive,
            archive.open(CATALOGUE) as packed,
            written_in(target.parent),
            target.open("wb") as unpacked,
        ):
            shutil.copyfileobj(packed, unpacked, _CHUNK)
    except (zipfile.BadZipFile, EOFError, zlib.error) as error:
        raise Refused("backup_damaged", file=str(source)) from error
    if _sha256(target) != about["sha256"]:
        raise Refused("backup_damaged", file=str(source))


def is_lost(home: Path) -> bool:
    """Tell whether a home has an engine and no catalogue: somebody took or emptied the file.

    A new catalogue in its place would say that there are no reports. While a restore is at work,
    the engine stands first.
    """
    file = home / CATALOGUE
    return (
        not (file.exists() and file.stat().st_size)
        and not (home / WORKPLACE).exists()
        and next(home.glob("engine-*/manifest.json"), None) is not None
    )


def _refuse_if_filled(home: Path) -> None:
    try:
        catalogue = Catalogue(home / CATALOGUE)
    except DamagedHome:
        # What is damaged may still be saved by somebody; it is not ours to write over.
        raise Refused("home_not_empty", folder=str(home)) from None
    try:
        if catalogue.holds_anything():
            raise Refused("home_not_empty", folder=str(home))
        catalogue.settle()
    finally:
        catalogue.close()


def _make_way(home: Path) -> None:
    for ending in ("-wal", "-shm"):
        (home / f"{CATALOGUE}{ending}").unlink(missing_ok=True)


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _synced(file: Path) -> None:
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())
