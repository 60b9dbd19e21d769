"""Which files there are to read: a file, a folder, an archive or a letter in, its files out.

Nothing is read here but directories of archives, what letters carry, and the first bytes of what
has no extension. What cannot be taken is listed with its refusal; what systems and editors leave
behind (.DS_Store, ~$述职报告.docx) is passed over.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from index.errors import UnreadableReport
from index.places import MISSING, VANISHED, Place
from index.readers import formats
from index.readers.archive import Archive
from index.readers.envelope import Envelope
from index.readers.formats import ARCHIVES, LETTERS, is_left_behind, suffix_of, supported
from index.readers.found import Found, head_of, left_behind, unsupported
from index.readers.held import Opening, Taking
from index.readers.reaching import is_absent, spelled, unreachable
from index.settings import LIMITS, Limits

__all__ = ["Found", "delivered_again", "files", "is_missing", "supported"]


def _never(sha256: str) -> bool:
    return False


def files(
    path: Path, *, limits: Limits = LIMITS, whole: Callable[[str], bool] = _never
) -> Iterator[Found]:
    """Yield every file in a file, folder or zip archive (archives in archives too), in order.

    A letter that carries several reports is as many files; one of which `whole` says so by its
    hash is one. Never raises for what is found: refusals are yielded. Links are not followed out
    of the added folder.
    """
    taking = Taking(limits, whole)
    path = Path(os.path.abspath(path))
    name = spelled(path.name)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield Found(name, refused=unreachable(name, error), named=True)
        return
    if stat.S_ISDIR(mode):
        yield from _folder(path, taking)
    elif is_left_behind(name, hidden=False):
        yield Found(name, (spelled(path.parent.name),), left_behind(name), path, named=True)
    else:
        parents = (spelled(path.parent.name),)
        for found in _file(path, name, parents, taking):
            yield replace(found, named=found.name == name)


def delivered_again(
    path: Path,
    name: str,
    parents: tuple[str, ...],
    at: Place,
    *,
    limits: Limits = LIMITS,
    whole: Callable[[str], bool] = _never,
) -> Iterator[Found]:
    """Yield what there is in one file that lies at `path`, under the name, the folders and the
    place with which it was delivered.
    """
    for found in _file(path, name, parents, Taking(limits, whole)):
        yield replace(found, at=at)


def is_missing(path: Path) -> bool:
    """Tell whether nothing stands at a path that a person gave."""
    try:
        path.stat()
    except (OSError, ValueError) as error:
        return is_absent(error)
    return False


def _folder(top: Path, taking: Taking) -> Iterator[Found]:
    root = top.resolve()
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Path, tuple[str, ...]]] = [(top, (spelled(root.name),))]
    while waiting:
        path, parents = waiting.pop()
        name = "/".join((*parents[1:], spelled(path.name)))
        if path is not top and is_left_behind(path.name):
            yield Found(name, parents, left_behind(name), path)
            continue
        try:
            if path.is_symlink() and not path.resolve(strict=True).is_relative_to(root):
                yield Found(name, parents, UnreadableReport("outside_link", file=name), path)
                continue
            state = path.stat()
            if not stat.S_ISDIR(state.st_mode):
                yield from _file(path, name, parents, taking)
                continue
            if path is not top and path.is_symlink():
                continue  # its target is found at its own place
            if (state.st_dev, state.st_ino) in seen and state.st_ino:
                continue
            seen.add((state.st_dev, state.st_ino))
            entries = sorted(os.listdir(path), reverse=True)
        except (OSError, RuntimeError) as error:
            refused = unreachable(name, error)
            if refused.key == MISSING:  # it stood in its folder a moment ago
                key = "broken_link" if path.is_symlink() else VANISHED
                key = key if formats.is_document(name) else formats.NO_REPORT
                refused = UnreadableReport(key, file=name, suffix=suffix_of(name))
            yield Found(name, parents, refused, path)
            continue
        below = parents if path is top else (*parents, spelled(path.name))
        waiting.extend((path / entry, below) for entry in entries)


def _file(path: Path, name: str, parents: tuple[str, ...], taking: Taking) -> Iterator[Found]:
    suffix = suffix_of(name)
    state = path.stat()
    limits = taking.limits
    limit = limits.archive_size if suffix in ARCHIVES else limits.file_size
    refused = None
    if not stat.S_ISREG(state.st_mode):
        refused = UnreadableReport(formats.NO_REPORT, file=name, suffix=suffix)
    elif suffix not in supported:
        refused = unsupported(name, lambda: head_of(Found(name, path=path)))
    elif state.st_size > limit:
        refused = UnreadableReport("too_large", file=name, limit=limit)
    here = Found(name, parents, refused, path=path)
    if refused is not None:
        yield here
    elif suffix in ARCHIVES:
        yield from Opening.of(taking).archive(Archive(path), here)
    elif suffix in LETTERS:
        yield from Opening.of(taking).letter(Envelope(path), here)
    else:
        yield here
