"""What a paragraph offers as a heading: where it would end, and how sure that looks by itself.

A heading stands on its own line (`一、工作情况`), is a sentence of its own (`（二）强化监督。`),
runs in (`1.履职能力有所提升。坚持把…`) or ends at a colon. Whether it is one, siblings decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from index.cleaning import Paragraph
from index.cleaning.shapes import ends_sentence
from index.model import LineKind
from index.numerals import chinese_number
from index.outline.looks import STARS, Known, frames, is_bare
from index.outline.markers import Class, Marker, begins_with_figure, read_marker, read_rare
from index.outline.points import labels
from index.outline.roles import role_of
from index.outline.sentences import first_sentence

_OWN_LINE = 80  # characters of a heading on its own line
_SENTENCE = 44  # characters of a heading on its own line that ends with a full stop
_RUN_IN = 60  # characters of a run-in heading
_TOLD = re.compile(r"(?<![“”])\d+(?!\d|年(?!来)|”)|百分之")  # a figure that is no year
_IN_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")  # 「动员阶段（3月1日至15日）」 names a matter
_WHEN = re.compile(r"[^，。]{0,12}(?:以来|期间|前后?|年初|年底|岁末|[月季年日]|上旬|中旬|下旬)，")
_MOTTO = 16  # characters behind a colon that belong to the heading
_EXPLAINED = 24  # characters behind a colon that are text, no part of the heading
_LONGEST = 120  # characters of a heading whose siblings say that it is one
_RARE = 44  # characters of a heading with a rare marker
_ROW = re.compile(r"(?:\t|\s{3})[-－]?\d[\d,，]*(?:\.\d+)?\s*[%％]?\s*(?:\t|\s{3}|$)")  # of a table
_SECOND = re.compile(  # 「二季度」 behind 「一、」
    r"([一二三四五六七八九十]{1,3})(?:、[一二三四五六七八九十]{1,3})*"
    r"(?:季度|产业?|线|级|类|期|批|轮|审|等|年级|把手|层|环|代|号|区|组|车间|标段|支部|中队|月)"
)
_AMOUNTS = re.compile(r"\d[\d,.]*\s*[万亿]?元")  # items of a budget are no headings
_AT_COLON = r"(?:(?<!\d)[：:](?!//)|[：:](?![\d/]))"  # not that of http://, 9:00 or 1:2
_COLON = re.compile(rf"([^。，；：:！？“”《》]{{2,20}}){_AT_COLON}")
_SPACED = re.compile(r"([^。，；：:！？\s]{4,30})(?=\s)")
_CLAUSE = re.compile(
    rf"([^。，；：:！？\s]{{4,30}}(?:，|{_AT_COLON})|[^。，；：:！？\s]{{4,30}}(?=\s))"
)
# 「存在问题今年以来，…」: where a text was pasted as one line, a heading has nothing behind it but
# the words that its text begins with.
_RUN_ON = re.compile(
    r"([^。，；：:！？“”《》\s]{3,20}?)"
    r"(?=(?:今年以来|去年以来|一年来|近年来|当前|目前|(?:19|20)\d\d年度?(?:以来)?|在[^，。]{2,24}下)，"
    r"|我们(?:将|要|始终|坚持|认真|按照|严格)|虽然|尽管)"
)
_CLASSROOM = re.compile(r"班(?![级子组委干主车])")
# The next number behind a stop in the same paragraph.
_WITHIN = {
    Class.NUMBER: re.compile(r"[；;。]\s*(\d{1,2})\s*(?:、|[．.](?!\d))"),
    Class.NUMBER_ROUND: re.compile(r"[；;。]\s*[（(](\d{1,2})[)）]"),
    Class.NUMBER_HALF: re.compile(r"[；;。]\s*(\d{1,2})[)）]"),
    Class.CIRCLED: re.compile(r"[；;。]\s*([①-⑳])"),
}
_CLASSES = frozenset((Class.NUMBER_ROUND, Class.NUMBER_HALF))  # by which pupils are counted
_STOP = "。．.：:；;！!？?"
# Rare markers that only a line of its own can have.
_LINES = frozenset((Class.ARTICLE, Class.CHINESE, Class.ORDINAL, Class.PLAIN))
_ITEM_ENDS = ("；", ";", "，", ",", "、")


class Shape(Enum):
    """How a marked paragraph looks."""

    LINE = auto()  # a line of its own
    SENTENCE = auto()  # a line of its own that ends with a full stop
    RUN_IN = auto()  # a sentence with text behind it
    COLON = auto()  # words before a colon, with text behind it
    ITEM = auto()  # it ends as an item inside a list does
    OTHER = auto()  # figures, too long, points inside


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paragraph that may open with a heading, `end` being where the heading ends in it.

    `sure`: it looks like a heading by itself; else `end` or `clause` is where it ends if its
    siblings are headings (0: nowhere). `rare`: its marker is none without siblings. `company`:
    it has siblings that are headings. `weak`: its end is a guess, so it must fit the sequence.
    `frame`: it stands before or after all sections.
    """

    paragraph: int
    text: str
    marker: Marker | None
    end: int
    style: int | None = None
    rank: Class | None = None
    shape: Shape = Shape.LINE
    sure: bool = True
    clause: int = 0
    rare: bool = False
    company: bool = False
    weak: bool = False
    frame: bool = False

    @property
    def words(self) -> str:
        """The heading without its marker and without its full stop."""
        if self.marker is None:
            return self.text.lstrip(STARS).strip("【】").rstrip(_STOP).strip()
        return self.text[self.marker.end : self.end].strip().rstrip(_STOP).strip()

    @property
    def own_line(self) -> bool:
        """Nothing stands behind the heading in its paragraph."""
        return self.end == len(self.text)

    @property
    def certain(self) -> bool:
        """A section whatever its number: its words name a role."""
        plain = self.own_line and self.shape is Shape.LINE and self.marker is not None
        official = plain and self.marker is not None and self.marker.kind <= Class.CHINESE_ROUND
        return official and len(self.words) <= 20 and role_of(self.words, None) is not None

    @property
    def named(self) -> bool:
        """Its words name a matter in short, they do not tell what happened when and how much."""
        if self.shape in (Shape.LINE, Shape.COLON):
            return True
        words = self.text[self.marker.end : self.end] if self.marker else ""
        told = _TOLD.search(_IN_BRACKETS.sub("", words)) or _WHEN.match(words)
        return 0 < len(words) <= _RUN_IN and not told

    def admitted(self) -> Candidate | None:
        """Return it as a heading, which its siblings say it is; None where it can have no end."""
        end = self.end or self.clause
        return replace(self, end=end, sure=True, company=True) if end else None

    def weakened(self) -> Candidate | None:
        """Return it as a heading that must fit the sequence: 一、 or （一） with a guessed end."""
        official = self.marker and self.marker.kind in (Class.CHINESE, Class.CHINESE_ROUND)
        if not official or not self.clause or self.rare:
            return None
        return replace(self, end=self.clause, weak=True)


def candidate_at(paragraphs: Sequence[Paragraph], index: int, known: Known) -> Candidate | None:
    """Return what paragraph `index` offers as a heading, None where it has nothing of one."""
    paragraph = paragraphs[index]
    text = paragraph.text
    if paragraph.kind is not LineKind.TEXT or _ROW.search(text):
        return None
    style = paragraph.level if paragraph.level and len(text) <= _LONGEST else None
    figure = begins_with_figure(text)
    marker = read_marker(text)
    if marker and (_names_several(text, marker) or _counts_within(text, marker)):
        return None
    if marker and not (figure and marker.kind is Class.DECIMAL):
        return _marked(text, index, marker, style)
    rank = known.rank(paragraphs, index)
    rare = None if figure or rank else read_rare(text)
    if rare:
        alone = style is None and rare.kind is not Class.DECIMAL
        return _marked(text, index, rare, style, rare=alone)
    if not (style or rank) and frames(paragraphs, index):
        return Candidate(index, text, None, len(text), frame=True)
    if style or rank or is_bare(paragraphs, index, known.start):
        return Candidate(index, text, None, len(text), style, rank)
    return None


def _names_several(text: str, marker: Marker) -> bool:
    """Say whether a sentence begins with two numbers of a kind: 「一、二季度经济平稳运行，…」.

    Of clauses, or long: 「二、三级联动不断深化。」 is a heading.
    """
    found = _SECOND.match(text, marker.end) if marker.kind is Class.CHINESE else None
    if found is None or chinese_number(found[1]) != marker.number + 1:
        return False
    stop = first_sentence(text, marker.end)
    sentence = text[:stop] if stop != -1 else text
    return ("，" in sentence and ends_sentence(text)) or len(sentence) > _RARE


def _counts_within(text: str, marker: Marker) -> bool:
    """Say whether a paragraph counts on, 「1.抓学习；2.抓作风。」, or speaks of 「（1）班」."""
    if marker.kind in _CLASSES and _CLASSROOM.match(text, marker.end):
        return True
    form = _WITHIN.get(marker.kind)
    found = form.search(text, marker.end) if form else None
    return found is not None and chinese_number(found[1]) == marker.number + 1


def _marked(
    text: str, index: int, marker: Marker, style: int | None, *, rare: bool = False
) -> Candidate | None:
    shape, end, sure = _shape(text, marker)
    if style and not sure:
        shape, end, sure = Shape.LINE, len(text), True
    if rare and (len(text) > _RARE or shape is not Shape.LINE) and marker.kind in _LINES:
        return None
    found = Candidate(index, text, marker, end, style, None, shape, sure, 0, rare)
    # 「第一部分」 or 「一」 alone on its line is a heading all the same.
    alone = marker.kind <= Class.SECTION or (found.own_line and marker.kind is Class.CHINESE)
    if end and not found.words and not alone:
        return None
    return found if sure else replace(found, clause=_clause_end(text, marker))


def _shape(text: str, marker: Marker) -> tuple[Shape, int, bool]:
    """Return how a marked paragraph looks, where its heading would end, and if that is sure."""
    stop = first_sentence(text, marker.end)
    alone = stop == -1 or stop >= len(text)
    if name := _name_without_stop(text, marker):
        return Shape.RUN_IN, name, True
    colon = _COLON.match(text, marker.end)
    role = role_of(colon[1], None) if colon else None
    if alone:
        length = len(text) - marker.end
        behind = text[colon.end() :] if colon else ""
        motto = len(behind) <= _MOTTO and not ends_sentence(behind) and "，" not in behind
        if colon and (length > 30 or role) and behind and not motto:
            return Shape.COLON, colon.end(), True
        if text.endswith(_ITEM_ENDS):
            return Shape.ITEM, len(text) if length <= _OWN_LINE else 0, False
        if length > _LONGEST or _has_points(text[marker.end :]):
            return Shape.OTHER, 0, False
        if _AMOUNTS.search(text, marker.end):  # 「（一）零售额突破50亿元」: siblings know
            return Shape.OTHER, len(text) if length <= _OWN_LINE else 0, False
        shape = Shape.SENTENCE if text.endswith(("。", ".")) else Shape.LINE
        return shape, len(text), length <= (_SENTENCE if ends_sentence(text) else _OWN_LINE)
    explained = colon is not None and len(text[colon.end() : stop]) > _EXPLAINED
    if colon and (explained or stop - marker.end > _RUN_IN or role is not None):
        return Shape.COLON, colon.end(), True
    words = text[marker.end : stop]
    if "；" in words or len(words) > _LONGEST:
        return Shape.OTHER, 0, False
    return Shape.RUN_IN, stop, len(words) <= _RUN_IN and not _AMOUNTS.search(words)


def _name_without_stop(text: str, marker: Marker) -> int:
    """Return where a heading ends whose text follows without a sign between them; 0: it does not.

    Only the name of a role is known to be whole.
    """
    found = _RUN_ON.match(text, marker.end) if ends_sentence(text) else None
    told = found is not None and "，" in text[found.end() :]
    return found.end() if found and told and role_of(found[1], None) is not None else 0


def _has_points(text: str) -> bool:
    return any(label.number == 1 for label in labels(text)[1:])


def _clause_end(text: str, marker: Marker) -> int:
    """Return where a heading may end in a paragraph whose first sentence is too long for one.

    At a space or the first comma: a section begins there all the same, if its number fits.
    """
    form = _SPACED if marker.kind is Class.CHINESE_ROUND else _CLAUSE
    clause = form.match(text, marker.end)
    return clause.end(1) if clause and not _AMOUNTS.search(clause[1]) else 0
