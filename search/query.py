"""The query language: what a person types, read into phrases and filters.

    第一议题 民主生活会      both in one passage (white space is "and")
    三会一课|主题党日        either (｜ too)
    -疫情                    not this one (－ too)
    "三 会 一 课"            quotation marks only keep white space together
    增长#%                   # (＃ too) stands for one whole number or mask
    年份:2021-2023 单位:城投集团 类型:述职报告 部分:问题 标题:述职      filters (none: no value)

Or binds tighter than and. Every piece is an exact phrase; “ ” are literal text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from index.engine import Form, Phrase
from index.errors import BadQuery
from index.folding import fold, fold_loose
from index.model import Role, Where
from index.years import FIRST, LAST
from search.model import Filters

LONGEST = 2_000  # characters of a query
MOST_PIECES = 60

_ROLES = {
    "工作成效": Role.DONE,
    "成效": Role.DONE,
    "存在问题": Role.PROBLEMS,
    "问题": Role.PROBLEMS,
    "原因": Role.CAUSES,
    "整改情况": Role.RECTIFICATION,
    "整改": Role.RECTIFICATION,
    "下一步": Role.PLANS,
    "打算": Role.PLANS,
    **{role.value: role for role in Role},
}
_WHERES = {
    "正文": Where.BODY,
    "表格": Where.TABLE,
    "表格的行": Where.TABLE,
    "标题": Where.HEADING,
    **{where.value: where for where in Where},
}
_FIELDS = {
    "年份": "year",
    "单位": "unit",
    "类型": "kind",
    "部分": "role",
    "标题": "title",
    "在哪里": "where",
    "year": "year",
    "unit": "unit",
    "kind": "kind",
    "role": "role",
    "title": "title",
    "where": "where",
}
_FIELD = re.compile(rf"({'|'.join(_FIELDS)})[:：](.*)", re.IGNORECASE | re.DOTALL)
_TOKEN = re.compile(r'(?P<gap>\s+)|(?P<bar>[|｜])|(?P<quote>["＂])|(?P<text>[^\s|｜"＂]+)')
_FIGURE = re.compile("[#＃]")
_NONE = frozenset({"none", "无"})


@dataclass(frozen=True, slots=True)
class Piece:
    """One phrase as typed; `at` is its place in the query (characters)."""

    text: str
    at: int

    @property
    def exact(self) -> Phrase:
        """Return what to look for."""
        return Phrase(self._parts(fold))

    @property
    def loose(self) -> Phrase | None:
        """Return what to look for when punctuation is ignored; None where nothing else is there."""
        parts = self._parts(fold_loose)
        return Phrase(parts, Form.LOOSE) if any(parts) else None

    def _parts(self, folded: Callable[[str], str]) -> tuple[str, ...]:
        return tuple(map(folded, _FIGURE.split(self.text)))


@dataclass(frozen=True, slots=True)
class Query:
    """A query: every group must be met by one of its pieces, and no piece of `without` may stand.

    The filters are as in `search.model.Filters`; `titles` are folded phrases, each of
    which must stand in the report's title.
    """

    groups: tuple[tuple[Piece, ...], ...]
    without: tuple[Piece, ...] = ()
    years: tuple[int | None, ...] = ()
    units: tuple[str | None, ...] = ()
    kinds: tuple[str | None, ...] = ()
    roles: tuple[Role | None, ...] = ()
    where: tuple[Where, ...] = ()
    titles: tuple[str, ...] = ()

    @property
    def filters(self) -> Filters:
        """Return which reports and parts it is about, titles apart."""
        return Filters(self.years, self.units, self.kinds, self.roles, where=self.where)

    @property
    def text(self) -> str:
        """Return all wanted pieces, as words are looked for."""
        return " ".join(wanted(piece) for group in self.groups for piece in group)


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    at: int
    joined: bool  # by | to the token before it
    negated: bool = False
    quoted: bool = False


def parse(text: str) -> Query:
    """Read a query. Raises BadQuery with `field` and, where it helps, `at` (from 1)."""
    if len(text) > LONGEST:
        raise BadQuery("query_too_long", field="query", limit=LONGEST)
    groups: list[list[Piece]] = []
    without: list[Piece] = []
    filters: dict[str, list[str]] = {}
    for token in _tokens(text):
        field = None if token.quoted or token.negated else _FIELD.fullmatch(token.text)
        if field:
            if not field[2].strip():
                raise BadQuery("filter_empty", field="query", at=token.at + 1, name=field[1])
            filters.setdefault(_FIELDS[field[1].lower()], []).append(field[2].strip('"＂ '))
            continue
        piece = _checked(Piece(token.text, token.at), "query")
        if token.negated:
            without.append(piece)
        elif token.joined and groups:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    if not groups:
        raise BadQuery("only_exclusions" if without else "query_empty", field="query")
    if sum(map(len, groups)) + len(without) > MOST_PIECES:
        raise BadQuery("too_many_pieces", field="query", limit=MOST_PIECES)
    return Query(
        groups=tuple(map(tuple, groups)),
        without=tuple(without),
        years=years_of(filters.get("year", [])),
        units=tuple(map(_or_none, filters.get("unit", []))),
        kinds=tuple(map(_or_none, filters.get("kind", []))),
        roles=tuple(map(role_of, filters.get("role", []))),
        where=tuple(map(where_of, filters.get("where", []))),
        titles=tuple(fold(title) for title in filters.get("title", [])),
    )


def names_of(field: str) -> tuple[str, ...]:
    """Return how a filter may be called in a query: 单位 and unit for unit."""
    return tuple(name for name, meant in _FIELDS.items() if meant == field)


def phrase_of(text: str) -> Phrase:
    """Read one phrase, white space and all; only `#` means something. Raises BadQuery."""
    if len(text) > LONGEST:
        raise BadQuery("query_too_long", field="phrase", limit=LONGEST)
    return _checked(Piece(text.strip(), 0), "phrase").exact


def quoted(text: str) -> str:
    """Return a phrase as one piece of a query, whatever stands in it; `#` stays a figure.

    Straight quotation marks end a piece; curly ones, which fold to the same, do not.
    """
    return '"' + text.replace('"', "“").replace("＂", "“") + '"'


def wanted(piece: Piece) -> str:
    """Return a piece as words are looked for: a figure is no word."""
    return _FIGURE.sub(" ", piece.text)


def _checked(piece: Piece, field: str) -> Piece:
    parts = _FIGURE.split(piece.text)
    if any(map(fold, parts)):
        return piece
    key = "only_figures" if len(parts) > 1 else "nothing_to_find"
    raise BadQuery(key, field=field, at=piece.at + 1, piece=piece.text)


def years_of(texts: list[str]) -> tuple[int | None, ...]:
    """Read years and ranges (`2021`, `2021-2023`, `none`). Raises BadQuery (field year)."""
    found: list[int | None] = []
    for text in texts:
        if text.strip().lower() in _NONE:
            found.append(None)
            continue
        match = re.fullmatch(r"(\d{4})\s*年?\s*(?:[-—–~～－至到]+\s*(\d{4})?\s*年?)?", text.strip())
        if not match:
            raise BadQuery("bad_year", field="year", value=text, first=FIRST, last=LAST)
        first = int(match[1])
        last = int(match[2]) if match[2] else first
        if not FIRST <= min(first, last) <= max(first, last) <= LAST:
            raise BadQuery("bad_year", field="year", value=text, first=FIRST, last=LAST)
        found.extend(range(min(first, last), max(first, last) + 1))
    return tuple(dict.fromkeys(found))


def role_of(text: str) -> Role | None:
    """Read a role in Chinese or English. Raises BadQuery (field role)."""
    plain = text.strip().lower()
    if plain in _NONE:
        return None
    if plain not in _ROLES:
        raise BadQuery("bad_role", field="role", value=text)
    return _ROLES[plain]


def where_of(text: str) -> Where:
    """Read where in a report, in Chinese or English. Raises BadQuery (field where)."""
    plain = text.strip().lower()
    if plain not in _WHERES:
        raise BadQuery("bad_where", field="where", value=text)
    return _WHERES[plain]


def _or_none(text: str) -> str | None:
    return None if text.strip().lower() in _NONE else text.strip()


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    joined = False  # a bar stood before
    apart = True  # white space or the beginning stood before
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:  # pragma: no cover - the pattern takes every character
            break
        start, at = at, match.end()
        if match["gap"]:
            apart = True
            continue
        if match["bar"]:
            if not found or joined:
                raise BadQuery("or_needs_two", field="query", at=start + 1)
            joined = True
            continue
        piece, at, quoted = _piece(text, start)
        negated = piece[:1] in "-－" and not quoted and apart and len(piece) > 1
        if negated:
            piece, quoted = _unquoted(piece[1:])
        elif piece in {"-", "－"} and not quoted:
            raise BadQuery("exclusion_empty", field="query", at=start + 1)
        if negated and joined:
            raise BadQuery("or_with_exclusion", field="query", at=start + 1)
        found.append(_Token(piece, start, joined, negated, quoted))
        joined = apart = False
    if joined:
        raise BadQuery("or_needs_two", field="query", at=len(text))
    return found


def _piece(text: str, start: int) -> tuple[str, int, bool]:
    """Return the piece that begins at `start`, where it ends, and whether it is quoted."""
    at = start
    parts: list[str] = []
    quoted = text[start] in '"＂'
    while at < len(text) and text[at] not in "|｜" and not text[at].isspace():
        if text[at] in '"＂':
            end = min(
                (place for mark in '"＂' if (place := text.find(mark, at + 1)) != -1), default=-1
            )
            if end == -1:
                raise BadQuery("quote_open", field="query", at=at + 1)
            parts.append(text[at + 1 : end])
            at = end + 1
        else:
            parts.append(text[at])
            at += 1
    return "".join(parts), at, quoted


def _unquoted(text: str) -> tuple[str, bool]:
    return text, False
