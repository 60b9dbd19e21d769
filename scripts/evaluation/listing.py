"""Lists of lines that differ in nothing but figures, and what such a list became a year later.

The truth is a list of lines by what each is called (its year, its month, its number of order):
the constructor knows which line is which, whatever became of its amounts. Around it stand
paragraphs of the folder's sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

import jieba

from evaluation.composing import Stock

ROLLED = "rolled on"
INSERTED = "lines dropped and inserted"
SWAPPED = "amounts of two lines swapped"
CHANGED = "one amount changed"
MOVED = "list moved"
WORDS = "other words edited, no figure"
ALL = "rolled on, one amount changed, list moved"
WAYS = (ROLLED, INSERTED, SWAPPED, CHANGED, MOVED, WORDS, ALL)

_TITLE = "关于年度工作情况的总结报告"
_HEADINGS = ("主要工作成效", "重点项目进展", "下一步工作打算")
_DIGITS = "一二三"
_LEADS = ("有关数据按时间先后列示。", "分项完成数逐条列示。", "历次情况汇总列示。")
_EDITED = 0.15  # of the words of a paragraph that may be edited
_COUNTING = re.compile(
    "[0-9０-９零〇一二两三四五六七八九十百千万亿半几多余双首数倍成第约近超以上下左右年月日号届次%％]"
)
_HAN = re.compile("[\u4e00-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Form:
    """How the lines of a list are written: `said` otherwise in `edited`, without other figures.

    `keys` are what lines are called, in order; none where nothing but amounts tells them apart.
    """

    name: str
    said: str
    edited: str
    keys: tuple[int, ...] = ()


_YEARS = tuple(range(2008, 2027))
_MONTHS = tuple(range(1, 13))
_MEETINGS = tuple(range(1, 31))
_CODES = tuple(range(3, 90, 4))
FORMS = (
    *(
        Form("years", said, edited, _YEARS)
        for said, edited in (
            (
                "{key}年全市完成固定资产投资{a}亿元，比上年增长{b}%。",
                "{key}年全市累计完成固定资产投资{a}亿元，较上年增长{b}%。",
            ),
            (
                "{key}年财政安排专项资金{a}万元，惠及困难群众{c}户。",
                "{key}年财政统筹安排专项资金{a}万元，帮扶困难群众{c}户。",
            ),
            (
                "{key}年：培训职工{c}人次，支出{a}万元；",
                "{key}年：组织培训职工{c}人次，支出{a}万元；",
            ),
        )
    ),
    *(
        Form("months", said, edited, _MONTHS)
        for said, edited in (
            (
                "{key}月份接待群众来访{c}批次，当场答复{d}件。",
                "{key}月份窗口接待群众来访{c}批次，现场答复{d}件。",
            ),
            (
                "2024年{key}月受理诉求{c}件，办结率{b}%。",
                "2024年{key}月热线受理诉求{c}件，按期办结率{b}%。",
            ),
        )
    ),
    *(
        Form("meetings", said, edited, _MEETINGS)
        for said, edited in (
            (
                "第{key}次会议研究议题{c}项，形成决议{d}条。",
                "第{key}次会议集中研究议题{c}项，形成书面决议{d}条。",
            ),
            (
                "召开第{key}次党组会议，传达文件{c}份，审议事项{d}项。",
                "组织召开第{key}次党组会议，学习传达文件{c}份，审议事项{d}项。",
            ),
        )
    ),
    *(
        Form("document numbers", said, edited, _CODES)
        for said, edited in (
            (
                "澜政发〔2024〕{key}号文件涉及事项{c}项，已经办结{d}项。",
                "澜政发〔2024〕{key}号文件所涉事项{c}项，已经全部核对，办结{d}项。",
            ),
            (
                "落实澜府办〔2023〕{key}号文件，拨付资金{a}万元。",
                "认真落实澜府办〔2023〕{key}号文件，足额拨付资金{a}万元。",
            ),
        )
    ),
    *(
        Form("amounts alone", said, edited)
        for said, edited in (
            (
                "拨付补助资金{a}万元，惠及农户{c}户。",
                "及时拨付补助资金{a}万元，惠及农户{c}户。",
            ),
            (
                "完成管网改造{a}公里，新增供水用户{c}户。",
                "完成老旧管网改造{a}公里，新增供水用户{c}户。",
            ),
        )
    ),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list as it stands on either side; None where it does not."""

    left: str | None
    right: str | None

    @property
    def touched(self) -> bool:
        """Say whether it differs, came or went."""
        return self.left != self.right


@dataclass(frozen=True, slots=True)
class ListCase:
    """Two report texts, one passage a line, and which lines of their lists are one."""

    form: str
    way: str
    left: str
    right: str
    lines: tuple[Line, ...]


def list_cases(texts: Mapping[str, str], seed: int, each: int) -> Iterator[ListCase]:
    """Make so many cases of every way; none where the texts have too few sentences.

    The same texts and seed make the same. A way that asks for names leaves out lists without.
    """
    source = Random(f"{seed}/lists")  # noqa: S311
    stock = Stock(texts, source)
    for way in WAYS if stock.enough else ():
        named = [form for form in FORMS if form.keys or way in (INSERTED, CHANGED, MOVED, WORDS)]
        for number in range(each):
            stock.begin()
            yield _case(named[number % len(named)], way, stock, source)


@dataclass(frozen=True, slots=True)
class _Amounts:
    """The amounts of a line; a form takes those that it names."""

    a: str
    b: str
    c: int
    d: int


@dataclass(slots=True)
class _Entry:
    """A line on its way: what it is called, and its amounts on either side."""

    key: int
    left: _Amounts | None
    right: _Amounts | None


def _case(form: Form, way: str, stock: Stock, source: Random) -> ListCase:
    entries = _entries(form, way, source)
    _treat(entries, form, way, source)
    said = form.edited if way == WORDS and source.random() < 0.5 else form.said
    lines = tuple(
        Line(
            _written(form.said, one.key, one.left),
            _written(said, one.key, one.right),
        )
        for one in entries
    )
    before = [[stock.paragraph() for _ in range(source.randint(2, 3))] for _ in _HEADINGS]
    after = before
    if way == WORDS:
        words = _words(stock)
        after = [[_edited(text, words, source) for text in under] for under in before]
    home = source.randrange(len(_HEADINGS))
    others = [place for place in range(len(_HEADINGS)) if place != home]
    target = source.choice(others) if way in (MOVED, ALL) else home
    lead = source.choice(_LEADS)
    lefts = [lead, *(line.left for line in lines if line.left is not None)]
    rights = [lead, *(line.right for line in lines if line.right is not None)]
    return ListCase(
        form.name, way, _report(before, home, lefts), _report(after, target, rights), lines
    )


def _entries(form: Form, way: str, source: Random) -> list[_Entry]:
    """Return the lines of the left list, all as they are on the right; no two share an amount."""
    count = min(source.randint(4, 9), len(form.keys) - 1 if form.keys else 9)
    first = source.randrange(len(form.keys) - count) if form.keys else 0
    keys = form.keys[first : first + count + 1] if form.keys else tuple(range(count + 1))
    small = source.sample(range(11, 990), 2 * len(keys))
    large = source.sample(range(1_010, 98_999), 2 * len(keys))
    drawn = [
        _Amounts(f"{large.pop() / 10:.1f}", f"{large.pop() / 1000:.1f}", small.pop(), small.pop())
        for _ in keys
    ]
    entries = [_Entry(key, one, one) for key, one in zip(keys, drawn, strict=True)]
    if way not in (ROLLED, ALL, INSERTED):
        entries.pop()  # nothing comes after
    return entries


def _treat(entries: list[_Entry], form: Form, way: str, source: Random) -> None:
    """Do to the lines what the way says."""
    if way in (ROLLED, ALL):
        for step in range(source.choice((1, 1, 2)) if len(entries) > 4 else 1):
            entries[step].right = None
            entries[-1 - step].left = None
    if way == INSERTED:
        inner = range(1, len(entries) - 1)
        alone = source.choice((0, 1))  # without names nobody can say what took whose place
        for number, at in enumerate(source.sample(inner, min(source.randint(2, 4), len(inner)))):
            if (number if form.keys else alone) % 2:
                entries[at].left = None
            else:
                entries[at].right = None
    staying = [one for one in entries if one.left and one.right]
    if way == SWAPPED:
        one, other = source.sample(staying, 2)
        one.right, other.right = other.left, one.left
    if way in (CHANGED, ALL):
        one = source.choice(staying)
        name = source.choice([name for name in "ac" if f"{{{name}}}" in form.said])
        if one.left is not None and name == "a":
            one.right = replace(one.left, a=f"{float(one.left.a) + 10_000:.1f}")
        elif one.left is not None:
            one.right = replace(one.left, c=one.left.c + source.randint(990, 2_000))


def _written(said: str, key: int, amounts: _Amounts | None) -> str | None:
    if amounts is None:
        return None
    return said.format(key=key, a=amounts.a, b=amounts.b, c=amounts.c, d=amounts.d)


def _report(under: Sequence[Sequence[str]], home: int, lines: Sequence[str]) -> str:
    written = [_TITLE]
    for place, (heading, texts) in enumerate(zip(_HEADINGS, under, strict=True)):
        written += [f"{_DIGITS[place]}、{heading}", *filter(None, texts)]
        written += lines if place == home else ()
    return "\n".join(written) + "\n"


def _words(stock: Stock) -> list[str]:
    words = (word for one in stock.others() for word in jieba.cut(one.text, HMM=False))
    return [word for word in words if _HAN.fullmatch(word) and not _COUNTING.search(word)]


def _edited(text: str, stock: Sequence[str], source: Random) -> str:
    """Put other words in the place of some that stand three words and more from any figure."""
    words = list(jieba.cut(text, HMM=False))
    figures = [at for at, word in enumerate(words) if _COUNTING.search(word)]
    free = [
        at
        for at, word in enumerate(words)
        if _HAN.fullmatch(word) and all(abs(at - there) > 3 for there in figures)
    ]
    for at in source.sample(free, round(_EDITED * len(words)) if len(words) < 6 * len(free) else 0):
        words[at] = source.choice(stock or ["有关"])
    return "".join(words)
