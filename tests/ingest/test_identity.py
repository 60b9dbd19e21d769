"""When a file is the same report, its next version, or a new one."""

from __future__ import annotations

import pytest
from keeping_support import a_text, packed

from index.catalogue import Claim, Packed, Status, Value
from index.ingest.identity import Identities, Standing, Verdict
from index.units import is_known

OTHER = a_text(seed=99)


def kept(
    report: Packed,
    number: int = 7,
    *,
    status: Status = Status.LIVE,
    corrections: dict[str, Value] | None = None,
) -> Claim:
    return Claim(
        number,
        status,
        report.file,
        report.parents,
        report.sha256,
        report.facts,
        corrections or {},
    )


def judged(report: Packed, *claims: Claim) -> Verdict:
    return Identities(claims).judge(report, report.facts)


def test_the_same_bytes_of_the_same_unit_and_year_are_one_report_under_any_name() -> None:
    verdict = judged(packed(file="副本.txt"), kept(packed()))
    assert verdict == Verdict(Standing.UNCHANGED, 7)


def test_the_same_bytes_of_two_units_are_two_reports_and_are_named_as_the_same_bytes() -> None:
    verdict = judged(packed(unit="城南燃气公司"), kept(packed()))
    assert verdict == Verdict(Standing.NEW, same_bytes=7)


def test_the_same_bytes_for_two_years_are_two_reports() -> None:
    assert judged(packed(year=2024), kept(packed())).standing is Standing.NEW


def test_other_bytes_under_the_same_name_unit_year_and_kind_replace() -> None:
    verdict = judged(packed(OTHER, file="新版/述职报告.txt"), kept(packed()))
    assert verdict == Verdict(Standing.REPLACES, 7)


def test_other_bytes_under_another_name_are_added_with_a_hint() -> None:
    verdict = judged(packed(OTHER, file="述职报告终稿.txt"), kept(packed()))
    assert verdict == Verdict(Standing.NEW, maybe=7)


@pytest.mark.parametrize("fact", ["unit", "year", "kind"])
def test_nothing_is_replaced_where_a_fact_is_unknown(fact: str) -> None:
    old, new = packed(**{fact: None}), packed(OTHER, **{fact: None})  # type: ignore[arg-type]
    assert judged(new, kept(old)).standing is Standing.NEW


@pytest.mark.parametrize("unit", [None, "XX党委", "×××公司", "某局", "xx镇"])
def test_unknown_and_masked_units_are_the_same_report_only_in_the_same_place(
    unit: str | None,
) -> None:
    old = packed(unit=unit, file="甲/述职报告.txt", parents=("2023", "甲"))
    same = packed(unit=unit, file="甲/述职报告.txt", parents=("另存", "甲"))
    alone = packed(unit=unit, file="述职报告.txt", parents=())
    elsewhere = packed(unit=unit, file="乙/述职报告.txt", parents=("2023", "乙"))
    renamed = packed(unit=unit, file="甲/总结.txt", parents=("2023", "甲"))
    assert judged(same, kept(old)) == Verdict(Standing.UNCHANGED, 7)
    assert judged(alone, kept(old)) == Verdict(Standing.UNCHANGED, 7)
    assert judged(elsewhere, kept(old)) == Verdict(Standing.NEW, same_bytes=7)
    assert judged(renamed, kept(old)) == Verdict(Standing.NEW, same_bytes=7)


@pytest.mark.parametrize("unit", [None, "XX党委"])
def test_a_missing_or_masked_unit_neither_replaces_nor_may_be_a_new_version(
    unit: str | None,
) -> None:
    old, new = packed(unit=unit), packed(OTHER, unit=unit)
    assert judged(new, kept(old)) == Verdict(Standing.NEW)


def test_a_report_of_unknown_kind_is_nobodys_new_version() -> None:
    assert judged(packed(OTHER, kind=None), kept(packed())) == Verdict(Standing.NEW)
    assert judged(packed(OTHER, kind=None), kept(packed(kind=None))) == Verdict(Standing.NEW)


def test_a_report_of_unknown_year_may_be_a_new_version_under_the_same_name_only() -> None:
    undated = packed(OTHER, year=None)
    assert judged(undated, kept(packed())) == Verdict(Standing.NEW, maybe=7)
    renamed = packed(OTHER, year=None, file="总结.txt")
    assert judged(renamed, kept(packed())) == Verdict(Standing.NEW)
    other_year = packed(OTHER, year=2021)
    assert judged(other_year, kept(packed())) == Verdict(Standing.NEW)


def test_the_very_same_file_of_which_more_is_known_now_replaces() -> None:
    old, new = packed(unit=None, year=None), packed()
    assert judged(new, kept(old)) == Verdict(Standing.REPLACES, 7)


def test_the_very_same_file_of_which_less_is_known_now_is_unchanged() -> None:
    assert judged(packed(unit=None), kept(packed())) == Verdict(Standing.UNCHANGED, 7)


def test_the_same_bytes_without_a_unit_in_another_folder_do_not_vanish() -> None:
    old = packed(file="甲/述职报告.txt", parents=("报送", "甲"))
    new = packed(unit=None, file="乙/述职报告.txt", parents=("报送", "乙"))
    assert judged(new, kept(old)).standing is Standing.NEW


def test_files_of_one_add_never_replace_one_another() -> None:
    identities = Identities([])
    first, second = packed(file="张三/述职报告.txt"), packed(OTHER, file="李四/述职报告.txt")
    assert identities.judge(first, first.facts).standing is Standing.NEW
    identities.take(1, first, first.facts)
    assert identities.judge(second, second.facts) == Verdict(Standing.NEW, maybe=1)
    assert identities.judge(first, first.facts) == Verdict(Standing.UNCHANGED, 1)


def test_a_removed_or_replaced_report_stands_in_nobodys_way() -> None:
    for status in (Status.REMOVED, Status.REPLACED):
        assert judged(packed(), kept(packed(), status=status)) == Verdict(Standing.NEW)


def test_a_correction_decides_identity_like_any_fact() -> None:
    claim = kept(packed(unit=None), corrections={"unit": "滨江水务公司"})
    assert judged(packed(OTHER), claim) == Verdict(Standing.REPLACES, 7)


def test_corrections_are_remembered_for_the_same_bytes_in_the_same_place() -> None:
    said: dict[str, Value] = {"unit": "城南燃气公司"}
    removed = kept(packed(unit=None), status=Status.REMOVED, corrections=said)
    identities = Identities([removed])
    assert identities.corrections_for(packed(unit=None)) == said
    assert identities.corrections_for(packed(unit=None, file="2023/总结.txt")) == {}
    assert identities.corrections_for(packed(OTHER, unit=None)) == {}
    assert identities.corrections_for(packed(unit="滨江水务公司")) == {}


@pytest.mark.parametrize(
    ("unit", "known"),
    [
        ("滨江水务公司", True),
        ("中船七〇一所", True),
        ("X光诊断中心", True),
        ("AXA保险公司", True),
        ("某些单位联合会", True),
        ("", False),
        (None, False),
        ("××公司", False),
        ("XX党委组织部", False),
        ("某区财政局", False),
        ("***公司", False),
    ],
)
def test_a_mask_is_no_name(unit: str | None, known: bool) -> None:
    assert is_known(unit) is known
