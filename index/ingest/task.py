"""One file to prepare, as it is sent to a worker process."""

from __future__ import annotations

from dataclasses import dataclass

from index.manifest import Row


@dataclass(frozen=True, slots=True)
class Task:
    """One file to prepare: its shown name, the folders above it, and what the manifest says.

    `converted` is what was made of an older office file that is not read as it is. Without `ocr`
    no page that is a picture is recognised.
    """

    file: str
    parents: tuple[str, ...]
    data: bytes
    row: Row | None = None
    converted: bytes | None = None
    ocr: bool = True

    @property
    def weight(self) -> int:
        """Bytes that the task takes while it waits."""
        return len(self.data) + len(self.converted or b"")
