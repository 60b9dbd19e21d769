"""What can go wrong, as a message key plus values.

The front end chooses words, language and status; nothing here is a sentence.
Keys are listed in web/messages.py, and a test holds the two together.
"""

from __future__ import annotations


class DuizhaoError(Exception):
    """Base of all errors a person may see: `key` names the message, `values` fill it."""

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        filled = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.key}({filled})"

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross from worker processes to the one that writes.
        return _rebuild, (type(self), self.key, self.values)


def _rebuild(kind: type[DuizhaoError], key: str, values: dict[str, object]) -> DuizhaoError:
    return kind(key, **values)


class UnreadableReport(DuizhaoError):
    """One file cannot be taken; the others go on. Values always hold `file`."""


class ReportNotFound(DuizhaoError):
    """No such report or passage. Values hold `report` or `passage`."""


class BadQuery(DuizhaoError):
    """A query or an option cannot be understood. Values may hold `field` and `at` (characters)."""


class BadManifest(DuizhaoError):
    """The manifest CSV cannot be used. Values hold `file` and, where it helps, `line`."""


class Busy(DuizhaoError):
    """Another process is writing. Values say who holds the lock: `host`, `process`, `since`."""


class DamagedHome(DuizhaoError):
    """The home folder is not as it should be; values say what and what to run."""


class Refused(DuizhaoError):
    """The request is not allowed as things stand (no password set, wrong home, …)."""
