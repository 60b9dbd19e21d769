"""The tables behind folding: for every code point, what it folds to.

Built once a process (some 100 ms) from Python's Unicode data, opencc's single characters and
a list of old forms. A rule is applied to what another one made until nothing changes, so that
folding is stable. No two characters that are written today (GB 2312) fold together unless one of
them is also a traditional character of the other.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

import numpy as np
import opencc
from numpy.typing import NDArray

from index.oldforms import CIRCLES, OLD_FORMS

Codes = NDArray[np.uint32]

_CODE_POINTS = 0x110000

# Where characters stand that have compatibility forms or case, or are dropped …
_VARIED = ((0, 0x3400), (0xA000, 0xAC00), (0xF900, 0x20000), (0x2F800, 0x2FA20))
# … and where those stand that may be traditional.
_IDEOGRAPHS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x2F800), (0x30000, 0x33480))

# White space, controls and formats; halves of a pair and ignorables without one of these
# categories (Unicode: Default_Ignorable_Code_Point) are listed by range.
_DROPPED_CATEGORIES = frozenset(("Cc", "Cf", "Zl", "Zp", "Zs"))
_DROPPED = (
    (0x034F, 0x0350),
    (0x115F, 0x1161),
    (0x17B4, 0x17B6),
    (0x180B, 0x1810),
    (0x2065, 0x2066),
    (0x3164, 0x3165),
    (0xD800, 0xE000),
    (0xFE00, 0xFE10),
    (0xFFA0, 0xFFA1),
    (0xFFF0, 0xFFF9),
    (0xE0000, 0xE1000),
)

_QUOTES = frozenset("\"'«»‘’‚‛“”„‟‹›⹂「」『』〝〞〟﹁﹂﹃﹄＂＇｢｣")

# Radicals without a compatibility form, each followed by the ideograph that it looks like
# (Unicode: Equivalent_Unified_Ideograph). PDF files are full of them.
_RADICALS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌"
    "⺙攵⺛旡⺜日⺝月⺞歺⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒"
    "⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷"
    "⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马"
    "⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀"
)

# Forms that are usual in Taiwan, Hong Kong and Japan (値, 鉄, 裡) stand among these ideographs;
# opencc knows them by what each place makes of a traditional character, and the way back.
_USUAL = ((0x4E00, 0xA000),)
_FROM_TRADITIONAL = ("t2tw", "t2hk", "t2jp")
_TO_TRADITIONAL = ("tw2t", "hk2t", "jp2t")
_DISTINCT = frozenset("麹")  # a character of its own in mainland China

_KEPT_BY_LOOSE = frozenset("%‰‱&@#*")
_DROPPED_BY_LOOSE = frozenset("~`^|<>")


@dataclass(frozen=True, slots=True)
class FoldTable:
    """For every code point how many characters it folds to, and which.

    `first` holds the character, or where there are several the place of the first in `pool`.
    """

    lengths: NDArray[np.uint8]
    first: Codes
    pool: Codes

    def fold(self, codes: Codes) -> tuple[Codes, NDArray[np.int32]]:
        """Return the folded code points, and for each the index in `codes` of its original."""
        lengths = self.lengths[codes]
        first = self.first[codes]
        places = np.arange(len(codes), dtype=np.int32)
        if (lengths == 1).all():
            return first, places
        origins = np.repeat(places, lengths)
        folded = first[origins]
        (wide,) = np.nonzero(lengths[origins] > 1)
        if len(wide):
            starts = np.cumsum(lengths, dtype=np.int64) - lengths
            folded[wide] = self.pool[folded[wide] + (wide - starts[origins[wide]])]
        return folded, origins

    def version(self) -> str:
        """Return a checksum over everything that the table says."""
        check = 0
        for part in (self.lengths, self.first, self.pool):
            check = zlib.crc32(part.tobytes(), check)
        return f"{check:08x}"


@cache
def exact() -> FoldTable:
    """Return the table of the phrase promise."""
    return _table(_rules())


@cache
def loose() -> FoldTable:
    """Return the exact table with punctuation dropped as well."""
    marks = frozenset(filter(_is_punctuation, map(chr, _all(_VARIED))))
    rules = dict.fromkeys(map(ord, marks), "")
    for code, folded in _rules().items():
        rules[code] = "".join(c for c in folded if c not in marks)
    return _table(rules)


@cache
def _rules() -> Mapping[int, str]:
    """Return what every code point folds to that does not fold to itself."""
    rules = _single_steps()
    lines = "\n".join(rules.values())
    while (folded := lines.translate(rules)) != lines:
        lines = folded
    return dict(zip(rules, lines.split("\n"), strict=True)) | {ord("\n"): ""}


def _single_steps() -> dict[int, str]:
    """Return what the first rule that changes a code point makes of it; all but the line feed."""
    varied = list(map(chr, _all(_VARIED)))
    steps = _changed(varied, lambda text: unicodedata.normalize("NFKC", text).casefold())
    simplified = _changed(list(map(chr, _all(_IDEOGRAPHS))), opencc.OpenCC("t2s").convert)
    steps |= _regional(simplified) | simplified
    for pairs in (_RADICALS, OLD_FORMS, CIRCLES):
        steps |= dict(zip(map(ord, pairs[::2]), pairs[1::2], strict=True))
    steps |= dict.fromkeys(map(ord, _QUOTES), '"')
    blank = (ord(c) for c in varied if unicodedata.category(c) in _DROPPED_CATEGORIES)
    steps |= dict.fromkeys(chain(blank, _all(_DROPPED)), "")
    return {code: step for code, step in steps.items() if chr(code) not in ("\n", step)}


def _regional(simplified: Mapping[int, str]) -> dict[int, str]:
    """Return what regional forms stand for: one simplified character, or they are left alone.

    What is written in mainland China today keeps its own meaning (芸 is no 艺, 沪 no 滤).
    """
    usual = list(map(chr, _all(_USUAL)))
    meant: dict[str, set[str]] = {}
    for name in _TO_TRADITIONAL:
        for code, traditional in _changed(usual, opencc.OpenCC(name).convert).items():
            meant.setdefault(chr(code), set()).add(traditional)
    for name in _FROM_TRADITIONAL:
        for code, regional in _changed(usual, opencc.OpenCC(name).convert).items():
            meant.setdefault(regional, set()).add(chr(code))
    found: dict[int, str] = {}
    for form, standing_for in meant.items():
        targets = {simplified.get(ord(character), character) for character in standing_for}
        if len(targets) == 1 and form not in targets and not _is_written_today(form):
            found[ord(form)] = targets.pop()
    return found


def _is_written_today(character: str) -> bool:
    try:
        return bool(character.encode("gb2312")) or character in _DISTINCT
    except UnicodeEncodeError:
        return character in _DISTINCT


def _changed(characters: list[str], change: Callable[[str], str]) -> dict[int, str]:
    """Return what `change` changes, given all in one call but each on a line of its own:
    none is read together with its neighbours.
    """
    characters = [character for character in characters if character != "\n"]
    changed = change("\n".join(characters)).split("\n")
    pairs = zip(characters, changed, strict=True)
    return {ord(old): new for old, new in pairs if old != new}


def _table(rules: Mapping[int, str]) -> FoldTable:
    lengths = np.ones(_CODE_POINTS, dtype=np.uint8)
    first = np.arange(_CODE_POINTS, dtype=np.uint32)
    pool: list[int] = []
    for code, folded in rules.items():
        lengths[code] = len(folded)
        if len(folded) == 1:
            first[code] = ord(folded)
        else:
            first[code] = len(pool)
            pool.extend(map(ord, folded))
    for part in (lengths, first):
        part.flags.writeable = False
    return FoldTable(lengths, first, np.array(pool, dtype=np.uint32))


def _is_punctuation(character: str) -> bool:
    if character in _KEPT_BY_LOOSE:
        return False
    return unicodedata.category(character).startswith("P") or character in _DROPPED_BY_LOOSE


def _all(ranges: Iterable[tuple[int, int]]) -> Iterator[int]:
    return chain.from_iterable(range(start, end) for start, end in ranges)
