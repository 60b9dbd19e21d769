"""Putting a text taken from elsewhere in a point's place, with its record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random
from typing import NamedTuple

from corpus.plants import RATES, Plant, taken_over
from corpus.report import Point, Report

SHORTEST = 30  # characters of a text worth taking over


class Origin(NamedTuple):
    """A text and the file in which it stands."""

    file: str
    text: str


def origins(report: Report) -> list[Origin]:
    """Return the report's points as texts to be taken over later."""
    return [Origin(report.file, p.text) for p in report.points() if len(p.text) >= SHORTEST]


def copy_into(
    held: list[Point], at: int, file: str, kind: str, found: list[Origin], source: Random
) -> list[Plant]:
    """Replace the point `held[at]` of `file` by what `kind` makes of the origins found.

    `merged` takes two origins, the others the first. Returns no record, and changes nothing,
    where the kind would leave the text as it is (no figures to change, one clause to shuffle).
    """
    first = found[0]
    own = held[at].text.split("。")
    rate = RATES[int(source.random() * len(RATES))] if kind == "edited" else None
    if kind == "merged":
        text = f"{first.text}。{found[1].text}"
    elif kind == "embedded":
        text = f"{own[0]}。{first.text}。{own[-1]}"
    else:
        text = taken_over(first.text, kind, source, rate or 0)
    if kind != "exact" and text == first.text:
        return []
    held[at] = replace(held[at], text=text)
    used = found[:2] if kind == "merged" else found[:1]
    return [Plant(kind, origin.file, origin.text, file, text, rate) for origin in used]


class StockRecord:
    """Remembers which unit used a stock phrase first; every later unit's use is a plant."""

    def __init__(self) -> None:
        self._first: dict[str, tuple[str, str]] = {}

    def use(self, phrases: Iterable[str], unit: str, file: str) -> Iterator[Plant]:
        """Record that the unit's file holds the phrases as they stand."""
        for phrase in phrases:
            first_unit, first_file = self._first.setdefault(phrase, (unit, file))
            if first_unit != unit:
                yield Plant("stock", first_file, phrase, file, phrase)
