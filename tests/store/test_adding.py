"""Adding files to a home: what comes in, what is refused, what replaces what."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from keeping_support import (
    ONE_AT_A_TIME,
    a_store,
    a_text,
    embedded,
    mark_of,
    packed,
    reports_with,
    written,
)
from workers_support import CRASHING, IMPATIENT

from index import lock
from index.engine import ReportText
from index.engines.embedded import EmbeddedEngine
from index.errors import BadManifest, Busy, Refused
from index.ingest import Progress
from index.settings import Limits
from index.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path / "home")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder in which reports lie about."""
    folder = tmp_path / "报送"
    folder.mkdir()
    return folder


def test_a_folder_comes_in_and_its_phrases_are_found(store: Store, desk: Path) -> None:
    for unit in ("滨江水务公司", "城南燃气公司"):
        written(desk, f"2023/{unit}/述职报告.txt", a_text(unit))
    outcome = store.add([desk])
    assert [(added.unit, added.year) for added in outcome.added] == [
        ("城南燃气公司", 2023),
        ("滨江水务公司", 2023),
    ]
    second = outcome.added[1]
    assert second.file == "2023/滨江水务公司/述职报告.txt"
    assert reports_with(store, mark_of("滨江水务公司", 2023, 0)) == [second.id]
    assert store.catalogue.original(second.id)[1] == a_text().encode()
    assert store.check().problems == ()


def test_adding_again_changes_nothing(store: Store, desk: Path) -> None:
    written(desk, "2023/述职报告.txt", a_text())
    (added,) = store.add([desk]).added
    generation = store.catalogue.state().generation
    outcome = store.add([desk])
    assert [entry.id for entry in outcome.unchanged] == [added.id]
    assert outcome.added == outcome.replaced == ()
    assert store.catalogue.state().generation == generation


def test_the_same_bytes_twice_in_one_add_are_one_report(store: Store, desk: Path) -> None:
    written(desk, "甲/述职报告.txt", a_text())
    written(desk, "乙/述职报告副本.txt", a_text())
    outcome = store.add([desk])
    assert len(outcome.added) == len(outcome.unchanged) == 1
    assert outcome.unchanged[0].id == outcome.added[0].id


def test_the_same_bytes_in_the_folders_of_two_units_are_two_reports(
    store: Store, desk: Path
) -> None:
    text = a_text().replace("滨江水务公司2023年度述职报告", "2023年度述职报告")
    for unit in ("滨江水务公司", "城南燃气公司"):
        written(desk, f"{unit}/述职报告.txt", text)
    outcome = store.add([desk])
    assert {added.unit for added in outcome.added} == {"滨江水务公司", "城南燃气公司"}
    assert len(reports_with(store, mark_of("滨江水务公司", 2023, 0))) == 2


def test_a_new_version_takes_the_old_ones_place_with_its_corrections(
    store: Store, desk: Path
) -> None:
    path = written(desk, "述职报告.txt", a_text(seed=1))
    (old,) = store.add([path]).added
    store.edit(old.id, title="滨江水务公司年度述职")
    written(desk, "述职报告.txt", a_text(seed=2))
    (new,) = store.add([path]).replaced
    assert new.replaces == old.id
    entry = store.catalogue.entry(new.id)
    assert entry.record.title == "滨江水务公司年度述职"
    assert [version.id for version in entry.earlier] == [old.id]
    assert reports_with(store, mark_of("滨江水务公司", 2023, 1)) == []
    assert reports_with(store, mark_of("滨江水务公司", 2023, 2)) == [new.id]
    assert store.check().problems == ()


def test_corrections_survive_removal_and_being_added_again(store: Store, desk: Path) -> None:
    path = written(desk, "述职报告.txt", a_text())
    (old,) = store.add([path]).added
    store.edit(old.id, unit="滨江水务集团", year=2022)
    assert len(store.add([path]).unchanged) == 1
    store.remove([old.id])
    (new,) = store.add([path]).added
    assert new.id > old.id
    assert (new.unit, new.year) == ("滨江水务集团", 2022)


def test_the_manifest_counts_more_than_the_title_and_less_than_a_person(
    store: Store, desk: Path, tmp_path: Path
) -> None:
    path = written(desk, "述职报告.txt", a_text())
    manifest = written(tmp_path, "清单.csv", "文件,单位,年份\n述职报告.txt,滨江水务集团,2022\n")
    (added,) = store.add([desk], manifest=manifest).added
    assert (added.unit, added.year, added.kind) == ("滨江水务集团", 2022, "述职报告")
    store.edit(added.id, unit="滨江集团")
    store.remove([added.id])
    (again,) = store.add([path], manifest=manifest).added
    assert (again.unit, again.year) == ("滨江集团", 2022)


def test_a_bad_manifest_is_refused_before_anything_is_stored(
    store: Store, desk: Path, tmp_path: Path
) -> None:
    written(desk, "述职报告.txt", a_text())
    manifest = written(tmp_path, "清单.csv", "file,year\n述职报告.txt,去年\n")
    with pytest.raises(BadManifest) as refused:
        store.add([desk], manifest=manifest)
    assert (refused.value.values["line"], refused.value.values["field"]) == (2, "year")
    assert not store.catalogue.holds_anything()


def test_a_row_without_its_file_is_said_and_counts_as_no_unread_report(
    store: Store, desk: Path, tmp_path: Path
) -> None:
    written(desk, "述职报告.txt", a_text())
    manifest = written(tmp_path, "清单.csv", "file,year\n总结.txt,2023\n")
    outcome = store.add([desk], manifest=manifest)
    assert len(outcome.added) == 1
    assert [(entry.file, entry.key) for entry in outcome.refused] == [
        ("总结.txt", "manifest_row_unmatched")
    ]
    assert store.catalogue.refusals() == ()


def test_a_refused_file_is_remembered_until_it_is_taken(store: Store, desk: Path) -> None:
    broken = desk / "述职报告.txt"
    broken.write_bytes(b"")
    written(desk, "总结.exe", "no report")
    written(desk, "好的.txt", a_text())
    outcome = store.add([desk])
    assert len(outcome.added) == 1
    assert [entry.file for entry in outcome.refused] == ["述职报告.txt"]
    assert [entry.file for entry in outcome.not_reports] == ["总结.exe"]
    assert store.picture().snapshot.refused == 1
    written(desk, "述职报告.txt", a_text(seed=2))
    store.add([broken])
    assert [refusal.file for refusal in store.catalogue.refusals()] == ["总结.exe"]
    assert store.picture().snapshot.refused == 0


def test_the_same_bytes_again_are_named_as_the_same_bytes(store: Store, desk: Path) -> None:
    (first,) = store.add([written(desk, "水务局/述职.txt", "一、工作情况\n走访困难群众。\n")]).added
    (again,) = store.add([desk]).unchanged
    assert (again.id, again.same_bytes) == (first.id, first.id)
    copy = written(desk, "供热局/述职.txt", "一、工作情况\n走访困难群众。\n")
    (other,) = store.add([copy]).added
    assert (other.same_bytes, other.maybe_replaces) == (first.id, None)


def test_what_lies_in_an_archive_comes_in(store: Store, desk: Path) -> None:
    with zipfile.ZipFile(desk / "报送.zip", "w") as archive:
        for seed in range(12):
            archive.writestr(f"滨江水务公司/述职{seed}.txt", a_text(seed=seed))
    outcome = store.add([desk], workers=2)
    assert len(outcome.added) == 12
    assert outcome.added[0].file == "报送.zip/滨江水务公司/述职0.txt"
    assert store.check().problems == ()


def test_a_file_that_crashes_or_hangs_its_reader_is_refused_alone(
    tmp_path: Path, desk: Path
) -> None:
    for name in ("a.txt", "crash.pdf", "hang.pdf", "z.txt"):
        written(desk, name, a_text(seed=ord(name[0])))
    store = Store(
        tmp_path / "home",
        open_engine=embedded,
        limits=IMPATIENT,
        entrance=CRASHING,
    )
    outcome = store.add([desk], workers=2)
    assert [added.file for added in outcome.added] == ["a.txt", "z.txt"]
    assert [(entry.file, entry.key) for entry in outcome.refused] == [
        ("crash.pdf", "reader_crashed"),
        ("hang.pdf", "reader_timeout"),
    ]


def test_progress_counts_files_and_passages(store: Store, desk: Path) -> None:
    for seed in range(3):
        written(desk, f"{seed}.txt", a_text(seed=seed))
    seen: list[Progress] = []
    outcome = store.add([desk], progress=seen.append)
    assert [(step.done, step.total, step.file) for step in seen] == [
        (1, 3, "0.txt"),
        (2, 3, "1.txt"),
        (3, 3, "2.txt"),
    ]
    assert seen[-1].passages == sum(added.passages for added in outcome.added)


def test_cancelling_keeps_what_is_finished(store: Store, desk: Path) -> None:
    for seed in range(5):
        written(desk, f"{seed}.txt", a_text(seed=seed))
    done: list[Progress] = []
    outcome = store.add([desk], progress=done.append, cancelled=lambda: len(done) == 2)
    assert [added.file for added in outcome.added] == ["0.txt", "1.txt"]
    assert len(store.picture().snapshot.records) == 2
    assert store.check().problems == ()


def test_an_interrupted_add_leaves_whole_reports_and_a_free_lock(
    tmp_path: Path, desk: Path
) -> None:
    store = a_store(tmp_path / "home", ONE_AT_A_TIME)
    for seed in range(5):
        written(desk, f"{seed}.txt", a_text(seed=seed))

    def interrupt(step: Progress) -> None:
        if step.done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.add([desk], progress=interrupt)
    assert len(store.picture().snapshot.records) == 3
    assert len(store.add([desk]).added) == 2
    assert store.check().problems == ()


def test_who_writes_is_said_to_the_next_writer(store: Store, desk: Path) -> None:
    path = written(desk, "述职报告.txt", a_text())
    with lock.writing(store.home, "reindex"), pytest.raises(Busy) as busy:
        store.add([path])
    assert busy.value.values["command"] == "reindex"
    assert len(store.add([path]).added) == 1


class FullDisk(EmbeddedEngine):
    """An engine whose disk is full from the n-th commit on."""

    commits = 2

    def commit(self) -> None:
        if not self.commits:
            raise OSError(28, "No space left on device")
        self.commits -= 1
        super().commit()


def test_a_full_disk_is_said_and_what_was_committed_stays(tmp_path: Path, desk: Path) -> None:
    for seed in range(5):
        written(desk, f"{seed}.txt", a_text(seed=seed))
    store = Store(tmp_path / "home", open_engine=FullDisk, limits=ONE_AT_A_TIME)
    with pytest.raises(Refused) as refused:
        store.add([desk])
    assert refused.value.key == "disk_full"
    store.close()
    store = a_store(tmp_path / "home")
    assert len(store.picture().snapshot.records) == 2
    assert store.check().problems == ()
    outcome = store.add([desk])
    assert (len(outcome.added), len(outcome.unchanged)) == (3, 2)


class Crowded(EmbeddedEngine):
    """An engine that remembers how much it was given between two commits."""

    most = 0
    waiting = 0

    def put(self, report: ReportText) -> None:
        type(self).waiting += len(report.passages)
        type(self).most = max(self.most, self.waiting)
        super().put(report)

    def commit(self) -> None:
        type(self).waiting = 0
        super().commit()


def test_commits_are_of_bounded_size(tmp_path: Path, desk: Path) -> None:
    for seed in range(30):
        written(desk, f"{seed}.txt", a_text(seed=seed))
    passages = len(packed(a_text()).texts)
    limits = Limits(commit_passages=passages * 4)
    store = Store(tmp_path / "home", open_engine=Crowded, limits=limits)
    assert len(store.add([desk], workers=1).added) == 30
    assert Crowded.most == passages * 4
