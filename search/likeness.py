"""How alike two short texts are. The one door to rapidfuzz."""

from __future__ import annotations

from rapidfuzz.distance import Indel, Levenshtein


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


def common_runs(left: str, right: str) -> list[tuple[int, int, int]]:
    """Return the runs of a longest common subsequence: where in left, where in right, how long."""
    return [
        (step.src_start, step.dest_start, step.src_end - step.src_start)
        for step in Indel.opcodes(left, right)
        if step.tag == "equal"
    ]
