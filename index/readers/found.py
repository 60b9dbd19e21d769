"""Which files there are to read: a file, a folder or an archive in, its files out in order.

Nothing is read here but directories of archives, and the first bytes of what has no extension.
What cannot be taken is listed with its refusal; what systems and editors leave behind (.DS_Store,
~$述职报告.docx) is passed over.
"""

from __future__ import annotations

import errno
import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from index.errors import UnreadableReport
from index.places import MISSING, UPLOADS, VANISHED, Place
from index.readers import formats
from index.readers.archive import Archive, damaged, is_encrypted, is_safe
from index.readers.content import HEAD, looks_like_report
from index.readers.formats import ARCHIVES, is_left_behind, suffix_of, supported
from index.readers.membernames import member_names
from index.readers.protection import is_protected
from index.settings import LIMITS, Limits

__all__ = ["Found", "delivered_again", "files", "is_missing", "supported"]


@dataclass(frozen=True, slots=True)
class Found:
    """One file to read, or one that is refused already.

    `name` is the path below what was added, with `/` (`报送.zip/城投集团/述职报告.docx`).
    `parents` are the folders above it, outermost first, with the added folder itself, archives
    without `.zip`; for a file given directly (`named`), the folder in which it lies. `path` is
    the file on disk, `inside` the way from there through archives, and `at` its place if it was
    delivered elsewhere than it lies now.
    """

    name: str
    parents: tuple[str, ...] = ()
    refused: UnreadableReport | None = None
    path: Path | None = None
    archive: Archive | None = None
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
            raise self.gone if _is_missing(error) else _unreachable(self.name, error) from error
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
            if self.archive is not None:
                return None if self.refused is not None else self.load()
            if self.path is None or self.path.is_symlink() or self.path.stat().st_size > limit:
                return None
            return self.path.read_bytes()
        except (OSError, UnreadableReport):
            return None


def files(path: Path, *, limits: Limits = LIMITS) -> Iterator[Found]:
    """Yield every file in a file, folder or zip archive (archives in archives too), in order.

    Never raises for what is found: refusals are yielded. Links are not followed out of the
    added folder.
    """
    path = Path(os.path.abspath(path))
    name = spelled(path.name)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield Found(name, refused=_unreachable(name, error), named=True)
        return
    if stat.S_ISDIR(mode):
        yield from _folder(path, limits)
    elif is_left_behind(name, hidden=False):
        yield Found(name, (spelled(path.parent.name),), _left_behind(name), path, named=True)
    else:
        parents = (spelled(path.parent.name),)
        for found in _file(path, name, parents, limits):
            yield replace(found, named=found.name == name)


def delivered_again(
    path: Path, name: str, parents: tuple[str, ...], at: Place, *, limits: Limits = LIMITS
) -> Iterator[Found]:
    """Yield what there is in one file that lies at `path`, under the name, the folders and the
    place with which it was delivered.
    """
    for found in _file(path, name, parents, limits):
        yield replace(found, at=at)


def is_missing(path: Path) -> bool:
    """Tell whether nothing stands at a path that a person gave."""
    try:
        path.stat()
    except (OSError, ValueError) as error:
        return _is_missing(error)
    return False


def _folder(top: Path, limits: Limits) -> Iterator[Found]:
    root = top.resolve()
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Path, tuple[str, ...]]] = [(top, (spelled(root.name),))]
    while waiting:
        path, parents = waiting.pop()
        name = "/".join((*parents[1:], spelled(path.name)))
        if path is not top and is_left_behind(path.name):
            yield Found(name, parents, _left_behind(name), path)
            continue
        try:
            if path.is_symlink() and not path.resolve(strict=True).is_relative_to(root):
                yield Found(name, parents, UnreadableReport("outside_link", file=name), path)
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
            refused = _unreachable(name, error)
            if refused.key == MISSING:  # it stood in its folder a moment ago
                key = "broken_link" if path.is_symlink() else VANISHED
                key = key if formats.is_document(name) else formats.NO_REPORT
                refused = UnreadableReport(key, file=name, suffix=suffix_of(name))
            yield Found(name, parents, refused, path)
            continue
        below = parents if path is top else (*parents, spelled(path.name))
        waiting.extend((path / entry, below) for entry in entries)


def _file(path: Path, name: str, parents: tuple[str, ...], limits: Limits) -> Iterator[Found]:
    suffix = suffix_of(name)
    state = path.stat()
    limit = limits.archive_size if suffix in ARCHIVES else limits.file_size
    refused = None
    if not stat.S_ISREG(state.st_mode):
        refused = UnreadableReport(formats.NO_REPORT, file=name, suffix=suffix)
    elif suffix not in supported:
        refused = _unsupported(name, lambda: _head(Found(name, path=path)))
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
            if all(name.endswith("/") for name, _ in named):
                yield _refuse(here, UnreadableReport("empty", file=here.name))
                return
            for inside, index in named:
                if not inside.endswith("/"):
                    yield from _member(archive, here, inside, index, members[index], budget, depth)
    except OSError as error:
        yield _refuse(here, _unreachable(here.name, error))
    except (MemoryError, Exception) as error:
        locked = is_protected(_head(here))
        protected = UnreadableReport("protected", file=here.name)
        yield _refuse(here, protected if locked else damaged(here.name, error))


def _head(found: Found) -> bytes:
    """Return the first bytes of a file on disk."""
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
    way = f"{here.inside}/{PurePosixPath(inside)}".lstrip("/")
    found = Found(name, parents, path=here.path, archive=archive, member=index, inside=way)
    suffix = suffix_of(inside)
    limits = budget.limits
    if any(map(is_left_behind, PurePosixPath(inside).parts)):
        yield _refuse(found, _left_behind(name))
    elif not is_safe(inside):
        yield _refuse(found, UnreadableReport("unsafe_path", file=name))
    elif suffix not in supported:
        locked = is_encrypted(member) or member.file_size > limits.file_size
        head = (lambda: b"") if locked else (lambda: archive.read(index)[:HEAD])
        yield _refuse(found, _unsupported(name, head))
    elif is_encrypted(member):
        yield _refuse(found, UnreadableReport("encrypted", file=name))
    elif suffix in ARCHIVES:
        yield from _archive(archive.inner(index), found, budget, depth + 1)
    elif member.file_size > limits.file_size:
        yield _refuse(found, UnreadableReport("too_large", file=name, limit=limits.file_size))
    else:
        yield found


def _refuse(found: Found, refused: UnreadableReport) -> Found:
    return replace(found, refused=refused)


def _unsupported(name: str, head: Callable[[], bytes]) -> UnreadableReport:
    """Return why a file is not read; where its name tells no format, its first bytes are asked."""
    key = formats.UNREAD if formats.is_document(name) else formats.NO_REPORT
    if key == formats.NO_REPORT and formats.names_no_format(name) and looks_like_report(head()):
        key = formats.NAMELESS
    return UnreadableReport(key, file=name, suffix=suffix_of(name))


def _left_behind(name: str) -> UnreadableReport:
    return UnreadableReport(formats.LEFT_BEHIND, file=name)


def _is_document(names: Iterator[str]) -> bool:
    """Tell whether an archive is an office document under a wrong name."""
    return any(name.lower() == "[content_types].xml" for name in names)


def spelled(name: str) -> str:
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
    if _is_missing(error):
        return UnreadableReport(MISSING, file=name)
    # Python below 3.13 tells of links in a circle by a RuntimeError, with the whole path in it.
    looped = isinstance(error, RuntimeError)
    reason = os.strerror(errno.ELOOP) if looped else getattr(error, "strerror", "")
    return UnreadableReport("not_readable", file=name, reason=reason or type(error).__name__)


def _is_missing(error: Exception) -> bool:
    """Tell whether an error says that there is nothing, and cannot be: a name no disk takes."""
    return isinstance(error, (FileNotFoundError, NotADirectoryError, ValueError)) or (
        isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG
    )
