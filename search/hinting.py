"""What was typed as other programs want it, and means nothing here: `*`, `?`, AND, NEAR.

It is searched as it stands, for it may be meant so; whoever typed it is told what to type here.
Text in, hints out; nothing is known of the library.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum


class Hint(StrEnum):
    """What was typed that has no meaning here."""

    WILDCARD = "wildcard"
    OPERATOR = "operator"
    NEAR = "near"
    BRACKETS = "brackets"


_QUOTED = re.compile(r'["＂][^"＂]*["＂]')
_DISTANCE = re.compile(r'["＂]\s*[~～]\s*\d|[^\W\d_][~～]\d{1,2}(?!\S)')
# Two and more stand for a name that was withheld.
_STAR = re.compile(r"(?<![*＊])[*＊](?![*＊])")
_INSIDE = re.compile(r"\w\?+\w")
_MARK = re.compile(r"\?|\w？\w")  # may be a question
_WORD = re.compile(r"(?:AND|OR|NOT|&&?|\|\|)")
_SIGN = re.compile(r"(?:[!！+＋])(?=[^\W\d_])")
_NEAR = re.compile(r"NEAR(?:/\d+)?(?:\(.*)?")
_BRACKETS = re.compile(r"[(（][^()（）]*[|｜][^()（）]*[)）]")
_HAN = re.compile(r"[\u3400-\u9fff]")


def hints(query: str, *, found: bool) -> tuple[Hint, ...]:
    """Return what of a query is meant for another program, in the order of `Hint`.

    What stands between straight quotation marks is meant as it stands. A question mark at the
    end, or a full-width one, may be one: it counts where nothing was `found` word for word.
    """
    told = set(_told(query, found=found))
    return tuple(hint for hint in Hint if hint in told)


def _told(query: str, *, found: bool) -> Iterator[Hint]:
    if _DISTANCE.search(query):
        yield Hint.NEAR
    bare = _QUOTED.sub(" ", query)
    if _STAR.search(bare) or _INSIDE.search(bare) or (not found and _MARK.search(bare)):
        yield Hint.WILDCARD
    if _BRACKETS.search(bare):
        yield Hint.BRACKETS
    chinese = bool(_HAN.search(bare))
    for token in bare.split():
        plain = unicodedata.normalize("NFKC", token)
        # In small letters they are words of a language, unless they stand among Chinese.
        plain = plain.upper() if chinese else plain
        if _WORD.fullmatch(plain) or _SIGN.match(token):
            yield Hint.OPERATOR
        elif _NEAR.fullmatch(plain):
            yield Hint.NEAR
