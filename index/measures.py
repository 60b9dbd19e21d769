"""Measures: what a number is counted in (件, 元, %, 平方公里), and which of them compare.

A scale (万, 亿) belongs to the number. Nothing is said of what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from index.model import Span

# In brackets what must not follow: of 条例 or 名单 nothing is counted.
_KINDS = (
    "% ％ ‰",
    "个百分点 百分点 個百分點",
    "倍 番",
    "元人民币 美元 欧元 港元 港币 日元 英镑 元 圆(?![满形桌梦融心])",
    "个基点 基点 ℃ 摄氏度",
    """
        平方公里 平方千米 平方米 立方米 平米 公里 千米 厘米 毫米 公顷 公斤 千克 吨标准煤 吨
        标准箱 标箱 千瓦时 千瓦 兆瓦时 兆瓦 千伏 车公里 亩 微克 毫克 分贝 米(?!粒) 斤 克 升(?!级)
        km² km kg m² ㎡ m³ cm² cm³ hm² 公里² 米² 米³
        km2(?![0-9]) m2(?![0-9]) m3(?![0-9]) cm2(?![0-9]) cm3(?![0-9]) hm2(?![0-9])""",
    """
        个工作日 工作日 个小时 小时 分钟 个季度 个月 周年 学时 课时 周(?!边) 天(?!然)
        年(?![代级轻]) 日(?=内|以内|之内)""",
    """
        人次 人份 人天 剂次 剂 人(?![民口]) 名(?![单称列录]|义(?!务)) 位(?![于列居置]) 户次 户(?!籍)
        家次 家(?![庭长园]) 个(?![体税性])
        项(?!目) 件次 件 条次 条(?![例款]) 场次 场(?![所景地]) 期(?![间限末]) 批次
        批(?![复准评]) 起(?![来草]) 次(?![数序生]) 例(?![会行]) 篇 份(?!额) 封(?!闭) 册
        套(?!餐) 台次 辆次 台(?![账阶]) 辆 架(?!构) 艘 列(?![入为]) 支(?![部持出付行]) 只 头(?!部)
        棵 株 盏 座(?!谈) 栋 幢 间(?!接|隔(?!离)) 处(?![理置分于室级长罚]) 所(?![有属以在]) 块
        片(?![区面]) 门(?![店类户]) 种(?![植业子]) 类 级 层(?![面级次]) 轮(?!车) 班次 班(?![子组])
        组(?![织建长]) 张 幅 面(?![积向对临]) 枚 颗 部(?![门分委署队]) 款 道(?![路德口]) 步 句 页 章
        节(?![约能点]) 课(?![题程]) 趟 航次 床(?!位) 笔 单(?![位元]) 票 卷
        管(?=左右|以上|以下|[，。、；）])
        本(?![级地市区县年部着报]|单位) 分(?![别类析之钟管局]) 桶 箱 袋 车次 车 盘
        首(?![次个要批]) 集(?![中体团聚]) 岁 度(?!假) 宗 席 方面
        对(?![于比外象接标应策口照内准]) 成(?![为立功效果员])""",
)


_MONEY = {  # how currencies are written beside a number; in Chinese ¥ is the Chinese one
    "美元": "USD US$ $ ＄",
    "港元": "HKD HK$",
    "欧元": "EUR €",
    "英镑": "GBP £",
    "日元": "JPY",
    "元": "RMB CNY ¥ ￥",
}
_MONEY_OF = {sign: name for name, signs in _MONEY.items() for sign in signs.split()}


@dataclass(frozen=True, slots=True)
class Measure:
    """What stands behind a number, told by its plain form, and up to where it stands."""

    name: str
    end: int


def _joined(kinds: Iterable[str]) -> str:
    """Return what matches the longest word of these kinds."""
    words = [word for named in kinds for word in named.split()]
    return "|".join(sorted(words, key=lambda word: -len(word.partition("(")[0])))


_MEASURE = re.compile(
    _joined([*_KINDS, " ".join(f"{sign}(?![A-Za-z])" for sign in _MONEY_OF if sign.isalpha())])
)
_THINGS = frozenset(word.partition("(")[0] for word in _KINDS[-1].split()) - {"成", "度", "岁"}
# Of things one by one only these are what there is so much for; 台/套 is one or the other.
_EACH = re.compile(f"[/／](?:百?[万亿]元|人|户|次|月|日|秒|度|{_joined(_KINDS[:-1])})")
_OR = re.compile(f"[/／](?:{_joined(_KINDS[-1:])})")
_MONEY_BEFORE = re.compile(
    f"(?:{'|'.join(sorted(map(re.escape, _MONEY_OF), key=len, reverse=True))}) ?$"
)
_MONEY_WIDTH = 5  # characters of the longest, with a space
_SAME = {
    **{sign: name for sign, name in _MONEY_OF.items() if sign.isalpha()},
    "％": "%",
    "个百分点": "百分点",
    "個百分點": "百分点",
    "千米": "公里",
    "km": "公里",
    "km²": "平方公里",
    "km2": "平方公里",
    "公里²": "平方公里",
    "平方千米": "平方公里",
    "平米": "平方米",
    "m²": "平方米",
    "㎡": "平方米",
    "m2": "平方米",
    "米²": "平方米",
    "m³": "立方米",
    "m3": "立方米",
    "米³": "立方米",
    "hm²": "公顷",
    "hm2": "公顷",
    "cm²": "平方厘米",
    "cm2": "平方厘米",
    "cm³": "立方厘米",
    "cm3": "立方厘米",
    "千克": "公斤",
    "kg": "公斤",
    "元人民币": "元",
    "圆": "元",
    "港币": "港元",
    "标准箱": "标箱",
    "个工作日": "工作日",
    "个小时": "小时",
    "个基点": "基点",
    "摄氏度": "℃",
}
# A measure in a finer one of its kind. Who are counted as 名 or 位 may be as 人.
_FINER: dict[str, tuple[str, Decimal]] = {
    **{name: ("人", Decimal(1)) for name in ("人", "名", "位")},
    "‰": ("%", Decimal("0.1")),
    "‱": ("%", Decimal("0.01")),
    "成": ("%", Decimal(10)),
    "公里": ("米", Decimal(1000)),
    "厘米": ("米", Decimal("0.01")),
    "毫米": ("米", Decimal("0.001")),
    "吨": ("公斤", Decimal(1000)),
    "斤": ("公斤", Decimal("0.5")),
    "克": ("公斤", Decimal("0.001")),
    "平方公里": ("平方米", Decimal(1_000_000)),
    "公顷": ("平方米", Decimal(10_000)),
}
# Behind a numeral like 三: what is no part of a word with it (三步, 十分, 五方面).
_COUNTED_SO = """
    % ‰ 百分点 倍 番 元 美元 亩 吨 米 斤 公里 平方公里 平方米 公顷 个月 小时 天 年 周年 学时
    人次 人 名 位 户次 户 家次 家 个 项 件次 件 条次 条 场次 场 期 批次 批 起 次 例 篇 份 册
    套 台 辆 架 座 栋 支 所 处 种 类 轮 部 张 笔 卷 本 岁 工作日 成"""
_COUNTED = frozenset(_COUNTED_SO.split())


def measure_at(text: str, at: int) -> Measure | None:
    """Return the measure that stands right there, None where none does."""
    found = _MEASURE.match(text, at)
    if found is None:
        return None
    name = _SAME.get(found[0], found[0])
    each = _EACH.match(text, found.end())
    end = each.end() if each else found.end()
    other = _OR.match(text, end) if each is None and name in _THINGS else None
    if other:
        return Measure(name, other.end())
    return Measure(name + text[found.end() : end].replace("／", "/"), end)


def money_before(text: str, at: int) -> Span | None:
    """Return where the sign of a currency stands that ends right before a number ($, RMB)."""
    found = _MONEY_BEFORE.search(text, max(0, at - _MONEY_WIDTH), at)
    return Span(*found.span()) if found else None


def money_named(sign: str) -> str:
    """Return the currency that a sign stands for: 美元 for US$."""
    return _MONEY_OF[sign.strip()]


def goes_with_numerals(measure: Measure) -> bool:
    """Say whether a lone Chinese numeral before it (三名) is a number and no part of a word."""
    return measure.name in _COUNTED


def is_share(name: str) -> bool:
    """Say whether numbers in this measure are shares of a whole, whose changes are points."""
    return name == "百分点" or finest(name)[0] == "%"


def is_thing(name: str) -> bool:
    """Say whether numbers in this measure count things one by one (件, 名), and measure nothing."""
    return name in _THINGS


def finest(name: str) -> tuple[str, Decimal]:
    """Return the measure in which all of its kind compare, and how many of it one is."""
    return _FINER.get(name, (name, Decimal(1)))


def comparable(left: str, right: str) -> bool:
    """Say whether numbers in two measures can be held against each other.

    What stands without a measure can be held against anything but a share.
    """
    if left and right:
        return finest(left)[0] == finest(right)[0]
    return left == right or not is_share(left or right)
