"""The names inside a zip archive, in the characters that were meant.

The Unicode path field wins, then the UTF-8 flag. Names with neither are GBK or UTF-8, as the system
had it that packed them: all names together show which, and the characters that each reading gives.
图 in GBK is valid UTF-8 too, but a Greek letter is no name of a report.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from index.readers.encoding import plausibility

_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075  # Info-ZIP's extra field
_PLAUSIBLE = 0.35  # GBK below is UTF-8 read wrongly
_COMPANY = 0.6  # what the other names of the archive weigh
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u0300-\u036f]{3,}")
# A word of one script, and not letters that happen to come together.
_OTHER_WORDS = re.compile(
    "[\u0401\u0410-\u044f][\u0430-\u044f\u0451]{2,}|[\u0386-\u03ab][\u03ac-\u03ce]{2,}"
)


def member_names(members: Sequence[zipfile.ZipInfo]) -> list[str]:
    """Return the names of an archive's members in their order, with `/`."""
    # Not `filename`: on Windows the library has turned every byte 0x5C into a slash there,
    # and that byte is also the second half of many GBK characters.
    names = [
        _stated(member) or _Bytes.of(member.orig_filename.encode("cp437")) for member in members
    ]
    company = sum(name.witness for name in names if isinstance(name, _Bytes))
    read = [name if isinstance(name, str) else name.read(company) for name in names]
    return [name.split("\x00", 1)[0].replace("\\", "/") for name in read]


def _stated(member: zipfile.ZipInfo) -> str | None:
    """Return a name whose characters the archive states."""
    if member.flag_bits & _UTF8_FLAG:
        return member.orig_filename
    return _unicode_path(member.extra, member.orig_filename.encode("cp437"))


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """Find a name in the Info-ZIP field, valid only for the name that it was made for."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        value = extra[at + 4 : at + 4 + size]
        if kind == _UNICODE_PATH and len(value) > 5 and value[0] == 1:
            (checksum,) = struct.unpack_from("<L", value, 1)
            if checksum == zlib.crc32(raw):
                try:
                    return value[5:].decode("utf-8")
                except UnicodeDecodeError:
                    return None
        at += 4 + size
    return None


@dataclass(frozen=True, slots=True)
class _Bytes:
    """A name whose characters nobody states, as UTF-8 and as GBK (None where it is none)."""

    raw: bytes
    utf8: str | None
    gbk: str | None

    @classmethod
    def of(cls, raw: bytes) -> _Bytes:
        return cls(raw, _decoded(raw, "utf-8"), _decoded(raw, "gb18030"))

    @property
    def witness(self) -> int:
        """Say for which encoding the name speaks: 1 for GBK, -1 for UTF-8, 0 where for neither."""
        if self.raw.isascii() or self.utf8 == self.gbk:
            return 0
        if self.utf8 is None:
            return 1
        return 0 if self.gbk and plausibility(self.gbk) >= _PLAUSIBLE else -1

    def read(self, company: int) -> str:
        """Return the name; `company` tells what most names of the archive speak for."""
        if self.utf8 is None:
            return self.gbk or self.raw.decode("gb18030", "replace")
        if self.gbk is None or self.raw.isascii():
            return self.utf8
        likely = plausibility(self.gbk)
        weight = _COMPANY if company > 0 else -_COMPANY if company < 0 else 0.0
        better = likely + weight > plausibility(_without_words(self.utf8))
        return self.gbk if likely >= _PLAUSIBLE and better else self.utf8


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _without_words(name: str) -> str:
    """Leave out words of other scripts: they tell as little as ASCII does."""
    return _OTHER_WORDS.sub("", _LATIN.sub(lambda word: _odd_letters(word[0]), name))


def _odd_letters(word: str) -> str:
    """Return a word's letters that are not ASCII, nothing where plain ones are in the majority."""
    odd = "".join(char for char in word if char > "\x7f")
    return "" if len(odd) * 2 <= len(word) else odd
