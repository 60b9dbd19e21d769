"""Characters of symbol fonts (w:sym, or letters set in such a font) as the signs that they show.

These fonts put their own signs where others have letters, at F000 and above; which sign it is
depends on the font: A3 is ≤ in Symbol and a box to tick in Wingdings 2.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_PRIVATE = 0xF000  # where Word puts the codes of such fonts
_CODES = re.compile("[\uf000-\uf0ff]")
_SYMBOL = {
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    **dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)),
    **{code: chr(code) for code in (*range(0x30, 0x3A), *b"!%()+,./:;<=>?[]_{|}")},
    **dict(zip(b'"$\'*-@\\^`~', "∀∃∋∗−≅∴⊥‾∼", strict=True)),
    0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→",
    0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂",
    0xB7: "·", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xC6: "∅",
    0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xD0: "∠", 0xD1: "∇", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅",
    0xD8: "¬", 0xD9: "∧", 0xDA: "∨", 0xDB: "⇔", 0xDC: "⇐", 0xDD: "⇑", 0xDE: "⇒", 0xDF: "⇓",
    0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x75: "◆", 0x9E: "·",
    0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑",
    0xE2: "↓", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x81 + digit: chr(0x2460 + digit) for digit in range(10)},  # ①
    **{0x8C + digit: chr(0x2776 + digit) for digit in range(10)},  # ❶
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x56: "☒", 0x98: "·",
    0xA3: "□",
    **{0x6A + digit: chr(0x2460 + digit) for digit in range(10)},  # ①
}  # fmt: skip
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
# Without a font that is known: what forms use for their boxes and ticks.
_ANY = {
    0xFE: "☑", 0x52: "☑", 0xA8: "□", 0x6F: "□", 0xA3: "□", 0xFC: "✓", 0x50: "✓", 0xFB: "✗",
    0xFD: "☒", 0xB7: "·",
}  # fmt: skip


def symbol(code: str, font: str | None) -> str:
    """Return the sign that a code (hexadecimal, w:char) shows in a font; "" where it is no code."""
    try:
        char = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return _shown(char, font)


def in_font(text: str, font_of: Callable[[], str | None]) -> str:
    """Return a text with the codes of symbol fonts in it as the signs that they show.

    `font_of` gives the font that it is set in; it is asked only where there are such codes.
    """
    if not _CODES.search(text):
        return text
    font = font_of()
    return "".join(_shown(char, font) for char in text)


def _shown(char: str, font: str | None) -> str:
    code = ord(char) - _PRIVATE if ord(char) >= _PRIVATE else ord(char)
    known = _FONTS.get((font or "").strip().lower())
    if not 0 <= code < 256 or (known is None and ord(char) < _PRIVATE):
        return char
    return (_ANY if known is None else known).get(code, char)
