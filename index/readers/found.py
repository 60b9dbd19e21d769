"""Which files there are to read: a file, a folder or an archive in, its files out in order.

Nothing is read here but directories of archives. What cannot be taken is listed with its
refusal; what systems and editors leave behind (.DS_Store, ~$述职报告.docx) is passed over.
"""

from __future__ import annotations

import errno
import os
import stat
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from index.errors import UnreadableReport
from index.readers.archive import Archive, damaged, is_encrypted, is_safe
from index.readers.content import BY_SUFFIX
from index.readers.membernames import member_names
from index.readers.protection import HEAD, is_protected
from index.settings import LIMITS, Limits

ARCHIVES = frozenset({".zip"})
supported: frozenset[str] = frozenset(BY_SUFFIX) | ARCHIVES

_LEFT_BEHIND = frozenset({"thumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "ehthumbs.db"})
_LEFT_BEHIND_STARTS = (".", "~$", "~wrl")


@dataclass(frozen=True, slots=True)
class Found:
    """One file to read, or one that is refused already.

    `name` is the path below what was added, with `/` (`报送.zip/城投集团/述职报告.docx`).
    `parents` are the folders above it, outermost first, with the added folder itself, archives
    without `.zip`; for a file given directly, the folder in which it lies.
    """

    name: str
    parents: tuple[str, ...] = ()
    refused: UnreadableReport | None = None
    path: Path | None = None
    archive: Archive | None = None
    member: int = 0

    def load(self) -> bytes:
        """Return the file's bytes, at any time and in any process.

        Quick for a member of an archive while the iteration that found it goes on; later the
        archive is opened anew. Raises UnreadableReport.
        """
        if self.refused is not None:
            raise self.refused
        try:
            if self.archive is not None:
                return self.archive.read(self.member)
            return b"" if self.path is None else self.path.read_bytes()
        except OSError as error:
            raise _unreachable(self.name, error) from error
        except (MemoryError, Exception) as error:  # whatever a broken archive brings about
            raise damaged(self.name, error) from error


def files(path: Path, *, limits: Limits = LIMITS) -> Iterator[Found]:
    """Yield every file in a file, folder or zip archive (archives in archives too), in order.

    Never raises for what is found: refusals are yielded. Links are not followed out of the
    added folder.
    """
    path = Path(os.path.abspath(path))
    name = _spelled(path.name)
    try:
        mode = path.stat().st_mode
    except OSError as error:
        yield Found(name, refused=_unreachable(name, error))
        return
    if stat.S_ISDIR(mode):
        yield from _folder(path, limits)
    else:
        yield from _file(path, name, (_spelled(path.parent.name),), limits)


def _folder(top: Path, limits: Limits) -> Iterator[Found]:
    root = top.resolve()
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Path, tuple[str, ...]]] = [(top, (_spelled(root.name),))]
    while waiting:
        path, parents = waiting.pop()
        name = "/".join((*parents[1:], _spelled(path.name)))
        try:
            if path.is_symlink() and not path.resolve(strict=True).is_relative_to(root):
                yield Found(name, parents, UnreadableReport("outside_link", file=name))
                continue
            state = path.stat()
            if not stat.S_ISDIR(state.st_mode):
                yield from _file(path, name, parents, limits)
                continue
            if path is not top and path.is_symlink():
                continue  # its target is found at its own place
            if (state.st_dev, state.st_ino) in seen and state.st_ino:
                continue
            seen.add((state.st_dev, state.st_ino))
            entries = sorted(os.listdir(path), reverse=True)
        except (OSError, RuntimeError) as error:
            yield Found(name, parents, _unreachable(name, error))
            continue
        below = parents if path is top else (*parents, _spelled(path.name))
        waiting.extend((path / entry, below) for entry in entries if not _is_left_behind(entry))


def _file(path: Path, name: str, parents: tuple[str, ...], limits: Limits) -> Iterator[Found]:
    suffix = path.suffix.lower()
    state = path.stat()
    limit = limits.archive_size if suffix in ARCHIVES else limits.file_size
    refused = None
    if suffix not in supported or not stat.S_ISREG(state.st_mode):
        refused = UnreadableReport("unsupported", file=name, suffix=suffix)
    elif state.st_size > limit:
        refused = UnreadableReport("too_large", file=name, limit=limit)
    if refused or suffix not in ARCHIVES:
        yield Found(name, parents, refused, path=path)
        return
    here = Found(name, parents, path=path)
    yield from _archive(Archive(path), here, _Budget(limits), depth=1)


class _Budget:
    """What one added archive may still unpack, archives inside included."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._files = limits.archive_files
        self._bytes = limits.archive_size

    def refusal(self, name: str, members: list[zipfile.ZipInfo]) -> UnreadableReport | None:
        self._files -= len(members)
        self._bytes -= sum(member.file_size for member in members)
        if self._files < 0:
            return UnreadableReport("too_many", file=name, limit=self.limits.archive_files)
        if self._bytes < 0:
            return UnreadableReport("too_large", file=name, limit=self.limits.archive_size)
        return None


def _archive(archive: Archive, here: Found, budget: _Budget, depth: int) -> Iterator[Found]:
    """Yield an archive's files; `here` is the archive itself as a found file."""
    if depth > budget.limits.archive_depth:
        limit = budget.limits.archive_depth
        yield _refuse(here, UnreadableReport("too_deep", file=here.name, limit=limit))
        return
    try:
        with archive:
            members = archive.members()
            named = sorted((name, index) for index, name in enumerate(member_names(members)))
            if _is_document(name for name, _ in named):
                yield here
                return
            if refusal := budget.refusal(here.name, members):
                yield _refuse(here, refusal)
                return
            for inside, index in named:
                if not inside.endswith("/") and not _is_left_behind(*inside.split("/")):
                    yield from _member(archive, here, inside, index, members[index], budget, depth)
    except OSError as error:
        yield _refuse(here, _unreachable(here.name, error))
    except (MemoryError, Exception) as error:
        locked = is_protected(_head(here))
        protected = UnreadableReport("protected", file=here.name)
        yield _refuse(here, protected if locked else damaged(here.name, error))


def _head(found: Found) -> bytes:
    """Return the first bytes of a file that is no archive, though its name says so."""
    if found.path is None:
        return b""
    with suppress(OSError), found.path.open("rb") as file:
        return file.read(HEAD)
    return b""


def _member(
    archive: Archive,
    here: Found,
    inside: str,
    index: int,
    member: zipfile.ZipInfo,
    budget: _Budget,
    depth: int,
) -> Iterator[Found]:
    name = f"{here.name}/{PurePosixPath(inside)}"
    above = PurePosixPath(here.name).name.removesuffix(PurePosixPath(here.name).suffix)
    parents = (*here.parents, above, *PurePosixPath(inside).parts[:-1])
    found = Found(name, parents, archive=archive, member=index)
    suffix = PurePosixPath(inside).suffix.lower()
    limits = budget.limits
    if not is_safe(inside):
        yield _refuse(found, UnreadableReport("unsafe_path", file=name))
    elif suffix not in supported:
        yield _refuse(found, UnreadableReport("unsupported", file=name, suffix=suffix))
    elif is_encrypted(member):
        yield _refuse(found, UnreadableReport("encrypted", file=name))
    elif suffix in ARCHIVES:
        yield from _archive(archive.inner(index), found, budget, depth + 1)
    elif member.file_size > limits.file_size:
        yield _refuse(found, UnreadableReport("too_large", file=name, limit=limits.file_size))
    else:
        yield found


def _refuse(found: Found, refused: UnreadableReport) -> Found:
    return Found(found.name, found.parents, refused)


def _is_document(names: Iterator[str]) -> bool:
    """Tell whether an archive is an office document under a wrong name."""
    return any(name.lower() == "[content_types].xml" for name in names)


def _is_left_behind(*parts: str) -> bool:
    return any(
        part.lower() in _LEFT_BEHIND or part.lower().startswith(_LEFT_BEHIND_STARTS)
        for part in parts
        if part not in ("", ".", "..")
    )


def _spelled(name: str) -> str:
    """Return a file name without lone surrogates: names on disk may be GBK as well."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        raw = os.fsencode(name)
        try:  # UTF-8 all the same, where the system takes names for ASCII
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return raw.decode("gb18030", "replace")
    return name


def _unreachable(name: str, error: Exception) -> UnreadableReport:
    if isinstance(error, FileNotFoundError):
        return UnreadableReport("no_such_file", file=name)
    # Python below 3.13 tells of links in a circle by a RuntimeError, with the whole path in it.
    looped = isinstance(error, RuntimeError)
    reason = os.strerror(errno.ELOOP) if looped else getattr(error, "strerror", "")
    return UnreadableReport("not_readable", file=name, reason=reason or type(error).__name__)
