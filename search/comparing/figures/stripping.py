"""Words before a figure without what says nothing of the thing counted. No label is chosen here."""

from __future__ import annotations

import re
from collections.abc import Sequence

from search.comparing.figures.labelwords import OPENERS, TAILS

_BEFORE = 28  # characters of a label
_SPAN = re.compile(r"[近前]?[一二两三四五六七八九十几\d]+年[来间]?")
_ATTACHED = re.compile(
    r"(?<=[率量数额值比度])(?:均|达到|达|为|约|超|近|拟按?|[控保稳维][制持定]在?|拟?安排|首次突破)$"
)
_PHRASE = 2  # words: 向|群众|发放, and of 对|群众 no more than whom
_BOUND = {  # no filling before these: 全社会研发投入, 再就业补助
    "全": ("社会", "口径", "行业", "链条", "流程", "过程", "要素"),
    "再": ("就业", "贷款", "融资", "保险", "制造", "生产"),
    "日": ("最大", "最高", "均"),
    "未来": ("产业", "城市", "乡村"),
    "在": ("岗", "校", "建", "册", "编", "职", "读", "营"),
}
_LEADS = frozenset(("向", "对", "为", "给"))  # with those to whom something is done
_EACH = {"人均", "户均", "每人每年", "每人每月", "每人", "每户", "每亩", "每年", "每月"}


def stripped(found: Sequence[str]) -> list[str]:
    """Return the last words of a clause without what says nothing of the thing counted."""
    words = list(found)
    while words and words[-1] in TAILS:
        del words[-1]
    start = len(words)
    while start and words[start - 1] in _EACH:
        start -= 1
    if start < len(words) and words[start - 1 : start] in (["由"], ["从"]):
        del words[start - 1]  # 补助由每人每年320元提高到
    if words:
        words[-1] = _ATTACHED.sub("", words[-1])
    size, first = 0, len(words)
    while first and (not size or size + len(words[first - 1]) <= _BEFORE):
        first -= 1
        size += len(words[first])
    words = words[first:]
    while words and (words[0] in OPENERS or _SPAN.fullmatch(words[0])):
        if words[1:] and words[1] in _BOUND.get(words[0], ()):
            break
        if words[0] == "在" and words[1:] and len(words[1]) == 1:
            break  # 在|川|院士
        if words[0] in _LEADS and len(words) > _PHRASE:
            break
        del words[0]
    return words
