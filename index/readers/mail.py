"""To be built."""

from __future__ import annotations

from index.errors import UnreadableReport
from index.model import Source
from index.settings import Limits


def read(name: str, data: bytes, limits: Limits) -> Source:
    """Read."""
    raise UnreadableReport("unsupported", file=name, suffix="")
