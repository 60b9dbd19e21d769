"""Styles of a Word file: which one is a heading, brings numbering, hides, raises or lowers text.

All of it is inherited through `basedOn`; the nearest style that says something wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.readers.wordlooks import Look, look_of, said_by, styled
from index.readers.wordxml import Element, W, number, value

_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_TITLE = frozenset({"title", "标题", "標題"})
_DEEPEST = 100  # styles on one another; beyond, they go in a circle
_BODY_TEXT = 9  # the outline level that means: no heading


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says itself, before inheritance."""

    name: str
    based_on: str | None
    outline: int | None  # 0 … 9, as Word counts
    num_id: str | None
    num_level: int | None
    look: Look


@dataclass(frozen=True, slots=True)
class StyleNumbering:
    """The numbering that a style brings; `styles` are those on the way to it, nearest first."""

    num_id: str
    level: int
    styles: tuple[str, ...]


class Styles:
    """The styles part of a Word file (None: a file without one)."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._default: str | None = None
        self._headings: dict[str | None, int | None] = {}
        self._numberings: dict[str | None, StyleNumbering | None] = {}
        self._looks: dict[tuple[str | None, str | None, str | None], Look] = {}
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self._look = look_of(defaults)
        for element in root.findall(W + "style") if root is not None else ():
            style_id = value(element, "styleId")
            if style_id is None:
                continue
            self._styles[style_id] = _style(element)
            if value(element, "type") == "paragraph" and value(element, "default") in ("1", "true"):
                self._default = style_id

    def heading(self, style_id: str | None) -> int | None:
        """Return the heading level from 1 that a style gives, None for body text.

        A document's title style counts as level 1, as h1 does on a web page.
        """
        if style_id not in self._headings:
            self._headings[style_id] = self._found_heading(style_id)
        return self._headings[style_id]

    def is_title(self, style_id: str | None) -> bool:
        """Say whether a style is that of the document's title, or based on it."""
        for _, style in self._chain(style_id):
            if style.name.lower() in _TITLE:
                return True
            if _HEADING.fullmatch(style.name):
                return False
        return False

    def numbering(self, style_id: str | None) -> StyleNumbering | None:
        """Return the numbering that a style or its bases bring."""
        if style_id not in self._numberings:
            self._numberings[style_id] = self._found_numbering(style_id)
        return self._numberings[style_id]

    def look(
        self, paragraph: str | None, properties: Element | None, table: str | None = None
    ) -> Look:
        """Return how a run with these properties (w:rPr) looks in a paragraph of a style.

        `table` is the style of the table around it: it takes the place of the defaults.
        """
        own, named = said_by(properties)
        around = self._looks.get((paragraph, named, table))
        if around is None:
            around = styled(
                self._said(self._based(named)),
                self._said(self._chain(paragraph)),
                self._said(self._based(table)).over(self._look),
            )
            self._looks[paragraph, named, table] = around
        return own.over(around)

    @staticmethod
    def _said(chain: Iterator[tuple[str, Style]]) -> Look:
        look = Look()
        for _, style in chain:
            look = look.over(style.look)
        return look

    def _found_heading(self, style_id: str | None) -> int | None:
        for _, style in self._chain(style_id):
            if style.outline is not None:
                return None if style.outline >= _BODY_TEXT else style.outline + 1
            if found := _HEADING.fullmatch(style.name):
                return int(found[1])
            if style.name.lower() in _TITLE:
                return 1
        return None

    def _found_numbering(self, style_id: str | None) -> StyleNumbering | None:
        level: int | None = None
        passed: list[str] = []
        for name, style in self._chain(style_id):
            passed.append(name)
            level = style.num_level if level is None else level
            if style.num_id is not None:
                return StyleNumbering(style.num_id, level or 0, tuple(passed))
        return None

    def _chain(self, style_id: str | None) -> Iterator[tuple[str, Style]]:
        """Yield a paragraph style and its bases; the default one where there is no such style."""
        return self._based(style_id if style_id in self._styles else self._default)

    def _based(self, style_id: str | None) -> Iterator[tuple[str, Style]]:
        for _ in range(_DEEPEST):
            if style_id is None or style_id not in self._styles:
                return
            yield style_id, self._styles[style_id]
            style_id = self._styles[style_id].based_on


def _style(element: Element) -> Style:
    name = value(element.find(W + "name")) or ""
    properties = element.find(W + "pPr")
    numbering = properties.find(W + "numPr") if properties is not None else None
    return Style(
        name=name.strip(),
        based_on=value(element.find(W + "basedOn")),
        outline=number(properties.find(W + "outlineLvl")) if properties is not None else None,
        num_id=value(numbering.find(W + "numId")) if numbering is not None else None,
        num_level=number(numbering.find(W + "ilvl")) if numbering is not None else None,
        look=look_of(element.find(W + "rPr")),
    )
