"""One immutable file of named number arrays, mapped into memory when read.

A line of JSON says what follows (name, type, length, place); the arrays stand behind it.
"""

from __future__ import annotations

import json
import mmap
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import DamagedHome

_ALIGNMENT = 64
_HEADER = 4096  # bytes; the line is padded to a fixed size so that places are known beforehand


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write the arrays (one-dimensional) and see them on the disk."""
    contents: dict[str, tuple[str, int, int]] = {}
    place = _HEADER
    for name, array in arrays.items():
        contents[name] = (array.dtype.str, len(array), place)
        place += -(-array.nbytes // _ALIGNMENT) * _ALIGNMENT
    header = json.dumps({"arrays": contents, "bytes": place}).encode()
    with path.open("wb") as file:
        file.write(header.ljust(_HEADER - 1) + b"\n")
        for name, array in arrays.items():
            file.seek(contents[name][2])
            if len(array):  # not tofile: on a full disk that does not say what was wrong
                file.write(np.ascontiguousarray(array).data.cast("B"))
        file.truncate(place)
        file.flush()
        os.fsync(file.fileno())


class ArrayFile:
    """A file of arrays, open. Arrays taken from it must be let go before it is closed."""

    def __init__(self, path: Path) -> None:
        """Open the file. Raises DamagedHome where it is missing, cut short or something else."""
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            header = json.loads(self._map[:_HEADER])
            if header["bytes"] != len(self._map):
                raise ValueError("cut short")
            self._contents: dict[str, tuple[str, int, int]] = dict(header["arrays"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedHome("damaged_engine", part=path.name, run="duizhao reindex") from error
        self._path = path

    def __getitem__(self, name: str) -> NDArray[Any]:
        try:
            kind, length, place = self._contents[name]
            return np.frombuffer(self._map, dtype=kind, count=length, offset=place)
        except (KeyError, ValueError, TypeError) as error:
            raise DamagedHome(
                "damaged_engine", part=self._path.name, run="duizhao reindex"
            ) from error

    def close(self) -> None:
        """Let go of the file, or leave that to the last array taken from it."""
        with suppress(BufferError):  # an array still in use elsewhere; the map goes with it
            self._map.close()
