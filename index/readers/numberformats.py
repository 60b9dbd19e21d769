"""Number formats of workbooks: a value and a format's code in, what the cell shows out.

As Excel shows a value in a column that is wide enough (ECMA-376 part 1, 18.8.31): sections with
their conditions, digits and what stands between them, scaling, per cent, fractions, exponents.
What only sets a cell (colours, repeated characters) is left out; what takes room is one space.
Dates are shown in `numberdates`, codes are taken apart in `numbercodes`.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation, localcontext
from fractions import Fraction
from functools import lru_cache

from index.readers import numberdates
from index.readers.numbercodes import GENERAL, Code, Kind, Section, Token, parsed
from index.readers.numberwords import in_words, spelled

_EXACT = Context(prec=15, rounding=ROUND_HALF_UP)  # Excel knows fifteen digits of a number
_WORKING = Context(prec=1500)  # a code may ask for hundreds of places
_ROOM = 9  # decimals of 0.123456789: General shows eleven characters
_LARGEST = 308  # the exponent of the largest number that a cell can hold
_LONGEST = 10  # the exponent of the longest whole number that General shows in full


def shown(value: str, code: str, *, is_number: bool = True, from_1904: bool = False) -> str:
    """Return what a cell shows.

    `value` is as the file states it (a number as `0.125`, a date as its day number); `from_1904`
    says that days count from 1904. What no format can be applied to is shown as it stands.

    >>> shown("0.1234", "0.0%"), shown("45356", 'yyyy"年"m"月"d"日"'), shown("-5", "0_);(0)")
    ('12.3%', '2024年3月5日', '(5)')
    """
    if not is_number:
        return _text(value, parsed(code))
    try:
        number = _EXACT.create_decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or number.adjusted() > _LARGEST:
        return value
    return _number(number, value, code, from_1904)


@lru_cache(maxsize=8192)
def _number(number: Decimal, value: str, code: str, from_1904: bool) -> str:
    section, bare = _chosen(parsed(code), number)
    if section is None:
        return "#" * 8  # none of its conditions is met
    if not section.tokens:
        return ""
    signed = abs(number) if bare else number
    with localcontext(_WORKING):
        match section.kind:
            case Kind.TEXT:
                return _filled(section, general(signed))
            case Kind.GENERAL:
                return _filled(section, general(signed), section.digits)
            case Kind.DATE:
                day = numberdates.shown(Decimal(value), section, from_1904=from_1904)
                return general(number) if day is None else day
            case Kind.FRACTION:
                return _fraction(signed, section)
            case Kind.EXPONENT:
                return _exponent(signed, section)
            case _:
                return _digits(signed, section)


def general(number: Decimal) -> str:
    """Return a number as the format General shows it: at most eleven characters and its sign."""
    if not number:
        return "0"
    sign, size = "-" if number < 0 else "", abs(number)
    if Decimal("1e-10") < size < Decimal(10) ** (_LONGEST + 1):
        places = min(_ROOM, max(0, _LONGEST - 1 - size.adjusted()))
        plain = _stripped(_rounded(size, places))
        if size >= Decimal("1e-4") or Decimal(plain) == size:
            return sign + plain
    mantissa = _rounded(size.scaleb(-size.adjusted()), 5)
    power = size.adjusted()
    if Decimal(mantissa) >= 10:
        mantissa, power = "1", power + 1
    return f"{sign}{_stripped(mantissa)}E{'-' if power < 0 else '+'}{abs(power):02}"


def _chosen(code: Code, number: Decimal) -> tuple[Section | None, bool]:
    """Return the section that a number takes, and whether it stands without its sign there."""
    for section in code.numbers:
        if section.takes(number):
            return section, section.negative and len(code.numbers) > 1
    return None, False


def _text(value: str, code: Code) -> str:
    section = code.text
    return value if section is None else _filled(section, value)


def _filled(section: Section, words: str, digits: int = 0) -> str:
    """Return the literals of a section with the value in its place."""
    if digits:
        words = in_words(words, digits)
    sign = ""
    if section.kind is Kind.GENERAL and words.startswith("-"):
        sign, words = "-", words[1:]
    return sign + "".join(
        words if token.kind == GENERAL else token.text for token in section.tokens if token.shows
    )


def _digits(number: Decimal, section: Section) -> str:
    scaled = abs(number) * Decimal(100) ** section.percents / Decimal(1000) ** section.thousands
    places = section.places
    whole, _, part = _rounded(scaled, places).partition(".")
    body = _laid(section, whole.lstrip("0"), part)
    if section.digits:
        body = spelled(body, section.digits)
    return ("-" if number < 0 else "") + body


def _laid(section: Section, whole: str, part: str) -> str:
    """Lay digits into their places: those of the whole number from the right, the rest from the
    left; the first place takes all that are left over.
    """
    slots = [token for token in section.tokens if token.kind == "digit"]
    before = len(slots) - section.places
    left = _whole(slots[:before], whole, grouped=section.grouped)
    right = list(_part(slots[before:], part))
    found: list[str] = []
    at = 0
    for token in section.tokens:
        if token.kind == "digit":
            found.append(left[at] if at < before else right[at - before])
            at += 1
        elif token.kind == "point":
            if not before and whole:
                found.append(whole)
            found.append(".")
        elif token.shows:
            found.append(token.text)
    return "".join(found)


def _whole(slots: list[Token], whole: str, *, grouped: bool) -> list[str]:
    found: list[str] = []
    rest = whole
    for index, slot in enumerate(reversed(slots)):
        last = index == len(slots) - 1
        digits = rest if last else rest[-1:]
        rest = "" if last else rest[:-1]
        digits = digits or {"0": "0", "?": " "}.get(slot.text, "")
        found.append(_grouped(digits, index) if grouped else digits)
    return found[::-1]


def _grouped(digits: str, behind: int) -> str:
    """Put commas into digits behind which stand as many more as said."""
    found = ""
    for place, digit in enumerate(reversed(digits), behind):
        comma = "," if place and place % 3 == 0 and digit != " " else ""
        found = digit + comma + found
    return found


def _part(slots: list[Token], part: str) -> list[str]:
    kept = len(part.rstrip("0"))
    return [
        digit if index < kept or slot.text == "0" else {"?": " "}.get(slot.text, "")
        for index, (slot, digit) in enumerate(zip(slots, part, strict=True))
    ]


def _exponent(number: Decimal, section: Section) -> str:
    """Show a number with its power of ten; several places before the point make powers of them."""
    size = abs(number)
    step = max(1, section.wholes)
    power = (size.adjusted() // step) * step if size else 0
    mantissa = _rounded(size.scaleb(-power), section.places)
    if Decimal(mantissa) >= Decimal(10) ** step:
        power += step
        mantissa = _rounded(size.scaleb(-power), section.places)
    whole, _, part = mantissa.partition(".")
    body = _laid(section.mantissa, whole.lstrip("0") or "0", part)
    sign = "-" if power < 0 else section.power_sign
    shown_power = str(abs(power)).rjust(section.power_digits, "0")
    return f"{'-' if number < 0 else ''}{body}E{sign}{shown_power}{section.rest}"


def _fraction(number: Decimal, section: Section) -> str:
    size = Fraction(abs(number) * Decimal(100) ** section.percents)
    whole = int(size) if section.wholes else 0
    rest = size - whole
    if section.denominator:
        below = section.denominator
        top = int(rest * below + Fraction(1, 2))
    else:
        near = _near(rest, 10**section.below - 1)
        top, below = near.numerator, near.denominator
    if section.wholes and top == below:
        whole, top = whole + 1, 0
    shown_whole = str(whole) if section.wholes and (whole or not top) else ""
    width = section.below
    shown_part = f"{top:>{section.above}}/{below:<{width}}" if top or not section.wholes else ""
    sign = "-" if number < 0 else ""
    return section.lead + sign + " ".join(filter(None, (shown_whole, shown_part))) + section.rest


def _near(number: Fraction, most: int) -> Fraction:
    """Return the last convergent of a continued fraction whose denominator is not over `most`: as
    Excel, which shows pi as 3 1/7 where 3 14/99 would be nearer.
    """
    before, found = (1, 0), (int(number), 1)
    rest = number - int(number)
    while rest:
        rest = 1 / rest
        step = int(rest)
        rest -= step
        after = (step * found[0] + before[0], step * found[1] + before[1])
        if after[1] > most:
            break
        before, found = found, after
    return Fraction(*found)


def _rounded(size: Decimal, places: int) -> str:
    return f"{size.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP):f}"


def _stripped(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
