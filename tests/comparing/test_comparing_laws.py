"""What holds for any two texts, and that no text makes a comparison take for ever."""

from __future__ import annotations

import time
from random import Random

import pytest
from comparing_support import compared
from hypothesis import given, settings
from hypothesis import strategies as st

from search.comparing.between import compare_drafts
from search.comparing.compare import Table
from search.comparing.differing.relocating import relocations
from search.comparing.model import ChangeKind, CompareRequest, Comparison, Given, Row, RowKind

PARTS = [
    *(
        "推进基层治理，",
        "加强队伍建设。",
        "一是",
        "（二）",
        "3.5亿元",
        "１２％",
        "×××",
        "\u200b",
        "糧食",
    ),
    *(
        "各网格员每月走访两次，",
        "沿街商铺全部签订门前责任书。",
        "党建",
        "；",
        "\ud800",
        "𠀀",
        "e\u0301",
    ),
]
LINES = st.lists(
    st.one_of(
        st.lists(st.sampled_from(PARTS), max_size=8).map("".join),
        st.text(max_size=30),
    ),
    max_size=6,
)
MIRROR = {
    RowKind.LEFT_ONLY: RowKind.RIGHT_ONLY,
    RowKind.RIGHT_ONLY: RowKind.LEFT_ONLY,
    RowKind.SPLIT: RowKind.MERGED,
    RowKind.MERGED: RowKind.SPLIT,
}


@settings(deadline=None, max_examples=60)
@given(LINES, LINES)
def test_any_two_texts_are_spelt_and_their_mirror_says_the_same(
    left: list[str], right: list[str]
) -> None:
    there, back = compared(left, right), compared(right, left)
    for row in there.rows:
        assert spelt(row)
        assert consistent(row)
    assert told(there) == told(back, turned=True)


@settings(deadline=None, max_examples=40)
@given(LINES)
def test_any_text_is_the_same_as_itself(lines: list[str]) -> None:
    table = compared(lines, lines)
    assert all(row.kind is RowKind.SAME and not row.moved for row in table.rows)
    assert relocations(table.rows) == ()


def spelt(row: Row) -> bool:
    if row.left is None or row.right is None:
        return row.changes == ()
    old = "".join(
        row.left.text[slice(*one.left)] for one in row.changes if one.kind is not ChangeKind.ADDED
    )
    new = "".join(
        row.right.text[slice(*one.right)]
        for one in row.changes
        if one.kind is not ChangeKind.REMOVED
    )
    return (old, new) == (row.left.text, row.right.text)


def consistent(row: Row) -> bool:
    lefts, rights = (len(side.parts) if side else 0 for side in (row.left, row.right))
    loud = any(one.kind is not ChangeKind.SAME and not one.quiet for one in row.changes)
    match row.kind:
        case RowKind.LEFT_ONLY:
            return (lefts, rights) == (1, 0)
        case RowKind.RIGHT_ONLY:
            return (lefts, rights) == (0, 1)
        case RowKind.SPLIT:
            return lefts == 1 < rights
        case RowKind.MERGED:
            return rights == 1 < lefts
        case RowKind.SAME:
            return lefts == rights == 1 and not loud
    return lefts == rights == 1 and loud


def told(table: Table, *, turned: bool = False) -> list[str]:
    """Return all that is said, in an order that both directions have."""
    said = []
    for row in table.rows:
        sides = [[p.index for p in side.parts] if side else [] for side in (row.left, row.right)]
        changes = [(tuple(one.left), tuple(one.right), one.quiet) for one in row.changes]
        if turned:
            sides.reverse()
            changes = [(right, left, quiet) for left, right, quiet in changes]
        kind = MIRROR.get(row.kind, row.kind) if turned else row.kind
        said.append(f"{sides} {kind} {row.moved} {row.score:.6f} {changes}")
    for pair in table.sections:
        paths = [pair.left, pair.right]
        said.append(f"{paths[::-1] if turned else paths} {pair.moved} {pair.renumbered}")
    for one in relocations(table.rows):
        left, right = table.rows[one.left_row].left, table.rows[one.right_row].right
        assert left is not None
        assert right is not None
        places = [
            (side.parts[0].index, tuple(span))
            for side, span in ((left, one.left_span), (right, one.right_span))
        ]
        said.append(f"{places[::-1] if turned else places} {one.score}")
    return sorted(said)


def many(count: int, source: Random) -> str:
    return "".join(chr(0x4E00 + source.randrange(4000)) for _ in range(count))


def hostile(name: str) -> tuple[str, str]:
    """Return two texts that would take a naive way minutes."""
    source = Random(name)  # noqa: S311
    if name == "one line without a mark":
        line = many(100_000, source)
        return line, line[:40_000] + many(20_000, source) + line[60_000:]
    if name == "equal lines":
        line = "加强党的建设，落实责任制。"
        return "\n".join([line] * 5000), "\n".join([line] * 4000)
    if name == "lines of a character":
        return "\n".join(many(6000, source)), "\n".join(many(6000, source))
    signs = [*map(chr, range(32, 0x3000, 7)), "\n", "\u3002", "\U0001f600"]
    return tuple("".join(source.choices(signs, k=12_000)) for _ in range(2))  # type: ignore[return-value]


@pytest.mark.parametrize(
    "name",
    ["one line without a mark", "equal lines", "lines of a character", "any signs"],
)
def test_no_text_takes_for_ever(name: str) -> None:
    left, right = hostile(name)
    begun = time.thread_time()
    found: Comparison = compare_drafts(CompareRequest(Given(text=left), Given(text=right)))
    assert time.thread_time() - begun < 30  # some 2 s each; what grows with the square, minutes
    assert found.rows
