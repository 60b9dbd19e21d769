"""Headings without a marker, known by the table of contents, a star, or how the line looks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.cleaning import Paragraph
from index.cleaning.shapes import ends_sentence
from index.model import LineKind
from index.outline.markers import Class, read_marker
from index.outline.roles import role_of

STARS = "★☆◆◇●○■□▲△▶►※✦❖"
_BARE = 28  # characters of a line that is a heading by its looks
_LISTED = 80  # characters of a line that the contents name
_TITLE_LIKE = re.compile(r"(?=.*[\u4e00-\u9fff]{3})[\u4e00-\u9fff\d“”、《》（）—]+(?<![\d日号])")


def ranks(contents: Sequence[str]) -> dict[str, Class]:
    """Return the class that each entry of a table of contents has, by its words."""
    found: dict[str, Class] = {}
    for entry in contents:
        marker = read_marker(entry)
        key = _key(entry)
        if len(key) >= 2:
            found.setdefault(key, marker.kind if marker else Class.CHINESE)
    return found


def listed_class(text: str, listed: dict[str, Class]) -> Class | None:
    """Return the class that a line has in the table of contents, None if it is not there."""
    if not listed or len(text) > _LISTED or re.search(r"[。；：，]", text):
        return None
    key = re.sub(r"[（）()\s]", "", text)
    if key in listed:
        return listed[key]
    ends = [entry for entry in listed if len(entry) >= 4 and key.endswith(entry)]
    return listed[ends[0]] if ends and len(key) <= 40 else None


def starred_class(paragraphs: Sequence[Paragraph], index: int) -> Class | None:
    """Say whether a line is a heading set off by a star or a square: below 一、, above nothing."""
    text = paragraphs[index].text
    words = text.lstrip(STARS).strip()
    after = paragraphs[index + 1].text if index + 1 < len(paragraphs) else ""
    alone = text != words and 4 <= len(words) <= 40 and not ends_sentence(words)
    if not alone or after[:1] in STARS or len(after) < 12:
        return None
    return Class.CHINESE_ROUND


def is_bare(paragraphs: Sequence[Paragraph], index: int, start: int) -> bool:
    """Say whether a line without a marker looks like a heading: short, alone, over long text."""
    text = paragraphs[index].text
    if not 4 <= len(text) <= _BARE or index + 1 >= len(paragraphs) or index <= start:
        return False
    if not _TITLE_LIKE.fullmatch(text) or text.startswith("各位"):
        return False
    before, after = paragraphs[index - 1], paragraphs[index + 1]
    says_role = len(text) <= 14 and role_of(text, None) is not None
    return (
        len(after.text) >= (12 if says_role else 60)
        and after.kind is LineKind.TEXT
        and before.kind is LineKind.TEXT
        and ends_sentence(before.text)
        and len(before.text) >= 12
    )


def _key(text: str) -> str:
    marker = read_marker(text)
    return re.sub(r"\s+", "", text[marker.end :] if marker else text)
