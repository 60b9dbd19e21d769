"""All cases of one folder and seed: copies of every kind, and pairs that are none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from evaluation import edits
from evaluation.edits import Copy
from evaluation.negatives import Negative, negatives
from evaluation.passages import LONG, SHORT, Passage, read_passages

_OTHERS = 24  # passages from which words and surroundings are taken


@dataclass(frozen=True, slots=True)
class Cases:
    """Copies of passages of 60 characters and more, of 20 to 59, and pairs that are none."""

    long: tuple[Copy, ...]
    short: tuple[Copy, ...]
    negatives: tuple[Negative, ...]


def cases(folder: Path, seed: int, each: int) -> Cases:
    """Make up to `each` cases of every kind; the same folder, seed and number make the same.

    Fewer of a kind come where the folder holds too few passages that it can be done to.
    """
    source = Random(f"{seed}/passages")  # noqa: S311
    passages = read_passages(folder, source)
    return Cases(
        tuple(_copies(passages, LONG, seed, each)),
        tuple(_copies(passages, SHORT, seed, each)),
        tuple(negatives(passages, each, Random(f"{seed}/negatives"))),  # noqa: S311
    )


def _copies(passages: list[Passage], lengths: range, seed: int, each: int) -> Iterator[Copy]:
    fitting = [passage for passage in passages if len(passage.text) in lengths]
    for kind in edits.KINDS:
        source = Random(f"{seed}/{kind}/{lengths.start}")  # noqa: S311
        made = 0
        for passage in source.sample(fitting, len(fitting)):
            drawn = source.sample(passages, min(_OTHERS, len(passages)))
            others = [other for other in drawn if other.file != passage.file]
            found = edits.copy(kind, passage, others, source) if others else None
            if found:
                yield found
                made += 1
            if made == each:
                break
