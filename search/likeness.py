"""How alike two short texts are. The one door to rapidfuzz."""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein


def likeness(left: str, right: str) -> float:
    """Return 1 for equal texts, 0 for texts without a character in common at its place.

    Each character that must be put in, left out or changed costs one part of the longer text
    (Levenshtein 1966). Symmetric.
    """
    return float(Levenshtein.normalized_similarity(left, right))
