"""A pasted text cut into passages as a report would be; each piece knows where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.errors import BadQuery
from index.model import Line, Part, Passage, Source, Span
from index.outline import outline_in_place
from search.drafted import readable
from search.matching import Matching
from search.slots import Filled

LONGEST = 20_000  # characters of a pasted text

_BREAKS = re.compile("[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_REACH = 250  # characters on either side of a cut: more would be found in a piece
_HEADLINE = 20  # characters from which on a line that looks like a heading is looked up as well


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of a text: `text[i]` stands at `origins[i]` of the whole."""

    text: str
    origins: Sequence[int]

    @property
    def span(self) -> Span:
        """Where the piece stands."""
        return Span(self.origins[0], self.origins[-1] + 1)

    def place(self, span: Span) -> Span:
        """Return where a span of the piece stands in the whole."""
        return Span(self.origins[span.start], self.origins[span.end - 1] + 1)

    def slots(self, matching: Matching) -> tuple[Filled, ...]:
        """Return a match's slots, the left ones where they stand in the whole."""
        return tuple(replace(slot, left_span=self.place(slot.left_span)) for slot in matching.slots)


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text in pieces. A paragraph is cut where it grows too long, whatever is copied there: each
    of `bridges` spans such a cut, behind the piece `before[i]`.
    """

    cuts: tuple[Cut, ...]
    bridges: tuple[Cut, ...] = ()
    before: tuple[int, ...] = ()


def whole(text: str) -> Cut:
    """Return a text as one piece."""
    return Cut(text, range(len(text)))


def checked(text: str) -> str:
    """Return a pasted text as it is looked up, character for character. Raises BadQuery (text)."""
    if not text.strip():
        raise BadQuery("text_empty", field="text")
    if len(text) > LONGEST:
        raise BadQuery("text_too_long", field="text", given=len(text), limit=LONGEST)
    return readable(text)


def cut(text: str) -> Pieces:
    """Cut a text (that is not blank) into passages; a single sentence is one piece."""
    lines = _BREAKS.sub(" ", text).split("\n")
    outline, origins = outline_in_place(Source(tuple(map(Line, lines))))
    passages = [
        passage
        for passage in outline.passages
        if passage.part is Part.BODY or len(passage.text) >= _HEADLINE
    ]
    if not passages or _is_one(outline.passages):
        start = len(text) - len(text.lstrip())
        return Pieces((Cut(text.strip(), range(start, len(text.rstrip()))),))
    cuts = tuple(Cut(passage.text, origins[passage.index]) for passage in passages)
    before = tuple(
        number
        for number, (one, two) in enumerate(pairwise(passages))
        if one.paragraph == two.paragraph and two.label is None and one.part is Part.BODY
    )
    return Pieces(cuts, tuple(_bridge(*cuts[at : at + 2]) for at in before), before)


def _is_one(passages: Sequence[Passage]) -> bool:
    """Say whether a text is one item: a sentence behind a marker, and what is said of it.

    Whether such a sentence is a heading is told by the items beside it, and here are none.
    """
    if len(passages) != 2:
        return False
    first, second = passages
    return first.paragraph == second.paragraph and first.part is Part.HEADING


def _bridge(before: Cut, behind: Cut) -> Cut:
    return Cut(
        before.text[-_REACH:] + behind.text[:_REACH],
        (*before.origins[-_REACH:], *behind.origins[:_REACH]),
    )
