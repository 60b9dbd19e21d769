"""Numbers that count nothing: years, dates, 届次, section numbers, 文号, names (5G, 12345热线).

Told apart so that a comparison of figures holds what was counted, and no more.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum

from index.measures import Measure, goes_with_numerals, is_thing, money_before
from index.model import Span
from index.outline.markers import read_marker
from search.comparing.figures.signs import DASHES
from search.comparing.figures.tokens import Token


class Sense(StrEnum):
    """What a number is. RANK (列第3位) is compared as COUNTED is; WORD is a numeral in a word."""

    COUNTED = "counted"
    RANK = "rank"
    YEAR = "year"
    DATE = "date"
    SESSION = "session"
    ORDINAL = "ordinal"
    MARKER = "marker"
    NUMBER = "number"
    NAME = "name"
    WORD = "word"


_TO = re.escape(DASHES) + "至到"
_NUMERALS = "零〇○一二三四五六七八九"
_YEAR = re.compile(rf"(?:19|20)\d\d|(?:一九|二[零〇○])[{_NUMERALS}]{{2}}|(?:19|20)[×XxＸ*]{{2}}")
_AFTER_YEAR = re.compile(
    rf"\s*(?:年|[{_TO}]+\s*(?:\d{{4}}|[一二]\S{{3}})\s*年?|[/.．-]\s*\d|的?(?:上|下)半年)"
)
_BEFORE_YEAR = re.compile(rf"(?:\d{{4}}年?[{_TO}]+|到|至|面向|截至|展望|了)\s*$")
_DATE = re.compile(r"(?:19|20)\d\d\s*[./．-]\s*\d{1,2}(?:\s*[./．-]\s*\d{1,2})?(?![\d.%％万亿元])")
_AFTER_DATE = re.compile(
    r"\s*(?:月(?!均)|日(?!均|产|内|以内|之内|处理)|时(?!代|期|间|段)|点(?:半|整|钟|\d)|季度|年代"
    rf"|[{_TO}、]\s*\d{{1,2}}\s*[月日](?!均))"
)
_CONGRESS = re.compile("十[一二三四五六七八九]|[二三]十[一二三四五六七八九]?")
_PLAN = re.compile("十[一二三四五六七八九]五")
_SESSIONS = re.compile(  # also of 三次、四次全会 the first
    r"\s*(?:届|[中次](?:[、和][一二三四五六七八九十]次)*全会|次(?:全体)?会议|次全国代表大会|次党代会)"
)
_MEETINGS = re.compile(
    r"(?:第|次[、和]|人大|政协|[省市区县党全]委|中央|[大党]会|委员会|届|代表大会|[大届])\s*$"
)
_RANKS = re.compile(r"\s*(?:位|名)(?!于)")
_FIRST_OF = re.compile(r"\s*[强位名](?!于)")  # 前3强, 前10位
_PLACED = re.compile(r"(?:放|摆|排)?在\s*第\s*$|作为\s*第\s*$|[是的]\s*第\s*$")
_RANKED = re.compile(
    r"(?:[位名排]?列|[位稳跃高]?居|排名?|升[至到]|[进前]移[至到]|保持|全[国省市区县州镇]|系统|同类|片区)"
    r"[^，。；：、\d]{0,10}第\s*$"
)
_ENDING = re.compile(r"\s*(?:[，。；、）)]|$|的|和|与|及)")
_LABEL = re.compile(r"\s*(?:是(?!否)|要(?!素|求))")
_BRACKETED = re.compile(r"[（(]\s*$")
_CLOSING = re.compile(r"\s*[)）]")
_LISTED = re.compile(r"(?:^|[。；：;:\s])$")
_SEPARATED = re.compile(r"\s*(?:、|[.．](?!\d))\s*[\u4e00-\u9fff“]")
_DOCUMENTS = re.compile(r"\s*[号室弄]|\s*[〕\]］]\s*第?\d")
_BRACKET = re.compile(r"[〔\[［]\s*(?:19|20)?$")
_NAMED = re.compile(
    r"\s*(?:[、和及]\s*\d+\s*号|热线|网址|平台(?!建)|版(?![块面本图])|路(?:公交|车)|[A-Za-zＡ-Ｚａ-ｚ])"
)
_HOTLINES = ("12345", "12315")
_INDEX = re.compile("(?:沪深|中证|上证|科创|国道|省道)$")
_NEAR_YEAR = re.compile(r"[\w“”《》]$")
_AHEAD = re.compile("20(?:2[5-9]|3[05]|49|50|60)")
_WALK = re.compile("分钟(?:社区|生活圈|服务圈|便民|步行|养老|医疗|体育|健身|就业)")
_LETTER = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ][-－.．_]?$|PM\s+$")
_JOINED_BEFORE = re.compile(r"\d\s*[:：∶/+＋×][+＋]?\s*$")
_JOINED_BEHIND = re.compile(r"\s*(?:[:：∶]\d|[/+＋×]\s*[\dN])")
_QUOTED = re.compile(r"《[^》\n]{1,30}》|“([^“”\n]{1,10})”|\"([^\"\n]{1,10})\"|「([^」\n]{1,10})」")
_VAGUE = re.compile("[近上数几成超逾过][十百千万亿]+$|[数几][十百千万亿]+$")
_SET = re.compile(
    "两个(?:维护|确立|务必|毫不动摇|一百年|结合|大局)|[四三]个(?:意识|自信|全面|伟大|代表|务必|服从|区分)"
    "|一百年|五个一|六个必须|八项规定|四种形态|五位一体|三大|两学一做|三严三实|三项机制|三个必须|两个责任|两项法规"
    "|六项纪律|三年行动|三支队伍|两个市场|两种资源|五项原则|三新一高|两不愁三保障|[一二]次(?:供水|能源|性)|二十四小时|九年义务|三次产业|四个革命|五个统筹|两个健康"
)
_SPAN = re.compile(  # 三年来, 十年禁渔
    r"年(?:[来间前后内期制级任最]|累计|投入|新增|要|建设|经验|改革|以来|分别|[行计规]|[^，。；、\d]{0,4}(?:行动|方案|攻坚)|禁渔|一贯|一体|如一|目标|任务|时间|不|的)"
)
_BEFORE_SPAN = re.compile(
    r"(?:过去|未来|今后|今明|[上下]个|[这近前每头各比较往后新]|第\S{1,3}个|[的了]这?)$"
)
_BEFORE_PHASE = re.compile(
    "(?:[线场厂园区程路桥站目治港库仓馆楼源网房城]|枢纽|平台|泵房|改造|再利用|扩建|提标)"
    "(?:[一二三四五六]期?[、和及])*$"
)
_PRODUCT = re.compile(r"\d{1,2}[×xX]\d{1,2}(?=小时|[，。；]|$)")
_LEADING = re.compile(r"(?:^|[\n，,。；;：:])\s*$")
_TERM = re.compile(r"\s*年期(?![间满])")  # 30年期国债
_PHASED = re.compile("期(?:[工项建改扩整地新]|[、，和及](?:[一二三四五六]期|[^，。；]{0,6}工程))")
_ASPECTS = re.compile(r"\s*个?方面")
_LEVEL = re.compile("级(?!别)")  # 百亿级, 100亿级以上: what they are called
_RATED = re.compile("级(?![别以])")  # 25兆瓦级, 10万吨级: of what size a thing is
_KIND = re.compile("类(?:创?新药|学科|水[质体]|医疗)")  # 1类新药
_AS_NAMED = re.compile(  # 21世纪, 世界500强, 7大产业, 5连增
    f"世纪|连[增冠降涨]|强(?![化制降震弱人势])|大(?=[一-龥])(?![于的小学道]|专(?!项))|{_KIND.pattern}"
)
_OF_AGE = re.compile("(?:及?以[上下])的?(?:人|老|居民|儿童|户籍|群众)")
_FROM_TO = re.compile(r"从\d到[\dN]")
_EDITION = re.compile(r"\d\.0")  # 工业4.0, 方案3.0
_YEARS_ON = re.compile("年(?:[来前间后]|以来|之[前后])")  # 6年来最低, 是5年前的3倍
_HALF = str.maketrans("０１２３４５６７８９．－／％＋", "0123456789.-/%+")
_WIDE = re.compile("[" + "".join(map(chr, _HALF)) + "]")
_TITLE = re.compile(r"\s*(?:政府|工作|年度|述职|总结|部门|预算|报告)")
_BY_TWO = ("人", "名", "位", "成")
_LONGEST = 6  # digits of a number that was counted, without a measure, a comma or a dot

Sensing = Callable[[Token, Measure | None], Sense]


def sensing(text: str) -> Sensing:
    """Return what says of the tokens of this text in which sense each is a number."""
    text = _halved(text)
    quoted = [Span(*found.span()) for found in _QUOTED.finditer(text)]
    dated = [Span(*found.span()) for found in _DATE.finditer(text)]
    marked = tuple(_markers(text))

    def sense(token: Token, measure: Measure | None) -> Sense:
        start = token.span.start
        if _WIDE.search(token.text):
            token = replace(token, text=token.text.translate(_HALF))
        if marked and _holds(marked, start):
            return Sense.MARKER
        if quoted and _holds(quoted, start):
            return Sense.NAME
        if dated and _holds(dated, start):
            return Sense.DATE
        return _sense(text, token, measure)

    return sense


def _halved(text: str) -> str:
    return text.translate(_HALF) if _WIDE.search(text) else text


def _markers(text: str) -> list[Span]:
    """Return where the lines begin with an enumerator."""
    found = []
    start = 0
    for line in text.split("\n"):
        bare = line.lstrip()
        marker = read_marker(bare)
        if marker:
            at = start + len(line) - len(bare)
            found.append(Span(at, at + marker.end))
        start += len(line) + 1
    return found


def _holds(spans: Sequence[Span], place: int) -> bool:
    at = bisect_right(spans, place, key=lambda span: span.start) - 1
    return at >= 0 and place < spans[at].end


def _sense(text: str, token: Token, measure: Measure | None) -> Sense:
    start, end = token.span
    before, behind = text[max(0, start - 14) : start], text[end : end + 12]
    if _PLAN.fullmatch(token.text):
        return Sense.SESSION
    if behind.startswith("大") and _CONGRESS.fullmatch(token.text) and not _is_list(before):
        return Sense.SESSION
    if _SESSIONS.match(behind) and (behind.lstrip()[:1] == "届" or _MEETINGS.search(before)):
        return Sense.SESSION
    if before.rstrip().endswith("第"):
        return Sense.RANK if _is_rank(before, behind) else Sense.ORDINAL
    if before.endswith("前") and _FIRST_OF.match(behind):
        return Sense.RANK
    if _YEAR.fullmatch(token.text.replace(" ", "")) and (
        _AFTER_YEAR.match(behind)
        or (measure is None and (_BEFORE_YEAR.search(before) or _TITLE.match(behind)))
    ):
        return Sense.YEAR
    if _AFTER_DATE.match(behind) and not token.share and len(token.text) <= 4:
        return Sense.DATE
    if _is_enumerator(token, before, behind):
        return Sense.MARKER
    if _DOCUMENTS.match(behind) or _BRACKET.search(before):
        return Sense.NUMBER
    if _ASPECTS.match(behind):
        return Sense.WORD  # 抓好三个方面
    if _TERM.match(behind) or (token.scale and _LEVEL.match(behind)):
        return Sense.NAME
    if measure and measure.name == "年" and _LEADING.search(before) and _goes_on(behind):
        return Sense.WORD  # 五年完成改造: when, and not how many
    if token.masked and _PRODUCT.fullmatch(text, start, end):
        return Sense.NAME  # 7×24小时
    if token.masked:
        return Sense.COUNTED if measure and "某" not in token.text else Sense.NAME
    if token.is_chinese:
        return _of_numeral(text, token, measure)
    return _of_digits(text, token, measure)


def _goes_on(behind: str) -> bool:
    """Say whether words follow in the clause of a span of years that opens it."""
    return _ENDING.match(behind, behind.find("年") + 1) is None


def _is_list(before: str) -> bool:
    return before.endswith(("制定", "实施", "推进", "完成"))  # 实施十大工程


def _is_rank(before: str, behind: str) -> bool:
    if _RANKS.match(behind):
        return _PLACED.search(before) is None
    return _RANKED.search(before) is not None and _ENDING.match(behind) is not None


def _is_enumerator(token: Token, before: str, behind: str) -> bool:
    if len(token.text) > 3 or token.worth is None:
        return False
    if _BRACKETED.search(before) and _CLOSING.match(behind):
        return True
    if token.is_chinese and _LABEL.match(behind):
        return True
    return _LISTED.search(before) is not None and _SEPARATED.match(behind) is not None


def _of_numeral(text: str, token: Token, measure: Measure | None) -> Sense:
    """Tell 三名 and 百分之五 from the numerals in 三农, 十分 and 百姓."""
    start, end = token.span
    if token.share:
        return Sense.COUNTED
    if measure is None or _SET.match(text, start) or _is_name(text, start, end):
        return Sense.WORD
    if _KIND.match(text, end) or (token.text == "二" and measure.name not in _BY_TWO):
        return Sense.WORD  # 二期, 二轮: the second; two are 两
    if token.text == "零" and measure.name in ("部", "件", "次"):  # 零部件
        return Sense.WORD
    if not token.text.strip("十百千万亿萬億") and token.text != "十":
        known = _VAGUE.search(text, max(0, start - 1), end)
        return Sense.COUNTED if known and goes_with_numerals(measure) else Sense.WORD
    return Sense.COUNTED if goes_with_numerals(measure) else Sense.WORD


def _is_name(text: str, start: int, end: int) -> bool:
    """Tell what is called so from what is counted: 二期 of a line, 五年来, 两位数."""
    before = text[max(0, start - 6) : start]
    if text.startswith(("多年", "余年"), end):  # 两千多年来
        end += 1
    if text.startswith("年", end):
        return _SPAN.match(text, end) is not None or _BEFORE_SPAN.search(before) is not None
    if text.startswith("期", end):
        return _BEFORE_PHASE.search(before) is not None or _PHASED.match(text, end) is not None
    return text.startswith("位数", end)


def _is_size(text: str, token: Token, measure: Measure | None) -> bool:
    """Say whether a number is part of what a thing is called: 10万吨级泊位, 方案3.0."""
    if measure is None:
        return _EDITION.fullmatch(token.text) is not None
    return not is_thing(measure.name) and _RATED.match(text, measure.end) is not None


def _of_digits(text: str, token: Token, measure: Measure | None) -> Sense:
    before = text[max(0, token.span.start - 14) : token.span.start]
    behind = text[token.span.end : token.span.end + 12]
    if token.worth is None and not token.share:
        return Sense.NUMBER  # 1.2.3, 2024.123.4
    if _INDEX.search(before) or token.text in _HOTLINES or _WALK.match(behind):
        return Sense.NAME
    if measure is None and _AHEAD.fullmatch(token.text) and _NEAR_YEAR.search(before):
        return Sense.YEAR
    if _LETTER.search(before) and not money_before(before, len(before)):
        return Sense.NAME
    if measure is None and _NAMED.match(behind):
        return Sense.NAME
    if measure and measure.name == "岁" and _OF_AGE.match(text, measure.end):
        return Sense.NAME  # 60岁以上人口
    if measure is None and _FROM_TO.search(text[max(0, token.span.start - 3) : token.span.end + 2]):
        return Sense.NAME  # 从0到1
    if measure and (before.endswith("每") or (before.endswith("新") and measure.name in "年条")):
        return Sense.NAME  # 每50公斤, 新10年纲要, 新36条
    if _AS_NAMED.match(behind) or _YEARS_ON.match(behind) or _is_size(text, token, measure):
        return Sense.NAME
    if _JOINED_BEFORE.search(before) or _JOINED_BEHIND.match(behind):
        return Sense.NAME
    if measure is None and token.text.isdecimal() and len(token.text) > _LONGEST:
        return Sense.NUMBER
    return Sense.COUNTED
