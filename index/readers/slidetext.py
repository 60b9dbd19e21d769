"""The paragraphs of a text frame of a slide: DrawingML in, blocks out.

Numbers that PowerPoint counts by itself (buAutoNum) are spelled as it shows them; bullets are signs
of layout, as in Word. A line break inside a title only wraps it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.readers.blocks import Block
from index.readers.numbering import before_words
from index.readers.numerals import numeral
from index.readers.wordlooks import Align
from index.readers.wordmath import parts_of, plain_words
from index.readers.wordparagraph import ParagraphText
from index.readers.wordxml import ALTERNATIVES, DRAWING, MATH, Element, chosen

_WHITE = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]")
_WRAPPED = re.compile(r"\s*\n\s*")
_AUTO = re.compile(r"([a-zA-Z]+?\d?[a-zA-Z]*?)(Period|ParenR|ParenBoth|Plain|Minus)")
_FORMS = {
    "arabic": "decimal", "arabicDb": "decimal", "alphaLc": "lowerLetter", "alphaUc": "upperLetter",
    "romanLc": "lowerRoman", "romanUc": "upperRoman", "circleNumDb": "decimalEnclosedCircle",
    "circleNumWdBlack": "decimalEnclosedCircle", "circleNumWdWhite": "decimalEnclosedCircle",
}  # fmt: skip
_SIGNS = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})", "Plain": "{}", "Minus": "{}-"}
_CHINESE = "{}、"  # how a Chinese PowerPoint ends ea1JpnChsDbPeriod
_LEVELS = 9


def paragraphs(body: Element, page: int) -> Iterator[Block]:
    """Yield the paragraphs of a text frame (p:txBody, a:txBody) that hold text or cuts."""
    counts = [0] * _LEVELS
    forms = [""] * _LEVELS
    for paragraph in body.iterchildren(DRAWING + "p"):
        text = ParagraphText()
        _inline(paragraph, text)
        words, cuts = text.finished()
        if not words.strip():
            if cuts:
                yield Block(None, page=page, cuts=cuts)
            continue
        label = _label(paragraph.find(DRAWING + "pPr"), counts, forms)
        moved = tuple(cut._replace(offset=cut.offset + len(label)) for cut in cuts)
        yield Block(label + words, page=page, cuts=moved)


def in_one_line(found: Sequence[Block]) -> Block | None:
    """Return a title of one or several paragraphs as one line; None where nothing stands in it."""
    text = "\n".join((block.text or "").strip() for block in found if block.text)
    if not text:
        return None
    cuts = tuple(cut._replace(offset=0) for block in found for cut in block.cuts)
    return Block(_WRAPPED.sub(_between(text), text), page=found[0].page, cuts=cuts)


def _between(text: str) -> str:
    """Return what stands between the lines of a title: nothing where it is Chinese."""
    return "" if re.search("[\u4e00-\u9fff]", text) else " "


def _inline(parent: Element, into: ParagraphText) -> None:
    for child in parent:
        tag = child.tag
        if tag in (DRAWING + "r", DRAWING + "fld"):
            _run(child, into)
        elif tag == DRAWING + "br":
            into.align = Align.LEVEL
            into.write("\n")
        elif tag == ALTERNATIVES:
            branch = chosen(child)
            if branch is not None:
                _inline(branch, into)
        elif tag == MATH + "t":
            into.write(_WHITE.sub(" ", child.text or ""))
        elif tag == MATH + "sup":
            words = plain_words(child)
            if words is None or not into.power(words):
                into.write("^(" if words is None or len(words) > 1 else "^")
                _inline(child, into)
                into.write(")" if words is None or len(words) > 1 else "")
        elif (parts := parts_of(child)) is not None:
            for part in parts:
                if isinstance(part, str):
                    into.write(part)
                else:
                    _inline(part, into)
        elif isinstance(tag, str) and tag != DRAWING + "pPr":
            _inline(child, into)


def _run(run: Element, into: ParagraphText) -> None:
    properties = run.find(DRAWING + "rPr")
    raised = _number(properties.get("baseline"), 0) if properties is not None else 0
    into.align = Align.RAISED if raised > 0 else Align.LOWERED if raised < 0 else Align.LEVEL
    text = run.find(DRAWING + "t")
    into.write((text.text or "").replace("\x0b", "\n").replace("_x000B_", "\n") if text is not None
               else "")  # fmt: skip
    into.align = Align.LEVEL


def _label(properties: Element | None, counts: list[int], forms: list[str]) -> str:
    """Count a paragraph and return its number as it meets the words; empty without one."""
    level = _number(properties.get("lvl"), 0) if properties is not None else 0
    level = max(0, min(level, _LEVELS - 1))
    counts[level + 1 :] = [0] * (_LEVELS - level - 1)
    auto = properties.find(DRAWING + "buAutoNum") if properties is not None else None
    form = (auto.get("type") or "") if auto is not None else ""
    if not form or auto is None:
        counts[level], forms[level] = 0, ""
        return ""
    if counts[level] == 0 or forms[level] != form:
        counts[level] = max(1, _number(auto.get("startAt"), 1))
        forms[level] = form
    else:
        counts[level] += 1
    return _spelled(counts[level], form)


def _spelled(count: int, form: str) -> str:
    found = _AUTO.fullmatch(form)
    base, sign = (found[1], found[2]) if found else ("arabic", "Period")
    if base.startswith("ea1"):
        ending = _CHINESE if base == "ea1JpnChsDb" else _SIGNS[sign]
        return before_words(ending.format(numeral(count, "chineseCounting")))
    return before_words(_SIGNS[sign].format(numeral(count, _FORMS.get(base, "decimal"))))


def _number(text: str | None, otherwise: int) -> int:
    try:
        return int((text or "").removesuffix("%"))
    except ValueError:
        return otherwise
