"""An outline without its texts, as bytes: sections, labels, paragraphs, paths, what was removed.

`encode` and `decode` are each other's inverse: decode(encode(outline), codes, texts) == outline.
Paths are not stored where they follow from the sections, which is nearly always.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from index.model import (
    Cell,
    CellPlace,
    Doubt,
    FileFacts,
    Outline,
    Part,
    Passage,
    Removed,
    Role,
    Row,
    Section,
    Table,
    Why,
)

PARTS = (Part.TITLE, Part.HEADING, Part.BODY, Part.HEADER)
ROLES = (None, *Role)

_ROLE_SHIFT = 2
_ROW_SHIFT = 5
_PART_MASK = (1 << _ROLE_SHIFT) - 1
_ROLE_MASK = (1 << _ROW_SHIFT - _ROLE_SHIFT) - 1


class Codes(NamedTuple):
    """What the bytes of `codes_of` say, as arrays or as numbers.

    `parts` and `roles` are places in `PARTS` and `ROLES`, `rows` is 1 for the rows of tables.
    """

    parts: Any
    roles: Any
    rows: Any


def codes_of(passages: Sequence[Passage]) -> bytes:
    """Return one byte a passage: its part in the two low bits, its role in the next three, and
    above them whether it is a row of a table."""
    return bytes(
        PARTS.index(passage.part)
        | ROLES.index(passage.role) << _ROLE_SHIFT
        | (passage.row is not None) << _ROW_SHIFT
        for passage in passages
    )


def codes_in(packed: Any) -> Codes:
    """Return what a byte, or an array of bytes, of `codes_of` stands for."""
    return Codes(packed & _PART_MASK, packed >> _ROLE_SHIFT & _ROLE_MASK, packed >> _ROW_SHIFT)


def part_and_role(code: int) -> tuple[Part, Role | None]:
    """Return what a byte of `codes_of` stands for."""
    codes = codes_in(code)
    return PARTS[codes.parts], ROLES[codes.roles]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the passages of a report stand: the paragraph of each, and which path it is under.

    `under[i]` is the index of the first passage with the path of passage i, and `paths` has that
    path under this index.
    """

    paragraphs: tuple[int, ...]
    under: tuple[int, ...]
    paths: Mapping[int, tuple[str, ...]]


def standing_of(passages: Sequence[Passage]) -> Standing:
    """Return where passages, in reading order from index 0, stand."""
    first: dict[tuple[str, ...], int] = {}
    under = tuple(first.setdefault(passage.path, passage.index) for passage in passages)
    paths = {index: path for path, index in first.items()}
    return Standing(tuple(passage.paragraph for passage in passages), under, paths)


def facts_in(said: Mapping[str, Any]) -> FileFacts:
    """Return what a file says of itself from what was kept of that (`asdict`, as JSON)."""
    pages = {key: tuple(said.get(key, ())) for key in ("scanned", "unread")}
    doubts = tuple(Doubt(*doubt) for doubt in said.get("doubts", ()))
    return FileFacts(**{**said, **pages, "doubts": doubts})


def encode(outline: Outline) -> bytes:
    """Pack everything of an outline but its texts, parts and roles."""
    passages = outline.passages
    if [passage.index for passage in passages] != list(range(len(passages))):
        raise ValueError("passages must be numbered in reading order, from 0, without gaps")
    sections = [_section_out(section, depth=0) for section in outline.sections]
    derived = dict(_paths(sections, ()))
    packed = {
        "paragraphs": [passage.paragraph for passage in passages],
        "labels": [[p.index, p.label] for p in passages if p.label is not None],
        "title": outline.title.index if outline.title else None,
        "preamble": [passage.index for passage in outline.preamble],
        "sections": sections,
        "paths": [[p.index, p.path] for p in passages if derived.get(p.index, ()) != p.path],
        "removed": [[r.text, r.why, r.start, r.passage, r.offset] for r in outline.removed],
    }
    if outline.tables:
        packed["tables"] = [
            [table.caption, table.measure, table.columns, table.header_rows]
            for table in outline.tables
        ]
        packed["rows"] = [[p.index, *_row_out(p.row)] for p in passages if p.row is not None]
    return zlib.compress(json.dumps(packed, ensure_ascii=False).encode())


@dataclass(frozen=True, slots=True)
class Shape:
    """A decoded shape: every passage without its text, and how they hang together."""

    passages: tuple[Passage, ...]
    title: int | None
    preamble: tuple[int, ...]
    sections: Any
    removed: tuple[Removed, ...]
    tables: tuple[Table, ...]

    def outline(self, texts: Sequence[str]) -> Outline:
        """Put the texts back in."""
        whole = tuple(
            with_text(passage, text) for passage, text in zip(self.passages, texts, strict=True)
        )
        return Outline(
            title=None if self.title is None else whole[self.title],
            preamble=tuple(whole[index] for index in self.preamble),
            sections=tuple(_section_in(section, whole) for section in self.sections),
            removed=self.removed,
            tables=self.tables,
        )


def with_text(passage: Passage, text: str) -> Passage:
    """Return the passage with its text (dataclasses.replace takes five times as long)."""
    return Passage(
        index=passage.index,
        part=passage.part,
        paragraph=passage.paragraph,
        text=text,
        label=passage.label,
        path=passage.path,
        role=passage.role,
        row=None if passage.row is None else _row_with_text(passage.row, text),
    )


def decode(data: bytes, codes: bytes) -> Shape:
    """Unpack what `encode` made."""
    packed = json.loads(zlib.decompress(data))
    labels = dict(packed["labels"])
    paths = dict(_paths(packed["sections"], ()))
    paths.update((index, tuple(path)) for index, path in packed["paths"])
    tables = tuple(
        Table(caption, measure, tuple(map(tuple, columns)), header_rows)
        for caption, measure, columns, header_rows in packed.get("tables", ())
    )
    rows = {index: _row_in(row, tables) for index, *row in packed.get("rows", ())}
    passages = []
    for index, (code, paragraph) in enumerate(zip(codes, packed["paragraphs"], strict=True)):
        part, role = part_and_role(code)
        path = paths.get(index, ())
        label, row = labels.get(index), rows.get(index)
        passages.append(Passage(index, part, paragraph, "", label, path, role, row))
    return Shape(
        passages=tuple(passages),
        title=packed["title"],
        preamble=tuple(packed["preamble"]),
        sections=packed["sections"],
        removed=tuple(
            Removed(text, Why(why), start, passage, offset)
            for text, why, start, passage, offset in packed["removed"]
        ),
        tables=tables,
    )


def _row_out(row: Row) -> list[Any]:
    cells = [[*cell.place, *([cell.measure] if cell.measure else [])] for cell in row.cells]
    return [row.table, row.row, cells]


def _row_in(packed: list[Any], tables: Sequence[Table]) -> Row:
    """Return a row without the texts of its cells."""
    number, row, cells = packed
    table = tables[number]
    named = row >= table.header_rows
    return Row(
        number,
        row,
        tuple(
            Cell(
                "",
                place := CellPlace(start, end, column, across, down),
                table.names(place) if named else (),
                *measure,
            )
            for start, end, column, across, down, *measure in cells
        ),
    )


def _row_with_text(row: Row, text: str) -> Row:
    return Row(
        row.table,
        row.row,
        tuple(
            Cell(text[cell.place.start : cell.place.end], cell.place, cell.column, cell.measure)
            for cell in row.cells
        ),
    )


def _section_out(section: Section, *, depth: int) -> list[Any]:
    below = [p for p in section.walk() if p is not section.opening and len(p.path) > depth]
    return [
        section.level,
        section.marker,
        section.heading,
        section.role,
        section.opening.index,
        [passage.index for passage in section.passages],
        [_section_out(child, depth=depth + 1) for child in section.sections],
        below[0].path[depth] if below else "",
    ]


def _section_in(packed: list[Any], passages: Sequence[Passage]) -> Section:
    level, marker, heading, role, opening, own, children, _ = packed
    return Section(
        level=level,
        marker=marker,
        heading=heading,
        role=None if role is None else Role(role),
        opening=passages[opening],
        passages=tuple(passages[index] for index in own),
        sections=tuple(_section_in(child, passages) for child in children),
    )


def _paths(sections: list[Any], above: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for *_, opening, own, children, piece in sections:
        yield opening, above
        path = (*above, piece)
        for index in own:
            yield index, path
        yield from _paths(children, path)
