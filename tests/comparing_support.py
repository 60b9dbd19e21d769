"""What tests of comparison share: reports as text, words, rows drawn for a person."""

from __future__ import annotations

from collections.abc import Sequence

from tests_support import source_of

from index.outline import outline
from index.words import cut
from search.comparing.compare import Table, compare
from search.comparing.model import ChangeKind, Row
from search.comparing.texts import Text, text_of


def pieces(text: str) -> list[str]:
    """Cut a folded text into words and what lies between them."""
    found, at = [], 0
    for start, end in _outer(text):
        found += [*text[at:start], text[start:end]]
        at = end
    return [*found, *text[at:]]


def _outer(text: str) -> list[tuple[int, int]]:
    """Return where the words stand that are inside of no longer one, which follows them."""
    found: list[tuple[int, int]] = []
    for word in reversed(cut(text)):
        if not found or word.end <= found[-1][0]:
            found.append((word.start, word.end))
    return found[::-1]


def report(*lines: str) -> Text:
    """Return a report of these lines, ready to be compared; passages are numbered from 100."""
    found = outline(source_of("\n".join(lines)))
    return text_of(found, [100 + passage.index for passage in found.passages])


def compared(left: Sequence[str], right: Sequence[str]) -> Table:
    """Compare two reports given by their lines."""
    return compare(report(*left), report(*right), pieces)


def drawn(row: Row) -> str:
    """Draw a row: `{甲→乙}` is a change, `~{，→、}` a quiet one."""
    if row.left is None or row.right is None:
        return ""
    out = ""
    for change in row.changes:
        left = row.left.text[slice(*change.left)]
        right = row.right.text[slice(*change.right)]
        if change.kind is ChangeKind.SAME:
            assert left == right
            out += left
        else:
            out += ("~" if change.quiet else "") + f"{{{left}→{right}}}"
    return out
