"""One file as it was found: its name, the folders above it, and how its bytes are come by.

It lies on a disk, or in a holder: an archive or a letter. One that is not taken has its refusal.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from index.errors import UnreadableReport
from index.places import UPLOADS, VANISHED, Place
from index.readers import formats
from index.readers.archive import damaged
from index.readers.content import HEAD, looks_like_report
from index.readers.formats import suffix_of
from index.readers.holders import Holder
from index.readers.reaching import is_absent, spelled, unreachable


@dataclass(frozen=True, slots=True)
class Found:
    """One file to read, or one that is refused already.

    `name` is the path below what was added, with `/` (`报送.zip/城投集团/述职报告.docx`).
    `parents` are the folders above it, outermost first, with the added folder itself, archives
    and letters without `.zip` and `.eml`; for a file given directly (`named`), the folder in which
    it lies. `path` is the file on disk, `inside` the way from there through holders, and `at` its
    place if it was delivered elsewhere than it lies now.
    """

    name: str
    parents: tuple[str, ...] = ()
    refused: UnreadableReport | None = None
    path: Path | None = None
    holder: Holder | None = None
    member: int = 0
    inside: str = ""
    named: bool = False
    at: Place | None = None

    def place(self, home: Path | None) -> Place:
        """Return where it was delivered. What lies among the uploads of `home` came by upload."""
        if self.at is not None:
            return self.at.within(self.inside)
        if self.path is None or (home is not None and self.path.is_relative_to(home / UPLOADS)):
            return Place(self.name)
        # A file is one, whichever way through links leads to its folder.
        folder = os.path.realpath(self.path.parent)
        return Place(spelled(Path(folder, self.path.name).as_posix())).within(self.inside)

    @property
    def report(self) -> bool:
        """Whether it is a report, as far as its name and place say."""
        return self.refused is None or self.refused.key not in formats.NOT_REPORTS

    def load(self) -> bytes:
        """Return the file's bytes, at any time and in any process.

        Quick for a member of a holder while the iteration that found it goes on; later the
        holder is opened anew. Raises UnreadableReport.
        """
        if self.refused is not None:
            raise self.refused
        try:
            if self.holder is not None:
                return self.holder.read(self.member)
            return b"" if self.path is None else self.path.read_bytes()
        except OSError as error:
            raise self.gone if is_absent(error) else unreachable(self.name, error) from error
        except (MemoryError, Exception) as error:  # whatever a broken archive brings about
            raise damaged(self.name, error) from error

    @property
    def gone(self) -> UnreadableReport:
        """The error of a file that was found, and is not there when it is to be read.

        Other than a path at which nothing ever stood it was delivered: nobody knows what it said.
        """
        return UnreadableReport(VANISHED, file=self.name)

    def bytes_to_keep(self, limit: int) -> bytes | None:
        """Return the file's bytes though it is refused; None beyond `limit`, of a link, or where
        they cannot be had.
        """
        try:
            if self.holder is not None:
                return None if self.refused is not None else self.load()
            if self.path is None or self.path.is_symlink() or self.path.stat().st_size > limit:
                return None
            return self.path.read_bytes()
        except (OSError, UnreadableReport):
            return None


def refuse(found: Found, refused: UnreadableReport) -> Found:
    """Return a file as one that is not taken."""
    return replace(found, refused=refused)


def unsupported(name: str, head: Callable[[], bytes]) -> UnreadableReport:
    """Return why a file is not read; where its name tells no format, its first bytes are asked."""
    key = formats.UNREAD if formats.is_document(name) else formats.NO_REPORT
    if key == formats.NO_REPORT and formats.names_no_format(name) and looks_like_report(head()):
        key = formats.NAMELESS
    return UnreadableReport(key, file=name, suffix=suffix_of(name))


def left_behind(name: str) -> UnreadableReport:
    """Return the refusal of what a system or an editor left behind."""
    return UnreadableReport(formats.LEFT_BEHIND, file=name)


def head_of(found: Found) -> bytes:
    """Return the first bytes of a file on disk."""
    if found.path is None:
        return b""
    with suppress(OSError), found.path.open("rb") as file:
        return file.read(HEAD)
    return b""
