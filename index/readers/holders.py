"""What holds files: one interface of archives and letters, for those who list what is in them.

`Budget` counts what one added file may still unpack, whatever is nested in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Protocol, Self

from index.errors import UnreadableReport
from index.settings import Limits


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a holder: its name with `/` (a folder's ends in one) and its unpacked size.

    `words` counts the characters of a letter's own text where the member is that; None of a file.
    """

    name: str
    size: int
    encrypted: bool = False
    words: int | None = None


class Holder(Protocol):
    """A file that holds files. Used in a `with` block it stays open; outside of one it is opened
    for each `read`. It can be sent to another process.
    """

    def __enter__(self) -> Self:
        """Open it. Raises whatever its damage brings about."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""

    def members(self) -> list[Member]:
        """Return what it holds, in its own order. Only inside `with`."""

    def read(self, index: int) -> bytes:
        """Return the member with this index."""

    def unpack(self, index: int, target: IO[bytes]) -> None:
        """Write the member with this index, piece by piece where it is large."""


@dataclass(frozen=True, slots=True)
class Inside:
    """Where a holder stands that is a member of another."""

    holder: Holder
    member: int


class Budget:
    """What one added archive or letter may still unpack, those inside included."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._files = limits.archive_files
        self._bytes = limits.archive_size

    def copy(self) -> Budget:
        """Return one to try with: what it spends costs this one nothing."""
        other = Budget(self._limits)
        other._files, other._bytes = self._files, self._bytes
        return other

    def refusal(self, name: str, members: Sequence[Member]) -> UnreadableReport | None:
        """Spend the members of a holder; say why they cannot be unpacked where they cannot."""
        self._files -= len(members)
        self._bytes -= sum(member.size for member in members)
        if self._files < 0:
            return UnreadableReport("too_many", file=name, limit=self._limits.archive_files)
        if self._bytes < 0:
            return UnreadableReport("too_large", file=name, limit=self._limits.archive_size)
        return None
