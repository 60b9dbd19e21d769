"""A report made ready to stand beside another one: its passages in order and its sections.

Headings and the title are pieces like any other, so that every character of the report stands
somewhere in a comparison.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from index.folding import fold, fold_loose
from index.model import Outline, Part, Passage, Role, Row, Section, Table
from index.normal import FIGURE, normalise_many

_BATCH = 1_000_000  # characters normalised together
_WORDS = 2  # characters beside figures that a normalised text needs to be told by


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage with the form in which it is compared.

    `plain` is normalised (`index.normal`), and `figures` are those that it has a `#` for, folded;
    where next to nothing else would be left of it (a row of a table), it keeps them itself.
    `section` counts in `Text.sections`, -1 outside of all; `row` is known of rows of tables.
    """

    passage_id: int | None
    index: int
    path: tuple[str, ...]
    role: Role | None
    paragraph: int
    part: Part
    text: str
    plain: str
    figures: tuple[str, ...]
    section: int
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """A section by its heading: `opening` is the heading's piece, `end` the first one behind it
    and all it holds. `path` ends with its own heading, marker included; `plain` is the heading as
    it is compared. `parent` is -1 for an outermost one.
    """

    path: tuple[str, ...]
    marker: str | None
    plain: str
    role: Role | None
    parent: int
    opening: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """All pieces in reading order, so that `pieces[i].index == i`, all sections and all tables
    likewise.
    """

    pieces: tuple[Piece, ...]
    sections: tuple[Head, ...]
    tables: tuple[Table, ...] = ()


def text_of(outline: Outline, passage_ids: Sequence[int] | None = None) -> Text:
    """Return an outline ready to be compared; `passage_ids` are of its passages, in order."""
    passages = outline.passages
    ids = passage_ids if passage_ids is not None else [None] * len(passages)
    heads, owners = _heads(outline.sections)
    forms = _forms([passage.text for passage in passages])
    return Text(
        tuple(
            Piece(
                *(number, passage.index, passage.path, passage.role, passage.paragraph),
                *(passage.part, passage.text, *form, owners.get(passage.index, -1)),
                row=passage.row,
            )
            for number, passage, form in zip(ids, passages, forms, strict=True)
        ),
        heads,
        outline.tables,
    )


def plain_forms(texts: Sequence[str]) -> list[str]:
    """Return the texts in the form in which they are compared."""
    return [form.plain for form in _forms(texts)]


class _Form(NamedTuple):
    """A text as it is compared, and the figures that stand there as `#`."""

    plain: str
    figures: tuple[str, ...]


def _forms(texts: Sequence[str]) -> list[_Form]:
    found: list[_Form] = []
    for batch in _batches(texts):
        normals = normalise_many(batch)
        whole = normals.codes.tobytes().decode("utf-32-le")
        (places,) = np.nonzero(normals.codes == ord(FIGURE))
        spans = list(
            zip(normals.origins[places].tolist(), normals.ends[places].tolist(), strict=True)
        )
        edges = np.searchsorted(places, normals.starts).tolist()
        starts = normals.starts.tolist()
        for number, text in enumerate(batch):
            plain = whole[starts[number] : starts[number + 1]]
            inside = spans[edges[number] : edges[number + 1]]
            if len(plain) - len(inside) >= _WORDS:
                found.append(_Form(plain, tuple(fold(text[a:b]) for a, b in inside)))
            else:
                found.append(_Form(fold_loose(text) or text, ()))
    return found


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _heads(sections: Sequence[Section]) -> tuple[tuple[Head, ...], dict[int, int]]:
    """Return the sections in reading order, and of each passage inside one which one it is."""
    found: list[Head] = []
    owners: dict[int, int] = {}
    words = []
    # Not by recursion: who made the file chooses how deep it goes.
    waiting = [(section, -1) for section in reversed(sections)]
    while waiting:
        section, parent = waiting.pop()
        number = len(found)
        opening = section.opening
        for passage in (opening, *section.passages):
            owners[passage.index] = number
        path = (*opening.path, _shown(opening))
        words.append(section.heading or opening.text)
        start = opening.index
        found.append(Head(path, section.marker, "", section.role, parent, start, start + 1))
        waiting += [(inner, number) for inner in reversed(section.sections)]
    ends = _ends(found, owners)
    plains = plain_forms(words)
    return tuple(
        Head(head.path, head.marker, plain, head.role, head.parent, head.opening, end)
        for head, plain, end in zip(found, plains, ends, strict=True)
    ), owners


def _shown(opening: Passage) -> str:
    return opening.text.rstrip("。：: ")


def _ends(heads: Sequence[Head], owners: dict[int, int]) -> list[int]:
    ends = [head.end for head in heads]
    for index, number in owners.items():
        ends[number] = max(ends[number], index + 1)
    for number in range(len(heads) - 1, -1, -1):
        parent = heads[number].parent
        if parent >= 0:
            ends[parent] = max(ends[parent], ends[number])
    return ends
