"""Comparisons to take away: both texts whole, marked as compared, numbers that are numbers."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import lxml.html
import openpyxl
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import BadQuery, Refused
from index.model import Span
from search.comparing.figures.said import Standing
from search.comparing.model import (
    ChangeKind,
    CompareRequest,
    Comparison,
    Given,
    Relocation,
    Row,
    RowKind,
    Side,
)
from search.exports import as_written
from search.exports.cells import clean, layered
from search.exports.comparing import book, marking, page, paper, wording, writing
from search.exports.comparing.beside import Beside, Line, Stub
from search.exports.gathering import Steps, Stopped
from search.library import compare_drafts

LEFT = """2022年青石水库工作总结
一、防汛备汛
汛前组织检查闸门12次，整改隐患9处，备足编织袋和照明灯，值守人员全部到岗。
沿着库区道路补种水杉和香樟，给每棵新苗挂上认养牌，请附近小学的孩子来浇水。
=1+2号涵洞的钥匙由值班室统一保管，任何人领用都要登记。
二、职工生活
职工食堂换了炊事员，早餐添了杂粮粥，夜班的人也能吃上热饭，大家都说心里暖和。
全年走访慰问困难职工×户，发放慰问金1.2万元以上，送去米面粮油和新年的祝福。
工会办公室每个月给过生日的职工送一张贺卡。
三、下一步打算
把大坝监测设备更换一遍，争取明年汛期之前全部投入使用。
"""
RIGHT = """2023年青石水库工作总结
一、防汛备汛
汛前组织检查闸门15次，整改隐患9处，备足编织袋和照明灯，值守人员全部到岗。
=1+2号涵洞的钥匙由值班室统一保管，任何人领用都要登记。
新购无人机两架，在风力<4级&能见度>1公里时巡查背水面，查得又快又清楚。
二、职工生活
职工食堂换了炊事员、早餐添了杂粮粥，夜班的人也能吃上热饭，大家都说心里暖和。
全年走访慰问困难职工17户，发放慰问金3000元以上，送去米面粮油和新年的祝福。
三、下一步打算
沿着库区道路补种水杉和香樟，给每棵新苗挂上认养牌，请附近小学的孩子来浇水。
把大坝监测设备和雨量站更换一遍，争取明年主汛期之前全部投入使用。
"""
AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
Write = Callable[..., Path]


@pytest.fixture(scope="module")
def found() -> Comparison:
    left = Given(file="青石水库/2022年工作总结.txt", data=LEFT.encode())
    right = Given(file="青石水库/2023年工作总结.txt", data=RIGHT.encode())
    return compare_drafts(CompareRequest(left, right))


@pytest.fixture
def beside(found: Comparison) -> Beside:
    return Beside(found, AT, as_written)


@pytest.fixture
def written(tmp_path: Path, beside: Beside) -> Write:
    """Write a comparison into a file of a kind."""

    def write(kind: str, one: Beside | None = None) -> Path:
        target = tmp_path / f"对比.{kind}"
        chosen = one or beside
        steps = Steps(len(chosen.found.rows), None, None)
        {"html": page.write, "docx": paper.write, "xlsx": book.write}[kind](target, chosen, steps)
        return target

    return write


@pytest.fixture
def shown(written: Write) -> Any:
    return parsed(written("html"))


def parsed(file: Path) -> Any:
    parser = lxml.html.HTMLParser(encoding="utf-8")
    return lxml.html.document_fromstring(file.read_bytes(), parser=parser)


def row_of(found: Comparison, words: str) -> tuple[int, Row]:
    for number, row in enumerate(found.rows):
        side = row.right or row.left
        if side and words in side.text:
            return number, row
    raise AssertionError(words)


def cells(shown: Any, number: int) -> tuple[Any, Any]:
    (row,) = shown.xpath(f"//tbody[@id='r{number + 1}']/tr[1]")
    left, _gutter, right = row.xpath("td")
    return left, right


def texts(cell: Any) -> str:
    return "".join(part.text_content() for part in cell.xpath("div[@class='t']"))


# -- what is marked ------------------------------------------------------------------------


def test_the_pair_holds_every_case_these_tests_speak_of(found: Comparison) -> None:
    kinds = {row.kind for row in found.rows}
    assert {RowKind.SAME, RowKind.FIGURES, RowKind.EDITED} <= kinds
    assert {RowKind.LEFT_ONLY, RowKind.RIGHT_ONLY} <= kinds
    assert found.summary.moved == 1
    standings = {one.said.standing for one in Beside(found, AT, as_written).figures}
    assert {Standing.CHANGED, Standing.SAME, Standing.UNKNOWN} <= standings


def test_a_changed_figure_is_marked_whole_with_measure_and_qualifier(beside: Beside) -> None:
    number, row = row_of(beside.found, "发放慰问金")
    lefts, rights = marking.marks(row, number, beside.by_row[number])
    assert row.left
    assert row.right
    boxed = [row.left.text[slice(*span)] for span, kind in lefts if kind == marking.FIGURE]
    assert boxed == ["1.2万元以上"]
    boxed = [row.right.text[slice(*span)] for span, kind in rights if kind == marking.FIGURE]
    assert boxed == ["3000元以上"]


def test_a_masked_figure_is_marked_as_unknown_not_as_changed(beside: Beside) -> None:
    number, row = row_of(beside.found, "走访慰问困难职工")
    lefts, _ = marking.marks(row, number, beside.by_row[number])
    assert row.left
    assert [row.left.text[slice(*span)] for span, kind in lefts if kind == marking.MASKED] == [
        "×户"
    ]


FRAGMENTS = st.sampled_from(
    ["今年", "检查12次", "约300家", "××户", "3—5个", "增长5.5%左右", "。", "，", "\n", "<i>", "𠮷"]
)
LINES = st.lists(st.lists(FRAGMENTS, min_size=1, max_size=9).map("".join), min_size=1, max_size=5)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(left=LINES, right=LINES)
def test_marks_never_overlap_and_texts_stay_whole(left: list[str], right: list[str]) -> None:
    given_ = [Given(text="一、工作\n" + "\n".join(lines)) for lines in (left, right)]
    found = compare_drafts(CompareRequest(*given_))
    beside = Beside(found, AT, as_written)
    for number, row in enumerate(found.rows):
        marks = marking.marks(row, number, beside.by_row.get(number, ()))
        for side, one in zip((row.left, row.right), marks, strict=True):
            text = side.text if side else ""
            spans = sorted(span for span, _ in one)
            assert all(0 <= start < end <= len(text) for start, end in spans)
            assert all(a.end <= b.start for a, b in pairwise(spans))
            assert "".join(piece for piece, _ in layered(clean(text), one)) == clean(text)


def test_what_is_on_one_side_only_is_marked_unless_it_is_in_a_box(beside: Beside) -> None:
    for number, row in enumerate(beside.found.rows):
        if row.left is None or row.right is None:
            continue
        lefts, rights = marking.marks(row, number, beside.by_row.get(number, ()))
        for side, one in ((0, lefts), (1, rights)):
            marked = {at for span, _ in one for at in range(*span)}
            for change in row.changes:
                if change.kind is not ChangeKind.SAME:
                    assert set(range(*(change.left, change.right)[side])) <= marked


def test_swapping_the_sides_mirrors_the_marks(found: Comparison) -> None:
    left = Given(file="青石水库/2022年工作总结.txt", data=LEFT.encode())
    right = Given(file="青石水库/2023年工作总结.txt", data=RIGHT.encode())
    swapped = compare_drafts(CompareRequest(right, left))

    def marked(one: Comparison, side: int) -> set[tuple[str, tuple[Any, ...]]]:
        said = Beside(one, AT, as_written)
        out = set()
        for number, row in enumerate(one.rows):
            whole = (row.left, row.right)[side]
            marks = marking.marks(row, number, said.by_row.get(number, ()))[side]
            if whole:
                out.add((whole.text, tuple(sorted(marks))))
        return out

    assert marked(found, 0) == marked(swapped, 1)
    assert marked(found, 1) == marked(swapped, 0)


# -- the order of lines --------------------------------------------------------------------


def test_where_a_row_moved_away_a_stub_says_where_it_went(beside: Beside) -> None:
    lines = list(beside.lines())
    (at,) = [place for place, one in enumerate(lines) if isinstance(one, Stub)]
    stub, before = lines[at], lines[at - 1]
    assert isinstance(stub, Stub)
    assert isinstance(before, Line)
    assert stub.left.text.startswith("沿着库区道路")
    assert before.row.left
    assert before.row.left.parts[-1].index < stub.left.parts[0].index
    assert "下一步打算" in beside.went(stub)
    numbers = [one.number for one in lines if isinstance(one, Line)]
    assert numbers == list(range(len(beside.found.rows)))


# -- the page ------------------------------------------------------------------------------


def test_the_page_spells_both_texts_of_every_row(shown: Any, found: Comparison) -> None:
    for number, row in enumerate(found.rows):
        left, right = cells(shown, number)
        assert texts(left) == clean(row.left.text if row.left else "")
        assert texts(right) == clean(row.right.text if row.right else "")


def test_the_page_marks_each_side_in_its_own_way(shown: Any, found: Comparison) -> None:
    number, _ = row_of(found, "雨量站")
    left, right = cells(shown, number)
    assert [one.text for one in left.xpath(".//ins")] == []
    assert "和雨量站" in "".join(one.text_content() for one in right.xpath(".//ins"))
    number, _ = row_of(found, "检查闸门")
    left, right = cells(shown, number)
    assert [one.text for one in left.xpath(".//b[@class='figure']")] == ["12次"]
    assert [one.text for one in right.xpath(".//b[@class='figure']")] == ["15次"]
    number, _ = row_of(found, "职工食堂")
    left, right = cells(shown, number)
    assert [one.text for one in left.xpath(".//*[@class='soft']")] == ["，"]
    assert [one.text for one in right.xpath(".//*[@class='soft']")] == ["、"]


def test_the_page_says_what_became_of_a_figure_below_its_row(shown: Any, found: Comparison) -> None:
    number, _ = row_of(found, "检查闸门")
    (chip,) = shown.xpath(f"//tbody[@id='r{number + 1}']//span[@class='chip']")
    assert "12次 → 15次" in chip.text_content()
    assert "＋3次（＋25.0%）" in chip.text_content()


def test_the_page_begins_with_counts_and_the_files(shown: Any, found: Comparison) -> None:
    whole = shown.text_content()
    above = whole[: whole.index(wording.WHOLE)]
    for one in (found.left, found.right):
        assert one.sha256 in above
        assert one.file in above
    assert "2026-03-01 09:30:00" in above
    keys = [one.text_content() for one in shown.xpath("(//ul[@class='key'])[1]/li")]
    assert f"同 相同 {found.summary.same}" in keys
    assert "移 移动 1" in keys


def test_a_missing_side_and_a_move_are_said_in_words(shown: Any, found: Comparison) -> None:
    number, _ = row_of(found, "过生日")
    assert cells(shown, number)[1].text_content() == "右没有这一段"
    number, _ = row_of(found, "沿着库区道路")
    left, right = cells(shown, number)
    assert left.xpath("p[@class='label']")[0].text_content().startswith("移到右 ")
    assert right.xpath("p[@class='label']")[0].text_content().startswith("移自左 ")
    (stub,) = shown.xpath("//tbody[@class='stub']")
    assert stub.xpath(".//a/@href") == [f"#r{number + 1}"]


def test_links_of_the_page_lead_to_its_rows(shown: Any) -> None:
    ids = set(shown.xpath("//@id"))
    links = shown.xpath("//a/@href")
    assert links
    assert {link[1:] for link in links} <= ids


def test_the_page_asks_for_nothing_and_runs_nothing(shown: Any) -> None:
    for name in ("script", "link", "img", "iframe", "object", "embed", "form", "base"):
        assert shown.xpath(f"//{name}") == []
    assert shown.xpath("//@style") == []
    assert "default-src 'none'" in shown.xpath("//meta[@http-equiv]/@content")[0]
    assert "风力<4级&能见度>1公里" in shown.text_content()
    assert "http" not in page.STYLE


def test_without_a_script_what_is_the_same_can_be_hidden(shown: Any) -> None:
    for switch in ("different", "silent"):
        (box,) = shown.xpath(f"//input[@id='{switch}'][@type='checkbox']")
        following = [one.tag for one in box.itersiblings()]
        assert "table" in following  # the style reaches what stands beside the box
        assert f"#{switch}:checked ~ .beside" in page.STYLE


# -- the document --------------------------------------------------------------------------


def rows_of(document: Any) -> list[Any]:
    tables = document.tables
    return list(tables[2]._tbl.tr_lst)


def runs_of(cell: Any) -> list[tuple[str, set[str]]]:
    out = []
    for run in cell.iter(qn("w:r")):
        text = "".join(
            {qn("w:t"): part.text or "", qn("w:br"): "\n", qn("w:tab"): "\t"}.get(part.tag, "")
            for part in run
        )
        properties = run.find(qn("w:rPr"))
        said = set()
        for part in properties if properties is not None else ():
            name = part.tag.partition("}")[2]
            value = part.get(qn("w:val")) if name == "u" else ""
            said.add(f"{name} {value}".strip())
        out.append((text, said))
    return out


def test_the_document_lies_on_its_side_with_titles_on_every_page(written: Write) -> None:
    document = Document(str(written("docx")))
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width > section.page_height
    assert rows_of(document)[0].find(qn("w:trPr")).find(qn("w:tblHeader")) is not None


def test_the_document_spells_and_marks_without_colour(written: Write, found: Comparison) -> None:
    rows = rows_of(Document(str(written("docx"))))
    spelt = {
        tuple("".join(text for text, _ in runs_of(cell)) for cell in row.tc_lst) for row in rows
    }
    number, row = row_of(found, "雨量站")
    assert row.left
    assert row.right
    assert any(one[0] == row.left.text and one[-1] == row.right.text for one in spelt)
    marked = [run for row in rows for cell in row.tc_lst for run in runs_of(cell)]
    assert any("和雨量站" in text and "u thick" in said for text, said in marked)
    assert any(text == "12次" and {"b", "bdr"} <= said for text, said in marked)
    assert any(text == "，" and "u dottedHeavy" in said for text, said in marked)
    assert all("strike" not in said for _, said in marked)
    assert number >= 0


def test_the_document_dashes_what_is_on_the_left_only(tmp_path: Path) -> None:
    left = Given(text="一、工作\n制定方案和细则并认真落实。")
    right = Given(text="一、工作\n制定方案并认真落实。")
    found = compare_drafts(CompareRequest(left, right))
    paper.write(
        tmp_path / "a.docx", Beside(found, AT, as_written), Steps(len(found.rows), None, None)
    )
    rows = rows_of(Document(str(tmp_path / "a.docx")))
    marked = [run for row in rows for cell in row.tc_lst for run in runs_of(cell)]
    assert any("细则" in text and "u dash" in said for text, said in marked)


def test_the_document_says_what_is_missing_and_what_moved(written: Write) -> None:
    file = written("docx")
    whole = zipfile.ZipFile(file).read("word/document.xml").decode()
    assert 'w:val="thinDiagStripe"' in whole
    assert "右没有这一段" in whole
    assert whole.count("移到右 ") == 2  # beside the row and where it stood
    assert "移自左 " in whole


def test_a_document_of_very_many_rows_says_what_it_leaves_out(
    written: Write, monkeypatch: pytest.MonkeyPatch, found: Comparison
) -> None:
    monkeypatch.setattr(paper, "MOST", 3)
    document = Document(str(written("docx")))
    said = [one.text for one in document.paragraphs]
    assert any(f"另有 {len(found.rows) - 3} 行没有列在这里" in one for one in said)
    assert len([row for row in rows_of(document) if len(row.tc_lst) == 3]) <= 5


# -- the workbook --------------------------------------------------------------------------


def sheet_of(file: Path, name: str) -> list[dict[str, Any]]:
    rows = list(openpyxl.load_workbook(file)[name].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_figures_stand_in_the_workbook_as_numbers(written: Write) -> None:
    by_item = {one["项目"]: one for one in sheet_of(written("xlsx"), "数字对照")}
    gates = next(one for item, one in by_item.items() if item and "检查闸门" in item)
    assert (gates["左"], gates["右"], gates["增减"], gates["变化率（%）"]) == (12, 15, 3, 25)
    assert gates["计量单位"] == "次"
    assert gates["左所在部分"] == "一、防汛备汛"
    money = next(one for item, one in by_item.items() if item and "慰问金" in item)
    assert money["计量单位"] == "元"
    assert (money["左"], money["右"], money["增减"]) == (12000, 3000, -9000)
    assert (money["左原文数字"], money["左限定词"]) == ("1.2万元以上", "以上")
    masked = next(one for one in by_item.values() if one["情况"] == "未知")
    assert masked["增减"] is None
    assert masked["左"] == "×"
    assert masked["右"] == 17


def test_rows_of_the_workbook_hold_both_texts_and_compute_nothing(
    written: Write, found: Comparison
) -> None:
    file = written("xlsx")
    rows = sheet_of(file, "逐段对照")
    assert [one["左原文"] for one in rows] == [row.left and row.left.text for row in found.rows]
    assert [one["右原文"] for one in rows] == [row.right and row.right.text for row in found.rows]
    number, _ = row_of(found, "=1+2号涵洞")
    assert rows[number]["左原文"].startswith("=1+2")
    for sheet in openpyxl.load_workbook(file):
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    with zipfile.ZipFile(file) as packed:
        assert not any(b"<f>" in packed.read(name) for name in packed.namelist())


def test_the_workbook_counts_what_the_comparison_counts(written: Write, found: Comparison) -> None:
    counts = {one["类型"]: one["行数"] for one in sheet_of(written("xlsx"), "汇总")}
    assert counts["相同"] == found.summary.same
    assert counts["合计"] == len(found.rows)
    assert counts["移动"] == 1
    about = openpyxl.load_workbook(written("xlsx"))["说明"]
    said = [value for row in about.iter_rows(values_only=True) for value in row]
    assert {found.left.sha256, found.right.sha256} <= set(said)


# -- all of them ---------------------------------------------------------------------------

HOSTILE = "\x00\x07\ud800\ufffe<script>alert(1)</script>\t]]>&amp;\r\n=HYPERLINK(1)"


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx"])
def test_whatever_a_text_holds_a_file_is_sound(
    written: Write, found: Comparison, kind: str
) -> None:
    rows = []
    for row in found.rows:
        sides = [
            side
            and Side(
                side.text[:-1] + HOSTILE[: len(side.text)],
                tuple(replace(part, path=(HOSTILE,)) for part in side.parts),
            )
            for side in (row.left, row.right)
        ]
        rows.append(replace(row, left=sides[0], right=sides[1]))
    named = replace(found.left, title=HOSTILE, unit=HOSTILE, file=HOSTILE)
    pairs = tuple(replace(one, context=HOSTILE) for one in found.figures)
    hostile = replace(found, left=named, rows=tuple(rows), figures=pairs)
    file = written(kind, Beside(hostile, AT, as_written))
    if kind == "html":
        assert parsed(file).xpath("//script") == []
    elif kind == "docx":
        assert len(rows_of(Document(str(file)))) > len(rows)
    else:
        assert openpyxl.load_workbook(file)["逐段对照"].max_row == len(rows) + 1


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx"])
def test_text_that_went_elsewhere_is_listed(written: Write, found: Comparison, kind: str) -> None:
    left, _ = row_of(found, "过生日")
    right, row = row_of(found, "无人机")
    assert row.right
    span = Span(0, 6)
    moved = Relocation(left, span, right, Span(0, 6), 0.9)
    file = written(kind, Beside(replace(found, relocations=(moved,)), AT, as_written))
    if kind == "html":
        said = parsed(file).text_content()
    elif kind == "docx":
        said = "\n".join(one.text for one in Document(str(file)).paragraphs)
    else:
        said = str(sheet_of(file, wording.RELOCATED))
    side = found.rows[left].left
    assert side
    assert side.text[slice(*span)] in said


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx"])
def test_two_empty_or_unlike_texts_make_files_too(written: Write, kind: str) -> None:
    found = compare_drafts(CompareRequest(Given(text="甲"), Given(text="全然不同的另一篇。")))
    assert written(kind, Beside(found, AT, as_written)).stat().st_size > 0
    none = replace(found, rows=(), figures=(), sections=())
    assert written(kind, Beside(none, AT, as_written)).stat().st_size > 0


def test_a_file_is_whole_or_not_there(found: Comparison, tmp_path: Path) -> None:
    for kind in ("html", "docx", "xlsx"):
        target = tmp_path / f"a.{kind}"
        with pytest.raises(Stopped):
            writing.export_comparison(found, target, say=as_written, cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_kept_unless_told_otherwise(
    found: Comparison, tmp_path: Path
) -> None:
    target = tmp_path / "a.html"
    target.write_text("旧", encoding="utf-8")
    with pytest.raises(Refused, match="target_exists"):
        writing.export_comparison(found, target, say=as_written)
    writing.export_comparison(found, target, say=as_written, overwrite=True)
    assert "青石水库" in target.read_text(encoding="utf-8")
    with pytest.raises(BadQuery, match="bad_format"):
        writing.export_comparison(found, tmp_path / "a.pdf", say=as_written)
