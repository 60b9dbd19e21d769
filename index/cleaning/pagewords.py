"""The words that web pages put around a text, in one list for the reader of pages and for cleaning.

A line is furniture where it is made of such words only; a word alone proves nothing: 打印, 来源 and
地址 stand in reports as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.cleaning.shapes import any_of

_COLON = "[:：丨｜]"
CLOCK = r"\s*\d{1,2}\s*[:：时]\s*\d{1,2}(?:\s*[:：分]\s*\d{0,2}秒?)?"
DATE = rf"\d{{4}}\s*[-/.年]\s*\d{{1,2}}\s*[-/.月]\s*\d{{1,2}}\s*日?(?:{CLOCK})?"
_SOURCE = any_of("(?:文章|信息|稿件|新闻|内容)?来源")
_WHEN = any_of("(?:发布|发表|更新|编辑|公开|上传)?(?:时间|日期)")
_WRITTEN = any_of("(?:成文|生成|发文|印发)(?:时间|日期)")
_PUBLISHER = any_of("(?:信息)?(?:发布|公开|发文|制发|责任|制作)(?:机构|单位|机关|部门)")
_LABEL = any_of(
    f"{_SOURCE} {_WHEN} {_WRITTEN} {_PUBLISHER} "
    "阅读量 阅读次数 阅读数 阅读 浏览量 浏览次数 浏览数 浏览 点击次数 点击数 点击量 点击率 点击 "
    "访问次数 访问量 责任编辑 责编 编辑 作者 记者 录入 审核 校对 信息员 发布人 撰稿 供稿 "
    "供稿单位 字号 字体 字体大小 分享 分享到 分享至 关键词 关键字 标签 索引号 主题分类 文号 "
    "保护视力色 视力保护色 发文字号 发布文号 主题词 信息分类 公开方式 公开范围 公开形式 组配分类 "
    "体裁分类 有效性 责任校对 初审 复审 终审 一审 二审 三审"
)
_PLACE = r"[您你]?(?:现在|当前|目前)?的?(?:所在|所处)?的?位置\s*[是为]?\s*[:：].*"
_BUTTON = any_of(
    "下载 打印 全屏 收藏 加大 还原 减小 大 中 小 关闭 分享 复制 复制链接 无障碍 长者模式 简体 繁体 "
    "登录 注册 搜索 朗读 默认 网站首页 返回(?:首页|顶部|列表|上一页)? 回到顶部 网站地图 联系我们"
)
_ACTION = r"(?:打印|关闭|收藏|分享|下载|复制)(?:本页|此页|本文|本?窗口|本?页面|全文|文章|本?网页)?"
RELATED = (
    r"相关(?:报道|文档|链接|附件|新闻|阅读|文章|信息|解读|稿件|推荐|专题|内容)[:：>》\s]*"
    r"|(?:延伸|推荐|热门)阅读[:：>》\s]*"
)
_FACT = rf"(?:{_LABEL})\s*{_COLON}\s*\S{{0,24}}(?:\s\d{{1,2}}:\d\d(?::\d\d)?)?"
_LINE = re.compile(
    "|".join(
        (
            _PLACE,
            r"首页(?:\s*[>›»＞/→|].*)?|[>›»＞|×✕»«】【\[\]（）()]+",
            _BUTTON,
            rf"{_ACTION}(?:[\s|｜/、】【\[\]]*{_ACTION})*",
            r"[【\[（(]?\s*(?:字号|字体|字体大小)\s*[:：]?\s*[大中小特默认加减还原\s|｜/【】\[\]]*[】\])）]?",
            rf"[【\[（(]?\s*{_FACT}(?:\s{{1,8}}(?:{_FACT}|{DATE}))*\s*[】\])）]?",
            rf"{DATE}|(?:{DATE})?\s*来源\s*[:：].{{0,30}}",
            r"分享到?(?:微信|微博|QQ|朋友圈|新浪微博|空间)?|扫一扫.{0,16}|(?:用|请用)?微信扫.{0,20}",
            r"手机(?:扫码|看|阅读).{0,12}",
            RELATED,
            r"(?:上|下)一[篇条页则](?:\s*[:：].{0,100})?|(?:上|下)一篇.{0,60}",
            r"[》>]*点击.{0,12}(?:专题|查看|阅读|进入).{0,12}",
            r"版权所有.{0,60}|(?:主办|承办)单位[:：].{0,60}|[\u4e00-\u9fff]ICP备.{0,40}|技术支持[:：].{0,40}",
            r"欢迎(?:访问|光临|来到).{0,24}(?:网|网站|门户|平台|频道)[！!。]?",
            r"今天是\s*[:：]?\s*(?:\d{4}\s*年.{0,24}|星期.)",
            r"取自\s*[“\"]?\s*https?://\S*|本页面最后(?:修订|编辑|更新)于.{0,60}",
        )
    )
)
_CRUMB = re.compile(rf"{_PLACE}|首页")
_WAITING = re.compile(rf"[【\[（(]?\s*(?:{_LABEL})\s*{_COLON}")
_ONLY_DATE = re.compile(DATE)

# What a line of several pieces is made of. The strong ones stand on web pages only.
_VALUE = r"[^\s|｜丨【】\[\]]{0,30}"
_OWN_VALUE = rf"(?:(?!{_LABEL}\s*{_COLON})[^\s|｜丨【】\[\]]){{0,30}}"
_STRONG = re.compile(
    "|".join(
        (
            rf"(?:{_LABEL})\s*{_COLON}\s*(?:{DATE}|{_OWN_VALUE})",
            r"(?:阅读|浏览|点击|访问)(?:量|数|次数)?\s*[\[(（【]?\d+[\])）】]?\s*次?",
            r"\d+\s*(?:次|人)(?:浏览|阅读|点击|访问)",
            r"(?:字号|字体)(?:大小|调整)?|视力保护色|保护视力色",
            r"分享让更多人看到|分享(?:到|至)\s*[:：]?",
            _ACTION,
            r"(?:我要)?纠错|阅读原文|扫一扫\S{0,16}",
            r"(?:主办|承办|协办|运维|(?:建设|运行|管理)?维护|制作|技术支持)(?:单位|部门)?\s*[:：]\s*"
            + _VALUE,
            r"版权所有\s*[:：©]?\s*" + _VALUE,
            r"(?:政府)?网站标识码\s*[:：]?\s*[A-Za-z0-9]{4,14}",
            r"(?:(?:ICP)?备案(?:号|序号)?\s*[:：]\s*)?[\u4e00-\u9fff]?\s*ICP备(?:案号?)?\s*[:：]?"
            r"\s*[0-9A-Za-z]{0,20}\s*号?(?:-\d{1,4})?",
            r"[\u4e00-\u9fff]?公网安备(?:案号?)?\s*[:：]?\s*\d{0,20}\s*号?",
            r"(?:(?i:copyright)\s*(?:©|\([cC]\))?|©)\s*[\d\-—–]{0,9}\s*" + _VALUE,
            r"(?i:all\s+rights\s+reserved)\.?",
            r"(?:违法和?不良信息)?举报(?:电话|热线|邮箱|中心)\s*[:：]?\s*" + _VALUE,
            r"您是第\s*\d{1,10}\s*位访(?:客|问者)",
            "跳(?:转到|至)(?:导航|搜索|内容)",
            "(?:网站|站点)(?:首页|导航|地图|声明)|首页|联系我们|关于我们|返回(?:首页|顶部|列表)",
            "无障碍(?:浏览|阅读)?|适老化|长者(?:模式|助手|版)|(?:繁體|繁体|简体)版?|智能问答|English",
            r"本?网站(?:已)?支持IPv6",
        )
    )
)
_WEAK = re.compile(
    "|".join(
        (
            DATE,
            "超大|特大|大|中|小|默认|标准|正常|放大|缩小|复位|还原|加大|减小|A[+-]",
            "新浪微博|腾讯微博|微博|微信好友|微信|QQ空间|QQ好友|QQ|朋友圈|豆瓣|人人网|百度贴吧|钉钉|更多",
            "复制链接|登录|注册|搜索|朗读|返回",
            r"(?:单位|办公|通讯|联系)?(?:地\s*址|电\s*话|邮\s*编|传\s*真)\s*[:：]\s*" + _VALUE,
            r"(?:邮政编码|电子邮箱|邮箱|网站管理)\s*[:：]\s*" + _VALUE,
            r"(?:运维|咨询|监督|服务|值班|举报)电话\s*[:：]\s*" + _VALUE,
            "(?:政府)?信息公开|政务公开|(?:政务|办事|便民|在线|公共)服务|(?:网上|在线)办事",
            "互动交流|政民互动|公众参与|(?:新闻|资讯)中心|(?:新闻|工作|政务)动态|(?:通知|公示)公告",
            r"走进[\u4e00-\u9fff]{2,6}|机构(?:设置|职能)|领导之窗|专题专栏|政策法规|数据(?:开放|发布)",
            r"[\u4e00-\u9fff]{4,20}?(?:主办|承办|协办|维护|版权所有)|\d{1,8}(?:\s*次)?",
            "友情链接|下载中心|政务|服务|互动|数据|要闻|政策",
        )
    )
)
_BETWEEN = re.compile(r"[\s■□|｜丨/、，,；;·•【】\[\]（）()<>《》›»:：\-—]*")
_LONGEST = 400  # characters of a line that is furniture
_STATED = re.compile(
    rf"(?P<source>{_SOURCE})|(?P<when>{_WHEN})|(?P<written>{_WRITTEN})"
    rf"|(?P<publisher>{_PUBLISHER})"
)
_STATEMENT = re.compile(
    rf"(?P<label>{_LABEL}|公开时限)\s*{_COLON}\s*(?P<value>{DATE}|{_OWN_VALUE})"
)
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


def is_furniture(line: str) -> bool:
    """Say whether a line is made of nothing but the words of a web page's furniture.

    A date is, though alone it may belong to a report: `is_date` says so.
    """
    return _LINE.fullmatch(line) is not None or _made_of_furniture(line) is True


def is_contact(line: str) -> bool:
    """Say whether a line is made of words that go with furniture: an address, a telephone."""
    return _made_of_furniture(line) is not None and not is_date(line)


def is_date(line: str) -> bool:
    """Say whether a line is a date and nothing else."""
    return _ONLY_DATE.fullmatch(line) is not None


def is_crumb(line: str) -> bool:
    """Say whether a line begins the trail of page names: 「您的位置：首页」."""
    return _CRUMB.fullmatch(line) is not None


def is_waiting(line: str) -> bool:
    """Say whether a line is a label whose value must follow: 「来源：」."""
    return _WAITING.fullmatch(line) is not None


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
    for found in _STATEMENT.finditer(line[:_LONGEST]):
        what = stated_by(found["label"])
        if what and found["value"].strip():
            yield Statement(what, found["value"].strip())


def stated_by(label: str) -> str | None:
    """Return what a label is for, as in `Statement`; None where it is for anything else."""
    found = _STATED.fullmatch(re.sub(r"[\s:：]", "", label))
    return found.lastgroup if found else None


def _made_of_furniture(line: str) -> bool | None:
    """Say whether a line is made of such words: True with a sure one among them, else False; None
    where it holds any other word.
    """
    if len(line) > _LONGEST:
        return None
    at = _skip(line, 0)
    sure = False
    while at < len(line):
        strong = _STRONG.match(line, at)
        found = strong or _WEAK.match(line, at)
        if found is None or found.end() == at:
            return None
        sure = sure or strong is not None
        at = _skip(line, found.end())
    return sure


def _skip(line: str, at: int) -> int:
    between = _BETWEEN.match(line, at)
    return between.end() if between else at
