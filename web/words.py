"""Words for the values of the model: roles, origins, reasons, kinds of file.

Lazy strings: they take the language of the request that shows them.
"""

from __future__ import annotations

from index.model import Origin, Role, Why
from search.model import Rung, Sort
from web.language import LazyString
from web.language import lazy_gettext as _l

ROLES: dict[Role, LazyString] = {
    Role.DONE: _l("工作成效"),
    Role.PROBLEMS: _l("存在问题"),
    Role.CAUSES: _l("原因"),
    Role.RECTIFICATION: _l("整改情况"),
    Role.PLANS: _l("下一步"),
}

ORIGINS: dict[Origin, LazyString] = {
    Origin.PERSON: _l("人工更正"),
    Origin.MANIFEST: _l("清单"),
    Origin.TITLE: _l("标题"),
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
    Why.CONTROL: _l("控制字符"),
    Why.HEADER: _l("Word 页眉页脚"),
    Why.DELETION: _l("修订中删去的文字"),
    Why.SCRIPT: _l("网页脚本与导航"),
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

FIELDS: dict[str, LazyString] = {
    "title": _l("标题"),
    "year": _l("年份"),
    "unit": _l("单位"),
    "kind": _l("类型"),
}

WRITING: tuple[tuple[str, LazyString], ...] = (  # how a query may be written
    ("三会一课 主题党日", _l("两个都有（空格隔开）")),
    ("三会一课|主题党日", _l("有一个即可")),
    ("安全生产 -消防", _l("不要后一个")),
    ("增长#", _l("# 代表一个数字或脱敏符")),
    ('"第一 议题"', _l("引号里的空格不作分隔")),
    ("年份:2021-2023 单位:城投集团", _l("限定年份、单位；另有类型、部分、标题")),
)
