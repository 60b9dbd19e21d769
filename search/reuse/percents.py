"""Shares, scores and differences as people read them. Pure."""

from __future__ import annotations

from decimal import Decimal

from search.matching import Verdict

_SCALES = ((10**8, " 亿"), (10**4, " 万"))


def percent(rate: float) -> str:
    """Return a rate in percent with one decimal; 100.0 only where nothing lacks.

    >>> percent(0.7239), percent(0.99999), percent(1)
    ('72.4', '99.9', '100.0')
    """
    tenths = round(rate * 1000)
    if tenths == 1000 and rate < 1:
        tenths = 999
    return f"{tenths / 10:.1f}"


def alike(score: float, verdict: Verdict) -> int:
    """Return a score in percent, rounded down: a text that was edited is never 100 % alike.

    >>> alike(0.999, Verdict.EDITED)
    99
    """
    whole = verdict in (Verdict.SAME, Verdict.FIGURES)
    return round(score * 100) if whole else min(99, int(score * 100 + 1e-9))


def amount(number: float) -> str:
    """Return a difference for people: −1,130 万, ＋0.5.

    >>> amount(-11300000), amount(0.5), amount(0)
    ('−1,130 万', '＋0.5', '0')
    """
    size = abs(Decimal(str(number)))
    unit, shown = "", size
    for scale, name in _SCALES:
        if size >= scale and (size / scale * 100) % 1 == 0:
            unit, shown = name, size / scale
            break
    digits = f"{shown:,f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    sign = "−" if number < 0 else "＋" if number > 0 else ""
    return f"{sign}{digits}{unit}"
