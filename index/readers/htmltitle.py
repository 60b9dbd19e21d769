"""Which lines of a page are the report's title: as the page states it, else as it is set."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from index.cleaning.shapes import starts_item
from index.kinds import kind_in
from index.readers.htmlparts import Hint
from index.readers.htmlscope import upwards
from index.readers.htmlwords import Word
from index.years import year_in_title

NOWHERE = range(0)

_LINES = 3  # blocks that a title is set in
_LONGEST = 80  # characters of a title that no one states
_NAMES, _HEADS, _CALLED = 4, 3, 2  # a line names a report, is a heading, is called the title
_STAMP = re.compile(r"\d{4}[-/.]\d|\d:\d\d")  # a date as programs write it
_CAPTION = re.compile(r"[—－\-]{1,3}\s*\S|[（(〔]")


def places(words: Sequence[Word], titles: Sequence[str]) -> list[range]:
    """Return where the best of the titles that a page states stands."""
    keys = [_key(word.text) for word in words]
    filled = [number for number, key in enumerate(keys) if key]
    for title in titles:
        wanted = _key(title)
        found = []
        for at, start in enumerate(filled):
            if not wanted.startswith(keys[start]):
                continue
            built = ""
            for end in filled[at : at + _LINES]:
                built += keys[end]
                if built == wanted:
                    found.append(range(start, end + 1))
                    break
        found = [place for place in found if not any(words[n].is_row for n in place)]
        if found:
            return found
    return []


def stated(words: Sequence[Word], found: Sequence[range]) -> range:
    """Return the place that is the title: the last before the text, out of navigation if any is."""
    if not found:
        return NOWHERE
    begins = next((number for number, word in enumerate(words) if word.is_prose), len(words))
    ahead = [place for place in found if place.start < begins] or [found[0]]
    for is_other in (_is_navigation, _is_link):
        ahead = [place for place in ahead if not is_other(words[place.start])] or ahead
    return ahead[-1]


def stated_within(words: Sequence[Word], found: Sequence[range]) -> range:
    """Do as `stated`, for the places in the text itself."""
    return stated(words, [place for place in found if all(words[n].inside for n in place)])


def as_set(words: Sequence[Word], *, marked: bool) -> range:
    """Return the line that looks like the title where the page states none.

    In a page whose text is not `marked` only a line that names a report and its year, or is called
    its title, is sure enough: what stands above the title is left out.
    """
    best, place = (_CALLED if marked else _NAMES + _CALLED), NOWHERE
    for number, word in enumerate(words):
        if word.inside and word.is_prose:
            break
        if not _could_be(word):
            continue
        names = kind_in(word.text) is not None
        heads = (word.level or 9) <= 3
        if marked and word.inside and (names or heads):
            return NOWHERE  # it stands in the text
        called = word.piece.box.hint is Hint.TITLE
        dated = names and year_in_title(word.text) is not None
        likely = _NAMES * names + _HEADS * heads + _CALLED * (called or dated)
        if likely >= best:
            best, place = likely, range(number, number + 1)
    return place


def heading(words: Sequence[Word]) -> str | None:
    """Return the words of the page's only heading of level 1 that is no link and no section's."""
    tops = [word.text for word in words if word.level == 1 and not word.piece.links and word.text]
    return tops[0] if len(tops) == 1 and not starts_item(tops[0]) else None


def goes_on(word: Word) -> bool:
    """Say whether a line right below a title goes with it: 「——在…会上」, 「县长　王某」."""
    plain = len(word.text) <= _LONGEST and not _STAMP.search(word.text)
    return not word.furniture and not word.piece.anchors and plain


def _could_be(word: Word) -> bool:
    return (
        (2 if word.level else 4) <= len(word.text) <= _LONGEST
        and not word.furniture
        and not word.is_row
        and not word.is_linked
        and not word.piece.box.out
        and not _CAPTION.match(word.text)
    )


def _is_navigation(word: Word) -> bool:
    hints = {box.hint for box in upwards(word.piece.box)}
    return word.level is None and bool(hints & {Hint.FURNITURE, Hint.EDGE, Hint.CONTENTS})


def _is_link(word: Word) -> bool:
    return word.is_linked


def _key(text: str) -> str:
    """Return a title as it is compared: no white space, one width, no quotation marks."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s“”\"'‘’《》〈〉]+", "", plain)
