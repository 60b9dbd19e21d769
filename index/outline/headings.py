"""Which paragraphs are headings, or begin with one, and how deep.

`candidates` says what each paragraph offers, `series` lets siblings decide what are headings and
what is a list, `ladder` gives those that fit their sequence a level. Numbered lists after 附件,
glossaries and quotations hold no headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.cleaning import Cleaned, Paragraph
from index.cleaning.shapes import ends_sentence
from index.model import LineKind
from index.outline.ahead import Ahead
from index.outline.appendix import appendix_at
from index.outline.candidates import Candidate, candidate_at
from index.outline.ladder import Ladder
from index.outline.looks import known
from index.outline.markers import Class, read_marker
from index.outline.series import judged

_QUOTED = 6  # paragraphs of the longest quotation
_GLOSSARY = re.compile(r"(?:名词|术语|词语|用语|指标)(?:解释|注释|说明)$|^注释$")
_NUMERALS = frozenset("一二三四五六七八九十")  # alone on a line: a section without words


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: the paragraph it opens, where in it the heading ends, and its level (from 1)."""

    paragraph: int
    end: int
    level: int
    marker: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The headings of a report and the paragraph from which on there are none (its appendix)."""

    headings: tuple[Heading, ...]
    appendix: int


def whole_parts(cleaned: Cleaned) -> Cleaned:
    """Join 「第一部分」, 「一、」 alone on a line with the words on the next one."""
    found: list[Paragraph] = []
    for paragraph in cleaned.paragraphs:
        before = found[-1] if found else None
        if (
            before is not None
            and (marker := read_marker(before.text)) is not None
            and marker.kind <= Class.CHINESE_ROUND
            and marker.end == len(before.text)
            and before.text not in _NUMERALS
            and paragraph.kind is LineKind.TEXT
            and len(paragraph.text) <= 40
            and not ends_sentence(paragraph.text)
            and read_marker(paragraph.text) is None
        ):
            found[-1] = before.joined(paragraph, " ")
        else:
            found.append(paragraph)
    return replace(cleaned, paragraphs=tuple(found))


def find_headings(
    paragraphs: Sequence[Paragraph], start: int, contents: Sequence[str] = ()
) -> Plan:
    """Find the headings from paragraph `start` on.

    `contents` are the entries of the report's table of contents: a line of the same words
    is a heading even without a marker.
    """
    appendix = appendix_at(paragraphs, start)
    looks = known(paragraphs, start, appendix, contents)
    quoted = _inside_quotes(paragraphs, start, appendix)
    candidates = judged(
        paragraphs[:appendix],
        [
            candidate
            for index in range(start, appendix)
            if index not in quoted
            and (candidate := candidate_at(paragraphs, index, looks)) is not None
        ],
    )
    ladder = Ladder(Ahead(candidates))
    placed = _placed(candidates, ladder)
    learned = ladder.learned()
    if learned:  # known from the beginning on
        placed = _placed(candidates, Ladder(ladder.ahead, turned=learned))
    return Plan(tuple(placed), appendix)


def _placed(candidates: Sequence[Candidate], ladder: Ladder) -> list[Heading]:
    """Return the candidates that fit, each at its level."""
    found: list[Heading] = []
    glossary = 0  # the level of a 名词解释 that is open: what it lists are no sections
    for at, candidate in enumerate(candidates):
        if glossary and ladder.depth_of(candidate, at) > glossary:
            continue
        level = ladder.place(candidate, at)
        if level is not None:
            glossary = level if _GLOSSARY.search(candidate.words) else 0
            marker = candidate.marker.text if candidate.marker else None
            found.append(
                Heading(candidate.paragraph, candidate.end, level, marker, candidate.words)
            )
    return found


def _inside_quotes(paragraphs: Sequence[Paragraph], start: int, end: int) -> set[int]:
    """Return the paragraphs that stand inside a quotation which an earlier one opened.

    A mark that is not closed soon is a slip, and quotes nothing.
    """
    found: set[int] = set()
    for index in range(start, end):
        text = paragraphs[index].text
        if index in found or text.count("“") <= text.count("”"):
            continue
        for later in range(index + 1, min(index + 1 + _QUOTED, end)):
            after = paragraphs[later].text
            if after.count("”") > after.count("“"):
                found.update(range(index + 1, later + 1))
                break
    return found
