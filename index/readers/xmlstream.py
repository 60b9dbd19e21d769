"""XML read as it comes: pieces of bytes in, calls for elements out, whatever the size of the part.

Names come without their namespace (Strict Open XML says the same under other names). A document
type is refused: no office program writes one, and its entities can grow without end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from xml.parsers import expat

Attributes = dict[str, str]
_SEPARATOR = " "


def walk(
    pieces: Iterable[bytes],
    start: Callable[[str, Attributes], None],
    end: Callable[[str, str], None],
) -> None:
    """Call `start` with the name and attributes of each element, `end` with its name and the text
    since the last tag. Raises ValueError and expat.ExpatError where the part is no sound XML.
    """
    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    text: list[str] = []

    def started(name: str, attributes: Attributes) -> None:
        text.clear()
        start(name.rpartition(_SEPARATOR)[2], attributes)

    def ended(name: str) -> None:
        end(name.rpartition(_SEPARATOR)[2], "".join(text))
        text.clear()

    def refused(*_: object) -> None:
        raise ValueError("a document type")

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = text.append
    parser.StartDoctypeDeclHandler = refused
    for piece in pieces:
        parser.Parse(piece, False)
    parser.Parse(b"", True)


def attribute(attributes: Attributes, name: str) -> str | None:
    """Return an attribute by its name without a namespace (`id` of `r:id`)."""
    found = attributes.get(name)
    if found is not None:
        return found
    return next(
        (value for key, value in attributes.items() if key.endswith(_SEPARATOR + name)), None
    )


def is_on(value: str | None) -> bool:
    """Tell whether an attribute says yes."""
    return value in ("1", "true", "on")
