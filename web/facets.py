"""Facets of a search: what can be filtered by, how many passages each value holds, what is chosen.

Every choice knows the address of the page without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from index.model import Role, Where
from search.model import Result
from web.forms import NONE, filters_in, named, report_ids
from web.language import gettext as _
from web.language import lazy_gettext as _l
from web.links import Args, link, without
from web.words import ROLES, WHERES

_MOST = 150  # choices listed in the fold …
_ZEROS = 40  # … of which at most so many that count nothing
_SHOWN = 8  # choices of a facet before the rest folds
FILTERS = ("year", "unit", "kind", "where", "role")
_TITLES = {
    "year": _l("年份"),
    "unit": _l("单位"),
    "kind": _l("报告类型"),
    "where": _l("在哪里"),
    "role": _l("部分类别"),
}
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
    without: str  # the address with this choice taken back, empty where it is not chosen


@dataclass(frozen=True, slots=True)
class Facet:
    """One field to filter by; `more` is folded away, `left_out` choices are not listed."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...]
    left_out: int = 0  # that count least

    @property
    def all(self) -> tuple[Choice, ...]:
        """All choices, folded or not."""
        return self.choices + self.more


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that narrows a search, and the address of the page without it."""

    title: str
    label: str
    without: str


def chips(facets: Iterable[Facet], args: Args, reports: Mapping[int, str]) -> list[Chip]:
    """Return everything chosen; `reports` are titles of the reports chosen, by id."""
    found = [
        Chip(facet.title, choice.label, choice.without)
        for facet in facets
        for choice in facet.all
        if choice.chosen
    ]
    chosen = report_ids(args.getlist("report"))
    for report_id in chosen:
        rest = args.copy()
        rest.setlist("report", [str(other) for other in chosen if other != report_id])
        title = reports.get(report_id) or str(_("编号 %(id)s", id=report_id))
        found.append(Chip(str(_("报告")), title, link("search.show", rest, drop=("page",))))
    return found


def facets_of(result: Result, args: Args) -> list[Facet]:
    """Return the facets of a result with what is chosen in `args`."""
    counts: dict[str, Mapping[str, int]] = {
        "year": result.facets.year,
        "unit": result.facets.unit,
        "kind": result.facets.kind,
        "where": result.facets.where,
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
        chosen = value in given
        back = _take_back(name, value, args) if chosen else ""
        choices.append(Choice(value, _label(name, value), count, chosen, back))
    rest = _SHOWN - sum(choice.chosen for choice in choices)
    shown: list[Choice] = []
    more: list[Choice] = []
    for choice in choices:  # all that is chosen, and the first of the others
        rest -= not choice.chosen
        (shown if choice.chosen or rest >= 0 else more).append(choice)
    # Hundreds of units would make every page heavy: those with most, and the first without any.
    counting = sum(choice.count > 0 for choice in more)
    listed = more[: max(min(counting, _MOST), _ZEROS)]
    return Facet(name, str(_TITLES[name]), tuple(shown), tuple(listed), len(more) - len(listed))


def _given(name: str, args: Args) -> set[str]:
    """Return the chosen values one by one, as `2021-2023` may stand for three."""
    chosen = filters_in(args)
    values: dict[str, Iterable[str | int | None]] = {
        "year": chosen.years,
        "unit": chosen.units,
        "kind": chosen.kinds,
        "where": chosen.where,
        "role": chosen.roles,
    }
    return {named(value) for value in values[name]}


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
    if name == "where":
        return (missing, tuple(Where).index(Where(value)))
    return (missing, -count, value)


_ROLE_ORDER = {role.value: place for place, role in enumerate(Role)}


def _label(name: str, value: str) -> str:
    if value == NONE:
        return str(_MISSING[name])
    if name == "year":
        return str(_("%(year)s 年", year=value))
    if name == "role":
        return str(ROLES[Role(value)]) if value in _ROLE_ORDER else value
    if name == "where":
        return str(WHERES[Where(value)])
    return value
