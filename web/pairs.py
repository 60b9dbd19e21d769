"""A match made ready to show: both texts side by side, and its figures as a table.

Equal stretches are underlined on both sides, changed figures boxed with their measure. Pure:
data of the library in, data for templates out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from index.model import Span
from search.reuse.figures import Figures, figures, with_measure
from search.reuse.model import Match
from search.reuse.percents import alike
from search.slots import Filled
from web.filters import Mark, markup, masks


@dataclass(frozen=True, slots=True)
class Pair:
    """A match as shown. `left` is the text asked about, or the piece of it that matches.

    `literal` says that both texts are equal to the letter.
    """

    match: Match
    left: Markup
    right: Markup
    figures: Figures
    literal: bool
    twins: tuple[Pair, ...] = ()

    @property
    def percent(self) -> int:
        """The score in percent; 100 only where nothing differs but figures."""
        return alike(self.match.score, self.match.verdict)


def pair(match: Match, text: str, piece: Span | None = None) -> Pair:
    """Return a match of `text` as shown; of a long text only its `piece`."""
    shown = piece or Span(0, len(text))
    slots = match.slots
    left = [
        *(Mark(*span, "equal") for span in match.query_spans),
        *_boxes(text, ((slot, slot.left_span) for slot in slots)),
        *masks(text),
    ]
    right = [
        *(Mark(*span, "equal") for span in match.text_spans),
        *_boxes(match.text, ((slot, slot.right_span) for slot in slots)),
        *masks(match.text),
    ]
    return Pair(
        match,
        markup(text, left, start=shown.start, end=shown.end),
        markup(match.text, right),
        figures(match, text),
        text[shown.start : shown.end] == match.text,
        tuple(pair(twin, text, piece) for twin in match.twins),
    )


def boxes(match: Match, text: str) -> list[Mark]:
    """Return the boxes around the figures of `text` that differ in the match."""
    return _boxes(text, ((slot, slot.left_span) for slot in match.slots))


def _boxes(text: str, places: Iterable[tuple[Filled, Span]]) -> list[Mark]:
    return [Mark(*with_measure(text, span), "figure") for slot, span in places if slot.changed]
