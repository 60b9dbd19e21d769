"""Reports put together from the sentences of others: what stands where is known, whatever it is.

Beside plain paragraphs they hold what makes reports hard to compare: points (一是…) in lines of
their own or in one, headings that run into their paragraph, rows of tables, lines of a few
characters, and paragraphs that differ in nothing but a name and their figures.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

from evaluation.chapters import far_from, runs_of
from evaluation.passages import Passage, sentences

_LENGTHS = range(18, 90)  # characters of a sentence
_ENOUGH = 60  # sentences from which reports can be made
_DRAWN = 700
_HAN = re.compile("[\u4e00-\u9fff]")
_STRANGE = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[第其][一二三四五六七八九十]|[-—－·●“”（）()\s]"
    r"|[一二三四五六七八九十](?:是|要)|：$|^[^，]{0,8}如下"
)


class Style(StrEnum):
    """How the passages of a section are written."""

    PLAIN = "paragraphs"
    POINTS = "points"
    RUN = "points in one line"
    RUN_IN = "run-in headings"
    TABLE = "rows of a table"
    ALIKE = "paragraphs of one form"
    SHORT = "lines of a few characters"


@dataclass(slots=True)
class Item:
    """A passage: its words without a label; `heading` is what runs into it."""

    text: str
    heading: str = ""


@dataclass(slots=True)
class Part:
    """A section of the second level, without a heading where it is the only one."""

    heading: str
    style: Style
    items: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class Chapter:
    """A section of the first level."""

    heading: str
    parts: list[Part]


_CHAPTERS = (
    *("履行职责情况", "主要工作成效", "存在的问题和不足", "问题产生的原因", "下一步工作打算"),
    *("基本情况", "党的建设情况", "廉洁自律情况", "重点项目进展", "服务保障情况"),
)
_PARTS = (
    *(
        "强化理论武装",
        "夯实基层基础",
        "推进项目建设",
        "优化营商环境",
        "守牢安全底线",
        "改善民生服务",
    ),
    *(
        "加强队伍管理",
        "深化机制改革",
        "抓好环境整治",
        "完善制度体系",
        "规范财务管理",
        "提升宣传质效",
    ),
    *(
        "盘活闲置资产",
        "畅通信访渠道",
        "做实网格治理",
        "加快数字转型",
        "拓宽就业门路",
        "严格督查考核",
    ),
)
_DOING = ("推行", "开展", "落实", "健全", "组织", "规范", "优化", "强化")
_THINGS = (
    *("一窗受理", "党员轮训", "安全巡查", "预算编制", "河道保洁", "档案清理", "普法宣传"),
    *("物业考评", "困难帮扶", "设备更新", "岗位练兵", "信用评价", "积分管理", "台账核对"),
)
_SHORT = (
    *("具体情况如下。", "主要做法有三点。", "成效比较明显。", "群众反映良好。", "以上情况属实。"),
    *("工作仍有差距。", "经验值得推广。", "任务全部完成。", "责任落实到人。", "进度快于计划。"),
)
_NAMES = (
    *(
        "城东社区",
        "临河社区",
        "北苑社区",
        "南湖社区",
        "青松社区",
        "望江社区",
        "安和社区",
        "永乐社区",
    ),
    *(
        "机关支部",
        "水务支部",
        "园林支部",
        "市政支部",
        "环卫支部",
        "物业支部",
        "学校支部",
        "医院支部",
    ),
)
_FORMS = (
    "{name}全年组织集中培训{a}期，参训{b}人次，走访居民{c}户，收集意见{d}条，办结率达到{e}%。",
    "{name}完成设施维修{a}处，处理投诉{b}件，开展巡查{c}次，发现隐患{d}个，群众满意度为{e}%。",
)
_ROWS = (
    *(
        "培训费",
        "会议费",
        "差旅费",
        "办公费",
        "印刷费",
        "邮电费",
        "物业管理费",
        "公务接待费",
        "维修费",
    ),
    *("劳务费", "委托业务费", "公务用车运行费", "因公出国费", "专用材料费", "福利费", "水电费"),
)


class Stock:
    """Sentences of many reports, none like another, and what else reports are made of."""

    def __init__(self, texts: Mapping[str, str], source: Random) -> None:
        self._source = source
        self._sentences = _sentences(texts, source)
        self._taken = 0
        self._short: list[str] = []

    @property
    def enough(self) -> bool:
        """Say whether there is enough to make reports of."""
        return len(self._sentences) >= _ENOUGH

    def begin(self) -> None:
        """Begin another report: what was taken may be taken again."""
        self._source.shuffle(self._sentences)
        self._taken = 0
        self._short = self._source.sample(_SHORT, len(_SHORT))

    def others(self) -> list[Passage]:
        """Return some sentences, for words to be taken from."""
        return [Passage("", one) for one in self._source.sample(self._sentences, 8)]

    def paragraph(self, most: int = 4) -> str:
        """Return two sentences or more that no other paragraph has; nothing where all are used."""
        count = self._source.randint(2, most)
        some = self._sentences[self._taken : self._taken + count]
        self._taken += count
        return "".join(some) if len(some) == count else ""

    def report(self) -> list[Chapter]:
        """Return the sections of a report."""
        source = self._source
        heads, parts = list(_CHAPTERS), list(_PARTS)
        source.shuffle(heads)
        source.shuffle(parts)
        chapters = []
        for heading in heads[: source.randint(3, 5)]:
            styles = source.sample(list(Style), source.choice((1, 1, 2, 3)))
            if styles[0] in (Style.SHORT, Style.TABLE):
                styles.append(Style.PLAIN)
            several = len(styles) > 1
            made = [Part(parts.pop() if several else "", style) for style in styles]
            for part in made:
                part.items = self._items(part.style)
            chapters.append(Chapter(heading, [part for part in made if part.items]))
        return [chapter for chapter in chapters if chapter.parts]

    def item(self, style: Style) -> Item | None:
        """Return one more passage of a style; None where it has no more."""
        source = self._source
        if style in (Style.PLAIN, Style.POINTS, Style.RUN, Style.RUN_IN):
            text = self.paragraph(2 if style in (Style.POINTS, Style.RUN) else 4)
            heading = ""
            if style is Style.RUN_IN:
                heading = source.choice(_DOING) + source.choice(_THINGS)
            return Item(text, heading) if text else None
        return None

    def _items(self, style: Style) -> list[Item]:
        source = self._source
        if style is Style.SHORT:
            lines = [self._short.pop(), self._short.pop()]
            return [Item(lines[0]), *self._some(Style.PLAIN, 2), Item(lines[1])]
        if style is Style.TABLE:
            return [Item(_row(name, source)) for name in source.sample(_ROWS, source.randint(4, 8))]
        if style is Style.ALIKE:
            form = source.choice(_FORMS)
            names = source.sample(_NAMES, source.randint(5, 12))
            return [Item(_filled(form, name, source)) for name in names]
        return self._some(style, source.randint(3, 6))

    def _some(self, style: Style, count: int) -> list[Item]:
        return [item for _ in range(count) if (item := self.item(style))]


def _row(name: str, source: Random) -> str:
    return "\t".join((name, *(f"{source.randint(1, 99999) / 100:,.2f}" for _ in range(2))))


def _filled(form: str, name: str, source: Random) -> str:
    figures = {sign: source.randint(11, 989) for sign in "abcd"}
    return form.format(name=name, e=source.randint(600, 999) / 10, **figures)


def _sentences(texts: Mapping[str, str], source: Random) -> list[str]:
    """Return sentences, drawn with `source`, of which none is like another."""
    found = {
        sentence
        for text in texts.values()
        for line in text.splitlines()
        for sentence in sentences(line.strip())
        if len(sentence) in _LENGTHS
        and sentence.endswith("。")
        and not _STRANGE.search(sentence)
        and len(_HAN.findall(sentence)) >= 0.7 * len(sentence)
    }
    drawn = sorted(found)
    source.shuffle(drawn)
    kept: list[str] = []
    runs: list[frozenset[str]] = []
    for sentence in drawn[:_DRAWN]:
        if far_from(sentence, runs):
            kept.append(sentence)
            runs.append(runs_of(sentence))
    return kept
