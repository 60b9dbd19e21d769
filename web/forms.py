"""What was typed or linked to, read into a request. Text in, `search.model` out.

Pages, API and command line share these; a value that cannot be understood raises
BadQuery with the name of its field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict, TypeVar

from index.errors import BadQuery
from index.model import Role
from search.model import Filters, Mode, Request, Sort, Within
from search.query import where_of

if TYPE_CHECKING:
    from web.links import Args

NONE = "none"  # stands for "has no value" in links and options
MOST_HITS = 1000
_DEEPEST = 1_000_000
_YEARS = range(1900, 2101)
_ROLE_WORDS = {
    Role.DONE: ("工作成效", "成效", "做法"),
    Role.PROBLEMS: ("存在问题", "问题", "不足"),
    Role.CAUSES: ("原因", "原因分析"),
    Role.RECTIFICATION: ("整改情况", "整改"),
    Role.PLANS: ("下一步", "打算", "计划"),
}
_ROLES = {word: role for role, words in _ROLE_WORDS.items() for word in (role.value, *words)}

T = TypeVar("T", Mode, Sort, Within)


def search_request(
    query: str,
    *,
    mode: str = "",
    years: Iterable[str] = (),
    units: Iterable[str] = (),
    kinds: Iterable[str] = (),
    roles: Iterable[str] = (),
    where: Iterable[str] = (),
    reports: Iterable[str] = (),
    sort: str = "",
    within: str = "",
    group: str = "",
    limit: str = "",
    offset: str = "",
    removed: str = "",
) -> Request:
    """Read one search. Empty strings stand for the default; raises BadQuery.

    `mode` is empty for the ladder, else exact, loose or words; `within` is passage or report;
    `group` is empty or report; `removed` is empty or 1.
    """
    if removed.strip() not in ("", "1"):
        raise BadQuery("bad_choice", field="removed", value=removed, known="1")
    if group.strip() not in ("", "report"):
        raise BadQuery("bad_group", field="group", value=group)
    return Request(
        query,
        mode=_choice(mode, Mode, "mode") or Mode.LADDER,
        filters=filters(
            years=years, units=units, kinds=kinds, roles=roles, where=where, reports=reports
        ),
        sort=_choice(sort, Sort, "sort"),
        limit=whole(limit, "limit", 1, MOST_HITS, default=20),
        offset=whole(offset, "offset", 0, _DEEPEST, default=0),
        within=_choice(within, Within, "within") or Within.PASSAGE,
        grouped=bool(group.strip()),
        removed=bool(removed.strip()),
    )


def search_in(args: Args, **more: str) -> Request:
    """Read the search that parameters of an address ask for; `more` as of `search_request`."""
    return search_request(
        args.get("q", ""),
        mode=args.get("mode", ""),
        sort=args.get("sort", ""),
        within=args.get("within", ""),
        **_chosen_in(args),
        **more,
    )


def filters_in(args: Args) -> Filters:
    """Read the filters among parameters of an address."""
    return filters(**_chosen_in(args))


class _Chosen(TypedDict):
    years: list[str]
    units: list[str]
    kinds: list[str]
    roles: list[str]
    where: list[str]
    reports: list[str]


def _chosen_in(args: Args) -> _Chosen:
    return {
        "years": args.getlist("year"),
        "units": args.getlist("unit"),
        "kinds": args.getlist("kind"),
        "roles": args.getlist("role"),
        "where": args.getlist("where"),
        "reports": args.getlist("report"),
    }


def filters(
    *,
    years: Iterable[str] = (),
    units: Iterable[str] = (),
    kinds: Iterable[str] = (),
    roles: Iterable[str] = (),
    where: Iterable[str] = (),
    reports: Iterable[str] = (),
) -> Filters:
    """Read filters; `none` selects what has no value, `2021-2023` is three years."""
    return Filters(
        years=tuple(dict.fromkeys(year for text in years for year in _read_years(text))),
        units=_names(units),
        kinds=_names(kinds),
        roles=tuple(dict.fromkeys(_role(text) for text in roles if text.strip())),
        reports=report_ids(reports),
        where=tuple(dict.fromkeys(where_of(text) for text in where if text.strip())),
    )


def named(value: str | int | None) -> str:
    """Return a value as links and options name it, which `filters` reads back."""
    return NONE if value is None else str(value)


def year(text: str) -> int | None:
    """Read one year; empty is none. Raises BadQuery (`bad_year`)."""
    digits = text.strip().removesuffix("年").strip()
    if not digits:
        return None
    if not re.fullmatch(r"[0-9]{4}", digits) or int(digits) not in _YEARS:
        raise BadQuery("bad_year", field="year", value=text.strip())
    return int(digits)


def whole(text: str, field: str, least: int, most: int, *, default: int) -> int:
    """Read a whole number between `least` and `most`. Raises BadQuery (`bad_number`)."""
    if not text.strip():
        return default
    if not re.fullmatch(r"[0-9]{1,9}", text.strip()) or not least <= int(text) <= most:
        raise BadQuery("bad_number", field=field, value=text, least=least, most=most)
    return int(text)


def report_ids(texts: Iterable[str]) -> tuple[int, ...]:
    """Read report ids, given one by one or with commas between. Raises BadQuery (`bad_id`)."""
    found: dict[int, None] = {}
    for text in ",".join(texts).split(","):
        if not text.strip():
            continue
        if not re.fullmatch(r"[0-9]{1,15}", text.strip()):
            raise BadQuery("bad_id", field="id", value=text)
        found[int(text)] = None
    return tuple(found)


def _read_years(text: str) -> tuple[int | None, ...]:
    if text.strip() == NONE:
        return (None,)
    parts = re.split(r"\s*[-–—－~～至]+\s*", text.strip())
    ends = [year(part) for part in parts]
    if len(ends) == 1:
        return tuple(ends) if ends[0] is not None else ()
    first, last = ends[0], ends[-1]
    if len(ends) > 2 or first is None or last is None:
        raise BadQuery("bad_year", field="year", value=text)
    return tuple(range(min(first, last), max(first, last) + 1))


def _names(texts: Iterable[str]) -> tuple[str | None, ...]:
    given = [text.strip() for text in texts]
    return tuple(dict.fromkeys(None if text == NONE else text for text in given if text))


def _role(text: str) -> Role | None:
    text = text.strip()
    if text == NONE:
        return None
    if text not in _ROLES:
        raise BadQuery("bad_role", field="role", value=text)
    return _ROLES[text]


def _choice(text: str, kind: type[T], field: str) -> T | None:
    if not text.strip():
        return None
    try:
        return kind(text.strip())
    except ValueError:
        raise BadQuery(f"bad_{field}", field=field, value=text) from None
