"""Correcting, removing and bringing back reports."""

from __future__ import annotations

from pathlib import Path

import pytest
from keeping_support import a_store, a_text, mark_of, reports_with, written

from index.catalogue import Value
from index.errors import BadQuery, Refused, ReportNotFound
from index.store import Store

UNIT = "滨江水务公司"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path / "home")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return tmp_path / "报送"


def added(store: Store, desk: Path, *seeds: int) -> list[int]:
    paths = [written(desk, f"{seed}.txt", a_text(seed=seed)) for seed in seeds]
    return [entry.id for entry in store.add(paths).added]


def test_a_correction_holds_at_once_and_can_be_taken_back(store: Store, desk: Path) -> None:
    (report,) = added(store, desk, 1)
    record = store.edit(report, unit=" 滨江水务 集团　", year="2021", kind=None).record
    assert (record.unit, record.year, record.kind) == ("滨江水务 集团", 2021, None)
    (listed,) = store.picture().snapshot.records
    assert (listed.unit, listed.year, listed.kind) == ("滨江水务 集团", 2021, None)
    record = store.forget_edits(report, ["unit", "year", "kind"]).record
    assert (record.unit, record.year, record.kind) == (UNIT, 2023, "述职报告")


def test_a_corrected_title_is_found_by_its_words(store: Store, desk: Path) -> None:
    one, _ = added(store, desk, 1, 2)
    store.edit(one, title="防汛抗旱专项工作述职报告")
    picture = store.picture()
    found = picture.view.words("防汛抗旱")
    reports = picture.snapshot.columns.places(found.passages).report
    assert {int(picture.snapshot.columns.reports[row]) for row in reports} == {one}
    assert store.check().problems == ()


@pytest.mark.parametrize(
    ("field", "value", "key"),
    [
        ("year", 1066, "bad_year"),
        ("year", "去年", "bad_year"),
        ("title", "  ", "title_missing"),
        ("title", None, "title_missing"),
        ("unit", "长" * 201, "value_too_long"),
        ("colour", "红", "unknown_field"),
    ],
)
def test_an_impossible_correction_is_refused(
    store: Store, desk: Path, field: str, value: Value, key: str
) -> None:
    (report,) = added(store, desk, 1)
    with pytest.raises(BadQuery) as refused:
        store.edit(report, **{field: value})
    assert (refused.value.key, refused.value.values["field"]) == (key, field)
    assert store.catalogue.entry(report).corrections == {}


def test_removing_takes_reports_out_of_every_answer(store: Store, desk: Path) -> None:
    one, two = added(store, desk, 1, 2)
    before = store.picture()
    store.remove([one])
    assert [record.id for record in store.picture().snapshot.records] == [two]
    assert reports_with(store, mark_of(UNIT, 2023, 1)) == []
    assert store.check().problems == ()
    assert len(before.snapshot.records) == 2  # whoever is still reading goes on undisturbed
    texts = store.catalogue.texts(before.snapshot.columns.passage_ids().tolist())
    assert len(texts) == before.snapshot.columns.counts.sum()


def test_all_are_removed_or_none(store: Store, desk: Path) -> None:
    one, two = added(store, desk, 1, 2)
    with pytest.raises(ReportNotFound):
        store.remove([one, 77])
    assert [record.id for record in store.picture().snapshot.records] == [one, two]
    store.remove([one])
    for change in (store.remove, lambda ids: store.edit(ids[0], year=2020)):
        with pytest.raises(ReportNotFound):
            change([one])


def test_a_removed_report_can_be_brought_back(store: Store, desk: Path) -> None:
    (report,) = added(store, desk, 1)
    store.edit(report, title="述职")
    store.remove([report])
    entry = store.bring_back(report)
    assert entry.record.title == "述职"
    assert reports_with(store, mark_of(UNIT, 2023, 1)) == [report]
    assert store.check().problems == ()


def test_a_replaced_version_takes_its_place_again_and_back(store: Store, desk: Path) -> None:
    versions = []
    for seed in (1, 2, 3):
        outcome = store.add([written(desk, "述职报告.txt", a_text(seed=seed))])
        versions += [entry.id for entry in (*outcome.added, *outcome.replaced)]
    one, two, three = versions
    assert [version.id for version in store.catalogue.entry(three).earlier] == [two, one]
    store.bring_back(one)
    assert [record.id for record in store.picture().snapshot.records] == [one]
    assert {version.id for version in store.catalogue.entry(one).earlier} == {two, three}
    assert reports_with(store, mark_of(UNIT, 2023, 1)) == [one]
    assert reports_with(store, mark_of(UNIT, 2023, 3)) == []
    store.bring_back(three)
    assert [record.id for record in store.picture().snapshot.records] == [three]
    assert {version.id for version in store.catalogue.entry(three).earlier} == {one, two}
    assert store.check().problems == ()


def test_what_is_live_cannot_be_brought_back(store: Store, desk: Path) -> None:
    (one,) = added(store, desk, 1)
    with pytest.raises(Refused) as refused:
        store.bring_back(one)
    assert refused.value.key == "already_live"
    store.remove([one])
    (again,) = added(store, desk, 1)
    with pytest.raises(Refused) as refused:
        store.bring_back(one)
    assert refused.value.values == {"report": again}
    with pytest.raises(ReportNotFound):
        store.bring_back(77)
