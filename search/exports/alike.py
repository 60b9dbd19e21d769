"""The words of files about similar text, in Chinese, like those of `search.exports.words`."""

from __future__ import annotations

from search.exports.words import Say, mark
from search.reuse.model import Basis, Direction, Label, Mark, Match, Relation, Verdict
from search.reuse.percents import alike
from search.slots import Slot

LANGUAGE = mark("zh-CN")  # translated: the tag of the language that a file is written in

LABELS = {
    Label.OTHER: mark("他单位"),
    Label.OWN: mark("本单位往年"),
    Label.STOCK: mark("套话"),
    Label.TEMPLATE: mark("模板"),
    Label.EXCLUDED: mark("已排除"),
}
# One character, the same in every language, that tells classes apart where all is black.
SIGNS = {
    Label.OTHER: "他",
    Label.OWN: "本",
    Label.STOCK: "套",
    Label.TEMPLATE: "模",
    Label.EXCLUDED: "排",
}
LINES = {
    Label.OTHER: mark("单实线"),
    Label.OWN: mark("双线"),
    Label.STOCK: mark("点线"),
    Label.TEMPLATE: mark("虚线"),
    Label.EXCLUDED: mark("波浪线"),
}
NOWHERE = mark("未见相似")
VERDICTS = {
    Verdict.SAME: mark("完全相同"),
    Verdict.FIGURES: mark("仅数字变化"),
    Verdict.EDITED: mark("改写"),
    Verdict.SIMILAR: mark("相似"),
    Verdict.CONTAINS: mark("包含此段"),
    Verdict.CONTAINED: mark("被此段包含"),
    Verdict.FRAGMENT: mark("片段"),
    Verdict.WEAK: mark("相近"),
}
BASES = {Basis.PASSAGE: mark("段落"), Basis.FRAGMENT: mark("片段")}
RELATIONS = {
    Relation.OTHER: mark("他单位"),
    Relation.OWN: mark("本单位"),
    Relation.UNKNOWN: mark("单位不详"),
}
DIRECTIONS = {
    Direction.EARLIER: mark("较早"),
    Direction.SAME_YEAR: mark("同年"),
    Direction.LATER: mark("较晚"),
    Direction.UNKNOWN: mark("先后不详"),
}
SLOTS = {
    Slot.YEAR: mark("年份"),
    Slot.DATE: mark("日期"),
    Slot.SESSION: mark("届次"),
    Slot.MASK: mark("脱敏"),
    Slot.FIGURE: mark("数字"),
}
MARKS = {Mark.TEMPLATE: mark("模板"), Mark.SUPERIOR: mark("上级文件")}

REUSE = mark("查重报告：{title}")
DRAFT = mark("草稿")
NOT_KEPT = mark("草稿，没有入库")
REPORT = mark("报告")
COUNTED_AT = mark("计算时间")
SIZE = mark("字数")
SIZE_SAID = mark("{characters} 字，{passages} 段（标题、目录和落款不计）")
RATES = mark("四个比率")
RAW = mark("原始")
WITHOUT_STOCK = mark("去套话")
WITHOUT_OWN = mark("去本单位往年")
LARGEST = mark("最大单一来源")
RATE_SAID = mark("{percent}%（{covered} / {of} 字）：{what}")
RATE_PARTLY_SAID = mark("{percent}%（{covered} / {of} 字，其中片段 {fragments} 字）：{what}")
OF_WHICH = mark("其中片段 {count} 字")
OF_SIZE = mark("{covered} / {of} 字")
RAW_WHAT = mark("库中任何一篇里也有的文字")
NO_STOCK_WHAT = mark("已知单位不足 8 个，不分套话")
STOCK_WHAT = mark("再减去 {least} 个以上单位都有的段落")
OWN_WHAT = mark("再减去只在本单位别的报告里有的")
NO_SOURCE = mark("没有来源")
STOCK_HOW = mark("套话怎么算")
NO_STOCK = mark("库里已知单位有 {units} 个，不足 8 个，不分套话。")
STOCK_SAID = mark(
    "一段文字在 {least} 个以上单位的报告里都有，就算套话。库里已知单位有 {units} 个，"
    "取其 {share}%，最少 8 个。同一单位的各年只算一个，单位不详的不算。"
)
SAME_FILE_SAID = mark("库里已有与这个文件完全相同的报告，照样计入：{reports}")
SCANNED_NOTE = mark("有文字是从图片识别的；认错的字会使相似的比例偏低。")
UNIT_UNKNOWN = mark("不知道是哪个单位的，所以分不出本单位往年，相似的都算他单位。")
YEAR_UNKNOWN = mark("不知道是哪一年的，所以分不出先后，相似的都计入。")
TEMPLATE_SIZE = mark("模板和上级文件里的 {count} 字不算在总字数内。")
EXCLUDED_SIZE = mark("人工排除的 {count} 字不算相似。")
NOTE = mark("注意")
METHOD = mark("方法")
METHODS = (
    mark("这里只说“相似”，列出凭据，不对人和单位下结论；相似的原因要由人核对。"),
    mark("只比正文段落。标题、目录和落款不计；全角半角、繁简、标点和序号的差别不计。"),
    mark(
        "只与较早、同年和年份不详的报告相比；较晚的报告只列出，不计入。本篇自身和它被替换的旧版不比。"
    ),
    mark(
        "同一文字只计一次，类别依次取：模板、已排除、套话、他单位、本单位往年。"
        "四个比率都可由逐段所列的字数复算。"
    ),
    mark(
        "片段：两段整体并不相似，但有连续 24 个字以上一字不差（标点不计，数字不论）；"
        "{few} 个以上单位都有的片段算套话。片段另外注明，四个比率各说明其中片段有多少字。"
    ),
    mark("单位不详或已脱敏的报告不算本单位，也不计入“几个单位都有”。"),
    mark("脱敏符（×××）与什么数字都合，本身不作凭据。"),
    mark("相似度是两段文字在忽略上述差别后相同部分所占的比例；相似度不等于抄写的证明。"),
)

LOW_BARS = mark("矮的是片段")
STRIP = mark("相似文字在全文的位置")
SECTION = mark("部分")
BEGINNING = mark("开头")
COUNT = mark("字数")
SOURCES = mark("来源报告")
NUMBER = mark("序号")
RELATION = mark("关系")
DIRECTION = mark("先后")
PASSAGES = mark("段数")
SHARE = mark("占本报告")
SOURCES_NOTE = mark("一段文字可以同时见于几篇，所以各篇之和可以超过原始比率。")
MORE_SOURCES = mark("另有 {count} 篇，各篇所占更少，没有列出。")
LATER = mark("以后的报告里也有（不计入）")
NO_SIMILAR = mark("未见相似。")

PASSAGE = mark("段")
PASSAGE_SAID = mark("第 {number} 段")
PLACE = mark("第 {paragraph} 自然段")
WHOLE_TEXT = mark("逐段凭据")
WHOLE_TEXT_NOTE = mark(
    "全文各段依次列出。字数从全文第 1 字数起；〔〕里的号码是来源报告的序号，# 后是报告编号。"
)
RANGE = mark("{first}—{last} 字")
IN_SOURCES = mark("见于 {sources}")
AND_MORE = mark("等 {count} 篇")
IN_UNITS = mark("{units} 个单位")
HERE = mark("本篇")
THERE = mark("来源")
SPANS_SAID = mark("相同处：本篇 {here}；来源 {there}")
LITERAL = mark("与本篇一字不差。")
SPANS_HERE = mark("相同处（所查文字）")
SPANS_THERE = mark("相同处（此段）")
AND_SPANS = mark("等 {count} 处")
MORE_MATCHES = mark("共有 {total} 段相似，这里列出 {listed} 段。")
LATER_SAID = mark("以后的 {count} 篇里也有，不计入。")
EVIDENCE = mark("凭据")
BASIS = mark("依据")
PERCENT = mark("{percent}%")
CHARACTERS = mark("{count} 字")
TEXT_THERE = mark("来源原文")

FIGURES = mark("只改数字的段落")
FIGURES_NOTE = mark("两段文字除所列数字外完全相同。先列较早的一方；没有变的数字也列出。")
FIGURE = mark("数字")
OLD = mark("原来")
NEW = mark("现在")
CHANGE = mark("增减")
UNCHANGED = mark("没有变")
CHANGED = mark("{old} → {new}（{change}）")
REPLACED = mark("{old} → {new}")
NUMBERS_SAID = mark("数字：{numbers}")
KEPT_SAID = mark("没有变的数字：{numbers}")

RESIDUE = mark("残留")
RESIDUE_NOTE = mark("相似的段落里可能从来源留下来的单位名称、往年日期或旧届次，请逐处核对。")
NO_RESIDUE = mark("相似的段落里，没有见到留下的别单位名称、往年日期或旧届次。")
WHY = mark("要核对什么")
EXCLUSIONS = mark("人工排除")
NO_EXCLUSIONS = mark("没有人工排除的文字。")
REASON = mark("理由")
BY = mark("经办人")
WHEN = mark("时间")
MARKED = mark("已标为模板、上级文件的")
MARKED_AS = mark("标为")

TRAIL = mark("来源文件")
VERDICT = mark("相似类型")
SCORE = mark("相似度（%）")
STOCK = mark("套话")
YES = mark("是")
UNITS = mark("单位数")
CLASS = mark("类别")
FIRST = mark("起（字）")
LAST = mark("止（字）")
SOURCE = mark("来源")
PIECES = mark("重合片段")
SIMILAR = mark("相似段落")
SIMILAR_TO = mark("相似段落：{text}")
ASKED = mark("所查文字")
ASKED_OF = mark("所查文字出自")
CHOSEN = mark("条件")
OTHER_UNITS = mark("只看其他单位")
OWN_UNIT = mark("只看本单位")
EARLIER = mark("只看更早年份")
WITHOUT_STOCK_TEXT = mark("不看套话")
AT_LEAST = mark("相似度不低于 {least}%")
FOUND_SIMILAR = mark("{total} 段，{reports} 篇报告，{units} 个单位")
INCOMPLETE = mark("候选太多，只比对了最接近的一部分。")

CLUSTERS = mark("雷同群")
CLUSTER = mark("群")
CLUSTERS_SAID = mark("{clusters} 群，{passages} 段")
CLUSTERS_HOW = mark(
    "每群里各段与代表段的相似度都不低于 {threshold}%，不因相互接近而连成一串。代表段列在最前。"
)
LEAST_SIZE = mark("每群至少 {size} 段")
ACROSS = mark("只看跨单位的")
MEMBER = mark("群内序号")
SIZE_OF = mark("段数")
LEAST_ALIKE = mark("最低相似度（%）")
CLUSTER_SAID = mark("第 {number} 群：{size} 段，{reports} 篇报告，{units} 个单位")

BY_UNIT = mark("单位")
BY_YEAR = mark("年份")
BY_REPORT = mark("报告")
HEAT_SHARE = mark("占比（%）")
HEAT_SIZE = mark("相似字数")
HEAT_HOW = mark(
    "行里的报告有百分之几的字，在列里的（别的）报告中有相似段落；每段按其相似度折算。对角线是同一行之内的。"
)
HEAT_LEGEND = mark("斜线：库中没有报告；0：有报告，未见相似")
HEAT_STOCK = mark("计入套话")
NO_HEAT_STOCK = mark("不计套话")
IN_COLUMN = mark("相似段落所在（列）")
OF = mark("行的总字数")
HEAT_REPORTS = mark("所计的报告")


def degree(match: Match, say: Say) -> str:
    """Return how alike a match is: in percent, a fragment by its length."""
    if match.verdict is Verdict.FRAGMENT:
        return say(CHARACTERS).format(count=f"{match.common:,}")
    return say(PERCENT).format(percent=alike(match.score, match.verdict))
