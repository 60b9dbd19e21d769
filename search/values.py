"""What a figure is worth: 1,234.5 and 一千二百 as numbers. The one door to cn2an.

Given only tokens that `index.figures` found: read as running text, 一岗双责 would hold a 1.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

_DIGITS = re.compile(r"([+-]?)(\d+(?:\.\d+)?)([十百千万亿]*)")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_PLAIN = str.maketrans("○−兩貳參陸萬億拾佰仟", "〇-两贰叁陆万亿十百千", ",")
# 三五个, 两三次: about so many. As years are written (二〇二三) there are four or a zero.
_ABOUT = re.compile(r"[一二三四五六七八九两]{2,3}")


@lru_cache(maxsize=4096)
def value(token: str) -> Decimal | None:
    """Return the number that a figure stands for, None where it stands for none (百, 三五, ××).

    A sign before it and a scale behind it count: `1.2万` is 12000.
    """
    plain = unicodedata.normalize("NFKC", token).translate(_PLAIN)
    digits = _DIGITS.fullmatch(plain)
    if digits:
        number = Decimal(digits[1] + digits[2])
        for scale in digits[3]:
            number *= _SCALES[scale]
        return number
    if _ABOUT.fullmatch(plain):
        return None
    from cn2an import cn2an  # slow to load, and most figures are digits

    try:
        return Decimal(str(cn2an(plain, "normal")))  # of decimals it makes a float
    except (ValueError, KeyError):  # the latter for 十十一
        return None
