"""The margins of a page's text: what stands between title and text and after the text.

There a few words or links are enough to know furniture by; inside the text they are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import groupby

from index.cleaning.pagelines import is_contact, is_date, is_waiting
from index.cleaning.pagewords import is_about_document, is_terms
from index.kinds import kind_in
from index.readers.htmlwords import Word
from index.units import unit_in_title

_SHORT = 16  # characters of the heading over a list of links
_VALUE = 20  # characters of what stands below its label
_LABEL = 8  # characters of a label without a colon
_NEAR = 3  # blocks between a date and the furniture that it belongs to
_ATTACHMENTS = re.compile("附[件表图]")
_WRITTEN = re.compile(r"\d{4}\s*年.{0,8}日")  # as reports write a date
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,12}[〔\[（(【]\s*(?:19|20)\d\d\s*[〕\]）)】]\s*第?\s*\d+\s*号"
)
_PAPER = re.compile(r".{2,24}(?:委员会|政府|办公室|党组|局|委|厅)文件")


def above_title(words: Sequence[Word], head: Sequence[int], title: range) -> set[int]:
    """Return what stands above the title and does not belong to it."""
    return {
        number
        for number in head
        if title and number < title.start and not _goes_with(words, number, title.start)
    }


def furniture(
    words: Sequence[Word], margin: Sequence[int], gone: Set[int], *, marked: bool
) -> set[int]:
    """Return the blocks of a margin that are furniture by their words or links; in a text that is
    `marked` a single link is its own.
    """
    found = _linked(words, [number for number in margin if number not in gone], marked=marked)
    for at, number in enumerate(margin):
        word = words[number]
        if not word.text or number in gone:
            continue
        sure = word.furniture and not is_date(word.text)
        beside = is_contact(word.text) and any(words[n].furniture for n in found)
        if sure or beside or is_terms(word.text):
            found.add(number)
        after = margin[at + 1] if at + 1 < len(margin) else None
        if after is not None and _waits(word.text) and _is_value(words[after], word):
            found.update((number, after))
    return found | _over_links(words, margin, found | gone)


def _linked(words: Sequence[Word], margin: Sequence[int], *, marked: bool) -> set[int]:
    """Return blocks that lead elsewhere, but for what a report attaches."""
    found: set[int] = set()
    attached = False  # a line above says that files follow
    for leads, run in groupby(margin, lambda n: words[n].is_linked and not words[n].reports):
        numbers = list(run)
        if not leads:
            attached = _ATTACHMENTS.match(words[numbers[-1]].text) is not None
        elif not attached:
            single = len(numbers) == 1 and words[numbers[0]].piece.anchors == 1
            found.update(() if marked and single else numbers)
    return found


def dates(words: Sequence[Word], head: Sequence[int], gone: Set[int]) -> set[int]:
    """Return dates of publication: as programs write them, or beside other furniture."""
    said = [number for number in head if number in gone and words[number].furniture]
    return {
        number
        for number in head
        if number not in gone
        and is_date(words[number].text)
        and (
            not _WRITTEN.fullmatch(words[number].text)
            or any(abs(number - other) <= _NEAR for other in said)
        )
    }


def _goes_with(words: Sequence[Word], number: int, title: int) -> bool:
    """Say whether a line above the title goes with it: a unit's name, a paper's head and number."""
    word, below = words[number], words[title]
    if word.is_prose:
        return True
    if word.piece.anchors or not word.text:
        return False
    if number == title - 1 and word.level == below.level and not word.furniture:
        here, there = word.piece.box, below.piece.box
        if here is there:
            return True
        if here.parent is there.parent and unit_in_title(below.text, None) is None:
            return unit_in_title(word.text, None) == word.text
    return bool(_NUMBER.fullmatch(word.text) or _PAPER.fullmatch(word.text))


def _waits(text: str) -> bool:
    """Say whether a line is a label whose value follows on the next one."""
    label = text.rstrip("：: ")
    return is_waiting(text) or (len(label) <= _LABEL and is_about_document(label) is True)


def _is_value(word: Word, label: Word) -> bool:
    here, there = word.piece.box, label.piece.box
    return (
        len(word.text) <= _VALUE
        and not word.reports
        and word.level is None
        and kind_in(word.text) is None
        and (here is there or here.parent is there.parent)
    )


def _over_links(words: Sequence[Word], margin: Sequence[int], gone: Set[int]) -> set[int]:
    """Return short lines over links that are left out: 「热点推荐」, 「友情链接」."""
    found = set()
    for at, number in enumerate(margin[:-2]):
        word = words[number]
        below = margin[at + 1 : at + 3]
        if (
            0 < len(word.text) <= _SHORT
            and number not in gone
            and not word.reports
            and word.level != 1
            and all(n in gone and words[n].is_linked for n in below)
        ):
            found.add(number)
    return found
