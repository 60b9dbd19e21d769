"""Text that was removed is searched too: found, shown, and counted nowhere else."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from tests_support import library_of

from index.errors import BadQuery
from index.model import Role, Why
from search.library import Library
from search.model import Filters, MatrixRequest, Mode, RemovedHit, Request, Result, Rung, Sort

ADVERT = "本文由河畔文库整理，更多范文请关注公众号“河畔笔杆”，代笔咨询请加会员群"
REPORTS = {
    "临河水务公司/2022年工作总结.txt": f"""2022年工作总结
一、主要成效
守牢供水安##paidbegin##全底线，河长制落实到人。
（一）抓实巡河。每月巡河两次，整改问题31个。
{ADVERT}
二、存在问题
巡河记录不细。
""",
    "临河环卫公司/2023年述职报告.txt": f"""{ADVERT}
2023年述职报告
一、履职情况
带头巡河，河畔、文库共建活动开展3次。
{ADVERT}
""",
    "体会.txt": """抓落实的几点体会
巡河不能走过场。
范文看得更多，不如多走一趟。
""",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with library_of(tmp_path_factory.mktemp("library"), REPORTS) as kept:
        yield kept


def listed(library: Library, query: str, **options: object) -> tuple[RemovedHit, ...]:
    return library.search(Request(query, removed=True, **options)).removed.hits  # type: ignore[arg-type]


def counts(result: Result) -> tuple[int, int, int]:
    found = result.removed
    return found.passages, found.occurrences, found.reports


def test_what_stands_only_in_removed_text_is_said_so(library: Library) -> None:
    result = library.search(Request("河畔笔杆"))
    assert (result.passages, result.occurrences, result.reports) == (0, 0, 0)
    assert counts(result) == (3, 3, 2)
    assert result.removed.rung is Rung.EXACT
    assert result.removed.hits == ()


def test_it_counts_nowhere_else(library: Library) -> None:
    request = Request("代笔咨询", mode=Mode.EXACT)
    result = library.search(request)
    assert result.hits == ()
    assert set(result.facets.year.values()) | set(result.facets.unit.values()) == {0}
    assert library.ladder(request)[0].occurrences == 0
    assert sum(map(sum, library.table(request).occurrences)) == 0
    assert library.matrix(MatrixRequest(("代笔咨询",))).phrases[0].total == 0
    assert library.search(Request("代笔 咨询", mode=Mode.WORDS)).passages == 0
    assert not [one for one in library.near(Request("代笔资询")) if "咨询" in one.text]
    assert not [one for one in library.complete("代笔") if one.occurrences]


def test_beside_what_stands_in_the_texts_it_is_counted_apart(library: Library) -> None:
    result = library.search(Request("河"))
    assert result.occurrences == 7
    assert counts(result) == (3, 6, 2)
    assert [hit.text for hit in result.hits if "代笔" in hit.text] == []


def test_a_piece_that_interrupted_a_word_is_a_text_of_its_own(library: Library) -> None:
    assert library.search(Request("供水安全底线")).occurrences == 1
    (hit,) = listed(library, "paidbegin")
    assert (hit.text, hit.why) == ("##paidbegin##", Why.MARKUP)
    assert (hit.before, hit.after) == ("守牢供水安", "全底线，河长")
    assert hit.path == ("一、主要成效",)
    assert listed(library, "安##paidbegin##全") == ()


def test_hits_say_why_they_were_removed_and_where_they_stood(library: Library) -> None:
    hits = listed(library, "河畔笔杆")
    assert [hit.year for hit in hits] == [2023, 2023, 2022]
    assert {hit.why for hit in hits} == {Why.ADVERT}
    first, second, other = hits
    assert (first.index, first.passage_id, first.path) == (None, None, ())
    assert (first.before, first.after) == ("", "")
    report = library.report(second.report_id)
    assert report.removed[second.number].text == second.text == ADVERT
    assert second.passage_id == report.first_passage + (second.index or 0)
    assert second.path == ("一、履职情况",)
    assert (second.before, second.after) == ("动开展3次。", "")
    assert other.path[0] == "一、主要成效"
    assert all(hit.text[slice(*hit.spans[0])] == "河畔笔杆" for hit in hits)


def test_all_of_a_piece_is_marked_and_counted(library: Library) -> None:
    hits = listed(library, "河畔", mode=Mode.EXACT)
    assert [(hit.occurrences, len(hit.spans)) for hit in hits] == [(2, 2)] * 3


def test_filters_hold_and_a_part_excludes(library: Library) -> None:
    def found(query: str = "代笔咨询", **chosen: object) -> int:
        filters = Filters(**chosen)  # type: ignore[arg-type]
        return library.search(Request(query, filters=filters)).removed.occurrences

    assert found(years=(2022,)) == 1
    assert found(units=("临河环卫公司",)) == 2
    assert found(kinds=("述职报告",)) == 2
    assert found(reports=(99,)) == 0
    assert found("代笔咨询 年份:2023") == 2
    assert found("代笔咨询 标题:工作总结") == 1
    by_role = library.search(Request("代笔咨询", filters=Filters(roles=(Role.PROBLEMS,))))
    assert (by_role.removed.rung, counts(by_role)) == (None, (0, 0, 0))
    assert library.search(Request("代笔咨询 部分:问题")).removed.rung is None


def test_a_piece_matches_as_a_passage_would(library: Library) -> None:
    def found(query: str) -> int:
        return library.search(Request(query, mode=Mode.EXACT)).removed.passages

    assert found("河畔文库 代笔咨询") == 3
    assert found("河畔文库 巡河") == 0
    assert found("paidbegin|代笔咨询") == 4
    assert found("文库 -代笔咨询") == 0
    assert found("paidbegin -代笔咨询") == 1
    assert found("关注#“") == 0


def test_words_look_at_no_removed_text(library: Library) -> None:
    result = library.search(Request("代笔咨询", mode=Mode.WORDS))
    assert (result.removed.rung, counts(result)) == (None, (0, 0, 0))


def test_an_exact_place_is_said_where_only_words_answer(library: Library) -> None:
    result = library.search(Request("更多范文"))
    assert (result.rung, result.passages) == (Rung.WORDS, 1)
    assert (result.removed.rung, result.removed.occurrences) == (Rung.EXACT, 3)
    assert len(listed(library, "更多范文")) == 3


def test_punctuation_is_ignored_where_nothing_is_exact(library: Library) -> None:
    result = library.search(Request("河畔文库整理更多范文"))
    assert (result.passages, result.removed.rung, counts(result)) == (0, Rung.LOOSE, (3, 3, 2))
    assert library.search(Request("河畔文库整理更多范文", mode=Mode.EXACT)).removed.occurrences == 0
    # The texts answer loosely: so does what was removed.
    result = library.search(Request("河畔文库"))
    assert (result.rung, result.occurrences) == (Rung.LOOSE, 1)
    assert (result.removed.rung, result.removed.occurrences) == (Rung.LOOSE, 3)


def test_no_filter_makes_the_answer_vague(library: Library) -> None:
    chosen = Filters(units=("不存在的单位",))
    result = library.search(Request("河畔文库整理", filters=chosen))
    assert (result.removed.rung, result.removed.occurrences) == (Rung.EXACT, 0)


def test_hits_are_listed_page_by_page_in_the_order_asked_for(library: Library) -> None:
    whole = listed(library, "河畔")
    assert [hit.report_id for hit in listed(library, "河畔", limit=1, offset=1)] == [
        whole[1].report_id
    ]
    assert listed(library, "河畔", limit=2) == whole[:2]
    assert listed(library, "河畔", offset=9) == ()
    units = [hit.unit for hit in listed(library, "河畔", sort=Sort.UNIT)]
    assert units == sorted(units, key=str)
    assert listed(library, "河畔", sort=Sort.RELEVANCE) == whole
    result = library.search(Request("河", removed=True))
    assert (result.hits, result.occurrences) == ((), 7)


def test_they_are_not_grouped_and_not_found_by_words(library: Library) -> None:
    for options, key in (
        ({"grouped": True}, "removed_not_grouped"),
        ({"mode": Mode.WORDS}, "removed_not_by_words"),
    ):
        with pytest.raises(BadQuery) as refused:
            library.search(Request("河畔", removed=True, **options))  # type: ignore[arg-type]
        assert refused.value.key == key


def test_searching_within_a_report_knows_its_removed_text(library: Library) -> None:
    report = next(row.id for row in library.reports().rows if row.unit == "临河水务公司")
    assert counts(library.find_in(report, "代笔咨询")) == (1, 1, 1)


def test_files_name_what_they_do_not_list(library: Library, tmp_path: Path) -> None:
    def about(query: str, **options: object) -> dict[str, str]:
        file = tmp_path / "结果.xlsx"
        library.export_hits(Request(query, **options), file, overwrite=True)  # type: ignore[arg-type]
        return dict(openpyxl.load_workbook(file)["说明"].iter_rows(values_only=True))

    assert about("河")["清理掉的文字"] == "另有 6 处（3 段，2 篇报告），不计入以上各数"
    assert about("河", removed=True)["找到"].endswith("7 处，3 篇报告，2 个单位")
    assert about("河畔文库")["清理掉的文字"].startswith("忽略标点，另有 3 处")
    assert about("走过场")["清理掉的文字"] == "也查了，没有"
    assert "清理掉的文字" not in about("巡河", mode=Mode.WORDS)
    library.export_hits(Request("河"), tmp_path / "结果.csv")
    with (tmp_path / "结果.csv").open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert {row["清理掉的文字里另有（处）"] for row in rows} == {"6"}
    assert not [row for row in rows if "代笔" in row["原文"]]


def test_what_was_removed_goes_with_its_report(tmp_path: Path) -> None:
    with library_of(tmp_path, REPORTS) as kept:
        gone = next(row.id for row in kept.reports().rows if row.unit == "临河水务公司")
        kept.remove([gone])
        assert counts(kept.search(Request("代笔咨询"))) == (2, 2, 1)
        kept.bring_back(gone)
        kept.edit(gone, year=2020)
        assert [hit.year for hit in listed(kept, "代笔咨询", sort=Sort.YEAR)] == [2023, 2023, 2020]
