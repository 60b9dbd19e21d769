"""Text recognised from pictures says so: in hits, in what was searched, in drafts, in files."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import openpyxl
import pytest
from docx import Document
from scanned_support import (
    ALL_PICTURE,
    REPORTS,
    a_scan,
    make_believe,
    scanned_library,
)

from index.model import NO_SCAN, Scan
from search.clusters.model import By, ClustersRequest, HeatRequest
from search.comparing.following.followed import SeveralRequest, TrailRequest
from search.comparing.model import CompareRequest, Given
from search.library import Library, compare_drafts, preview
from search.model import Filters, MatrixRequest, Request, Role
from search.reuse.model import ReuseRequest, SimilarRequest

PARTLY, WHOLLY = Scan(1, 3), Scan(1, 0)
EDITED = "逐级签订责任书356份，排查隐患128处，整改率达到98.6%，没有发生责任事故。"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with scanned_library(tmp_path_factory.mktemp("scanned"), REPORTS) as kept:
        kept.relate()
        yield kept


@pytest.fixture(scope="module")
def ids(library: Library) -> dict[str, int]:
    return {f"{row.unit}{row.year}": row.id for row in library.reports().rows}


def of(library: Library) -> dict[int, Scan]:
    return {row.id: row.scan for row in library.reports().rows}


def test_a_list_and_a_report_know_how_much_was_recognised(
    library: Library, ids: dict[str, int]
) -> None:
    assert of(library) == {
        ids["临港码头公司2021"]: PARTLY,
        ids["临港码头公司2022"]: WHOLLY,
        ids["临港码头公司2023"]: NO_SCAN,
        ids["临港水厂2023"]: NO_SCAN,
    }
    report = library.report(ids["临港码头公司2021"])
    assert (report.facts.scanned, report.facts.pages) == ((2,), 3)
    assert [doubt.text[doubt.start : doubt.end] for doubt in report.facts.doubts] == [*"隐亊靳"]


def test_everything_found_knows_what_its_report_is(library: Library, ids: dict[str, int]) -> None:
    scans = of(library)
    hits = library.search(Request("排查隐患")).hits
    groups = library.search(Request("排查隐患", grouped=True)).groups
    assert len(hits) == len(groups) == 4
    assert [one.scan for one in (*hits, *groups)] == [
        scans[one.report_id] for one in (*hits, *groups)
    ]
    similar = library.similar(SimilarRequest(EDITED))
    assert {one.scan for one in similar.matches} == {PARTLY, WHOLLY, NO_SCAN}
    assert [one.scan for one in similar.matches] == [
        scans[one.report_id] for one in similar.matches
    ]
    reuse = library.reuse(ReuseRequest(ids["临港水厂2023"]))
    assert reuse.scan == NO_SCAN
    assert {one.report_id: one.scan for one in reuse.sources}[ids["临港码头公司2021"]] == PARTLY
    members = library.clusters(ClustersRequest(members=None)).clusters[0].members
    assert [one.scan for one in members] == [scans[one.report_id] for one in members]
    columns = library.several(SeveralRequest((ids["临港码头公司2021"], ids["临港码头公司2023"])))
    assert [one.scan for one in columns.columns] == [PARTLY, NO_SCAN]
    trail = library.trail(TrailRequest(hits[0].passage_id))
    assert [one.scan for one in trail.steps] == [scans[one.report_id] for one in trail.steps]


def test_what_was_searched_counts_recognised_pages_of_the_reports_that_filters_leave(
    library: Library,
) -> None:
    def scanned(filters: Filters, query: str = "排查隐患") -> tuple[int, int]:
        found = library.search(Request(query, filters=filters)).searched
        return found.scanned_reports, found.scanned_pages

    assert scanned(Filters()) == (2, 2)
    assert scanned(Filters(years=(2021,))) == (1, 1)
    assert scanned(Filters(units=("临港水厂",))) == (0, 0)
    assert scanned(Filters(roles=(Role.PROBLEMS,))) == (1, 1)  # the other holds none of these
    assert scanned(Filters(), "排查隐患 年份:2022") == (1, 1)
    assert scanned(Filters(years=(1990,))) == (0, 0)
    every = (
        library.size(),
        library.similar(SimilarRequest(EDITED)).searched,
        library.matrix(MatrixRequest(("排查隐患",))).searched,
        library.clusters(ClustersRequest()).searched,
        library.heatmap(HeatRequest()).searched,
        library.reuse(ReuseRequest(text=EDITED)).searched,
    )
    assert {(one.scanned_reports, one.scanned_pages) for one in every} == {(2, 2)}


def test_a_removed_report_and_one_read_anew_change_the_count(tmp_path: Path) -> None:
    with scanned_library(tmp_path, REPORTS) as library:
        rows = {row.scan: row.id for row in library.reports().rows}
        library.remove([rows[PARTLY]])
        assert library.size().scanned_pages == 1
        library.bring_back(rows[PARTLY])
        assert library.size().scanned_pages == 2
        with make_believe(pictures=False):  # the same words, out of a text layer
            library.reread([rows[PARTLY]])
        assert library.report(rows[PARTLY]).row.scan == NO_SCAN
        library.reread([rows[PARTLY]])
        assert library.report(rows[PARTLY]).row.scan == PARTLY


def test_adding_says_it_of_each_file(tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    for number, text in enumerate(REPORTS.values()):
        (folder / f"第{number}篇.txt").write_text(text, encoding="utf-8")
    with make_believe(), Library(tmp_path / "home") as library:
        done = library.add([folder], workers=1)
        again = library.add([folder], workers=1)
    assert [one.scan for one in done.added] == [PARTLY, WHOLLY, NO_SCAN, NO_SCAN]
    assert [one.scan for one in again.unchanged] == [PARTLY, WHOLLY, NO_SCAN, NO_SCAN]


def test_drafts_know_it_before_anything_is_kept(library: Library, tmp_path: Path) -> None:
    data = a_scan(ALL_PICTURE.replace("隐", "〔隐〕")).encode()
    draft = Given(file="草稿.txt", data=data)
    with make_believe():
        assert library.reuse(ReuseRequest(file="草稿.txt", data=data)).scan == Scan(1, 1)
        compared = compare_drafts(CompareRequest(draft, Given(text=EDITED)))
        assert (compared.left.scan, compared.right.scan) == (Scan(1, 1), NO_SCAN)
        assert library.side(draft, "left").scan == Scan(1, 1)
        (tmp_path / "草稿.txt").write_bytes(data)
        assert preview(tmp_path / "草稿.txt").source.facts.scan == Scan(1, 1)


# -- files ----------------------------------------------------------------------------------

OVER = "所查报告中 2 篇的 2 页，可能有认错的字；有字认错了的地方查不到"
COLUMN, SEARCHED = "图片识别（页）", "已查报告中图片识别（页）"


def sheet(file: Path, name: str) -> list[dict[Any, Any]]:
    rows = list(openpyxl.load_workbook(file)[name].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def about(file: Path) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(file)["说明"].iter_rows(values_only=True))


def records(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def written(file: Path) -> str:
    paper = Document(str(file))
    cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in paper.paragraphs), *cells])


def test_files_of_hits_say_it_of_each_hit_and_of_what_was_searched(
    library: Library, tmp_path: Path
) -> None:
    files = {kind: tmp_path / f"结果.{kind}" for kind in ("xlsx", "csv", "docx")}
    for file in files.values():
        library.export_hits(Request("排查隐患"), file)
    scans = of(library)
    rows = sheet(files["xlsx"], "检索结果")
    assert [row[COLUMN] for row in rows] == [scans[row["报告编号"]].pages or None for row in rows]
    assert ("图片识别", OVER) in about(files["xlsx"])
    lines = records(files["csv"])
    assert [row[COLUMN] for row in lines].count("1") == 2
    assert {row[SEARCHED] for row in lines} == {"2"}
    text = written(files["docx"])
    assert OVER in text
    assert text.count("2021年度工作总结（图片识别）") == 1
    assert "1 页的文字，没有把握的 3 处；引用前请对照原件" in text
    assert "2023年度工作总结（图片识别）" not in text


def test_other_tables_say_it_too(library: Library, ids: dict[str, int], tmp_path: Path) -> None:
    file = tmp_path / "表.csv"
    library.export_matrix(MatrixRequest(("排查隐患",)), file)
    assert {row[SEARCHED] for row in records(file)} == {"2"}
    library.export_similar(SimilarRequest(EDITED), file, overwrite=True)
    assert [row[COLUMN] for row in records(file)].count("1") == 2
    library.export_clusters(ClustersRequest(), file, overwrite=True)
    assert "1" in {row[COLUMN] for row in records(file)}
    library.export_heatmap(HeatRequest(), file, overwrite=True)
    assert {row[SEARCHED] for row in records(file)} == {"2"}
    some = SeveralRequest((ids["临港码头公司2021"], ids["临港码头公司2023"]))
    library.export_several(some, file, overwrite=True)
    assert {row[COLUMN] for row in records(file) if row["年份"] == "2021"} == {"1"}
    assert {row[COLUMN] for row in records(file) if row["年份"] == "2023"} == {""}
    book = tmp_path / "表.xlsx"
    library.export_heatmap(HeatRequest(By.REPORT), book)
    assert [row[COLUMN] for row in sheet(book, "所计的报告")] == [
        scan.pages or None for _, scan in sorted(of(library).items())
    ]
    pairs = sheet(book, "凭据")
    assert {row[f"行：{COLUMN}"] for row in pairs} == {1, None}
    library.export_matrix(MatrixRequest(("排查隐患",)), book, overwrite=True)
    assert ("图片识别", OVER) in about(book)


def test_a_reuse_report_says_it_of_the_report_and_of_its_sources(
    library: Library, ids: dict[str, int], tmp_path: Path
) -> None:
    files = {kind: tmp_path / f"查重.{kind}" for kind in ("html", "docx", "xlsx")}
    for file in files.values():
        library.export_reuse(ReuseRequest(ids["临港码头公司2022"]), file)
    page = lxml.html.fromstring(files["html"].read_text(encoding="utf-8")).text_content()
    for text in (page, written(files["docx"])):
        assert "临港码头公司 2021年度工作总结（图片识别）" in text
        assert "1 页的文字，没有把握的 0 处；引用前请对照原件" in text
        assert "认错的字会使相似的比例偏低" in text
        assert OVER in text
    for name in ("来源报告", "相似段落"):
        rows = sheet(files["xlsx"], name)
        assert {row["年份"]: row[COLUMN] for row in rows}[2021] == 1


def test_a_comparison_says_it_of_either_side(
    library: Library, ids: dict[str, int], tmp_path: Path
) -> None:
    both = CompareRequest(Given(ids["临港码头公司2021"]), Given(ids["临港码头公司2023"]))
    files = {kind: tmp_path / f"对比.{kind}" for kind in ("html", "docx", "xlsx")}
    for file in files.values():
        library.export_compare(both, file)
    said = "1 页的文字，没有把握的 3 处；引用前请对照原件"
    page = lxml.html.fromstring(files["html"].read_text(encoding="utf-8")).text_content()
    for text in (page, written(files["docx"])):
        assert said in text
        assert "2021年度工作总结（图片识别）" in text
        assert "2023年度工作总结（图片识别）" not in text
    assert [line for line in about(files["xlsx"]) if "图片识别" in str(line)] == [
        ("左　图片识别", said)
    ]


def test_where_nothing_was_recognised_nothing_is_said(tmp_path: Path) -> None:
    typed = {name: text for name, text in REPORTS.items() if "2023" in name}
    with scanned_library(tmp_path, typed) as library:
        (one, other) = library.reports().rows
        files = [tmp_path / f"文件{number}.docx" for number in range(3)]
        library.export_hits(Request("排查隐患"), files[0])
        library.export_reuse(ReuseRequest(one.id), files[1])
        library.export_compare(CompareRequest(Given(one.id), Given(other.id)), files[2])
        assert not any("识别" in written(file) for file in files)
        file = tmp_path / "表.xlsx"
        library.export_hits(Request("排查隐患"), file)
        assert {row[COLUMN] for row in sheet(file, "检索结果")} == {None}
        assert not any("图片识别" in str(line) for line in about(file))
