"""What is asked about reuse, clusters and heat maps, read from parameters of an address or a form.

Pages and API share these, as they share `web.similars` and `web.forms`; a value that cannot be
understood raises BadQuery with the name of its field. Shares are whole percents here and shares
of 1 in requests.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TypeVar

from index.errors import BadQuery
from index.model import Span
from search.clusters.model import ORDERS, By, ClustersRequest, HeatRequest
from search.reuse.model import Mark, ReuseRequest
from web.forms import filters_in, whole, year
from web.links import Args
from web.similars import share, yes

MOST_CLUSTERS = 1000
_MEMBERS = 8  # of a cluster that are listed unless more are asked for
_DEEPEST = 1_000_000
_LARGEST = 1_000_000

T = TypeVar("T", bound=StrEnum)


def reuse_in(
    args: Args, *, report_id: int | None = None, file: str = "", data: bytes = b""
) -> ReuseRequest:
    """Read a reuse report: of a kept report, of an uploaded file, or of the field `text`.

    `of_unit` and `of_year` are those of a draft, whatever it says of them itself; `share` is the
    part of the known units, in percent, from which on a passage is stock text. Raises BadQuery.
    """
    if report_id is not None:
        return ReuseRequest(report_id=report_id, stock_share=share(args.get("share", "")))
    return ReuseRequest(
        text="" if file or data else args.get("text", ""),
        file=file,
        data=data,
        unit=" ".join(args.get("of_unit", "").split()) or None,
        year=year(args.get("of_year", "")),
        stock_share=share(args.get("share", "")),
    )


def clusters_in(args: Args) -> ClustersRequest:
    """Read which clusters are asked for: `size`, `across`, `stock`, `share`, `length` (characters),
    `forms` and filters.

    `members` is how many passages of each are listed at most. Raises BadQuery.
    """
    order = args.get("order", "").strip() or ORDERS[0]
    if order not in ORDERS:
        raise BadQuery("bad_choice", field="order", value=order, known=ORDERS)
    return ClustersRequest(
        size=whole(args.get("size", ""), "size", 2, _LARGEST, default=2),
        filters=filters_in(args),
        stock=with_stock(args, default=True),
        across=yes(args.get("across", "")),
        length=whole(args.get("length", ""), "length", 0, _LARGEST, default=0),
        forms=yes(args.get("forms", "").strip() or "1"),
        stock_share=share(args.get("share", "")),
        order=order,
        limit=whole(args.get("limit", ""), "limit", 1, MOST_CLUSTERS, default=50),
        offset=whole(args.get("offset", ""), "offset", 0, _DEEPEST, default=0),
        members=whole(args.get("members", ""), "members", 1, _LARGEST, default=_MEMBERS),
    )


def heat_in(args: Args) -> HeatRequest:
    """Read a heat map: `by`, `stock`, `share` and filters. Raises BadQuery."""
    by = args.get("by", "")
    return HeatRequest(
        by=_choice(by, By, "by") if by.strip() else By.UNIT,
        filters=filters_in(args),
        stock=with_stock(args, default=False),
        stock_share=share(args.get("share", "")),
    )


def with_stock(args: Args, *, default: bool) -> bool:
    """Say whether stock text is asked for too."""
    given = args.get("stock", "").strip()
    return yes(given) if given else default


def span_of(text: str) -> Span | None:
    """Read a stretch of a passage, `3-20`: half-open, in characters; empty is none.

    Raises BadQuery (`bad_span`).
    """
    if not text.strip():
        return None
    ends = re.fullmatch(r"\s*([0-9]{1,9})\s*[-,:~]\s*([0-9]{1,9})\s*", text)
    if not ends or int(ends[1]) >= int(ends[2]):
        raise BadQuery("bad_span", field="span", value=text)
    return Span(int(ends[1]), int(ends[2]))


def mark_of(text: str) -> Mark:
    """Read what a report is marked as; empty is a template. Raises BadQuery (`bad_choice`)."""
    return _choice(text, Mark, "mark") if text.strip() else Mark.TEMPLATE


def _choice(text: str, kind: type[T], field: str) -> T:
    try:
        return kind(text.strip())
    except ValueError:
        known = tuple(str(one) for one in kind)
        raise BadQuery("bad_choice", field=field, value=text, known=known) from None
