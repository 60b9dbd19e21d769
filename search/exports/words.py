"""The words that files use, in Chinese; whoever asks for a file passes what translates them.

`mark` only lets the words be collected for translation: this side of the house speaks no language.
"""

from __future__ import annotations

from collections.abc import Callable

from index.model import Part, Role, Where
from search.model import Axis, Rung, Sort, Within

Say = Callable[[str], str]
"""Turns a sentence into the language of the file; placeholders are filled afterwards."""


def as_written(text: str) -> str:
    """Return a sentence as it stands: the files are Chinese."""
    return text


def mark(text: str) -> str:
    """Mark a sentence for translation; returns it as it is."""
    return text


WHERES = {
    Where.BODY: mark("正文"),
    Where.TABLE: mark("表格的行"),
    Where.HEADING: mark("标题"),
}
ROLES = {
    Role.DONE: mark("工作成效"),
    Role.PROBLEMS: mark("存在问题"),
    Role.CAUSES: mark("原因"),
    Role.RECTIFICATION: mark("整改情况"),
    Role.PLANS: mark("下一步"),
}
PARTS = {
    Part.TITLE: mark("标题"),
    Part.HEADING: mark("小标题"),
    Part.BODY: mark("正文"),
    Part.HEADER: mark("表头"),
}
RUNGS = {
    Rung.EXACT: mark("精确（一字不差）"),
    Rung.LOOSE: mark("忽略标点"),
    Rung.WORDS: mark("按词语"),
}
SORTS = {
    Sort.OCCURRENCES: mark("按次数（多在前）"),
    Sort.RELEVANCE: mark("按相关度"),
    Sort.YEAR: mark("按年份（新在前）"),
    Sort.UNIT: mark("按单位"),
}
WITHINS = {Within.PASSAGE: mark("同一段内"), Within.REPORT: mark("同一篇报告内")}
AXES = {
    Axis.UNIT: mark("单位"),
    Axis.KIND: mark("报告类型"),
    Axis.ROLE: mark("部分类别"),
    Axis.REPORT: mark("报告"),
}
MISSING = {
    Axis.UNIT: mark("单位不详"),
    Axis.KIND: mark("类型不详"),
    Axis.ROLE: mark("其他部分"),
    Axis.REPORT: mark("报告"),
}

SCANNED = mark("图片识别")  # of a report, of pages: their text was recognised from pictures
SCANNED_SAID = mark("{pages} 页的文字，没有把握的 {doubtful} 处；引用前请对照原件")
SCANNED_AMONG = mark("所查报告中 {reports} 篇的 {pages} 页，可能有认错的字；有字认错了的地方查不到")
UNREAD_AMONG = mark("所查报告中 {reports} 篇的 {pages} 页是图片，没有识别，里面的文字没有查")
UNREAD_PICTURES = mark("图片未识别")  # of a report: pages of it are pictures that nobody read
UNREAD_SAID = mark("{pages} 页是图片，没有识别，里面的文字没有读")
SCANNED_PAGES = mark("图片识别（页）")
SCANNED_SEARCHED = mark("已查报告中图片识别（页）")
UNREAD_SEARCHED = mark("已查报告中图片未识别（页）")

ABOUT = mark("说明")
TABLE = mark("总表")
DETAIL = mark("明细")
HITS = mark("检索结果")
NO_YEAR = mark("年份不详")
ALL = mark("合计")

QUERY = mark("检索内容")
ANSWERED = mark("检索方式")
WITHIN = mark("查找范围")
FILTERS = mark("筛选")
NO_FILTERS = mark("没有筛选")
ORDER = mark("排列")
TIME = mark("检索时间")
SEARCHED = mark("已查报告")
SEARCHED_REPORTS = mark("{reports} 篇，{passages} 段")
REFUSED = mark("读不出来的文件")
NONE_REFUSED = mark("没有")
REFUSED_FILES = mark("{refused} 个（其中的内容没有查到）")
FOUND = mark("找到")
FOUND_TOTALS = mark("{passages} 段，{occurrences} 处，{reports} 篇报告，{units} 个单位")
ASIDE = mark("清理掉的文字")
ASIDE_FOUND = mark("另有 {occurrences} 处（{passages} 段，{reports} 篇报告），不计入以上各数")
ASIDE_LOOSELY = mark(
    "忽略标点，另有 {occurrences} 处（{passages} 段，{reports} 篇报告），不计入以上各数"
)
ASIDE_NONE = mark("也查了，没有")
ASIDE_COUNT = mark("清理掉的文字里另有（处）")
LEFT_OUT = mark("没有列出")
LEFT_OUT_PASSAGES = mark("{left_out} 段：这种文件最多列 {limit} 段，请加筛选后分几次导出")
LEFT_OUT_REPORTS = mark("{left_out} 篇报告：最多列 {limit} 篇，列出的是次数最多的；合计含全部")
PROGRAM = mark("程序")
PROGRAM_NAME = mark("对照 {version}")
ROWS = mark("行")
COUNTED = mark("计数")
COUNTED_HOW = mark("次数：逐字相符的每一处都计；# 代表一个数字。没有年份的报告不计最早和最近")
LEGEND = mark("图例")
LEGEND_TEXT = mark(
    "斜线：库中没有该行该年的报告；0：有报告，没有这个提法。逐行的表里不列没有报告的格"
)
UNDER_FILTERS = mark("筛选后 {reports} 篇")
NONE_UNDER_FILTERS = mark("没有一篇报告符合筛选条件，什么也没有查")
PASSING = mark("符合筛选的报告")
UNKNOWN = mark("库中没有的筛选值")
NEAR = mark("相近的有 {near}")

YEARS = mark("年份")
UNITS = mark("单位")
KINDS = mark("类型")
ROLE = mark("部分类别")
WHERE = mark("在哪里")
REPORTS = mark("报告编号")
FIELDS = {
    "year": YEARS,
    "unit": UNITS,
    "kind": KINDS,
    "role": ROLE,
    "where": WHERE,
    "report": REPORTS,
    "title": mark("标题"),
}

EXPORTED = mark("导出时间")
TABLE_NUMBER = mark("表 {number}")
TABLES = mark("表")
OF_TABLES = mark("第 {tables} 张，报告共 {total} 张")
COUNTED_IN = mark("单位：{measure}")
TABLES_HOW = mark("表格怎样写入")
TABLES_SAID = mark(
    "各格照报告原样；能照样显示的数字写成数值，其余写成文字。合并的格仍合并，续表的重复表头已并去"
)

UNIT = mark("单位")
TITLE = mark("标题")
YEAR = mark("年份")
KIND = mark("类型")
PATH = mark("所在部分")
PART = mark("位置")
PARAGRAPH = mark("自然段（从 1 数）")
TEXT = mark("原文")
MARKED = mark("命中文字")
OCCURRENCES = mark("处数")
FILE = mark("文件")
HASH = mark("文件 SHA-256")
REPORT_ID = mark("报告编号")
PASSAGE_ID = mark("段落编号")

PHRASE = mark("提法")
TOTAL = mark("次数")
IN_REPORTS = mark("报告数")
IN_UNITS = mark("单位数")
FIRST = mark("最早")
LAST = mark("最近")
FIRST_REPORT = mark("最早见于（报告编号）")
LAST_REPORT = mark("最近见于（报告编号）")
ROW = mark("行值")
HELD = mark("库中报告数")

EXCERPTS = mark("摘录：{query}")
RUNS_ON = mark("（延续到下一段：{text}）")
SOURCE = mark("出处：{file}，第 {paragraph} 自然段，SHA-256 {sha256}")
NOTHING = mark("没有找到。")
MORE_ROWS = mark("还有 {count} 行，表格装不下。请减少提法，或导出 CSV。")
CUT = mark("……（其余 {count} 字见原文）")
