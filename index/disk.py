"""What to say when a folder cannot be written: full, or not ours to write."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import Refused

_FULL = frozenset(
    getattr(errno, name)
    for name in ("ENOSPC", "EFBIG", "EDQUOT")  # Windows knows no quotas
    if hasattr(errno, name)
)


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
