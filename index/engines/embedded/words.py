"""Words by Whoosh: which passages hold these words, and how often. The one door to Whoosh.

One document a passage, numbered like the rows of its segment; one Whoosh index a segment, with
one Whoosh segment in it, never changed. Whoosh keeps the terms and finds them; posting lists are
written and read whole, as arrays (`postings`), and ranking is not done here.
"""

from __future__ import annotations

import shutil
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import fields, formats, index
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermInfo
from whoosh.matching import ListMatcher

from index.engines.embedded.postings import Lists, decode, decode_all, encode, gather

FIELDS = ("title", "path", "body")

_MAGIC = b"postings 1\n"
_AT_ONCE = 1 << 20  # postings made into bytes at a time: bounds memory
_KEPT = 1 << 19  # postings of common words that an index keeps at hand
_COMMON = 1 << 10  # postings


class _Words(fields.FieldType):  # type: ignore[misc] # Whoosh has no types
    """A field whose postings are given as lists; the count is the posting's weight."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None)

    def to_bytes(self, value: str | bytes) -> bytes:
        return value if isinstance(value, bytes) else value.encode()


_SCHEMA = fields.Schema(**{name: _Words() for name in FIELDS})


class _Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's own files but for the posting lists, which are those of `postings`."""

    length_stats = False  # we keep lengths ourselves

    def field_writer(self, storage: Any, segment: Any) -> _FieldWriter:
        return _FieldWriter(self, storage, segment)

    def postings_reader(
        self, file: Any, info: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> _Matcher:
        rows, counts = decode(file.get(*_extent(info)))
        return _Matcher(rows, counts, format=format_, scorer=scorer, term=term, terminfo=info)


class _Matcher(ListMatcher):  # type: ignore[misc]
    """A posting list read whole."""

    def arrays(self) -> Postings:
        return Postings(self._ids, self._weights)


class _FieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Takes whole lists where Whoosh takes one posting after the other."""

    def __init__(self, codec: Any, storage: Any, segment: Any) -> None:
        super().__init__(codec, storage, segment)
        self._postfile.write(_MAGIC)

    def add_lists(self, words: Sequence[bytes], lists: Lists) -> None:
        """Write the lists of the words, which rise; none is empty."""
        start = 0
        while start < len(words):
            full = int(lists.starts[start]) + _AT_ONCE
            end = max(start + 1, int(np.searchsorted(lists.starts, full, side="right")) - 1)
            self._add(words[start:end], _slice(lists, start, end))
            start = end

    def _add(self, words: Sequence[bytes], lists: Lists) -> None:
        data, places = encode(lists)
        base = self._postfile.tell()
        self._postfile.write(data.tobytes())
        first, last = lists.starts[:-1], lists.starts[1:] - 1
        weights = np.add.reduceat(lists.counts, first, dtype=np.int64)
        largest = np.maximum.reduceat(lists.counts, first)
        figures = (
            np.diff(lists.starts),
            weights,
            largest,
            lists.rows[first],
            lists.rows[last],
            places[:-1] + base,
            np.diff(places),
        )
        key = self._fieldid.to_bytes(2, "big")
        for word, size, weight, most, low, high, place, length in zip(
            words, *(column.tolist() for column in figures), strict=True
        ):
            info = W3TermInfo(weight, size, None, 0, most, low, high)
            info.set_extent(place, length)
            self._tindex.add(key + word, info.to_bytes())


def _extent(info: Any) -> tuple[int, int]:
    """Return where a list begins and how many bytes it has."""
    place, length = info.extent()
    return place, length if isinstance(length, int) else length[0]  # Whoosh reads a tuple


def _slice(lists: Lists, start: int, end: int) -> Lists:
    low, high = int(lists.starts[start]), int(lists.starts[end])
    return Lists(lists.rows[low:high], lists.counts[low:high], lists.starts[start : end + 1] - low)


class WordWriter:
    """Gathers the postings of a segment, part after part in order of rows, and writes them."""

    def __init__(self) -> None:
        self._fields = {name: _Field() for name in FIELDS}

    def add(
        self,
        field: str,
        words: Iterable[bytes],
        numbers: NDArray[Any],
        rows: NDArray[Any],
        counts: NDArray[Any],
    ) -> None:
        """Take postings: the number of a word among `words`, a row, and how often it stands there.

        The rows of a word rise, and are above those of all parts before.
        """
        self._fields[field].add(words, numbers, rows, counts)

    def write(self, folder: Path, rows: int) -> None:
        """Write the index of so many rows."""
        folder.mkdir(parents=True)
        writer = index.create_in(str(folder), _SCHEMA).writer(codec=_Codec())
        writer.compound = False  # Whoosh would read a compound file into memory
        for name in FIELDS:
            words, lists = self._fields[name].lists()
            writer.fieldwriter.start_field(name, _SCHEMA[name])
            writer.fieldwriter.add_lists(words, lists)
            writer.fieldwriter.finish_field()
        writer.perdocwriter._doccount = writer.docnum = rows
        writer._added = True
        writer.commit(merge=False)
        for left in folder.iterdir():
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            elif left.suffix not in (".toc", ".trm", ".pst"):
                left.unlink()


class _Field:
    """The postings of one field."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._parts: list[tuple[NDArray[np.int32], ...]] = []

    def add(
        self,
        words: Iterable[bytes],
        numbers: NDArray[Any],
        rows: NDArray[Any],
        counts: NDArray[Any],
    ) -> None:
        known = self._numbers
        own = np.array([known.setdefault(word, len(known)) for word in words], dtype=np.int32)
        kinds = (own[numbers], rows, counts)
        self._parts.append(tuple(kind.astype(np.int32, copy=False) for kind in kinds))

    def lists(self) -> tuple[list[bytes], Lists]:
        """Return all words that stand somewhere, in order, with their lists; empty this."""
        none = (np.empty(0, dtype=np.int32),) * 3
        columns = [np.concatenate(column) for column in zip(none, *self._parts, strict=True)]
        self._parts.clear()
        numbers, rows, counts = columns
        del columns
        stands = np.bincount(numbers, minlength=len(self._numbers)) > 0
        words = sorted(word for word, number in self._numbers.items() if stands[number])
        ranks = np.zeros(len(self._numbers), dtype=np.int32)
        ranks[[self._numbers[word] for word in words]] = np.arange(len(words), dtype=np.int32)
        numbers = ranks[numbers]  # the ones before are let go: there are tens of millions
        return words, gather(numbers, rows, counts, len(words))


def merge_words(folder: Path, sources: Sequence[tuple[Path, NDArray[np.bool_]]]) -> None:
    """Write the live rows of several indexes (folder, which rows live) as one, in order."""
    writer, base = WordWriter(), 0
    for source, alive in sources:
        fresh = np.cumsum(alive) - 1 + base
        with_words = WordIndex(source)
        try:
            for field, words, lists in with_words.lists():
                numbers = np.repeat(np.arange(len(words)), np.diff(lists.starts))
                live = alive[lists.rows]
                rows = fresh[lists.rows[live]]
                writer.add(field, words, numbers[live], rows, lists.counts[live])
        finally:
            with_words.close()
        base += int(alive.sum())
    writer.write(folder, base)


@dataclass(frozen=True, slots=True)
class Postings:
    """In which rows a word stands in one field, rising, and how often in each."""

    rows: NDArray[np.int32]
    counts: NDArray[np.int32]


class WordIndex:
    """Reads the words of one segment. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open. Raises whatever Whoosh raises for a damaged index; ValueError for a foreign one."""
        self._reader = index.open_dir(str(folder), schema=_SCHEMA, readonly=True).reader()
        if self._reader._terms._postfile.get(0, len(_MAGIC)) != _MAGIC:
            self._reader.close()
            raise ValueError("no posting lists of this kind")
        self._lock = threading.Lock()  # Whoosh's readers share one place in their file
        self._kept: OrderedDict[str, dict[str, Postings]] = OrderedDict()
        self._size = 0  # postings kept

    @property
    def passages(self) -> int:
        """How many passages it holds."""
        return int(self._reader.doc_count_all())

    def postings(self, word: str) -> Mapping[str, Postings]:
        """Return by field where a word stands; fields without it are missing."""
        with self._lock:
            if word in self._kept:
                self._kept.move_to_end(word)
                return self._kept[word]
            found = {}
            for field in FIELDS:
                if (field, word.encode()) in self._reader:
                    found[field] = self._reader.postings(field, word.encode()).arrays()
            self._keep(word, found)
            return found

    def lists(self) -> Iterator[tuple[str, list[bytes], Lists]]:
        """Yield field by field all words, in order, with their lists."""
        terms = self._reader._terms
        found: dict[str, tuple[list[bytes], list[int]]] = {name: ([], []) for name in FIELDS}
        end = 0
        for (field, word), info in terms.items():
            place, length = _extent(info)
            found[field][0].append(word)
            found[field][1].append(place)
            end = max(end, place + length)
        data = np.frombuffer(terms._postfile.get(0, end), dtype=np.uint8)
        for field, (words, places) in found.items():
            yield field, words, decode_all(data, np.array(places, dtype=np.int64))

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()

    def _keep(self, word: str, found: dict[str, Postings]) -> None:
        size = _size(found)
        if _COMMON <= size <= _KEPT // 2:
            self._kept[word] = found
            self._size += size
            while self._size > _KEPT:
                self._size -= _size(self._kept.popitem(last=False)[1])


def _size(found: Mapping[str, Postings]) -> int:
    return sum(len(postings.rows) for postings in found.values())
