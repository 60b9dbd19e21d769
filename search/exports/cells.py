"""Texts made fit for a cell or a document: nothing that breaks the file, nothing that computes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeVar

from index.model import Span

LONGEST = 32_767  # characters that a cell of xlsx holds
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# What spreadsheets take for the beginning of a formula; the wide forms count in East Asian ones.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Kind = TypeVar("Kind")


def clean(text: str) -> str:
    """Return a text of as many characters without those that XML cannot hold."""
    return _UNFIT.sub("\ufffd", text)


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    text = clean(text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def merged(spans: Sequence[Span]) -> list[Span]:
    """Return spans rising, those that overlap or touch made one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def pieces(text: str, spans: Sequence[Span]) -> list[tuple[str, bool]]:
    """Return a text cut into stretches that are marked or not, none of them empty."""
    out: list[tuple[str, bool]] = []
    at = 0
    for start, end in merged(spans):
        out += [(text[at:start], False), (text[start:end], True)]
        at = end
    out.append((text[at:], False))
    return [(piece, marked) for piece, marked in out if piece]


def layered(text: str, marks: Iterable[tuple[Span, Kind]]) -> list[tuple[str, tuple[Kind, ...]]]:
    """Return a text cut into stretches with the marks that each of them has, none empty.

    Marks may overlap; those of a stretch come in the order given. What is beyond the text is left
    out.
    """
    kept = [(span, kind) for span, kind in marks if span.start < span.end]
    edges = {0, len(text)} | {min(edge, len(text)) for span, _ in kept for edge in span}
    cuts = sorted(edges)
    out: list[tuple[str, tuple[Kind, ...]]] = []
    for start, end in pairwise(cuts):
        kinds = tuple(kind for span, kind in kept if span.start <= start and end <= span.end)
        out.append((text[start:end], kinds))
    return out
