"""Files that others may hold just now, and what to say when a folder cannot be written."""

from __future__ import annotations

import errno
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from index.errors import Refused

T = TypeVar("T")

_FULL = frozenset(
    getattr(errno, name)
    for name in ("ENOSPC", "EFBIG", "EDQUOT")  # Windows knows no quotas
    if hasattr(errno, name)
)


def require_room(file: Path, needed: int, key: str = "no_room") -> None:
    """Raise Refused (`key`) unless so many bytes are free where a file lies."""
    free = shutil.disk_usage(file.parent).free
    if free < needed:
        raise Refused(key, file=str(file), needed=needed, free=free)


@contextmanager
def written_in(folder: Path) -> Iterator[None]:
    """Turn the operating system's errors into Refused (`disk_full`, `cannot_write`)."""
    try:
        yield
    except OSError as error:
        raise unwritten(error, folder) from error


def unwritten(error: OSError, folder: Path) -> Refused:
    """Return what to say of a folder that could not be written."""
    if error.errno in _FULL:
        return Refused("disk_full", folder=str(folder))
    return Refused("cannot_write", folder=str(folder), detail=error.strerror or str(error))


def patiently(act: Callable[[], T]) -> T:
    """Try again while Windows says that another process has the file just now."""
    for seconds in (0.01, 0.05, 0.2, 0.5):
        try:
            return act()
        except PermissionError:
            time.sleep(seconds)
    return act()
