"""One file to prepare, as it is sent to a worker process."""

from __future__ import annotations

from dataclasses import dataclass

from index.manifest import Row


@dataclass(frozen=True, slots=True)
class Task:
    """One file to prepare: its shown name, the folders above it, and what the manifest says.

    `converted` is what was made of an older office file that is not read as it is.
    """

    file: str
    parents: tuple[str, ...]
    data: bytes
    row: Row | None = None
    converted: bytes | None = None

    @property
    def weight(self) -> int:
        """Bytes that the task takes while it waits."""
        return len(self.data) + len(self.converted or b"")
