"""Facets of a search: what can be filtered by, how many passages each value holds, what is chosen.

Every choice knows the address of the page without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.model import Role
from search.model import Result
from web.forms import NONE, search_request
from web.language import gettext as _
from web.language import lazy_gettext as _l
from web.links import Args, link, without
from web.words import ROLES

_SHOWN = 8  # choices of a facet before the rest folds
FILTERS = ("year", "unit", "kind", "role")
_TITLES = {"year": _l("年份"), "unit": _l("单位"), "kind": _l("报告类型"), "role": _l("部分类别")}
_MISSING = {
    "year": _l("年份不详"),
    "unit": _l("单位不详"),
    "kind": _l("类型不详"),
    "role": _l("其他部分"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value to filter by, with the number of passages it would leave."""

    value: str
    label: str
    count: int
    chosen: bool
    without: str  # the address with this choice taken back


@dataclass(frozen=True, slots=True)
class Facet:
    """One field to filter by; `more` is folded away."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]

    @property
    def all(self) -> tuple[Choice, ...]:
        """All choices, folded or not."""
        return self.choices + self.more


def facets_of(result: Result, args: Args) -> list[Facet]:
    """Return the facets of a result with what is chosen in `args`."""
    counts: dict[str, Mapping[str, int]] = {
        "year": result.facets.year,
        "unit": result.facets.unit,
        "kind": result.facets.kind,
        "role": result.facets.role,
    }
    return [_facet(name, counts[name], args) for name in FILTERS]


def _facet(name: str, counts: Mapping[str, int], args: Args) -> Facet:
    given = _given(name, args)
    known = {value or NONE for value in counts}
    values = {**counts, **{value: 0 for value in given if value not in known}}
    choices = []
    for value, count in sorted(values.items(), key=lambda item: _order(name, *item)):
        value = value or NONE
        back = _take_back(name, value, args)
        choices.append(Choice(value, _label(name, value), count, value in given, back))
    chosen = [choice for choice in choices if choice.chosen]
    shown = max(_SHOWN, len(chosen))
    first = [*chosen, *(choice for choice in choices if not choice.chosen)][:shown]
    return Facet(
        name,
        str(_TITLES[name]),
        tuple(choice for choice in choices if choice in first),
        tuple(choice for choice in choices if choice not in first),
    )


def _given(name: str, args: Args) -> set[str]:
    """Return the chosen values one by one, as `2021-2023` may stand for three."""
    request = search_request(
        "",
        **{f"{name}s": args.getlist(name)},  # type: ignore[arg-type]
    )
    chosen = request.filters
    values = {"year": chosen.years, "unit": chosen.units, "kind": chosen.kinds}.get(
        name, chosen.roles
    )
    return {NONE if value is None else str(value) for value in values}


def _take_back(name: str, value: str, args: Args) -> str:
    if value in args.getlist(name):
        return without("search.show", args, name, value, drop=("page",))
    rest = args.copy()  # one year out of a range: the others are written out
    rest.setlist(name, sorted(_given(name, args) - {value}))
    return link("search.show", rest, drop=("page",))


def _order(name: str, value: str, count: int) -> tuple[object, ...]:
    missing = value in ("", NONE)
    if name == "year":
        return (missing, -int(value) if value.isdecimal() else 0)
    if name == "role":
        return (missing, _ROLE_ORDER.get(value, len(_ROLE_ORDER)))
    return (missing, -count, value)


_ROLE_ORDER = {role.value: place for place, role in enumerate(Role)}


def _label(name: str, value: str) -> str:
    if value == NONE:
        return str(_MISSING[name])
    if name == "year":
        return str(_("%(year)s 年", year=value))
    if name == "role":
        return str(ROLES[Role(value)]) if value in _ROLE_ORDER else value
    return value
