"""A text given to a command: on the line, in a file, or on standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from index.errors import BadQuery
from index.model import Draft
from index.readers.encoding import decode
from search.library import preview

STDIN = "-"  # as a text, or as the name of a file


def text_of(given: str) -> str:
    """Return a text as it was given; `-` is all of standard input. Raises BadQuery."""
    if given != STDIN:
        return given
    read = decode(sys.stdin.buffer.read())
    if read is None:
        raise BadQuery("list_not_text", field="text", file=STDIN)
    return read.text


def draft_of(file: Path) -> tuple[Draft, str]:
    """Return what a report file holds, and all of its text, a paragraph a line.

    Raises UnreadableReport.
    """
    draft = preview(file)
    pieces: list[str] = []
    last = -1
    for passage in draft.outline.passages:
        pieces += ["\n"] if pieces and passage.paragraph != last else []
        pieces.append(passage.text)
        last = passage.paragraph
    return draft, "".join(pieces)
