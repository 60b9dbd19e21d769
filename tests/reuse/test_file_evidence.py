"""What reports of different units share but their text: names, times, images."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from images_support import a_word_file, png
from keeping_support import a_store, a_text

from index.catalogue import Mark
from index.errors import ReportNotFound
from index.store import Store
from search.reuse.evidence import evidence, is_nobody
from search.reuse.model import Evidence

WATER, GAS, ROADS = "滨江水务公司", "城南燃气公司", "东湖市政公司"
SEAL = png(96, 96, seed=1)
MORNING = datetime(2023, 11, 2, 1, 15, 7, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path / "home")


def add(
    store: Store,
    unit: str | None,
    year: int = 2023,
    *,
    images: Sequence[bytes] = (),
    author: str = "",
    editor: str = "",
    created: datetime | None = None,
) -> int:
    folder = store.home.parent / "报送"
    folder.mkdir(exist_ok=True)
    path = folder / f"{unit or '材料'}{year}年度述职报告.docx"
    text = a_text(unit or "某某公司", year)
    data = a_word_file(text, images=images, author=author, editor=editor, created=created)
    path.write_bytes(data)
    (entry,) = store.add([path]).added
    store.edit(entry.id, unit=unit, year=year)
    return entry.id


def found(store: Store, report: int | None = None) -> Evidence:
    return evidence(store.catalogue, store.picture(), report)


def test_a_name_in_files_of_two_units_is_shown_as_most_files_write_it(store: Store) -> None:
    one = add(store, WATER, author="Li Ming")
    two = add(store, GAS, author="LI  MING")
    three = add(store, ROADS, author="Li Ming")
    add(store, ROADS, 2022, author="王芳", editor="Li Ming")
    said = found(store)
    assert said.authors == (("Li Ming", (one, two, three)),)
    assert said.editors == ()
    assert set(said.reports) == set(said.facts) == {one, two, three}
    assert said.reports[two].unit == GAS
    assert said.facts[two][0] == "LI MING"


def test_one_unit_may_have_one_author_for_all_its_years(store: Store) -> None:
    for year in (2021, 2022, 2023):
        add(store, WATER, year, author="李明", editor="李明", images=[SEAL])
    said = found(store)
    assert (said.authors, said.editors, said.images, said.reports) == ((), (), (), {})


def test_a_report_of_no_known_unit_may_be_of_any(store: Store) -> None:
    one = add(store, WATER, editor="王芳")
    two = add(store, None, editor="王芳")
    three = add(store, "XX公司", 2022, editor="王芳")
    assert found(store).editors == (("王芳", (one, two, three)),)


@pytest.mark.parametrize(
    "name",
    ["Administrator", "admin", "user", "User1", "USER", "微软用户", "Windows 用户", "用户",
     "python-docx", "", "  ", "Microsoft Office User", "×××", "XX", "某某", "123", "Lenovo",
     "联想用户", "办公室", "雨林木风", "www.xitong.com", "管理員"],
)  # fmt: skip
def test_a_name_that_programs_write_by_themselves_is_nobodys(name: str) -> None:
    assert is_nobody(name)


@pytest.mark.parametrize(
    "name",
    ["李明", "王芳", "欧阳晓晓", "Li Ming", "zhang@163.com", "WPS_1527494873", "liuyang88",
     "USER-20180102AB", "DESKTOP-7K2Q", "滨江水务办公室", "徐用", "管理"],
)  # fmt: skip
def test_a_name_of_a_person_or_a_computer_is_somebodys(name: str) -> None:
    assert not is_nobody(name)


def test_nobodys_name_makes_no_group_and_is_still_stated(store: Store) -> None:
    one = add(store, WATER, author="Administrator", images=[SEAL])
    two = add(store, GAS, author="Administrator", images=[SEAL])
    said = found(store)
    assert said.authors == ()
    assert [facts[0] for facts in said.facts.values()] == ["Administrator"] * 2
    assert said.images[0].report_ids == (one, two)


def test_an_image_in_reports_of_two_units_is_shown_with_its_size(store: Store) -> None:
    one = add(store, WATER, images=[SEAL, png(seed=5)])
    two = add(store, GAS, images=[png(seed=6), SEAL])
    (image,) = found(store).images
    assert (image.report_ids, image.width, image.height, image.media) == (
        (one, two),
        96,
        96,
        "image/png",
    )
    assert image.size == len(SEAL)


def test_files_made_by_one_author_in_one_second_come_from_one_file(store: Store) -> None:
    one = add(store, WATER, author="李明", created=MORNING)
    two = add(store, GAS, author="李明", created=MORNING)
    add(store, ROADS, author="李明", created=MORNING.replace(second=8))
    add(store, ROADS, 2022, author="王芳", created=MORNING)
    said = found(store)
    ((author, created, group),) = said.created
    assert (author, group) == ("李明", (one, two))
    assert created.startswith("2023-11-02T01:15:07")
    assert len(said.authors) == 1


def test_the_time_of_a_programs_blank_document_is_no_evidence(store: Store) -> None:
    blank = datetime(2014, 10, 29, 12, 8, tzinfo=UTC)
    for unit in (WATER, GAS):
        add(store, unit, author="李明", created=blank)
    assert found(store).created == ()


def test_what_a_template_holds_is_everybodys(store: Store) -> None:
    template = add(store, "市国资委", author="李明", images=[SEAL], created=MORNING)
    for unit in (WATER, GAS):
        add(store, unit, author="李明", images=[SEAL, png(seed=9)], created=MORNING)
    assert len(found(store).authors) == len(found(store).created) == 1
    assert len(found(store).images) == 2
    store.mark(template, Mark.SUPERIOR)
    said = found(store)
    assert (said.authors, said.created) == ((), ())
    assert [image.width for image in said.images] == [120]


def test_of_one_report_only_its_own_groups_are_shown(store: Store) -> None:
    one = add(store, WATER, author="李明", editor="王芳")
    two = add(store, GAS, author="李明", images=[SEAL])
    three = add(store, ROADS, editor="刘洋", images=[SEAL])
    four = add(store, ROADS, 2022, author="赵强")
    assert [name for name, _ in found(store, one).authors] == ["李明"]
    assert (found(store, one).images, set(found(store, one).reports)) == ((), {one, two})
    assert set(found(store, two).reports) == {one, two, three}
    alone = found(store, four)
    assert (alone.authors, alone.editors, alone.images, alone.created) == ((), (), (), ())
    assert alone.facts[four][0] == "赵强"
    with pytest.raises(ReportNotFound):
        found(store, 77)


def test_removed_reports_are_in_no_group(store: Store) -> None:
    one = add(store, WATER, author="李明", images=[SEAL])
    two = add(store, GAS, author="李明", images=[SEAL])
    old = store.picture()
    store.remove([two])
    said = found(store)
    assert (said.authors, said.images) == ((), ())
    # An older picture knows reports that the catalogue has let go of by now.
    assert evidence(store.catalogue, old, one).authors == ()


def test_the_largest_groups_come_first(store: Store) -> None:
    for unit, year in ((WATER, 2021), (GAS, 2021)):
        add(store, unit, year, author="李明")
    for unit, year in ((WATER, 2022), (GAS, 2022), (ROADS, 2022)):
        add(store, unit, year, author="王芳")
    assert [name for name, _ in found(store).authors] == ["王芳", "李明"]


def test_an_empty_library_has_no_evidence(store: Store) -> None:
    assert found(store) == Evidence((), (), (), {}, {})
