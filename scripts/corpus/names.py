"""Names that nobody bears: places, firms, projects, slogans, brands, platforms and units.

Composed from the characters and words of names.toml by a random source, so that a large corpus
never runs dry.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from random import Random

with open(Path(__file__).with_name("names.toml"), "rb") as _file:
    _LISTS: dict[str, str] = tomllib.load(_file)
_WORDS: dict[str, Sequence[str]] = {
    name: text.split() if " " in text else text for name, text in _LISTS.items()
}
# The brand characters are written as words of two: 暖心, 清源, 惠民.
_BRAND = _LISTS["brand"]
_WORDS["pair"] = [_BRAND[at : at + 2] for at in range(0, len(_BRAND), 2)]


class Names:
    """A source of names; the same random source in the same state gives the same names."""

    def __init__(self, source: Random) -> None:
        self._random = source.random

    def place(self) -> str:
        """Return a place of two or, now and then, three characters (`青溪`, `新石桥`)."""
        name = self._one("first") + self._one("second")
        return self._one("side") + name if self._random() < 0.25 else name

    def brand(self) -> str:
        """Return two to four characters for a service, a cup, a post (`磐石`, `青溪暖心`)."""
        chance = self._random()
        if chance < 0.3:
            return self._one("pair")
        if chance < 0.65:
            return self._one("first") + self._one("brand")
        return self._one("first") + self._one("second") + self._one("pair")

    def firm(self) -> str:
        """Return an enterprise (`柳润阀门股份公司`)."""
        head = self._one("first") + self._one("brand")
        return head + self._one("trade") + self._one("firm")

    def project(self) -> str:
        """Return a building project (`石桥至青溪道路拓宽工程`)."""
        place = self.place()
        if self._random() < 0.3:
            place += "至" + self.place()
        return place + self._one("work") + self._one("phase")

    def slogan(self) -> str:
        """Return a campaign's name (`三查两改`, `磐石大排查百日会战`)."""
        if self._random() < 0.5:
            count = 3 if self._random() < 0.4 else 2
            return "".join(self._one("counts") + self._one("aspects") for _ in range(count))
        return self._one("pair") + self._one("slogan") + self._one("slogan_end")

    def platform(self) -> str:
        """Return a system's name (`青溪一张图`)."""
        return self._one("first") + self._one("second") + self._one("platform")

    def unit(self) -> str:
        """Return a reporting unit (`青润桥市水务集团`); three characters, lest it be a real one."""
        place = self._one("first") + self._one("brand") + self._one("second")
        return place + self._one("unit_place") + self._one("unit_trade") + self._one("unit_end")

    def _one(self, name: str) -> str:
        choices = _WORDS[name]
        return choices[int(self._random() * len(choices))]
