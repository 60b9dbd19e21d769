"""Drafts: texts that nobody keeps, read as a report of the library would be."""

from __future__ import annotations

import re

from index.ingest import previewing
from index.model import Draft

PASTED = "draft.txt"  # what a pasted text is called where a file must have a name

_HALF = re.compile("[\ud800-\udfff]")  # of a pair: no character


def readable(text: str) -> str:
    """Return a text in which halves of characters, which nothing can write, are replaced."""
    return _HALF.sub("\ufffd", text)


def read(file: str, data: bytes, text: str) -> Draft:
    """Read a file, or without `data` a bare text. Raises UnreadableReport."""
    data = data or readable(text).encode()
    return previewing.preview_bytes(file or PASTED, data)


def title(draft: Draft) -> str:
    """Return what a draft is called; nothing where only its name for a file would be said."""
    name = draft.facts.title
    return "" if name == PASTED.removesuffix(".txt") else name
