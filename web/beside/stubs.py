"""Where the left side of moved rows stood: a stub each, which leads to where they are shown.

What stood together and stands together still has one stub.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.comparing.model import RowKind
from web.beside.places import said
from web.beside.rows import Number, Rows
from web.language import gettext as _
from web.language import ngettext


@dataclass(frozen=True, slots=True)
class Stub:
    """Where the left side of moved rows stood. `rows` are their numbers, `href` leads there."""

    rows: tuple[int, ...]
    href: str
    label: str
    text: str
    numbers: tuple[Number, ...]
    kind: RowKind
    below: bool
    name = "stub"


def stubs(rows: Rows) -> dict[int, list[Stub]]:
    """Return the stubs by the number of the row they stand behind (-1: before all)."""
    found = rows.comparison.rows
    stay: list[tuple[int, int]] = []
    gone: list[tuple[int, int]] = []
    for number, row in enumerate(found):
        if row.left:
            first = row.left.parts[0].index
            (gone if row.moved else stay).append((first, number))
    stay.sort()
    found_stubs: dict[int, list[Stub]] = defaultdict(list)
    for group in _together(sorted(gone), stay):
        before = bisect_left(stay, (group[0][0], -1)) - 1
        behind = stay[before][1] if before >= 0 else -1
        numbers = [number for _first, number in group]
        if numbers[0] != behind + 1:  # else it would stand at the rows themselves
            found_stubs[behind].append(_stub(rows, numbers, below=numbers[0] > behind))
    return found_stubs


def _together(
    gone: Iterable[tuple[int, int]], stay: Sequence[tuple[int, int]]
) -> Iterable[list[tuple[int, int]]]:
    """Yield moved rows that stood together and stand together now."""
    group: list[tuple[int, int]] = []
    place = -1
    for first, number in gone:
        behind = bisect_left(stay, (first, -1))
        if group and behind == place and number == group[-1][1] + 1:
            group.append((first, number))
            continue
        if group:
            yield group
        group, place = [(first, number)], behind
    if group:
        yield group


def _stub(rows: Rows, numbers: Sequence[int], *, below: bool) -> Stub:
    found = rows.comparison.rows
    first, last = found[numbers[0]], found[numbers[-1]]
    assert first.left is not None  # noqa: S101 - moved rows have two sides
    assert last.left is not None  # noqa: S101 - likewise
    assert first.right is not None  # noqa: S101 - likewise
    here, there = rows.both_places(first)
    section, passage = said(there, here)
    target = first.right.parts[0].index + 1
    if len(numbers) == 1:
        label = _(
            "移到右%(section)s%(passage)s，右 %(target)s",
            section=section,
            passage=passage,
            target=target,
        )
    else:
        label = ngettext(
            "这里起 %(num)s 段移到右%(section)s，从右 %(target)s 起",
            "这里起 %(num)s 段移到右%(section)s，从右 %(target)s 起",
            len(numbers),
            section=section,
            target=target,
        )
    ends = [*rows.numbers(first.left, 0)[:1]]
    if len(numbers) > 1:
        ends += rows.numbers(last.left, 0)[-1:]
    kind = first.kind if len(numbers) == 1 else RowKind.EDITED
    text = first.left.text.replace("\n", "")
    return Stub(tuple(numbers), rows.to(numbers[0]), label, text, tuple(ends), kind, below)
