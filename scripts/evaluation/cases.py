"""All cases of some passages and a seed: copies of every kind, and pairs that are none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from evaluation import edits
from evaluation.edits import Copy
from evaluation.grafting import Graft, grafts
from evaluation.negatives import Negative, negatives
from evaluation.passages import LONG, SHORT, Passage

_OTHERS = 24  # passages from which words and surroundings are taken


@dataclass(frozen=True, slots=True)
class Cases:
    """Copies by group, pairs that are none, and partial copies."""

    copies: dict[str, tuple[Copy, ...]]
    negatives: tuple[Negative, ...]
    grafts: tuple[Graft, ...] = ()


def by_length(passages: Sequence[Passage]) -> dict[str, list[Passage]]:
    """Return passages of 60 characters and more, and of 20 to 59."""
    return {
        "long": [passage for passage in passages if len(passage.text) in LONG],
        "short": [passage for passage in passages if len(passage.text) in SHORT],
    }


def cases(
    passages: Sequence[Passage],
    groups: Mapping[str, Sequence[Passage]],
    seed: int,
    each: int,
    kinds: Sequence[str] = edits.KINDS,
) -> Cases:
    """Make up to `each` cases of every kind and group; the same of everything make the same.

    Words and surroundings come from all passages. Fewer of a kind come where a group holds too
    few that it can be done to.
    """
    return Cases(
        {
            name: tuple(_copies(chosen, passages, kinds, f"{seed}/{name}", each))
            for name, chosen in groups.items()
        },
        tuple(negatives(passages, each, Random(f"{seed}/negatives"))),  # noqa: S311
        tuple(grafts(groups.get("long", ()), passages, seed, each)),
    )


def _copies(
    chosen: Sequence[Passage],
    passages: Sequence[Passage],
    kinds: Sequence[str],
    seed: str,
    each: int,
) -> Iterator[Copy]:
    for kind in kinds:
        source = Random(f"{seed}/{kind}")  # noqa: S311
        made = 0
        for passage in source.sample(chosen, len(chosen)):
            drawn = source.sample(passages, min(_OTHERS, len(passages)))
            others = [other for other in drawn if other.file != passage.file]
            found = edits.copy(kind, passage, others, source) if others else None
            if found:
                yield found
                made += 1
            if made == each:
                break
