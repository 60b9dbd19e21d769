"""From clean paragraphs to an outline: title, preamble, sections, points, passages.

In: a `Source`. Out: an `Outline` whose passages, joined, spell every character that cleaning left.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.cleaning import clean
from index.model import Outline, Source
from index.outline.build import Builder
from index.outline.headings import find_headings, whole_parts
from index.outline.styledtitle import styled_title
from index.outline.titles import title_at

__all__ = ["outline", "outline_in_place"]


def outline(source: Source) -> Outline:
    """Clean a source and cut it into sections and passages."""
    return outline_in_place(source)[0]


def outline_in_place(source: Source) -> tuple[Outline, tuple[Sequence[int], ...]]:
    """Do as `outline`, and say of each passage where its characters stand in the source's text."""
    cleaned = whole_parts(clean(source))
    title = styled_title(cleaned.paragraphs, title_at(cleaned.paragraphs))
    start = title[1] if title else 0
    plan = find_headings(cleaned.paragraphs, start, tuple(entry.text for entry in cleaned.contents))
    builder = Builder(cleaned, title, plan)
    return builder.build(), builder.origins
