"""Comma-separated files as spreadsheets read them: UTF-8 with a mark, no cell that computes."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from search.exports.cells import harmless


class Lines:
    """A file being written, line by line."""

    def __init__(self, writer: object) -> None:
        self._write = writer.writerow  # type: ignore[attr-defined]

    def row(self, values: Sequence[str | float | None]) -> None:
        """Write texts and numbers; None is an empty cell."""
        self._write([harmless(one) if isinstance(one, str) else one for one in values])


@contextmanager
def lines(target: Path) -> Iterator[Lines]:
    """Write a file into `target`. Raises OSError."""
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        yield Lines(csv.writer(file, lineterminator="\r\n"))
