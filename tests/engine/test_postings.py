"""Posting lists: what is written is read back, one by one and all together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engines.embedded.postings import Lists, decode, decode_all, encode, gather

POSTINGS = st.dictionaries(
    st.integers(0, 2_000_000), st.integers(1, 300) | st.integers(1, 100_000), max_size=40
)


def lists_of(given_lists: list[dict[int, int]]) -> Lists:
    pairs = [pair for one in given_lists for pair in sorted(one.items())]
    return Lists(
        np.array([row for row, _ in pairs], dtype=np.int32),
        np.array([count for _, count in pairs], dtype=np.int32),
        np.cumsum([0, *map(len, given_lists)]),
    )


@given(st.lists(POSTINGS, max_size=8))
def test_lists_come_back_as_they_were_written(given_lists: list[dict[int, int]]) -> None:
    data, places = encode(lists_of(given_lists))
    assert len(data) == places[-1]
    for number, wanted in enumerate(given_lists):
        rows, counts = decode(data[places[number] : places[number + 1]].tobytes())
        assert dict(zip(rows.tolist(), counts.tolist(), strict=True)) == wanted
        assert rows.tolist() == sorted(wanted)
    whole = decode_all(data, places[:-1])
    wanted_lists = lists_of(given_lists)
    assert whole.rows.tolist() == wanted_lists.rows.tolist()
    assert whole.counts.tolist() == wanted_lists.counts.tolist()
    assert whole.starts.tolist() == wanted_lists.starts.tolist()


def test_a_common_word_takes_one_byte_a_posting() -> None:
    rows = np.arange(0, 60_000, 3, dtype=np.int32)
    lists = Lists(rows, np.ones_like(rows), np.array([0, len(rows)]))
    assert len(encode(lists)[0]) <= len(rows) + 12


def test_a_list_cut_short_is_no_list() -> None:
    data, _ = encode(lists_of([{3: 1, 70_000: 2}]))
    with pytest.raises(ValueError, match="cut short"):
        decode(data[:-1].tobytes())
    with pytest.raises(ValueError, match="cut short"):
        decode(b"")


def test_postings_are_gathered_by_term_in_order_of_rows() -> None:
    terms = np.array([2, 0, 2, 0], dtype=np.int32)
    rows = np.array([0, 1, 1, 4], dtype=np.int32)
    lists = gather(terms, rows, np.array([5, 6, 7, 8], dtype=np.int32), 4)
    assert lists.starts.tolist() == [0, 2, 2, 4, 4]
    assert lists.rows.tolist() == [1, 4, 0, 1]
    assert lists.counts.tolist() == [6, 8, 5, 7]
