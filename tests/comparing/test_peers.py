"""Which reports go well with one: the unit's other years, and like units of its year."""

from __future__ import annotations

from itertools import count

import pytest

from index.catalogue import Record
from search.comparing.peers import Lack, peers

_ids = count(1)


def record(
    unit: str | None,
    year: int | None,
    *,
    kind: str | None = "工作总结",
    title: str = "年度工作总结",
    characters: int = 5_000,
) -> Record:
    number = next(_ids)
    return Record(
        id=number,
        file=f"{number}.txt",
        sha256="0" * 64,
        added="2026-01-01T00:00:00Z",
        title=title,
        year=year,
        unit=unit,
        kind=kind,
        sections=3,
        first_passage=1000 * number,
        passages=20,
        characters=characters,
    )


def ids(rows) -> list[int]:
    return [row.id for row in rows]


def test_the_nearest_years_of_the_unit_are_offered_whatever_lies_between():
    old, before, here, after, late = (
        record("柳河镇水利站", year) for year in (2018, 2021, 2023, 2024, 2026)
    )
    found = peers([old, before, here, after, late], here, 5)
    assert ids(found.earlier) == [before.id]
    assert ids(found.later) == [after.id]
    assert ids(found.years) == [old.id, before.id, here.id, after.id, late.id]


def test_another_kind_or_unit_is_no_other_year_of_it():
    here = record("柳河镇水利站", 2023)
    others = [
        record("柳河镇水利站", 2022, kind="部门预算"),
        record("柳河镇林业站", 2022),
        record("柳河镇水利站", None),
    ]
    found = peers([here, *others], here, 5)
    assert (found.earlier, found.years, found.others) == ((), (), ())


def test_of_several_reports_of_one_year_the_likest_comes_first_and_none_is_lost():
    short = record("柳河镇水利站", 2022, characters=600, title="工作总结（摘要）")
    full = record("柳河镇水利站", 2022, characters=5_200)
    again = record("柳河镇水利站", 2022, characters=5_200)
    here = record("柳河镇水利站", 2023)
    found = peers([short, full, again, here], here, 5)
    assert ids(found.earlier) == [again.id, full.id, short.id]
    assert ids(found.years) == [again.id, here.id]


def test_a_second_report_of_the_same_year_is_offered_apart():
    here, twin = record("柳河镇水利站", 2023), record("柳河镇水利站", 2023)
    found = peers([here, twin], here, 5)
    assert ids(found.same_year) == [twin.id]
    assert not found.earlier
    assert not found.years
    assert not found.others


def test_like_units_are_of_the_same_kind_and_year_the_nearest_name_and_size_first():
    here = record("东山区财政局", 2023, characters=8_000)
    near = record("西山区财政局", 2023, characters=7_800)
    small = record("西湖区财政局", 2023, characters=900)
    far = record("长宁中学", 2023, characters=7_000)
    wrong = [
        record("南山区财政局", 2022),
        record("北山区财政局", 2023, kind="部门决算"),
        record(None, 2023),
    ]
    found = peers([far, small, *wrong, here, near], here, 2)
    assert ids(found.others) == [near.id, small.id]
    assert found.units == 3, "what is not listed is counted"


def test_a_unit_with_two_reports_is_one_unit_and_shows_its_likest():
    here = record("东山区财政局", 2023, characters=8_000)
    draft = record("西山区财政局", 2023, characters=1_000)
    final = record("西山区财政局", 2023, characters=8_100)
    found = peers([here, final, draft], here, 5)
    assert ids(found.others) == [final.id]
    assert found.units == 1


@pytest.mark.parametrize("unit", ["XX局", "某某公司", "××镇人民政府"])
def test_a_masked_unit_has_no_peers_and_is_nobodys_peer(unit: str):
    masked = [record(unit, 2022), record(unit, 2023)]
    named = record("东山区财政局", 2023)
    found = peers([*masked, named], masked[1], 5)
    assert (found.earlier, found.others, found.same_year) == ((), (), ())
    assert found.lacks == (Lack.MASKED,)
    assert peers([*masked, named], named, 5).others == ()


@pytest.mark.parametrize(
    ("unit", "year", "kind", "lacks"),
    [
        (None, 2023, "工作总结", [Lack.UNIT]),
        ("", 2023, "工作总结", [Lack.UNIT]),
        ("东山区财政局", None, "工作总结", [Lack.YEAR]),
        (None, None, None, [Lack.UNIT, Lack.YEAR, Lack.KIND]),
    ],
)
def test_what_a_report_lacks_is_said_and_nothing_is_guessed(unit, year, kind, lacks):
    here = record(unit, year, kind=kind)
    others = [record(unit, 2022, kind=kind), record("西山区财政局", 2023)]
    found = peers([here, *others], here, 5)
    assert list(found.lacks) == lacks
    assert not (found.earlier)
    assert not (found.later)
    assert not (found.same_year)
    assert not (found.others)


def test_without_a_kind_a_unit_still_has_its_years_but_no_like_units():
    here, before = (record("东山区财政局", year, kind=None) for year in (2023, 2022))
    other = record("西山区财政局", 2023, kind=None)
    found = peers([here, before, other], here, 5)
    assert ids(found.earlier) == [before.id]
    assert found.others == ()
    assert found.lacks == (Lack.KIND,)
