"""What archives and letters hold, those in them too: holders in, found files out.

A letter that carries several reports is as many files, as an archive is. One that carries a single
report or none stays a file: what it says itself may be read with it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import PurePosixPath
from typing import Self

from index.errors import UnreadableReport
from index.readers import formats
from index.readers.archive import Archive, damaged, is_safe
from index.readers.content import HEAD
from index.readers.envelope import SHORT_NOTE, Envelope
from index.readers.formats import ARCHIVES, LETTERS, PICTURES, is_left_behind, suffix_of, supported
from index.readers.found import Found, head_of, left_behind, refuse, unsupported
from index.readers.holders import Budget, Holder, Inside, Member
from index.readers.protection import is_protected
from index.readers.reaching import unreachable
from index.settings import Limits

_Members = Sequence[tuple[int, Member]]


@dataclass(frozen=True, slots=True)
class Taking:
    """How much is taken, and which letters are one report whatever they carry, by their hashes."""

    limits: Limits
    whole: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Opening:
    """Opens one added file and the holders in it; `depth` counts those around and this one."""

    taking: Taking
    budget: Budget
    depth: int = 1
    in_letter: bool = False

    @classmethod
    def of(cls, taking: Taking) -> Self:
        """Return what opens a file on disk."""
        return cls(taking, Budget(taking.limits))

    def archive(self, archive: Archive, here: Found) -> Iterator[Found]:
        """Yield an archive's files; `here` is the archive itself as a found file."""
        limit = self.taking.limits.archive_depth
        if self.depth > limit:
            yield refuse(here, UnreadableReport("too_deep", file=here.name, limit=limit))
            return
        try:
            with archive:
                members = archive.members()
                if _is_document(members):
                    yield here
                elif refusal := self.budget.refusal(here.name, members):
                    yield refuse(here, refusal)
                elif all(member.name.endswith("/") for member in members):
                    yield refuse(here, UnreadableReport("empty", file=here.name))
                else:
                    within = replace(self, in_letter=False)
                    yield from within._files(archive, here, list(enumerate(members)))
        except OSError as error:
            yield refuse(here, unreachable(here.name, error))
        except (MemoryError, Exception) as error:
            locked = is_protected(head_of(here))
            protected = UnreadableReport("protected", file=here.name)
            yield refuse(here, protected if locked else damaged(here.name, error))

    def letter(self, letter: Envelope, here: Found) -> Iterator[Found]:
        """Yield the files of a letter that carries several reports, else the letter itself."""
        with ExitStack() as opened:
            members = self._carried_by(letter, opened)
            reports = self._count(letter, here, members)
            if reports > 1 and not self.taking.whole(letter.sha256):
                if refusal := self.budget.refusal(here.name, members):
                    yield refuse(here, refusal)
                else:
                    within = replace(self, in_letter=True)
                    yield from within._files(letter, here, list(enumerate(members)))
            elif members and reports == 0 and self.in_letter and _words(members) < SHORT_NOTE:
                yield refuse(here, UnreadableReport(formats.COVER_NOTE, file=here.name))
            else:
                yield here

    def _carried_by(self, letter: Envelope, opened: ExitStack) -> list[Member]:
        """Open a letter; nothing of one that is damaged: its reader knows best what is wrong."""
        if self.depth > self.taking.limits.archive_depth:
            return []
        try:
            return opened.enter_context(letter).members()
        except (MemoryError, Exception):
            return []

    def _count(self, letter: Envelope, here: Found, members: Sequence[Member]) -> int:
        """Count what a letter carries and may be a report; any number above one is two.

        Pictures do not count: they are pages of one report, or show no text at all.
        Holders in it are opened as far as that takes, and nothing is spent.
        """
        carried = [(index, one) for index, one in enumerate(members) if one.words is None]
        budget = self.budget.copy()
        budget.refusal(here.name, [one for _, one in carried])
        trial = replace(self, budget=budget, in_letter=True)
        with closing(trial._files(letter, here, carried)) as found:
            reports = (one for one in found if one.report and suffix_of(one.name) not in PICTURES)
            return sum(1 for _ in islice(reports, 2))

    def _files(self, holder: Holder, here: Found, members: _Members) -> Generator[Found]:
        for index, member in sorted(members, key=lambda one: one[1].name):
            if not member.name.endswith("/"):
                yield from self._file(holder, here, index, member)

    def _file(self, holder: Holder, here: Found, index: int, member: Member) -> Iterator[Found]:
        inside = PurePosixPath(member.name)
        above = PurePosixPath(here.name).name.removesuffix(PurePosixPath(here.name).suffix)
        found = Found(
            f"{here.name}/{inside}",
            (*here.parents, above, *inside.parts[:-1]),
            path=here.path,
            holder=holder,
            member=index,
            inside=f"{here.inside}/{inside}".lstrip("/"),
        )
        suffix, limits = suffix_of(member.name), self.taking.limits
        deeper = replace(self, depth=self.depth + 1)
        if any(map(is_left_behind, inside.parts)):
            yield refuse(found, left_behind(found.name))
        elif not is_safe(member.name):
            yield refuse(found, UnreadableReport("unsafe_path", file=found.name))
        elif suffix not in supported:
            locked = member.encrypted or member.size > limits.file_size
            head = (lambda: b"") if locked else (lambda: holder.read(index)[:HEAD])
            yield refuse(found, unsupported(found.name, head))
        elif member.encrypted:
            yield refuse(found, UnreadableReport("encrypted", file=found.name))
        elif suffix in ARCHIVES:
            yield from deeper.archive(Archive(Inside(holder, index)), found)
        elif member.size > limits.file_size:
            too_large = UnreadableReport("too_large", file=found.name, limit=limits.file_size)
            yield refuse(found, too_large)
        elif member.words is not None and member.words < SHORT_NOTE:
            yield refuse(found, UnreadableReport(formats.COVER_NOTE, file=found.name))
        elif member.words is None and suffix in LETTERS:
            yield from deeper.letter(Envelope(Inside(holder, index)), found)
        else:
            yield found


def _words(members: Sequence[Member]) -> int:
    return sum(member.words or 0 for member in members)


def _is_document(members: Sequence[Member]) -> bool:
    """Tell whether an archive is an office document under a wrong name."""
    return any(member.name.lower() == "[content_types].xml" for member in members)
