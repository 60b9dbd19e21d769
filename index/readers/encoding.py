"""Bytes in, characters out: the encoding of a Chinese text found by strict decoding and scoring.

Each candidate must decode without an error; of those that do, the one whose characters read
most like Chinese wins. No statistics beyond two lists of characters, so that a line of thirty
characters is judged as surely as a book, and the same on every machine.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import NamedTuple

from index.readers.mending import FLAW, mended

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins with the same bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# In order of trust: of equally plausible readings the first one counts.
_CANDIDATES = ("utf-8", "gb18030", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 20_000  # characters that are judged
_PLAUSIBLE = 0.35  # a text below is noise that happens to decode
_CONTROLS = 0.02  # share of control characters above which bytes are no text
_SHORT = 400  # bytes; a longer text that decodes as UTF-8 is UTF-8
_SURE = 0.6  # by how much another reading must be the better one
_CERTAIN = 0.8  # a sound text above is read right, a damaged one below is noise
_WHITE = "\t\n\r\f\v\x1a"  # control characters that texts hold; the last ended files under DOS
_CONTROL = re.compile(rf"[\x00-\x1f](?<![{_WHITE}])")
_Decoder = Callable[[bytes, str], str | None]

# The commonest characters of reports, simplified and traditional, and the commonest signs.
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
    "子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体"
    "制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内"
    "数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提"
    "直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计"
    "别她手角期根论运农指几九区强放决西被干做必战先回则任取据处府研究报告述职单位情况履责思治支书"
    "记班廉洁存足改整措施落实推项目安保障服务群众企村镇乡街镇市县省局委督查考核坚持领导会议精神"
    "這為個國時來們後過說產種面經進著電裡現實體當點從業應開還間樣與關線內數問變條結建無係軍員總"
    "設長頭邊級圖統見計別論運農幾區強決戰則據處報職單履責記廉潔題黨務眾鄉縣督議導"
)
_SIGNS = frozenset("，。、；：？！“”‘’（）《》〈〉【】—…·％×①②③　．－～「」『』〇")


class Decoded(NamedTuple):
    """A text and the name of the encoding that it was found in."""

    text: str
    encoding: str


def decode(data: bytes, *, declared: str | None = None) -> Decoded | None:
    """Find the encoding of a text; None if the bytes are no text.

    `declared` is what the file itself claims (a page's charset): it is believed where it decodes.
    A broken character in a short text, a few in a long one, become U+FFFD each.
    """
    for bom, marked in _BOMS:
        if data.startswith(bom):
            text = _mended(data[len(bom) :], marked)
            if text is not None or marked != "utf-8":
                return _judged(text, marked)
            data = data[len(bom) :]  # some programs put the mark before a text in GBK
            break
    if declared and (encoding := _known(declared)):
        believed = _judged(_strict(data, encoding), encoding)
        if believed:
            return believed
    return _as_utf8(data) or _best(data)


def plausibility(text: str) -> float:
    """Return how much a text reads like Chinese: about 1 for a report, below 0 for noise.

    ASCII says nothing either way and is left out; without other characters the answer is 1.
    """
    points = 0
    judged = 0
    for char in text[:_SAMPLE]:
        if char < "\x80" or char == FLAW:
            if char < " " and char not in _WHITE:
                judged += 1
                points -= 3
            continue
        judged += 1
        points += _worth(char)
    return points / (2 * judged) if judged else 1.0


def _worth(char: str) -> int:
    if char in _FREQUENT or char in _SIGNS:
        return 3
    if char in _COMMON:
        return 1
    if "\u4e00" <= char <= "\u9fff":
        return -1  # a rare character
    if char in "\u00a0\ufeff\u200b\u3000" or "\uff01" <= char <= "\uff5e":
        return 1
    return -3  # scripts and signs that no report is written in


def _common() -> frozenset[str]:
    """Return the characters of the first planes of GB 2312 and Big5: those in common use."""
    pairs = [
        ("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF)),
        ("big5", range(0xA4, 0xC7), [*range(0x40, 0x7F), *range(0xA1, 0xFF)]),
    ]
    return frozenset(
        char
        for encoding, leads, trails in pairs
        for lead in leads
        for trail in trails
        for char in bytes((lead, trail)).decode(encoding, "ignore")
        if "\u4e00" <= char <= "\u9fff"  # Big5 has kana behind its characters
    )


_COMMON = _common()


def _likeliest(data: bytes, decoder: _Decoder) -> Decoded | None:
    readings = [
        (plausibility(text), -order, encoding, text)
        for order, encoding in enumerate(_CANDIDATES)
        if (text := decoder(data, encoding)) is not None and "\x00" not in text
    ]
    if not readings:
        return None
    best, _, encoding, text = max(readings)
    return _judged(text, encoding) if best >= _PLAUSIBLE else None


def _best(data: bytes) -> Decoded | None:
    """Return the likeliest reading: a sound one, unless a damaged text reads much better."""
    sound = _likeliest(data, _strict)
    if sound and plausibility(sound.text) >= _CERTAIN:
        return sound
    damaged = _likeliest(data, _mended)
    worth = plausibility(damaged.text) if damaged else 0.0
    if worth < (plausibility(sound.text) + _SURE if sound else _CERTAIN):
        return sound
    return damaged


def _as_utf8(data: bytes) -> Decoded | None:
    """Accept UTF-8 where it decodes: other texts hardly ever do, unless they are very short."""
    text = _strict(data, "utf-8")
    if text is None or "\x00" in text:
        return None
    if len(data) < _SHORT and plausibility(text) < _PLAUSIBLE:
        other = _likeliest(data, _strict)
        if other and plausibility(other.text) > plausibility(text) + _SURE:
            return other
    return _judged(text, "utf-8")


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _mended(data: bytes, encoding: str) -> str | None:
    return mended(data, encoding, _worth)


def _judged(text: str | None, encoding: str) -> Decoded | None:
    if text is None:
        return None
    sample = text[:_SAMPLE]
    controls = len(_CONTROL.findall(sample))
    if "\x00" in text or controls > max(1, len(sample) * _CONTROLS):
        return None
    return Decoded(text, encoding)


def _known(declared: str) -> str | None:
    """Return the codec for a declared charset; None for what pages only claim by habit."""
    name = declared.strip().strip("\"'").lower().replace("_", "-")
    if name in ("gb2312", "gbk", "gb18030", "cp936", "x-gbk", "windows-936", "gb-2312"):
        return "gb18030"
    if name in ("big5", "big5-hkscs", "cp950", "x-big5"):
        return "cp950"
    return "utf-8" if name in ("utf-8", "utf8") else None
