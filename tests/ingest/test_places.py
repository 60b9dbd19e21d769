"""Where a file was delivered, and when a later one is the same file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.places import Place
from index.readers import files
from tests.readers.making import zipped

DISK = Place("/家/报送/水务局/总结.pdf")
PART = st.text("甲乙丙ab.", min_size=1, max_size=3)


def packed(path: str, archive: str) -> Place:
    """A file inside the archive whose path on disk is given."""
    return Place(archive).within(path)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (DISK, Place("/家/报送/水务局/总结.pdf")),
        (Place("总结.pdf"), Place("总结.pdf")),
        (Place("水务局/总结.pdf"), DISK),  # a folder that was uploaded
        (packed("水务局/总结.pdf", "/家/报送.zip"), DISK),  # unpacked where it lay
        (packed("水务局/总结.pdf", "/别处/报送.ZIP"), DISK),  # and elsewhere
        (packed("总结.pdf", "/家/水务局.zip"), DISK),
        (packed("水务局.zip/总结.pdf", "报送.zip"), Place("报送/水务局/总结.pdf")),
        (Place("/家/caf\u0065\u0301.pdf"), Place("/家/caf\u00e9.pdf")),
    ],
)
def test_one_file_delivered_twice_is_known(one: Place, other: Place) -> None:
    assert one.same_file(other)
    assert other.same_file(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (DISK, Place("/家/报送/供热局/总结.pdf")),
        (DISK, Place("/家/2022/水务局/总结.pdf")),  # on disk the whole path counts
        (DISK, Place("/家/报送/水务局/总结.PDF")),
        (Place("总结.pdf"), DISK),  # a name alone says too little
        (packed("总结.pdf", "/家/报送.zip"), Place("/家/总结.pdf")),
        (packed("水务局/总结.pdf", "/家/报送.zip"), Place("/别处/水务局/总结.pdf")),
        (Place("/家/报送.zip"), Place("/家/报送")),
    ],
)
def test_files_of_one_name_in_different_folders_are_two(one: Place, other: Place) -> None:
    assert not one.same_file(other)
    assert not other.same_file(one)


@given(st.lists(PART, min_size=1, max_size=4), st.lists(PART, min_size=1, max_size=4))
def test_being_the_same_file_has_no_direction(one: list[str], other: list[str]) -> None:
    left = Place("/" + "/".join(one)).within("/".join(other))
    right = Place("/".join(other))
    assert left.same_file(left)
    assert left.same_file(right) == right.same_file(left)


def test_what_is_found_knows_its_place(tmp_path: Path) -> None:
    top = tmp_path / "报送"
    top.mkdir()
    (top / "包.zip").write_bytes(zipped({"甲/a.txt": b"a", "内.zip": zipped({"b.txt": b"b"})}))
    (top / "c.txt").write_bytes(b"c")
    found = {one.name: one for one in files(top)}
    assert found["c.txt"].place(None) == Place((top / "c.txt").as_posix())
    inner = found["包.zip/内.zip/b.txt"].place(None)
    assert inner.path == (top / "包.zip" / "内.zip" / "b.txt").as_posix()
    assert (top / "包.zip").as_posix() in inner.around()
    assert inner.same_file(Place("/别处/包/内/b.txt"))
    assert found["c.txt"].place(tmp_path) == Place((top / "c.txt").as_posix())
    # Among the uploads it lies for a while only.
    upload = tmp_path / "uploads" / "abc" / "files"
    upload.parent.mkdir(parents=True)
    top.rename(upload)
    found = {one.name: one for one in files(upload)}
    assert found["c.txt"].place(tmp_path) == Place("c.txt")
    assert found["包.zip/甲/a.txt"].place(tmp_path) == Place("包.zip/甲/a.txt")
