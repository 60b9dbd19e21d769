"""Files that could not be taken: what counts, until when, and what people can do about them."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from keeping_support import a_store, a_text, embedded, written

from index.catalogue import Packed, Refusal, squeeze
from index.errors import BadQuery, ReportNotFound, UnreadableReport
from index.ingest.adding import Adding
from index.ingest.delivery import Delivery, Entrance
from index.ingest.preparing import prepare
from index.ingest.task import Task
from index.places import UNPLACED
from index.readers import Found, files
from index.settings import LIMITS
from index.store import Store, restore


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = a_store(tmp_path / "home")
    yield made
    made.close()


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    folder.mkdir()
    return folder


def counted(store: Store) -> int:
    """What statements say, which is what the list of refusals says."""
    refused = store.picture().snapshot.refused
    assert refused == sum(one.counted for one in store.refusals())
    return refused


def refused(store: Store) -> list[str]:
    return sorted(one.file for one in store.refusals() if one.counted)


def kept_bytes(store: Store) -> int:
    """How many files' bytes are kept: of reports and of refusals."""
    return len(list(store.catalogue.originals()))


# -- what counts --------------------------------------------------------------------------


def test_what_is_no_report_is_listed_apart_and_counts_nowhere(store: Store, desk: Path) -> None:
    written(desk, "述职报告.txt", a_text())
    for name in ("合影.gif", "Thumbs.db", ".DS_Store", "~$述职报告.docx", "甲/安装.exe"):
        written(desk, name, "x")
    with zipfile.ZipFile(desk / "包.zip", "w") as archive:
        archive.writestr("乙/合影.gif", b"x")
        archive.writestr("__MACOSX/._乙.txt", b"x")
    outcome = store.add([desk])
    assert outcome.refused == ()
    assert len(outcome.not_reports) == 7
    assert counted(store) == 0
    assert {one.file for one in store.refusals()} == {one.file for one in outcome.not_reports}
    assert kept_bytes(store) == 1  # nobody keeps pictures


@pytest.mark.parametrize("name", ["合影.gif", "~$述职报告.docx"])
def test_what_is_no_report_and_was_named_itself_is_told_and_counts_nowhere(
    store: Store, desk: Path, name: str
) -> None:
    outcome = store.add([written(desk, name, "x")])
    assert [one.file for one in outcome.refused] == [name]
    assert outcome.not_reports == ()
    assert counted(store) == 0


def test_a_document_of_a_format_that_is_not_read_counts(store: Store, desk: Path) -> None:
    written(desk, "述职.caj", "x")
    outcome = store.add([desk])
    assert [(one.file, one.key) for one in outcome.refused] == [("述职.caj", "unsupported")]
    assert counted(store) == 1


def test_a_path_at_which_nothing_stands_is_an_error_and_leaves_no_trace(
    store: Store, desk: Path
) -> None:
    good = written(desk, "述职报告.txt", a_text())
    before = store.catalogue.state()
    with pytest.raises(UnreadableReport) as error:
        store.add([good, desk / "没有.docx"])
    assert (error.value.key, error.value.values["file"]) == (
        "no_such_file",
        str(desk / "没有.docx"),
    )
    with pytest.raises(UnreadableReport) as error:
        store.add([desk / "没有.docx", desk / "也没有", good / "不是文件夹.txt"])
    assert error.value.key == "no_such_files"
    assert len(error.value.values["files"]) == 3  # type: ignore[arg-type]
    assert store.refusals() == ()
    assert not store.catalogue.holds_anything()
    assert store.catalogue.state() == before


def a_store_where(home: Path, happens: Callable[[], None], *, walk: int) -> Store:
    """A store in which something happens to the files once they were found that time."""
    walks = iter((1, 2))

    def watched(path: Path, **options: Any) -> Iterator[Found]:
        found = list(files(path, **options))
        if next(walks) == walk:
            happens()
        yield from found

    return Store(home, open_engine=embedded, entrance=Entrance(watched, prepare))


@pytest.mark.parametrize("walk", [1, 2], ids=["after it was listed", "before it was read"])
def test_a_file_that_is_gone_before_it_is_read_counts_until_it_comes_again(
    tmp_path: Path, desk: Path, walk: int
) -> None:
    for unit in ("供热局", "水务局"):
        written(desk, f"{unit}/总结.txt", a_text(unit))
    gone = desk / "水务局" / "总结.txt"
    with closing(a_store_where(tmp_path / "home", lambda: gone.unlink(True), walk=walk)) as store:
        outcome = store.add([desk])
        assert [one.file for one in outcome.added] == ["供热局/总结.txt"]
        assert [(one.file, one.key) for one in outcome.refused] == [("水务局/总结.txt", "vanished")]
        assert refused(store) == ["水务局/总结.txt"]
        assert counted(store) == 1
        (one,) = store.refusals()
        assert [told.key for told in store.retry([one.id]).refused] == ["not_kept"]
        written(desk, "水务局/总结.txt", a_text("水务局"))
        assert len(store.retry([one.id]).added) == 1
        assert counted(store) == 0


def test_files_of_one_name_of_which_one_is_gone_are_told_apart(tmp_path: Path, desk: Path) -> None:
    for unit in ("供热局", "水务局"):
        written(desk, f"{unit}/总结.txt", a_text(unit))
    gone = desk / "供热局" / "总结.txt"
    store = a_store(tmp_path / "home")
    paths = [desk / "供热局", desk / "水务局"]
    delivery = Delivery(paths, manifest=None, entrance=None, limits=LIMITS)
    gone.unlink()
    with store._writing("add") as engine:
        outcome = delivery.into(Adding(store.catalogue, engine, LIMITS))
    assert len(outcome.added) == 1
    (one,) = store.refusals()
    assert one.place == gone.as_posix()
    store.close()


def test_files_of_one_name_in_two_folders_are_two_refusals(store: Store, desk: Path) -> None:
    for unit in ("水务局", "供热局"):
        written(desk, f"{unit}/总结.txt", "")
        store.add([desk / unit / "总结.txt"])
    assert refused(store) == ["总结.txt", "总结.txt"]
    assert counted(store) == 2
    store.add([desk])  # they are the same files all the same
    assert counted(store) == 2


# -- until when ---------------------------------------------------------------------------


def test_a_file_that_was_mended_is_refused_no_more(store: Store, desk: Path) -> None:
    written(desk, "水务局/总结.txt", "")
    written(desk, "供热局/总结.txt", "")
    store.add([desk])
    assert counted(store) == 2
    written(desk, "水务局/总结.txt", a_text())
    store.add([desk / "水务局" / "总结.txt"])
    assert refused(store) == ["供热局/总结.txt"]


def test_a_file_that_was_mended_and_is_kept_already_is_refused_no_more(
    store: Store, desk: Path
) -> None:
    written(desk, "总结.txt", "")
    store.add([desk])
    written(desk, "总结.txt", a_text())
    store.add([written(desk.parent, "别处/总结.txt", a_text())])
    assert counted(store) == 1  # another folder's file says nothing of this one
    outcome = store.add([desk / "总结.txt"])
    assert len(outcome.unchanged) == 1
    assert counted(store) == 0


def test_the_same_bytes_that_are_read_elsewhere_end_a_refusal(tmp_path: Path, desk: Path) -> None:
    blind = Entrance(files, _unable)
    store = Store(tmp_path / "home", open_engine=embedded, entrance=blind)
    store.add([written(desk, "总结.txt", a_text())])
    assert counted(store) == 1
    store.close()
    seeing = a_store(tmp_path / "home")
    seeing.add([written(desk.parent, "别处/改名.txt", a_text())])
    assert counted(seeing) == 0
    seeing.close()


def test_what_was_refused_in_an_archive_may_come_unpacked(store: Store, desk: Path) -> None:
    with zipfile.ZipFile(desk / "报送.zip", "w") as archive:
        archive.writestr("水务局/总结.txt", "")
        archive.writestr("供热局/总结.txt", "")
    store.add([desk / "报送.zip"])
    assert refused(store) == ["报送.zip/供热局/总结.txt", "报送.zip/水务局/总结.txt"]
    store.add([written(desk, "报送/水务局/总结.txt", a_text())])
    assert refused(store) == ["报送.zip/供热局/总结.txt"]


def test_an_archive_that_can_be_opened_at_last_is_refused_no_more(store: Store, desk: Path) -> None:
    written(desk, "报送.zip", "no archive")
    store.add([desk])
    assert refused(store) == ["报送.zip"]
    with zipfile.ZipFile(desk / "报送.zip", "w") as archive:
        archive.writestr("水务局/空.txt", "")
    store.add([desk])
    assert refused(store) == ["报送.zip/水务局/空.txt"]


def test_an_upload_that_was_mended_is_refused_no_more(store: Store) -> None:
    for number, text in enumerate(("", a_text())):
        upload = store.home / "uploads" / str(number) / "files"
        written(upload, "总结.txt", text)
        store.add([upload])
        shutil.rmtree(upload.parent)
        assert counted(store) == 1 - number


# -- a person's word ----------------------------------------------------------------------


def test_a_person_takes_a_file_out_of_the_count_and_puts_it_back(store: Store, desk: Path) -> None:
    written(desk, "封面.txt", "")
    store.add([desk])
    (before,) = store.refusals()
    store.take_out([before.id], reason=" 只是\n封面 ", by="周叙")
    (after,) = store.refusals()
    assert (after.reason, after.by, after.counted) == ("只是 封面", "周叙", False)
    assert after.taken_out is not None
    assert counted(store) == 0
    store.count_again([before.id])
    assert store.refusals() == (before,)
    assert counted(store) == 1


def test_without_a_reason_nothing_is_taken_out(store: Store, desk: Path) -> None:
    written(desk, "封面.txt", "")
    store.add([desk])
    (one,) = store.refusals()
    for reason in ("", "  \n"):
        with pytest.raises(BadQuery) as error:
            store.take_out([one.id], reason=reason)
        assert (error.value.key, error.value.values["field"]) == ("reason_missing", "reason")
    with pytest.raises(ReportNotFound):
        store.take_out([one.id, 99], reason="只是封面")  # all or none
    assert counted(store) == 1


def test_what_counts_not_anyway_is_not_taken_out(store: Store, desk: Path) -> None:
    store.add([written(desk, "合影.gif", "x")])
    (one,) = store.refusals()
    with pytest.raises(BadQuery) as error:
        store.take_out([one.id], reason="图片")
    assert error.value.key == "not_counted"


def test_a_person_s_word_holds_as_long_as_the_file_is_the_same(store: Store, desk: Path) -> None:
    written(desk, "封面.txt", " ")
    store.add([desk])
    (one,) = store.refusals()
    store.take_out([one.id], reason="只是封面")
    store.add([desk])
    assert (counted(store), store.refusals()[0].reason) == (0, "只是封面")
    written(desk, "封面.txt", "\n\n")
    store.add([desk])
    assert (counted(store), store.refusals()[0].reason) == (1, None)
    assert len(store.refusals()) == 1


# -- read again ---------------------------------------------------------------------------


def _unable(task: Task) -> Packed:
    raise UnreadableReport("needs_libreoffice", file=task.file)


@pytest.fixture
def stuck(tmp_path: Path, desk: Path) -> Iterator[Store]:
    """A home whose files could not be read where they were added, and can be now."""
    written(desk, "2021/水务局/总结.txt", a_text("水务局", 2021))
    with zipfile.ZipFile(desk / "报送.zip", "w") as archive:
        archive.writestr("供热局/总结.txt", a_text("供热局", 2022))
    home = tmp_path / "home"
    blind = Store(home, open_engine=embedded, entrance=Entrance(files, _unable))
    blind.add([desk])
    blind.close()
    shutil.rmtree(desk)
    store = a_store(home)
    yield store
    store.close()


def test_a_refused_file_is_read_again_from_the_bytes_that_were_kept(stuck: Store) -> None:
    assert counted(stuck) == 2
    outcome = stuck.retry([one.id for one in stuck.refusals()])
    assert {(one.file, one.unit, one.year) for one in outcome.added} == {
        ("2021/水务局/总结.txt", "水务局", 2021),
        ("报送.zip/供热局/总结.txt", "供热局", 2022),
    }
    assert stuck.refusals() == ()
    assert kept_bytes(stuck) == 2
    assert stuck.check().problems == ()
    assert not (stuck.home / "retrying").exists()


def test_a_damaged_archive_is_kept_and_opened_again(store: Store, desk: Path) -> None:
    written(desk, "报送.zip", "no archive")
    store.add([desk])
    (one,) = store.refusals()
    outcome = store.retry([one.id])
    assert [(each.file, each.key) for each in outcome.refused] == [("报送.zip", "damaged")]
    assert [each.id for each in store.refusals()] == [one.id]
    whole = desk / "whole.zip"
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("水务局/总结.txt", a_text("水务局"))
    with store.catalogue.changing() as change:  # as if it could be read by now
        kept = squeeze(whole.read_bytes())
        change.refuse(replace(one, sha256=kept.sha256), kept)
    outcome = store.retry([one.id])
    assert [each.file for each in outcome.added] == ["报送.zip/水务局/总结.txt"]
    assert store.refusals() == ()


def test_what_is_too_large_to_keep_is_read_again_from_its_place(tmp_path: Path, desk: Path) -> None:
    home = tmp_path / "home"
    small = Store(home, open_engine=embedded, limits=replace(LIMITS, file_size=10))
    path = written(desk, "总结.txt", "")
    path.write_bytes(b"\x00" * 50)
    small.add([desk])
    (one,) = small.refusals()
    assert one.sha256 is None
    small.close()
    store = a_store(home)
    path.unlink()
    outcome = store.retry([one.id])
    assert [each.key for each in outcome.refused] == ["not_kept"]
    assert counted(store) == 1
    written(desk, "总结.txt", a_text())
    assert len(store.retry([one.id]).added) == 1
    assert counted(store) == 0
    store.close()


def test_bytes_of_refused_files_go_with_the_refusal(store: Store, desk: Path) -> None:
    written(desk, "总结.txt", " ")
    written(desk, "副本.txt", " ")  # the same bytes
    store.add([desk])
    assert kept_bytes(store) == 1
    written(desk, "总结.txt", a_text())
    store.add([desk])
    assert kept_bytes(store) == 2
    written(desk, "副本.txt", a_text(seed=2))
    store.add([desk])
    assert store.refusals() == ()
    assert kept_bytes(store) == 2
    assert store.check().problems == ()


def test_another_file_takes_the_place_of_a_refused_one(store: Store, desk: Path) -> None:
    written(desk, "2021/水务局/扫描.pdf", "no pdf")
    store.add([desk])
    (one,) = store.refusals()
    other = written(desk.parent, "tmp/总结.txt", a_text("总结", 2021).replace("总结2021年度", ""))
    (added,) = store.exchange(one.id, other).added
    assert (added.file, added.unit, added.year) == ("2021/水务局/总结.txt", "水务局", 2021)
    assert store.refusals() == ()


@pytest.mark.parametrize("name", ["还是空的.txt", "合影.gif"])
def test_a_file_that_cannot_be_read_takes_nobody_s_place(
    store: Store, desk: Path, name: str
) -> None:
    written(desk, "扫描.pdf", "no pdf")
    store.add([desk])
    before = store.refusals()
    outcome = store.exchange(before[0].id, written(desk.parent, f"tmp/{name}", ""))
    assert [one.file for one in (*outcome.refused, *outcome.not_reports)] == [name]
    assert store.refusals() == before


def test_of_an_unknown_refusal_nothing_is_done(store: Store, desk: Path) -> None:
    for act in (
        lambda: store.retry([5]),
        lambda: store.count_again([5]),
        lambda: store.exchange(5, written(desk, "a.txt", "x")),
    ):
        with pytest.raises(ReportNotFound) as error:
            act()
        assert error.value.key == "no_such_refusal"


def test_numbers_of_refusals_are_never_used_twice(store: Store, desk: Path) -> None:
    store.add([written(desk, "甲.txt", "")])
    (first,) = store.refusals()
    written(desk, "甲.txt", a_text())
    written(desk, "乙.txt", "")
    store.add([desk])
    (second,) = store.refusals()
    assert second.id > first.id


def test_a_backup_holds_the_refused_files_too(stuck: Store, tmp_path: Path) -> None:
    stuck.backup(tmp_path / "备份.zip")
    restore(tmp_path / "new", tmp_path / "备份.zip", open_engine=embedded)
    again = a_store(tmp_path / "new")
    assert again.refusals() == stuck.refusals()
    assert len(again.retry([one.id for one in again.refusals()]).added) == 2
    again.close()


def test_an_archive_of_the_same_name_elsewhere_ends_no_refusal(store: Store, desk: Path) -> None:
    upload = store.home / "uploads" / "a" / "files"
    written(upload, "报送.zip", "no archive")
    store.add([upload])
    with zipfile.ZipFile(desk / "报送.zip", "w") as archive:
        archive.writestr("水务局/总结.txt", a_text())
    store.add([desk])
    assert refused(store) == ["报送.zip"]


def test_a_file_is_one_whichever_way_leads_to_it(store: Store, desk: Path) -> None:
    written(desk, "水务局/总结.txt", "")
    other = desk.parent / "另一条路"
    try:
        other.symlink_to(desk, target_is_directory=True)
    except OSError:
        pytest.skip("this machine does not allow symbolic links")
    store.add([desk / "水务局" / "总结.txt"])
    store.add([other / "水务局" / "总结.txt"])
    assert counted(store) == 1


def test_what_an_older_program_refused_ends_under_its_shown_name(store: Store, desk: Path) -> None:
    with store.catalogue.changing() as change:
        for name in ("水务局/总结.txt", "报送.zip", "供热局/总结.txt"):
            change.refuse(Refusal(name, "empty", {}, "2023-01-02T03:04:05+00:00", loose=UNPLACED))
    written(desk, "水务局/总结.txt", a_text())
    with zipfile.ZipFile(desk / "报送.zip", "w") as archive:
        archive.writestr("甲/总结.txt", a_text(seed=2))
    store.add([desk])
    assert refused(store) == ["供热局/总结.txt"]
