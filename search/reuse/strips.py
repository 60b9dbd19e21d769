"""A report as a strip drawn to scale: what of it stands elsewhere, and its sections below.

Pure: percent of the width for a drawing, and the same as a table for those who do not see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from index.model import Span
from search.reuse.model import Basis, Covered, Label, PassageReuse, Reuse

_ROOM = 0.9  # characters of a section's name that fit below one percent of the strip


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of one class: where it begins and how wide it is, in percent."""

    label: Label
    by: Basis
    left: float
    width: float
    passage: int
    title: str


class Joined(NamedTuple):
    """A stretch of one class, the reports in which some of it stands, and what it rests on."""

    span: Span
    label: Label
    report_ids: frozenset[int]
    by: Basis


@dataclass(frozen=True, slots=True)
class Part:
    """A first-level section: `name` is empty before the first heading. `room` says whether its
    name fits below the strip; `by_label` counts characters.
    """

    name: str
    left: float
    width: float
    room: bool
    passage: int
    characters: int
    by_label: Mapping[Label, int]

    @property
    def original(self) -> int:
        """Characters that stand nowhere else."""
        return self.characters - sum(self.by_label.values())


@dataclass(frozen=True, slots=True)
class Strip:
    """The whole strip."""

    bars: tuple[Bar, ...]
    parts: tuple[Part, ...]


def strip(reuse: Reuse, words: Mapping[Label, str]) -> Strip:
    """Return the strip of a report; `words` name the classes."""
    total = max(1, reuse.characters)
    return Strip(tuple(_bars(reuse.passages, total, words)), tuple(_parts(reuse.passages, total)))


def by_label(passages: Iterable[PassageReuse]) -> dict[Label, int]:
    """Count the characters of each class."""
    found = dict.fromkeys(Label, 0)
    for passage in passages:
        for covered in passage.covered:
            found[covered.label] += covered.span.end - covered.span.start
    return found


def joined(covered: Iterable[Covered]) -> list[Joined]:
    """Return stretches with those that follow at once in the same class joined."""
    out: list[Joined] = []
    for one in sorted(covered, key=lambda one: one.span):
        ids = frozenset(one.report_ids)
        last = out[-1] if out else None
        if last and (last.span.end, last.label, last.by) == (one.span.start, one.label, one.by):
            span = Span(last.span.start, one.span.end)
            out[-1] = Joined(span, one.label, last.report_ids | ids, one.by)
        else:
            out.append(Joined(one.span, one.label, ids, one.by))
    return out


def _bars(
    passages: Iterable[PassageReuse], total: int, words: Mapping[Label, str]
) -> Iterator[Bar]:
    for passage in passages:
        for span, label, _ids, by in joined(passage.covered):
            start, end = passage.start + span.start, passage.start + span.end
            yield Bar(
                label,
                by,
                _percent(start, total),
                _percent(end - start, total),
                passage.index,
                f"{words[label]} {start + 1:,}—{end:,}",
            )


def _parts(passages: Iterable[PassageReuse], total: int) -> Iterator[Part]:
    groups: list[tuple[str, list[PassageReuse]]] = []
    for passage in passages:
        name = passage.path[0] if passage.path else ""
        if not groups or groups[-1][0] != name:
            groups.append((name, []))
        groups[-1][1].append(passage)
    for name, inside in groups:
        size = sum(len(passage.text) for passage in inside)
        width = _percent(size, total)
        room = bool(name) and len(name) + 1 <= width * _ROOM
        yield Part(
            name,
            _percent(inside[0].start, total),
            width,
            room,
            inside[0].index,
            size,
            by_label(inside),
        )


def _percent(size: int, total: int) -> float:
    return round(100 * size / total, 3)
