"""The part of the facade that puts reports side by side."""

from __future__ import annotations

import threading
from collections import OrderedDict
from functools import cached_property
from hashlib import sha256

from index.store import Store
from index.words import Cutter
from search.comparing.compare import compare
from search.comparing.figuring import figures
from search.comparing.model import CompareRequest, Comparison, Given
from search.comparing.subjects import subject

_REMEMBERED = 6  # comparisons: the next filter, table or export asks for the same one
_LONGEST = 2_000_000  # characters of all that are remembered


class Comparing:
    """Answers that stand side by side."""

    _store: Store

    def compare(self, request: CompareRequest) -> Comparison:
        """Compare two reports or drafts; nothing is stored.

        Raises ReportNotFound, BadQuery (fields left, right), UnreadableReport.
        """
        key = (
            self._store.picture().snapshot.generation,
            _name(request.left),
            _name(request.right),
        )
        found = self._comparisons.get(key)
        if found is None:
            found = self._compared(request)
            self._comparisons.put(key, found)
        return found

    def _compared(self, request: CompareRequest) -> Comparison:
        left = subject(self._store.catalogue, request.left, "left")
        right = subject(self._store.catalogue, request.right, "right")
        table = compare(left.text, right.text, self._cutter.pieces)
        return Comparison(
            left=left.said,
            right=right.said,
            similarity=table.similarity,
            sections=table.sections,
            summary=table.summary,
            rows=table.rows,
            figures=figures(table.rows, self._cutter.pieces),
        )

    @cached_property
    def _cutter(self) -> Cutter:
        return Cutter(self._store.home)

    @cached_property
    def _comparisons(self) -> _Remembered:
        return _Remembered()


def _name(given: Given) -> str:
    """Return what tells one side from any other."""
    if given.report_id is not None:
        return str(given.report_id)
    text = given.data or given.text.encode("utf-8", "surrogatepass")
    return f"{given.file}\n{sha256(text).hexdigest()}"


class _Remembered:
    """The comparisons asked for lately. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[object, ...], Comparison] = OrderedDict()

    def get(self, key: tuple[object, ...]) -> Comparison | None:
        """Return one, and remember it longer."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: tuple[object, ...], found: Comparison) -> None:
        """Remember one; forget what was not asked for lately."""
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > 1 and (
                len(self._kept) > _REMEMBERED or sum(map(_size, self._kept.values())) > _LONGEST
            ):
                self._kept.popitem(last=False)


def _size(found: Comparison) -> int:
    return found.left.characters + found.right.characters
