"""What a run of a Word file looks like, as far as it changes what is read: hidden, raised, lowered.

Run properties (w:rPr) in, a look out. Direct formatting wins over the character style, that over
the paragraph style, that over the document's defaults (ECMA-376 part 1, 17.7.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.readers.wordxml import Element, W, is_on, number, value


class Align(StrEnum):
    """How a run stands to the line; values are Word's own (w:vertAlign), but for the last.

    LIFTED is higher by a distance (w:position), as some programs write a superscript; others set
    whole lines higher so, to centre them.
    """

    RAISED = "superscript"
    LOWERED = "subscript"
    LEVEL = "baseline"
    LIFTED = "lifted"


@dataclass(frozen=True, slots=True)
class Look:
    """What one place says of a run; None where it says nothing."""

    hidden: bool | None = None
    align: Align | None = None

    def over(self, other: Look) -> Look:
        """Return this look, with what the other one says where this says nothing."""
        if self is _PLAIN:  # as nearly every run
            return other
        return Look(
            other.hidden if self.hidden is None else self.hidden,
            other.align if self.align is None else self.align,
        )


_PLAIN = Look()
_VANISH, _ALIGN, _STYLE, _POSITION = (
    W + tag for tag in ("vanish", "vertAlign", "rStyle", "position")
)
_ALIGNS = {str(align): align for align in (Align.RAISED, Align.LOWERED, Align.LEVEL)}
_LIFTED = 4  # half-points, from which on a run is a superscript and not a line that is centred


def look_of(properties: Element | None) -> Look:
    """Return what run properties (w:rPr) say themselves."""
    return said_by(properties)[0]


def said_by(properties: Element | None) -> tuple[Look, str | None]:
    """Return what run properties say themselves, and the character style that they name."""
    hidden, align, style = None, None, None
    if properties is None:
        return _PLAIN, None
    for said in properties.iterchildren(_VANISH, _ALIGN, _STYLE, _POSITION):
        if said.tag == _VANISH:
            hidden = is_on(said)
        elif said.tag == _ALIGN:
            align = _ALIGNS.get(value(said) or "")
        elif said.tag == _POSITION:
            lifted = (number(said) or 0) >= _LIFTED
            align = align or (Align.LIFTED if lifted else None)
        else:
            style = value(said)
    return (_PLAIN if hidden is None and align is None else Look(hidden, align)), style


def styled(character: Look, paragraph: Look, default: Look) -> Look:
    """Return the look that a character style gives inside a paragraph style.

    Hiding is a toggle (17.7.3): a style that hides, inside another one that hides, shows.
    """
    found = character.over(paragraph).over(default)
    twice = bool(character.hidden and paragraph.hidden) and not default.hidden
    return Look(False, found.align) if twice else found
