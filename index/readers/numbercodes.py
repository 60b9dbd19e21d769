"""The code of a number format taken apart: sections, what each takes, and its tokens.

`[Red]`, `*-` and what else only sets a cell says nothing; `_)` is one space. A code that makes no
sense is read as far as it does: files state what they like.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

GENERAL = "value"
"""The kind of the token for which the whole value stands: General, @."""
_LONGEST = 255  # characters that Excel takes
_SHOWN = frozenset({"text", "percent", GENERAL})
_COMPARED: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_CONDITION = re.compile(r"(<=|>=|<>|[<>=])\s*(-?\d+(?:\.\d+)?)")
_CURRENCY = re.compile(r"\$([^-]*)(?:-([\w-]+))?")
_WORDS = re.compile(r"dbnum([123])", re.IGNORECASE)
_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_(?P<room>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]?'
    r"|(?P<value>general|g/通用格式|@)|(?P<half>am/pm|a/p|上午/下午)|(?P<exp>e[+-])"
    r"|(?P<date>y+|m+|d+|h+|s+|e+|g+|aaaa?)|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)"
    r"|(?P<percent>%)|(?P<slash>/)|(?P<text>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTION_END = re.compile(r'"[^"]*"?|[\\!_*].|\[[^\]]*\]?|(;)', re.DOTALL)
# What the system of a Chinese office shows for 长日期 and 时间.
_SYSTEM = {"f800": 'yyyy"年"m"月"d"日"', "f400": "h:mm:ss"}


class Kind(StrEnum):
    """How a section shows a number."""

    NUMBER = "number"
    GENERAL = "general"
    TEXT = "text"
    DATE = "date"
    FRACTION = "fraction"
    EXPONENT = "exponent"


class Token(NamedTuple):
    """A piece of a section: its kind and its characters (of a literal: what it shows)."""

    kind: str
    text: str

    @property
    def shows(self) -> bool:
        """Whether it stands for characters of its own (or for the whole value)."""
        return self.kind in _SHOWN


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a code.

    `condition` is what a number must meet (None: nothing was said), `negative` that only negative
    numbers come here and lose their sign. `digits` is 1 to 3 where numbers are
    spelled (一, 壹, １).
    """

    tokens: tuple[Token, ...]
    kind: Kind = Kind.NUMBER
    condition: tuple[str, Decimal] | None = None
    negative: bool = False
    digits: int = 0
    chinese: bool = False
    percents: int = 0
    thousands: int = 0
    grouped: bool = False
    wholes: int = 0  # places before the point, or of the whole number before a fraction
    places: int = 0  # places behind the point
    power_sign: str = ""
    power_digits: int = 1
    above: int = 1  # places of a fraction's two numbers
    below: int = 1
    denominator: int = 0  # where the code fixes it
    lead: str = ""
    rest: str = ""

    def takes(self, number: Decimal) -> bool:
        """Say whether a number meets the section's condition."""
        if self.condition is None:
            return True
        sign, limit = self.condition
        return _COMPARED[sign](number, limit)

    @property
    def mantissa(self) -> Section:
        """The part of a section before the E."""
        at = next(i for i, token in enumerate(self.tokens) if token.kind == "exp")
        return replace(self, tokens=self.tokens[:at])


@dataclass(frozen=True, slots=True)
class Code:
    """A format: the sections that numbers choose from, in order, and the one for texts."""

    numbers: tuple[Section, ...]
    text: Section | None


@lru_cache(maxsize=1024)
def parsed(code: str) -> Code:
    """Take a code apart. Raises nothing."""
    # LibreOffice takes the ! that guards a point (0!.0,"万元") for a character that is shown.
    sections = [_section(part) for part in _parts(code[:_LONGEST].replace(r"\!.", "!."))]
    text: Section | None = None
    if len(sections) > 3:
        text = sections[3]
    elif any(token == (GENERAL, "@") for token in sections[-1].tokens):
        text = sections[-1]
        if len(sections) > 1:
            del sections[-1]
    return Code(tuple(_conditioned(sections[:3])), text)


def _parts(code: str) -> list[str]:
    ends = [found.start() for found in _SECTION_END.finditer(code) if found[1]]
    starts = [0, *(end + 1 for end in ends)]
    return [code[start:end] for start, end in zip(starts, [*ends, len(code)], strict=True)]


def _conditioned(sections: Sequence[Section]) -> Iterator[Section]:
    """Give each section the condition that its place means where it states none."""
    none = Decimal(0)
    usual: list[tuple[str, Decimal] | None] = [None] * len(sections)
    if len(sections) == 2:
        usual[0] = (">=", none)
    elif len(sections) == 3:
        usual[:2] = [(">", none), ("<", none)]
    first = sections[0].condition if sections else None
    for index, section in enumerate(sections):
        stated = section.condition
        negative = stated == ("<", none) or (
            index == 1 and stated is None and (len(sections) == 3 or first is None)
        )
        yield replace(section, condition=stated or usual[index], negative=negative)


def _section(part: str) -> Section:
    tokens: list[Token] = []
    section = Section(())
    for found in _PIECE.finditer(part):
        kind, text = found.lastgroup or "text", found[0]
        if kind == "bracket":
            section = _bracket(found["bracket"], section, tokens)
            if section.lead:  # what the system shows: the code does not matter
                return _section(section.lead)
        elif kind in ("quoted", "escaped"):
            tokens.append(Token("text", found[kind]))
        elif kind == "room":
            tokens.append(Token("text", " "))
        elif kind == "value":
            tokens.append(Token(GENERAL, "@" if text == "@" else GENERAL))
        elif kind == "exp" and not any(token.kind == "digit" for token in tokens):
            tokens += [Token("date", "e"), Token("text", text[1])]
        elif kind != "fill":
            tokens.append(Token(kind, text))
    return _measured(replace(section, tokens=tuple(tokens)))


def _bracket(inside: str, section: Section, tokens: list[Token]) -> Section:
    if found := _CONDITION.fullmatch(inside.strip()):
        return replace(section, condition=(found[1], Decimal(found[2])))
    if found := _CURRENCY.fullmatch(inside):
        place = (found[2] or "").lower()
        if place in _SYSTEM:
            return replace(section, lead=_SYSTEM[place])
        if found[1]:
            tokens.append(Token("text", found[1]))
        return replace(section, chinese=section.chinese or _is_chinese(place))
    if found := _WORDS.fullmatch(inside):
        return replace(section, digits=int(found[1]))
    if inside and inside.lower() in ("h" * len(inside), "m" * len(inside), "s" * len(inside)):
        tokens.append(Token("elapsed", inside.lower()))
    return section


def _is_chinese(place: str) -> bool:
    try:
        return int(place, 16) & 0x3FF == 4
    except ValueError:
        return place.startswith("zh")


def _measured(section: Section) -> Section:
    """Say how a section shows numbers, and count its places."""
    tokens = section.tokens
    kinds = [token.kind for token in tokens]
    percents = kinds.count("percent")
    if any(kind in ("date", "elapsed", "half") for kind in kinds):
        return replace(section, kind=Kind.DATE)
    if GENERAL in kinds:
        is_text = any(token == (GENERAL, "@") for token in tokens)
        return replace(section, kind=Kind.TEXT if is_text else Kind.GENERAL)
    if "slash" in kinds:
        fraction = _as_fraction(section)
        if fraction is not None:
            return replace(fraction, percents=percents)
        tokens = tuple(Token("text", "/") if one.kind == "slash" else one for one in tokens)
    if "exp" in kinds:
        at = kinds.index("exp")
        power = [token for token in tokens[at + 1 :] if token.kind == "digit"]
        rest = "".join(token.text for token in tokens[at + 1 :] if token.shows)
        sign = "+" if tokens[at].text.endswith("+") else ""
        return replace(
            _placed(replace(section, tokens=tokens), tokens[:at]), kind=Kind.EXPONENT,
            power_sign=sign, power_digits=max(1, len(power)), rest=rest,
        )  # fmt: skip
    return replace(_placed(replace(section, tokens=tokens), tokens), percents=percents)


def _placed(section: Section, tokens: Sequence[Token]) -> Section:
    """Count places, and read commas: between digits they group, behind the last one they scale."""
    kinds = [token.kind for token in tokens]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    digits = [at for at, kind in enumerate(kinds) if kind == "digit"]
    wholes = sum(at < point for at in digits)
    last, last_whole = max(digits, default=-1), max((at for at in digits if at < point), default=-1)
    commas = [at for at, kind in enumerate(kinds) if kind == "comma"]
    scaling = sum(at > last >= 0 or last_whole < at < point for at in commas if last >= 0)
    grouped = any(min(digits, default=0) < at < last_whole for at in commas)
    return replace(
        section, thousands=scaling, grouped=grouped, wholes=wholes, places=len(digits) - wholes
    )


def _as_fraction(section: Section) -> Section | None:
    tokens = section.tokens
    at = next(index for index, token in enumerate(tokens) if token.kind == "slash")
    start = at
    while start and tokens[start - 1].kind == "digit":
        start -= 1
    end = at + 1
    while end < len(tokens) and (
        tokens[end].kind == "digit" or (tokens[end].kind == "text" and tokens[end].text.isdecimal())
    ):
        end += 1
    if start == at or end == at + 1:
        return None
    fixed = "".join(token.text for token in tokens[at + 1 : end])
    wholes = [index for index in range(start) if tokens[index].kind == "digit"]
    return replace(
        section,
        kind=Kind.FRACTION,
        wholes=len(wholes),
        above=at - start,
        below=end - at - 1,
        denominator=int(fixed) if fixed.isdecimal() and int(fixed) else 0,
        lead="".join(one.text for one in tokens[: wholes[0] if wholes else start] if one.shows),
        rest="".join(one.text for one in tokens[end:] if one.shows),
    )
