"""Names of units in running text: the full name, and the short forms that a unit goes by.

云岭市水务局 is also 市水务局 and 水务局, 云岭港务有限公司 also 云岭港务.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from index.model import Span
from index.units import is_known

_PLACE = re.compile(r"(?:自治区|自治州|地区|新区|[省市州盟县区旗镇乡])")
_COMPANY = re.compile(r"(?:股份|控股)?(?:集团)?(?:股份)?(?:有限)?(?:责任)?(?:总|分)?公司$|集团$")
_LEAST = 3  # characters of a short form, …
_LEAST_STEM = 4  # … of a company's without 公司
# What so many offices have that the words alone name none of them.
_COMMON = re.compile(
    r"(?:人民)?政府|(?:党)?委员会|办公[室厅]|机关党委|党[委组]|领导小组|管委会|居委会|村委会|支部委员会"
    r"|工作委员会|人民(?:医院|法院|检察院)|[一二三四五六七八九十第]*(?:中学|小学|幼儿园|党支部|支部)|.{0,2}街道(?:办事处)?"
    r"|(?:有限|责任|分|总)*公司"
)
_SEAT = re.compile(r"(.{2,3})[省市](?:人民政府|委|委员会)?")  # 云岭市 is also 云岭
# Before a short form these belong to the name of some other unit (省|水务局).
_GOES_ON = frozenset("省市县区州盟旗镇乡")


@lru_cache(maxsize=4096)
def names_of(unit: str | None) -> tuple[str, ...]:
    """Return what a unit is called, the longest first; nothing for a masked or missing one."""
    if unit is None or not is_known(unit):
        return ()
    found = {unit}
    for place in _PLACE.finditer(unit):
        # 云岭市水务局: from the place's last character on, and after it.
        for start in (place.end() - 1, place.end()):
            rest = unit[start:]
            if (
                start > 0
                and len(rest) >= _LEAST
                and not _COMMON.fullmatch(rest.lstrip("省市县区州盟旗镇乡"))
            ):
                found.add(rest)
    seat = _SEAT.fullmatch(unit)
    if seat:
        found |= {unit[: seat.end(1) + 1], seat[1]}
    for name in tuple(found):
        stem = _COMPANY.sub("", name)
        if stem != name and len(stem) >= _LEAST_STEM:
            found.add(stem)
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def places(text: str, names: Iterable[str]) -> Iterator[Span]:
    """Yield where a text has one of these names (the longest first), none inside another."""
    taken: list[Span] = []
    for name in names:
        at = text.find(name)
        while at >= 0:
            span = Span(at, at + len(name))
            inside = any(one.start < span.end and span.start < one.end for one in taken)
            longer = text[at - 1 : at] in _GOES_ON if at and name[0] not in _GOES_ON else False
            if not inside and not longer:
                taken.append(span)
                yield span
            at = text.find(name, at + 1)


class Names:
    """The full names of many units, found in a text in one go."""

    def __init__(self, units: Iterable[str | None]) -> None:
        """Take the units; masked ones and None are passed over."""
        self._by_start: dict[str, list[str]] = {}
        for unit in units:
            if unit is not None and len(unit) > _LEAST and is_known(unit):
                self._by_start.setdefault(unit[:2], []).append(unit)
        for some in self._by_start.values():
            some.sort(key=len, reverse=True)

    def found_in(self, text: str) -> Iterator[tuple[str, Span]]:
        """Yield each unit named in a text and where, the longest name at each place."""
        at = 0
        while at < len(text) - 1:
            step = 1
            for name in self._by_start.get(text[at : at + 2], ()):
                if text.startswith(name, at):
                    yield name, Span(at, at + len(name))
                    step = len(name)
                    break
            at += step
