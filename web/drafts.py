"""Drafts that were checked and are not kept: in memory only, a few, for an hour.

A draft is reached by its key, which nobody can guess. With a restart all are gone.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, replace

from index.errors import ReportNotFound
from search.library import Library
from search.reuse.model import Reuse, ReuseRequest

MINUTES = 60
_MOST = 20
_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class _Kept:
    request: ReuseRequest
    answer: Reuse
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
        """Check a draft and return its key. Raises BadQuery, UnreadableReport."""
        kept = _Kept(request, library.reuse(request), time.monotonic() + 60 * MINUTES)
        key = secrets.token_urlsafe(12)
        with self._lock:
            self._kept[key] = kept
            self._forget()
        return key

    def answer(self, library: Library, key: str, share: float | None) -> Reuse:
        """Return what is known of a draft, counted anew where the cut-off was moved.

        Raises ReportNotFound (`draft_gone`).
        """
        kept = self._found(key)
        if kept.request.stock_share == share:
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

    def _found(self, key: str) -> _Kept:
        with self._lock:
            self._forget()
            if key not in self._kept:
                raise ReportNotFound("draft_gone", draft=key)
            return self._kept[key]

    def _forget(self) -> None:
        now = time.monotonic()
        for key in [key for key, kept in self._kept.items() if kept.until < now]:
            del self._kept[key]
        while len(self._kept) > 1 and (
            len(self._kept) > _MOST or sum(kept.size for kept in self._kept.values()) > _BYTES
        ):
            self._kept.popitem(last=False)
