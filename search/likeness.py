"""How alike two short texts are. The one door to rapidfuzz."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel, Levenshtein, Postfix, Prefix
from rapidfuzz.fuzz import partial_ratio, partial_ratio_alignment
from rapidfuzz.process import cdist, cpdist


def likeness(left: str, right: str) -> float:
    """Return 1 for equal texts, 0 for texts without a character in common at its place.

    Each character that must be put in, left out or changed costs one part of the longer text
    (Levenshtein 1966). Symmetric.
    """
    return float(Levenshtein.normalized_similarity(left, right))


def common_share(left: str, right: str) -> float:
    """Return which share of both texts' characters their longest common subsequence holds.

    1 for equal texts, 0 for texts without a character in common. Symmetric.
    """
    return float(Indel.normalized_similarity(left, right))


def common_shares(
    lefts: Sequence[str], rights: Sequence[str], *, least: float, workers: int = 1
) -> NDArray[np.float64]:
    """Do as `common_share` for many pairs at once; 0 for those below `least`.

    Takes 1 to 2 µs a pair; -1 `workers` are all cores (not worth it below some thousand pairs).
    """
    scores = cpdist(
        lefts,
        rights,
        scorer=Indel.normalized_similarity,
        score_cutoff=least,
        dtype=np.float64,
        workers=workers,
    )
    return np.asarray(scores)


def share_table(
    lefts: Sequence[str], rights: Sequence[str], *, least: float
) -> NDArray[np.float32]:
    """Return the `common_share` of every left text with every right one; 0 where below `least`.

    Takes some 0.1 µs a pair of short texts.
    """
    scores = cdist(
        lefts, rights, scorer=Indel.normalized_similarity, score_cutoff=least, dtype=np.float32
    )
    return np.asarray(scores)


def share_within(short: str, long: str) -> tuple[float, int, int]:
    """Return the `common_share` of a text and the stretch of a longer one, as long as the text,
    that has most in common with it; and from where up to where this stretch goes.
    """
    found = partial_ratio_alignment(short, long)
    assert found is not None  # noqa: S101 - it is, where no score is asked for
    return float(found.score) / 100, int(found.dest_start), int(found.dest_end)


def shares_within(
    shorts: Sequence[str], longs: Sequence[str], *, least: float
) -> NDArray[np.float64]:
    """Return the shares of `share_within` for many pairs; 0 for those below `least`.

    Takes some 10 to 100 µs a pair.
    """
    cutoff = 100 * least
    scores = cpdist(shorts, longs, scorer=partial_ratio, score_cutoff=cutoff, dtype=np.float64)
    return np.asarray(scores) / 100


def common_ends(left: str, right: str) -> tuple[int, int]:
    """Return how many characters two texts begin with alike, and how many they end with alike;
    in either of them these do not overlap.
    """
    before = int(Prefix.similarity(left, right))
    behind = int(Postfix.similarity(left, right))
    return before, min(behind, min(len(left), len(right)) - before)


def common_runs(left: str, right: str) -> list[tuple[int, int, int]]:
    """Return the runs of a longest common subsequence: where in left, where in right, how long."""
    return [
        (step.src_start, step.dest_start, step.src_end - step.src_start)
        for step in Indel.opcodes(left, right)
        if step.tag == "equal"
    ]
