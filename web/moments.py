"""When something was, in the time of the machine that shows it."""

from __future__ import annotations

from datetime import datetime


def local(at: str | None) -> str:
    """Return an ISO 8601 moment as 2024-11-20 17:04; what is none stays as it is.

    >>> len(local("2024-11-20T09:04:05+00:00"))
    16
    """
    try:
        return f"{datetime.fromisoformat(at or '').astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return at or ""
