"""The lines of web pages and newspapers around a report, each graded by its words alone.

Some lines can only be a page's: 「您的位置：…」, 「责任编辑：…」. Others a report may have as well,
「作者：…」, 「主办单位：…」, 「下载」: they are a page's only beside the first.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from index.cleaning.pagepieces import made_of_furniture
from index.cleaning.pagewords import (
    ACTION,
    CLOCK,
    COLON,
    DATE,
    LABEL,
    LONGEST,
    PLACE,
    SHARED,
    SIZES,
    SURE_LABEL,
    SURE_PLACE,
    TOOLS,
)
from index.cleaning.shapes import any_of


class Furniture(Enum):
    """How certain it is that a line belongs to the page."""

    NONE = auto()
    CONTACT = auto()  # an address, a telephone, a link: a report's own as well
    DATE = auto()  # a report may be dated
    FACT = auto()  # a report may name its author
    BUTTON = auto()  # a word or a sign alone on its line
    SURE = auto()


_MEDIUM = (
    r"[^，。；：:]{0,24}(?:(?<![年简通汇月季])报|[日晚晨]报\S{0,6}|网|社|电视台|广播|电台|客户端"
    r"|公众号|微信|融媒体中心|新闻|周刊|杂志"
    r"|发布|[Aa][Pp][Pp])"
)
_SURE_FACT = (
    rf"{SURE_LABEL}\s*{COLON}\s*\S{{0,24}}(?:{CLOCK})?"
    rf"|(?:浏览|阅读|点击)\s*[:：]?\s*\d+\s*次?|来源\s*[:：]\s*{_MEDIUM}"
)
_FACT = rf"{LABEL}\s*{COLON}\s*\S{{0,24}}(?:{CLOCK})?"
_FACTS = re.compile(
    rf"[【\[（(]?\s*(?:{_SURE_FACT}|{_FACT}|{DATE})(?:\s{{1,8}}(?:{_SURE_FACT}|{_FACT}"
    rf"|{DATE}))*\s*[】\])）]?"
)
_STATED = re.compile(_SURE_FACT)
_RELATED = (
    r"相关(?:报道|新闻|阅读|文章|稿件|推荐|文档|链接)\s*[:：>》\s]*"
    r"|相关(?:附件|解读|专题)\s*[>》]+|(?:延伸|推荐|热门)阅读\s*[:：>》]+"
)
_NEIGHBOUR = "(?:上|下)一[篇条则页]"
_PAGE_ACTION = rf"{ACTION}(?:本页|本文|此文|窗口|页面|全文)"
_SURE = re.compile(
    "|".join(
        (
            SURE_PLACE,
            r"首页(?:\s*[>›»＞/→|].*)?",
            rf"[【\[]?\s*{_PAGE_ACTION}(?:[\s|｜/、】【\[\]]*{_PAGE_ACTION})*\s*[】\]]?",
            rf"[【\[（(]?\s*(?:字号|字体|字体大小)\s*[:：]?\s*{SIZES}[】\])）]?",
            rf"分享到?(?:{any_of(SHARED)}|\s*[:：])",
            r"(?:请?用|打开)?(?:微信)?扫一扫[，,\s]*(?:在?手机(?:上)?(?:打开|观?看|浏览|阅读|查看)"
            r"|分享|关注).{0,8}",
            r"手机(?:扫码|扫一扫)?(?:打开|观?看|浏览|阅读|查看)(?:本页|本文|此页|当前页|页面|新闻)",
            _RELATED,
            rf"{_NEIGHBOUR}\s*[:：].{{0,100}}|(?:上|下)一篇\s+.{{0,60}}",
            r"[》>]*点击(?:图片|此处|这里).{0,12}(?:专题|查看|阅读|进入).{0,12}",
            r"(?:©\s*)?版权所有(?:\s*[:：©\s].{0,60})?|(?:©|[Cc]opyright).{0,60}",
            r".{0,6}ICP备.{0,40}|.{0,4}公网安备.{0,40}",
            r"取自\s*[“\"]?\s*https?://\S*|本页面最后(?:修订|编辑|更新)于.{0,60}",
            "无障碍|长者模式|网站首页|网站地图|返回(?:首页|顶部|列表|上一页)|回到顶部|设为首页"
            "|加入收藏",
        )
    )
)
_BUTTON = re.compile(
    any_of(
        f"{TOOLS} 大 中 小 复制链接 搜索 默认 返回 联系我们 扫一扫 微信 微博 新浪微博 朋友圈 "
        f"QQ空间 {_NEIGHBOUR}"
    )
    + r"|[>›»＞|×✕»«】【\[\]（()）]+"
    + r"|相关(?:附件|信息|解读|专题|内容)[:：>》\s]*|(?:延伸|推荐|热门)阅读[:：>》\s]*"
    + r"|(?:主办|承办)单位\s*[:：].{0,60}|技术支持\s*[:：].{0,40}"
)
_DONE_TO = r"(?:本页|此页|本文|本?窗口|本?页面|全文|文章|本?网页)?"
# Of a page more likely than of a report, whose sentences may begin so.
_LOOSE = re.compile(
    "|".join(
        (
            PLACE,
            rf"{ACTION}{_DONE_TO}(?:[\s|｜/、】【\[\]]*{ACTION}{_DONE_TO})*",
            rf"(?:{DATE})?\s*来源\s*[:：].{{0,30}}",
            r"分享到|扫一扫.{0,16}|(?:用|请用)?微信扫.{0,20}|手机(?:扫码|看|阅读).{0,12}",
            r"(?:上|下)一篇.{0,60}|版权所有.{0,60}",
            r"[》>]*点击.{0,12}(?:专题|查看|阅读|进入).{0,12}",
            r"欢迎(?:访问|光临|来到).{0,24}(?:网|网站|门户|平台|频道)[！!。]?",
            r"今天是\s*[:：]?\s*(?:\d{4}\s*年.{0,24}|星期.)",
        )
    )
)
_PRESSED = re.compile(any_of(TOOLS))
_CRUMB = re.compile(rf"{PLACE}|首页")
_WAITING = re.compile(rf"[【\[（(]?\s*{LABEL}\s*{COLON}")
_ONLY_DATE = re.compile(DATE)
# Under its title a report says so when it was given; pages date themselves without brackets.
_GIVEN = re.compile(r"[（(]\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*[)）]")
_RELATES = re.compile(_RELATED)
_STEP = re.compile(r"[>›»＞→]+")
_NAME = r"[\u4e00-\u9fff·]{1,4}"
_REPORTER = (
    r"(?:本报|[日晚晨早时]报|新华社|[社台网]|客户端|(?:全|融)媒体)(?:全媒体|融媒体|特派|首席)?"
    r"(?:记者|通讯员)"
)
_CAPTION = re.compile(
    rf".{{0,110}}(?:{_REPORTER}[\s:：]*|(?:记者"
    rf"|通讯员)[\s:：]+){_NAME}(?:[\s、]*{_NAME}){{0,3}}\s*(?<![拍航])摄(?:影)?[。）)]?"
    rf"|.{{0,60}}{_REPORTER}[\s:：]+{_NAME}(?:[\s、]+{_NAME}){{0,3}}(?:\s*报道)?"
)
_CREDIT = re.compile(
    rf"[（(]\s*(?:来源|稿件来源|信息来源|文章来源|转自)\s*[:：]\s*{_MEDIUM}\s*[)）]\s*$"
)


def grade(text: str) -> Furniture:
    """Say how certain it is that a line is a page's, by its words alone."""
    return Furniture.SURE if is_caption(text) else _graded(text)


def is_furniture(text: str) -> bool:
    """Say whether a line is made of nothing but the words of a web page's furniture.

    A date is, though alone it may belong to a report: `is_date` says so.
    """
    return _graded(text) not in (Furniture.NONE, Furniture.CONTACT)


def is_contact(text: str) -> bool:
    """Say whether a line is made of words that go with furniture: an address, a telephone."""
    return _graded(text) is Furniture.CONTACT


def is_date(text: str) -> bool:
    """Say whether a line is a date and nothing else."""
    return _ONLY_DATE.fullmatch(text) is not None


def is_pressed(text: str) -> bool:
    """Say whether a line is a tool of the page; three in a row are a tool bar."""
    return _PRESSED.fullmatch(text) is not None


def is_crumb(text: str) -> bool:
    """Say whether a line begins the trail of page names: 「您的位置：首页」."""
    return _CRUMB.fullmatch(text) is not None


def is_step(text: str) -> bool:
    """Say whether a line is the arrow between two page names."""
    return _STEP.fullmatch(text) is not None


def is_related(text: str) -> bool:
    """Say whether other pages are listed below a line."""
    return _RELATES.fullmatch(text) is not None


def is_waiting(text: str) -> bool:
    """Say whether a line is a label whose value must follow: 「来源：」."""
    return _WAITING.fullmatch(text) is not None


def is_caption(text: str) -> bool:
    """Say whether a line is a picture's caption or a reporter's byline: 「本报记者 某某 摄」."""
    return _CAPTION.fullmatch(text) is not None


def without_source(text: str) -> int:
    """Return where a text's closing 「（来源：某报）」 begins; its length where there is none."""
    found = _CREDIT.search(text)
    return found.start() if found else len(text)


def _graded(text: str) -> Furniture:
    """Grade a line that is no caption."""
    if len(text) > LONGEST or _GIVEN.fullmatch(text):
        return Furniture.NONE
    if _SURE.fullmatch(text):
        return Furniture.SURE
    if is_date(text):
        return Furniture.DATE
    if _FACTS.fullmatch(text):
        return Furniture.SURE if _STATED.search(text) else Furniture.FACT
    if _BUTTON.fullmatch(text):
        return Furniture.BUTTON
    pieces = made_of_furniture(text)
    if pieces or _LOOSE.fullmatch(text):
        return Furniture.SURE if _STATED.search(text) else Furniture.FACT
    return Furniture.NONE if pieces is None else Furniture.CONTACT
