"""Kinds of reports, told from a title or a name; the first that fits, most particular first."""

from __future__ import annotations

import re

from index.folding import fold
from index.model import Span

# What is done about a budget is no budget: 预算执行审计整改, 预算绩效管理.
_SPOKEN_OF = (
    r"(?!(?:执行)?(?:和其他财政收支)?(?:情况)?的?(?:审计|绩效|管理|监督|审查|评审|单位|一体化|法))"
)
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("政府工作报告", r"政府工作(?:的)?报告"),
        ("述责述廉报告", r"述责述廉(?:的)?(?:工作)?(?:情况)?(?:报告|材料)?"),
        ("述职述廉报告", r"述职述廉(?:述法|述责|述德|述学)*(?:的)?(?:工作)?(?:报告|材料)?"),
        (
            "党建述职报告",
            r"(?:党建|党的建设|基层党组织|党组织书记|党支部书记|抓党)[^。]{0,20}述职(?:评议)?[^。]{0,6}|述职[^。]{0,12}(?:党建|党的建设)[^。]{0,8}",
        ),
        (
            "述职报告",
            r"述职(?:述法|述学)?(?:的)?(?:工作)?(?:情况)?(?:报告|材料)?|履职(?:情况)?(?:的)?报告",
        ),
        ("党建工作总结", r"(?:党建|党的建设|党支部|支部)[^。]{0,16}总结"),
        ("工作总结", r"(?:工作|年度|年终|半年|年|情况|建设|活动)?(?:的)?总结(?:报告)?|工作小结"),
        ("单位预算", r"单位预算"),
        ("单位决算", r"单位决算"),
        ("部门预算", r"部门预算"),
        ("部门决算", r"部门决算"),
        (
            "预算报告",
            "预算" + _SPOKEN_OF + r"(?:草案|执行|情况|公开|编制)?[^。]{0,12}(?:报告|说明)?",
        ),
        ("决算报告", "决算" + _SPOKEN_OF + r"(?:草案|情况|公开)?[^。]{0,12}(?:报告|说明)?"),
        ("对照检查材料", r"对照检查(?:材料|发言)?|检视剖析(?:材料)?"),
        ("整改报告", r"整改(?:落实)?(?:工作|进展)?(?:情况)?(?:的)?报告"),
        ("自查报告", r"自查(?:自纠)?(?:情况)?(?:的)?报告"),
        ("调研报告", r"调研(?:情况)?(?:的)?报告"),
        ("工作计划", r"工作(?:计划|要点|安排|思路|打算)"),
        ("工作汇报", r"(?:工作|情况)?(?:的)?汇报(?:材料)?"),
        ("工作报告", r"(?:工作|情况)(?:的)?报告|(?:年度|年)报告"),
    )
)


def kind_in(text: str) -> str | None:
    """Return the kind that a title or a file name states, None where it states none.

    The letters may be set apart or be traditional: 述 职 报 告, 工作總結.
    """
    plain = fold(text)
    return next((kind for kind, pattern in _KINDS if pattern.search(plain)), None)


def kind_span(text: str) -> Span | None:
    """Return where the words stand that state the kind."""
    for _, pattern in _KINDS:
        found = pattern.search(text)
        if found:
            return Span(found.start(), found.end())
    return None
