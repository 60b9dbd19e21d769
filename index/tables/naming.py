"""The words around a table: what it is called, what it counts in, the names of its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.measures import measure_at
from index.model import Table

_WIDE_SPACE = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_UNIT = re.compile(r"单\s*位\s*[:：]\s*")
_SCALE = re.compile("[十百千]?[万亿]{0,2}")
_CODE = re.compile(
    r"(?:公开|附)?\s*[表附件]\s*[\d一二三四五六七八九十]{1,3}(?:-\d+)?\s*表?|公开\d{1,3}表?|续表|（续）"
)
_CODES = re.compile(r"(?:科目|功能分类|经济分类)*(?:编码|代码)|[类款项]")
_PLACES = re.compile("序号|行次|编号")
_TOTAL = re.compile(r"\s*[合总小共]\s*计\s*")
_LONGEST = 60  # characters of a caption
_STATED = re.compile(r"[（(]\s*(?:单位\s*[:：]\s*)?([^()（）]{1,8}?)\s*[)）]")
_ENDS = re.compile(r"[。！？；，、]$")


def plain_name(text: str) -> str:
    """Return the name of a column without the spaces that only set it (预 算 数)."""
    return _WIDE_SPACE.sub("", text).strip()


def names_codes(name: str) -> bool:
    """Say whether the cells under a name are codes, which say what a row is: 科目编码, 类, 款."""
    return _CODES.fullmatch(name) is not None


def names_places(name: str) -> bool:
    """Say whether the cells under a name only count the rows (序号, 行次)."""
    return _PLACES.fullmatch(name) is not None


def is_total(text: str) -> bool:
    """Say whether a cell names a row of sums (合计、总计、小计)."""
    return _TOTAL.fullmatch(text) is not None


def measure_named(text: str) -> str | None:
    """Return the measure that a text is, with its scale (万元), None where it is something else."""
    bare = plain_name(text)
    scale = _SCALE.match(bare)
    at = scale.end() if scale else 0
    measure = measure_at(bare, at)
    if measure is not None and measure.end == len(bare):
        return "%" if measure.name == "%" else bare
    return None


def measure_in(above: Sequence[str]) -> str | None:
    """Return the measure stated above a table (单位：万元), the nearest one; None without."""
    for text in reversed(above):
        for found in reversed(list(_UNIT.finditer(text))):
            rest = re.split(r"[\s）)，,；;、]", text[found.end() :].strip(), maxsplit=1)[0]
            measure = measure_named(rest)
            if measure:
                return measure
    return None


def states_measure(text: str) -> bool:
    """Say whether a text states what a table counts in (单位：万元)."""
    return _UNIT.search(text) is not None


def measure_of_column(path: Sequence[str]) -> str | None:
    """Return the measure that the names of a column state: （万元）, 增长（%）, 占比%."""
    for name in reversed(path):
        for stated in reversed(_STATED.findall(name)):
            measure = measure_named(stated)
            if measure:
                return measure
        if re.search("[%％]$", name):
            return "%"
    return None


def caption_in(above: Sequence[str]) -> str | None:
    """Return what a table is called by the lines above it, None where none of them is a name."""
    for text in reversed(above):
        bare = text.strip()
        if _UNIT.search(bare) and len(bare) <= _LONGEST and not _named(bare):
            continue
        if not bare or _CODE.fullmatch(bare):
            continue
        if len(bare) > _LONGEST or _ENDS.search(bare):
            return None
        return bare.rstrip("：: ")
    return None


def says_of_table(text: str, table: Table) -> bool:
    """Say whether a line above a table only states what it is: its caption, measure or number."""
    bare = text.strip()
    if len(bare) > _LONGEST or _ENDS.search(bare):
        return False
    named = bare.rstrip("：: ") == table.caption
    return named or _CODE.fullmatch(bare) is not None or _UNIT.search(bare) is not None


def _named(text: str) -> bool:
    """Say whether a line that states a unit also says what the table is: 收支总表 单位：万元."""
    return re.search(r"[表况]\s*[（(]?\s*(?:金额)?单\s*位", text) is not None
