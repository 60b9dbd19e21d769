"""SmartArt of office files: its data part in, its words out, a paragraph each, in drawn order.

The points stand in the part as they were made; which belongs under which, and in what order, its
connections say (ECMA-376 part 1, 21.4.3).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from index.readers.wordxml import DIAGRAM, DRAWING, Element

CALLED = DIAGRAM + "relIds"
"""The element that calls SmartArt by the relation of its data part."""
_OWN = frozenset({"parOf"})  # the kind of a connection that puts one point under another


def diagram_lines(root: Element) -> list[str]:
    """Return the words of a SmartArt part, a paragraph each."""
    points = {point.get("modelId"): point for point in root.iter(DIAGRAM + "pt")}
    below: dict[str | None, list[tuple[int, str | None]]] = defaultdict(list)
    for link in root.iter(DIAGRAM + "cxn"):
        if link.get("type", "parOf") in _OWN:
            below[link.get("srcId")].append((_order(link), link.get("destId")))
    tops = [key for key, point in points.items() if point.get("type") == "doc"]
    ordered: dict[str | None, None] = {}
    waiting = tops[::-1]
    while waiting:
        key = waiting.pop()
        if key not in ordered:
            ordered[key] = None
            under = sorted(below[key], key=lambda one: one[0], reverse=True)
            waiting.extend(other for _, other in under)
    found = [points[key] for key in ordered if key in points]
    found += [point for key, point in points.items() if key not in ordered]
    return [line for point in found for line in _lines(point) if line.strip()]


def _lines(point: Element) -> Iterator[str]:
    for paragraph in point.iter(DRAWING + "p"):
        yield "".join(text.text or "" for text in paragraph.iter(DRAWING + "t"))


def _order(link: Element) -> int:
    try:
        return int(link.get("srcOrd", "0"))
    except ValueError:
        return 0
