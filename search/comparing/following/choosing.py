"""Which rows of several reports are asked for: all, those of a section, or that of a passage.

A section is a row of headings: with it come all passages that stand under one of these headings,
in whichever column, so that sections stand opposite each other whatever they are called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from index.errors import BadQuery
from index.folding import fold_loose
from index.model import Role
from search.comparing.following.followed import Opening, Strand
from search.comparing.following.several import Woven
from search.comparing.texts import Head

_DEPTH = 2  # of sections that are offered

_Place = tuple[int, int]
"""A column and the number of a section or a piece in it."""


def chosen(woven: Woven, section: str, passage_id: int | None) -> tuple[Strand, ...]:
    """Return the rows of a section (a role, a heading's passage, words of a heading), of a
    passage, or all of them. Raises BadQuery (fields section, passage) where there is none.
    """
    rows: Sequence[Strand] = woven.rows
    if passage_id is not None:
        rows = [row for row in rows if passage_id in _ids(row)]
        if not rows:
            raise BadQuery("passage_not_beside", field="passage", value=passage_id)
    if not section.strip():
        return tuple(rows)
    inside = set(_inside(woven, _openings(woven, section.strip())))
    if not inside:
        raise BadQuery("no_such_section", field="section", value=section)
    return tuple(row for row in rows if not inside.isdisjoint(_places(row)))


def openings(woven: Woven) -> tuple[Opening, ...]:
    """Return the sections that can be chosen, in the order of the rows."""
    return tuple(_listed(woven))


def roles(woven: Woven) -> tuple[Role, ...]:
    """Return the roles that outermost sections have."""
    held = {
        head.role
        for text in woven.texts
        for head in text.sections
        if head.role is not None and head.parent < 0
    }
    return tuple(role for role in Role if role in held)


def _listed(woven: Woven) -> Iterator[Opening]:
    heads = _heads(woven)
    for number, row in enumerate(woven.rows):
        some = [heads[place] for place in _places(row) if place in heads]
        cell = row.cells[row.last]
        if not row.heading or not some or cell is None:
            continue
        column, depth = some[-1]
        head = woven.texts[column[0]].sections[column[1]]
        part = cell.side.parts[0]
        if depth <= _DEPTH and part.passage_id is not None:
            role = next((_head(woven, one).role for one, _ in some if _head(woven, one).role), None)
            yield Opening(part.passage_id, head.path[-1], depth, role, number)


def _openings(woven: Woven, section: str) -> Iterator[_Place]:
    """Yield the sections that are meant, with all that stand opposite them."""
    heads = _heads(woven)
    for row in woven.rows:
        some = [heads[place][0] for place in _places(row) if place in heads]
        if some and _meant(woven, row, some, section):
            yield from some


def _meant(woven: Woven, row: Strand, some: Sequence[_Place], section: str) -> bool:
    if section in {role.value for role in Role}:
        return any(_head(woven, place).role == section for place in some)
    if section.isdecimal():
        return section in map(str, _ids(row))
    wanted = fold_loose(section)
    return bool(wanted) and any(wanted in fold_loose(_head(woven, one).path[-1]) for one in some)


def _inside(woven: Woven, sections: Iterable[_Place]) -> Iterator[_Place]:
    for column, number in sections:
        head = woven.texts[column].sections[number]
        yield from ((column, piece) for piece in range(head.opening, head.end))


def _heads(woven: Woven) -> dict[_Place, tuple[_Place, int]]:
    """Return the section that each heading opens, and its depth, by the heading's place."""
    found: dict[_Place, tuple[_Place, int]] = {}
    for column, text in enumerate(woven.texts):
        depths: list[int] = []
        for number, head in enumerate(text.sections):
            depths.append(depths[head.parent] + 1 if head.parent >= 0 else 1)
            found[column, head.opening] = (column, number), depths[-1]
    return found


def _head(woven: Woven, place: _Place) -> Head:
    return woven.texts[place[0]].sections[place[1]]


def _places(row: Strand) -> Iterator[_Place]:
    for column, cell in enumerate(row.cells):
        for part in cell.side.parts if cell else ():
            yield column, part.index


def _ids(row: Strand) -> set[int | None]:
    return {part.passage_id for cell in row.cells if cell for part in cell.side.parts}
