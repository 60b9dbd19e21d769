"""Small questions to WordprocessingML: names of elements, values of attributes, wrappers.

Elements are lxml elements as python-docx parses them; nothing here imports either library.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Element = Any  # an lxml element; lxml brings no types

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
VML = "{urn:schemas-microsoft-com:vml}"

ALTERNATIVES = MC + "AlternateContent"

GONE = frozenset({W + "del", W + "moveFrom"})  # tracked as deleted or moved away

# Elements that stand around others without a meaning of their own for the text.
_WRAPPERS = frozenset(
    W + tag for tag in ("sdtContent", "customXml", "smartTag", "ins", "moveTo", "dir", "bdo")
)


def value(element: Element | None, name: str = "val") -> str | None:
    """Return an attribute in the w namespace, None where element or attribute are missing."""
    if element is None:
        return None
    found = element.get(W + name)
    return None if found is None else str(found)


def number(element: Element | None, name: str = "val") -> int | None:
    """Return an attribute as an integer, None where it is missing or no number."""
    text = value(element, name)
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def is_on(element: Element | None) -> bool:
    """Tell whether an on/off property is there and not switched off."""
    return element is not None and value(element) not in ("0", "false", "off")


def chosen(alternatives: Element) -> Element | None:
    """Return the one branch of mc:AlternateContent to read; the others repeat it."""
    choice = alternatives.find(MC + "Choice")
    return choice if choice is not None else alternatives.find(MC + "Fallback")


def unwrapped(parent: Element) -> Iterator[Element]:
    """Yield the children of an element, looking through content controls, insertions and kin."""
    for child in parent:
        if not isinstance(child.tag, str):  # comments, processing instructions, entities
            continue
        if child.tag == W + "sdt":
            content = child.find(W + "sdtContent")
            if content is not None:
                yield from unwrapped(content)
        elif child.tag == ALTERNATIVES:
            branch = chosen(child)
            if branch is not None:
                yield from unwrapped(branch)
        elif child.tag in _WRAPPERS:
            yield from unwrapped(child)
        else:
            yield child
