"""What a line looks like: does it begin an item, does it end a sentence, how wide is it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ITEM = re.compile(
    r"\s*(?:"
    r"第[一二三四五六七八九十百\d]{1,4}(?:部分|章|篇|编|节|条)"
    r"|[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3}\s*[、．.]"
    r"|[（(〔【\[]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[)）〕】\]]"
    r"|\d{1,2}\s*(?:、|[．.](?!\d)|[．.](?=\d{4}年)|[)）])"
    r"|\d{1,2}(?:[．.]\d{1,2}){1,4}(?=[、\s]\s*[\u4e00-\u9fff])"
    r"|\d{1,2}(?:[．.]\d{1,2}){2,4}(?=[\u4e00-\u9fff])"
    r"|[①-⑳]"
    r"|[一二三四五六七八九十]{1,3}[是要]"
    r"|第[一二三四五六七八九十]{1,2}[，,、]"
    r"|——|－－|附件|各位代表"
    r")"
)
_CLOSED = "。！？!?；;：:…"
_QUOTES = "”’」』）)】》\"'"


def any_of(words: str) -> str:
    """Return a pattern for any of the words, which white space separates."""
    return f"(?:{'|'.join(words.split())})"


def starts_item(text: str) -> bool:
    """Say whether a text begins like a heading, a point or a list item."""
    return _ITEM.match(text) is not None


def without_item(text: str) -> str:
    """Return a text without the number with which it begins."""
    found = _ITEM.match(text)
    return text[found.end() :] if found else text


def ends_sentence(text: str) -> bool:
    """Say whether a text ends with a full stop or its kin, closing quotes aside."""
    bare = text.rstrip().rstrip(_QUOTES)
    return bare[-1:] in _CLOSED and bare != ""


@lru_cache(maxsize=65536)
def _wide(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def width(text: str) -> int:
    """Return how many columns a text takes, two for each Chinese character."""
    return sum(map(_wide, text))
