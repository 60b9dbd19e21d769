"""Reuse on purpose: how a text is changed when it is taken over, and the record of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from random import Random

_FIGURE = re.compile(r"\d+(?:\.\d+)?(?![\d.]|月|日)")
_MASKS = ("×××", "××", "XX", "XXX", "*")
# Put in when a text is edited: words that stand nearly anywhere.
_WORDS = ("方面", "任务", "措施", "情况", "重点", "机制", "成效", "职责", "环节", "力量")
_SYNONYMS = {
    **{"全年": "一年来", "开展": "组织", "达到": "升至", "提高到": "上升到"},
    **{"推行": "实行", "先后": "陆续", "建立": "设立", "仍有": "还有", "解决": "办结"},
    **{"年底前": "岁末之前", "职工": "员工", "群众": "百姓", "受到": "赢得", "围绕": "紧扣"},
    **{"依托": "借助", "率先": "带头", "取得经验后再推开": "试好了再全面铺开", "做法": "经验"},
    **{"暴露出的": "查出的", "看现场、找差距": "对标找差", "完成": "做好"},
    **{"与": "同", "把": "将", "同步": "一并", "当季兑现": "马上落实"},
}
_REWORDED = re.compile("|".join(_SYNONYMS))
KINDS = ("exact", "figures", "masked", "punctuation", "edited", "shuffled", "merged", "embedded")
RATES = (0.1, 0.2, 0.3, 0.4)


@dataclass(frozen=True, slots=True)
class Plant:
    """One text taken over. Both texts stand in their files as they stand here.

    `kind` is one of KINDS or `stock` (a phrase of many units; its source is the file that had
    it first). `rate`, for kind `edited`, is the share of changed characters: measured in the
    sample, aimed at in large corpora. A merged text has a record for each of its two sources.
    """

    kind: str
    source_file: str
    source_text: str
    target_file: str
    target_text: str
    rate: float | None = None


def changed_figures(text: str, source: Random) -> str:
    """Return the text with other figures of the same length; dates stay."""

    def other(found: re.Match[str]) -> str:
        old = found.group()
        while True:
            kept = 1 if len(old) > 1 else 0
            digits = (c if c == "." else str(int(source.random() * 10)) for c in old[kept:])
            new = old[:kept] + "".join(digits)
            if new != old and new not in ("0", "1"):
                return new

    return _FIGURE.sub(other, text)


def masked(text: str, source: Random, share: float = 1.0) -> str:
    """Return the text with this share of its figures withheld."""
    mask = _MASKS[int(source.random() * len(_MASKS))]
    return _FIGURE.sub(lambda m: mask if source.random() < share else m.group(), text)


def repunctuated(text: str, source: Random) -> str:
    """Return the text with other punctuation and the same words."""
    others = {
        "，": ("、", "；", "，"),
        "。": ("；", "，"),
        "、": ("，", ""),
        "“": ("",),
        "”": ("",),
    }
    return "".join(
        others[c][int(source.random() * len(others[c]))] if c in others else c for c in text
    )


def edited(text: str, source: Random, rate: float) -> str:
    """Return the text with about this share of its characters replaced, dropped or added to."""
    out: list[str] = []
    for at in range(0, len(text), 2):
        piece = text[at : at + 2]
        if source.random() >= rate:
            out.append(piece)
            continue
        word = _WORDS[int(source.random() * len(_WORDS))]
        out.append((word, "", piece + word)[int(source.random() * 3)])
    return "".join(out)


def reworded(text: str) -> str:
    """Return the text as a careful hand would change it: other words of the same meaning."""
    return _REWORDED.sub(lambda found: _SYNONYMS[found.group()], text)


def changed_share(left: str, right: str) -> float:
    """Return which share of both texts' characters the other has not (0 to 1, two decimals)."""
    return round(1 - SequenceMatcher(None, left, right, autojunk=False).ratio(), 2)


def shuffled(text: str, source: Random) -> str:
    """Return the text with its clauses in another order."""
    clauses = re.split("[，。]", text)
    for at in range(len(clauses) - 1, 0, -1):
        other = int(source.random() * at)  # never itself: every order differs
        clauses[at], clauses[other] = clauses[other], clauses[at]
    return "，".join(clauses)


def taken_over(text: str, kind: str, source: Random, rate: float = 0.2) -> str:
    """Return the text changed as `kind` says (merged and embedded need a second text)."""
    if kind == "figures":
        return changed_figures(text, source)
    if kind == "masked":
        return masked(text, source)
    if kind == "punctuation":
        return repunctuated(text, source)
    if kind == "edited":
        return edited(text, source, rate)
    if kind == "shuffled":
        return shuffled(text, source)
    return text
