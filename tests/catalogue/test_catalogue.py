"""What goes into the catalogue comes out of it, and a damaged one says so."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from keeping_support import a_text, packed

from index.catalogue import Catalogue, Packed, Refusal, Status, squeeze
from index.catalogue.columns import columns_of
from index.errors import DamagedHome, ReportNotFound
from index.model import NO_SCAN, Doubt, FileFacts, Part, Role, Scan


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "catalogue.sqlite3")


def keep(catalogue: Catalogue, *reports: Packed) -> list[int]:
    ids = []
    for report in reports:
        before = catalogue.reserve(1, len(report.texts))
        with catalogue.changing() as change:
            change.insert(before.next_report, before.next_passage, report)
        ids.append(before.next_report)
    return ids


def test_a_report_comes_out_as_it_went_in(catalogue: Catalogue) -> None:
    report = packed(a_text(), parents=("2023",))
    (kept,) = keep(catalogue, report)
    entry = catalogue.entry(kept)
    assert entry.outline == report.outline()
    assert entry.recognised == report.facts
    assert entry.parents == ("2023",)
    assert (entry.record.unit, entry.record.year) == ("滨江水务公司", 2023)
    assert entry.record.characters == sum(map(len, report.texts))
    assert catalogue.original(kept) == ("2023/述职报告.txt", a_text().encode())


def test_passages_are_found_by_id_with_path_and_role(catalogue: Catalogue) -> None:
    keep(catalogue, packed(a_text(seed=1)))
    report = packed(a_text(seed=2))
    (kept,) = keep(catalogue, report)
    first = catalogue.entry(kept).record.first_passage
    wanted = [first + index for index in (5, 0, 2)]
    found = catalogue.passages(wanted)
    assert sorted(found) == sorted(wanted)
    expected = report.outline().passages
    for index in (5, 0, 2):
        one = found[first + index]
        assert (one.text, one.path, one.paragraph) == (
            expected[index].text,
            expected[index].path,
            expected[index].paragraph,
        )


def test_a_catalogue_of_the_first_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.sqlite3"
    made = Catalogue(file)
    numbers = keep(made, packed(a_text(seed=1)), packed(a_text(seed=2)))
    records = [made.entry(number).record for number in numbers]
    ids = [one.first_passage + index for one in records for index in range(one.passages)]
    before = made.passages(ids)
    assert len(before) == len(ids)
    assert any(passage.path for passage in before.values())
    made.close()
    with sqlite3.connect(file) as old:
        for column in ("paragraph", "path"):
            old.execute(f"ALTER TABLE passage DROP COLUMN {column}")
        old.execute("DROP TABLE path")
        for column in ("rules", "scanned", "doubtful", "unread"):
            old.execute(f"ALTER TABLE report DROP COLUMN {column}")
        old.execute("UPDATE state SET schema_version = 1")
    old.close()
    for _ in range(2):
        opened = Catalogue(file)
        assert opened.passages(ids) == before
        opened.close()


def test_an_unknown_passage_or_report_is_not_found(catalogue: Catalogue) -> None:
    keep(catalogue, packed())
    assert catalogue.passages([10_000]) == {}
    with pytest.raises(ReportNotFound):
        catalogue.entry(77)
    with pytest.raises(ReportNotFound):
        catalogue.original(77)


def test_the_snapshot_holds_live_reports_only_and_places_their_passages(
    catalogue: Catalogue,
) -> None:
    one, two, three = keep(catalogue, *(packed(a_text(seed=seed)) for seed in range(3)))
    with catalogue.changing() as change:
        change.retire(two)
    snapshot = catalogue.snapshot()
    columns = snapshot.columns
    assert columns.reports.tolist() == [one, three]
    gone = catalogue.entry(two).record
    ids = np.array([columns.first[1] + 1, gone.first_passage, columns.first[0], 99_999, 0])
    places = columns.places(ids)
    assert places.report.tolist() == [1, -1, 0, -1, -1]
    assert places.passage.tolist() == [columns.counts[0] + 1, -1, 0, -1, -1]
    back = columns.places(columns.passage_ids())
    assert back.passage.tolist() == list(range(int(columns.counts.sum())))


def test_parts_and_roles_of_all_passages_stand_in_columns(catalogue: Catalogue) -> None:
    report = packed()
    keep(catalogue, report)
    columns = catalogue.snapshot().columns
    passages = report.outline().passages
    assert [columns.part_values[code] for code in columns.parts] == [p.part for p in passages]
    assert [columns.role_values[code] for code in columns.roles] == [p.role for p in passages]
    assert Part.TITLE in {p.part for p in passages}
    assert Role.PROBLEMS in {p.role for p in passages}


def test_what_was_recognised_from_pictures_is_kept_and_stands_in_a_column(
    catalogue: Catalogue,
) -> None:
    doubts = (Doubt(3, "逐级签订责任书", 2, 3), Doubt(4, "台账更靳不及时", 3, 4))
    said = FileFacts(pages=4, scanned=(2, 3, 4), doubts=doubts)
    pictured = replace(packed(a_text(seed=1)), file_facts=said)
    kept, plain = keep(catalogue, pictured, packed(a_text(seed=2)))
    entry = catalogue.entry(kept)
    assert entry.file_facts == said
    assert entry.record.scan == said.scan == Scan(pages=3, doubtful=2)
    assert entry.record.scan
    assert not catalogue.entry(plain).record.scan
    assert catalogue.snapshot().columns.scanned.tolist() == [3, 0]
    with catalogue.changing() as change:  # read anew: the pages have a text layer now
        change.confirm(kept, FileFacts(pages=4))
        change.confirm(plain, FileFacts(pages=1, scanned=(1,)))
    assert catalogue.snapshot().columns.scanned.tolist() == [0, 1]
    assert catalogue.entry(kept).record.scan == NO_SCAN


def test_missing_facts_have_code_zero(catalogue: Catalogue) -> None:
    keep(
        catalogue,
        packed(a_text(seed=1), unit=None, year=None),
        packed(a_text(seed=2), unit="乙公司", year=2021),
        packed(a_text(seed=3), unit="丙公司", year=2024),
    )
    columns = catalogue.snapshot().columns
    assert columns.year_values == (None, 2021, 2024)
    assert columns.years.tolist() == [0, 1, 2]
    assert [columns.unit_values[code] for code in columns.units] == [None, "乙公司", "丙公司"]
    assert np.bincount(columns.years, minlength=3).tolist() == [1, 1, 1]


def test_an_empty_catalogue_gives_empty_columns(catalogue: Catalogue) -> None:
    columns = catalogue.snapshot().columns
    assert columns.places(np.array([1, 2])).live.tolist() == [False, False]
    assert columns.passage_ids().tolist() == []


def test_ids_are_handed_out_once_even_if_nothing_is_kept_under_them(catalogue: Catalogue) -> None:
    first = catalogue.reserve(2, 30)
    again = Catalogue(catalogue.file).reserve(1, 5)
    assert (again.next_report, again.next_passage) == (
        first.next_report + 2,
        first.next_passage + 30,
    )


def test_a_change_that_fails_leaves_nothing_and_no_new_generation(catalogue: Catalogue) -> None:
    before = catalogue.state().generation

    def half() -> None:
        with catalogue.changing() as change:
            change.insert(1, 1, packed())
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        half()
    assert catalogue.state().generation == before
    assert not catalogue.holds_anything()
    assert catalogue.passage_count() == 0


def test_corrections_hold_and_are_taken_back(catalogue: Catalogue) -> None:
    (kept,) = keep(catalogue, packed(unit="滨江水务"))
    with catalogue.changing() as change:
        change.correct(kept, {"unit": "滨江水务集团", "year": None})
    entry = catalogue.entry(kept)
    assert (entry.record.unit, entry.record.year) == ("滨江水务集团", None)
    assert entry.recognised.unit == "滨江水务"
    with catalogue.changing() as change:
        change.take_back(kept, ["unit"])
    entry = catalogue.entry(kept)
    assert (entry.record.unit, entry.record.year) == ("滨江水务", None)
    assert [(e.field, e.value, e.earlier, e.taken_back) for e in entry.edits] == [
        ("unit", "滨江水务集团", "滨江水务", False),
        ("year", None, 2023, False),
        ("unit", None, "滨江水务集团", True),
    ]


def test_earlier_versions_are_listed_the_newest_first(catalogue: Catalogue) -> None:
    one, two, three = keep(catalogue, *(packed(a_text(seed=seed)) for seed in range(3)))
    for old, new in ((one, two), (two, three)):
        with catalogue.changing() as change:
            change.retire(old, replaced_by=new)
    assert [version.id for version in catalogue.entry(three).earlier] == [two, one]
    assert [record.id for record, status, _ in catalogue.retired()] == [two, one]
    assert catalogue.entry(one).status is Status.REPLACED


def test_a_file_is_refused_once_and_until_that_is_settled(catalogue: Catalogue) -> None:
    for key in ("reader_timeout", "encrypted"):
        with catalogue.changing() as change:
            change.refuse(Refusal("2023/述职报告.txt", key, {"seconds": 3}, "2024-01-02T03:04:05"))
    (refusal,) = catalogue.refusals()
    assert (refusal.key, refusal.values) == ("encrypted", {"seconds": 3})
    assert catalogue.snapshot().refused == 1
    with catalogue.changing() as change:
        change.settle([refusal.id])
    assert catalogue.refusals() == ()
    assert catalogue.snapshot().refused == 0


def test_bytes_that_a_report_and_a_refusal_share_stay_with_the_report(
    catalogue: Catalogue,
) -> None:
    report = packed()
    kept = squeeze(a_text().encode())
    assert kept.sha256 == report.sha256
    with catalogue.changing() as change:
        change.refuse(Refusal("a.txt", "empty", {}, "2024", sha256=kept.sha256), kept)
    (number,) = keep(catalogue, report)
    (refusal,) = catalogue.refusals()
    assert catalogue.refused_bytes(refusal.id) == a_text().encode()
    with catalogue.changing() as change:
        change.settle([refusal.id])
    assert catalogue.refused_bytes(refusal.id) is None
    assert catalogue.original(number)[1] == a_text().encode()
    assert catalogue.integrity() is None


def test_the_same_bytes_are_stored_once(catalogue: Catalogue) -> None:
    one, two = keep(catalogue, packed(unit="甲公司"), packed(unit="乙公司"))
    assert catalogue.original(one) == catalogue.original(two)
    assert len(list(catalogue.originals())) == 1


def test_a_reader_sees_one_commit_while_another_is_made(catalogue: Catalogue) -> None:
    keep(catalogue, packed(a_text(seed=1)))
    other = Catalogue(catalogue.file)
    with catalogue.changing() as change:
        change.insert(50, 5_000, packed(a_text(seed=2)))
        assert len(other.snapshot().records) == 1  # neither waits nor sees half of it
    assert len(other.snapshot().records) == 2


@pytest.mark.parametrize(
    "garbage", [b"not a database at all, " * 100, b"SQLite format 3\x00" + b"\x07" * 5000]
)
def test_a_file_of_garbage_is_a_damaged_home(tmp_path: Path, garbage: bytes) -> None:
    file = tmp_path / "catalogue.sqlite3"
    file.write_bytes(garbage)
    with pytest.raises(DamagedHome) as refused:
        Catalogue(file)
    assert refused.value.key == "catalogue_damaged"
    assert file.read_bytes() == garbage


def test_a_database_of_something_else_is_not_taken_for_a_catalogue(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.sqlite3"
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE music (song TEXT)")
    database.close()
    with pytest.raises(DamagedHome) as refused:
        Catalogue(file)
    assert refused.value.key == "not_a_catalogue"


@pytest.mark.parametrize(("version", "key"), [(0, "schema_older"), (99, "schema_newer")])
def test_another_schema_version_is_refused(catalogue: Catalogue, version: int, key: str) -> None:
    catalogue.settle()
    with sqlite3.connect(catalogue.file) as database:
        database.execute("UPDATE state SET schema_version = ?", (version,))
    database.close()
    with pytest.raises(DamagedHome) as refused:
        Catalogue(catalogue.file)
    assert refused.value.key == key
    assert refused.value.values["found"] == version


def test_bytes_flipped_in_the_middle_never_give_a_traceback(catalogue: Catalogue) -> None:
    keep(catalogue, *(packed(a_text(seed=seed)) for seed in range(20)))
    catalogue.settle()
    whole = catalogue.file.read_bytes()
    noticed = 0
    for start in range(0, len(whole), 4096):
        broken = whole[:start] + hashlib.sha256(str(start).encode()).digest() * 128
        broken += whole[len(broken) :]
        catalogue.file.write_bytes(broken)
        try:
            other = Catalogue(catalogue.file)
            try:
                for record in other.snapshot().records:
                    other.entry(record.id)
                noticed += other.integrity() is not None
            finally:
                other.close()
        except (DamagedHome, ReportNotFound):
            noticed += 1
    assert noticed > 10


def test_ten_thousand_reports_come_as_columns_in_well_under_a_second(
    catalogue: Catalogue,
) -> None:
    report = packed(a_text())
    with catalogue.changing() as change:
        change.insert(1, 1, report)
    with sqlite3.connect(catalogue.file) as database:
        database.execute(
            "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
            " INSERT INTO report SELECT i, status, status_at, replaced_by, file, sha256, added,"
            " title, year, unit, kind, sections, i * 1000, 100, characters, parents,"
            " recognised, corrections, zeroblob(100), rules, scanned, doubtful, unread FROM n,"
            " report WHERE id = 1"
        )
    database.close()
    started = time.perf_counter()
    snapshot = catalogue.snapshot()
    assert time.perf_counter() - started < 1
    assert len(snapshot.records) == 10_000
    assert len(snapshot.columns.parts) > 900_000


def test_columns_of_nothing_have_their_zero_start() -> None:
    assert columns_of([], []).starts.tolist() == [0]
