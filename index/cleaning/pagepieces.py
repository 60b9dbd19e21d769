"""Lines of several pieces that pages put together: addresses, links, counts, tools."""

from __future__ import annotations

import re

from index.cleaning.pagewords import ACTION, COLON, DATE, LABEL, LONGEST, OWN_VALUE, VALUE

# The strong ones stand on web pages only.
_STRONG = re.compile(
    "|".join(
        (
            rf"(?:{LABEL})\s*{COLON}\s*(?:{DATE}|{OWN_VALUE})",
            r"(?:阅读|浏览|点击|访问)(?:量|数|次数)?\s*[\[(（【]?\d+[\])）】]?\s*次?",
            r"\d+\s*(?:次|人)(?:浏览|阅读|点击|访问)",
            r"(?:字号|字体)(?:大小|调整)?|视力保护色|保护视力色",
            r"分享让更多人看到|分享(?:到|至)\s*[:：]?",
            rf"{ACTION}(?:本页|此页|本文|本?窗口|本?页面|全文|文章|本?网页)?",
            r"(?:我要)?纠错|阅读原文|扫一扫\S{0,16}",
            r"(?:主办|承办|协办|运维|(?:建设|运行|管理)?维护|制作|技术支持)(?:单位|部门)?\s*[:：]\s*"
            + VALUE,
            r"版权所有\s*[:：©]?\s*" + VALUE,
            r"(?:政府)?网站标识码\s*[:：]?\s*[A-Za-z0-9]{4,14}",
            r"(?:(?:ICP)?备案(?:号|序号)?\s*[:：]\s*)?[\u4e00-\u9fff]?\s*ICP备(?:案号?)?\s*[:：]?"
            r"\s*[0-9A-Za-z]{0,20}\s*号?(?:-\d{1,4})?",
            r"[\u4e00-\u9fff]?公网安备(?:案号?)?\s*[:：]?\s*\d{0,20}\s*号?",
            r"(?:(?i:copyright)\s*(?:©|\([cC]\))?|©)\s*[\d\-—–]{0,9}\s*" + VALUE,
            r"(?i:all\s+rights\s+reserved)\.?",
            r"(?:违法和?不良信息)?举报(?:电话|热线|邮箱|中心)\s*[:：]?\s*" + VALUE,
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
            r"(?:单位|办公|通讯|联系)?(?:地\s*址|电\s*话|邮\s*编|传\s*真)\s*[:：]\s*" + VALUE,
            r"(?:邮政编码|电子邮箱|邮箱|网站管理)\s*[:：]\s*" + VALUE,
            r"(?:运维|咨询|监督|服务|值班|举报)电话\s*[:：]\s*" + VALUE,
            "(?:政府)?信息公开|政务公开|(?:政务|办事|便民|在线|公共)服务|(?:网上|在线)办事",
            "互动交流|政民互动|公众参与|(?:新闻|资讯)中心|(?:新闻|工作|政务)动态|(?:通知|公示)公告",
            r"走进[\u4e00-\u9fff]{2,6}|机构(?:设置|职能)|领导之窗|专题专栏|政策法规|数据(?:开放|发布)",
            r"[\u4e00-\u9fff]{4,20}?(?:主办|承办|协办|维护|版权所有)|\d{1,8}(?:\s*次)?",
            "友情链接|下载中心|政务|服务|互动|数据|要闻|政策",
        )
    )
)
_BETWEEN = re.compile(r"[\s■□|｜丨/、，,；;·•【】\[\]（）()<>《》›»:：\-—]*")


def made_of_furniture(line: str) -> bool | None:
    """Say whether a line is made of such words: True with a sure one among them, else False; None
    where it holds any other word.
    """
    if len(line) > LONGEST:
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
