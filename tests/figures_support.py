"""Words of a text, and changes between two short ones: difflib over numbers and characters."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from index import words
from index.model import Span
from search.comparing.model import Change, ChangeKind

_PIECE = re.compile(r"\d[\d.,]*|.", re.DOTALL)
_KINDS = {
    "equal": ChangeKind.SAME,
    "delete": ChangeKind.REMOVED,
    "insert": ChangeKind.ADDED,
    "replace": ChangeKind.REPLACED,
}


def cut(text: str) -> list[str]:
    """Cut a folded text into words and single signs; joined, they are the text."""
    found: list[str] = []
    at = 0
    longest_first = sorted(words.cut(text), key=lambda word: (word.start, -word.end))
    for word in longest_first:
        if word.start >= at:
            found += [*text[at : word.start], text[word.start : word.end]]
            at = word.end
    return [*found, *text[at:]]


def changes_between(left: str, right: str) -> tuple[Change, ...]:
    """Return changes that spell both texts; they may cut words, and Chinese numerals."""
    lefts, rights = _PIECE.findall(left), _PIECE.findall(right)
    at, to = _starts(lefts), _starts(rights)
    return tuple(
        Change(_KINDS[tag], Span(at[i], at[j]), Span(to[k], to[m]))
        for tag, i, j, k, m in SequenceMatcher(None, lefts, rights, autojunk=False).get_opcodes()
    )


def swapped(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Return the same changes seen from the other side."""
    kinds = {ChangeKind.REMOVED: ChangeKind.ADDED, ChangeKind.ADDED: ChangeKind.REMOVED}
    return tuple(
        Change(kinds.get(one.kind, one.kind), one.right, one.left, one.quiet) for one in changes
    )


def _starts(pieces: list[str]) -> list[int]:
    found = [0]
    for piece in pieces:
        found.append(found[-1] + len(piece))
    return found
