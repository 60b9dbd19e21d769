"""The pages, one module a feature, and what all templates share."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, request
from werkzeug.datastructures import MultiDict

from search.model import Hint, UnknownFilter
from web.hinting import hint
from web.language import LANGUAGES, TAGS, language
from web.links import link
from web.messages import size
from web.moments import local
from web.pages import (
    choose,
    clusters,
    compare,
    compare_files,
    evidence,
    exports,
    heatmap,
    library,
    login,
    marks,
    matrix,
    refused,
    relating,
    report,
    rereading,
    reuse,
    reuse_changes,
    search,
    settings,
    several,
    similar,
    trail,
    uploads,
)
from web.scanned import scanned_missed, scanned_over, scanned_said
from web.scope import Stranger, links
from web.words import SCANNED, UNREAD_PICTURES


def register(app: Flask) -> None:
    """Add the pages to `app`."""
    pages = (search, matrix, exports, library, refused, uploads, rereading, report, settings, login)
    over_all = (heatmap, clusters, evidence, marks, relating, choose, several, trail)
    for page in (*pages, similar, reuse, reuse_changes, compare, compare_files, *over_all):
        app.register_blueprint(page.page)
    app.jinja_env.filters.update(number=number, day=day, years=years, size=size, moment=local)
    app.jinja_env.globals.update(strange=_strange, hint_of=_hint_of)
    app.jinja_env.globals.update(
        scanned_word=SCANNED,
        unread_word=UNREAD_PICTURES,
        scanned_said=lambda scan: scanned_said(scan, language()),
        scanned_over=lambda searched, alone: scanned_over(searched, language(), alone=alone),
        scanned_missed=lambda searched: scanned_missed(searched, language()),
    )
    app.context_processor(lambda: {"other_languages": _other_languages})


def _strange(unknown: Sequence[UnknownFilter]) -> tuple[Stranger, ...]:
    """Return values of filters that stand nowhere; near ones lead to the page with them."""
    endpoint = request.endpoint if request.method == "GET" else None
    if endpoint is None:
        return links(unknown, language())
    return links(unknown, language(), endpoint, _asked())


def _asked() -> MultiDict[str, str]:
    """Return what the address of the page asks for, in its path and behind it."""
    args = request.args.copy()
    for field, value in (request.view_args or {}).items():
        args[field] = str(value)
    return args


def _hint_of(hints: Sequence[Hint]) -> str:
    return hint(hints, language())


def number(count: int) -> str:
    """Return a count with its thousands apart: 11,620."""
    return f"{count:,}"


def day(moment: str | None) -> str:
    """Return the day of an ISO 8601 moment."""
    return (moment or "")[:10]


def years(found: tuple[int | None, ...]) -> str:
    """Return the range of years that stand in `found`: 2020—2022, empty where none does."""
    known = [year for year in found if year is not None]
    if not known:
        return ""
    first, last = min(known), max(known)
    return str(first) if first == last else f"{first}—{last}"


def _other_languages(current: str) -> list[tuple[str, str, str]]:
    """Return tag, name and address of this page in the other languages."""
    found = []
    for code, name in LANGUAGES.items():
        if code == current:
            continue
        here = request.method == "GET" and request.endpoint and request.view_args is not None
        if here:
            address = link(str(request.endpoint), _asked())
            address += ("&" if "?" in address else "?") + f"lang={code}"
        else:
            address = f"/?lang={code}"
        found.append((TAGS[code], name, address))
    return found
