"""Addresses of pages with their parameters, and pages of a long list. Every state is a link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import url_for
from werkzeug.datastructures import MultiDict

Args = MultiDict[str, str]


def link(endpoint: str, args: Args, *, drop: Iterable[str] = (), **changes: str) -> str:
    """Return the address of a page with `args`, without `drop`, and with `changes`.

    `lang` is left out (a cookie keeps it), and so are empty values.
    """
    gone = {"lang", *drop, *changes}
    kept = [(name, value) for name, value in args.items(multi=True) if name not in gone and value]
    kept += [(name, value) for name, value in changes.items() if value]
    return _address(endpoint, kept)


def without(endpoint: str, args: Args, name: str, value: str, *, drop: Iterable[str] = ()) -> str:
    """Return the address without one value of a parameter that may hold several."""
    kept = [(key, text) for key, text in args.items(multi=True) if (key, text) != (name, value)]
    return link(endpoint, MultiDict(kept), drop=drop)


def extended(address: str, **values: str) -> str:
    """Return an address with parameters that it lacked. Cheap: for hundreds of links on a page."""
    return f"{address}{'&' if '?' in address else '?'}{urlencode(values)}"


@dataclass(frozen=True, slots=True)
class Pages:
    """Where one is in a long list; pages count from 1."""

    endpoint: str
    args: Args
    page: int
    size: int
    total: int

    @property
    def last(self) -> int:
        """The number of pages, at least 1."""
        return max(1, -(-self.total // self.size))

    @property
    def previous(self) -> str | None:
        """The address of the page before, if there is one."""
        return self._to(min(self.page, self.last + 1) - 1) if self.page > 1 else None

    @property
    def next(self) -> str | None:
        """The address of the page after, if there is one."""
        return self._to(self.page + 1) if self.page < self.last else None

    def _to(self, page: int) -> str:
        return link(self.endpoint, self.args, page=str(page) if page > 1 else "")


def _address(endpoint: str, pairs: list[tuple[str, str]]) -> str:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        # What was typed into an address must not steer how addresses are made.
        if name != "endpoint" and not name.startswith("_"):
            values.setdefault(name, []).append(value)
    return url_for(endpoint, **dict(_flat(values)))  # type: ignore[arg-type]


def _flat(values: dict[str, list[str]]) -> Iterator[tuple[str, str | list[str]]]:
    for name, found in values.items():
        yield name, found if len(found) > 1 else found[0]
