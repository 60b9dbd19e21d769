"""From lists of words and sentence patterns to text: fields.toml and grammar.toml put to use.

A pattern is text with slots; a slot draws from the list of its name, patterns again included.
Draws are skewed (a power of an even draw), and every unit shuffles the lists its own way: so
each has favourite words, as real units do, and new combinations keep coming with size.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from corpus.names import Names

WORDS = ("mods", "nouns", "acts", "verbs")
FIELD_SLOTS = (
    *("mods", "nouns", "acts", "verbs", "people"),
    *("figures", "rates", "up", "down", "deeds", "done", "sentences", "problems", "plans"),
)
# In patterns one figure, one rate: singular reads better there.
_ALIASES = {"figure": "figures", "rate": "rates"}
_SLOT = re.compile(r"\{(\w+?)\}")

_SKEW = 1.5  # 1 is even; at 2 the first of 100 words is drawn ten times as often as on average

Choice = str | tuple[str | int, ...]


def _entries(value: str) -> list[str]:
    return value.strip().splitlines() if "\n" in value.strip() else value.split()


def _number_lists() -> dict[str, list[str]]:
    one = [str(n) for n in range(2, 10)]
    few = [str(n) for n in range(2, 99)]
    hundreds = [str(n) for n in range(101, 999)]
    thousands = [str(n) for n in range(1003, 9990)]
    tenths = [f"{n // 10}.{n % 10}" for n in range(12, 2500) if n % 10]
    return {
        "小": one,
        "少": few,
        "百": hundreds,
        "千": thousands,
        "万": tenths,
        "亿": [f"{n / 100:.2f}".rstrip("0") for n in range(12, 3000) if n % 100],
        "率": [f"{n / 10:.1f}" for n in range(801, 950)],
        "高率": [f"{n / 100:.2f}".rstrip("0") for n in range(9501, 10000) if n % 100],
        "低率": [f"{n / 10:.1f}" for n in range(21, 298) if n % 10],
        "month": [str(n) for n in range(1, 13)],
        "day": [str(n) for n in range(1, 29)],
        "nums": few + hundreds + thousands[::9] + [f"{n}余" for n in range(20, 990, 10)],
    }


class Grammar:
    """All lists, parsed once. `fields` are the names of the fields of work."""

    def __init__(self, fields: dict[str, Any], grammar: dict[str, Any]) -> None:
        self.fields: tuple[str, ...] = tuple(fields)
        self.stock = tuple(_entries(grammar["phrases"]["stock"]))
        self.headings = {name: _entries(text) for name, text in grammar["headings"].items()}
        texts = {name: _entries(text) for name, text in grammar["rules"].items()}
        texts |= {name: _entries(grammar["phrases"][name]) for name in grammar["phrases"]}
        for word in WORDS:
            texts["all" + word] = [w for field in fields.values() for w in _entries(field[word])]
        texts |= _number_lists()
        names = [*texts, *FIELD_SLOTS, *Writer.named, *Writer.told]
        self.slots = {name: at for at, name in enumerate(names)}
        self.lists = {name: [self._parse(text) for text in found] for name, found in texts.items()}
        self.words = {
            field: {slot: [self._parse(t) for t in _entries(lists[slot])] for slot in FIELD_SLOTS}
            for field, lists in fields.items()
        }

    def _parse(self, text: str) -> Choice:
        pieces: list[str | int] = []
        for at, piece in enumerate(_SLOT.split(text)):
            if at % 2:
                pieces.append(self._slot(piece))
            elif piece:
                pieces.append(piece)
        return text if pieces == [text] else tuple(pieces)

    def _slot(self, name: str) -> int:
        name = _ALIASES.get(name, name)
        # A trailing digit only says that another draw is meant: {place} and {place2}.
        return self.slots[name] if name in self.slots else self.slots[name.rstrip("0123456789")]


@cache
def load_grammar() -> Grammar:
    """Return the grammar of the two word files beside this module."""
    folder = Path(__file__).parent
    with open(folder / "fields.toml", "rb") as fields, open(folder / "grammar.toml", "rb") as rules:
        return Grammar(tomllib.load(fields), tomllib.load(rules))


class Writer:
    """One unit's hand: `write(rule)` gives a text; `turn_to(field)` changes the field of work."""

    named = ("place", "firm", "project", "slogan", "brand", "platform")
    told = ("unit", "year", "field1", "field2", "field3")
    _how_many = (40, 24, 16, 8, 16, 6)

    def __init__(self, grammar: Grammar, source: Random, unit: str, *, skewed: bool = True) -> None:
        self._grammar = grammar
        even = source.random
        self._draw = (lambda: even() ** _SKEW) if skewed else even
        self._source = source
        self._slots = grammar.slots
        self._lists: list[list[Choice]] = [[] for _ in grammar.slots]
        self._fields: dict[str, list[tuple[int, list[Choice]]]] = {}
        for name, choices in grammar.lists.items():
            # Numbers stay in order: small ones are common, as in real reports.
            self._lists[self._slots[name]] = choices if choices[0] == "2" else self._mixed(choices)
        names = Names(source)
        for name, count in zip(self.named, self._how_many, strict=True):
            make = getattr(names, name)
            self._lists[self._slots[name]] = [make() for _ in range(count)]
        self.tell(unit=unit)

    def _mixed(self, choices: list[Choice]) -> list[Choice]:
        mixed = choices.copy()
        self._source.shuffle(mixed)
        return mixed

    def tell(self, **facts: str) -> None:
        """Fill slots that a report decides: unit, year, field1 …"""
        for name, value in facts.items():
            self._lists[self._slots[name]] = [value]

    def turn_to(self, field: str) -> None:
        """Let field slots (mods, figures, …) draw from this field of work."""
        if field not in self._fields:
            words = self._grammar.words[field]
            self._fields[field] = [
                (self._slots[name], self._mixed(words[name])) for name in FIELD_SLOTS
            ]
        for slot, choices in self._fields[field]:
            self._lists[slot] = choices

    def choose(self, rule: str) -> Choice:
        """Return a pattern of the rule, drawn and not yet filled."""
        choices = self._lists[self._slots[rule]]
        return choices[int(self._draw() * len(choices))]

    def write(self, rule: str) -> str:
        """Return one text of the rule (a list's name, such as `sentence` or `problems`)."""
        out: list[str] = []
        self._write(self._slots[rule], out)
        return "".join(out)

    def sentences(self, field: str) -> list[Choice]:
        """Return the field's hand-written sentences in this writer's order, as patterns."""
        self.turn_to(field)
        return self._lists[self._slots["sentences"]]

    def narrow(self, **ranges: tuple[int, int]) -> None:
        """Let a slot of whole numbers draw from this range instead (both ends included)."""
        for name, (low, high) in ranges.items():
            self._lists[self._slots[name]] = [str(n) for n in range(low, high + 1)]

    def fill(self, choice: Choice) -> str:
        """Return the text of one given pattern."""
        if isinstance(choice, str):
            return choice
        out: list[str] = []
        self._fill(choice, out)
        return "".join(out)

    def _write(self, slot: int, out: list[str]) -> None:
        choices = self._lists[slot]
        choice = choices[int(self._draw() * len(choices))]
        if isinstance(choice, str):
            out.append(choice)
        else:
            self._fill(choice, out)

    def _fill(self, pattern: tuple[str | int, ...], out: list[str]) -> None:
        for piece in pattern:
            if isinstance(piece, str):
                out.append(piece)
            else:
                self._write(piece, out)
