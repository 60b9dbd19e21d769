"""Where the words of a passage begin: behind its enumerator (一是, （二）, 3.)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.normal import normalise_many
from search.comparing.differing.wording import agreeing

_OPENING = 16  # characters in which an enumerator ends
_ENDING = frozenset("、)）是要，,：:")  # it ends with one of these, nearly always
_COUNTING = re.compile(
    r"\s*(?:[一二三四五六七八九十第其首再最篇范①-⑳（(〔【\[]|[\d０-９.．]{1,12}\s*[、.．)）\s])"
)


def enumerators(pairs: Sequence[tuple[str, str]]) -> list[tuple[int, int]]:
    """Return where the words begin on both sides of each pair; 0 and 0 where what is before is
    the same.
    """
    asked = [pair for pair in pairs if _differs(*pair)]
    heads = [head for pair in asked for head in (pair[0][:_OPENING], pair[1][:_OPENING])]
    # What normalising takes for an enumerator, with the marks around it.
    normals = normalise_many(heads)
    starts = [
        int(normals[number].origins[0]) if _COUNTING.match(head) and normals[number].text else 0
        for number, head in enumerate(heads)
    ]
    found = {
        pair: (start, other)
        for pair, start, other in zip(asked, starts[::2], starts[1::2], strict=True)
        if pair[0][:start] != pair[1][:other]
    }
    return [found.get(pair, (0, 0)) for pair in pairs]


def _differs(left: str, right: str) -> bool:
    """Say whether one of them begins with an enumerator, perhaps, that the other has not."""
    size = agreeing(left[:_OPENING], right[:_OPENING])
    if size == _OPENING or not _ENDING.isdisjoint(left[:size]):
        return False
    return any(_COUNTING.match(text[:_OPENING]) for text in (left, right))
