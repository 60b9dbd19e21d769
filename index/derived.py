"""Arrays in the home folder that anything else can be made from again: kept to save time.

One file of named arrays, replaced whole. Whatever is wrong with one (damaged, cut short, made by
other rules) makes it as good as absent; nobody is told, it is made anew.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.disk import patiently, written_in
from index.engines.embedded.arrays import ArrayFile, write_arrays
from index.errors import DamagedHome

_RULES, _SUM = "rules", "sum"
_SUFFIX = ".arrays"

Arrays = Mapping[str, NDArray[Any]]


def write_derived(home: Path, name: str, rules: str, arrays: Arrays) -> None:
    """Keep one-dimensional arrays under a name, in place of what was kept there.

    `rules` says by what they were made. After a crash at any moment there are the old ones or
    the new ones. The caller sees to it that nobody else writes this name. Raises Refused.
    """
    target = _file(home, name)
    fresh = target.with_name(f"{target.name}.new")
    kept = dict(arrays) | {_RULES: np.frombuffer(rules.encode(), dtype=np.uint8)}
    kept[_SUM] = np.array([_checksum(kept)], dtype=np.uint32)
    with written_in(home):
        try:
            write_arrays(fresh, kept)
            patiently(lambda: os.replace(fresh, target))
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)


def read_derived(
    home: Path, name: str, rules: str, wanted: Sequence[str]
) -> dict[str, NDArray[Any]] | None:
    """Return the arrays kept under a name, None where they are not to be had.

    They are read whole and no file stays open, for what is in use cannot be replaced on Windows.
    """
    try:
        file = ArrayFile(_file(home, name))
    except DamagedHome:
        return None
    try:
        kept = {one: file[one].copy() for one in (*wanted, _RULES, _SUM)}
    except DamagedHome:
        return None
    finally:
        file.close()
    said = kept.pop(_SUM)
    if said.tolist() != [_checksum(kept)]:
        return None
    return kept if kept.pop(_RULES).tobytes() == rules.encode() else None


def stamp(home: Path, name: str) -> tuple[int, int, int] | None:
    """Return what changes whenever the file is replaced, None where there is none."""
    with suppress(OSError):
        found = _file(home, name).stat()
        return found.st_mtime_ns, found.st_size, found.st_ino
    return None


def _file(home: Path, name: str) -> Path:
    return home / f"{name}{_SUFFIX}"


def _checksum(arrays: Arrays) -> int:
    """Return the CRC-32 of all arrays with their names and types."""
    check = 0
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        check = zlib.crc32(f"{name} {array.dtype.str} {len(array)};".encode(), check)
        check = zlib.crc32(array.view(np.uint8).data, check)
    return check
