"""The catalogue that the program reads: gettext's .mo format.

https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html: a head of seven numbers, two
tables of lengths and places, the strings with a zero after each. Its own header says no more than
what gettext needs.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable

from translating.entries import Entry
from translating.pofile import HEADER

__all__ = ["compiled"]

_MAGIC = 0x950412DE
_HEAD = struct.Struct("<7I")
_PLACE = struct.Struct("<2I")
_NEEDED = ("Content-Type", "Plural-Forms")


def compiled(entries: Iterable[Entry]) -> bytes:
    """Return the bytes of the catalogue; an entry without English is left out."""
    header = "".join(f"{line}\n" for line in HEADER if line.startswith(_NEEDED))
    pairs = [(b"", header.encode())]
    pairs += [_pair(entry) for entry in entries if entry.english and all(entry.english)]
    pairs.sort()
    strings = [key for key, _ in pairs] + [value for _, value in pairs]
    first = _HEAD.size + _PLACE.size * len(strings)
    places = []
    for string in strings:
        places.append(_PLACE.pack(len(string), first))
        first += len(string) + 1
    keys, values = _HEAD.size, _HEAD.size + _PLACE.size * len(pairs)
    head = _HEAD.pack(_MAGIC, 0, len(pairs), keys, values, 0, values + _PLACE.size * len(pairs))
    return head + b"".join(places) + b"".join(string + b"\0" for string in strings)


def _pair(entry: Entry) -> tuple[bytes, bytes]:
    key = entry.chinese if entry.plural is None else f"{entry.chinese}\0{entry.plural}"
    if entry.context is not None:
        key = f"{entry.context}\4{key}"
    return key.encode(), "\0".join(entry.english).encode()
