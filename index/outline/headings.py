"""Which paragraphs are headings, or begin with one, and how deep.

A heading fits its level's sequence: 一 opens a level, 二 follows 一. It stands on its own line or
runs in (`1.履职尽责能力有所提升。坚持把…`). Numbered lists after 附件 and glossaries are
no headings, nor are items of a list: markers in a row with nothing under them, ending in ； or 。.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from index.cleaning import Cleaned, Paragraph
from index.cleaning.shapes import ends_sentence
from index.model import LineKind
from index.outline.markers import Class, Marker, read_marker
from index.outline.points import labels
from index.outline.sentences import first_sentence

_OWN_LINE = 80  # characters of a heading on its own line
_SENTENCE = 44  # characters of a heading on its own line that ends with a full stop
_RUN_IN = 60  # characters of a run-in heading
_AMOUNTS = re.compile(r"\d[\d,.]*\s*[万亿]?元")  # items of a budget are no headings
_BARE = 28  # characters of a heading without a marker
_APPENDIX = re.compile(
    r"(?:附件|附录|附表|附注|附)\s*[\d一二三四五六七八九十]{0,2}\s*[:：]?\s*.{0,40}|(?:相关)?(?:名词|术语|词语|用语|指标)(?:解释|注释|说明)\s*[:：]?|注释\s*[:：]?|注\s*[:：]|名词解释和说明"
)
_GLOSSARY = re.compile(r"(?:名词|术语|词语|用语|指标)(?:解释|注释|说明)$|^注释$")
_TITLE_LIKE = re.compile(r"(?=.*[\u4e00-\u9fff]{3})[\u4e00-\u9fff\d“”、《》（）—]+(?<![\d日号])")
_STARS = "★☆◆◇●○■□▲△▶►※✦❖"
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


@dataclass(slots=True)
class _Level:
    kind: Class | None  # None for a heading without a marker
    number: int
    style: int | None
    rank: Class | None = None  # the class that a heading without a marker has in the contents


@dataclass(frozen=True, slots=True)
class _Candidate:
    paragraph: int
    end: int
    marker: Marker | None
    words: str
    style: int | None
    own_line: bool
    rank: Class | None = None


@dataclass(slots=True)
class _Ladder:
    """The open levels, outermost first."""

    levels: list[_Level] = field(default_factory=list)

    def place(self, candidate: _Candidate) -> int | None:
        """Return the level at which a candidate fits, None where it fits nowhere."""
        marker = candidate.marker
        if marker is None:
            return self._bare(candidate)
        at = self._follows(marker)
        if at is None:
            at = self._opens(candidate, marker)
        if at is None:
            return None
        del self.levels[at:]
        self.levels.append(_Level(marker.kind, marker.number, candidate.style))
        return len(self.levels)

    def depth_of(self, candidate: _Candidate) -> int:
        """Return the level at which a candidate would be placed, without placing it."""
        trial = _Ladder([replace(level) for level in self.levels])
        return trial.place(candidate) or len(self.levels) + 1

    def _follows(self, marker: Marker) -> int | None:
        for step in (1, 2):  # a number may be missing in a real report
            for at in range(len(self.levels) - 1, -1, -1):
                level = self.levels[at]
                if level.kind is marker.kind and marker.number == level.number + step:
                    return at
        return None

    def _opens(self, candidate: _Candidate, marker: Marker) -> int | None:
        same = [at for at, level in enumerate(self.levels) if level.kind is marker.kind]
        if same:
            last = self.levels[same[-1]].number
            if marker.number == 1 and last > 1:
                # 一、 again: a list of its own inside the running section, or the next round.
                nested = marker.kind is Class.CHINESE and self.levels[same[-1]] is self.levels[-1]
                return len(self.levels) if nested and len(same) == 1 else same[-1]
            # A number given twice by mistake is still a heading, on its own line.
            twice = marker.number == last and marker.number > 1 and candidate.own_line
            return same[-1] if twice else None
        first = marker.number == 1
        if not first and not (marker.kind <= Class.CHINESE_ROUND and candidate.own_line):
            return None
        if not first and marker.number > 3:
            return None
        at = len(self.levels)
        while at and _deeper(self.levels[at - 1], marker.kind, candidate.style):
            at -= 1
        return at

    def _bare(self, candidate: _Candidate) -> int:
        rank = candidate.rank or Class.CHINESE
        at = 0
        while at < len(self.levels):
            level = self.levels[at]
            if candidate.style is not None:
                stays = level.style is not None and level.style < candidate.style
            else:
                stays = (level.kind or level.rank or Class.CHINESE) < rank
            if not stays:
                break
            at += 1
        del self.levels[at:]
        self.levels.append(_Level(None, 0, candidate.style, rank))
        return len(self.levels)


def _deeper(level: _Level, kind: Class, style: int | None) -> bool:
    if style is not None and level.style is not None:
        return level.style >= style
    own = level.kind or level.rank
    return own is not None and own > kind


def whole_parts(cleaned: Cleaned) -> Cleaned:
    """Join 「第一部分」 alone on its line with its words on the next one."""
    found: list[Paragraph] = []
    for paragraph in cleaned.paragraphs:
        before = found[-1] if found else None
        if (
            before is not None
            and (marker := read_marker(before.text)) is not None
            and marker.kind <= Class.CHAPTER
            and marker.end == len(before.text)
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
    appendix = _appendix(paragraphs, start)
    listed = _ranks(contents)
    candidates = [
        candidate
        for index in range(start, appendix)
        if (candidate := _candidate(paragraphs, index, start, listed)) is not None
    ]
    candidates = _without_lists(paragraphs, candidates)
    ladder = _Ladder()
    found: list[Heading] = []
    glossary = 0  # the level of a 名词解释 that is open: what it lists are no sections
    for candidate in candidates:
        if glossary and ladder.depth_of(candidate) > glossary:
            continue
        level = ladder.place(candidate)
        if level is not None:
            glossary = level if _GLOSSARY.search(candidate.words) else 0
            marker = candidate.marker.text if candidate.marker else None
            found.append(
                Heading(candidate.paragraph, candidate.end, level, marker, candidate.words)
            )
    return Plan(tuple(found), appendix)


def _candidate(
    paragraphs: Sequence[Paragraph], index: int, start: int, listed: dict[str, Class]
) -> _Candidate | None:
    paragraph = paragraphs[index]
    text = paragraph.text
    if paragraph.kind is not LineKind.TEXT:
        return None
    marker = read_marker(text)
    styled = paragraph.level if paragraph.level else None
    if marker is None:
        rank = _listed(text, listed) or _starred(paragraphs, index)
        if styled or rank or _is_bare(paragraphs, index, start):
            words = text.lstrip(_STARS).rstrip(_STOP).strip()
            return _Candidate(index, len(text), None, words, styled, True, rank)
        return None
    end = _heading_end(text, marker)
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
    return _Candidate(index, end, marker, words, styled, own_line)


def _heading_end(text: str, marker: Marker) -> int | None:
    """Return where the heading of a marked paragraph ends, None where it is no heading."""
    stop = first_sentence(text, marker.end)
    length = len(text) - marker.end
    if stop == -1 or stop >= len(text):
        most = _SENTENCE if ends_sentence(text) else _OWN_LINE
        if length > most or text.endswith(("；", ";", "，", ",")) or _AMOUNTS.search(text):
            return None
        if any(label.number == 1 for label in labels(text[marker.end :])[1:]):
            return None
        return len(text)
    words = text[marker.end : stop]
    if len(words) > _RUN_IN or "；" in words or _AMOUNTS.search(words):
        return None
    return stop


def _ranks(contents: Sequence[str]) -> dict[str, Class]:
    found: dict[str, Class] = {}
    for entry in contents:
        marker = read_marker(entry)
        key = _key(entry)
        if len(key) >= 2:
            found.setdefault(key, marker.kind if marker else Class.CHINESE)
    return found


def _listed(text: str, listed: dict[str, Class]) -> Class | None:
    """Return the class that a line has in the table of contents, None if it is not there."""
    if not listed or len(text) > _OWN_LINE or re.search(r"[。；：，]", text):
        return None
    key = re.sub(r"[（）()\s]", "", text)
    if key in listed:
        return listed[key]
    ends = [entry for entry in listed if len(entry) >= 4 and key.endswith(entry)]
    return listed[ends[0]] if ends and len(key) <= 40 else None


def _starred(paragraphs: Sequence[Paragraph], index: int) -> Class | None:
    """Say whether a line is a heading set off by a star or a square: below 一、, above nothing."""
    text = paragraphs[index].text
    words = text.lstrip(_STARS).strip()
    after = paragraphs[index + 1].text if index + 1 < len(paragraphs) else ""
    alone = text != words and 4 <= len(words) <= 40 and not ends_sentence(words)
    if not alone or after[:1] in _STARS or len(after) < 12:
        return None
    return Class.CHINESE_ROUND


def _is_bare(paragraphs: Sequence[Paragraph], index: int, start: int) -> bool:
    """Say whether a line without a marker looks like a heading: short, alone, over long text."""
    text = paragraphs[index].text
    if not 4 <= len(text) <= _BARE or index + 1 >= len(paragraphs) or index <= start:
        return False
    if not _TITLE_LIKE.fullmatch(text) or text.startswith("各位"):
        return False
    before, after = paragraphs[index - 1], paragraphs[index + 1]
    return (
        len(after.text) >= 60
        and after.kind is LineKind.TEXT
        and before.kind is LineKind.TEXT
        and ends_sentence(before.text)
        and len(before.text) >= 12
    )


def _key(text: str) -> str:
    marker = read_marker(text)
    return re.sub(r"\s+", "", text[marker.end :] if marker else text)


def _without_lists(
    paragraphs: Sequence[Paragraph], candidates: list[_Candidate]
) -> list[_Candidate]:
    """Drop items of lists: marked lines in a row that are whole sentences or end a list."""
    found: list[_Candidate] = []
    for at, candidate in enumerate(candidates):
        marker = candidate.marker
        text = paragraphs[candidate.paragraph].text
        if marker is None or not candidate.own_line or not text.endswith(("。", ".")):
            found.append(candidate)
            continue
        follows = candidates[at + 1] if at + 1 < len(candidates) else None
        nothing_under = (
            follows is not None
            and follows.paragraph == candidate.paragraph + 1
            and (follows.marker is None or follows.marker.kind <= marker.kind)
        ) or candidate.paragraph + 1 >= len(paragraphs)
        if not nothing_under and not _after_list(candidates, at, paragraphs):
            found.append(candidate)
    return found


def _after_list(candidates: list[_Candidate], at: int, paragraphs: Sequence[Paragraph]) -> bool:
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


def _appendix(paragraphs: Sequence[Paragraph], start: int) -> int:
    """Return the paragraph at which annexes and glossaries begin (the length where none do)."""
    count = len(paragraphs)
    for index in range(max(start, count // 3), count):
        text = paragraphs[index].text
        if (
            len(text) <= 48
            and paragraphs[index].kind is LineKind.TEXT
            and _APPENDIX.fullmatch(text)
            and not ends_sentence(text.rstrip("：:"))
            and not _goes_on(paragraphs, index)
        ):
            return index
    return count


def _goes_on(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Say whether the report's own sequence (一、二、…) goes on after what looks like an annex."""
    last = 0
    for paragraph in paragraphs[:index]:
        marker = read_marker(paragraph.text)
        if marker and marker.kind is Class.CHINESE and marker.number == last + 1:
            last = marker.number
    for paragraph in paragraphs[index + 1 :]:
        marker = read_marker(paragraph.text)
        if marker and marker.kind <= Class.CHINESE and marker.number == last + 1 and last:
            return _heading_end(paragraph.text, marker) is not None
    return False
