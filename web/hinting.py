"""What to type here, said to those who typed what other programs want. Needs no request."""

from __future__ import annotations

from collections.abc import Iterable

from search.model import Hint
from web.language import mark, translate

HINTS: dict[Hint, str] = {
    Hint.WILDCARD: mark("* 和 ? 在这里就是它们自己，不代表别的字；# 代表一个数字。"),
    Hint.OPERATOR: mark(
        "AND、OR、NOT、&、! 在这里按原文查：“并且”用空格隔开，“或”写 |，“不含”在前面写 -。"
    ),
    Hint.NEAR: mark("这里不按距离查：几个提法用空格隔开，就是同在一段。"),
    Hint.BRACKETS: mark("括号在这里按原文查：“或”写成 甲|乙，比空格先算，不用括号。"),
}


def hint(found: Iterable[Hint], language: str) -> str:
    """Return what to type here, in one line; empty where nothing is to be said."""
    between = "" if language == "zh" else " "
    return between.join(translate(HINTS[one], language) for one in found)
