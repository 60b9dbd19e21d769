"""Further ways in which passages are taken over: beyond what the targets name, and not rarer.

Other words of the same meaning, words only put in or only left out, single characters changed,
another order of clauses, a part left out, the writer's own units put in, figures written out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from evaluation.passages import Passage
from evaluation.texts import (
    NARROW,
    NUMBER,
    Text,
    by_sentence,
    by_word,
    cut_up,
    is_spoken,
    joined,
    new,
    plain,
    replaced,
    words_of,
)

Way = Callable[[Text, Sequence[Passage], Random], Text]

_CLAUSE = re.compile("[^，。；！？：]*[，。；！？：]|[^，。；！？：]+$")
_NUMBER = re.compile(NUMBER + "(?![0-9]*年)")
_UNIT = re.compile(
    "(?:[\u4e00-\u9fff]*)(?:省|市|区|县|镇|乡|村|街道|社区|公司|集团|学校|医院|支部|党委|党组)"
)
_UNITS = (
    *("城东区", "临江县", "青石镇", "望湖街道", "安和社区", "北坡村", "永宁市"),
    *("水务公司", "城建集团", "第三中学", "中心医院", "机关支部", "局党组"),
)
_SAME_MEANING = (
    *("加强 强化", "推进 推动", "完善 健全", "开展 组织", "提高 提升", "落实 贯彻", "全面 全方位"),
    *("重点 着重", "积极 主动", "促进 推动", "深入 扎实", "建设 打造", "工作 任务", "问题 短板"),
    *("进一步 更加", "加快 抓紧", "实施 推行", "建立 设立", "发展 壮大", "确保 保证", "解决 处理"),
    *("群众 百姓", "认真 严格", "坚持 始终坚持", "不断 持续", "完成 办结", "以及 和", "对于 对"),
    *("全年 一年来", "做好 抓好", "企业 公司", "增长 增加", "达到 升至", "我们 大家", "重要 关键"),
    *("继续 接着", "必须 务必", "同时 与此同时", "改善 改进", "扩大 拓展", "支持 扶持"),
)
_OTHER = {
    **{pair.split()[1]: pair.split()[0] for pair in _SAME_MEANING},
    **{pair.split()[0]: pair.split()[1] for pair in _SAME_MEANING},
}
_DIGITS = "零一二三四五六七八九"
_GROUPS = ("", "万", "亿")
_PLACES = ("", "十", "百", "千")


def _synonyms(text: Text, others: Sequence[Passage], source: Random) -> Text:
    """Say every word that has another of the same meaning by that one."""

    def other(word: Text) -> Text:
        said = _OTHER.get(plain(word))
        return new(said) if said else word

    return joined(map(other, by_word(text)))


def _reworded(rate: float) -> Way:
    def way(text: Text, others: Sequence[Passage], source: Random) -> Text:
        words = by_word(text)
        stock = [word for other in others[:4] for word in words_of(other.text)]
        for number in _some(words, rate, source):
            old = plain(words[number])
            alike = [word for word in stock if len(word) == len(old) and word != old]
            words[number] = new(source.choice(alike or ["有关"]))
        return joined(words)

    return way


def _left_out(rate: float) -> Way:
    def way(text: Text, others: Sequence[Passage], source: Random) -> Text:
        words = by_word(text)
        for number in _some(words, rate, source):
            words[number] = []
        return joined(words)

    return way


def _put_in(rate: float) -> Way:
    def way(text: Text, others: Sequence[Passage], source: Random) -> Text:
        words = by_word(text)
        stock = [word for other in others[:4] for word in words_of(other.text)]
        for number in _some(words, rate, source):
            words[number] = words[number] + new(source.choice(stock or ["有关"]))
        return joined(words)

    return way


def _some(words: Sequence[Text], rate: float, source: Random) -> list[int]:
    spoken = [number for number, word in enumerate(words) if is_spoken(plain(word))]
    return source.sample(spoken, round(rate * len(spoken)))


def _mistyped(rate: float) -> Way:
    """Change, leave out or double so many characters, wherever they stand."""

    def way(text: Text, others: Sequence[Passage], source: Random) -> Text:
        signs = "".join(word for other in others[:4] for word in words_of(other.text)) or "的"
        parts = [[kept] for kept in text]
        spoken = [at for at, kept in enumerate(text) if is_spoken(kept.character)]
        for at in source.sample(spoken, round(rate * len(spoken))):
            one = new(source.choice(signs))
            parts[at] = source.choice((one, one, one, [], parts[at] + one))
        return joined(parts)

    return way


def _clauses(text: Text, others: Sequence[Passage], source: Random) -> Text:
    """Put the clauses into another order, whatever sentence they belong to."""
    cuts = _cut_clauses(text)
    if len(cuts) < 3:
        return []
    order = cuts[:]
    while order == cuts:
        source.shuffle(order)
    return joined(order)


def _shortened(text: Text, others: Sequence[Passage], source: Random) -> Text:
    """Leave out whole clauses, at most a third of the text."""
    cuts = _cut_clauses(text)
    dropped: set[int] = set()
    for number in source.sample(range(len(cuts)), len(cuts)):
        if sum(len(cuts[n]) for n in dropped | {number}) <= len(text) / 3:
            dropped.add(number)
    return joined(cut for n, cut in enumerate(cuts) if n not in dropped) if dropped else []


def _half(text: Text, others: Sequence[Passage], source: Random) -> Text:
    """Take the first or the second half alone, in whole clauses; 20 characters at least."""
    cuts = _cut_clauses(text)
    middle = next(
        (n for n in range(1, len(cuts)) if sum(map(len, cuts[:n])) * 2 >= len(text)), len(cuts)
    )
    half = joined(cuts[:middle] if source.random() < 0.5 else cuts[middle:])
    return half if 20 <= len(half) < len(text) else []


def _cut_clauses(text: Text) -> list[Text]:
    return cut_up(text, _CLAUSE.findall(plain(text)))


def _parted(text: Text, others: Sequence[Passage], source: Random) -> Text:
    """Put a strange passage between the two parts of this one."""
    cuts = by_sentence(text)
    if len(cuts) < 2:
        cuts = _cut_clauses(text)
    if len(cuts) < 2:
        return []
    at = source.randint(1, len(cuts) - 1)
    other = min(others, key=lambda passage: abs(len(passage.text) - len(text)))
    return joined([*cuts[:at], new(other.text), *cuts[at:]])


def _units(text: Text, others: Sequence[Passage], source: Random) -> Text:
    """Put other places and units in."""
    found = False

    def other(word: Text) -> Text:
        nonlocal found
        old = plain(word)
        if len(old) < 2 or not _UNIT.fullmatch(old):
            return word
        found = True
        return new(source.choice([unit for unit in _UNITS if unit != old]))

    changed = joined(map(other, by_word(text)))
    return changed if found else []


def _written_out(text: Text, others: Sequence[Passage], source: Random) -> Text:
    """Write whole numbers as one says them: 128 is 一百二十八."""
    return replaced(text, _NUMBER, _said)


def _said(figure: str) -> str | None:
    digits = figure.translate(NARROW).replace(",", "")
    if not digits.isdigit() or len(digits) > 12 or int(digits) == 0:
        return None
    padded = digits.lstrip("0").rjust(12, "0")
    out = ""
    for scale in (2, 1, 0):
        four = padded[8 - 4 * scale : 12 - 4 * scale]
        said = _four(four)
        gap = "零" if out and said and four[0] == "0" else ""
        out += gap + said + (_GROUPS[scale] if said else "")
    return out[1:] if out.startswith("一十") else out


def _four(digits: str) -> str:
    out = ""
    for place, digit in enumerate(digits):
        if digit != "0":
            gap = "零" if out and digits[place - 1] == "0" else ""
            out += gap + _DIGITS[int(digit)] + _PLACES[3 - place]
    return out


WAYS: dict[str, Way] = {
    "other words of one meaning": _synonyms,
    "30% of words replaced": _reworded(0.3),
    "30% of words left out": _left_out(0.3),
    "30% of words put in": _put_in(0.3),
    "10% of characters": _mistyped(0.1),
    "20% of characters": _mistyped(0.2),
    "clauses reordered": _clauses,
    "clauses left out": _shortened,
    "one half": _half,
    "parted by another": _parted,
    "units replaced": _units,
    "figures written out": _written_out,
}
