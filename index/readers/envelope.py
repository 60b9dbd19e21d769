"""A letter as a holder of files: what is attached to it, one file at a time, as in an archive.

Each attachment has a name of its own, letters inside are files (.eml) again, and what the letter
itself says is one more: the letter without all that it carries. Pictures that a text only shows
belong to that text. What the files hold is not looked at.
"""

from __future__ import annotations

import hashlib
import html
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self
from weakref import WeakKeyDictionary

from index.readers.content import Content, content_of
from index.readers.formats import LETTERS, suffix_of
from index.readers.holders import Inside, Member

if TYPE_CHECKING:  # whoever only searches needs no parser of letters
    from index.readers.mailparts import Attached, Letter, Written

OWN_TEXT = "正文.eml"
"""The name of what a letter itself says."""
SHORT_NOTE = 200
"""Characters; a shorter text of a letter only says what is attached."""
_LETTER = "letter.eml"
_NO_NAME = re.compile(r"[\x00-\x1f\x7f/\\\ud800-\udfff]")
_LONGEST_SUBJECT = 80  # characters; what a letter inside is called where it has no name
_TAG = re.compile(r"<[^<>]*>")
_UNSEEN = re.compile(r"<style\b|<script\b|<!--", re.IGNORECASE)
_ENDS = {
    "<style": re.compile("</style", re.IGNORECASE),
    "<script": re.compile("</script", re.IGNORECASE),
    "<!--": re.compile("-->"),
}


@dataclass(frozen=True, slots=True)
class _Contents:
    members: tuple[Member, ...]
    data: tuple[bytes, ...]
    sha256: str


class Envelope:
    """One letter: a file, or a member of an archive or of another letter.

    Opening it raises whatever its damage brings about, and is left to its reader to explain.
    """

    def __init__(self, at: Path | Inside) -> None:
        self._at = at
        self._open: _Contents | None = None

    def __enter__(self) -> Self:
        self._open = self._opened()
        return self

    def __exit__(self, *_: object) -> None:
        self._open = None

    def __reduce__(self) -> tuple[type[Envelope], tuple[Path | Inside]]:
        return Envelope, (self._at,)

    @property
    def sha256(self) -> str:
        """The hash of the whole letter. Only inside `with`."""
        return "" if self._open is None else self._open.sha256

    def members(self) -> list[Member]:
        """Return the attachments in the letter's order, what it says itself behind them. Only
        inside `with`.
        """
        return [] if self._open is None else list(self._open.members)

    def read(self, index: int) -> bytes:
        """Return an attachment, or the letter's own text as a letter."""
        return self._contents().data[index]

    def unpack(self, index: int, target: IO[bytes]) -> None:
        """Write what `read` returns."""
        target.write(self.read(index))

    def _contents(self) -> _Contents:
        if self._open is not None:
            return self._open
        with _TURN:
            found = _LATEST.pop(self, None) or self._opened()
            _LATEST[self] = found
            for oldest in list(_LATEST)[:-_MOST]:
                del _LATEST[oldest]
            return found

    def _opened(self) -> _Contents:
        at = self._at
        data = at.read_bytes() if isinstance(at, Path) else at.holder.read(at.member)
        if content_of(_LETTER, data) is not Content.MAIL:
            return _Contents((), (), "")
        from index.readers.mailparts import letter_of

        return _contents_of(letter_of(_LETTER, data), hashlib.sha256(data).hexdigest())


# Attachments that were refused are asked for once more, one after the other: a letter with a
# thousand of them is taken apart once. The latest letters, those around them among them, stay as
# long as anybody holds them.
_LATEST: WeakKeyDictionary[Envelope, _Contents] = WeakKeyDictionary()
_MOST = 4
_TURN = threading.RLock()


def _contents_of(letter: Letter, sha256: str) -> _Contents:
    from index.readers.mailparts import Attached
    from index.readers.mailwriting import without_files, written

    members: list[Member] = []
    files: list[bytes] = []
    names = _Names()
    for number, one in enumerate(letter.attached, 1):
        if isinstance(one, Attached) and one.shown:
            continue
        data = one.data if isinstance(one, Attached) else written(one)
        members.append(Member(names.free(_name(one, number)), len(data)))
        files.append(data)
    if words := sum(map(_words, letter.texts)):
        data = without_files(letter)
        members.append(Member(names.free(OWN_TEXT), len(data), words=words))
        files.append(data)
    return _Contents(tuple(members), tuple(files), sha256)


def _name(one: Attached | Letter, number: int) -> str:
    """Return a file's name; what has none is called by its number and by what it is."""
    from index.readers.mailparts import Attached

    if isinstance(one, Attached):
        name = _NO_NAME.sub("_", one.name) if one.is_named else ""
        if name.strip("."):
            return name
        content = content_of("", one.data)
        known = content is not None and content.value.startswith(".")
        return f"附件{number}{content.value if content is not None and known else ''}"
    name = _NO_NAME.sub("_", one.name or one.subject[:_LONGEST_SUBJECT]).strip()
    name = name if name.strip(".") else f"邮件{number}"
    return name if suffix_of(name) in LETTERS else f"{name}.eml"


class _Names:
    """Gives each file of a letter a name of its own, as mail programs do when they save them."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def free(self, name: str) -> str:
        suffix = suffix_of(name)
        stem = name[: len(name) - len(suffix)]
        free = name
        while (key := free.casefold()) in self._taken:
            number = self._taken[name.casefold()] = self._taken[name.casefold()] + 1
            free = f"{stem} ({number}){name[len(stem) :]}"
        self._taken[key] = 1
        return free


def _words(written: Written) -> int:
    """Count the characters that a text shows, white space left out."""
    text = written.text
    if written.is_page:
        text = html.unescape(_TAG.sub("", "".join(_seen(text))))
    return len("".join(text.split()))


def _seen(page: str) -> Iterator[str]:
    """Yield a page without its styles, scripts and comments; one that never ends is none."""
    at = 0
    ends = dict(_ENDS)
    while found := _UNSEEN.search(page, at):
        yield page[at : found.start()]
        at = found.end()
        kind = found[0].lower()
        end = ends[kind].search(page, at) if kind in ends else None
        if end is None:
            ends.pop(kind, None)  # and is not looked for again
        else:
            at = end.end()
    yield page[at:]
