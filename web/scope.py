"""What filters left out, in words: values that stand nowhere, with near ones to take instead.

Needs no request; `links` leads from a page to the same page with a near value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.exports.words import ROLES, WHERES
from search.model import UnknownFilter
from search.query import names_of
from search.scope import NONE
from web.language import mark, translate
from web.links import Args, link

_SENTENCES = {
    "unit": mark("没有这个单位：{value}。"),
    "kind": mark("没有这个类型：{value}。"),
    "year": mark("没有这一年的报告：{value}。"),
    "role": mark("没有属于这一部分的段落：{value}。"),
    "where": mark("没有一段在{value}里。"),
    "report": mark("没有编号为 {value} 的报告。"),
    "title": mark("没有标题里有“{value}”的报告。"),
}
_ABSENT = {
    "unit": mark("没有缺单位的报告。"),
    "kind": mark("没有缺类型的报告。"),
    "year": mark("没有缺年份的报告。"),
    "role": mark("没有不属于任何部分的段落。"),
}
_MEANT = mark("是否指 {near}？")
_BETWEEN = mark("、")
_WORDS = {
    "role": {role.value: word for role, word in ROLES.items()},
    "where": {where.value: word for where, word in WHERES.items()},
}


@dataclass(frozen=True, slots=True)
class Stranger:
    """A value that stands nowhere: a sentence, and what may be meant, each with its address
    (empty where there is none).
    """

    text: str
    near: tuple[tuple[str, str], ...]


def sentences(found: Iterable[UnknownFilter], language: str) -> tuple[str, ...]:
    """Return one line for each value that stands nowhere, with what may be meant."""
    said = []
    for one in found:
        text = _sentence(one, language)
        if one.near:
            near = translate(_BETWEEN, language).join(
                _named(one, name, language) for name in one.near
            )
            gap = "" if language == "zh" else " "
            text += gap + translate(_MEANT, language).format(near=near)
        said.append(text)
    return tuple(said)


def links(
    found: Iterable[UnknownFilter], language: str, endpoint: str = "", args: Args | None = None
) -> tuple[Stranger, ...]:
    """Return the same for a page, near values as links to it where its address is given."""
    return tuple(
        Stranger(
            _sentence(one, language),
            tuple(
                (_named(one, name, language), _address(one, name, endpoint, args))
                for name in one.near
            ),
        )
        for one in found
    )


def _sentence(one: UnknownFilter, language: str) -> str:
    if one.value == NONE and one.field in _ABSENT:
        return translate(_ABSENT[one.field], language)
    value = _named(one, one.value, language)
    return translate(_SENTENCES[one.field], language).format(value=value)


def _named(one: UnknownFilter, value: str, language: str) -> str:
    words = _WORDS.get(one.field, {})
    return translate(words[value], language) if value in words else value


def _address(one: UnknownFilter, near: str, endpoint: str, args: Args | None) -> str:
    if args is None or one.field not in ("unit", "kind", "year", "role", "where"):
        return ""
    given: Sequence[str] = args.getlist(one.field)
    if any(one.value in (text, text.strip()) for text in given) or (given and one.field == "year"):
        changed = args.copy()
        kept = [] if one.field == "year" else [text for text in given if text.strip() != one.value]
        changed.setlist(one.field, list(dict.fromkeys([*kept, near])))
        return link(endpoint, changed, drop=("page",))
    names = "|".join(names_of(one.field))
    pattern = re.compile(rf"(?i)(?<!\S)((?:{names})[:：])\S+")
    if one.field != "year":
        pattern = re.compile(rf"(?i)(?<!\S)((?:{names})[:：])[\"＂]?{re.escape(one.value)}[\"＂]?")
    query, count = pattern.subn(lambda found: found[1] + near, args.get("q", ""))
    return link(endpoint, args, drop=("page",), q=query) if count else ""
