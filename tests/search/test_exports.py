"""Files to take away: complete, marked, harmless to open, and honest about what was searched."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText
from tests_support import library_of

from index.errors import BadQuery, Refused
from index.model import Span
from search.exports import excerpts
from search.exports import hits as hit_files
from search.exports import matrices as matrix_files
from search.exports.cells import clean, harmless, pieces
from search.exports.workbook import workbook
from search.library import Library
from search.model import Axis, Filters, MatrixRequest, Mode, Progress, Request, Sort

REPORTS = {
    "临河水务公司/2022年工作总结.txt": """2022年工作总结
一、主要成效
（一）守牢供水安全。一是抓实河长制；二是河长制考核河长制讲评两手抓。
=河长制清单已建立。
二、存在问题
河长制落实还有差距。
""",
    "临河环卫公司/2023年述职报告.txt": """2023年述职报告
一、履职情况
带头巡河，“河长制”落实到人。
＠河长制工作群每日通报。
""",
    "体会.txt": """抓落实的几点体会
-河长制是什么，河长制怎么抓，大家谈了很多。
""",
}
Ask = Callable[..., Path]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    root = tmp_path_factory.mktemp("library")
    with library_of(root, {**REPORTS, "坏.pdf": b"%PDF-1.4 broken"}, refused=["坏.pdf"]) as kept:
        yield kept


@pytest.fixture
def export(library: Library, tmp_path: Path) -> Ask:
    def exporting(kind: str, query: str = "河长制", **options: Any) -> Path:
        target = tmp_path / f"结果.{kind}"
        library.export_hits(Request(query, **options), target)
        return target

    return exporting


def sheet(file: Path, name: str) -> list[dict[str, Any]]:
    """Return a sheet as records by the titles of its columns."""
    book = openpyxl.load_workbook(file, rich_text=True)
    titles, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rows]


def about(file: Path) -> dict[str, str]:
    book = openpyxl.load_workbook(file)
    return dict(book["说明"].iter_rows(values_only=True))


def records(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def test_a_workbook_lists_every_hit_with_its_source(library: Library, export: Ask) -> None:
    result = library.search(Request("河长制", limit=100))
    rows = sheet(export("xlsx"), "检索结果")
    assert [row["段落编号"] for row in rows] == [hit.passage_id for hit in result.hits]
    assert sum(row["处数"] for row in rows) == result.occurrences == 9
    by_id = {hit.passage_id: hit for hit in result.hits}
    for row in rows:
        hit = by_id[row["段落编号"]]
        report = library.report(hit.report_id)
        assert str(row["原文"]) == hit.text
        assert (row["单位"], row["标题"], row["年份"]) == (hit.unit, hit.title, hit.year)
        assert (row["所在部分"] or "") == " › ".join(hit.path)
        assert row["自然段（从 1 数）"] == report.outline.passages[hit.index].paragraph + 1
        assert row["报告编号"] == hit.report_id
        name, data = library.original(hit.report_id)
        assert row["文件"] == name
        assert row["文件 SHA-256"] == hashlib.sha256(data).hexdigest()


def test_found_places_are_bold_and_coloured_and_stand_in_a_column_of_their_own(
    export: Ask,
) -> None:
    rows = sheet(export("xlsx"), "检索结果")
    (row,) = [row for row in rows if "讲评" in str(row["原文"])]
    text = row["原文"]
    assert isinstance(text, CellRichText)
    bold = [run for run in text if not isinstance(run, str) and run.font.b]
    assert [str(run) for run in bold] == ["河长制", "河长制"]
    assert all(run.font.color for run in bold)
    assert row["命中文字"] == "河长制 ｜ 河长制"


def test_the_statement_says_what_was_searched_when_and_over_how_much(export: Ask) -> None:
    before = datetime.now().astimezone().replace(microsecond=0)
    told = about(export("xlsx", filters=Filters(years=(2022, None), units=(None, "临河水务公司"))))
    assert told["检索内容"] == "河长制"
    assert told["检索方式"] == "精确（一字不差）"
    assert told["筛选"] == "年份 2022、年份不详；单位 单位不详、临河水务公司"
    assert re.fullmatch(r"3 篇，\d+ 段", told["已查报告"])
    assert told["读不出来的文件"].startswith("1 个")
    assert told["找到"] == "5 段，7 处，2 篇报告，1 个单位"
    assert told["程序"].startswith("对照")
    when, zone = re.fullmatch(r"([-\d]+ [:\d]+)（UTC([+-]\d\d:\d\d)）", told["检索时间"]).groups()
    assert datetime.fromisoformat(f"{when}{zone}") >= before


def test_lines_mark_found_places_and_name_time_and_range(export: Ask) -> None:
    file = export("csv")
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = records(file)
    assert sum(int(row["处数"]) for row in rows) == 9
    (both,) = [row for row in rows if "怎么抓" in row["原文"]]
    assert both["原文"] == "'-【河长制】是什么，【河长制】怎么抓，大家谈了很多。"
    assert all(row["检索内容"] == "河长制" and row["检索时间"] for row in rows)
    assert {(row["已查报告"], row["读不出来的文件"], row["没有列出"]) for row in rows} == {
        ("3", "1", "0")
    }


def test_no_cell_of_any_file_computes(library: Library, export: Ask, tmp_path: Path) -> None:
    for row in records(export("csv")):
        for value in row.values():
            assert not value.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    asked = ("=河长制", '=HYPERLINK("http://x","河")', "+1", "-河长制", "@河", "http://a.cn")
    target = tmp_path / "矩阵.xlsx"
    library.export_matrix(MatrixRequest(asked), target)
    for file in (export("xlsx"), target):
        for one in openpyxl.load_workbook(file):
            for cell in (cell for row in one.iter_rows() for cell in row):
                assert cell.data_type != "f", cell.value
                assert cell.hyperlink is None
    assert [row["提法"] for row in sheet(target, "总表")] == list(asked)
    lines = tmp_path / "矩阵.csv"
    library.export_matrix(MatrixRequest(asked), lines)
    assert {row["提法"][0] for row in records(lines)} == {"'", "h"}


def test_a_document_groups_hits_by_report_and_names_the_source(
    library: Library, export: Ask
) -> None:
    document = Document(str(export("docx")))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "摘录：河长制"
    assert any(text.startswith("已查报告：3 篇") for text in texts)
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert sorted(headings) == [
        "临河水务公司　2022年工作总结",
        "临河环卫公司　2023年述职报告",
        "单位不详　抓落实的几点体会",
    ]
    marked = [
        run.text
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    ]
    assert marked == ["河长制"] * 9
    sources = [text for text in texts if text.startswith("出处：")]
    assert len(sources) == library.search(Request("河长制")).passages
    assert all(re.search(r"第 \d+ 自然段，SHA-256 [0-9a-f]{64}", text) for text in sources)


def test_a_match_that_runs_on_is_written_whole(export: Ask) -> None:
    (row,) = sheet(export("xlsx", "抓实河长制；二是河长制考核"), "检索结果")
    assert row["命中文字"] == "抓实河长制；二是河长制考核"
    assert any(
        "延续到下一段" in paragraph.text
        for paragraph in Document(str(export("docx", "抓实河长制；二是河长制考核"))).paragraphs
    )


@pytest.mark.parametrize("kind", ["xlsx", "csv", "docx"])
def test_nothing_found_is_a_file_too(export: Ask, kind: str) -> None:
    file = export(kind, "没有人写过的提法", mode=Mode.EXACT)
    if kind == "xlsx":
        assert sheet(file, "检索结果") == []
        assert about(file)["找到"].startswith("0 段")
    elif kind == "csv":
        assert records(file) == []
    else:
        assert Document(str(file)).paragraphs[-1].text == "没有找到。"


@pytest.mark.parametrize("kind", ["xlsx", "csv", "docx"])
def test_what_a_file_cannot_hold_is_said_in_it(
    export: Ask, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(hit_files, "MOST", 2)
    monkeypatch.setattr(excerpts, "MOST", 2)
    file = export(kind)
    if kind == "xlsx":
        assert len(sheet(file, "检索结果")) == 2
        assert about(file)["没有列出"].startswith("5 段：这种文件最多列 2 段")
    elif kind == "csv":
        assert [row["没有列出"] for row in records(file)] == ["5", "5"]
    else:
        texts = [paragraph.text for paragraph in Document(str(file)).paragraphs]
        assert any(text.startswith("没有列出：5 段") for text in texts)


def test_rows_stand_in_the_order_asked_for_and_ignore_the_page(
    library: Library, tmp_path: Path
) -> None:
    request = Request("河长制", sort=Sort.YEAR, limit=1, offset=3, grouped=True)
    rows = library.export_hits(request, tmp_path / "a.csv")
    assert rows == 7
    years = [row["年份"] for row in records(tmp_path / "a.csv")]
    assert years == ["2023"] * 2 + ["2022"] * 4 + [""]


def test_words_are_exported_with_their_rung(export: Ask) -> None:
    told = about(export("xlsx", "落实 差距", mode=Mode.WORDS))
    assert told["检索方式"] == "按词语"


def test_progress_is_told_and_stopping_leaves_no_file(library: Library, tmp_path: Path) -> None:
    seen: list[Progress] = []
    target = tmp_path / "进度.xlsx"
    assert library.export_hits(Request("河长制"), target, progress=seen.append) == 7
    assert (seen[-1].done, seen[-1].total) == (7, 7)
    assert [one.done for one in seen] == sorted(one.done for one in seen)
    target.unlink()
    assert library.export_hits(Request("河长制"), target, cancelled=lambda: True) == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["xlsx", "csv", "docx"])
def test_a_file_is_never_overwritten_unasked(library: Library, tmp_path: Path, kind: str) -> None:
    target = tmp_path / f"旧.{kind}"
    target.write_text("旧内容", encoding="utf-8")
    with pytest.raises(Refused) as caught:
        library.export_hits(Request("河长制"), target)
    assert caught.value.key == "target_exists"
    assert target.read_text(encoding="utf-8") == "旧内容"
    library.export_hits(Request("河长制"), target, overwrite=True)
    assert target.stat().st_size > 100
    assert [file.name for file in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("kind", ["xlsx", "csv", "docx"])
def test_a_place_that_cannot_be_written_is_refused_clearly(
    library: Library, tmp_path: Path, kind: str
) -> None:
    with pytest.raises(Refused) as caught:
        library.export_hits(Request("河长制"), tmp_path / "没有的文件夹" / f"a.{kind}")
    assert caught.value.key == "cannot_write"


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.docx.zip"])
def test_unknown_formats_are_refused(library: Library, tmp_path: Path, name: str) -> None:
    with pytest.raises(BadQuery) as caught:
        library.export_hits(Request("河长制"), tmp_path / name)
    assert caught.value.key == "bad_format"
    with pytest.raises(BadQuery):
        library.export_matrix(MatrixRequest(("河长制",)), tmp_path / "a.docx")


def test_a_bad_query_leaves_nothing_behind(library: Library, tmp_path: Path) -> None:
    with pytest.raises(BadQuery):
        library.export_hits(Request('"没有配对'), tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_the_file_speaks_the_language_asked_for(library: Library, tmp_path: Path) -> None:
    library.export_hits(Request("河长制"), tmp_path / "a.csv", say=lambda text: f"<{text}>")
    assert "<原文>" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()[0]


# -- the matrix ------------------------------------------------------------------------------


def test_a_matrix_has_a_table_of_all_phrases_and_a_sheet_for_each(
    library: Library, tmp_path: Path
) -> None:
    target = tmp_path / "矩阵.xlsx"
    request = MatrixRequest(
        ("河长制", "a/b[c]:*?的一个非常非常非常非常长的提法非常非常长", "河長制")
    )
    library.export_matrix(request, target)
    counted = library.matrix(request)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames[:3] == ["说明", "总表", "1 河长制"]
    assert len(book.sheetnames) == 2 + len(counted.phrases)
    assert all(len(name) <= 31 for name in book.sheetnames)
    first, second = sheet(target, "总表")
    told = counted.phrases[0]
    assert (first["次数"], first["报告数"], first["单位数"]) == (9, 3, 2)
    assert (first["最早"], first["最近"]) == (2022, 2023)
    assert first["最早见于（报告编号）"] == told.first.report_id  # type: ignore[union-attr]
    assert [first[2022], first[2023], first["年份不详"]] == list(told.by_year)
    assert second["次数"] == 0


def test_a_sheet_tells_absent_from_zero(library: Library, tmp_path: Path) -> None:
    target = tmp_path / "矩阵.xlsx"
    request = MatrixRequest(("差距",))
    library.export_matrix(request, target)
    counted = library.matrix(request)
    cells = openpyxl.load_workbook(target)["1 差距"]
    table = list(cells.iter_rows(min_row=3, min_col=2, max_col=1 + len(counted.columns)))
    for row, counts, held in zip(table, counted.phrases[0].counts, counted.held, strict=False):
        for cell, count, reports in zip(row, counts, held, strict=True):
            if reports:
                assert cell.value == count
                assert cell.fill.fill_type == "solid"
            else:
                assert cell.value is None
                assert cell.fill.fill_type == "lightUp"


def test_many_phrases_share_one_long_sheet(library: Library, tmp_path: Path) -> None:
    target = tmp_path / "矩阵.xlsx"
    asked = (*tuple(f"提法{n}" for n in range(matrix_files.MOST_SHEETS)), "河长制")
    library.export_matrix(MatrixRequest(asked), target)
    assert openpyxl.load_workbook(target).sheetnames == ["说明", "总表", "明细"]
    rows = sheet(target, "明细")
    assert sum(row["次数"] for row in rows) == 9
    assert all(row["库中报告数"] >= 1 for row in rows)


@pytest.mark.parametrize("axis", list(Axis))
def test_long_lines_hold_every_searched_cell_once(
    library: Library, tmp_path: Path, axis: Axis
) -> None:
    target = tmp_path / "矩阵.csv"
    request = MatrixRequest(("河长制", "差距"), axis)
    library.export_matrix(request, target)
    counted = library.matrix(request)
    rows = records(target)
    assert len(rows) == 2 * sum(held > 0 for row in counted.held for held in row)
    assert sum(int(row["次数"]) for row in rows) == sum(one.total for one in counted.phrases)
    assert {row["检索时间"] for row in rows} == {rows[0]["检索时间"]}
    assert "其他部分" in {row["部分类别"] for row in rows} if axis is Axis.ROLE else True


def test_the_matrix_says_its_range_and_filters(library: Library, tmp_path: Path) -> None:
    target = tmp_path / "矩阵.xlsx"
    library.export_matrix(MatrixRequest(("河长制",), filters=Filters(kinds=("述职报告",))), target)
    told = about(target)
    assert told["筛选"] == "类型 述职报告；筛选后 1 篇"
    assert told["读不出来的文件"].startswith("1 个")


# -- cells -----------------------------------------------------------------------------------

TEXTS = st.text(st.characters(), max_size=60)


@given(text=TEXTS, at=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=5))
def test_pieces_spell_the_text_and_mark_what_the_spans_hold(
    text: str, at: list[tuple[int, int]]
) -> None:
    spans = [Span(s, min(s + size, len(text))) for s, size in at if s < len(text)]
    found = pieces(text, spans)
    assert "".join(piece for piece, _ in found) == text
    assert all(piece for piece, _ in found)
    marked = "".join("x" * len(piece) if mark else "." * len(piece) for piece, mark in found)
    inside = {n for start, end in spans for n in range(start, end)}
    assert marked == "".join("x" if n in inside else "." for n in range(len(text)))


@given(text=TEXTS)
def test_cleaning_keeps_every_place(text: str) -> None:
    assert len(clean(text)) == len(text)
    clean(text).encode()
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r", "＝"))


@pytest.mark.parametrize("text", ["水" * 40_000, "😀" * 20_000, "安全" + "a" * 40_000])
def test_a_cell_that_is_too_long_is_cut_and_says_so(tmp_path: Path, text: str) -> None:
    target = tmp_path / "长.xlsx"
    with workbook(target, str) as book:
        one = book.sheet("长")
        one.text(0, text, [Span(0, 2), Span(len(text) - 2, len(text))])
        one.cell(1, text, book.plain)
        one.end_row()
    long, plain = next(openpyxl.load_workbook(target)["长"].iter_rows(values_only=True))
    for value in (str(long), str(plain)):
        assert len(value.encode("utf-16-le")) // 2 <= 32_767
        assert re.search(r"……（其余 [\d,]+ 字见原文）$", value)


def test_characters_that_no_sheet_holds_are_replaced(tmp_path: Path) -> None:
    target = tmp_path / "控制.xlsx"
    with workbook(target, str) as book:
        one = book.sheet("控制\x00[1]/2")
        one.text(0, "河\x0b长\x01制\ufffe_x0041_", [Span(0, 5)])
        one.end_row()
    book_read = openpyxl.load_workbook(target)
    (value,) = next(book_read.worksheets[0].iter_rows(values_only=True))
    assert str(value).startswith("河\ufffd长\ufffd制\ufffd")


def test_a_file_says_which_filters_stand_nowhere_and_that_nothing_was_searched(
    library: Library, tmp_path: Path
) -> None:
    strange = Filters(units=("没有的单位",), years=(2199,))
    target = tmp_path / "结果.xlsx"
    library.export_hits(Request("河长制", filters=strange), target)
    told = about(target)
    assert told["符合筛选的报告"] == "没有一篇报告符合筛选条件，什么也没有查"
    assert "单位 没有的单位" in told["库中没有的筛选值"]
    assert "年份 2199（相近的有 " in told["库中没有的筛选值"]
    matrix = tmp_path / "矩阵.xlsx"
    library.export_matrix(MatrixRequest(("河长制",), filters=strange), matrix)
    assert "没有的单位" in about(matrix)["库中没有的筛选值"]


def test_a_file_without_filters_says_nothing_of_them(library: Library, tmp_path: Path) -> None:
    target = tmp_path / "结果.xlsx"
    library.export_hits(Request("河长制"), target)
    assert not {"符合筛选的报告", "库中没有的筛选值"} & set(about(target))
