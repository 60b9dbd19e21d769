"""What a disk says of a path: names in characters, errors as refusals."""

from __future__ import annotations

import errno
import os

from index.errors import UnreadableReport
from index.places import MISSING


def spelled(name: str) -> str:
    """Return a file name without lone surrogates: names on disk may be GBK as well."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        raw = os.fsencode(name)
        try:  # UTF-8 all the same, where the system takes names for ASCII
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return raw.decode("gb18030", "replace")
    return name


def unreachable(name: str, error: Exception) -> UnreadableReport:
    """Return the refusal of a file that the system does not give."""
    if is_absent(error):
        return UnreadableReport(MISSING, file=name)
    # Python below 3.13 tells of links in a circle by a RuntimeError, with the whole path in it.
    looped = isinstance(error, RuntimeError)
    reason = os.strerror(errno.ELOOP) if looped else getattr(error, "strerror", "")
    return UnreadableReport("not_readable", file=name, reason=reason or type(error).__name__)


def is_absent(error: Exception) -> bool:
    """Tell whether an error says that there is nothing, and cannot be: a name no disk takes."""
    return isinstance(error, (FileNotFoundError, NotADirectoryError, ValueError)) or (
        isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG
    )
