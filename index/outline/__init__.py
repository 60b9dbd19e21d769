"""From clean paragraphs to an outline: title, preamble, sections, points, passages.

In: a `Source`. Out: an `Outline` whose passages, joined, spell every character that cleaning left.
"""

from __future__ import annotations

from index.cleaning import clean
from index.model import Outline, Source
from index.outline.build import Builder
from index.outline.headings import find_headings, whole_parts
from index.outline.titles import title_at

__all__ = ["outline"]


def outline(source: Source) -> Outline:
    """Clean a source and cut it into sections and passages."""
    cleaned = whole_parts(clean(source))
    title = title_at(cleaned.paragraphs)
    start = title[1] if title else 0
    plan = find_headings(cleaned.paragraphs, start, tuple(entry.text for entry in cleaned.contents))
    return Builder(cleaned, title, plan).build()
