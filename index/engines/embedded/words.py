"""Words by Whoosh: which passages hold these words, and how often. The one door to Whoosh.

One document a passage, numbered like the rows of its segment; one Whoosh index a segment, with
one Whoosh segment in it, never changed. Postings are read as arrays: ranking is not done here.
"""

from __future__ import annotations

import shutil
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import fields, formats, index
from whoosh.codec.whoosh3 import W3Codec

FIELDS = ("title", "path", "body")

_POOL_MEGABYTES = 1024  # below 512 Whoosh spills to disk, and runs at half speed
_BLOCK = 1024  # postings; lists are read whole, so large blocks save time


class _Words(fields.FieldType):  # type: ignore[misc] # Whoosh has no types
    """A field given as words with counts; the count is kept as the posting's weight."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None)

    def index(
        self, value: Mapping[str, int], **_: Any
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        for word, count in value.items():
            yield _encoded(word), count, float(count), b""

    def to_bytes(self, value: str | bytes) -> bytes:
        return value if isinstance(value, bytes) else value.encode()


@lru_cache(maxsize=1 << 17)
def _encoded(word: str) -> bytes:
    return word.encode()


_SCHEMA = fields.Schema(**{name: _Words() for name in FIELDS})


def write_words(folder: Path, passages: Iterable[Mapping[str, Mapping[str, int]]]) -> None:
    """Write passages, given as field → word → count, in the order of their rows."""
    writer = _writer(folder)
    for passage in passages:
        writer.add_document(**passage)
    _finish(writer, folder)


def merge_words(folder: Path, sources: Iterable[tuple[Path, NDArray[np.bool_]]]) -> None:
    """Write the live passages of several indexes (folder, which rows live) as one, in order."""
    writer = _writer(folder)
    for source, alive in sources:
        reader = index.open_dir(str(source), schema=_SCHEMA, readonly=True).reader()
        for row in np.flatnonzero(~alive):
            reader.segment().delete_document(int(row))  # in memory only
        writer.add_reader(reader)
        reader.close()
    _finish(writer, folder)


def _writer(folder: Path) -> Any:
    folder.mkdir(parents=True)
    codec = W3Codec(blocklimit=_BLOCK, compression=1)
    codec.length_stats = False  # asks the file system once for every posting
    return index.create_in(str(folder), _SCHEMA).writer(limitmb=_POOL_MEGABYTES, codec=codec)


def _finish(writer: Any, folder: Path) -> None:
    writer.commit(merge=False)
    for left in folder.iterdir():
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        elif left.suffix not in (".toc", ".seg"):
            left.unlink()


@dataclass(frozen=True, slots=True)
class Postings:
    """In which rows a word stands in one field, and how often in each."""

    rows: NDArray[np.int64]
    counts: NDArray[np.float64]


class WordIndex:
    """Reads the words of one segment. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open. Raises whatever Whoosh raises for a damaged index."""
        self._reader = index.open_dir(str(folder), schema=_SCHEMA, readonly=True).reader()
        self._lock = threading.Lock()  # Whoosh's readers share one place in their file

    @property
    def passages(self) -> int:
        """How many passages it holds."""
        return int(self._reader.doc_count_all())

    def postings(self, word: str) -> dict[str, Postings]:
        """Return by field where a word stands; fields without it are missing."""
        found = {}
        with self._lock:
            for field in FIELDS:
                if (field, _encoded(word)) in self._reader:
                    found[field] = _read(self._reader.postings(field, _encoded(word)))
        return found

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()


def _read(matcher: Any) -> Postings:
    """Read a posting list block by block."""
    rows: list[Any] = []
    counts: list[Any] = []
    while matcher.is_active():
        matcher._read_ids()
        matcher._read_weights()
        rows.append(np.array(matcher._ids, dtype=np.int64))
        counts.append(np.array(matcher._weights, dtype=np.float64))
        matcher._next_block()
    return Postings(np.concatenate(rows), np.concatenate(counts))


def counted(words: Iterable[str]) -> Mapping[str, int]:
    """Count words, for `write_words`."""
    return Counter(words)
