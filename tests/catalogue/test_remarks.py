"""What people say of passages and reports is kept, with all that they ever said."""

from __future__ import annotations

from pathlib import Path

import pytest
from keeping_support import packed

from index.catalogue import Catalogue, Mark, Packed
from index.model import Span

LINES = (
    "滨江水务公司2023年度述职报告",
    "一、履行职责情况",
    "全年完成老旧管网改造四十二公里，供水水质综合合格率保持稳定。",
    "建立隐患排查台账，实行清单管理和销号制度，压实各级责任。",
    "二、下一步打算",
    "加强班组建设，开展技能比武，提升一线职工业务水平。",
)
DIGGING, LEDGER, TEAMS = LINES[2], LINES[3], LINES[5]


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "catalogue.sqlite3")


def keep(catalogue: Catalogue, report: Packed, replaces: int | None = None) -> int:
    before = catalogue.reserve(1, len(report.texts))
    with catalogue.changing() as change:
        change.insert(before.next_report, before.next_passage, report)
        if replaces is not None:
            change.retire(replaces, replaced_by=before.next_report)
    return before.next_report


def a_report(*lines: str) -> Packed:
    return packed("\n".join(lines or LINES) + "\n")


def passages(catalogue: Catalogue, report: int, text: str) -> list[int]:
    """The ids of all passages of a report with this text, in reading order."""
    entry = catalogue.entry(report)
    return [
        entry.record.first_passage + passage.index
        for passage in entry.outline.passages
        if passage.text == text
    ]


def passage(catalogue: Catalogue, report: int, text: str) -> int:
    (found,) = passages(catalogue, report, text)
    return found


def exclude(
    catalogue: Catalogue,
    report: int,
    text: str,
    span: Span | None = None,
    reason: str = "法定表述",
) -> None:
    number = passage(catalogue, report, text)
    with catalogue.changing() as change:
        change.exclude(report, number, span or Span(0, len(text)), reason=reason, by="张敏")


def held(catalogue: Catalogue) -> list[tuple[int, str, Span, str]]:
    """What holds: report, text of the passage, span, reason."""
    found = catalogue.snapshot().exclusions
    texts = catalogue.texts([one.passage_id for one in found])
    return [(one.report_id, texts[one.passage_id], one.span, one.reason) for one in found]


def test_a_snapshot_carries_exclusions_in_the_order_of_the_text(catalogue: Catalogue) -> None:
    report = keep(catalogue, a_report())
    exclude(catalogue, report, TEAMS)
    exclude(catalogue, report, LEDGER, Span(9, 20))
    exclude(catalogue, report, LEDGER, Span(0, 8), reason="上级统一要求")
    assert held(catalogue) == [
        (report, LEDGER, Span(0, 8), "上级统一要求"),
        (report, LEDGER, Span(9, 20), "法定表述"),
        (report, TEAMS, Span(0, len(TEAMS)), "法定表述"),
    ]
    assert catalogue.exclusions() == catalogue.snapshot().exclusions
    (first, *_) = catalogue.snapshot().exclusions
    assert (first.by, first.taken_back) == ("张敏", None)
    assert first.at.startswith("20")


def test_the_newest_reason_holds_and_the_earlier_stays_as_taken_back(
    catalogue: Catalogue,
) -> None:
    report = keep(catalogue, a_report())
    exclude(catalogue, report, LEDGER, reason="法定表述")
    exclude(catalogue, report, LEDGER, reason="上级文件原文")
    assert [reason for *_, reason in held(catalogue)] == ["上级文件原文"]
    history = catalogue.exclusion_history(report)
    assert [(one.reason, one.taken_back is None) for one in history] == [
        ("法定表述", False),
        ("上级文件原文", True),
    ]


def test_what_is_taken_back_holds_no_more_and_stays_in_the_history(catalogue: Catalogue) -> None:
    report = keep(catalogue, a_report())
    exclude(catalogue, report, LEDGER, Span(0, 8))
    exclude(catalogue, report, LEDGER, Span(9, 20))
    number = passage(catalogue, report, LEDGER)
    with catalogue.changing() as change:
        assert change.include(number, Span(0, 8), by="刘洋") == 1
    assert [span for _, _, span, _ in held(catalogue)] == [Span(9, 20)]
    with catalogue.changing() as change:
        assert change.include(number, None, by="刘洋") == 1
        assert change.include(number, None, by="刘洋") == 0
    assert held(catalogue) == []
    history = catalogue.exclusion_history(report)
    assert [one.taken_back_by for one in history] == ["刘洋", "刘洋"]
    assert all(one.taken_back for one in history)


def test_the_last_mark_holds_and_all_of_them_are_kept(catalogue: Catalogue) -> None:
    one, two = keep(catalogue, a_report()), keep(catalogue, a_report(*LINES[:4]))
    for report, mark in ((two, Mark.TEMPLATE), (one, Mark.TEMPLATE), (one, Mark.SUPERIOR)):
        with catalogue.changing() as change:
            change.mark(report, mark, by="张敏")
    assert [(key, said.mark) for key, said in catalogue.snapshot().marks.items()] == [
        (one, Mark.SUPERIOR),
        (two, Mark.TEMPLATE),
    ]
    with catalogue.changing() as change:
        change.mark(one, None, by="刘洋")
    assert list(catalogue.marks()) == [two]
    assert [(said.mark, said.by) for said in catalogue.mark_history(one)] == [
        (Mark.TEMPLATE, "张敏"),
        (Mark.SUPERIOR, "张敏"),
        (None, "刘洋"),
    ]


def test_what_was_said_of_a_removed_report_rests_until_it_is_back(catalogue: Catalogue) -> None:
    report = keep(catalogue, a_report())
    exclude(catalogue, report, LEDGER)
    with catalogue.changing() as change:
        change.mark(report, Mark.TEMPLATE, by="")
        change.retire(report)
    assert (held(catalogue), dict(catalogue.marks())) == ([], {})
    with catalogue.changing() as change:
        change.revive(report)
    assert [text for _, text, _, _ in held(catalogue)] == [LEDGER]
    assert list(catalogue.marks()) == [report]


def test_a_new_version_has_what_was_said_of_the_very_same_text(catalogue: Catalogue) -> None:
    old = keep(catalogue, a_report())
    exclude(catalogue, old, DIGGING)
    exclude(catalogue, old, LEDGER, Span(0, 8))
    with catalogue.changing() as change:
        change.mark(old, Mark.SUPERIOR, by="张敏")
    before = {one.span: one for one in catalogue.exclusions()}
    # One passage moved, one was changed in a figure: that one is not the text that was judged.
    changed = DIGGING.replace("四十二", "四十三")
    new = keep(catalogue, a_report(LINES[0], LINES[1], TEAMS, changed, LEDGER), replaces=old)
    assert held(catalogue) == [(new, LEDGER, Span(0, 8), "法定表述")]
    (carried,) = catalogue.exclusions()
    assert (carried.by, carried.at) == (before[Span(0, 8)].by, before[Span(0, 8)].at)
    assert {key: said.mark for key, said in catalogue.marks().items()} == {new: Mark.SUPERIOR}


def test_of_equal_passages_the_one_that_was_meant_is_carried(catalogue: Catalogue) -> None:
    lines = (*LINES[:2], LEDGER, DIGGING, LEDGER, LINES[4], LEDGER)
    old = keep(catalogue, a_report(*lines))
    with catalogue.changing() as change:
        second = passages(catalogue, old, LEDGER)[1]
        change.exclude(old, second, Span(0, len(LEDGER)), reason="引用", by="")
    same = keep(catalogue, a_report(*lines), replaces=old)
    assert [one.passage_id for one in catalogue.exclusions()] == [
        passages(catalogue, same, LEDGER)[1]
    ]
    fewer = keep(catalogue, a_report(*LINES), replaces=same)
    assert [one.passage_id for one in catalogue.exclusions()] == passages(catalogue, fewer, LEDGER)


def test_a_version_that_takes_its_place_again_has_the_last_word_of_its_successor(
    catalogue: Catalogue,
) -> None:
    old = keep(catalogue, a_report())
    for text in (DIGGING, LEDGER):
        exclude(catalogue, old, text)
    with catalogue.changing() as change:
        change.mark(old, Mark.TEMPLATE, by="")
    new = keep(catalogue, a_report(*LINES[:2], LEDGER, *LINES[4:]), replaces=old)
    exclude(catalogue, new, TEAMS, reason="新说")
    with catalogue.changing() as change:
        change.include(passage(catalogue, new, LEDGER), None, by="刘洋")
        change.mark(new, None, by="刘洋")
    with catalogue.changing() as change:
        change.revive(old)
        change.retire(new, replaced_by=old)
    # Of the text that only the old version has, its own word holds.
    assert [(text, reason) for _, text, _, reason in held(catalogue)] == [
        (DIGGING, "法定表述"),
        (TEAMS, "新说"),
    ]
    assert {one.report_id for one in catalogue.exclusions()} == {old}
    assert dict(catalogue.marks()) == {}


def test_going_to_and_fro_between_versions_repeats_nothing(catalogue: Catalogue) -> None:
    old = keep(catalogue, a_report())
    exclude(catalogue, old, LEDGER)
    new = keep(catalogue, a_report(*LINES[:4]), replaces=old)
    for _ in range(3):
        for back, away in ((old, new), (new, old)):
            with catalogue.changing() as change:
                change.revive(back)
                change.retire(away, replaced_by=back)
    assert [len(catalogue.exclusion_history(report)) for report in (old, new)] == [1, 1]
    assert [(report, text) for report, text, *_ in held(catalogue)] == [(new, LEDGER)]


def test_a_change_that_fails_leaves_no_word_behind(catalogue: Catalogue) -> None:
    report = keep(catalogue, a_report())
    number = passage(catalogue, report, LEDGER)

    def half() -> None:
        with catalogue.changing() as change:
            change.exclude(report, number, Span(0, 4), reason="引用", by="")
            change.mark(report, Mark.TEMPLATE, by="")
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        half()
    assert catalogue.exclusion_history(report) == ()
    assert catalogue.mark_history(report) == ()
