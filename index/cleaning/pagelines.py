"""The words of web pages and newspapers around a report, line by line.

Some lines can only be a page's: 「您的位置：…」, 「责任编辑：…」. Others a report may have as well,
「作者：…」, 「主办单位：…」, 「下载」: they are a page's only beside the first.
"""

from __future__ import annotations

import re
from enum import IntEnum

from index.cleaning.pagewords import CLOCK, DATE, is_contact, is_furniture
from index.cleaning.shapes import any_of


class Furniture(IntEnum):
    """How certain it is that a line belongs to the page."""

    NONE = 0
    DATE = 1  # a report may be dated
    FACT = 2  # a report may name its author
    BUTTON = 3  # a word or a sign alone on its line
    SURE = 4


_LONGEST = 200  # characters of a line
_MEDIUM = (
    r"[^，。；：:]{0,24}(?:(?<![年简通汇月季])报|[日晚晨]报\S{0,6}|网|社|电视台|广播|电台|客户端"
    r"|公众号|微信|融媒体中心|新闻|周刊|杂志"
    r"|发布|[Aa][Pp][Pp])"
)
_LABEL = any_of(
    "来源 (?:发布|发表|更新|成文|编辑|公开|生成)?(?:时间|日期) 编辑 作者 记者 录入 审核 校对 "
    "信息员 发布人 发布机构 发布单位 撰稿 供稿 供稿单位 字号 字体 字体大小 分享 分享到 分享至 "
    "关键词 关键字 标签 文号"
)
_SURE_LABEL = any_of(
    "(?:文章|信息|稿件|新闻)来源 (?:发布|发表|更新|生成)(?:时间|日期) 阅读量 阅读次数 浏览量 "
    "浏览次数 点击数 点击量 访问量 责任编辑 责编 索引号 主题分类 保护视力色 视力保护色 网站标识码"
)
_SURE_FACT = (
    rf"{_SURE_LABEL}\s*[:：]\s*\S{{0,24}}(?:{CLOCK})?"
    rf"|(?:浏览|阅读|点击)\s*[:：]?\s*\d+\s*次?|来源\s*[:：]\s*{_MEDIUM}"
)
_FACT = rf"(?:{_LABEL})\s*[:：]\s*\S{{0,24}}(?:{CLOCK})?"
_FACTS = re.compile(
    rf"[【\[（(]?\s*(?:{_SURE_FACT}|{_FACT}|{DATE})(?:\s{{1,8}}(?:{_SURE_FACT}|{_FACT}"
    rf"|{DATE}))*\s*[】\])）]?"
)
_PLACE = (
    r"(?:您|你|当前|您现在|您当前|当前所在|您所在)(?:的)?(?:所在)?位置\s*(?:是)?\s*[:：].*"
    r"|(?:所在)?位置\s*[:：].*[>›»＞].*"
)
_SIZES = r"[大中小特默认加减还原\s|｜/【】\[\]]*"
_PAGE_ACTION = r"(?:打印|关闭|收藏|分享|下载|复制)(?:本页|本文|此文|窗口|页面|全文)"
_RELATED = (
    r"相关(?:报道|新闻|阅读|文章|稿件|推荐|文档|链接)\s*[:：>》\s]*"
    r"|相关(?:附件|解读|专题)\s*[>》]+|(?:延伸|推荐|热门)阅读\s*[:：>》]+"
)
_SHARED = any_of("微信 微博 QQ 朋友圈 新浪微博 空间 QQ空间")
_SURE = re.compile(
    "|".join(
        (
            _PLACE,
            r"首页(?:\s*[>›»＞/→|].*)?",
            rf"[【\[]?\s*{_PAGE_ACTION}(?:[\s|｜/、】【\[\]]*{_PAGE_ACTION})*\s*[】\]]?",
            rf"[【\[（(]?\s*(?:字号|字体|字体大小)\s*[:：]?\s*{_SIZES}[】\])）]?",
            rf"分享到?(?:{_SHARED}|\s*[:：])",
            r"(?:请?用|打开)?(?:微信)?扫一扫[，,\s]*(?:在?手机(?:上)?(?:打开|观?看|浏览|阅读|查看)"
            r"|分享|关注).{0,8}",
            r"手机(?:扫码|扫一扫)?(?:打开|观?看|浏览|阅读|查看)(?:本页|本文|此页|当前页|页面|新闻)",
            _RELATED,
            r"(?:上|下)一[篇条则页]\s*[:：].{0,60}|(?:上|下)一篇\s+.{0,60}",
            r"[》>]*点击(?:图片|此处|这里).{0,12}(?:专题|查看|阅读|进入).{0,12}",
            r"(?:©\s*)?版权所有(?:\s*[:：©\s].{0,60})?|(?:©|[Cc]opyright).{0,60}",
            r".{0,6}ICP备.{0,40}|.{0,4}公网安备.{0,40}",
            "无障碍|长者模式|网站首页|网站地图|返回(?:首页|顶部|列表|上一页)|回到顶部|设为首页"
            "|加入收藏",
        )
    )
)
_BUTTON = re.compile(
    any_of(
        "下载 打印 全屏 收藏 加大 还原 减小 大 中 小 关闭 分享 复制 复制链接 简体 繁体 登录 注册 "
        "搜索 朗读 默认 返回 联系我们 扫一扫 微信 微博 新浪微博 朋友圈 QQ空间 "
        "(?:上|下)一[篇条则页] (?:延伸|推荐|热门)阅读"
    )
    + r"|[>›»＞|×✕»«】【\[\]（()）]+"
    + r"|相关(?:附件|信息|解读|专题|内容)[:：\s]*"
    + r"|(?:主办|承办)单位\s*[:：].{0,60}|技术支持\s*[:：].{0,40}"
)
_PRESSED = re.compile(
    any_of("下载 打印 全屏 收藏 加大 还原 减小 关闭 分享 复制 简体 繁体 登录 注册 朗读")
)
_CRUMB = re.compile(rf"{_PLACE}|首页")
_ONLY_DATE = re.compile(DATE)
_STATED = re.compile(_SURE_FACT)
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
_WAITING = re.compile(rf"[【\[（(]?\s*(?:{_LABEL}|{_SURE_LABEL})\s*[:：]")


def grade(text: str) -> Furniture:
    """Say how certain it is that a line is a page's, by its words alone."""
    if len(text) > _LONGEST:
        return Furniture.NONE
    if _SURE.fullmatch(text) or is_caption(text):
        return Furniture.SURE
    if _ONLY_DATE.fullmatch(text):
        return Furniture.DATE
    if _FACTS.fullmatch(text):
        return Furniture.SURE if _STATED.search(text) else Furniture.FACT
    if _BUTTON.fullmatch(text):
        return Furniture.BUTTON
    # Lines of several pieces: addresses, links and counts go with what is certain.
    if is_furniture(text):
        return Furniture.SURE if _STATED.search(text) else Furniture.FACT
    return Furniture.FACT if is_contact(text) else Furniture.NONE


def is_pressed(text: str) -> bool:
    """Say whether a line is a tool of the page; three in a row are a tool bar."""
    return _PRESSED.fullmatch(text) is not None


def is_crumb(text: str) -> bool:
    """Say whether a line begins the trail of page names."""
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
