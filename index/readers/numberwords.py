"""Numbers that a format spells in Chinese: [DBNum1] 二〇二四, [DBNum2] 壹仟, [DBNum3] １２."""

from __future__ import annotations

_DIGITS = {1: "〇一二三四五六七八九", 2: "零壹贰叁肆伍陆柒捌玖", 3: "０１２３４５６７８９"}
_PLACES = {1: ("", "十", "百", "千"), 2: ("", "拾", "佰", "仟")}
_SCALES = ("", "万", "亿", "兆")


def spelled(digits: str, style: int) -> str:
    """Return the digits of a text in a style (1 to 3), one by one; 0 leaves them."""
    signs = _DIGITS.get(style)
    return digits.translate(str.maketrans("0123456789", signs)) if signs else digits


def in_words(number: str, style: int) -> str:
    """Return a number as General shows it in words: 1234.5 is 一千二百三十四.五.

    One with an exponent stays as it is.
    """
    sign, bare = ("-", number[1:]) if number.startswith("-") else ("", number)
    whole, point, part = bare.partition(".")
    if style not in _PLACES or not whole.isdecimal():
        return number if "E" in number else spelled(number, style)
    return sign + _whole(whole, style) + point + spelled(part, style)


def day_words(number: int, style: int) -> str:
    """Return a day, month or hour in words: 15 is 十五 (壹拾伍)."""
    if style not in _PLACES:
        return spelled(str(number), style)
    found = _whole(str(number), style)
    return found[1:] if style == 1 and found.startswith("一十") else found


def _whole(digits: str, style: int) -> str:
    signs, nought = _DIGITS[style], "零" if style == 2 else "〇"
    digits = digits.lstrip("0")
    if not digits:
        return nought
    found, skipped = "", False
    while digits:
        scale = (len(digits) - 1) // 4
        head, digits = digits[: len(digits) - 4 * scale], digits[len(digits) - 4 * scale :]
        words = ""
        for at, digit in enumerate(head):
            if digit == "0":
                skipped = bool(found or words)
                continue
            words += (nought if skipped else "") + signs[int(digit)]
            words += _PLACES[style][len(head) - at - 1]
            skipped = False
        if words:
            found += words + (_SCALES[scale] if scale < len(_SCALES) else "")
        digits = digits if digits.strip("0") else ""
    return found
