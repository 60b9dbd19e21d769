"""The sentences in the code: what `_`, `mark` and their kin are given."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stderr
from pathlib import Path

from babel.messages.extract import extract_from_file

from translating.entries import Entry

__all__ = ["found"]

_WHERE = (  # how Babel reads a file, and which files
    ("python", "web/**/*.py"),
    ("python", "search/exports/**/*.py"),
    ("jinja2", "web/templates/**/*.html"),
)
_CONTEXT = (1, "c")
_CALLS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "mark": None,
    "ngettext": (1, 2),
    "pgettext": (_CONTEXT, 2),
}


def found(root: Path) -> tuple[Entry, ...]:
    """Return every sentence under `root` once, without English."""
    with redirect_stderr(io.StringIO()):  # Babel warns of values that are f-strings: ruff is exact
        entries = {entry.key: entry for entry in _all(root)}
    return tuple(entries.values())


def _all(root: Path) -> Iterator[Entry]:
    for method, pattern in _WHERE:
        for file in sorted(root.glob(pattern)):
            for _line, said, _comments, context in extract_from_file(method, file, _CALLS):
                chinese, plural = (said, None) if isinstance(said, str) else said[:2]
                if chinese:
                    yield Entry(chinese, context, plural)
