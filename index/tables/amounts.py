"""Numbers of cells: is a cell a number, and which one."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from index.measures import measure_at
from index.model import Span

_NUMBER = re.compile(
    r"(?P<sign>[-+−]?)(?P<open>\(?)(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?"
)
_SCALES = re.compile("[百千]?[万亿]{0,2}")
_YEAR = re.compile(r"(?:19|20)\d{2}(?:年度?)?")
_RANGE = re.compile(r"(?P<lower>\d[^-－—–−~～至]*?)\s*(?:[-－—–−~～]{1,2}|至)\s*(?P<upper>\d.*?)")
_LONGEST = 40  # characters of a number with its measure


def number_in(text: str) -> Decimal | None:
    """Return the number that a cell states and nothing else (1,200、-3.5%、12万元), else None.

    The scale and the measure behind it are not counted in: of 12万元 it is 12. A year is none.
    """
    if _YEAR.fullmatch(text.strip()):
        return None
    found = _parsed(text)
    return found[0] if found else None


def bare_year(text: str) -> Decimal | None:
    """Return what a cell states that may be a year or a number as large (2024), else None."""
    bare = text.strip()
    return Decimal(bare[:4]) if len(bare) == len("2024") and _YEAR.fullmatch(bare) else None


def range_in(text: str) -> tuple[Span, Span] | None:
    """Return where the two numbers of a range stand that a cell states (200-300、5%—8%), each with
    its measure; None where it states something else. 2021-2025 is none.
    """
    found = _RANGE.fullmatch(text) if text[:1].isdecimal() and len(text) <= _LONGEST else None
    if found is None:
        return None
    lower, upper = (_parsed(found[name]) for name in ("lower", "upper"))
    if lower is None or upper is None or not lower[0] < upper[0]:
        return None
    if lower[1] not in ("", upper[1]) or all(map(_YEAR.fullmatch, found.groups())):
        return None
    return Span(*found.span("lower")), Span(*found.span("upper"))


def own_measure(text: str) -> str | None:
    """Return the measure that stands behind the number of a cell (of 5% it is %), else None."""
    found = _parsed(text)
    return (found[1] or None) if found else None


def is_amount(text: str) -> bool:
    """Say whether a cell holds a number that is no year, or the dash that stands for none."""
    bare = text.strip()
    return bare in ("-", "－", "—", "——", "/") or number_in(bare) is not None


@lru_cache(maxsize=4096)
def may_begin(char: str) -> bool:
    """Say whether an amount may begin with a character: to pass over words without reading them."""
    first = unicodedata.normalize("NFKC", char)[:1]
    return first.isdecimal() or first in "-+−—/("


def _parsed(text: str) -> tuple[Decimal, str] | None:
    if len(text) > _LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").replace(" ", "")
    found = _NUMBER.match(plain)
    if not found:
        return None
    rest = plain[found.end() :]
    negative = found["sign"] == "-"
    if found["open"]:
        if not rest.startswith(")"):
            return None
        negative, rest = True, rest[1:]
    scale = _SCALES.match(rest)
    at = scale.end() if scale else 0
    measure = measure_at(rest, at)
    end = measure.end if measure else at
    if end != len(rest):
        return None
    value = Decimal(found["digits"].replace(",", "") + (found["part"] or ""))
    return (-value if negative else value), rest
