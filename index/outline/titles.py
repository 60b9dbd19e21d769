"""The title of a report: the first line, or two, that names what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.cleaning import Paragraph
from index.cleaning.shapes import any_of, ends_sentence
from index.folding import fold
from index.model import LineKind
from index.outline.letterhead import is_issue, is_letterhead, is_signed
from index.outline.markers import Class, read_marker, read_rare
from index.outline.people import is_name
from index.tables.naming import measure_in
from index.units import is_unit

KIND_WORDS = re.compile(
    r"[周月季年]报(?![社到])|报告|总结|述职|述责|述廉|汇报|预算|决算|讲话|发言|计划|要点|方案|材料|小结|自查|公报|说明|意见|情况|清单|简报|纪要|通报|综述"
)
_LONGEST = 60  # characters of a title line
_HEAD = 12  # paragraphs in which the title must stand
_PERSON = re.compile(
    r".*(?:省长|市长|区长|县长|镇长|乡长|主席|总理|主任|书记|局长|院长|校长|部长|处长|科长|经理|董事长|委员|秘书长|行长|厅长|所长|站长|队长|组长|会长|同志)"
    r"(?:[\s\u3000:：]*(?!的)[\u4e00-\u9fff×XＸx*]{1}[\s\u3000]?[\u4e00-\u9fff×XＸx*]{1,3}(?:[·•][\u4e00-\u9fff]{1,6})?)"
)
_ASIDE = re.compile(r"[—－\-（(〔【]|各位|同志们|尊敬的|致辞|来源|时间|作者|单位[:：]|姓名[:：]")
_DRESSED = re.compile(
    r"[【〔(（]?(?:述职报告|工作总结|范文|精选|最新|参考)[】〕)）]?[:：]?\s*\S{6,}"
    r"|[（(](?:19|20)\d\d年?度?[)）]\S{2,}"
)
_HALF = re.compile(r"[的在和与及暨、]$")  # a title line that goes on in the next one
_FURTHER = re.compile(r"暨|[和与及]")  # how a line begins that goes on with the title above
_BELOW = re.compile(r"[—－]{1,2}[^—－]")  # a line that goes with the title above it
_LEADS = re.compile(r"现将|现就|.*如下[:：]?$")  # how a sentence leads to what is below it
# What a place reports, whose name may look like a person's: 「黄冈」 over 「2023年政府工作报告」.
_OF_PLACES = re.compile(r"政府|预算|决算|公报|年鉴|规划")
# 「2023年工作总结：」 is a title all the same.
_STOPPED = re.compile(
    r"(?!以下|下面|现将|现就|这|我|今天|根据|按照|请|同意)[^，。；：:]{0,30}"
    r"(?:总结|报告|述职|计划|方案|讲话|发言|汇报)[:：。]"
)
_PLANNED = re.compile(r"(?:打算|安排|思路|部署)$")
_TEXT = 16  # characters of a sentence that is text: below it stands no title
# Rare markers that no title begins with.
_MARKED = frozenset((Class.ARTICLE, Class.ROMAN, Class.ORDINAL))
_NOTICE = re.compile(
    rf"{any_of('公告 通知 通告 决定 决议 规定 办法 细则 制度 规划 纲要 批复 请示 预案 规程 章程')}"
    r"(?:[（(].{1,12}[)）])?$|(?:条例|须知|指南|手册)$"
)
_SECTION = re.compile(
    r"概述|综述|引言|前言|绪论|.{0,6}(?:概况|背景|简介|意义|依据|回顾|成效|亮点)"
    r"|(?:[主基总][要本体]|工作|履职|学习|开展|完成|进展|落实|个人)*情况"
)


def title_at(paragraphs: Sequence[Paragraph]) -> tuple[int, int] | None:
    """Return the paragraphs (from, up to) that are the title, None where there is none.

    A title of two lines: the unit or 「关于…」 first, the words that name the kind below. Where no
    line names a kind, the first one is the title: above it may stand what offices put over one.
    """
    head = paragraphs[:_HEAD]
    first: int | None = None
    paper: int | None = None
    for index, paragraph in enumerate(head):
        text = paragraph.text
        if _is_author(head, index):
            continue
        if _is_caption(paragraphs, index) and any(_is_told(above.text) for above in head[:index]):
            break
        if not _could_be(paragraph):
            if len(text) > _LONGEST or _is_marked(text) or text.startswith("各位"):
                break
            if first is not None and first >= 0 and len(text) >= _TEXT and ends_sentence(text):
                break
            if first is None and not _is_above(text):
                first = -1
            continue
        if _is_section(paragraphs, index):
            break
        if any(is_issue(after.text) for after in head[index + 1 : index + 2]):
            paper = index
            continue
        if named := _named(head, index):
            return _with_rest(head, *named)
        first = index if first is None else first
    if first is None or first < 0:
        first = paper
    if first is None:
        return None
    text = paragraphs[first].text
    below = paragraphs[first + 1].text if first + 1 < len(paragraphs) else ""
    couplet = _is_couplet(text) and paragraphs[first].level is None
    plain = "，" not in text or couplet or _BELOW.match(below) is not None
    return (first, first + 1) if 4 <= len(text) <= 45 and plain else None


def _is_couplet(text: str) -> bool:
    """Say whether a line is 「坚守初心，勇担使命」: clauses of one length, as no prose has them."""
    clauses = re.split("[，、]", text)
    return text.count("，") > 0 and len({len(clause) for clause in clauses}) == 1


def _named(head: Sequence[Paragraph], index: int) -> tuple[int, int] | None:
    """Return the title that begins at a line if it names the kind, there or just below."""
    text = head[index].text
    after = head[index + 1 : index + 2]
    follows = bool(after) and _could_be(after[0])
    if follows and any(
        text.count(mark[0]) > text.count(mark[1]) for mark in ("《》", "“”", "（）")
    ):
        return index, index + 2  # 「关于印发《某地工作 / 要点》的通知」
    if says_kind(text):
        return index, index + (2 if follows and _HALF.search(text) else 1)
    if _NOTICE.search(text):
        return index, index + 1
    if follows and _NOTICE.search(after[0].text):
        return index + 1, index + 2  # below the name of who announces it
    if follows and says_kind(after[0].text) and len(text) <= 40:
        return None if _is_told(text) and _is_caption(head, index + 1) else (index, index + 2)
    third = head[index + 2 : index + 3]
    short = third and len(text) <= 30 and len(third[0].text) <= 12
    if short and all(map(_could_be, (*after, *third))) and says_kind(third[0].text):
        # The unit, the matter and the kind, each on a line of its own.
        return index, index + 3
    return None


def _with_rest(head: Sequence[Paragraph], start: int, end: int) -> tuple[int, int]:
    """Return a title with the line below it that goes on with its words."""
    below = head[end].text if end < len(head) and _could_be(head[end]) else ""
    goes_on = _HALF.search(head[end - 1].text) or _FURTHER.match(below)
    named = says_kind(below) or _PLANNED.search(below)
    return start, end + 1 if goes_on and named else end


def _is_section(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Say whether a styled line is the first of the sections: they share its style, and it speaks
    as they do.
    """
    level = paragraphs[index].level
    if level is None or not _SECTION.fullmatch(paragraphs[index].text):
        return False
    return any(other.level == level for other in paragraphs[index + 1 :])


def _could_be(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return (
        paragraph.kind is LineKind.TEXT
        and 2 <= len(text) <= _LONGEST
        and (not ends_sentence(text) or _STOPPED.fullmatch(text) is not None)
        and (not _ASIDE.match(text) or _DRESSED.match(text) is not None)
        and not _is_above(text)
        and not _is_person(text)
        and not _is_marked(text)
        and not _LEADS.match(text)
        and re.search(r"[\u4e00-\u9fffA-Za-z]", text) is not None
    )


def _is_author(head: Sequence[Paragraph], index: int) -> bool:
    """Say whether a line is nothing but the name of who reports: it is no part of the title below
    it.
    """
    below = head[index + 1].text if index + 1 < len(head) else ""
    text = head[index].text
    return is_name(text) and not says_kind(text) and _OF_PLACES.search(below) is None


def _is_told(text: str) -> bool:
    """Say whether a line is prose, or leads to what is below it."""
    return re.search("[，。；]", text) is not None or _LEADS.match(text) is not None


def _is_caption(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Say whether a table follows a line, or follows what it counts in, so that the line may be
    the table's name.
    """
    for below in paragraphs[index + 1 : index + 3]:
        if below.row is not None or "\t" in below.text:
            return paragraphs[index].row is None
        if measure_in((below.text,)) is None:
            return False
    return False


def _is_above(text: str) -> bool:
    """Say whether a line is what offices put above a title."""
    return is_letterhead(text) or (is_signed(text) and not says_kind(text))


def says_kind(text: str) -> bool:
    """Say whether a line names the kind of a report: 「材料」 in a company's name does not."""
    return KIND_WORDS.search(fold(text)) is not None and not is_unit(text)


def _is_marked(text: str) -> bool:
    """Say whether a line begins with a number as sections and articles do."""
    rare = read_rare(text)
    return read_marker(text) is not None or (rare is not None and rare.kind in _MARKED)


def _is_person(text: str) -> bool:
    # 「某支部书记　王某」 is a person, 「某支部书记述职报告」 a title.
    return _PERSON.fullmatch(text) is not None and not says_kind(text)


def is_subtitle(text: str) -> bool:
    """Say whether a line below the title belongs to it: 「——2023年1月9日在…上」, a date, a name."""
    return len(text) <= _LONGEST and bool(
        re.match(r"[—－\-]{1,3}|[（(〔]", text)
        or re.match(r"[\d二〇○０-９]{4}\s*年[^，。：]*$", text)
        or _is_person(text)
        or re.search(r"(?:单位|部门|姓名|述职人|报告人|汇报人|日期|时间)\s*[:：]", text)
    )
