"""Where a file was delivered, and whether a later one takes its place.

A file on disk is known by its whole path: 总结.docx of two units are two files. What lies in an
archive or a letter, or came by upload, has only the folders it came with, and is the same file
wherever these stand: 报送.zip/城投/总结.pdf is 报送/城投/总结.pdf once unpacked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

MISSING = "no_such_file"
"""The key of a path at which nothing stands: an error, and never a refused file."""
VANISHED = "vanished"
"""The key of a file that was found and is gone before it is read: delivered, and not read."""
UPLOADS = "uploads"
"""The folder of a home in which uploads lie for a while."""
UNPLACED = -1
"""`Place.loose` of what an older program kept: only the name that was shown is known."""

_HOLDER = re.compile(r"\.(?:zip|eml)$", re.IGNORECASE)
_ENOUGH = 2  # parts by which a file is known: its own name, and the folder around it


@dataclass(frozen=True, slots=True)
class Place:
    """A path with `/`, down to the file. From part `loose` on it names the file by itself: 0 for
    an upload and for a file on disk (whose path begins with the disk), else the archive's.
    """

    path: str
    loose: int = 0

    @property
    def name(self) -> str:
        """The file's own name, as names are compared."""
        return _plain(self.path).rpartition("/")[2]

    def within(self, inside: str) -> Place:
        """Return the place of a file inside this one, an archive; of "" this one itself."""
        if not inside:
            return self
        on_disk = self.path.startswith("/") or self.path[1:2] == ":"
        loose = self.path.count("/") if on_disk and self.loose == 0 else self.loose
        return Place(f"{self.path}/{inside}", loose)

    def around(self) -> Iterator[str]:
        """Yield the paths of all that stands around the file: its folders and archives."""
        parts = _plain(self.path).split("/")
        for end in range(1, len(parts)):
            yield "/".join(parts[:end])

    def same_file(self, other: Place) -> bool:
        """Tell whether the two are one file, delivered twice."""
        mine, theirs = self._parts(), other._parts()
        if mine == theirs:
            return True
        return _ends(mine, theirs[max(other.loose, 0) :]) or _ends(
            theirs, mine[max(self.loose, 0) :]
        )

    def _parts(self) -> list[str]:
        """Return the parts; an archive or a letter is as good as the folder of its name."""
        *above, name = _plain(self.path).split("/")
        return [*(_HOLDER.sub("", part) for part in above), name]


def _ends(parts: list[str], with_these: list[str]) -> bool:
    return len(with_these) >= _ENOUGH and parts[-len(with_these) :] == with_these


def _plain(path: str) -> str:
    """Return a path as paths are compared: some systems take letters apart."""
    return unicodedata.normalize("NFC", path)
