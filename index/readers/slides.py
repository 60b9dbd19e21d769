"""To be built."""

from __future__ import annotations

from collections.abc import Callable

from index.errors import UnreadableReport
from index.model import Source
from index.readers.content import Content
from index.settings import Limits


def reader_of(content: Content) -> Callable[[str, bytes, Limits], Source]:
    """Return what reads this kind."""
    raise UnreadableReport("unsupported", file="", suffix=content.value)
