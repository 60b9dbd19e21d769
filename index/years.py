"""Years in titles, names and dates, in digits of any width or in Chinese.

Four digits that count or number something are none: 2010级, 2010余人, 2010万元, 编号2010.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from index.model import Span

# Chinese years are typed with whatever looks like a nought: 二〇二三, 二○二三, 二O二三, 二0二三.
_NOUGHTS = "〇○◯零0０oOｏＯоОοΟ"
_DIGIT = f"[{_NOUGHTS}一二三四五六七八九]"
_CHINESE = str.maketrans(f"{_NOUGHTS}一二三四五六七八九", "0" * len(_NOUGHTS) + "123456789")

# What follows four digits that are no year; in brackets what makes a year of them again,
# a place (余姚, 万里街道, 株洲) or another word (人大, 项目).
_COUNTED = (
    r"年?级(?!别)|年?版(?![权图面纳])|年?[届型]|系列|年代|年出生"
    r"|年?以来|年来(?![凤安宾])|年?前(?![一二三四半\d])|年?远景"
    r"|多[名个人家户件万次项元年位]|余[名个人家户件万次项元位亩起处场]"
    r"|名(?![单录师校城牌优胜山医家企著])"
    r"|人(?![大社民才事力防武居文工寿])|个(?![人体旧])|户(?![籍外县])|家(?![庭长居])|项(?!目)"
    r"|条(?!例)"
    r"|次(?!级)|件|万(?:[元余多人亩吨户次件名家套平千股字]|$)|亿(?![达利])|千(?:[元米克瓦万]|公里)"
    r"|百[元万余多]"
    r"|元(?![旦宵氏谋])|公[里斤顷]|米(?![林易脂])|亩|吨|平方|平米|立方|套|台(?![账州湾风江])|辆|位"
    r"|场(?![馆地站])|期(?![末中])|册(?!亨)|份|分(?![局公行管院校宜])|座(?!谈)|栋|幢|床|株(?!洲)|只"
    r"|号(?!召)|室|房(?![产屋管山])|路(?![政桥网南北])|[%％‰℃]|[.．]\d+[万亿%％元]"
)
_AFTER = (
    rf"(?!\s*(?:{_COUNTED}))"
    r"(?!\s*[〕\]】)）]\s*第?\s*\d+\s*号)"
    r"(?!\s*[-—–]\s*(?!(?:19|20)\d\d(?!\d))\d{4})"
)
_LETTER = "0-9０-９A-Za-zＡ-Ｚａ-ｚ"
_DIGITS = rf"(?<![{_LETTER}])(?:19|20|１９|２０)[0-9０-９]{{2}}(?![{_LETTER}]){_AFTER}"
_WORDS = (
    rf"(?<![{_NOUGHTS}一二三四五六七八九十百千万亿第])(?:一九|二[{_NOUGHTS}]){_DIGIT}{{2}}"
    rf"(?!{_DIGIT}|[十百千万亿]){_AFTER}"
)
_YEAR = re.compile(f"{_DIGITS}|{_WORDS}")
_TO = r"\s*年?\s*(?:[-—–~～－至到]{1,2})\s*"
_RANGE = re.compile(rf"(?P<first>{_DIGITS}|{_WORDS}){_TO}(?P<last>{_DIGITS}|{_WORDS})\s*年?")
# What comes before a number of something else: a code, a standard's edition, a far aim.
_NUMBERED = re.compile(
    r"(?:编号|代码|证号|文号|案号|区号|邮编|电话|型号|序号|第|[Nn][Oo])\s*[.．:：]?\s*"
    r"|[A-Za-z]\s*[\d.]*\d[-—–:：]|(?<!\d)0\d{2,3}[-—–]|面向|迈向|展望"
)
_BEFORE = 12  # characters looked at before a year
_DAY = r"[\d一二三四五六七八九十]{1,3}"
_DATE = re.compile(rf"(?:{_DIGITS}|{_WORDS})\s*年(?:\s*{_DAY}\s*月(?:\s*{_DAY}\s*日)?)?")
FIRST, LAST = 1900, 2099


def year_in_title(text: str) -> int | None:
    """Return the year that a title names; of a range (2021—2023年) the last one."""
    plain = re.sub(r"(?<=\d)\s+(?=\d)", "", text)  # 「1 9 9 8 年」
    span = _RANGE.search(plain)
    if span and not _is_numbered(plain, span.start()):
        return _number(span["last"])
    return next((_number(plain[at.start : at.end]) for at in year_spans(plain)), None)


def year_in_name(name: str) -> int | None:
    """Return the year in a file or folder name: it has no digit and no letter beside it."""
    return year_in_title(unicodedata.normalize("NFKC", name))


def year_spans(text: str) -> Iterator[Span]:
    """Yield where a text has a year, without the 年 after it."""
    for found in _YEAR.finditer(text):
        if not _is_numbered(text, found.start()):
            yield Span(found.start(), found.end())


def is_date(line: str) -> bool:
    """Say whether a line is a date and nothing else: 二〇二三年一月五日."""
    return _DATE.fullmatch(line.strip()) is not None


def _is_numbered(text: str, at: int) -> bool:
    before = text[max(0, at - _BEFORE) : at]
    return any(found.end() == len(before) for found in _NUMBERED.finditer(before))


def _number(text: str) -> int | None:
    plain = unicodedata.normalize("NFKC", text).translate(_CHINESE)
    value = int(plain) if plain.isdecimal() else 0
    return value if FIRST <= value <= LAST else None
