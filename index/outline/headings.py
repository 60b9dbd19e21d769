"""Which paragraphs are headings, or begin with one, and how deep.

A heading fits its level's sequence: 一 opens a level, 二 follows 一. It stands on its own line or
runs in (`1.履职尽责能力有所提升。坚持把…`). Numbered lists after 附件 and glossaries are
no headings, nor are items of a list: markers in a row with nothing under them, ending in ； or 。.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.cleaning import Cleaned, Paragraph
from index.cleaning.shapes import ends_sentence
from index.model import LineKind, Role
from index.outline.appendix import appendix_at
from index.outline.ladder import Candidate, Ladder
from index.outline.looks import STARS, is_bare, listed_class, ranks, starred_class
from index.outline.markers import Class, Marker, read_marker
from index.outline.points import labels
from index.outline.roles import role_of
from index.outline.sentences import first_sentence

_OWN_LINE = 80  # characters of a heading on its own line
_SENTENCE = 44  # characters of a heading on its own line that ends with a full stop
_RUN_IN = 60  # characters of a run-in heading
_QUOTED = 6  # paragraphs of the longest quotation
_AMOUNTS = re.compile(r"\d[\d,.]*\s*[万亿]?元")  # items of a budget are no headings
_GLOSSARY = re.compile(r"(?:名词|术语|词语|用语|指标)(?:解释|注释|说明)$|^注释$")
_COLON = re.compile(r"([^。，；：:！？“”《》]{2,20})[：:]")
_SPACED = re.compile(r"([^。，；：:！？\s]{4,30})(?=\s)")
_CLAUSE = re.compile(r"([^。，；：:！？\s]{4,30}[，：:]|[^。，；：:！？\s]{4,30}(?=\s))")
_NUMERALS = frozenset("一二三四五六七八九十")  # alone on a line: a section without words
_STOP = "。．.：:；;！!？?"


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
    listed = ranks(contents)
    quoted = _inside_quotes(paragraphs, start, appendix)
    candidates = [
        candidate
        for index in range(start, appendix)
        if index not in quoted
        and (candidate := _candidate(paragraphs, index, start, listed)) is not None
    ]
    candidates = _without_lists(paragraphs, _fitting(candidates))
    ladder = Ladder()
    found: list[Heading] = []
    glossary = 0  # the level of a 名词解释 that is open: what it lists are no sections
    for at, candidate in enumerate(candidates):
        if glossary and ladder.depth_of(candidate) > glossary:
            continue
        level = ladder.place(candidate, _later(candidates, at))
        if level is not None:
            glossary = level if _GLOSSARY.search(candidate.words) else 0
            marker = candidate.marker.text if candidate.marker else None
            found.append(
                Heading(candidate.paragraph, candidate.end, level, marker, candidate.words)
            )
    return Plan(tuple(found), appendix)


def _later(candidates: Sequence[Candidate], at: int) -> Iterator[int]:
    """Yield the numbers of the markers of the same class after candidate `at`."""
    marker = candidates[at].marker
    for later in range(at + 1, len(candidates)):
        other = candidates[later]
        if marker and other.marker and other.marker.kind is marker.kind and not other.weak:
            yield other.marker.number


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


def _fitting(candidates: list[Candidate]) -> list[Candidate]:
    """Drop weak candidates where a plain heading of the same number stands elsewhere."""
    plain = {
        (candidate.marker.kind, candidate.marker.number)
        for candidate in candidates
        if candidate.marker and not candidate.weak
    }
    return [
        candidate
        for candidate in candidates
        if not (
            candidate.weak
            and candidate.marker
            and (candidate.marker.kind, candidate.marker.number) in plain
        )
    ]


def _candidate(
    paragraphs: Sequence[Paragraph], index: int, start: int, listed: dict[str, Class]
) -> Candidate | None:
    paragraph = paragraphs[index]
    text = paragraph.text
    if paragraph.kind is not LineKind.TEXT:
        return None
    marker = read_marker(text)
    styled = paragraph.level if paragraph.level else None
    if marker is None:
        rank = listed_class(text, listed) or starred_class(paragraphs, index)
        if styled or rank or is_bare(paragraphs, index, start):
            words = text.lstrip(STARS).rstrip(_STOP).strip()
            return Candidate(index, len(text), None, words, styled, True, rank)
        return None
    end = _heading_end(text, marker)
    weak = end is None and not styled and marker.kind in (Class.CHINESE, Class.CHINESE_ROUND)
    if weak:
        end = _clause_end(text, marker)
    if end is None and styled:
        end = len(text)
    if end is None:
        return None
    words = text[marker.end : end].strip().rstrip(_STOP).strip()
    own_line = end == len(text)
    # 「第一部分」 or 「一」 alone on its line is a heading all the same.
    bare = marker.kind is Class.PART or (own_line and marker.kind is Class.CHINESE)
    if not words and not bare:
        return None
    plain = own_line and marker.kind <= Class.CHINESE_ROUND and not ends_sentence(text)
    certain = plain and len(words) <= 20 and role_of(words, None) is not None
    return Candidate(index, end, marker, words, styled, own_line, weak=weak, certain=certain)


def _heading_end(text: str, marker: Marker) -> int | None:
    """Return where the heading of a marked paragraph ends, None where it is no heading."""
    stop = first_sentence(text, marker.end)
    length = len(text) - marker.end
    if stop == -1 or stop >= len(text):
        colon = _COLON.match(text, marker.end)
        role = role_of(colon[1], None) if colon else None
        if colon and (length > 30 or role) and colon.end() < len(text):
            return colon.end()
        most = _SENTENCE if ends_sentence(text) else _OWN_LINE
        if length > most or text.endswith(("；", ";", "，", ",")) or _AMOUNTS.search(text):
            return None
        if any(label.number == 1 for label in labels(text[marker.end :])[1:]):
            return None
        return len(text)
    colon = _COLON.match(text, marker.end)
    if colon and (stop - marker.end > _RUN_IN or role_of(colon[1], None) is not None):
        return colon.end()
    words = text[marker.end : stop]
    if len(words) > _RUN_IN or "；" in words or _AMOUNTS.search(words):
        return None
    return stop


def _clause_end(text: str, marker: Marker) -> int | None:
    """Return where a heading may end in a paragraph whose first sentence is too long for one.

    At a space or the first comma: a section begins there all the same, if its number fits.
    """
    form = _CLAUSE if marker.kind is Class.CHINESE else _SPACED
    clause = form.match(text, marker.end)
    return clause.end(1) if clause and not _AMOUNTS.search(clause[1]) else None


def _without_lists(paragraphs: Sequence[Paragraph], candidates: list[Candidate]) -> list[Candidate]:
    """Drop items of lists: marked lines in a row that are whole sentences or end a list."""
    found: list[Candidate] = []
    role: Role | None = None
    for at, candidate in enumerate(candidates):
        marker = candidate.marker
        text = paragraphs[candidate.paragraph].text
        if marker is None or marker.kind <= Class.CHINESE:
            role = role_of(candidate.words, None)
        if marker is None or not candidate.own_line or not text.endswith(("。", ".")):
            found.append(candidate)
            continue
        follows = candidates[at + 1] if at + 1 < len(candidates) else None
        nothing_under = (
            follows is not None
            and follows.paragraph == candidate.paragraph + 1
            and (follows.marker is None or follows.marker.kind <= marker.kind)
        ) or candidate.paragraph + 1 >= len(paragraphs)
        listed = nothing_under or _after_list(candidates, at, paragraphs)
        # Problems and plans are often headlines and nothing else.
        headline = role is not None and (
            role is not Role.DONE or marker.kind is Class.CHINESE_ROUND
        )
        if not listed or headline or _has_run_in_sibling(candidates, at):
            found.append(candidate)
    return found


def _has_run_in_sibling(candidates: list[Candidate], at: int) -> bool:
    """Say whether the number before or after this one has its text behind it."""
    marker = candidates[at].marker
    for other in (*candidates[max(0, at - 1) : at], *candidates[at + 1 : at + 2]):
        near = other.marker is not None and marker is not None and other.marker.kind is marker.kind
        if near and not other.own_line and not other.weak:
            return True
    return False


def _after_list(candidates: list[Candidate], at: int, paragraphs: Sequence[Paragraph]) -> bool:
    # The last item of a list has text under it that belongs to the list's section.
    marker = candidates[at].marker
    before = candidates[at - 1] if at else None
    return (
        marker is not None
        and marker.number > 1
        and before is not None
        and before.marker is not None
        and before.marker.kind is marker.kind
        and before.marker.number == marker.number - 1
        and before.paragraph == candidates[at].paragraph - 1
        and before.own_line
        and paragraphs[before.paragraph].text.endswith(("。", "."))
    )
