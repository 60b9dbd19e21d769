"""Zip archives as holders of files: members read one at a time, nothing written where named.

Sizes are held against the limits before anything is unpacked, and unpacking never gives more than
a member declares.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Self

from index.errors import UnreadableReport
from index.readers.holders import Inside, Member
from index.readers.membernames import member_names
from index.settings import MEGABYTE

_ENCRYPTED_FLAG = 0x1
_DRIVE = re.compile("[A-Za-z]:")
_IN_MEMORY = 16 * MEGABYTE  # an inner archive beyond goes to a temporary file


class Archive:
    """One zip archive: a file, or a member of another archive or of a letter."""

    def __init__(self, at: Path | Inside) -> None:
        self._at = at
        self._open: zipfile.ZipFile | None = None

    def __enter__(self) -> Self:
        self._open = self._opened()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        _close(self._open)
        self._open = None

    def __reduce__(self) -> tuple[type[Archive], tuple[Path | Inside]]:
        return Archive, (self._at,)

    def members(self) -> list[Member]:
        """Return the members in the archive's own order. Only inside `with`."""
        infos = [] if self._open is None else self._open.infolist()
        return [
            Member(name, info.file_size, is_encrypted(info))
            for name, info in zip(member_names(infos), infos, strict=True)
        ]

    def read(self, index: int) -> bytes:
        """Unpack the member with this index."""
        with io.BytesIO() as target:
            self.unpack(index, target)
            return target.getvalue()

    def unpack(self, index: int, target: IO[bytes]) -> None:
        """Unpack the member with this index into a file."""
        archive = self._open or self._opened()
        try:
            with archive.open(archive.infolist()[index]) as stream:
                while piece := stream.read(1 << 18):
                    target.write(piece)
        finally:
            if archive is not self._open:
                _close(archive)

    def _opened(self) -> zipfile.ZipFile:
        if isinstance(self._at, Path):
            return zipfile.ZipFile(self._at)
        unpacked = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  _close does
        try:
            self._at.holder.unpack(self._at.member, unpacked)
            return zipfile.ZipFile(unpacked)
        except BaseException:
            unpacked.close()
            raise


def _close(archive: zipfile.ZipFile | None) -> None:
    """Close an archive, and the file below it where that was opened here."""
    if archive is not None:
        below = archive.fp
        archive.close()
        if below is not None:
            below.close()


def is_encrypted(member: zipfile.ZipInfo) -> bool:
    """Tell whether a member needs a password."""
    return bool(member.flag_bits & _ENCRYPTED_FLAG)


def is_safe(name: str) -> bool:
    """Tell whether a member's name stays below the archive: no `..`, no root, no drive."""
    parts = PurePosixPath(name).parts
    return not name.startswith("/") and ".." not in parts and not _DRIVE.match(name)


def damaged(name: str, error: Exception) -> UnreadableReport:
    """Return the refusal for what went wrong in unpacking."""
    if isinstance(error, UnreadableReport):
        return error
    locked = isinstance(error, RuntimeError) and "password" in str(error)
    return UnreadableReport("encrypted" if locked else "damaged", file=name)
