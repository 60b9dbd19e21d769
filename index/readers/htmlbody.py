"""Which blocks of a page are the report's, and which the page put around it.

Evidence, strongest first: what an element calls itself, where the title stands that the page
states, links, words. What is set aside is kept as removed; where nothing is sure, the block stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from index.cleaning.pagewords import is_terms
from index.model import Why
from index.readers import htmlmargins as margins
from index.readers import htmltitle
from index.readers.blocks import Block, Cut
from index.readers.htmlparts import Box, Hint, Piece
from index.readers.htmlscope import leave_out_properties, scope_of, weigh
from index.readers.htmlwords import Word, words_in

_ENDS = 3  # blocks at the end of a text, where some say where it is from


class Sifted(NamedTuple):
    """The blocks of the report in order, what else the page says cut out between them.

    `title` is its title where that can be told from the rest, `ahead` and `behind` are the lines
    that were left out before and after the text begins, `ends` the last ones of the text.
    """

    blocks: list[Block]
    title: str | None
    ahead: list[str]
    behind: list[str]
    ends: list[str]


def sifted(pieces: Sequence[Piece], boxes: Sequence[Box], titles: Sequence[str]) -> Sifted:
    """Tell the report from what the page puts around it.

    `boxes` stand in the order in which they opened, the page first; `titles` are those that the
    page states, best first.
    """
    words = words_in(pieces)
    gone, begins, title = _left_out(words, boxes, titles)
    if not any(word.text for number, word in enumerate(words) if number not in gone):
        gone = {}  # a page of links and nothing else: that is what it says
    ahead = [words[number].text for number in sorted(gone) if number < begins]
    behind = [words[number].text for number in sorted(gone) if number >= begins]
    kept = [word.text for number, word in enumerate(words) if number not in gone]
    name = "".join(words[number].text for number in title) or htmltitle.heading(words)
    return Sifted(list(_blocks(words, gone)), name, ahead, behind, kept[-_ENDS:])


def _left_out(
    words: list[Word], boxes: Sequence[Box], titles: Sequence[str]
) -> tuple[dict[int, Why], int, range]:
    """Return the blocks that are not the report's with the reason, where its text begins, and its
    title.
    """
    places = htmltitle.places(words, titles)
    for place in places:
        for number in place:
            words[number].reports = False
    title = htmltitle.stated(words, places)
    weigh(words, boxes, title)
    scope = scope_of(words, boxes)
    marked = scope is not boxes[0]
    title = (
        htmltitle.stated_within(words, places) or title or htmltitle.as_set(words, marked=marked)
    )
    leave_out_properties(words, boxes, title.stop)
    gone = {
        number: Why.CONTENTS if word.piece.box.out is Hint.CONTENTS else Why.FURNITURE
        for number, word in enumerate(words)
        if word.piece.box.out is not None
    }
    kept = [n for n, word in enumerate(words) if word.inside and n not in gone]
    goes_on = _captions(words, title, kept)
    for number, word in enumerate(words):
        if not word.inside and number not in title and number not in goes_on:
            gone.setdefault(number, Why.FURNITURE)
    reports = [number for number in kept if words[number].reports]
    while reports and is_terms(words[reports[-1]].text):
        reports.pop()
    if not reports:
        return gone, title.stop, title
    begins = next((number for number in reports if number >= title.stop), reports[0])
    head = [n for n in kept if n < begins and n not in title]
    tail = [n for n in kept if n > max(reports[-1], begins) and n not in title]
    out: set[int] = margins.above_title(words, head, title)
    for margin in (head, tail):
        out |= margins.furniture(words, margin, out | gone.keys(), marked=marked)
    out |= margins.dates(words, head, out | gone.keys())
    return {**dict.fromkeys(out, Why.FURNITURE), **gone}, begins, title


def _captions(words: Sequence[Word], title: range, kept: Sequence[int]) -> range | set[int]:
    """Return the lines between title and text, outside of the text, that go with the title."""
    if not title or not kept:
        return set()
    around = words[title.start].piece.box
    return {
        number
        for number in range(title.stop, kept[0])
        if (word := words[number]).piece.box is around and htmltitle.goes_on(word)
    }


def _blocks(words: Sequence[Word], gone: Mapping[int, Why]) -> Iterator[Block]:
    """Yield the blocks; neighbours that are left out for one reason become one cut."""
    cuts: list[Cut] = []
    for number, word in enumerate(words):
        block = word.piece.block
        if number not in gone:
            if cuts:
                yield Block(None, cuts=tuple(cuts))
                cuts = []
            yield block
            continue
        cuts.extend(cut._replace(offset=0) for cut in block.cuts)
        why = gone[number]
        if not word.text:
            continue
        if cuts and cuts[-1].why is why:
            cuts[-1] = Cut(0, f"{cuts[-1].text}\n{word.text}", why)
        else:
            cuts.append(Cut(0, word.text, why))
    if cuts:
        yield Block(None, cuts=tuple(cuts))
