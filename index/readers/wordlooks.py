"""What a run of a Word file looks like, as far as it changes what is read: hidden, raised, lowered.

Run properties (w:rPr) in, a look out. Direct formatting wins over the character style, that over
the paragraph style, that over the document's defaults (ECMA-376 part 1, 17.7.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.readers.wordxml import Element, W, is_on, value


class Align(StrEnum):
    """How a run stands to the line; values are Word's own (w:vertAlign)."""

    RAISED = "superscript"
    LOWERED = "subscript"
    LEVEL = "baseline"


@dataclass(frozen=True, slots=True)
class Look:
    """What one place says of a run; None where it says nothing."""

    hidden: bool | None = None
    align: Align | None = None


_PLAIN = Look()
_ALIGNS = frozenset(Align)


def look_of(properties: Element | None) -> Look:
    """Return what run properties (w:rPr) say themselves."""
    if properties is None:
        return _PLAIN
    vanish = properties.find(W + "vanish")
    align = value(properties.find(W + "vertAlign"))
    return Look(
        None if vanish is None else is_on(vanish),
        Align(align) if align in _ALIGNS else None,
    )


def nearest(looks: tuple[Look, ...]) -> Look:
    """Return what the first of these looks that says something says, each thing by itself."""
    return Look(
        next((look.hidden for look in looks if look.hidden is not None), None),
        next((look.align for look in looks if look.align is not None), None),
    )


def styled(character: Look, paragraph: Look, default: Look) -> Look:
    """Return the look that a character style gives inside a paragraph style.

    Hiding is a toggle (17.7.3): a style that hides, inside another one that hides, shows.
    """
    found = nearest((character, paragraph, default))
    twice = bool(character.hidden and paragraph.hidden) and not default.hidden
    return Look(False, found.align) if twice else found
