"""Qualifiers: what makes a number a bound or a guess (约, 近, 超过, 以上, 左右)."""

from __future__ import annotations

import re

# Inside other words they qualify nothing: 签约20个项目, 附近3公里, 赶超5家.
_BEFORE = re.compile(
    r"(?:(?:[最至][多少])?不得?(?:低于|少于|超过|高于|多于|大于|小于)|大约|约为|(?<![签公节预条合制契特邀协履赴相隐违])约"
    r"|将近|接近|(?<![最附临靠邻新])近|(?<![赶反])超过|(?<![赶高])超|突破|逾|不足|不到|至少|至多|最多|最少"
    r"|高于|低于|多于|少于|大于|小于|(?<![以之线网])上(?=[百千万]))\s*$"
)
_INSIDE = re.compile(r"\s*[余多几來来](?!于)")
_BEHIND = re.compile(
    r"(?:及|或|\s)*(?:以上|以下|以内|以外|之内|之上|左右|上下|内(?=[，。；、完办]))"
)
_LOOK = 6  # characters of the longest qualifier
_ALIKE = {
    **dict.fromkeys(("余", "来", "來"), "多"),
    **dict.fromkeys(("超", "逾"), "超过"),
    **dict.fromkeys(("将近", "接近"), "近"),
    **dict.fromkeys(("大约", "约为"), "约"),
    **{"不少于": "不低于", "不足": "不到", "之内": "以内", "内": "以内"},
}


def before(text: str, at: int) -> str:
    """Return the qualifier that ends where a number begins, with white space behind it."""
    found = _BEFORE.search(text, max(0, at - _LOOK - 1), at)
    return found[0] if found else ""


def inside(text: str, at: int) -> str:
    """Return the qualifier between a number and its measure: 3500余名."""
    found = _INSIDE.match(text, at)
    return found[0] if found else ""


def behind(text: str, at: int) -> str:
    """Return the qualifier that begins where a measure ends."""
    found = _BEHIND.match(text, at)
    return found[0] if found else ""


def together(*found: str) -> str:
    """Return qualifiers of one number as they are told: 约, or 约…左右."""
    if not any(found):
        return ""  # as most often
    return "…".join(filter(None, (one.strip() for one in found)))


def agree(left: str, right: str) -> bool:
    """Say whether two qualifiers mean the same: 余 and 多 do, 以上 and 左右 do not."""
    return left == right or _plain(left) == _plain(right)


def _plain(qualifier: str) -> list[str]:
    return [_ALIKE.get(part, part) for part in qualifier.split("…")]


def around(qualifier: str) -> tuple[str, str, str]:
    """Return what of a qualifier stands before a number, behind it, and behind its measure."""
    parts = [part for part in qualifier.split("…") if part]
    inner = [part for part in parts if _INSIDE.fullmatch(part)]
    outer = [part for part in parts if part == "内" or _BEHIND.fullmatch(part)]
    first = [part for part in parts if part not in inner and part not in outer]
    return "".join(first), "".join(inner), "".join(outer)
