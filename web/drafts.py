"""Drafts that are looked at and not kept: in memory only, a few, for an hour.

A draft is reached by its key, which nobody can guess. What was checked for reuse can be compared
under the same key, and the other way round. With a restart all are gone.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, replace

from index.errors import ReportNotFound
from search.comparing.model import Given
from search.library import Library
from search.reuse.model import Reuse, ReuseRequest

MINUTES = 60
_MOST = 20
_BYTES = 64_000_000
_FEWEST = 2  # the two sides of a comparison, however large


@dataclass(frozen=True, slots=True)
class _Kept:
    request: ReuseRequest
    answer: Reuse | None  # None until somebody asks for reuse
    until: float

    @property
    def size(self) -> int:
        return len(self.request.data) + 4 * len(self.request.text)


class Drafts:
    """The drafts of one application. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    def check(self, library: Library, request: ReuseRequest) -> str:
        """Check a draft for reuse and return its key. Raises BadQuery, UnreadableReport."""
        return self._keep(request, library.reuse(request))

    def keep(self, given: Given) -> str:
        """Keep a draft for an hour and return its key."""
        request = ReuseRequest(text=given.text, file=given.file, data=given.data)
        return self._keep(request, None)

    def given(self, key: str) -> Given:
        """Return a draft as one side of a comparison. Raises ReportNotFound (`draft_gone`)."""
        request = self._found(key).request
        return Given(file=request.file, data=request.data, text=request.text)

    def answer(self, library: Library, key: str, share: float | None) -> Reuse:
        """Return what is known of a draft, counted anew where the cut-off was moved.

        Raises ReportNotFound (`draft_gone`).
        """
        kept = self._found(key)
        if kept.answer is not None and kept.request.stock_share == share:
            return kept.answer
        request = replace(kept.request, stock_share=share)
        answer = library.reuse(request)
        with self._lock:
            if key in self._kept:
                self._kept[key] = replace(kept, request=request, answer=answer)
        return answer

    def request(self, key: str, share: float | None) -> ReuseRequest:
        """Return what was asked. Raises ReportNotFound (`draft_gone`)."""
        return replace(self._found(key).request, stock_share=share)

    def _keep(self, request: ReuseRequest, answer: Reuse | None) -> str:
        key = secrets.token_urlsafe(12)
        with self._lock:
            self._kept[key] = _Kept(request, answer, time.monotonic() + 60 * MINUTES)
            self._forget()
        return key

    def _found(self, key: str) -> _Kept:
        with self._lock:
            self._forget()
            if key not in self._kept:
                raise ReportNotFound("draft_gone", draft=key)
            self._kept.move_to_end(key)  # where room is short, what nobody looks at goes first
            return self._kept[key]

    def _forget(self) -> None:
        now = time.monotonic()
        for key in [key for key, kept in self._kept.items() if kept.until < now]:
            del self._kept[key]
        while len(self._kept) > _FEWEST and (
            len(self._kept) > _MOST or sum(kept.size for kept in self._kept.values()) > _BYTES
        ):
            self._kept.popitem(last=False)
