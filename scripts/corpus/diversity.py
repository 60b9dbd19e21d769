"""How much of a text is new: distinct runs of 8 characters per character, white space dropped.

A corpus made from few templates repeats itself; real reports hardly do. The share falls slowly
with size (Heaps' law), so it is compared at the same number of characters: beyond the size of the
real reports, with the law fitted to growing samples of them (`heaps`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

RUN = 8


class Diversity(NamedTuple):
    """Characters counted, and distinct runs per character (estimated where `parts` > 1)."""

    characters: int
    share: float


def diversity(texts: Iterable[str], parts: int = 1) -> Diversity:
    """Count distinct 8-character runs inside each text, per character of all texts.

    With `parts` = n only one in n runs, chosen by hash, is held in memory, and the count is
    multiplied by n: within 1 % from a million characters on.
    """
    kept: set[int] = set()
    characters = 0
    for text in texts:
        dense = "".join(text.split())
        characters += len(dense)
        hashes = map(hash, map("".join, zip(*(dense[at:] for at in range(RUN)), strict=False)))
        kept.update(hashes if parts == 1 else (h for h in hashes if h % parts == 0))
    return Diversity(characters, len(kept) * parts / max(characters, 1))


def heaps(points: Iterable[Diversity]) -> tuple[float, float]:
    """Fit share = a · characters^b (least squares on logarithms) and return (a, b)."""
    logs = [(math.log(point.characters), math.log(point.share)) for point in points]
    mean_x = sum(x for x, _ in logs) / len(logs)
    mean_y = sum(y for _, y in logs) / len(logs)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum(
        (x - mean_x) ** 2 for x, _ in logs
    )
    return math.exp(mean_y - slope * mean_x), slope
