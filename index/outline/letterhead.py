"""What offices put above and below a title: document numbers, labels, dates, grades of secrecy.

None of it is a title: `青政发〔2023〕5号`, `密级：内部`, `签发人：王某`, `附件1`, `证券代码：…`.
"""

from __future__ import annotations

import re

from index.cleaning.shapes import any_of

_NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:\d{4}|[〇○零一二三四五六七八九OoО0]{4})"
_DAY = rf"{_YEAR}\s*[年./\-]\s*{_NUMERAL}\s*[月./\-]?\s*(?:{_NUMERAL}\s*日?)?"
_CLOCK = r"\d{1,2}[:：]\d\d(?:[:：]\d\d)?"
_IN_BRACKETS = r"[〔\[［（(【]\s*(?:19|20)\d\d\s*年?\s*[〕\]］)）】]"
_LABELS = any_of(
    "密级 保密 签发 紧急 缓急 编号 文号 字号 代码 简称 主办券商 单位 部门 科室 姓名 职务 述职人 "
    "报告人 汇报人 发言人 撰写 执笔 起草 拟稿 审核 审批 审签 校对 作者 来源 时间 日期 发布 发文 "
    "成文 印发 索引号 分类 主题词 关键词 版本 版次 页码 电话 联系 地址 邮编 邮箱 抄送 主送 报送 "
    "填报 填表 编制 制表 字数 阅读 点击 浏览 责编 编辑 记者 摄影 期次 期号 会议地点 主持 参会 "
    "出席 记录人 年级 班级 学号 指导教师"
)
_GRADES = any_of("绝密 机密 秘密 内部 公开 特急 加急 急件 平急 特提 商密")
_DRAFTS = any_of("送审 征求意见 讨论 审议 报批 初 定 修改 修订 终")
_SENDERS = any_of("政府 党委 委员会 办公室 办公厅 局 厅 部 院 公司 集团 委 处 会")
_ISSUE = (
    r"[（(]?(?:总?第|20\d\d年第?)\s*[\d一二三四五六七八九十〇]{1,4}\s*期"
    r"(?:[\s)）].*|[（(]总?第?\d{1,4}期[)）])?"
)
_FORMS = (
    rf"[\u4e00-\u9fff]{{0,6}}{_LABELS}[\u4e00-\u9fff]{{0,4}}\s*[:：].*",  # 签发人：王某某
    rf"[^，。；]{{1,24}}{_IN_BRACKETS}\s*第?\s*\d{{1,5}}\s*号?(?:\s+.*)?",  # 青政发〔2023〕5号
    r"[A-Za-z0-9\-—–_/.\s]*\d[A-Za-z0-9\-—–_/.\s]*",  # QL-2023-001
    rf"[（(]?\s*{_DAY}(?:\s*{_CLOCK})?\s*[)）]?|[（(]?\d{{1,2}}月\d{{1,2}}日[)）]?",
    rf"(?:{_GRADES}|[★☆*\s]|\d{{1,2}}\s*[年月])+|内部(?:资料|文件|材料|刊物).{{0,12}}",
    r"(?:此件|本文件).{2,12}|注意保存",
    r"[\[［（(【]?附\s*[件表录]?\s*[\d一二三四五六七八九十]{0,3}\s*[:：]?[)）\]］】]?",
    _ISSUE,
    rf".{{0,26}}{_SENDERS}文件",  # 青澜市人民政府文件
    rf"{_DRAFTS}稿|目\s*[录次]|(?:https?://|www\.).*",
)
_LETTERHEAD = re.compile("|".join(_FORMS))
_SIGNED = re.compile(rf"[^，。；：]{{2,30}}\s{_YEAR}\s*年\s*{_NUMERAL}\s*月\s*{_NUMERAL}\s*日")
_LABELLED = re.compile(r"(?:^|\s)[\u4e00-\u9fff]{2,8}[:：](?=\s*\S)")


def is_letterhead(line: str) -> bool:
    """Say whether a short line is what offices put above or below a title."""
    return _LETTERHEAD.fullmatch(line) is not None or len(_LABELLED.findall(line)) > 1


def is_signed(line: str) -> bool:
    """Say whether a line may say who issues a paper, and when: 青澜市档案局办公室 2023年5月1日."""
    return _SIGNED.fullmatch(line) is not None


def is_issue(line: str) -> bool:
    """Say whether a line numbers an issue: what stands above it is the name of a paper."""
    return re.fullmatch(_ISSUE, line) is not None
