"""What is asked about similar passages and reuse, read from text. Pages and API share it.

Raises BadQuery with the name of the field that cannot be understood.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from index.errors import BadQuery
from search.model import Filters
from search.reuse.model import Order, SimilarRequest, Verdict
from web.forms import filters_in, whole, year
from web.links import Args

MOST_MATCHES = 1000
_DEEPEST = 1_000_000
_YES = ("1", "true", "yes", "on")

T = TypeVar("T", bound=StrEnum)


def similar_request(
    *,
    text: str = "",
    passage: str = "",
    filters: Filters = Filters(),  # noqa: B008 - frozen
    of_unit: str = "",
    of_year: str = "",
    other_units: str = "",
    own_unit: str = "",
    earlier: str = "",
    stock: str = "",
    least: str = "",
    verdicts: Iterable[str] = (),
    order: str = "",
    group: str = "",
    limit: str = "",
    offset: str = "",
) -> SimilarRequest:
    """Read one question for similar passages. Empty strings stand for the default.

    `of_unit` and `of_year` say whose a pasted text is and when; `stock` is 0 to leave out stock
    passages; `least` is the lowest score in percent.
    """
    return SimilarRequest(
        text="" if passage.strip() else text,
        passage_id=_id(passage),
        filters=filters,
        unit=" ".join(of_unit.split()) or None,
        year=year(of_year),
        other_units=yes(other_units),
        own_unit=yes(own_unit),
        earlier=yes(earlier),
        without_stock=stock.strip() in ("0", "false", "no"),
        least=whole(least, "least", 0, 100, default=0) / 100,
        verdicts=tuple(dict.fromkeys(_choice(one, Verdict, "verdict") for one in verdicts if one)),
        order=_choice(order, Order, "order") if order.strip() else Order.SCORE,
        grouped=yes(group),
        limit=whole(limit, "limit", 1, MOST_MATCHES, default=20),
        offset=whole(offset, "offset", 0, _DEEPEST, default=0),
    )


def similar_in(args: Args, **more: str) -> SimilarRequest:
    """Read the question that parameters of an address ask; `more` as of `similar_request`."""
    return similar_request(
        text=lines(args.get("text", "")),
        passage=args.get("passage", ""),
        filters=filters_in(args),
        of_unit=args.get("of_unit", ""),
        of_year=args.get("of_year", ""),
        other_units=args.get("other_units", ""),
        own_unit=args.get("own_unit", ""),
        earlier=args.get("earlier", ""),
        stock=args.get("stock", ""),
        least=args.get("least", ""),
        verdicts=args.getlist("verdict"),
        order=args.get("order", ""),
        **more,
    )


def lines(text: str) -> str:
    """Return a text from a form with plain line ends, and nothing around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def share(text: str) -> float | None:
    """Read the share of known units from which on a passage is stock text, in percent."""
    return whole(text, "share", 1, 100, default=0) / 100 or None


def yes(text: str) -> bool:
    """Say whether a switch is on."""
    return text.strip().lower() in _YES


def _id(text: str) -> int | None:
    return whole(text, "passage", 0, 10**9 - 1, default=0) if text.strip() else None


def _choice(text: str, kind: type[T], field: str) -> T:
    try:
        return kind(text.strip())
    except ValueError:
        known = tuple(str(one) for one in kind)
        raise BadQuery("bad_choice", field=field, value=text, known=known) from None
