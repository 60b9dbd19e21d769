"""Taking passages out of the rates, marking reports, and the images that reports hold."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import zipfile
from pathlib import Path

import pytest
from images_support import a_word_file, png
from keeping_support import a_store, a_text, embedded, written

from index.catalogue import Mark
from index.errors import BadQuery, Busy, ReportNotFound
from index.lock import writing
from index.model import Span
from index.store import Store, restore


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path / "home")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return tmp_path / "报送"


def added(store: Store, desk: Path, *seeds: int) -> list[int]:
    paths = [written(desk, f"{seed}.txt", a_text(seed=seed)) for seed in seeds]
    return [entry.id for entry in store.add(paths).added]


def passage_of(store: Store, report: int, index: int = 2) -> tuple[int, str]:
    entry = store.catalogue.entry(report)
    return entry.record.first_passage + index, entry.outline.passages[index].text


def test_a_passage_is_taken_out_and_counts_again_with_a_new_picture_each_time(
    store: Store, desk: Path
) -> None:
    (report,) = added(store, desk, 1)
    number, text = passage_of(store, report)
    before = store.picture()
    made = store.exclude(number, reason=" 上级\n统一 要求 ", by="张敏")
    assert (made.passage_id, made.span, made.reason, made.by, made.report_id) == (
        number,
        Span(0, len(text)),
        "上级 统一 要求",
        "张敏",
        report,
    )
    assert store.picture().snapshot.generation > before.snapshot.generation
    assert store.picture().snapshot.exclusions == (made,)
    assert before.snapshot.exclusions == ()
    assert store.exclusions() == store.exclusions(report) == (made,)
    assert store.include(number, by="刘洋") == 1
    assert store.picture().snapshot.exclusions == store.exclusions() == ()
    (kept,) = store.catalogue.exclusion_history(report)
    assert (kept.reason, kept.taken_back_by) == ("上级 统一 要求", "刘洋")
    assert store.check().problems == ()


def test_stretches_of_a_passage_are_taken_back_one_by_one(store: Store, desk: Path) -> None:
    one, two = added(store, desk, 1, 2)
    number, _ = passage_of(store, one)
    other, _ = passage_of(store, two)
    store.exclude(number, span=Span(0, 5), reason="引用")
    store.exclude(number, span=Span(3, 9), reason="引用")
    store.exclude(other, reason="引用")
    assert [found.span for found in store.exclusions(one)] == [Span(0, 5), Span(3, 9)]
    assert store.include(number, span=Span(0, 5)) == 1
    assert [found.span for found in store.exclusions(one)] == [Span(3, 9)]
    assert [found.passage_id for found in store.exclusions()] == [number, other]


def test_where_nothing_is_to_be_taken_back_nothing_changes(store: Store, desk: Path) -> None:
    (report,) = added(store, desk, 1)
    number, _ = passage_of(store, report)
    store.exclude(number, span=Span(0, 5), reason="引用")
    generation = store.catalogue.state().generation
    assert store.include(number, span=Span(0, 4)) == 0
    assert store.include(number + 1) == 0
    store.mark(report, None)
    assert store.catalogue.state().generation == generation


@pytest.mark.parametrize(
    ("said", "key", "field"),
    [
        ({"reason": ""}, "reason_missing", "reason"),
        ({"reason": " \n\u3000\t"}, "reason_missing", "reason"),
        ({"reason": "长" * 501}, "value_too_long", "reason"),
        ({"reason": "\udc80"}, "bad_parameter", "reason"),
        ({"reason": "引用", "by": "名" * 101}, "value_too_long", "by"),
        ({"reason": "引用", "span": Span(0, 10_000)}, "span_outside", "span"),
        ({"reason": "引用", "span": Span(4, 4)}, "span_outside", "span"),
        ({"reason": "引用", "span": Span(-1, 4)}, "span_outside", "span"),
        ({"reason": "引用", "span": Span(5, 2)}, "span_outside", "span"),
    ],
)
def test_a_word_that_cannot_be_kept_is_refused_and_nothing_changes(
    store: Store, desk: Path, said: dict[str, object], key: str, field: str
) -> None:
    (report,) = added(store, desk, 1)
    number, _ = passage_of(store, report)
    with pytest.raises(BadQuery) as refused:
        store.exclude(number, **said)  # type: ignore[arg-type]
    assert (refused.value.key, refused.value.values["field"]) == (key, field)
    assert store.catalogue.exclusion_history(report) == ()


def test_the_longest_reason_and_name_are_kept_whole(store: Store, desk: Path) -> None:
    (report,) = added(store, desk, 1)
    number, _ = passage_of(store, report)
    made = store.exclude(number, reason="长" * 500, by="名" * 100)
    assert store.exclusions() == (made,)
    assert (len(made.reason), len(made.by)) == (500, 100)


@pytest.mark.parametrize("number", [0, -1, 10_000, 2**63, 2**70])
def test_what_is_not_there_is_not_found(store: Store, desk: Path, number: int) -> None:
    added(store, desk, 1)
    with pytest.raises(ReportNotFound) as refused:
        store.exclude(number, reason="引用")
    assert (refused.value.key, refused.value.values) == ("no_such_passage", {"passage": number})
    with pytest.raises(ReportNotFound):
        store.include(number)
    with pytest.raises(ReportNotFound) as refused:
        store.mark(number, Mark.TEMPLATE)
    assert refused.value.key == "no_such_report"
    with pytest.raises(ReportNotFound):
        store.exclusions(number)


def test_of_a_removed_report_nothing_is_said_until_it_is_back(store: Store, desk: Path) -> None:
    (report,) = added(store, desk, 1)
    number, _ = passage_of(store, report)
    store.exclude(number, reason="引用")
    store.mark(report, Mark.TEMPLATE, by="张敏")
    store.remove([report])
    assert store.exclusions() == ()
    assert dict(store.marks()) == {}
    with pytest.raises(ReportNotFound):
        store.exclude(number, reason="引用")
    with pytest.raises(ReportNotFound):
        store.mark(report, Mark.SUPERIOR)
    store.bring_back(report)
    assert [one.passage_id for one in store.exclusions(report)] == [number]
    assert {key: said.mark for key, said in store.marks().items()} == {report: Mark.TEMPLATE}


def test_a_new_file_in_its_place_has_what_was_said_of_equal_passages(
    store: Store, desk: Path
) -> None:
    path = written(desk, "述职报告.txt", a_text(points=4))
    (first,) = (entry.id for entry in store.add([path]).added)
    entry = store.catalogue.entry(first)
    for passage in entry.outline.passages[2:4]:
        store.exclude(entry.record.first_passage + passage.index, reason="引用", by="张敏")
    store.mark(first, Mark.SUPERIOR, by="张敏")
    gone, stays = (passage.text for passage in entry.outline.passages[2:4])
    written(
        desk, "述职报告.txt", a_text(points=4).replace(gone.rstrip(), "一是另起炉灶，重新部署。")
    )
    (second,) = (entry.id for entry in store.add([path]).replaced)
    (carried,) = store.exclusions()
    assert carried.report_id == second
    assert store.catalogue.texts([carried.passage_id])[carried.passage_id] == stays
    assert list(store.marks()) == [second]
    store.bring_back(first)
    assert {one.report_id for one in store.exclusions()} == {first}
    assert len(store.exclusions()) == 2
    assert list(store.marks()) == [first]


def test_a_mark_holds_until_it_is_taken_off(store: Store, desk: Path) -> None:
    one, two = added(store, desk, 1, 2)
    store.mark(two, Mark.TEMPLATE, by=" 张敏 ")
    store.mark(one, Mark.SUPERIOR)
    snapshot = store.picture().snapshot
    assert {key: (said.mark, said.by) for key, said in snapshot.marks.items()} == {
        one: (Mark.SUPERIOR, ""),
        two: (Mark.TEMPLATE, "张敏"),
    }
    store.mark(two, None)
    assert list(store.picture().snapshot.marks) == [one]
    assert store.picture().snapshot.marks == store.marks()


def test_a_word_waits_for_the_writer_a_moment_and_then_says_who_writes(
    store: Store, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (report,) = added(store, desk, 1)
    number, _ = passage_of(store, report)
    monkeypatch.setattr("index.lock.SHORT_WAIT", 0.2)
    with writing(store.home, "add"):
        with pytest.raises(Busy):
            store.exclude(number, reason="引用")
        with pytest.raises(Busy):
            store.mark(report, Mark.TEMPLATE)
    store.mark(report, Mark.TEMPLATE)
    assert list(store.marks()) == [report]


def test_words_from_many_threads_are_all_kept(store: Store, desk: Path) -> None:
    (report,) = added(store, desk, 1)
    number, text = passage_of(store, report)
    spans = [Span(start, start + 2) for start in range(0, min(len(text), 24) - 2, 2)]
    threads = [
        threading.Thread(target=store.exclude, args=(number,), kwargs={"span": s, "reason": "引用"})
        for s in spans
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.span for one in store.exclusions()] == spans


def with_images(store: Store, desk: Path) -> list[int]:
    seal = png(96, 96, seed=1)
    desk.mkdir(exist_ok=True)
    paths = []
    for unit in ("滨江水务公司", "城南燃气公司"):
        path = desk / f"{unit}2023年度述职报告.docx"
        path.write_bytes(a_word_file(a_text(unit), images=[seal, png(seed=len(unit))]))
        paths.append(path)
    return [entry.id for entry in store.add(paths).added]


def test_images_of_word_files_are_kept_with_their_reports(store: Store, desk: Path) -> None:
    one, two = with_images(store, desk)
    assert {(image.width, image.height) for image in store.catalogue.images(one)} == {
        (96, 96),
        (120, 80),
    }
    shared = store.catalogue.shared_images()
    assert {tuple(image.report_ids) for image in shared} == {(one, two)}
    assert store.catalogue.shared_images(one) == shared
    store.remove([two])
    assert store.catalogue.shared_images() == ()
    store.bring_back(two)
    assert store.catalogue.shared_images() == shared


def test_a_backup_carries_words_and_images(store: Store, desk: Path, tmp_path: Path) -> None:
    one, two = with_images(store, desk)
    number, _ = passage_of(store, one)
    store.exclude(number, span=Span(0, 6), reason="引用", by="张敏")
    store.exclude(number, span=Span(6, 9), reason="误记")
    store.include(number, span=Span(6, 9), by="刘洋")
    store.mark(two, Mark.SUPERIOR, by="张敏")
    store.backup(tmp_path / "备份.zip")
    restore(tmp_path / "new", tmp_path / "备份.zip", open_engine=embedded)
    again = a_store(tmp_path / "new")
    assert again.exclusions() == store.exclusions()
    assert again.marks() == store.marks()
    assert again.picture().snapshot.exclusions == store.picture().snapshot.exclusions
    assert again.catalogue.exclusion_history(one) == store.catalogue.exclusion_history(one)
    assert again.catalogue.shared_images() == store.catalogue.shared_images()
    again.close()


def test_a_backup_of_an_older_program_is_restored_and_brought_up_to_date(
    store: Store, desk: Path, tmp_path: Path
) -> None:
    one, _ = with_images(store, desk)
    images = store.catalogue.images(one)
    old = tmp_path / "old.sqlite3"
    store.catalogue.copy(old)
    with sqlite3.connect(old) as database:
        for table in ("exclusion", "mark", "image"):
            database.execute(f"DROP TABLE {table}")
        for column in ("rules", "scanned", "doubtful", "unread"):
            database.execute(f"ALTER TABLE report DROP COLUMN {column}")
        database.execute("UPDATE state SET schema_version = 2")
    database.close()
    made = tmp_path / "旧备份.zip"
    store.backup(made)
    about = _about_of(made) | {"schema": 2, "sha256": _sha256(old)}
    with zipfile.ZipFile(tmp_path / "旧.zip", "w") as archive:
        archive.writestr("duizhao.json", json.dumps(about))
        archive.write(old, "catalogue.sqlite3")
    restore(tmp_path / "new", tmp_path / "旧.zip", open_engine=embedded)
    again = a_store(tmp_path / "new")
    assert again.catalogue.images(one) == images
    assert again.check().problems == ()
    again.close()


def _about_of(backup: Path) -> dict[str, object]:
    with zipfile.ZipFile(backup) as archive:
        about: dict[str, object] = json.loads(archive.read("duizhao.json"))
    return about


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
