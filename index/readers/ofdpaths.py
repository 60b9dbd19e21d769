"""Paths of an OFD page: AbbreviatedData becomes straight outlines, as tables are drawn with."""

from __future__ import annotations

import re

from index.readers.pdf.geometry import Matrix
from index.readers.pdf.rules import Outline

_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}  # numbers after each command
_MOST = 2_000  # tokens of a path that is still made of rules


def outlines(data: str, place: Matrix) -> list[Outline]:
    """Return the straight outlines of a path where a matrix takes them; curved ones are left."""
    tokens = _TOKEN.findall(data[: _MOST * 16])
    if len(tokens) > _MOST:
        return []
    found: list[Outline] = []
    points: list[tuple[float, float]] = []
    straight, closed = True, False
    at, command = 0, ""
    while at < len(tokens):
        if tokens[at].isalpha():
            command = tokens[at].upper()
            at += 1
        count = _TAKES.get(command)
        if count is None or at + count > len(tokens):
            break
        values = tokens[at : at + count]
        if any(value.isalpha() for value in values):
            break
        at += count
        if command in ("S", "M"):
            if straight and len(points) > 1:
                found.append((points, closed))
            points, straight, closed = [], True, False
        elif command == "C":
            closed = True
            if at < len(tokens) and not tokens[at].isalpha():
                break
        elif command != "L":
            straight = False
        if count:
            points.append(place.point(float(values[-2]), float(values[-1])))
    if straight and len(points) > 1:
        found.append((points, closed))
    return found
