"""Does a sentence advertise? Known families only, each told by several marks together.

Libraries of texts, ghost writers, member groups, their contact lines and pay walls speak to a
reader who is to buy: 「关注公众号，免费领取范文」. A report speaks of its unit's own work and may
use every one of these words: 「在公众号开设公文写作专栏，免费提供范文下载」. In doubt it stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.cleaning.shapes import any_of, starts_item

LONGEST = 120  # characters of an advertising sentence


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _signs(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, patterns))


_RULE = "—－-_=*★☆◆●▲※◎■▶·~～> \t\u3000"  # what advertising lines are dressed with

# No advertisement is without one of these; few sentences of reports have one.
_TRACE = re.compile(
    any_of(
        "微信 薇信 V信 v信 Ｖ信 加V 加v VX vx Vx WX wx Wx QQ qq Qq qQ ＱＱ 扣群 扣扣 客服 付费 "
        "会员 加微 VIP vip Vip 购买 试读 积分 下载 全文 代写 代笔 润笔 公众号 素材 公文 范文 文稿 "
        "讲话稿 讲稿 写作 文秘 秘书 笔杆 文库 模板 合集 大全 来自 来源 摘自 选自 转自 回复"
    )
)

# What libraries sell. Of the second kind reports speak at every turn: it needs a firmer sign.
_WARES = any_of(
    "范文 (?<!培训|宣传|教学|普法|视频|图片|新闻|影像)素材 "
    "公文 文稿 讲话稿 党课讲稿 笔杆 文秘 写作 "
    "(?:述职|总结|汇报|讲话|心得)[^，。；]{0,8}(?:模板|合集|大全|\\d+篇)"
)
_THINGS = any_of("材料 资料 文档 文章 稿件 内容 干货 课件 PPT 全文 述职 总结 讲话 心得体会")
_SHOP = any_of(
    "(?:素材|公文|范文|文稿|材料|写作|文秘|秘书|笔杆|代笔)(?:库|网|铺子?|圈|站|君|营|社|吧|猫|狗|号"
    "|大全|之家|参考|参谋) 笔杆子 写作范文 (?<![《“「])文库(?![》”」])"
)
_MEDIA = (
    r"(?:微信号?|[VvＶ]信号?|薇信|(?:加|\+)[VvＶ微]|[Vv][Xx]|[Ww][Xx]|(?:[QqＱ][QqＱ]|扣扣)群?号?"
    r"|扣群"
    r"|客服微信|客服[Qq][Qq])(?:同号)?"
)
# An account: 「微信：abc」, without a colon only with a figure in it (not 「微信APP」).
_ACCOUNT = (
    rf"(?:{_MEDIA}\s*(?:[:：（(]\s*|为)[A-Za-z0-9][A-Za-z0-9_\-]{{2,19}}"
    rf"|{_MEDIA}\s*(?=[A-Za-z_\-]{{0,18}}\d)[A-Za-z0-9][A-Za-z0-9_\-]{{4,19}}"
    r"|(?:客服号?\s*[:：（(]|(?:联系|添加|咨询)客服)\s*[A-Za-z][A-Za-z0-9_\-]{2,19})"
)
_MEMBER = (
    r"(?:[Ss]?[Vv][Ii][Pp]|年费|年度|终身|永久|付费|超级|全站)\s*会员"
    r"|(?<![协商学工]会)会员(?:群|专享|专用|内部|请)|购买会员"
)

# Each is one thing that only a seller says to a buyer …
_SELLER = _signs(
    _ACCOUNT,
    _MEMBER,
    r"(?:联系|添加|请加|咨询|加)\S{0,4}客服|客服(?:微信|[Qq][Qq]|号?\s*[:：])",
    "(?:持续|长期|24小时|全天)接单|接单中",
    "任[您你君]?(?:意)?(?:下载|挑选|选)|随[便心](?:下|用)|终身下载|即送",
    "好评如潮|质优价廉|价格(?:优惠|面议|从优)|先稿后款|不满意退|(?:诚信|严格|高度)保密"
    "|原创(?:保证|高质量|不重复)",
    "火热招募|欢迎您?(?:加入|成为|订阅|选购).{0,16}会员",
)
# … these others say too, though seldom two in one sentence …
_SPEAKER = _signs(
    "小伙伴(?:们)?(?![”」讲志])|各位(?:会员|亲)",
    "认准|谨防假冒|唯一(?:平台|客服|微信)",
    "您",
    "(?:轻松|一站式)解决",
    "(?:请勿|切勿)(?:外传|照搬|转卖)|会员内部|转载请注明出处",
)
# … and each of these a unit says of its own channel too.
_CHANNEL = _signs(
    "公众号|知识星球|小程序",
    "扫码|扫描|扫一扫|长按|识别二维码|二维码",
    "免费(?:领取?|获取|下载|分享|送)",
    "每[天日]更新",
    "欢迎您?(?:加入|关注|订阅|收藏|成为|咨询|联系)",
    "[进入加]群|交流群|分享群|会员",
    "海量|全网",
)
_ASKS = re.compile(
    any_of(
        "更多 关注 扫码 扫描 扫一扫 长按 识别 微信搜索? 搜索 添加 加入 加[QqＱVvＶ微薇客小] 点击 "
        "欢迎 需要 想看 想要 会员请 购买会员 未完 回复 海量 全网 各位 公众号"
    )
)
_GIVES = re.compile(
    rf"(?:更多|想看|想要|需要)[^，。]{{0,16}}(?:请|尽在|关注|扫码|扫描|加[微QqVv]|搜|访问|获取"
    rf"|联系|欢迎|点击)"
    rf"|免费|尽在|大全|合集|进群|入群|范文|{_SHOP}|{_ACCOUNT}"
)
_GETS = re.compile(any_of("获取 领取? 下载 尽在 公众号 微信 群 知识星球 扫码 访问 加入 客服"))
_WEB = re.compile(r"https?://\S+|www\.[\w.\-/]+")
_OFFICIAL = re.compile(r"\.(?:gov|edu|org)\.cn\b")
# Where a unit itself is to be asked: it has a room and a line of its own, a seller has an account.
_IN_HOUSE = re.compile(
    r"(?:到|至|向|找|联系|咨询)[^，。；]{0,16}(?:办公室|服务台|窗口|[\u4e00-\u9fff]{2}[科股室处局])"
    r"|(?<!\d)0\d{2,3}[-—－ ]?\d{7,8}(?!\d)"
)
_PRICE = re.compile(r"\d+(?:\.\d+)?\s*元\s*[/／每一]?\s*[年月季篇份次]")

# What a report says of such things: somebody does them, to somebody, so many times.
_NARRATES = re.compile(
    any_of(
        "引导 组织 开展 开设 建立 建设 举办 推进 运营 依托 利用 通过 报送 上报 收集 发布 实现 "
        "归档 上线 群众 党员 干部 职工 居民 村民 市民 企业 各支部 各单位 各村 协会 商会 学会 工会 "
        "同比 累计 全年 年内 达到 突破 下一步 我[局办委院县市区镇处] 增长 提升 不足 有待 完善 "
        "健全 系统 管理 公开"
    )
    + r"|(?<!免费)可(?:以)?(?:查|下载|看|办|领|在线|直接)"
    + r"|\d+\s*(?:余|多)?万?[次期场人户家件条名项封]"
)
_FIGHTS = re.compile(
    any_of(
        "查处 整治 打击 严禁(?!外传) 禁止(?!转载) 不得 不准 抵制 拒绝 取缔 立案 涉案 关停 关闭 "
        "通报 约谈 曝光 杜绝 防止 防范 违规 违法 治理 监管 问题 现象 不存在 委托 任务 压力 老人 "
        "群众 企业 法律 律师 诉状 文书 合同 书信 代办 便民 窗口"
    )
)

_GHOST = re.compile("代[写笔]|润笔")
_OFFERS = _signs(
    _ACCOUNT,
    r"接单|客服|代[写笔]请?加",
    "价格(?:优惠|面议|从优)|质优价廉|先稿后款|好评如潮|不满意退|欢迎(?:咨询|联系)|诚信|保密|原创",
    r"[【\[][^】\]]{1,10}代[写笔][】\]]",
    "(?:提供|承接|专业|接受|长期|各类)[^。]{0,12}代[写笔]|代写代笔|代笔代写",
    r"(?:请|欢迎)(?:关注|搜索|扫码)[^，。]{0,6}公众号\s*[:：]",
    "(?:下载|获取)[^，。]{0,4}(?:范文|素材|文稿)",
)
_WRITTEN = re.compile(
    rf"{_WARES}|材料|述职|总结|汇报|讲话|心得|论文|党课|检查|{_ACCOUNT}|代写代笔|代[写笔](?:服务|业务)|[【\[]"
)

_WALL = re.compile(
    r"(?:未完|剩余|余下|后续|以下|以上|此处|隐藏|完整|全部|本篇|本文档?|全文)"
    r"(?:的|剩余|余下|内容|部分|正文|全文|文档|\d+\s*[%％字]|共\d+字|为|系|已隐藏|未读"
    r"|[，,：:\s]){0,8}"
    r"(?:需要?|仅限?|请|开通|点击|成为){0,3}(?:付费|会员|[Ss]?[Vv][Ii][Pp]|购买|试读)(?!单位|企业"
    r"|代表|用户)"
    r"[^。]{0,4}?(?:[可能]见|可看|查看|阅读|下载|解锁|专享|可读|结束|全文|部分|内容|文档).{0,20}"
    r"|(?:您|你)(?:尚|还)?(?:未开通|不是|需要登录|需登录).{0,12}(?:会员|查看全文|阅读全文"
    r"|下载).{0,12}"
    r"|付费(?:阅读|查看)?(?:剩余|后可?[见看查]|全文).{0,12}|购买后可?(?:阅读|查看|下载)(?:全文"
    r"|完整).{0,16}"
    r"|试读(?:部分)?(?:已)?结束.{0,24}"
    r"|(?:阅读|查看|想看|下载|点击下载|获取)(?:本文|本篇|原文)?(?:的)?(?:全文|本文|word版)(?:请"
    r"|需要?).{0,4}"
    r"(?:开通|登录会员|会员|付费|购买|积分|\d+个?积分|加).{0,24}"
    r"|[Vv][Ii][Pp]专[享属](?:内容|文档|资料)?|付费(?:内容|文档|文章)[，,](?:请勿|禁止|谢绝|严禁).{0,8}"
    r"|(?:点击|立即|免费)下载(?:全文|本文|本文档|文档|word版)"
    r"|回复[“\"「][^”\"」]{1,10}[”\"」].{0,4}(?:获取|领取|下载)(?:本篇|本文|全文|范文|word).{0,16}",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    rf"(?:本|原)(?:文|文档|篇|素材|材料|资料|范文|文章)(?:来源于?|来自|摘自|选自|转自|由|从|为)"
    rf"[^。]{{0,30}}{_SHOP}(?!情况|建设).{{0,60}}"
    rf"|(?:范文|素材|文稿|文章|材料)来源\s*[:：][^。，]{{0,12}}{_SHOP}.{{0,30}}"
)
_TELEPHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_GROUP = re.compile(
    r"(?:欢迎|请|扫码|扫一扫|点击|长按|识别|二维码){1,3}(?:加入|进入?)[^，。；]{0,12}(?<![协商学工]会)会员群.{0,20}"
)
_PRIVATE = re.compile(
    rf"(?:请|需要)?(?:联系|咨询|添加|加|\+)?(?:小编|站长"
    rf"|群主)?\s*{_ACCOUNT}[）)]?(?:[，,\s（(]*备注.{{0,12}})?"
)
_NAMED = re.compile(
    rf"[【\[][^】\]]{{0,12}}{_WARES}[^】\]]{{0,8}}[】\]].{{0,12}}(?:欢迎(?:收藏|关注|订阅|加入)"
    rf"|尽在|海量|免费).{{0,40}}"
    rf"|(?:微信)?公众号\s*[:：]?\s*[【“「]?[^，。；]{{0,10}}(?:{_SHOP}|公文|范文"
    rf"|素材)[^，。；]{{0,6}}[】”」]?"
    rf"|(?:公众号|关注)[【“「][^】”」]{{0,10}}{_WARES}[^】”」]{{0,6}}[】”」].{{0,30}}(?:分享|领取"
    rf"|获取).{{0,30}}"
)
_DOWNLOAD = re.compile(
    r"(?:全文|本文|文档|范文|资料|素材|[Ww]ord版?)?下载(?:地址|链接)\s*[:：]?\s*(?:https?://|www\.)\S+"
    r"|(?:请?(?:点击|打开|复制)(?:下[方面]|以下)?(?:的)?(?:链接|网址))[^，。；]{0,4}下载"
    r"(?:本文|全文|范文|文档|[Ww][Oo][Rr][Dd]){1,2}(?:版|文档)?\s*[:：]?\s*(?:https?://|www\.)\S+"
)


def sells(text: str) -> bool:
    """Say whether a sentence, or the words in a pair of brackets, advertises for certain."""
    text = _undressed(text)
    if not 4 <= len(text) <= LONGEST or starts_item(text) or _OFFICIAL.search(text):
        return False
    if _IN_HOUSE.search(text):
        return False
    if not may_sell(text):
        return False
    bare = text.rstrip("。！!")
    if _WALL.fullmatch(bare) or _DOWNLOAD.fullmatch(bare):
        return True
    if _FIGHTS.search(text):
        return False
    if _GHOST.search(text) and _WRITTEN.search(text) and _count(_OFFERS, text) >= 2:
        return True
    return _SOURCE.fullmatch(bare) is not None or (not _NARRATES.search(text) and _is_library(bare))


def may_sell(text: str) -> bool:
    """Say whether it is worth while to look at the sentences of a text."""
    return _TRACE.search(text) is not None


def speaks_so(text: str) -> bool:
    """Say whether a sentence beside one that sells may belong to it: it speaks to a buyer too."""
    if _FIGHTS.search(text) or _NARRATES.search(text):
        return False
    return text.endswith("？") or _count((*_SELLER, *_SPEAKER), text) > 0


def is_contact(text: str) -> bool:
    """Say whether a line is an account to write to and nothing else; a telephone is none."""
    bare = _undressed(text)
    return _PRIVATE.fullmatch(bare) is not None and _TELEPHONE.search(bare) is None


def _undressed(text: str) -> str:
    return text.strip(_RULE).strip()


def _is_library(text: str) -> bool:
    seller, speaker = _count(_SELLER, text), _count(_SPEAKER, text)
    asks = _ASKS.match(text) is not None
    if _GROUP.fullmatch(text):
        return True
    if asks and "下载" in text and _PRICE.search(text) and re.search(_MEMBER, text):
        return True
    if not (_WARE.search(text) or _NAME.search(text)):
        reached = _REACHED.search(text) is not None
        return reached and (seller + speaker >= 3 or (asks and _OFFERED.search(text) is not None))
    if _NAMED.fullmatch(text) or (asks and _GETS.search(text) and _GIVES.search(text)):
        return True
    marks = seller + speaker + _count(_CHANNEL, text)
    told = marks >= 2 and (seller >= 1 or speaker >= 2)
    return told or (marks >= 1 and _WEB.search(text) is not None)


def _count(signs: Sequence[re.Pattern[str]], text: str) -> int:
    """Return how many of the signs a sentence has."""
    return sum(sign.search(text) is not None for sign in signs)


_WARE = re.compile(_WARES)
_OFFERED = re.compile(f"{_THINGS}|{_MEMBER}")
_NAME = re.compile(_SHOP)
_REACHED = re.compile(_ACCOUNT)
