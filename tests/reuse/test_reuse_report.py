"""The reuse report of a report or a draft: labels, rates, sources, and what people take out."""

from __future__ import annotations

from pathlib import Path

import pytest
from copied_support import (
    DONE,
    OTHER,
    PROBLEMS,
    a_library,
    a_report,
    add_files,
    passage_of,
    row_of,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import BadQuery, Refused, ReportNotFound
from index.model import Span
from search.library import Library
from search.reuse.model import Label, Mark, Reuse, ReuseRequest, Verdict

A, B = "云岭港务公司", "青石物流公司"
MASKED = ("×××党支部", "2023年×月×日", "——————")


def report(library: Library, unit: str, year: int, **options: float) -> Reuse:
    return library.reuse(ReuseRequest(row_of(library, unit, year).id, **options))  # type: ignore[arg-type]


def labels(found: Reuse) -> list[tuple[str, list[Label]]]:
    return [(one.text, [piece.label for piece in one.covered]) for one in found.passages]


def listed(found: Reuse) -> dict[Label, int]:
    """Count the characters under each label from what is listed."""
    counts = dict.fromkeys(Label, 0)
    for passage in found.passages:
        for one in passage.covered:
            counts[one.label] += one.span.end - one.span.start
    return counts


def recomputes(found: Reuse) -> None:
    counts = listed(found)
    of = sum(len(passage.text) for passage in found.passages) - counts[Label.TEMPLATE]
    rates = found.rates
    for rate in (rates.raw, rates.without_stock, rates.without_own):
        assert (rate.covered, rate.of) == (sum(counts[one] for one in rate.labels), of)
    by_report: dict[int, int] = {}
    for passage in found.passages:
        for one in passage.covered:
            for report_id in one.report_ids if one.label in rates.largest_source.labels else ():
                by_report[report_id] = by_report.get(report_id, 0) + one.span.end - one.span.start
    assert rates.largest_source.covered == max(by_report.values(), default=0)
    assert {one.report_id: one.characters for one in found.sources} == by_report


def test_what_stands_in_own_earlier_years_and_in_other_units_is_told_apart(tmp_path: Path) -> None:
    reports = {
        f"{A}/2021年工作总结.txt": a_report(2021, (DONE[0], OTHER[0])),
        f"{B}/2021年工作总结.txt": a_report(2021, (DONE[1], OTHER[1])),
        f"{A}/2022年工作总结.txt": a_report(2022, (DONE[0], DONE[1], DONE[2])),
    }
    with a_library(tmp_path, reports) as library:
        found = report(library, A, 2022)
        assert labels(found) == [
            (DONE[0], [Label.OWN]),
            (DONE[1], [Label.OTHER]),
            (DONE[2], []),
        ]
        of = sum(map(len, DONE))
        assert found.characters == of
        assert (found.rates.raw.covered, found.rates.raw.of) == (len(DONE[0]) + len(DONE[1]), of)
        assert found.rates.without_own.covered == len(DONE[1])
        assert found.rates.largest_source.covered == max(len(DONE[0]), len(DONE[1]))
        assert {(one.unit, one.year, one.passages) for one in found.sources} == {
            (A, 2021, 1),
            (B, 2021, 1),
        }
        assert [passage.start for passage in found.passages] == [
            0,
            len(DONE[0]),
            len(DONE[0]) + len(DONE[1]),
        ]
        recomputes(found)


def test_later_reports_are_listed_and_count_nowhere(tmp_path: Path) -> None:
    reports = {
        f"{A}/2021年工作总结.txt": a_report(2021, DONE),
        f"{B}/2022年工作总结.txt": a_report(2022, (*DONE[:2], OTHER[0])),
    }
    with a_library(tmp_path, reports) as library:
        found = report(library, A, 2021)
        assert (found.rates.raw.rate, found.sources) == (0, ())
        (later,) = found.later
        assert (later.unit, later.characters) == (B, len(DONE[0]) + len(DONE[1]))
        assert [len(passage.later) for passage in found.passages] == [1, 1, 0]
        assert report(library, B, 2022).rates.raw.covered == len(DONE[0]) + len(DONE[1])


def test_within_a_year_each_of_two_reports_counts_against_the_other(tmp_path: Path) -> None:
    reports = {f"{unit}/2022年工作总结.txt": a_report(2022, DONE) for unit in (A, B)}
    with a_library(tmp_path, reports) as library:
        assert report(library, A, 2022).rates.raw.rate == 1
        assert report(library, B, 2022).rates.without_own.rate == 1


def test_identical_work_reaches_all_of_it_masks_and_rules_included(tmp_path: Path) -> None:
    text = a_report(2022, (*DONE, "详见附件。"), PROBLEMS) + "\n".join(MASKED) + "\n"
    reports = {f"{unit}/2022年工作总结.txt": text for unit in (A, B)}
    with a_library(tmp_path, reports) as library:
        found = report(library, A, 2022)
        assert {one.text for one in found.passages} >= {*DONE, *PROBLEMS, *MASKED[:2]}
        assert found.rates.raw.rate == found.rates.largest_source.rate == 1
        recomputes(found)


def test_a_mask_alone_is_no_evidence(tmp_path: Path) -> None:
    reports = {
        f"{A}/2021年工作总结.txt": a_report(2021, DONE[:1]) + "2021年×月×日\n",
        f"{B}/2022年工作总结.txt": a_report(2022, OTHER[:1]) + "2021年×月×日\n",
    }
    with a_library(tmp_path, reports) as library:
        assert report(library, B, 2022).rates.raw.covered == 0


def test_a_template_leaves_both_sides_and_identical_work_still_reaches_all(tmp_path: Path) -> None:
    reports = {
        f"{A}/2021年工作总结.txt": a_report(2021, DONE, PROBLEMS),
        f"{B}/2022年工作总结.txt": a_report(2022, DONE, PROBLEMS),
        "通知/2023年述职提纲.txt": a_report(2023, PROBLEMS),
    }
    with a_library(tmp_path, reports) as library:
        before = report(library, B, 2022)
        assert before.rates.raw.of == sum(map(len, (*DONE, *PROBLEMS)))
        template = next(row for row in library.reports().rows if row.unit not in (A, B))
        library.mark(template.id, Mark.SUPERIOR, by="审核员")
        assert [(one.row.id, one.mark, one.by) for one in library.marked()] == [
            (template.id, Mark.SUPERIOR, "审核员")
        ]
        after = report(library, B, 2022)
        assert listed(after)[Label.TEMPLATE] == sum(map(len, PROBLEMS))
        assert (after.rates.raw.of, after.rates.raw.rate) == (sum(map(len, DONE)), 1)
        recomputes(after)
        library.mark(template.id, None)
        assert report(library, B, 2022).rates == before.rates


def test_what_is_excluded_leaves_the_numerators_only_and_can_be_taken_back(tmp_path: Path) -> None:
    reports = {
        f"{A}/2021年工作总结.txt": a_report(2021, DONE),
        f"{B}/2022年工作总结.txt": a_report(2022, DONE),
    }
    with a_library(tmp_path, reports) as library:
        before = report(library, B, 2022)
        passage = passage_of(library, row_of(library, B, 2022).id, DONE[0])
        library.exclude(passage, reason="统一口径", by="审核员")
        span = Span(5, 15)
        second = passage_of(library, row_of(library, B, 2022).id, DONE[1])
        library.exclude(second, span=span, reason="文件原文")
        after = report(library, B, 2022)
        assert after.rates.raw.of == before.rates.raw.of
        assert after.rates.raw.covered == before.rates.raw.covered - len(DONE[0]) - 10
        assert [(one.reason, one.by) for one in after.excluded] == [
            ("统一口径", "审核员"),
            ("文件原文", ""),
        ]
        assert [piece.label for piece in after.passages[1].covered] == [
            Label.OTHER,
            Label.EXCLUDED,
            Label.OTHER,
        ]
        recomputes(after)
        assert library.include(passage) == 1
        library.include(second, span=span)
        assert report(library, B, 2022).rates == before.rates


def test_what_stands_in_many_units_is_stock_text(tmp_path: Path) -> None:
    reports = {
        f"{name}镇水务站/2021年工作总结.txt": a_report(2021, (PROBLEMS[0], text))
        for name, text in zip("甲乙丙丁戊己庚辛壬", (*DONE, *OTHER, *DONE), strict=True)
    }
    mine = f"{A}/2022年工作总结.txt"
    reports[mine] = a_report(2022, (PROBLEMS[0], OTHER[0]))
    with a_library(tmp_path, reports) as library:
        found = report(library, A, 2022)
        assert (found.cutoff.units, found.cutoff.least) == (10, 8)
        assert labels(found) == [(PROBLEMS[0], [Label.STOCK]), (OTHER[0], [Label.OTHER])]
        assert found.rates.raw.rate == 1
        assert found.rates.without_stock.covered == len(OTHER[0])
        wider = report(library, A, 2022, stock_share=1.0)
        assert wider.cutoff.least == 10
        assert wider.rates.without_stock.rate == 1
        recomputes(found)
        assert found.passages[0].matches[0].stock


def test_below_eight_known_units_nothing_is_stock_text(tmp_path: Path) -> None:
    reports = {
        f"{name}镇水务站/2021年工作总结.txt": a_report(2021, (PROBLEMS[0],))
        for name in "甲乙丙丁戊己"
    }
    reports[f"{A}/2022年工作总结.txt"] = a_report(2022, (PROBLEMS[0],))
    with a_library(tmp_path, reports) as library:
        found = report(library, A, 2022)
        assert found.cutoff.least is None
        assert labels(found) == [(PROBLEMS[0], [Label.OTHER])]


@pytest.mark.parametrize("share", [0.0, -1.0, 1.5])
def test_a_share_that_is_none_is_refused(tmp_path: Path, share: float) -> None:
    with a_library(tmp_path, {f"{A}/2021年工作总结.txt": a_report(2021, DONE)}) as library:
        with pytest.raises(BadQuery) as caught:
            report(library, A, 2021, stock_share=share)
        assert caught.value.values["field"] == "stock_share"


def test_a_masked_unit_is_never_the_own_one(tmp_path: Path) -> None:
    reports = {
        "XX局/2021年工作总结.txt": a_report(2021, DONE),
        "XX局/2022年工作总结.txt": a_report(2022, DONE),
    }
    with a_library(tmp_path, reports) as library:
        found = report(library, "XX局", 2022)
        assert found.rates.without_own.rate == 1


def test_a_sentence_inside_a_longer_passage_is_covered_alone(tmp_path: Path) -> None:
    reports = {
        f"{A}/2021年工作总结.txt": a_report(2021, (DONE[0],)),
        f"{B}/2022年工作总结.txt": a_report(2022, (OTHER[0] + DONE[0] + OTHER[1],)),
    }
    with a_library(tmp_path, reports) as library:
        found = report(library, B, 2022)
        (covered,) = found.passages[0].covered
        assert found.passages[0].text[slice(*covered.span)] == DONE[0]
        assert found.rates.raw.covered == len(DONE[0])


def test_what_was_copied_across_the_cut_of_a_long_paragraph_is_covered(tmp_path: Path) -> None:
    source = "".join(DONE)
    filling = "这里说的是另外一件完全不同的事情，与别处都不相同。"
    reports = {f"{A}/2021年工作总结.txt": a_report(2021, (source,))}
    for year, before in enumerate(range(12, 17), 2022):
        text = filling * before + source + filling * 10
        reports[f"{B}/{year}年工作总结.txt"] = a_report(year, (text,))
    with a_library(tmp_path, reports) as library:
        for year in range(2022, 2027):
            found = report(library, B, year)
            assert len(found.passages) > 1
            first = row_of(library, A, 2021).id
            held = [
                passage.text[slice(*one.span)]
                for passage in found.passages
                for one in passage.covered
                if first in one.report_ids
            ]
            assert "".join(held) == source, year
            for passage in found.passages:
                for match in passage.matches:
                    assert all(span.end <= len(passage.text) for span in match.query_spans)
                    for left, right in zip(match.query_spans, match.text_spans, strict=True):
                        assert passage.text[slice(*left)] == match.text[slice(*right)]
            recomputes(found)


def test_a_draft_is_answered_and_nothing_is_kept(tmp_path: Path) -> None:
    with a_library(tmp_path, {f"{A}/2021年工作总结.txt": a_report(2021, DONE)}) as library:
        text = a_report(2022, (*DONE[:2], OTHER[0]))
        found = library.reuse(ReuseRequest(text=text, unit=A))
        assert (found.report, found.unit, found.year) == (None, A, 2022)
        assert found.rates.raw.covered == len(DONE[0]) + len(DONE[1])
        assert found.rates.without_own.covered == 0
        assert library.size().reports == 1
        filed = library.reuse(ReuseRequest(file=f"{B}2022年工作总结.txt", data=text.encode()))
        assert filed.unit == B
        assert filed.rates.without_own.covered == found.rates.raw.covered
        recomputes(filed)


def test_a_draft_that_is_kept_already_says_so_and_is_counted(tmp_path: Path) -> None:
    text = a_report(2021, DONE)
    with a_library(tmp_path, {f"{A}/2021年工作总结.txt": text}) as library:
        found = library.reuse(ReuseRequest(file="草稿.txt", data=text.encode()))
        assert found.same_file == (row_of(library, A, 2021).id,)
        assert found.rates.raw.rate == 1


def test_what_there_is_not_is_refused(tmp_path: Path) -> None:
    with a_library(tmp_path, {f"{A}/2021年工作总结.txt": a_report(2021, DONE)}) as library:
        for unknown in (0, 99, 2**70):
            with pytest.raises(ReportNotFound):
                library.reuse(ReuseRequest(unknown))
        with pytest.raises(BadQuery):
            library.reuse(ReuseRequest(text=" "))
        with pytest.raises(Refused):
            library.reuse(ReuseRequest(text=a_report(2022, DONE)), cancelled=lambda: True)


def test_progress_counts_passages(tmp_path: Path) -> None:
    with a_library(tmp_path, {f"{A}/2021年工作总结.txt": a_report(2021, DONE)}) as library:
        told = []
        library.reuse(ReuseRequest(text=a_report(2022, DONE)), progress=told.append)
        assert (told[-1].done, told[-1].total) == (3, 3)


def test_matches_are_few_of_each_text_and_the_own_last_year_is_among_them(tmp_path: Path) -> None:
    reports = {f"{B}/{year}年工作总结.txt": a_report(year, DONE[:1]) for year in range(2005, 2020)}
    reports |= {
        f"{A}/{year}年工作总结.txt": a_report(year, DONE[:1]) for year in (2018, 2019, 2020)
    }
    with a_library(tmp_path, reports) as library:
        (passage,) = report(library, A, 2020).passages
        assert passage.total == 17
        assert len(passage.covered[0].report_ids) == 17
        assert len(passage.matches) < 10
        assert {(A, 2019), (B, 2019), (B, 2005)} <= {
            (one.unit, one.year) for one in passage.matches
        }
        assert {one.verdict for one in passage.matches} == {Verdict.SAME}


PASSAGES = (*DONE, *PROBLEMS, *OTHER, DONE[0] + OTHER[0], DONE[1].replace("职工", "群众"))
CHOSEN = st.lists(st.sampled_from(PASSAGES), min_size=1, max_size=5, unique=True)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(CHOSEN, min_size=2, max_size=4), st.data())
def test_laws_hold_in_libraries_made_by_chance(
    tmp_path_factory: pytest.TempPathFactory, chosen: list[list[str]], data: st.DataObject
) -> None:
    years = [data.draw(st.integers(2020, 2022)) for _ in chosen]
    units = [data.draw(st.sampled_from((A, B, "红杉水务公司"))) for _ in chosen]
    reports = {
        f"{unit}/{number}/{year}年工作总结.txt": a_report(year, tuple(some))
        for number, (unit, year, some) in enumerate(zip(units, years, chosen, strict=True))
    }
    folder = tmp_path_factory.mktemp("laws")
    with a_library(folder, reports) as library:
        rows = library.reports(sort="added").rows
        before = {row.id: library.reuse(ReuseRequest(row.id)) for row in rows}
        for row in rows:
            found = before[row.id]
            recomputes(found)
            assert 0 <= found.rates.without_own.rate <= found.rates.raw.rate <= 1
            assert row.id not in {one.report_id for one in found.sources}
        subject = before[rows[0].id]
        passage = data.draw(st.sampled_from(subject.passages))
        if passage.passage_id is not None:
            library.exclude(passage.passage_id, reason="统一口径")
            after = library.reuse(ReuseRequest(rows[0].id))
            recomputes(after)
            assert after.rates.raw.covered <= subject.rates.raw.covered
            assert after.rates.without_own.covered <= subject.rates.without_own.covered
            assert after.rates.largest_source.covered <= subject.rates.largest_source.covered
            library.include(passage.passage_id)
        add_files(folder, {"松涛林场/2019年工作总结.txt": a_report(2019, PASSAGES)})
        library.add([folder / "报送"], workers=1)
        for row in rows:
            again = library.reuse(ReuseRequest(row.id))
            assert [one.text for one in again.passages] == [
                one.text for one in before[row.id].passages
            ]
            assert again.characters == before[row.id].characters
            assert again.rates.raw.covered >= before[row.id].rates.raw.covered


def test_a_draft_of_one_line_is_text_and_no_title(tmp_path: Path) -> None:
    with a_library(tmp_path, {"云岭港务公司/2023年工作总结.txt": a_report(2023, DONE)}) as library:
        found = library.reuse(ReuseRequest(text=DONE[0].rstrip("。")))
        assert found.characters == len(DONE[0]) - 1
        assert found.rates.raw.rate == 1.0


def test_what_the_caller_says_of_a_draft_goes_before_what_it_says_of_itself(
    tmp_path: Path,
) -> None:
    with a_library(tmp_path, {"云岭港务公司/2023年工作总结.txt": a_report(2023, DONE)}) as library:
        draft = a_report(2022, DONE)
        assert library.reuse(ReuseRequest(text=draft)).rates.raw.covered == 0
        found = library.reuse(ReuseRequest(text=draft, unit="青石物流公司", year=2024))
        assert (found.unit, found.year) == ("青石物流公司", 2024)
        assert found.rates.without_own.rate == 1.0


def test_a_long_stretch_copied_into_a_paragraph_of_ones_own_is_covered(tmp_path: Path) -> None:
    held = "".join(OTHER) + DONE[1]
    copied = held[10:90]
    own = "窗口人员轮岗学习业务，整理常见疑问编印成册，放置在大厅显眼位置供群众取阅。"
    own += "机关食堂试行按量取餐，剩饭剩菜明显少了，图书角新添乡土读物，职工子女常来翻看。"
    with a_library(tmp_path, {"云岭港务公司/2023年工作总结.txt": a_report(2023, (held,))}) as kept:
        found = kept.reuse(ReuseRequest(text=f"{own}{copied}，{own[::-1]}"))
        (passage,) = [one for one in found.passages if one.covered]
        (stretch,) = passage.covered
        assert copied[1:-1] in passage.text[slice(*stretch.span)]
        assert stretch.span.end - stretch.span.start <= len(copied) + 2
