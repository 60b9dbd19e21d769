"""Tables with tracked changes: what was deleted is set aside, what was inserted is read."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from index.model import LineKind, Source, Why
from index.readers import read
from tests.readers.making import listed, paragraph, run, texts, word

DELETED = "<w:trPr><w:del w:id='1' w:author='王'/></w:trPr>"
INSERTED = "<w:trPr><w:ins w:id='1' w:author='王'/></w:trPr>"
NUMBERED = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt '
    'w:val="decimal"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def row(cells: Sequence[str], properties: str = "") -> str:
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def read_word(*rows: str, before: str = "", after: str = "") -> Source:
    body = f"{before}<w:tbl>{''.join(rows)}</w:tbl>{after}"
    return read("总结.docx", word(body, numbering=NUMBERED))


def removed(source: Source) -> list[tuple[str, Why]]:
    return [(piece.text, piece.why) for piece in source.removed]


HEAD = row([cell("项目"), cell("投资")])
ROAD = [cell("道路"), cell("1200")]
BRIDGE = [cell("桥梁"), cell("300")]


def test_a_deleted_row_is_set_aside_and_leaves_no_line() -> None:
    source = read_word(HEAD, row(ROAD, DELETED), row(BRIDGE))
    assert source.text == "项目\t投资\n桥梁\t300"
    assert removed(source) == [("道路\t1200", Why.DELETION)]


def test_an_inserted_row_and_inserted_cells_are_read() -> None:
    inserted = cell("300", '<w:cellIns w:id="2" w:author="王"/>')
    source = read_word(HEAD, row(ROAD, INSERTED), row([cell("桥梁"), inserted]))
    assert texts(source, LineKind.TABLE) == ["项目\t投资", "道路\t1200", "桥梁\t300"]
    assert removed(source) == []


def test_a_row_whose_words_were_deleted_too_says_them_once() -> None:
    gone = "<w:del><w:r><w:delText>道路</w:delText></w:r></w:del>"
    words = f"<w:tc>{paragraph('', '<w:rPr><w:del/></w:rPr>', gone)}</w:tc>"
    source = read_word(HEAD, row([words, cell("1200")], DELETED))
    assert texts(source) == ["项目\t投资"]
    assert removed(source) == [("道路\t1200", Why.DELETION)]


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_deleted_cell_is_set_aside_and_the_others_stay_a_row(at: int) -> None:
    words = ["道路", "1200", "完成"]
    cells = [
        cell(text, '<w:cellDel w:id="3" w:author="王"/>' if place == at else "")
        for place, text in enumerate(words)
    ]
    source = read_word(row(cells))
    assert source.text == "\t".join(text for place, text in enumerate(words) if place != at)
    assert removed(source) == [(words[at], Why.DELETION)]


def test_a_row_of_deleted_cells_only_leaves_no_line() -> None:
    gone = '<w:cellDel w:id="3" w:author="王"/>'
    source = read_word(HEAD, row([cell("道路", gone), cell("1200", gone)]))
    assert texts(source) == ["项目\t投资"]
    assert [text for text, _ in removed(source)] == ["道路", "1200"]


def test_cells_merged_in_a_tracked_way_keep_their_words() -> None:
    merged = '<w:cellMerge w:id="4" w:author="王" w:vMerge="cont"/>'
    assert read_word(row([cell("道路", merged), cell("1200")])).text == "道路\t1200"


def test_a_hidden_row_is_set_aside_as_hidden_text_is() -> None:
    source = read_word(HEAD, row(ROAD, "<w:trPr><w:hidden/></w:trPr>"))
    assert (source.text, removed(source)) == ("项目\t投资", [("道路\t1200", Why.MARKUP)])
    shown = read_word(HEAD, row(ROAD, '<w:trPr><w:hidden w:val="0"/></w:trPr>'))
    assert shown.text == "项目\t投资\n道路\t1200"


def test_a_list_goes_on_behind_a_table_and_deleted_rows_do_not_count() -> None:
    numbered = f"<w:tc>{listed('道路')}</w:tc>"
    source = read_word(
        row([numbered, cell("1200")]),
        row([numbered, cell("旧")], DELETED),
        row([f"<w:tc><w:tcPr><w:cellDel/></w:tcPr>{listed('旧')}</w:tc>", cell("300")]),
        row([numbered, cell("80")]),
        before=listed("学习") + listed("工作"),
        after=listed("作风") + paragraph("说明。") + listed("廉洁"),
    )
    assert texts(source) == [
        "1、学习", "2、工作", "3、道路\t1200", "300", "4、道路\t80", "5、作风", "说明。", "6、廉洁",
    ]  # fmt: skip


def test_a_box_in_a_deleted_row_goes_with_it() -> None:
    inside = f"<w:r><w:pict><w:txbxContent>{paragraph('框')}</w:txbxContent></w:pict></w:r>"
    held = f"<w:tc>{paragraph('道路', more=inside + run('。'))}</w:tc>"
    source = read_word(HEAD, row([held, cell("1200")], DELETED))
    assert texts(source) == ["项目\t投资"]
    assert "框" in "".join(text for text, _ in removed(source))
