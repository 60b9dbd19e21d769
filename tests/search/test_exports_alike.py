"""What is alike, asked of a library and taken away: complete, with its places, harmless."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from tests_support import library_of

from index.errors import BadQuery, Refused
from search.clusters.model import By, ClustersRequest, HeatRequest
from search.exports import clusterfiles, heatfiles, similars
from search.library import Library
from search.model import Filters, Progress
from search.reuse.model import ReuseRequest, SimilarRequest

CLEARING = (
    "公司坚持把河道清淤摆在重要位置，{year}年完成清淤{long}公里，出动人员1,300人次，居民反映良好。"
)
ON_SITE = "班子成员每月至少两次到作业点现场办公，把群众反映的堵点难点问题一件一件解决在现场。"
FORMULA = "=1+1 是表格里的算式，不是报告里的话，可是有人就是这样写的，一个字也没有改。"
REPORTS = {
    "云溪水务公司/2022年述职报告.txt": [CLEARING.format(year=2022, long="12.5"), FORMULA],
    "云溪水务公司/2023年述职报告.txt": [CLEARING.format(year=2023, long="15"), ON_SITE],
    "云溪环卫公司/2022年述职报告.txt": [ON_SITE, FORMULA],
    "云溪公交公司/2024年述职报告.txt": [ON_SITE, "公交线路新开三条，乘客候车时间缩短四分钟。"],
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    root = tmp_path_factory.mktemp("alike")
    texts: dict[str, str | bytes] = {
        name: "\n".join([Path(name).stem, "一、主要工作", *passages])
        for name, passages in REPORTS.items()
    }
    with library_of(root, {**texts, "坏.pdf": b"%PDF-1.4 broken"}, refused=["坏.pdf"]) as kept:
        yield kept


@pytest.fixture(scope="module")
def ids(library: Library) -> dict[str, int]:
    return {row.file.split("/")[0] + str(row.year): row.id for row in library.reports().rows}


def records(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def sheet(file: Path, name: str) -> list[dict[Any, Any]]:
    rows = list(openpyxl.load_workbook(file)[name].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def about(file: Path) -> dict[str, str]:
    rows = openpyxl.load_workbook(file)["说明"].iter_rows(values_only=True)
    return {str(name): str(value) for name, value in rows}


# -- reuse ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx"])
def test_a_reuse_report_is_written_with_its_sources(
    library: Library, ids: dict[str, int], tmp_path: Path, kind: str
) -> None:
    target = tmp_path / f"查重.{kind}"
    request = ReuseRequest(report_id=ids["云溪水务公司2023"])
    found = library.reuse(request)
    assert library.export_reuse(request, target) == len(found.passages) == 2
    if kind == "html":
        whole = target.read_text(encoding="utf-8")
    elif kind == "docx":
        document = Document(str(target))
        cells = [cell.text for one in document.tables for row in one.rows for cell in row.cells]
        whole = "\n".join([*(one.text for one in document.paragraphs), *cells])
    else:
        rows = [
            row for one in openpyxl.load_workbook(target) for row in one.iter_rows(values_only=True)
        ]
        whole = "\n".join(str(cell) for row in rows for cell in row)
    assert "云溪环卫公司" in whole
    for source in found.sources:
        row = library.report(source.report_id).row
        assert row.sha256 in whole
        assert row.file in whole
    assert "1 个（其中的内容没有查到）" in whole


def test_a_draft_is_written_like_a_report(library: Library, tmp_path: Path) -> None:
    target = tmp_path / "草稿.html"
    assert library.export_reuse(ReuseRequest(text=ON_SITE), target) == 1
    whole = target.read_text(encoding="utf-8")
    assert "草稿，没有入库" in whole
    assert "云溪公交公司" in whole


def test_progress_is_told_of_and_giving_up_leaves_no_file(
    library: Library, ids: dict[str, int], tmp_path: Path
) -> None:
    request, target = ReuseRequest(report_id=ids["云溪水务公司2023"]), tmp_path / "查重.html"
    seen: list[Progress] = []
    library.export_reuse(request, target, progress=seen.append)
    assert [one.done for one in seen] == sorted(one.done for one in seen)
    assert seen[-1].done == seen[-1].total == 2
    target.unlink()
    for after in range(4):
        asked: list[int] = []

        def cancelled(asked: list[int] = asked, after: int = after) -> bool:
            asked.append(1)
            return len(asked) > after

        written = library.export_reuse(request, target, cancelled=cancelled)
        assert bool(written) == target.exists()
        assert written == (0 if len(asked) > after else 2)
        target.unlink(missing_ok=True)
    assert list(tmp_path.iterdir()) == []


def test_a_reuse_report_is_refused_like_any_file(
    library: Library, ids: dict[str, int], tmp_path: Path
) -> None:
    request, target = ReuseRequest(report_id=ids["云溪水务公司2023"]), tmp_path / "旧.html"
    target.write_text("旧内容", encoding="utf-8")
    with pytest.raises(Refused) as caught:
        library.export_reuse(request, target)
    assert caught.value.key == "target_exists"
    assert target.read_text(encoding="utf-8") == "旧内容"
    library.export_reuse(request, target, overwrite=True)
    assert "云溪水务公司" in target.read_text(encoding="utf-8")
    with pytest.raises(BadQuery) as bad:
        library.export_reuse(request, tmp_path / "查重.pdf")
    assert bad.value.key == "bad_format"


# -- similar passages ----------------------------------------------------------------------


def test_similar_passages_are_listed_with_their_places(library: Library, tmp_path: Path) -> None:
    request = SimilarRequest(text=ON_SITE, unit="云溪水务公司", year=2023, limit=1)
    for kind in ("csv", "xlsx", "docx"):
        assert library.export_similar(request, tmp_path / f"a.{kind}") == 3
    rows = records(tmp_path / "a.csv")
    assert {row["单位"] for row in rows} == {"云溪水务公司", "云溪环卫公司", "云溪公交公司"}
    assert {row["原文"] for row in rows} == {f"【{ON_SITE}】"}
    assert {(row["已查报告"], row["读不出来的文件"]) for row in rows} == {("4", "1")}
    assert {row["关系"] + row["先后"] for row in rows} == {"本单位同年", "他单位较早", "他单位较晚"}
    assert all(re.fullmatch("[0-9a-f]{64}", row["文件 SHA-256"]) for row in rows)
    table = sheet(tmp_path / "a.xlsx", "相似段落")
    assert [row["段落编号"] for row in table] == [int(row["段落编号"]) for row in rows]
    assert {row["所在部分"] for row in table} == {"一、主要工作"}
    assert about(tmp_path / "a.xlsx")["找到"] == "3 段，3 篇报告，3 个单位"
    texts = [one.text for one in Document(str(tmp_path / "a.docx")).paragraphs]
    assert sum(one.startswith("出处：") for one in texts) == 3


def test_what_is_similar_to_a_passage_says_which(
    library: Library, ids: dict[str, int], tmp_path: Path
) -> None:
    passage = library.reuse(ReuseRequest(report_id=ids["云溪水务公司2023"])).passages[0]
    request = SimilarRequest(passage_id=passage.passage_id, own_unit=True, least=0.5)
    library.export_similar(request, tmp_path / "a.xlsx")
    told = about(tmp_path / "a.xlsx")
    assert told["所查文字出自"].startswith("云溪水务公司 2023年述职报告　一、主要工作　")
    assert told["条件"] == "只看本单位；相似度不低于 50%"


def test_no_cell_computes(library: Library, tmp_path: Path) -> None:
    request = SimilarRequest(text=FORMULA)
    for kind in ("csv", "xlsx"):
        library.export_similar(request, tmp_path / f"s.{kind}")
        library.export_clusters(ClustersRequest(), tmp_path / f"c.{kind}")
    for name in ("s.csv", "c.csv"):
        for row in records(tmp_path / name):
            assert not any(value.startswith(("=", "+", "-", "@")) for value in row.values())
    for name in ("s.xlsx", "c.xlsx"):
        for one in openpyxl.load_workbook(tmp_path / name):
            assert all(c.data_type != "f" for row in one.iter_rows() for c in row)


def test_what_a_file_of_similar_passages_cannot_hold_is_said(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(similars, "MOST", 2)
    library.export_similar(SimilarRequest(text=ON_SITE), tmp_path / "a.xlsx")
    assert len(sheet(tmp_path / "a.xlsx", "相似段落")) == 2
    assert about(tmp_path / "a.xlsx")["没有列出"].startswith("1 段：这种文件最多列 2 段")


def test_nothing_similar_is_a_file_too(library: Library, tmp_path: Path) -> None:
    request = SimilarRequest(text="东溪上游新装的水位计在汛期里三次提前报警，赶在漫堤之前。")
    for kind in ("csv", "xlsx", "docx"):
        assert library.export_similar(request, tmp_path / f"a.{kind}") == 0
        assert (tmp_path / f"a.{kind}").exists()
    texts = [one.text for one in Document(str(tmp_path / "a.docx")).paragraphs]
    assert "未见相似。" in texts


# -- clusters ------------------------------------------------------------------------------


def test_every_passage_of_every_cluster_is_a_row(library: Library, tmp_path: Path) -> None:
    found = library.clusters(ClustersRequest(members=None))
    for kind in ("csv", "xlsx", "docx"):
        written = library.export_clusters(ClustersRequest(limit=1), tmp_path / f"c.{kind}")
        assert written == found.passages == sum(len(one.members) for one in found.clusters)
    rows = records(tmp_path / "c.csv")
    listed = [one.passage_id for cluster in found.clusters for one in cluster.members]
    assert [int(row["段落编号"]) for row in rows] == listed
    for row in rows:
        report = library.report(int(row["报告编号"]))
        assert (row["文件"], row["文件 SHA-256"]) == (report.row.file, report.row.sha256)
        assert row["所在部分"] == "一、主要工作"
    told = about(tmp_path / "c.xlsx")
    assert told["找到"] == f"{found.total} 群，{found.passages} 段"
    assert told["读不出来的文件"].startswith("1 个")
    document = Document(str(tmp_path / "c.docx"))
    heads = [one for one in document.paragraphs if one.style.name == "Heading 1"]
    assert len(heads) == found.total


def test_what_a_file_of_clusters_cannot_hold_is_said(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = library.clusters(ClustersRequest())
    monkeypatch.setattr(clusterfiles, "MOST", 1)
    assert library.export_clusters(ClustersRequest(), tmp_path / "c.xlsx") == 1
    said = about(tmp_path / "c.xlsx")["没有列出"]
    assert said.startswith(f"{found.passages - 1} 段：这种文件最多列 1 段")


# -- heat maps -----------------------------------------------------------------------------


@pytest.mark.parametrize("by", list(By))
def test_a_heat_map_is_written_cell_by_cell(library: Library, tmp_path: Path, by: By) -> None:
    reports = tuple(row.id for row in library.reports().rows)
    request = HeatRequest(by, Filters(reports=reports))
    found = library.heatmap(request)
    for kind in ("csv", "xlsx"):
        assert library.export_heatmap(request, tmp_path / f"h.{kind}") == len(found.rows)
    lines = {(row["行值"], row["相似段落所在（列）"]): row for row in records(tmp_path / "h.csv")}
    grid = list(openpyxl.load_workbook(tmp_path / "h.xlsx")["占比（%）"].iter_rows())[1:]
    for row, shares in enumerate(found.share):
        for column, share in enumerate(shares):
            key, cell = (found.rows[row], found.columns[column]), grid[row][column + 1]
            if share is None:
                assert key not in lines
                assert cell.value is None
                assert cell.fill.fill_type == "lightUp"
            else:
                assert float(lines[key]["占比（%）"]) == cell.value == round(100 * share, 2)
                assert int(lines[key]["相似字数"]) == found.covered[row][column]


def test_a_heat_map_names_its_reports_and_shows_pairs(library: Library, tmp_path: Path) -> None:
    library.export_heatmap(HeatRequest(), tmp_path / "h.xlsx")
    listed = sheet(tmp_path / "h.xlsx", "所计的报告")
    assert {row["文件"] for row in listed} == set(REPORTS)
    pairs = sheet(tmp_path / "h.xlsx", "凭据")
    found = library.heatmap(HeatRequest())
    assert len({(row["行"], row["相似段落所在（列）"]) for row in pairs}) == len(
        heatfiles.largest(found)
    )
    for row in pairs:
        assert row["行：单位"] == row["行"]
        assert row["相似段落所在（列）：单位"] == row["相似段落所在（列）"]
        assert row["行：文件"].startswith(row["行"])
    told = about(tmp_path / "h.xlsx")
    assert told["图例"].startswith("斜线：库中没有报告")


def test_files_of_the_whole_library_can_be_given_up(library: Library, tmp_path: Path) -> None:
    for kind in ("csv", "xlsx"):
        assert (
            library.export_clusters(
                ClustersRequest(), tmp_path / f"c.{kind}", cancelled=lambda: True
            )
            == 0
        )
        assert (
            library.export_heatmap(HeatRequest(), tmp_path / f"h.{kind}", cancelled=lambda: True)
            == 0
        )
        stopped = library.export_similar(
            SimilarRequest(text=ON_SITE), tmp_path / f"s.{kind}", cancelled=lambda: True
        )
        assert stopped == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a.html", "a.pdf", "a"])
def test_unknown_formats_are_refused(library: Library, tmp_path: Path, name: str) -> None:
    with pytest.raises(BadQuery):
        library.export_similar(SimilarRequest(text=ON_SITE), tmp_path / name)
    with pytest.raises(BadQuery):
        library.export_clusters(ClustersRequest(), tmp_path / name)
    with pytest.raises(BadQuery):
        library.export_heatmap(HeatRequest(), tmp_path / name)
