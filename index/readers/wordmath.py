"""Formulas of a Word file as one line, in the signs that Word itself uses to write them so.

An element of a formula (m:f, m:rad, m:nary …) in, its parts out: signs as strings, and the elements
whose words stand between them. A fraction keeps its bar: 1 over 3 is 1/3 and never 13.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from index.readers.wordxml import GONE, MATH, Element, W

Parts = Iterator[str | Element]

# One operand that needs no brackets: a number with its sign, a name, a word.
_OPERAND = re.compile(r"[+\-−]?[\w.,，%％°\u2070-\u209f]*")
_BARE = "noBar"  # a fraction without a line: one above the other


def parts_of(element: Element) -> Parts | None:
    """Return how a formula's element reads in one line; None where its words simply follow."""
    spell = _SPELLING.get(element.tag)
    return None if spell is None else spell(element)


def plain_words(element: Element) -> str | None:
    """Return the words of an exponent or index; None where a formula or a change stands in it."""
    if any(inner.tag in _SPELLING or inner.tag in _CHANGES for inner in element.iter()):
        return None
    return "".join(text.text or "" for text in element.iter(MATH + "t", W + "t"))


def is_kept(element: Element) -> bool:
    """Say whether any words of an exponent are left where changes were tracked."""
    kept = (text for text in element.iter(MATH + "t", W + "t") if (text.text or "").strip())
    return any(next(text.iterancestors(*GONE), None) is None for text in kept)


def _fraction(element: Element) -> Parts:
    bare = _said(element, "fPr", "type") == _BARE
    yield from _grouped(element.find(MATH + "num"))
    yield " " if bare else "/"
    yield from _grouped(element.find(MATH + "den"))


def _root(element: Element) -> Parts:
    degree = element.find(MATH + "deg")
    yield "√"
    if degree is not None and _words(degree).strip():
        yield from ("[", degree, "]")
    yield from _grouped(element.find(MATH + "e"))


def _brackets(element: Element) -> Parts:
    yield _sign(element, "dPr", "begChr", "(")
    for number, part in enumerate(element.findall(MATH + "e")):
        if number:
            yield _sign(element, "dPr", "sepChr", "|")
        yield part
    yield _sign(element, "dPr", "endChr", ")")


def _sum(element: Element) -> Parts:
    yield _sign(element, "naryPr", "chr", "∫")
    for tag, mark in (("sub", "_"), ("sup", "^")):
        part = element.find(MATH + tag)
        if part is not None and _words(part).strip():
            yield mark
            yield from _grouped(part)
    yield " "
    part = element.find(MATH + "e")
    if part is not None:
        yield part


def _rows(element: Element) -> Parts:
    """Spell a matrix or lines below each other: their parts must not run together."""
    for number, part in enumerate(element.iterchildren(MATH + "mr", MATH + "e")):
        if number:
            yield " "
        if part.tag == MATH + "mr":
            yield from _rows(part)
        else:
            yield part


def _limits(element: Element) -> Parts:
    for part in element.iterchildren(MATH + "e", MATH + "lim"):
        if part.tag == MATH + "lim":
            yield " "
        yield part


def _grouped(part: Element | None) -> Parts:
    if part is None:
        return
    simple = _OPERAND.fullmatch(_words(part).strip()) and not any(
        inner.tag in _SPELLING for inner in part.iter()
    )
    if simple:
        yield part
    else:
        yield from ("(", part, ")")


def _words(part: Element) -> str:
    return "".join(text.text or "" for text in part.iter(MATH + "t", W + "t"))


def _said(element: Element, properties: str, name: str) -> str | None:
    found = element.find(f"{MATH}{properties}/{MATH}{name}")
    return None if found is None else str(found.get(MATH + "val") or "")


def _sign(element: Element, properties: str, name: str, usual: str) -> str:
    found = _said(element, properties, name)
    return usual if found is None else found


_CHANGES = frozenset(W + tag for tag in ("del", "moveFrom", "ins", "moveTo"))
_SPELLING: dict[str, Callable[[Element], Parts]] = {
    MATH + "f": _fraction,
    MATH + "rad": _root,
    MATH + "d": _brackets,
    MATH + "nary": _sum,
    MATH + "m": _rows,
    MATH + "eqArr": _rows,
    MATH + "limLow": _limits,
    MATH + "limUpp": _limits,
}
