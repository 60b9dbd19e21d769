"""Which lines the table of figures shows, and in which order. Parameters in, pairs out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from index.errors import BadQuery
from index.folding import fold
from search.comparing.figures.said import Rate, Said, Standing, said
from search.comparing.model import FigurePair

ALL = "all"
Told = tuple[FigurePair, Said]


def standings(show: str) -> frozenset[Standing]:
    """Return what `fshow` wants to see. Raises BadQuery."""
    if not show:
        return frozenset(Standing) - {Standing.SAME}
    if show == ALL:
        return frozenset(Standing)
    try:
        return frozenset({Standing(show)})
    except ValueError:
        known = (ALL, *(one.value for one in Standing))
        raise BadQuery("bad_choice", field="fshow", value=show, known=known) from None


def chosen(pairs: Sequence[FigurePair], shown: frozenset[Standing], query: str) -> list[Told]:
    """Return the pairs of these standings that hold all words of the query."""
    wanted = fold(query).split()
    found = []
    for pair in pairs:
        told = said(pair)
        if told.standing not in shown:
            continue
        if wanted:
            text = fold(f"{pair.context} {pair.measure} {pair.left or ''} {pair.right or ''}")
            if not all(word in text for word in wanted):
                continue
        found.append((pair, told))
    return found


_KEYS: dict[str, Callable[[Told], Decimal | str | None]] = {
    "item": lambda one: one[0].context or None,
    "left": lambda one: _worth(one[1].left_number, one[1]),
    "right": lambda one: _worth(one[1].right_number, one[1]),
    "measure": lambda one: one[1].measure or None,
    "change": lambda one: _worth(one[1].delta_number, one[1]),
    "rate": lambda one: _percent(one),
}


def _worth(number: Decimal | None, told: Said) -> Decimal | None:
    """Return what a number is worth whatever its scale, so that 2 亿元 is more than 900 万元."""
    if number is None:
        return None
    measure = told.number_measure
    times = 1
    for scale, factor in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
        if measure.startswith(scale):
            times = factor
            break
    return number * times


def _percent(one: Told) -> Decimal | None:
    pair, told = one
    if told.rate in (Rate.NONE, Rate.POINTS) or pair.percent is None:
        return None
    return Decimal(str(pair.percent))


def in_order(found: list[Told], sort: str) -> list[Told]:
    """Return them as `fsort` wants; what has no value in that column stands last either way.

    Raises BadQuery.
    """
    if not sort:
        return found
    key = _KEYS.get(sort.removeprefix("-"))
    if key is None:
        raise BadQuery("bad_choice", field="fsort", value=sort, known=tuple(_KEYS))
    valued = [one for one in found if key(one) is not None]
    valued.sort(key=key, reverse=sort.startswith("-"))  # type: ignore[arg-type] # none is None
    return valued + [one for one in found if key(one) is None]
