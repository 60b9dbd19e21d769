"""Which lines of a page are the report's title: as the page states it, else as it is set."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from index.kinds import kind_in
from index.readers.htmlparts import Hint
from index.readers.htmlscope import upwards
from index.readers.htmlwords import Word
from index.years import year_in_title

NOWHERE = range(0)

_LINES = 3  # blocks that a title is set in
_LONGEST = 80  # characters of a title that no one states
_NAMES, _HEADS, _CALLED = 4, 3, 2  # a line names a report, is a heading, is called the title
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


def is_caption(text: str) -> bool:
    """Say whether a line below a title is dressed as going with it: 「——在…会上」."""
    return _CAPTION.match(text) is not None


def _could_be(word: Word) -> bool:
    return (
        4 <= len(word.text) <= _LONGEST
        and not word.furniture
        and not word.is_row
        and not word.is_linked
        and not word.piece.box.out
        and not is_caption(word.text)
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
