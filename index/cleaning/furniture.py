"""What a web page or a newspaper puts around a report.

Only known lines go, and only where furniture stands: before the text begins and after it ends.
"""

from __future__ import annotations

import re

from index.cleaning.paragraph import Sheet
from index.cleaning.shapes import any_of, ends_sentence, starts_item
from index.model import LineKind, Why

_CLOCK = r"\s*\d{1,2}\s*[:：时]\s*\d{1,2}(?:\s*[:：分]\s*\d{0,2}秒?)?"
_DATE = rf"\d{{4}}\s*[-/.年]\s*\d{{1,2}}\s*[-/.月]\s*\d{{1,2}}\s*日?(?:{_CLOCK})?"
_LABEL = any_of(
    "(?:文章|信息|稿件|新闻)?来源 (?:发布|发表|更新|成文|编辑|公开|生成)?(?:时间|日期) "
    "阅读量 阅读次数 阅读 浏览量 浏览次数 浏览 点击数 点击量 点击 访问量 "
    "责任编辑 责编 编辑 作者 记者 录入 审核 校对 信息员 发布人 发布机构 发布单位 撰稿 供稿 "
    "供稿单位 字号 字体 字体大小 分享 分享到 分享至 关键词 关键字 标签 索引号 主题分类 文号 "
    "保护视力色 视力保护色"
)
_PLACE = r"(?:您的?|当前|你的?|您现在的|您当前的|当前所在)?(?:所在)?位置\s*(?:是)?\s*[:：].*"
_BUTTON = any_of(
    "下载 打印 全屏 收藏 加大 还原 减小 大 中 小 关闭 分享 复制 复制链接 无障碍 长者模式 简体 繁体 "
    "登录 注册 搜索 朗读 默认 网站首页 返回(?:首页|顶部|列表|上一页)? 回到顶部 网站地图 联系我们"
)
_ACTION = r"(?:打印|关闭|收藏|分享|下载|复制)(?:本页|本文|窗口|页面|全文)?"
_RELATED = (
    r"相关(?:报道|文档|链接|附件|新闻|阅读|文章|信息|解读|稿件|推荐|专题|内容)[:：>》\s]*"
    r"|(?:延伸|推荐|热门)阅读[:：>》\s]*"
)
_FACT = rf"(?:{_LABEL})\s*[:：]\s*\S{{0,24}}(?:\s\d{{1,2}}:\d\d(?::\d\d)?)?"
_LINE = re.compile(
    "|".join(
        (
            _PLACE,
            r"首页(?:\s*[>›»＞/→|].*)?|[>›»＞|×✕»«】【\[\]（）()]+",
            _BUTTON,
            rf"{_ACTION}(?:[\s|｜/、】【\[\]]*{_ACTION})*",
            r"[【\[（(]?\s*(?:字号|字体|字体大小)\s*[:：]?\s*[大中小特默认加减还原\s|｜/【】\[\]]*[】\])）]?",
            rf"[【\[（(]?\s*{_FACT}(?:\s{{1,8}}(?:{_FACT}|{_DATE}))*\s*[】\])）]?",
            rf"{_DATE}|(?:{_DATE})?\s*来源\s*[:：].{{0,30}}",
            r"分享到?(?:微信|微博|QQ|朋友圈|新浪微博|空间)?|扫一扫.{0,16}|(?:用|请用)?微信扫.{0,20}",
            r"手机(?:扫码|看|阅读).{0,12}",
            _RELATED,
            r"(?:上|下)一[篇条页则][:：]?.{0,60}|[》>]*点击.{0,12}(?:专题|查看|阅读|进入).{0,12}",
            r"版权所有.{0,60}|(?:主办|承办)单位[:：].{0,60}|[\u4e00-\u9fff]ICP备.{0,40}|技术支持[:：].{0,40}",
        )
    )
)
_CRUMB = re.compile(rf"{_PLACE}|首页")
_WAITING = re.compile(rf"[【\[（(]?\s*(?:{_LABEL})\s*[:：]")
_TAIL = re.compile(
    rf"{_RELATED}|[【\[（(]?\s*(?:责任编辑|责编|编辑)\s*[:：].{{0,12}}|扫一扫.{{0,16}}"
    r"|[【\[]?\s*(?:打印|关闭)(?:本页|本文|窗口|页面)\s*[】\]]?|分享到?(?:微信|微博|朋友圈)?\s*[:：]?"
    r"|版权所有.{0,60}"
)
_SOURCE = re.compile(
    r"[（(]\s*(?:来源|稿件来源|信息来源|文章来源|转自)\s*[:：][^（()）]{1,30}[)）]\s*$"
)
_JUMP = re.compile(r"[（(]?下转第?\s*\d{1,2}\s*版[)）]?|[（(]?上接第?\s*\d{1,2}\s*版[)）]?")
_CAPTION = re.compile(
    r".{0,110}(?:记者|通讯员).{0,24}摄(?:影)?[。）)]?|.{0,60}(?:本报|日报|晚报|新华社).{0,16}记者.{0,16}"
)
_TITLE = re.compile(r"报告|总结|汇报|预算|决算|述职|述廉|计划|讲话")
_HEAD_LINES = 40
_TAIL_LINES = 40


def drop_furniture(sheet: Sheet) -> None:
    """Remove page furniture before and after the report, and newspaper page jumps inside it."""
    for index, paragraph in enumerate(sheet.paragraphs):
        jumps = [match.span() for match in _JUMP.finditer(paragraph.text)]
        if jumps:
            sheet.excise(index, jumps, Why.FURNITURE)
    sheet.tidy()
    lines = [paragraph.text for paragraph in sheet.paragraphs]
    kinds = [paragraph.kind for paragraph in sheet.paragraphs]
    head = _head(lines)
    tail = _tail(lines, kinds)
    sheet.drop({*head, *tail}, Why.FURNITURE)
    if sheet.paragraphs and (source := _SOURCE.search(sheet.paragraphs[-1].text)):
        sheet.excise(len(sheet.paragraphs) - 1, [source.span()], Why.FURNITURE)
        sheet.tidy()


def _head(lines: list[str]) -> set[int]:
    end = _text_begins(lines)
    found = {
        index
        for index in range(end)
        if _LINE.fullmatch(lines[index]) or _CAPTION.fullmatch(lines[index])
    }
    # A date alone may belong to the report; beside other furniture it is the page's.
    dates = {index for index in found if re.fullmatch(_DATE, lines[index])}
    others = found - dates
    found -= {date for date in dates if not any(abs(date - other) <= 3 for other in others)}
    if not found:
        return found
    for index in sorted(found):
        # 「来源：」 with its value on the next line.
        after = index + 1
        if _is_waiting(lines[index]) and after < end and _is_value(lines[after]):
            found.add(after)
    crumbs = [index for index in found if _CRUMB.fullmatch(lines[index])]
    if crumbs:
        # The trail of page names runs from 「您的位置」 to the title.
        for index in range(min(crumbs), end):
            if _TITLE.search(lines[index]) and index not in found:
                break
            if len(lines[index]) <= 16:
                found.add(index)
    return found


def _text_begins(lines: list[str]) -> int:
    for index, text in enumerate(lines[:_HEAD_LINES]):
        if text.startswith(("——", "－－", "—")) or _CAPTION.fullmatch(text):
            continue
        if len(text) > 60 or starts_item(text) or text.startswith(("各位", "同志们")):
            return index
    return min(len(lines), _HEAD_LINES)


def _tail(lines: list[str], kinds: list[LineKind]) -> set[int]:
    """Return the furniture after the text: from the first cue on, if no text follows it."""
    first = max(0, len(lines) - _TAIL_LINES)
    for index in range(first, len(lines)):
        rest = lines[index:]
        if (
            _TAIL.fullmatch(lines[index])
            and index > 0
            and all(kind is LineKind.TEXT for kind in kinds[index:])
            and not any(starts_item(text) and not text.startswith("各位") for text in rest)
            and sum(map(len, rest)) <= 0.2 * sum(map(len, lines[:index]))
        ):
            return set(range(_back(lines, index), len(lines)))
    last = len(lines)
    while (
        last > 1 and _LINE.fullmatch(lines[last - 1]) and not re.fullmatch(_DATE, lines[last - 1])
    ):
        last -= 1
    return set(range(last, len(lines)))


def _back(lines: list[str], index: int) -> int:
    # Furniture that leads up to the cue: 「收藏」「|」 before 「分享到:」.
    while (
        index > 1
        and _LINE.fullmatch(lines[index - 1])
        and not re.fullmatch(_DATE, lines[index - 1])
    ):
        index -= 1
    return index


def _is_waiting(text: str) -> bool:
    return _WAITING.fullmatch(text) is not None


def _is_value(text: str) -> bool:
    return len(text) <= 20 and not _TITLE.search(text) and not ends_sentence(text)
