"""Words for the values of the model: roles, origins, reasons, kinds of file.

Lazy strings: they take the language of the request that shows them.
"""

from __future__ import annotations

from index.model import Origin, Role, Where, Why
from search.comparing.model import ColumnsBy, RowKind
from search.exports import words
from search.model import Rung, Sort
from search.reuse.model import Direction, Label, Mark, Order, Relation, Verdict
from search.slots import Slot
from web.language import LazyString
from web.language import lazy_gettext as _l
from web.reuses import Show

ROLES: dict[Role, LazyString] = {
    Role.DONE: _l("工作成效"),
    Role.PROBLEMS: _l("存在问题"),
    Role.CAUSES: _l("原因"),
    Role.RECTIFICATION: _l("整改情况"),
    Role.PLANS: _l("下一步"),
}

WHERES: dict[Where, LazyString] = {where: _l(word) for where, word in words.WHERES.items()}

ORIGINS: dict[Origin, LazyString] = {
    Origin.PERSON: _l("人工更正"),
    Origin.MANIFEST: _l("清单"),
    Origin.TITLE: _l("标题"),
    Origin.STATED: _l("网页自述的标题"),
    Origin.FILE: _l("文件名"),
    Origin.FOLDER: _l("文件夹名"),
    Origin.TEXT: _l("正文"),
    Origin.NONE: _l("未识别"),
}

REASONS: dict[Why, LazyString] = {
    Why.MARKUP: _l("素材库标记"),
    Why.ADVERT: _l("广告"),
    Why.FURNITURE: _l("网页栏目文字"),
    Why.CONTENTS: _l("目录行"),
    Why.PAGE_NUMBER: _l("页码"),
    Why.RUNNING_HEAD: _l("页眉页脚（每页重复）"),
    Why.TABLE_HEAD: _l("重复的表头"),
    Why.WATERMARK: _l("水印或印章"),
    Why.CONTROL: _l("控制字符"),
    Why.HEADER: _l("页眉页脚"),
    Why.DELETION: _l("修订中删去的文字"),
    Why.COMMENT: _l("审阅批注"),
    Why.SCRIPT: _l("网页脚本与导航"),
    Why.FORMULA: _l("没有结果的公式"),
    Why.NOTE_MARK: _l("注释标号"),
    Why.HIDDEN: _l("文件里隐藏的内容"),
    Why.MACRO: _l("宏的名称（从不运行）"),
    Why.UNREAD: _l("文件里的文件，没有读：格式读不了"),
    Why.LOCKED: _l("文件里的文件，没有读：有密码或加密保护"),
    Why.BROKEN: _l("文件里的文件，没有读：已损坏、太大或套得太深"),
    Why.ATTACHED: _l("附件的文件名"),
}

SCANNED = _l(words.SCANNED)
UNREAD_PICTURES = _l(words.UNREAD_PICTURES)

COLUMNS_BY: dict[ColumnsBy, LazyString] = {
    ColumnsBy.NAME: _l("按列名对"),
    ColumnsBy.PLACE: _l("按列的先后对"),
}

RUNGS: dict[Rung, LazyString] = {
    Rung.EXACT: _l("精确"),
    Rung.LOOSE: _l("忽略标点"),
    Rung.WORDS: _l("按词语"),
}

SORTS: dict[Sort, LazyString] = {
    Sort.OCCURRENCES: _l("按次数（多在前）"),
    Sort.RELEVANCE: _l("按相关度"),
    Sort.YEAR: _l("按年份（新在前）"),
    Sort.UNIT: _l("按单位"),
}

# One character in a square, the same in every language, and the words beside it. A verdict is
# said of the text asked about: it contains the one listed, or is contained in it.
SIGNS: dict[Verdict, str] = {
    Verdict.SAME: "同",
    Verdict.FIGURES: "数",
    Verdict.EDITED: "改",
    Verdict.SIMILAR: "似",
    Verdict.CONTAINS: "含",
    Verdict.CONTAINED: "属",
    Verdict.FRAGMENT: "片",
    Verdict.WEAK: "近",
}

VERDICTS: dict[Verdict, LazyString] = {
    Verdict.SAME: _l("完全相同"),
    Verdict.FIGURES: _l("仅数字变化"),
    Verdict.EDITED: _l("改写"),
    Verdict.SIMILAR: _l("相似"),
    Verdict.CONTAINS: _l("包含此段"),
    Verdict.CONTAINED: _l("被此段包含"),
    Verdict.FRAGMENT: _l("片段"),
    Verdict.WEAK: _l("相近"),
}

# The same for a row of a comparison; what moved has MOVED beside it, whatever its kind.
ROW_SIGNS: dict[RowKind, str] = {
    RowKind.SAME: "同",
    RowKind.FIGURES: "数",
    RowKind.EDITED: "改",
    RowKind.SPLIT: "拆",
    RowKind.MERGED: "并",
    RowKind.LEFT_ONLY: "左",
    RowKind.RIGHT_ONLY: "右",
}
ROW_KINDS: dict[RowKind, LazyString] = {
    RowKind.SAME: _l("相同"),
    RowKind.FIGURES: _l("仅数字变化"),
    RowKind.EDITED: _l("修改"),
    RowKind.SPLIT: _l("拆分"),
    RowKind.MERGED: _l("合并"),
    RowKind.LEFT_ONLY: _l("仅左"),
    RowKind.RIGHT_ONLY: _l("仅右"),
}
MOVED_SIGN = "移"
MOVED = _l("移动")

# What became of a passage in a table of several reports.
FOLLOWED_SIGNS: dict[str, str] = {
    "first": "首",
    **{kind.value: sign for kind, sign in ROW_SIGNS.items()},
}
FOLLOWED: dict[str, LazyString] = {
    "first": _l("首次出现"),
    **{kind.value: word for kind, word in ROW_KINDS.items()},
}

# A step of a trail beside the one before it: that one contains it, or is contained in it.
STEP_SIGNS: dict[Verdict, str] = {
    **SIGNS,
    Verdict.CONTAINS: SIGNS[Verdict.CONTAINED],
    Verdict.CONTAINED: SIGNS[Verdict.CONTAINS],
}
STEPS: dict[Verdict, LazyString] = {
    Verdict.SAME: _l("相同"),
    Verdict.FIGURES: _l("仅数字变化"),
    Verdict.EDITED: _l("改写"),
    Verdict.SIMILAR: _l("相似"),
    Verdict.CONTAINS: _l("只留其中一部分"),
    Verdict.CONTAINED: _l("并入较长的一段"),
    Verdict.FRAGMENT: _l("片段"),
    Verdict.WEAK: _l("相近"),
}

SLOTS: dict[Slot, LazyString] = {
    Slot.YEAR: _l("年份"),
    Slot.DATE: _l("日期"),
    Slot.SESSION: _l("届次"),
    Slot.MASK: _l("脱敏"),
    Slot.FIGURE: _l("数字"),
}

LABELS: dict[Label, LazyString] = {
    Label.OTHER: _l("他单位"),
    Label.OWN: _l("本单位往年"),
    Label.STOCK: _l("套话"),
    Label.TEMPLATE: _l("模板"),
    Label.EXCLUDED: _l("已排除"),
}

RELATIONS: dict[Relation, LazyString] = {
    Relation.OTHER: _l("他单位"),
    Relation.OWN: _l("本单位"),
    Relation.UNKNOWN: _l("单位不详"),
}

DIRECTIONS: dict[Direction, LazyString] = {
    Direction.EARLIER: _l("较早"),
    Direction.SAME_YEAR: _l("同年"),
    Direction.LATER: _l("较晚"),
    Direction.UNKNOWN: _l("先后不详"),
}

MARKS: dict[Mark, LazyString] = {
    Mark.TEMPLATE: _l("模板"),
    Mark.SUPERIOR: _l("上级文件"),
}

SHOWN: dict[Show, LazyString] = {  # what passages can be listed by
    Show.OTHER: _l("他单位"),
    Show.OWN: _l("本单位往年"),
    Show.STOCK: _l("套话"),
    Show.TEMPLATE: _l("模板"),
    Show.EXCLUDED: _l("已排除"),
    Show.NONE: _l("未见相似"),
    Show.RAW: _l("全部相似"),
    Show.WITHOUT_STOCK: _l("去套话之后"),
}

ORDERS: dict[Order, LazyString] = {
    Order.SCORE: _l("按相似度"),
    Order.YEAR: _l("按年份（早在前）"),
    Order.UNIT: _l("按单位"),
    Order.TEXT: _l("按所查文字的先后"),
}

FIELDS: dict[str, LazyString] = {
    "title": _l("标题"),
    "year": _l("年份"),
    "unit": _l("单位"),
    "kind": _l("类型"),
}

EXTENTS: dict[str, LazyString] = {  # what is counted of a reading
    "passages": _l("段落"),
    "sections": _l("小标题"),
    "removed": _l("清理"),
    "figures": _l("数字"),
    "tables": _l("表格"),
    "exclusions": _l("排除"),
}

WRITING: tuple[tuple[str, LazyString], ...] = (  # how a query may be written
    ("三会一课 主题党日", _l("两个都有（空格隔开）")),
    ("三会一课|主题党日", _l("有一个即可")),
    ("安全生产 -消防", _l("不要后一个")),
    ("增长#", _l("# 代表一个数字或脱敏符")),
    ('"第一 议题"', _l("引号里的空格不作分隔")),
    ("年份:2021-2023 单位:城投集团", _l("限定年份、单位；另有类型、部分、标题")),
)
