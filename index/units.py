"""Who reports: the unit named by a title, a file name or a folder; none rather than a wrong one.

A unit ends like one (`unitwords`) and stands between borders: the start of the title, a year or a
sign before it, the words of a report after it. A masked unit (XX局) is kept as written; `is_known`
says whether a unit may equal another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from index.unitwords import (
    ENDING,
    GENERIC,
    HEAD,
    INNER,
    LEGAL,
    LONGER,
    MASK,
    MATTER,
    NAME,
    OFFICE,
    OPENING,
    PLACES,
    PLURAL,
    REPORTED,
    VERB,
)
from index.years import year_spans

_SHORTEST, _LONGEST = 3, 40  # characters of a unit's name
_AROUND = re.compile(
    r"(?:学年度?|年度|年终|年初|年末|年|度)?"
    r"(?:上半年|下半年|第[一二三四]季度|第[一二三]学期|[上下春夏秋冬]季?学期)?[）)]?"
)
# What stands before the first word of a file's name: a number, a date, what version it is.
_FILED = re.compile(
    r"(?:(?:19|20)\d{6}|(?:19|20)\d\d[.．\-]\d{1,2}(?:[.．\-]\d{1,2})?(?!\d)|\d{1,3}[.．、\s]+(?!\d)"
    r"|副本|复件|新建|最终版?|定稿|终稿|初稿|修改稿|附件[一二三四五六七八九十\d]{0,2}[:：]?)+"
)
_TERM = re.compile(r"上半年|下半年|年度|年终|第[一二三四]季度|第[一二三]学期|[上下]学期")
_BETWEEN = re.compile(r"—{1,2}|－{1,2}|[-–]|\s+|[:：,，。；;|｜]")
_IN_BRACKETS = re.compile(r"[（(【\[〔]([^（()）【】\[\]〔〕]{3,40})[)）】\]〕]\s*$")
_BOLD = re.compile(r"^\*\*([^*]+)\*\*$")  # set in bold, and no mask
_BRACKET = re.compile(r"[（(]([^（()）]{2,12})[)）]")
# 「——在某公司四届二次职工代表大会上的工作报告」: who speaks to its own members.
_HELD = re.compile(
    r"[—－\-]{0,3}(?:.{0,16}日)?在([^，。]{3,40}?)第?[一二三四五六七八九十\d]+届"
    r"[^，。]{0,10}(?:职工|教工|教职工|会员|社员|学生|党员|团员|职代|教代|代表)[^，。]{0,4}大?会"
    r"[^，。]{0,8}(?:报告|总结)"
)
_WITH_PERSON = re.compile(r"(\S{3,})\s+(?:[\u4e00-\u9fff×✕XxＸｘ*＊]\s?){2,4}")  # 「某局　王某」
_LISTED = ("、", "和", "与", "及", "或", ")", "）")  # several units, or a part of a phrase
_LED = re.compile(r"(?:党[委组]|支部|总支)$")
_COMMUNE = re.compile(r"[\u4e00-\u9fff×✕XxＸｘ*＊]{2,}(?:镇|乡|街道)")
_MEASURE = re.compile(
    r"[（(]?(?:人民币)?[百千万亿]*(?:元|美元|人|个|户|台|辆|件|次|吨|亩|家|项|名|公顷|公里|平方米"
    r"|%|％)(?:\W.*)?"
)
_PLACE = re.compile(rf"[\u4e00-\u9fff]{{1,12}}(?:{PLACES})")
# 「平山县2023年工作总结」: a place speaks for itself only of its work as a whole.
_SPEAKING = re.compile(
    r"(?:年度?|年终)?(?:上半年|下半年|第[一二三四]季度)?(?:政府)?"
    r"(?:工作(?:总结|报告|情况|要点|计划|汇报|思路)|总结|述职|述廉)"
)
_ZONE = re.compile(
    r".{0,2}(?:开发|高新|高新技术|经开|保税|自贸|工业|服务|[社辖街战军选教赛园新])区"
)
_NO_PLACE = re.compile(
    r".*(?:[城县辖郊灾库片小校院园景林牧湖矿]区|(?:[深大高半石老浅]|丘陵|高寒|偏远)山区|都市|(?:先行|集聚|示范|试验|核心|功能)区|城市|城镇|区县|市县|州县|各[省市县区]|门市|超市"
    r"|夜市|股市|楼市|上市)"
    r"|(?:东部|西部|中部|北部|南部|农村|贫困|边远|民族|部分|重点|沿海|全|各|本|我|外).*"
)


def is_known(unit: str | None) -> bool:
    """Say whether a unit is named without masks; only such a unit may equal another."""
    return bool(unit) and MASK.search(str(unit)) is None


def unit_in_title(title: str, kind: str | None) -> str | None:
    """Return the unit that a title names: what stands around the year, before the matter."""
    if kind == "政府工作报告":
        return _government(title)
    title = _BOLD.sub(r"\1", title.strip())
    bracket = _IN_BRACKETS.search(title)
    # 「某市 XX 局」: the spaces may be only setting.
    for piece in (*_pieces(_BETWEEN, title), *_pieces(None, re.sub(r"\s+", "", title))):
        found = _leading(piece)
        if found:
            return found
    held = _HELD.match(title)
    if held and is_unit(held[1]):
        return held[1]
    return (unit_in_line(bracket[1]) if bracket else None) or _speaking(title)


def _speaking(title: str) -> str | None:
    """Return the place with which a title begins, where a year and its work as a whole follow."""
    bare = re.sub(r"\s+", "", title)
    start, end = next(iter(year_spans(bare)), (0, 0))
    place = bare[:start]
    told = _is_place(place) and not _ZONE.fullmatch(place) and VERB.search(place) is None
    return place if told and _SPEAKING.match(bare, end) else None


def unit_in_line(line: str) -> str | None:
    """Return the unit that a line of its own names, above or below the title."""
    signed = _WITH_PERSON.fullmatch(line.strip())
    for text in (re.sub(r"\s+", "", line), signed[1] if signed else ""):
        if is_unit(text) and (HEAD.match(text) or LEGAL.fullmatch(text)):
            return text
    return None


def unit_in_label(line: str) -> str | None:
    """Return the unit that a line below the title states: 「预算单位：…」, 「述职单位：…」."""
    for found in re.finditer(
        r"(?:^|[（(\s])(?:(?:预算主管|主管|编制|填报|报送)部门|(?:预算|填报|报送|述职|报告|汇报"
        r"|编制|所在)?单位|单位名称|部门)"
        r"(?:名称)?\s*[:：]\s*(\S[^，。；]{1,40})",
        line,
    ):
        unit = re.split(r"\s{2,}|[）)]$|\s+(?=\S+[:：])", found[1])[0].strip()
        if len(unit) >= 2 and not _MEASURE.fullmatch(unit):
            return unit
    return None


def unit_in_name(stem: str, kind: str | None) -> str | None:
    """Return the unit in a file name: one of its pieces, or what leads up to the year or kind."""
    stem = _FILED.sub("", stem, count=1) if _FILED.match(stem) else stem
    pieces = [piece for piece in re.split(r"[_＿\s—–\-·、，,]+", stem) if piece]
    for piece in pieces:
        if kind == "政府工作报告":
            found = _government(piece)
            if found or piece == "国务院" or _is_place(piece):
                return found or piece
            continue
        if len(pieces) > 1 and (is_unit(piece) or _is_place(piece)):
            return piece
        found = unit_in_title(piece, kind)
        if found:
            return found
    return None


def unit_in_folder(name: str) -> str | None:
    """Return the unit after which a folder is called, None where the name says something else."""
    bare = re.sub(r"^\d{1,3}[\s._、\-]*", "", name)
    for start, end in reversed(list(year_spans(bare))):
        after = _AROUND.match(bare, end)
        bare = bare[:start].rstrip("（(") + bare[after.end() if after else end :]
    bare = _TERM.sub("", bare).strip(" _-—·")
    return bare if _is_place(bare) or is_unit(bare) or _is_owned(bare) else None


class _Piece(NamedTuple):
    """A stretch of a title in which a unit may stand, up to a year or a sign."""

    text: str
    soon: bool  # a year follows, or the words of a report
    after: str  # the rest of the title


def _pieces(between: re.Pattern[str] | None, title: str) -> Iterator[_Piece]:
    """Yield the stretches that begin at a border: the title's start, a sign, or a year before
    which nothing else stood (关于开展2021年… goes on with what is done, not with who does it).
    """
    text = title.strip()
    years = set(year_spans(text))
    signs = {found.span() for found in (between.finditer(text) if between else ())}
    dates = {(start, found.end()) for start, end in years if (found := _AROUND.match(text, end))}
    terms = {found.span() for found in _TERM.finditer(text)}
    inside = {term for term in terms for date in dates if date[0] <= term[0] < date[1]}
    cuts = dates | signs | (terms - inside)
    edges = [(0, 0), *sorted(cuts), (len(text), len(text))]
    begun = False
    for cut, (end, behind) in pairwise(edges):
        begun = begun and cut not in signs
        piece = re.sub(r"\s+", "", text[cut[1] : end]).strip("（(【[·、")
        if piece and not begun:
            dated = any(start == end for start, _ in years)
            soon = end < len(text) and (dated or MATTER.match(text, behind) is not None)
            yield _Piece(piece, soon, text[end:])
        begun = begun or (bool(piece) and piece != "关于")


def _leading(piece: _Piece) -> str | None:
    """Return the unit with which a piece of a title begins: the longest one before the words of a
    report, else the first one that something is reported of.
    """
    text = re.sub(r"^关于", "", piece.text)
    spoken_of = text != piece.text  # 「关于…」: whoever reports, or what it is about
    best: str | None = None
    for found in ENDING.finditer(text[:_LONGEST]):
        end = _with_bracket(text, found.end())
        name, rest = text[:end], text[end:]
        if OFFICE.match(rest):
            # 「党委书记」 names a person's office; the unit may stand before it.
            sure = found["firm"] or (_COMMUNE.fullmatch(name) and "述" in rest + piece.after)
            if _is_name(name) and sure and not _LED.search(name):
                best = name
            break
        if not _is_name(name) or rest.startswith(_LISTED):
            continue
        if spoken_of and (rest.startswith("的") or not HEAD.match(name)):
            continue
        if found["owned"] and not HEAD.match(name):
            continue
        followed = MATTER.match(rest) is not None if rest else piece.soon
        if followed or (not rest and found["firm"] and HEAD.match(name)):
            best = name
        elif found["firm"] and (best is None or INNER.fullmatch(name)):
            best = name if _tells(name, rest + piece.after) else best
    unknown = piece.soon and best is not None and LONGER.fullmatch(text[len(best) :])
    return None if unknown else best


def _with_bracket(text: str, end: int) -> int:
    # 「工商业联合会（总商会）」 is one name.
    found = _BRACKET.match(text, end)
    return found.end() if found and ENDING.search(found[1]) else end


def is_unit(text: str) -> bool:
    """Say whether a text is the name of a unit and nothing else."""
    ends = any(
        found.end() == len(text) and (not found["owned"] or HEAD.match(text))
        for found in ENDING.finditer(text[:_LONGEST])
    )
    return (ends or _with_bracket(text, text.find("（")) == len(text)) and _is_name(text)


def _is_owned(text: str) -> bool:
    """Say whether a text ends like a unit of somebody (东湖闸站): enough for a folder's name."""
    ends = any(found.end() == len(text) for found in ENDING.finditer(text[:_LONGEST]))
    return ends and _is_name(text)


def _is_name(text: str) -> bool:
    return (
        _SHORTEST <= len(text) <= _LONGEST
        and NAME.fullmatch(text) is not None
        and VERB.search(text) is None
        and OPENING.match(text) is None
        and GENERIC.fullmatch(text) is None
    )


def _tells(name: str, matter: str) -> bool:
    """Say whether a name tells one unit from others of its kind, and what is reported follows."""
    head = HEAD.match(name)
    common = PLURAL.fullmatch(name) is not None
    if common and (head is None or GENERIC.fullmatch(name[head.end() :])):
        return False
    return REPORTED.fullmatch(matter) is not None


def _is_place(text: str) -> bool:
    return len(text) >= 3 and bool(_PLACE.fullmatch(text)) and not _NO_PLACE.fullmatch(text)


def _government(text: str) -> str | None:
    bare = text = re.sub(r"\s+", "", text)
    for start, end in reversed(list(year_spans(text))):
        after = _AROUND.match(bare, end)
        bare = bare[:start] + bare[after.end() if after else end :]
    bare = _TERM.sub("", bare)
    found = re.search(
        r"([\u4e00-\u9fff]{2,14}?(?:省|市|自治区|自治州|州|盟|县|区|旗|镇|乡"
        r"|国务院))(?:人民)?政府工作",
        bare,
    )
    if found:
        place = re.sub(r"^关于", "", found[1])
        return None if VERB.search(place) else place
    held = re.search(
        r"在([\u4e00-\u9fff]{2,12}?(?:省|市|自治区|自治州|州|盟|县|区|旗|镇|乡))"
        r"第?[一二三四五六七八九十\d]{1,3}届人民代表大会",
        bare,
    ) or re.match(r"([\u4e00-\u9fff]{2,12}?(?:省|市|自治区|州|盟|县|区|旗|镇|乡))人民政府", bare)
    if held:
        return held[1]
    return "国务院" if "国务院" in bare else None
