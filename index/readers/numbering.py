"""Automatic numbering of a Word file rebuilt: 一、 （一） 1. as Word would show them.

The numbers are not in the text: they follow from the numbering part and from the order of the
paragraphs (ECMA-376 part 1, 17.9). One `Numbering` counts through one document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.readers.numerals import numeral
from index.readers.wordstyles import Styles
from index.readers.wordxml import Element, W, is_on, number, value

_PLACE = re.compile(r"%([1-9])")
_CLOSED = "、）)．：:】］]》〉"  # a label ending so needs no space before the words
_NONE = "0"  # the number id that switches numbering off
_LINKS = 8  # style links followed before giving up


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    suffix: str
    restart: int | None  # the level (from 1) whose use restarts this one; 0 never
    legal: bool
    hidden: bool
    style: str | None


@dataclass(frozen=True, slots=True)
class _List:
    """One w:num: the abstract list it counts in, and what it overrides."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The numbering part of a Word file (None: a file without one) and its counters."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        for element in root.findall(W + "abstractNum") if root is not None else ():
            self._abstracts.setdefault(value(element, "abstractNumId") or "", element)
        for element in root.findall(W + "num") if root is not None else ():
            self._nums.setdefault(value(element, "numId") or "", element)
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, properties: Element | None) -> str:
        """Count a paragraph with these properties (w:pPr) and return its label, often empty.

        The label ends as it meets the words: `一、`, `（一）`, `1. `, `第一章 `.
        """
        place = self._place(properties)
        if place is None:
            return ""
        num_id, depth = place
        numbered = self._list(num_id)
        level = numbered.levels.get(depth) if numbered else None
        if numbered is None or level is None:
            return ""
        counts = self._counts.setdefault(numbered.abstract, {})
        self._advance(num_id, numbered, depth, counts)
        if level.form == "bullet" or level.hidden:
            return ""
        return before_words(
            _PLACE.sub(lambda found: _shown(found, numbered, depth, counts), level.text),
            level.suffix,
        )

    def _place(self, properties: Element | None) -> tuple[str, int] | None:
        """Find list and level (from 0) of a paragraph: its own, else its style's."""
        own = properties.find(W + "numPr") if properties is not None else None
        num_id = value(own.find(W + "numId")) if own is not None else None
        depth = number(own.find(W + "ilvl")) if own is not None else None
        if num_id is None:
            style = properties.find(W + "pStyle") if properties is not None else None
            inherited = self._styles.numbering(value(style))
            if inherited is None:
                return None
            num_id = inherited.num_id
            if depth is None:
                depth = self._linked_level(num_id, inherited.styles)
            if depth is None:
                depth = inherited.level
        return None if num_id == _NONE else (num_id, depth or 0)

    def _linked_level(self, num_id: str, styles: tuple[str, ...]) -> int | None:
        """Return the level that is tied to one of these styles (w:lvl/w:pStyle)."""
        numbered = self._list(num_id)
        for style in styles if numbered else ():
            for depth, level in numbered.levels.items() if numbered else ():
                if level.style == style:
                    return depth
        return None

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._resolved(num_id)
        return self._lists[num_id]

    def _resolved(self, num_id: str) -> _List | None:
        num = self._nums.get(num_id)
        if num is None:
            return None
        abstract_id = value(num.find(W + "abstractNumId")) or ""
        for _ in range(_LINKS):
            abstract = self._abstracts.get(abstract_id)
            link = value(abstract.find(W + "numStyleLink")) if abstract is not None else None
            if link is None:
                break
            target = self._styles.numbering(link)
            linked = self._nums.get(target.num_id) if target else None
            abstract_id = (
                value(linked.find(W + "abstractNumId")) or "" if linked is not None else ""
            )
        abstract = self._abstracts.get(abstract_id)
        if abstract is None:
            return None
        levels = {number(lvl, "ilvl") or 0: _level(lvl) for lvl in abstract.findall(W + "lvl")}
        starts: dict[int, int] = {}
        for override in num.findall(W + "lvlOverride"):
            depth = number(override, "ilvl") or 0
            redefined = override.find(W + "lvl")
            if redefined is not None:
                levels[depth] = _level(redefined)
            start = number(override.find(W + "startOverride"))
            if start is not None:
                starts[depth] = start
        return _List(abstract_id, levels, starts)

    def _advance(self, num_id: str, numbered: _List, depth: int, counts: dict[int, int]) -> None:
        """Count one paragraph. Lists over one abstract list go on counting together."""
        first_here = (num_id, depth) not in self._begun
        self._begun.add((num_id, depth))
        if depth in counts and not (first_here and depth in numbered.starts):
            counts[depth] += 1
        else:
            counts[depth] = numbered.starts.get(depth, numbered.levels[depth].start)
        for deeper in [other for other in counts if other > depth]:
            level = numbered.levels.get(deeper)
            restart = level.restart if level and level.restart is not None else deeper
            if depth < restart:
                del counts[deeper]


def _shown(found: re.Match[str], numbered: _List, depth: int, counts: dict[int, int]) -> str:
    place = int(found[1]) - 1
    level = numbered.levels.get(place)
    if level is None or place > depth:
        return ""
    count = counts.get(place, numbered.starts.get(place, level.start))
    legal = numbered.levels[depth].legal and level.form not in ("none", "bullet")
    return numeral(count, "decimal" if legal else level.form)


def before_words(label: str, suffix: str = "tab") -> str:
    """Return a label as it meets the words behind it."""
    if not label or suffix == "nothing" or label[-1].isspace():
        return label
    return label if label[-1] in _CLOSED and suffix == "tab" else label + " "


def _level(element: Element) -> _Level:
    text = element.find(W + "lvlText")
    start = number(element.find(W + "start"))
    return _Level(
        start=1 if start is None else start,
        form=_form(element),
        text="" if text is None or value(text, "null") in ("1", "true") else value(text) or "",
        suffix=value(element.find(W + "suff")) or "tab",
        restart=number(element.find(W + "lvlRestart")),
        legal=is_on(element.find(W + "isLgl")),
        hidden=is_on(element.find(f"{W}rPr/{W}vanish")),
        style=value(element.find(W + "pStyle")),
    )


def _form(element: Element) -> str:
    """Return the number format; a newer format stands beside its fallback."""
    forms = [value(found) for found in element.iter(W + "numFmt")]
    return next((form for form in forms if form and form != "custom"), "decimal")
