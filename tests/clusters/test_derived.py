"""Arrays kept in the home: they come back as they were, or not at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.derived import read_derived, stamp, write_derived

ARRAYS = {
    "keys": np.array([3, 5, 2**63], dtype=np.uint64),
    "alike": np.array([6000, 10000], dtype=np.uint16),
    "empty": np.empty(0, dtype=np.int32),
}


def kept(home: Path, rules: str = "1") -> dict[str, list[int]] | None:
    found = read_derived(home, "alike", rules, tuple(ARRAYS))
    return None if found is None else {name: array.tolist() for name, array in found.items()}


WHOLE = {name: array.tolist() for name, array in ARRAYS.items()}


def test_what_was_written_is_read(tmp_path: Path) -> None:
    write_derived(tmp_path, "alike", "1", ARRAYS)
    assert kept(tmp_path) == WHOLE


def test_nothing_is_read_where_nothing_was_written(tmp_path: Path) -> None:
    assert kept(tmp_path) is None
    assert stamp(tmp_path, "alike") is None


def test_what_other_rules_made_is_as_good_as_absent(tmp_path: Path) -> None:
    write_derived(tmp_path, "alike", "1", ARRAYS)
    assert kept(tmp_path, "2") is None


def test_the_last_one_written_stands_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write_derived(tmp_path, "alike", "1", {name: array[:0] for name, array in ARRAYS.items()})
    before = stamp(tmp_path, "alike")
    write_derived(tmp_path, "alike", "1", ARRAYS)
    assert kept(tmp_path) == WHOLE
    assert stamp(tmp_path, "alike") != before
    assert len(list(tmp_path.iterdir())) == 1


def test_a_damaged_byte_does_not_go_unnoticed(tmp_path: Path) -> None:
    write_derived(tmp_path, "alike", "1", ARRAYS)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    harmless = 0
    for place in range(0, len(whole), 5):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        found = kept(tmp_path)
        assert found in (None, WHOLE)
        harmless += found == WHOLE
    assert harmless < len(whole) // 5  # padding may change


@pytest.mark.parametrize("length", [0, 1, 100, 4096, -1])
def test_a_file_cut_short_is_as_good_as_absent(tmp_path: Path, length: int) -> None:
    write_derived(tmp_path, "alike", "1", ARRAYS)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:length])
    assert kept(tmp_path) is None


def test_a_file_without_an_array_that_is_wanted_is_as_good_as_absent(tmp_path: Path) -> None:
    write_derived(tmp_path, "alike", "1", {"keys": ARRAYS["keys"]})
    assert kept(tmp_path) is None
