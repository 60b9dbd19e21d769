"""Advertising of text libraries and ghost writers: whole lines, and brackets inside a paragraph.

A report may well speak of its own 公众号; only lines that sell something to the reader go.
"""

from __future__ import annotations

import re

from index.cleaning.paragraph import Sheet
from index.cleaning.shapes import any_of, starts_item
from index.model import LineKind, Why

_CHANNEL = any_of(
    "公众号 微信群 微信 [vVＶ]信 薇信 会员群 QQ群 ＱＱ群 [qQ]{2} 扣群 社群 知识星球 小程序 "
    "二维码 素材库 资料库 范文库 文库 范文网 公文网 网盘 网址 客服"
)
_CALL = any_of(
    "关注 扫码 扫描 扫一扫 长按 添加 加入 加群 加微 请加 搜索 搜一搜 回复 点击 订阅 咨询 联系 "
    "欢迎 免费 领取 获取 下载 进群 入群 购买 开通 更多 私信 识别"
)
_WARES = any_of(
    "范文 素材 材料 公文 文稿 讲话稿 述职 总结 资料 代笔 代写 写作 笔杆 会员 原创 PPT ppt 课件 "
    "全文 文章 稿件 干货"
)
_CERTAIN = re.compile(
    any_of(
        "代写代笔 代笔代写 代笔服务 代写服务 会员群 入会员 加会员 开通会员 "
        "(?:提供|承接|专业|接受)[^。]{0,12}代[写笔] "
        "(?:全网|海量)[^。]{0,10}(?:素材|范文|文稿|公文) "
        "(?:以上|下列|剩余|全部)(?:内容|部分|正文)?[^。]{0,6}(?:付费|会员)(?:可见|查看|后) "
        "(?:此处|以下|本文)[^。]{0,8}(?:付费内容|隐藏内容) "
        "侵权必究 转载请注明 会员专享 VIP会员 开通VIP 每日更新 请勿照搬 仅供学习参考 剩余\\d+[%％] "
        "尽在[^。]{0,14}(?:公文|公众号|网|素材|文库) 点击下载 下载全文 下载地址 "
        "(?:素材|范文|资料|文档|本文)来源\\s*[:：]"
    )
    + r"|(?:本文|文章|文档|资料|材料|原文)(?:来源于|来自|由)"
    r"[^。]{0,24}(?:网|公众号|素材库|文库|整理|提供|分享)"
)
_SELLING = re.compile(f"{_CALL}[^。；]{{0,24}}{_CHANNEL}|{_CHANNEL}[^。；]{{0,24}}{_CALL}")
_NAMED = re.compile(rf"[—\-－_*★☆◆●▲·~～=\s【\[（(]*{_CHANNEL}(?:号|名称|名)?\s*[:：]\s*\S{{1,40}}")
_GOODS = re.compile(_WARES)
_BRACKET = re.compile(r"[（(【\[][^（()）【】\[\]]{4,90}[)）】\]]")
_TAIL = re.compile(r"(?<=[。！？])[^。！？]{4,90}[。！？]?$")
_SENTENCE = re.compile(r"[^。！？]+[。！？]*[”」』）)】》]*")
_RULE = "—－-_=*★☆◆●▲·~～> \t\u3000"  # what advertising lines are dressed with
_ADDRESS = re.compile(r"https?://\S+|www\.[\w.\-/]+")
_LONGEST = 120  # characters of an advertising line


def drop_adverts(sheet: Sheet) -> None:
    """Remove advertising."""
    whole: list[int] = []
    for index, paragraph in enumerate(sheet.paragraphs):
        if paragraph.kind is LineKind.TABLE:
            continue
        if not _BRACKET.fullmatch(paragraph.text):
            selling = [
                match.span()
                for match in _BRACKET.finditer(paragraph.text)
                if _sells(match[0].strip("（()）【】[]"), alone=False)
            ]
            if selling:
                sheet.excise(index, selling, Why.ADVERT)
            tail = _TAIL.search(sheet.paragraphs[index].text)
            if tail and _sells(tail[0], alone=False):
                sheet.excise(index, [tail.span()], Why.ADVERT)
        pieces = _SENTENCE.findall(sheet.paragraphs[index].text)
        if pieces and all(_sells(piece, alone=True) for piece in pieces):
            whole.append(index)
    sheet.drop(whole, Why.ADVERT)
    sheet.tidy()


def _sells(text: str, *, alone: bool) -> bool:
    text = text.strip(_RULE)
    if len(text) > _LONGEST or starts_item(text):
        return False
    if _CERTAIN.search(text):
        return alone or _GOODS.search(text) is not None
    if (
        alone
        and _ADDRESS.search(text)
        and len(_ADDRESS.sub("", text)) <= 40
        and not _narrates(text)
    ):
        return True
    if not alone:
        return bool(_SELLING.search(text) and _GOODS.search(text) and not _narrates(text))
    if _NAMED.fullmatch(text):
        return True
    return bool(
        _SELLING.search(text) and (_GOODS.search(text) or len(text) <= 40)
    ) and not _narrates(text)


def _narrates(text: str) -> bool:
    # 「引导群众关注微信公众号」 is a report speaking, not an advertisement to its reader.
    return _REPORTS.search(text) is not None


_REPORTS = re.compile(
    any_of("引导 开通 开设 建立 运营 群众 党员 职工 居民 企业 同比 全年 累计 宣传")
    + r"|[0-9×X*]+\s*[篇次条余万人期]"
)
