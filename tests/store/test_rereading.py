"""Kept files are read anew by today's rules; what people said and old addresses go over."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from keeping_support import ONE_AT_A_TIME, a_store, a_text, embedded, mark_of, reports_with, written
from kill_support import killed_at

from index.catalogue import Entry, Mark, Packed, Status
from index.errors import DamagedHome, Refused, ReportNotFound, UnreadableReport
from index.ingest.delivery import Entrance
from index.ingest.preparing import prepare
from index.ingest.task import Task
from index.model import Origin, Span
from index.readers import files
from index.store import Store

UNIT = "滨江水务公司"


def as_older_rules(task: Task) -> Packed:
    """Read as a program did that began a paragraph at each comma."""
    text = task.data.decode().replace("，", "，\n\n")
    return replace(prepare(replace(task, data=text.encode())), **_bytes_of(prepare(task)))


def _bytes_of(packed: Packed) -> dict[str, object]:
    return {
        name: getattr(packed, name)
        for name in ("sha256", "size", "original", "zipped", "facts", "file_facts")
    }


def outdate(home: Path) -> None:
    with closing(sqlite3.connect(home / "catalogue.sqlite3")) as database, database:
        database.execute("UPDATE report SET rules = NULL")


def an_older_home(home: Path, *paths: Path, manifest: Path | None = None) -> Store:
    """Return the store over a home whose reports an older program read."""
    with closing(Store(home, open_engine=embedded, entrance=Entrance(files, as_older_rules))) as it:
        outcome = it.add(paths, manifest=manifest)
        assert not outcome.refused
    outdate(home)
    return a_store(home, ONE_AT_A_TIME)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    for seed in range(3):
        written(tmp_path / "报送", f"{seed}.txt", a_text(seed=seed))
    return tmp_path / "报送"


@pytest.fixture
def store(home: Path, desk: Path) -> Iterator[Store]:
    with closing(an_older_home(home, desk)) as made:
        yield made


def texts(store: Store, report_id: int) -> list[str]:
    return [one.text for one in store.catalogue.entry(report_id).outline.passages]


def passage_with(entry: Entry, phrase: str) -> int:
    (index,) = [one.index for one in entry.outline.passages if phrase in one.text]
    return entry.record.first_passage + index


# -- what is read ---------------------------------------------------------------------------------


def test_older_reports_have_the_text_of_today_after_rereading(store: Store, desk: Path) -> None:
    before = store.catalogue.entry(1)
    assert store.outdated() == 3
    done = store.reread()
    assert [one.id for one in done.reread] == [1, 2, 3]
    assert done.refused == ()
    assert (store.outdated(), done.left) == (0, 0)
    for seed, one in enumerate(done.reread):
        assert one.changed
        assert one.now > 3
        assert texts(store, one.now) == list(prepare(task_of(desk / f"{seed}.txt")).texts)
        assert reports_with(store, mark_of(UNIT, 2023, seed)) == [one.now]
    first = done.reread[0]
    assert first.before.passages == before.record.passages
    assert first.after.passages == len(texts(store, first.now)) < first.before.passages
    assert first.before.sections == first.after.sections == 3
    assert first.before.figures == first.after.figures > 0
    assert store.catalogue.entry(first.now).record.added == before.record.added
    assert store.check().problems == ()


def task_of(path: Path) -> Task:
    return Task(path.name, (path.parent.name,), path.read_bytes())


def test_a_report_that_reads_the_same_keeps_its_id_and_is_not_read_again(
    home: Path, desk: Path
) -> None:
    with closing(a_store(home)) as store:
        store.add([desk])
        outdate(home)
        assert store.outdated() == 3
        done = store.reread()
        assert [(one.id, one.now, one.changed) for one in done.reread] == [
            (number, number, False) for number in (1, 2, 3)
        ]
        assert all(one.before == one.after for one in done.reread)
        assert store.outdated() == 0
        assert store.reread().reread == ()
        assert [one.now for one in store.reread([2]).reread] == [2]


def test_a_dry_run_says_the_same_and_stores_nothing(store: Store, home: Path) -> None:
    state = store.catalogue.state()
    tried = store.reread(dry_run=True)
    assert store.catalogue.state() == state
    assert (store.outdated(), tried.left) == (3, 3)
    assert [one.now for one in tried.reread] == [1, 2, 3]
    done = store.reread()
    assert [replace(one, now=one.id) for one in done.reread] == list(tried.reread)


def test_what_a_manifest_said_holds_still(home: Path, desk: Path, tmp_path: Path) -> None:
    manifest = written(tmp_path, "清单.csv", "文件,单位,年份\n0.txt,江北水务站,2021\n")
    with closing(an_older_home(home, desk, manifest=manifest)) as store:
        (number,) = [one.now for one in store.reread([1]).reread]
        entry = store.catalogue.entry(number)
        assert (entry.record.unit, entry.record.year) == ("江北水务站", 2021)
        assert entry.recognised.unit_from is Origin.MANIFEST
        assert entry.recognised.title_from is Origin.TITLE


def test_chosen_reports_are_read_whatever_rules_they_were_read_by(store: Store) -> None:
    store.reread()
    (one,) = store.reread([2]).reread
    assert (one.changed, one.id) == (False, 5)  # 2 leads to the reading that stands
    with pytest.raises(ReportNotFound):
        store.reread([5, 99])


# -- what goes over -------------------------------------------------------------------------------


def test_what_people_said_goes_over_to_the_new_reading(store: Store) -> None:
    entry = store.catalogue.entry(1)
    store.edit(1, unit="江北水务站")
    store.mark(1, Mark.TEMPLATE, by="王")
    heading = passage_with(entry, "二、存在问题")
    store.exclude(heading, reason="模板", by="王")
    cut = entry.record.first_passage + next(
        one.index for one in entry.outline.passages if one.text.startswith("一是")
    )
    store.exclude(cut, span=Span(2, 6), reason="成语")
    first = store.reread([1]).reread[0]
    after = store.catalogue.entry(first.now)
    assert after.record.unit == "江北水务站"
    assert [(one.field, one.value) for one in after.edits] == [("unit", "江北水务站")]
    assert store.marks()[first.now].by == "王"
    held = store.exclusions(first.now)
    assert [one.reason for one in held] == ["成语", "模板"]
    for one, (number, span) in zip(held, ((cut, Span(2, 6)), (heading, None)), strict=True):
        whole = store.catalogue.texts([number])[number]
        said = whole if span is None else whole[span.start : span.end]
        text = store.catalogue.texts([one.passage_id])[one.passage_id]
        assert text[one.span.start : one.span.end] == said
    assert (first.before.exclusions, first.after.exclusions) == (2, 2)


def test_a_correction_taken_back_after_rereading_stays_taken_back(store: Store, desk: Path) -> None:
    store.edit(1, unit="江北水务站")
    (number,) = [one.now for one in store.reread([1]).reread]
    store.forget_edits(number, ["unit"])
    store.remove([number])
    (added,) = store.add([desk / "0.txt"]).added
    assert added.unit == UNIT


def test_earlier_versions_stay_listed_and_earlier_readings_are_none(
    store: Store, desk: Path
) -> None:
    written(desk, "0.txt", a_text(seed=7))
    (replaced,) = store.add([desk / "0.txt"]).replaced
    outdate(store.home)
    # The very text of today is read: the report keeps its id, and with it what came before.
    assert [one.now for one in store.reread([replaced.id]).reread] == [replaced.id]
    (second,) = [one.now for one in store.reread([2]).reread]
    assert [one.id for one in store.catalogue.entry(replaced.id).earlier] == [1]
    assert store.catalogue.entry(second).earlier == ()
    assert store.catalogue.entry(2).status is Status.REREAD
    assert [record.id for record, _, _ in store.catalogue.retired()] == [1]


def test_versions_before_a_reading_are_those_of_the_next_one(home: Path, desk: Path) -> None:
    with closing(an_older_home(home, desk / "0.txt")) as store:
        written(desk, "0.txt", a_text(seed=7))
        store.close()
        it = Store(home, open_engine=embedded, entrance=Entrance(files, as_older_rules))
        (replaced,) = it.add([desk / "0.txt"]).replaced
        it.close()
        outdate(home)
        store = a_store(home)
        (done,) = store.reread().reread
        assert (done.id, done.changed) == (replaced.id, True)
        assert [one.id for one in store.catalogue.entry(done.now).earlier] == [1]
        assert store.bring_back(1).record.id == 1
        assert [one.id for one in store.catalogue.snapshot().records] == [1]
        assert store.outdated() == 1
        store.close()


# -- old addresses --------------------------------------------------------------------------------


def test_old_ids_lead_to_the_reading_that_stands(store: Store) -> None:
    entry = store.catalogue.entry(1)
    heading = passage_with(entry, "二、存在问题")
    piece = passage_with(entry, "第1项任务按期完成")
    (done,) = store.reread([1]).reread
    assert store.catalogue.report_now(1) == done.now
    assert store.catalogue.report_now(done.now) == done.now
    assert store.catalogue.report_now(99) == 99
    after = store.catalogue.entry(done.now)
    assert store.catalogue.passage_now(heading) == (passage_with(after, "二、存在问题"), True)
    assert store.catalogue.passage_now(piece) == (passage_with(after, "第1项任务按期完成"), False)
    new = passage_with(after, "二、存在问题")
    assert store.catalogue.passage_now(new) == (new, True)


def test_a_passage_that_has_become_nothing_is_said_not_to_be_there(home: Path, desk: Path) -> None:
    def invented(task: Task) -> Packed:
        read = prepare(replace(task, data=task.data + "三、附记\n甲子乙丑丙寅丁卯。\n".encode()))
        return replace(read, **_bytes_of(prepare(task)))

    it = Store(home, open_engine=embedded, entrance=Entrance(files, invented))
    it.add([desk / "0.txt"])
    gone = passage_with(it.catalogue.entry(1), "甲子乙丑丙寅丁卯")
    it.close()
    with closing(a_store(home)) as store:
        (done,) = store.reread([1]).reread
        with pytest.raises(ReportNotFound) as said:
            store.catalogue.passage_now(gone)
        assert (said.value.key, said.value.values["report"]) == ("passage_reread", done.now)


def test_equal_passages_lead_to_each_other_in_their_order(home: Path, tmp_path: Path) -> None:
    again = "　　认真落实整改。\n"
    text = f"述职报告\n一、履行职责情况\n{again}全年走访，登记。\n二、存在问题\n{again}"
    with closing(an_older_home(home, written(tmp_path, "述职.txt", text))) as store:
        entry = store.catalogue.entry(1)
        olds = [
            entry.record.first_passage + one.index
            for one in entry.outline.passages
            if one.text.strip() == "认真落实整改。"
        ]
        (done,) = store.reread().reread
        after = store.catalogue.entry(done.now)
        assert done.changed
        assert [store.catalogue.passage_now(one)[0] for one in olds] == [
            after.record.first_passage + one.index
            for one in after.outline.passages
            if one.text.strip() == "认真落实整改。"
        ]


# -- what goes wrong ------------------------------------------------------------------------------


def test_what_cannot_be_read_now_keeps_its_text_and_is_said(home: Path, desk: Path) -> None:
    def unable(task: Task) -> Packed:
        if task.file == "1.txt":
            raise UnreadableReport("no_text", file=task.file)
        return prepare(task)

    an_older_home(home, desk).close()
    entrance = Entrance(files, unable)
    with closing(Store(home, open_engine=embedded, entrance=entrance)) as store:
        before = texts(store, 2)
        done = store.reread()
        assert [(one.id, one.file, one.key) for one in done.refused] == [(2, "1.txt", "no_text")]
        assert len(done.reread) == 2
        assert texts(store, 2) == before
        assert reports_with(store, mark_of(UNIT, 2023, 1)) == [2]
        assert (store.outdated(), done.left) == (1, 1)
        assert store.refusals() == ()


def test_a_damaged_original_is_never_read(store: Store, home: Path) -> None:
    sha256 = store.catalogue.entry(2).record.sha256
    with closing(sqlite3.connect(home / "catalogue.sqlite3")) as database, database:
        database.execute("UPDATE original SET data = x'00' WHERE sha256 = ?", (sha256,))
    done = store.reread()
    assert [(one.id, one.key) for one in done.refused] == [(2, "original_differs")]
    assert len(done.reread) == 2
    assert store.catalogue.status(2) is Status.LIVE


def test_a_report_whose_original_is_gone_keeps_no_other_from_being_read(
    store: Store, home: Path
) -> None:
    record = store.catalogue.entry(2).record
    with closing(sqlite3.connect(home / "catalogue.sqlite3")) as database, database:
        database.execute("DELETE FROM original WHERE sha256 = ?", (record.sha256,))
    before = texts(store, 2)
    done = store.reread()
    assert [(one.id, one.file, one.key) for one in done.refused] == [
        (2, record.file, "original_missing")
    ]
    assert len(done.reread) == 2
    assert texts(store, 2) == before


@pytest.mark.parametrize(
    ("harm", "key"),
    [
        ("UPDATE original SET data = x'00'", "original_differs"),
        ("UPDATE original SET zipped = 1 - zipped", "original_differs"),
        ("DELETE FROM original", "original_missing"),
    ],
)
def test_bytes_other_than_those_that_came_in_are_never_given(
    store: Store, home: Path, harm: str, key: str
) -> None:
    with closing(sqlite3.connect(home / "catalogue.sqlite3")) as database, database:
        database.execute(harm)
    with pytest.raises(DamagedHome) as error:
        store.catalogue.original(2)
    assert error.value.key == key


def test_cancelled_it_keeps_what_is_done_and_goes_on_later(store: Store) -> None:
    done = store.reread(cancelled=lambda: True)
    assert [one.id for one in done.reread] == [1]
    assert (done.left, done.retried) == (2, None)
    assert [one.id for one in store.reread().reread] == [2, 3]
    assert store.check().problems == ()


def reread(store: Store, _: Path) -> object:
    return store.reread(workers=1)


CHANGE = "index.catalogue.changes:Change"
PLACES = (
    "index.catalogue.catalogue:Catalogue.reserve after 2",
    "index.engines.embedded.engine:EmbeddedEngine.commit after 2",
    f"{CHANGE}.insert after 2",
    f"{CHANGE}.renew after 2",
    "index.engines.embedded.engine:EmbeddedEngine.drop before 2",
)


@pytest.mark.parametrize("place", PLACES)
def test_a_kill_leaves_each_report_wholly_old_or_wholly_new(
    tmp_path: Path, home: Path, desk: Path, place: str
) -> None:
    an_older_home(home, desk).close()
    assert killed_at(home, reread, desk, place)
    with closing(a_store(home)) as store:
        for seed in range(3):
            now = store.catalogue.report_now(seed + 1)
            older, newer = (
                read(task_of(desk / f"{seed}.txt")) for read in (as_older_rules, prepare)
            )
            assert texts(store, now) == list((older if now <= 3 else newer).texts)
            assert reports_with(store, mark_of(UNIT, 2023, seed)) == [now]
        left = store.outdated()
        assert 0 < left < 3
        assert len(store.reread().reread) == left
        assert len(store.catalogue.snapshot().records) == 3
        assert store.check().problems == ()


def test_without_room_on_the_disk_nothing_is_begun(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 1000})())
    with pytest.raises(Refused) as said:
        store.reread()
    assert said.value.key == "no_room_to_reread"
    assert store.outdated() == 3


# -- refused files --------------------------------------------------------------------------------


def test_refused_files_that_can_be_read_now_come_in_at_the_end_of_a_whole_rereading(
    home: Path, desk: Path
) -> None:
    def unable(task: Task) -> Packed:
        if task.file != "0.txt":
            raise UnreadableReport("no_text", file=task.file)
        return prepare(task)

    def still(task: Task) -> Packed:
        if task.file == "2.txt":
            raise UnreadableReport("no_text", file=task.file)
        return prepare(task)

    with closing(Store(home, open_engine=embedded, entrance=Entrance(files, unable))) as before:
        before.add([desk])
        assert len(before.refusals()) == 2
    with closing(Store(home, open_engine=embedded, entrance=Entrance(files, still))) as store:
        assert store.reread([1]).retried is None
        assert store.reread(dry_run=True).retried is None
        assert len(store.refusals()) == 2
        done = store.reread()
        assert done.retried is not None
        assert [one.file for one in done.retried.added] == ["1.txt"]
        assert [one.file for one in store.refusals()] == ["2.txt"]


def test_many_reports_are_read_in_processes(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "多"
    for seed in range(10):
        written(folder, f"{seed}.txt", a_text(seed=seed))
    with closing(an_older_home(home, folder)) as store:
        seen = []
        done = store.reread(workers=2, progress=seen.append)
        assert len(done.reread) == 10
        assert [(one.done, one.total) for one in seen] == [(n, 10) for n in range(1, 11)]
        assert store.check().problems == ()
