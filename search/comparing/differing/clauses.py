"""Clauses and sentences: where a text may be cut without cutting a word or a figure."""

from __future__ import annotations

import re

_POINT = r"(?<=\d)[,，:：](?=\d)"  # 3,000 and 8:30 go on

CLAUSE = re.compile(
    rf"(?:[^，。；！？：,;!?:\n\t]+|{_POINT})*(?:(?!{_POINT})[，。；！？：,;!?:\n\t”’）)》])*"
)
"""A clause with the marks behind it. Never fails; at the end of a text it matches nothing."""

SENTENCE = re.compile(r"[^。；！？;!?\n]*[。；！？;!?\n]?[”’）)》]*")
"""Likewise a sentence."""


def clauses(text: str) -> list[str]:
    """Return the clauses of a text; joined, they are the text."""
    return [found[0] for found in CLAUSE.finditer(text) if found[0]]
