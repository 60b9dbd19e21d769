"""The words that web pages put around a text: labels, places, dates, tools; what a page states.

One list for the reader of pages and for cleaning. A word alone proves nothing: 打印, 来源 and 地址
stand in reports as well. `pagepieces` and `pagelines` say which lines are made of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.cleaning.shapes import any_of

LONGEST = 400
"""Characters of a line that may be a page's."""

COLON = "[:：丨｜]"
CLOCK = r"\s*\d{1,2}\s*[:：时]\s*\d{1,2}(?:\s*[:：分]\s*\d{0,2}秒?)?"
DATE = rf"\d{{4}}\s*[-/.年]\s*\d{{1,2}}\s*[-/.月]\s*\d{{1,2}}\s*日?(?:{CLOCK})?"
_SOURCE = any_of("(?:文章|信息|稿件|新闻|内容)?来源")
_WHEN = any_of("(?:发布|发表|更新|编辑|公开|上传)?(?:时间|日期)")
_WRITTEN = any_of("(?:成文|生成|发文|印发)(?:时间|日期)")
_PUBLISHER = any_of("(?:信息)?(?:发布|公开|发文|制发|责任|制作)(?:机构|单位|机关|部门)")
LABEL = any_of(
    f"{_SOURCE} {_WHEN} {_WRITTEN} {_PUBLISHER} "
    "阅读量 阅读次数 阅读数 阅读 浏览量 浏览次数 浏览数 浏览 点击次数 点击数 点击量 点击率 点击 "
    "访问次数 访问量 责任编辑 责编 编辑 作者 记者 录入 审核 校对 信息员 发布人 撰稿 供稿 "
    "供稿单位 字号 字体 字体大小 分享 分享到 分享至 关键词 关键字 标签 索引号 主题分类 文号 "
    "保护视力色 视力保护色 发文字号 发布文号 主题词 信息分类 公开方式 公开范围 公开形式 组配分类 "
    "体裁分类 有效性 责任校对 初审 复审 终审 一审 二审 三审 网站标识码"
)
"""What stands before a colon, a report's own labels among it (作者, 时间)."""

SURE_LABEL = any_of(
    "(?:文章|信息|稿件|新闻)来源 (?:发布|发表|更新|生成)(?:时间|日期) 阅读量 阅读次数 浏览量 "
    "浏览次数 点击数 点击量 访问量 责任编辑 责编 索引号 主题分类 保护视力色 视力保护色 网站标识码"
)
"""Those of them that only pages have."""

_STANDS = r"的?(?:所在|所处)?的?位置\s*[是为]?\s*[:：]"
PLACE = rf"[您你]?(?:现在|当前|目前)?{_STANDS}.*"
"""Where a page stands on its site; a report may name a place so."""

SURE_PLACE = (
    rf"(?:[您你](?:现在|当前|目前)?|现在|当前|目前){_STANDS}.*|(?:所在)?位置\s*[:：].*[>›»＞].*"
)
SIZES = r"[大中小特默认加减还原\s|｜/【】\[\]]*"
ACTION = r"(?:打印|关闭|收藏|分享|下载|复制)"
"""What a page does; with what it does it to, it is no word of a report: 打印本页."""

SHARED = "微信 微博 QQ 朋友圈 新浪微博 空间 QQ空间"
TOOLS = "下载 打印 全屏 收藏 加大 还原 减小 关闭 分享 复制 简体 繁体 登录 注册 朗读"
"""Buttons; three in a row are a tool bar."""

VALUE = r"[^\s|｜丨【】\[\]]{0,30}"
OWN_VALUE = rf"(?:(?!{LABEL}\s*{COLON})[^\s|｜丨【】\[\]]){{0,30}}"
"""What a label says, up to the next label."""

_STATED = re.compile(
    rf"(?P<source>{_SOURCE})|(?P<when>{_WHEN})|(?P<written>{_WRITTEN})"
    rf"|(?P<publisher>{_PUBLISHER})"
)
_STATEMENT = re.compile(rf"(?P<label>{LABEL}|公开时限)\s*{COLON}\s*(?P<value>{DATE}|{OWN_VALUE})")
_TERMS = re.compile(
    r"(?:免责|版权|郑重|特别|网站)(?:声明|说明)\s*[:：]|转载[^。]{0,12}(?:注明|授权|许可)|如有侵权"
    r"|未经[^。]{0,10}(?:授权|许可|同意)[^。]{0,8}(?:转载|使用|复制|摘编|镜像)|版权(?:归|所有|均属)"
    r"|(?:IE|[Cc]hrome|谷歌|火狐)[^。]{0,16}浏览器|\d{3,4}\s*[*×xX]\s*\d{3,4}[^。]{0,6}(?:分辨率|浏览)"
    r"|不代表本[网站]|与本[网站]无关|本?网站由.{0,20}(?:主办|承办|维护)|本站由.{0,20}(?:主办|承办|维护)"
    r"|网友评论[^。]{0,12}(?:仅|不)|请[^。]{0,16}文明上网"
    r"|网站标识码\s*[:：]|公网安备\s*\d|ICP备\s*\d"
    r"|知识共享\s*署名|CC[ -]BY|GNU自由文档|公有领域|维基(?:百科|文库|媒体)®"
    r"|附加条款[^。]{0,12}(?:应用|详情|参阅)"
)
_TERMS_LENGTH = 240  # characters of a paragraph about a site's terms
# What the table above a document says of it; the first are said of nothing else.
_DOCUMENT = re.compile(
    r"索引号?|信息索引号|(?:发布|发文|公开|制发)(?:机构|机关)|主题分类|(?:公开|成文|发文|生成)日期"
    r"|(?:发文字|发布文|文)号|主题词|(?:公开|信息)(?:方式|范围|类别|形式|分类|名称)|有效性|组配分类"
)
_BESIDE = re.compile(
    r"名称|标题|文件名称|分类|体裁|内容概述|关键词|发布(?:日期|时间|单位)|有效期|(?:废止|失效|生效)日期"
    r"|公开时限|来源|责任(?:单位|部门)|服务对象|备注|信息来源"
)


class Statement(NamedTuple):
    """What a page says of its text: `what` is source, when, written or publisher."""

    what: str
    value: str


def is_terms(text: str) -> bool:
    """Say whether a text speaks of the site's terms: copyright, licences, browsers."""
    return len(text) <= _TERMS_LENGTH and _TERMS.search(text) is not None


def is_about_document(label: str) -> bool | None:
    """Say whether a cell names a property of a published document (索引号, 发布机构).

    None where it may (名称, 分类), which other tables have as well.
    """
    bare = re.sub(r"[\s:：]", "", label)
    if _DOCUMENT.fullmatch(bare):
        return True
    return None if _BESIDE.fullmatch(bare) else False


def statements(line: str) -> Iterator[Statement]:
    """Yield what a line says of source, dates and publisher, in order."""
    for found in _STATEMENT.finditer(line[:LONGEST]):
        what = stated_by(found["label"])
        if what and found["value"].strip():
            yield Statement(what, found["value"].strip())


def stated_by(label: str) -> str | None:
    """Return what a label is for, as in `Statement`; None where it is for anything else."""
    found = _STATED.fullmatch(re.sub(r"[\s:：]", "", label))
    return found.lastgroup if found else None
