"""The manifest: which segments make up the engine. Replacing it is the one moment of a commit.

A small JSON file with a checksum of itself. What it does not name does not exist.
"""

from __future__ import annotations

import json
import os
import shutil
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.disk import patiently
from index.errors import DamagedHome
from index.folding import folding_version
from index.prints import prints_version

_NAME = "manifest.json"
_FORMAT = 4


@dataclass(frozen=True, slots=True)
class FileSeal:
    """A file of a segment (path inside it, with `/`), its length in bytes and its checksum."""

    name: str
    length: int
    crc32: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A segment: its folder, how much it holds, and which of its reports were dropped since."""

    name: str
    characters: int
    passages: int
    dead: int  # passages of dropped reports
    dropped: tuple[int, ...]
    files: tuple[FileSeal, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """One commit. `folding`, `prints` and `words` name the rules its segments were made by."""

    generation: int = 0
    folding: str = ""
    prints: str = ""
    words: str = ""
    entries: tuple[Entry, ...] = ()


def read_manifest(folder: Path) -> Manifest:
    """Return the last commit; an empty one where nothing was ever written.

    Raises DamagedHome: the manifest is missing though segments are there, is no manifest,
    or was made by another version of the program, of its folding or of its prints.
    """
    try:
        data = json.loads(patiently((folder / _NAME).read_bytes))
        check = data.pop("check")
        if check != zlib.crc32(_bytes(data)):
            raise ValueError("checksum")
        if data.pop("format") != _FORMAT:
            raise DamagedHome("outdated_engine", part="format", run="duizhao reindex")
        entries = tuple(_entry(**entry) for entry in data.pop("entries"))
        manifest = Manifest(entries=entries, **data)
    except FileNotFoundError:
        if (folder / "segments").exists() or folder.is_file():
            raise DamagedHome("damaged_engine", part=_NAME, run="duizhao reindex") from None
        return Manifest()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedHome("damaged_engine", part=_NAME, run="duizhao reindex") from error
    rules = (
        ("folding", manifest.folding, folding_version),
        ("prints", manifest.prints, prints_version),
    )
    for part, made_by, today in rules:
        if manifest.entries and made_by != today():
            raise DamagedHome("outdated_engine", part=part, run="duizhao reindex")
    return manifest


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Replace the manifest: after a crash at any moment there is the old one or the new one."""
    data = {"format": _FORMAT, **asdict(manifest)}
    data["check"] = zlib.crc32(_bytes(json.loads(_bytes(data))))
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"{_NAME}.new"
    with fresh.open("wb") as file:
        file.write(_bytes(data))
        file.flush()
        os.fsync(file.fileno())
    patiently(lambda: os.replace(fresh, folder / _NAME))
    sync_folder(folder)


def discard_manifest(folder: Path) -> None:
    """Clear away whatever stands where the manifest and its folder belong and is neither."""
    if folder.exists() and not folder.is_dir():
        folder.unlink()
    for name in (_NAME, f"{_NAME}.new"):
        if (folder / name).is_dir():
            shutil.rmtree(folder / name)


def seal(folder: Path) -> tuple[FileSeal, ...]:
    """See every file below `folder` on the disk, and return what tells it from a damaged one."""
    seals = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb+") as file:
            os.fsync(file.fileno())
        name = path.relative_to(folder).as_posix()
        seals.append(FileSeal(name, path.stat().st_size, checksum(path)))
    for inside in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        sync_folder(inside)
    return tuple(seals)


def checksum(path: Path) -> int:
    """Return the CRC-32 of a file."""
    check = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            check = zlib.crc32(block, check)
    return check


def sync_folder(folder: Path) -> None:
    """See the names in a folder on the disk, where the system knows such a thing."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folders
        return
    try:
        os.fsync(handle)
    except OSError:
        pass  # some network folders cannot
    finally:
        os.close(handle)


def _entry(files: list[dict[str, Any]], dropped: list[int], **rest: Any) -> Entry:
    return Entry(dropped=tuple(dropped), files=tuple(FileSeal(**file) for file in files), **rest)


def _bytes(data: Any) -> bytes:
    return json.dumps(data, sort_keys=True, ensure_ascii=False).encode()
