"""Raised and lowered digits as characters of their own: km and a raised 2 are km², CO₂ likewise.

So a unit stays a unit, and the mark of a note is no part of the number before it (3800¹). Each
character becomes one character that folds to the same, so nothing is harder to find.
"""

from __future__ import annotations

import re

from index.readers.raised import HIGH, LOW

_MOST = 6  # digits of an exponent or a note's marks; more is text that was raised by mistake
_MINUS = re.compile(r"^(\s*)[-−－](?=\s*\d)")
_IN_BRACKETS = re.compile(r"\s*[\[［(（〔【〈].*[\]］)）〕】〉]\s*", re.DOTALL)


def raised(text: str) -> str:
    """Return a raised stretch as signs: `2` → `²`, `-1` → `⁻¹`; `[1]`, `①` and words stay.

    >>> raised("2"), raised("[3]"), raised("注1")
    ('²', '[3]', '注1')
    """
    return _MINUS.sub(r"\1⁻", text).translate(HIGH) if _is_sign(text) else text


def lowered(text: str) -> str:
    """Return a lowered stretch as signs: `2` → `₂`, `2.5` → `₂.₅`; words stay."""
    return text.translate(LOW) if _is_sign(text) else text


def _is_sign(text: str) -> bool:
    """Say whether a stretch is digits and signs only, and not a note's mark in brackets."""
    digits = sum(map(str.isdecimal, text))
    return (
        0 < digits <= _MOST
        and not any(map(str.isalpha, text))
        and _IN_BRACKETS.fullmatch(text) is None
    )
