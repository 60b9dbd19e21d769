"""Check, reindex, backup and restore; readers while somebody writes."""

from __future__ import annotations

import io
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from keeping_support import (
    ONE_AT_A_TIME,
    a_store,
    a_text,
    embedded,
    mark_of,
    reports_in,
    reports_with,
    written,
)

from index.catalogue.packing import report_text
from index.engines.embedded import EmbeddedEngine
from index.errors import DamagedHome, DuizhaoError, Refused
from index.rebuilding import build_engine
from index.store import Store, restore

UNIT = "滨江水务公司"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store of four reports, one of them removed, one corrected."""
    store = a_store(tmp_path / "home")
    seeds = range(4)
    paths = [written(tmp_path / "报送", f"{seed}.txt", a_text(seed=seed)) for seed in seeds]
    reports = [entry.id for entry in store.add(paths).added]
    store.remove([reports[0]])
    store.edit(reports[1], unit="城南燃气公司")
    return store


def engine_folder(store: Store) -> Path:
    return store.home / store.catalogue.state().engine


def keys(store: Store) -> set[str]:
    return {key for key, _ in store.check().problems}


def test_a_sound_home_has_no_problems(store: Store) -> None:
    found = store.check()
    assert found.problems == ()
    assert found.reports == 3
    assert found.passages == store.picture().snapshot.columns.counts.sum()


def test_an_engine_that_is_gone_is_noticed_and_made_anew(store: Store) -> None:
    store.close()
    shutil.rmtree(engine_folder(store))
    store = a_store(store.home)
    assert keys(store) == {"report_not_in_engine"}
    with pytest.raises(DamagedHome) as refused:  # rather than finding nothing
        store.picture()
    assert refused.value.key == "engine_incomplete"
    store.reindex()
    assert store.check().problems == ()
    assert reports_with(store, mark_of(UNIT, 2023, 2)) == [3]


def test_an_engine_that_an_older_version_made_is_not_said_to_be_damaged(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    monkeypatch.setattr("index.engines.embedded.manifest.folding_version", lambda: "later")
    with closing(a_store(store.home)) as later:
        assert [key for key, _ in later.check().problems] == ["outdated_engine"]


def test_every_damaged_engine_file_is_noticed_and_reindexing_puts_it_right(store: Store) -> None:
    store.close()
    folder = engine_folder(store)
    files = [path for path in folder.rglob("*") if path.is_file() and path.stat().st_size]
    assert files
    for file in files:
        whole = file.read_bytes()
        file.write_bytes(whole[: len(whole) // 2])
        store = a_store(store.home)
        assert keys(store), file.name
        store.close()
        file.write_bytes(whole)
    files[0].write_bytes(b"\x00" * 50)
    store = a_store(store.home)
    store.reindex()
    assert store.check().problems == ()
    assert not folder.exists()


def test_strays_in_the_engine_are_noticed_and_swept_by_the_next_add(
    store: Store, tmp_path: Path
) -> None:
    stray = store.catalogue.entry(3)
    engine = embedded(engine_folder(store))
    engine.put(report_text(500, "半途而废", 50_000, stray.outline))
    engine.commit()
    assert store.check().problems == (("report_only_in_engine", {"report": 500}),)
    assert reports_with(store, mark_of(UNIT, 2023, 2)) == [3]
    store.add([written(tmp_path, "新.txt", a_text(seed=9))])
    assert store.check().problems == ()


def test_a_changed_catalogue_is_noticed(store: Store) -> None:
    store.catalogue.settle()
    with sqlite3.connect(store.catalogue.file) as database:
        (sha256,) = database.execute("SELECT sha256 FROM report WHERE id = 2").fetchone()
        database.execute(
            "UPDATE original SET data = zeroblob(9), zipped = 0 WHERE sha256 = ?", (sha256,)
        )
        (first,) = database.execute("SELECT first_passage FROM report WHERE id = 3").fetchone()
        database.execute("DELETE FROM passage WHERE id = ?", (first,))
        (first,) = database.execute("SELECT first_passage FROM report WHERE id = 4").fetchone()
        database.execute("UPDATE passage SET text = text || '。' WHERE id = ?", (first,))
    database.close()
    assert dict(store.check().problems) == {
        "original_differs": {"sha256": sha256},
        "passages_missing": {"file": "2.txt", "report": 3},
        "outline_differs": {"report": 4, "file": "3.txt"},
    }


def test_a_catalogue_spoiled_behind_our_back_is_noticed(store: Store) -> None:
    store.catalogue.settle()
    whole = store.catalogue.file.read_bytes()
    noticed = 0
    for start in range(4096, len(whole), 4096):
        spoiled = whole[:start] + b"\x5a" * 4096 + whole[start + 4096 :]
        store.catalogue.file.write_bytes(spoiled)
        noticed += bool(keys(store))
        store.catalogue.close()
    assert noticed > len(whole) // 4096 // 2


def test_a_crash_while_reindexing_leaves_the_old_engine_answering(store: Store) -> None:
    class Crash(EmbeddedEngine):
        def commit(self) -> None:
            super().commit()
            raise KeyboardInterrupt

    before = engine_folder(store)
    with pytest.raises(KeyboardInterrupt):
        build_engine(store.catalogue, store.home, Crash, ONE_AT_A_TIME)
    assert engine_folder(store) == before
    assert store.check().problems == ()
    assert reports_with(store, mark_of(UNIT, 2023, 2)) == [3]
    store.reindex()
    assert store.check().problems == ()
    assert [path.name for path in store.home.glob("engine-*")] == [engine_folder(store).name]


def test_a_backup_makes_the_same_library(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "备份.zip"
    store.backup(target)
    assert [path.name for path in tmp_path.glob("备份*")] == ["备份.zip"]
    elsewhere = tmp_path / "另一处"
    restore(elsewhere, target, open_engine=embedded)
    copy = a_store(elsewhere)
    assert copy.picture().snapshot.records == store.picture().snapshot.records
    assert copy.catalogue.retired() == store.catalogue.retired()
    for report in (1, 2, 3, 4):
        assert copy.catalogue.entry(report) == store.catalogue.entry(report)
        assert copy.catalogue.original(report) == store.catalogue.original(report)
    assert copy.check().problems == ()
    assert reports_with(copy, mark_of(UNIT, 2023, 3)) == [4]
    assert copy.bring_back(1).record.id == 1


def test_a_backup_never_overwrites(store: Store, tmp_path: Path) -> None:
    target = written(tmp_path, "备份.zip", "something of value")
    with pytest.raises(Refused) as refused:
        store.backup(target)
    assert refused.value.key == "target_exists"
    assert target.read_text(encoding="utf-8") == "something of value"


def test_a_home_with_reports_is_not_restored_over(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "备份.zip"
    store.backup(target)
    with pytest.raises(Refused) as refused:
        restore(store.home, target, open_engine=embedded)
    assert refused.value.key == "home_not_empty"
    assert store.check().problems == ()


def test_an_empty_home_is_restored_into(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "备份.zip"
    store.backup(target)
    a_store(tmp_path / "空").close()
    restore(tmp_path / "空", target, open_engine=embedded)
    assert a_store(tmp_path / "空").check().reports == 3


def one_byte_turned(data: bytes) -> bytes:
    """The backup with one byte turned over in the midst of its largest member, not in a header."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        largest = max(archive.infolist(), key=lambda member: member.compress_size)
    at = largest.header_offset + 30 + len(largest.filename.encode()) + largest.compress_size // 2
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        (lambda data: b"no zip at all", "not_a_backup"),
        (lambda data: data[: len(data) // 2], "not_a_backup"),
        (one_byte_turned, "backup_damaged"),
    ],
)
def test_a_spoiled_backup_is_refused_and_leaves_the_home_alone(  # type: ignore[no-untyped-def]
    store: Store, tmp_path: Path, spoil, key: str
) -> None:
    target = tmp_path / "备份.zip"
    store.backup(target)
    target.write_bytes(spoil(target.read_bytes()))
    with pytest.raises(Refused) as refused:
        restore(tmp_path / "另一处", target, open_engine=embedded)
    assert refused.value.key == key
    assert not list((tmp_path / "另一处").glob("*.sqlite3"))


def test_a_backup_of_another_format_or_none_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "照片.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("照片.jpg", b"\xff\xd8")
    for source, key in ((other, "not_a_backup"), (tmp_path / "没有.zip", "backup_not_found")):
        with pytest.raises(Refused) as refused:
            restore(tmp_path / "home", source, open_engine=embedded)
        assert refused.value.key == key


def test_readers_see_one_commit_or_the_next_while_somebody_adds(tmp_path: Path) -> None:
    desk = tmp_path / "报送"
    for seed in range(12):
        written(desk, f"{seed:02}.txt", a_text(seed=seed))
    writer, reader = (a_store(tmp_path / "home", ONE_AT_A_TIME) for _ in range(2))
    marks = [mark_of(UNIT, 2023, seed) for seed in range(12)]
    finished = threading.Event()
    wrong: list[object] = []
    counts: list[int] = []

    def read() -> None:
        while not finished.is_set():
            try:
                picture = reader.picture()
                records = picture.snapshot.records
                counts.append(len(records))
                found = [report for mark in marks for report in reports_in(picture, mark)]
                if found != [record.id for record in records]:
                    wrong.append((found, len(records)))
            except DuizhaoError as error:
                wrong.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    try:
        writer.add([desk], workers=1)
        writer.remove([3, 4])
        writer.reindex()
    finally:
        finished.set()
        thread.join()
    assert wrong == []
    grown = counts[: counts.index(max(counts)) + 1]
    assert grown == sorted(grown)
    assert len(set(counts)) > 3


FILL = """
import resource, sys
from pathlib import Path
from index.errors import DuizhaoError
from index.settings import Limits
from index.store import Store
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    Store(Path(sys.argv[1]), limits=Limits(commit_passages=40)).add([Path(sys.argv[2])], workers=1)
except DuizhaoError as error:
    print(error.key)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot bound the size of files")
@pytest.mark.slow
def test_a_disk_that_fills_up_anywhere_leaves_whole_reports(tmp_path: Path) -> None:
    desk = tmp_path / "报送"
    for seed in range(8):
        written(desk, f"{seed}.txt", a_text(seed=seed, points=5) * 6)
    counts = set()
    for room in (60_000, 120_000, 160_000, 250_000):
        home = tmp_path / str(room)
        done = subprocess.run(
            [sys.executable, "-c", FILL, str(home), str(desk), str(room)],
            capture_output=True,
            text=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
        assert done.stdout.strip() in ("disk_full", ""), done.stdout + done.stderr
        assert done.stderr == ""
        store = a_store(home)
        counts.add(len(store.catalogue.snapshot().records))
        assert keys(store) <= {"report_only_in_engine"}
        assert len(store.add([desk]).refused) == 0
        assert len(store.picture().snapshot.records) == 8
        assert store.check().problems == ()
        store.close()
    assert len(counts) > 1
