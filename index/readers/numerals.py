"""How Word writes a list number: a number and the name of a format in, its characters out.

Formats are those of ECMA-376 part 1, 17.18.59 that Chinese documents use; any other is decimal.
"""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST = 99_999_999  # beyond, no list is honest: plain digits
_MOST_ROMAN = 3_999
_MOST_LETTERS = 26 * 30  # Word repeats the letter: a … z, aa, bb …


def numeral(value: int, form: str) -> str:
    """Write `value` in a number format of Word; `none` and `bullet` give no text.

    >>> numeral(21, "chineseCounting"), numeral(3, "decimalEnclosedCircle")
    ('二十一', '③')
    """
    if form in ("none", "bullet"):
        return ""
    if not 0 <= value <= _MOST:
        return str(value)
    return _FORMATS.get(form, str)(value)


def _counting(
    value: int, digits: str = _DIGITS, units: str = "十百千", *, short: bool = True
) -> str:
    """Chinese counting: 十, 十一, 二十, 一百零五, 一万零一; `short` writes 十 for 一十."""
    if value == 0:
        return digits[0]
    text = ""
    high, low = divmod(value, 10_000)
    if high:
        text = _counting(high, digits, units, short=short) + "万"
    gap = bool(high) and low < 1000
    for place in (3, 2, 1, 0):
        digit = low // 10**place % 10
        if not digit:
            gap = gap or bool(text)
            continue
        if gap and text:
            text += digits[0]
        gap = False
        text += digits[digit] + (units[place - 1] if place else "")
    if short and text.startswith(digits[1] + units[0]):
        text = text[1:]
    return text


def _japanese(value: int) -> str:
    """Japanese counting has neither 零 nor 一 before 十, 百, 千: 百五."""
    if value == 0:
        return "〇"
    high, low = divmod(value, 10_000)
    text = (_japanese(high) + "万") if high else ""
    for place, unit in ((3, "千"), (2, "百"), (1, "十"), (0, "")):
        digit = low // 10**place % 10
        if digit:
            text += ("" if digit == 1 and unit else _DIGITS[digit]) + unit
    return text


def _digital(value: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(value))


def _full_width(value: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))


def _from(signs: str) -> Callable[[int], str]:
    """Numbers with a sign of their own; beyond the last sign, decimal."""
    return lambda value: signs[value - 1] if 1 <= value <= len(signs) else str(value)


def _sexagenary(value: int) -> str:
    if not 1 <= value <= 60:
        return str(value)
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12]


def _roman(value: int) -> str:
    if not 1 <= value <= _MOST_ROMAN:
        return str(value)
    text = ""
    for worth, sign in _ROMAN:
        count, value = divmod(value, worth)
        text += sign * count
    return text


def _letters(value: int) -> str:
    if not 1 <= value <= _MOST_LETTERS:
        return str(value)
    turns, letter = divmod(value - 1, 26)
    return chr(ord("a") + letter) * (turns + 1)


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "japaneseCounting": _japanese,
    "japaneseDigitalTenThousand": _digital,
    "ideographDigital": _digital,
    "taiwaneseDigital": _digital,
    "chineseLegalSimplified": lambda value: _counting(value, _LEGAL, "拾佰仟", short=False),
    "ideographLegalTraditional": lambda value: _counting(
        value, _LEGAL_TRADITIONAL, "拾佰仟", short=False
    ),
    "ideographTraditional": _from(_STEMS),
    "ideographZodiac": _from(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "ideographEnclosedCircle": _from("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _from(_CIRCLED),
    "decimalEnclosedCircleChinese": _from(_CIRCLED),
    "decimalEnclosedFullstop": _from("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "decimalEnclosedParen": _from("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "numberInDash": lambda value: f"- {value} -",
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
}
