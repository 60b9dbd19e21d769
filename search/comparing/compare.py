"""Two texts compared: rows of passages that belong together, in an order to be read.

Which passages belong together is said by `align`, what changed in them by `changes`; here both
are put together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.model import Part as PassagePart
from search.comparing.aligning.align import Bond, align
from search.comparing.aligning.opposites import Opposites, opposites
from search.comparing.aligning.order import in_order
from search.comparing.differing.cellwise import RowPair, RowText, row_differences
from search.comparing.differing.changes import Difference, differences
from search.comparing.differing.tokens import Cut
from search.comparing.model import (
    Change,
    ChangeKind,
    ColumnsBy,
    Part,
    Row,
    RowKind,
    SectionPair,
    Side,
    Summary,
    TablePair,
)
from search.comparing.texts import Piece, Text

_JOINT = "\n"  # between the parts of a side


@dataclass(frozen=True, slots=True)
class Table:
    """What two texts are to each other: `similarity` (0 to 1) is the share of both texts'
    characters in SAME stretches, the rest is as in `Comparison`.
    """

    similarity: float
    sections: tuple[SectionPair, ...]
    summary: Summary
    rows: tuple[Row, ...]
    tables: tuple[TablePair, ...] = ()


@dataclass(frozen=True, slots=True)
class _Made:
    """What a row says of its two sides."""

    left: Side | None
    right: Side | None
    kind: RowKind
    changes: tuple[Change, ...]


def compare(left: Text, right: Text, cut: Cut, columns: ColumnsBy = ColumnsBy.NAME) -> Table:
    """Compare two texts; `cut` cuts folded text into words, as jieba does.

    Swapping the sides mirrors all that is said; the rows are then in the order of the other side.
    """
    alignment = align(left, right, columns)
    bonds = [*alignment.bonds, *_lonely(left, right, alignment.bonds)]
    made = _made(left, right, bonds, alignment.tables, cut)
    kinds = [one.kind for one in made]
    sections = opposites(left, right, alignment.sections, zip(bonds, kinds, strict=True))
    rows = tuple(
        _row(made[n], bonds[n], _section(left, right, bonds[n], sections))
        for n in in_order(left, right, bonds, alignment.sections)
    )
    similarity = _similarity(left, right, rows)
    return Table(similarity, sections.pairs, _summary(rows), rows, alignment.tables)


def _lonely(left: Text, right: Text, bonds: Sequence[Bond]) -> Iterable[Bond]:
    """Yield the passages to which nothing on the other side belongs."""
    heres = {number for bond in bonds for number in bond.lefts}
    theres = {number for bond in bonds for number in bond.rights}
    yield from (Bond((n,), (), 0.0, False) for n in range(len(left.pieces)) if n not in heres)
    yield from (Bond((), (n,), 0.0, False) for n in range(len(right.pieces)) if n not in theres)


def _made(
    left: Text, right: Text, bonds: Sequence[Bond], tables: Sequence[TablePair], cut: Cut
) -> list[_Made]:
    sides = [
        (
            side_of([left.pieces[n] for n in bond.lefts]),
            side_of([right.pieces[n] for n in bond.rights]),
        )
        for bond in bonds
    ]
    cellwise = _row_pairs(left, right, bonds, tables)
    pairs = [
        (here.text, there.text)
        for number, (here, there) in enumerate(sides)
        if here and there and number not in cellwise
    ]
    found = iter(differences(pairs, cut))
    found_rows = iter(row_differences([*cellwise.values()], cut))
    made = []
    for number, (bond, (here, there)) in enumerate(zip(bonds, sides, strict=True)):
        if here is None or there is None:
            kind = RowKind.RIGHT_ONLY if here is None else RowKind.LEFT_ONLY
            made.append(_Made(here, there, kind, ()))
        else:
            one = next(found_rows if number in cellwise else found)
            kind = _of_row(one) if number in cellwise else _kind(left, right, bond, one)
            made.append(_Made(here, there, kind, one.changes))
    return made


def _row_pairs(
    left: Text, right: Text, bonds: Sequence[Bond], tables: Sequence[TablePair]
) -> dict[int, RowPair]:
    """Return the bonds of rows whose tables are one, by their number."""
    columns = {(one.left, one.right): one.columns for one in tables}
    found = {}
    for number, bond in enumerate(bonds):
        if len(bond.lefts) != 1 or len(bond.rights) != 1:
            continue
        here, there = left.pieces[bond.lefts[0]], right.pieces[bond.rights[0]]
        if here.row is None or there.row is None:
            continue
        paired = columns.get((here.row.table, there.row.table))
        if paired is not None and here.text != there.text:
            one, other = RowText(here.text, here.row), RowText(there.text, there.row)
            found[number] = RowPair(one, other, paired)
    return found


def _of_row(found: Difference) -> RowKind:
    if found.quiet:
        return RowKind.SAME
    return RowKind.FIGURES if found.figures else RowKind.EDITED


def _kind(left: Text, right: Text, bond: Bond, found: Difference) -> RowKind:
    if len(bond.lefts) > 1:
        return RowKind.MERGED
    if len(bond.rights) > 1:
        return RowKind.SPLIT
    if found.quiet:
        return RowKind.SAME
    # Of 1.2万件 and 3000件 the words differ too, as they are cut; not as they are compared.
    plains = left.pieces[bond.lefts[0]].plain, right.pieces[bond.rights[0]].plain
    return RowKind.FIGURES if found.figures or plains[0] == plains[1] else RowKind.EDITED


def side_of(pieces: Sequence[Piece]) -> Side | None:
    """Return pieces as a side of a row, None where there are none."""
    if not pieces:
        return None
    parts = []
    at = 0
    for piece in pieces:
        end = at + len(piece.text)
        place = (piece.passage_id, piece.index, piece.path, piece.role, piece.paragraph)
        heading = piece.part in (PassagePart.TITLE, PassagePart.HEADING)
        parts.append(Part(*place, at, end, heading, piece.row))
        at = end + len(_JOINT)
    return Side(_JOINT.join(piece.text for piece in pieces), tuple(parts))


def _row(made: _Made, bond: Bond, section: int) -> Row:
    score = 1.0 if made.kind in (RowKind.SAME, RowKind.FIGURES) else bond.score
    return Row(made.kind, bond.moved, made.left, made.right, score, made.changes, section)


def _section(left: Text, right: Text, bond: Bond, sections: Opposites) -> int:
    if bond.rights:
        return sections.rights.get(right.pieces[bond.rights[0]].section, -1)
    return sections.lefts.get(left.pieces[bond.lefts[0]].section, -1)


def _similarity(left: Text, right: Text, rows: Iterable[Row]) -> float:
    size = sum(len(piece.text) for text in (left, right) for piece in text.pieces)
    same = sum(
        change.left.end - change.left.start + change.right.end - change.right.start
        for row in rows
        for change in row.changes
        if change.kind is ChangeKind.SAME
    )
    return same / size if size else 1.0


def _summary(rows: Sequence[Row]) -> Summary:
    counted = Counter(row.kind.value for row in rows)
    return Summary(**counted, moved=sum(row.moved for row in rows))
