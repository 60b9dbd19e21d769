"""The same report as a Word file, as slides and in a letter: equal rows, equal hits."""

from __future__ import annotations

from pathlib import Path

from comparing_support import pieces
from tests_support import library_of

from index.ingest.previewing import preview_bytes
from search.comparing.compare import compare
from search.comparing.model import RowKind
from search.comparing.texts import Text, text_of
from search.model import Request
from tests.readers.making import paragraph, style, styled, table, word
from tests.readers.making_mail import letter
from tests.readers.making_slides import COVER, SECTION, Deck, grid

TITLE = "云岭县水利局2023年度工作总结"
PARTS = (
    (
        "一、2023年工作回顾",
        (
            ("（一）防汛抗旱", (
                "提前腾出库容1.2亿立方米，安全度过三轮强降雨。",
                "巡查水库46座，整改隐患31处。",
            )),
            ("（二）农村供水", ("新建水厂3座，受益群众5.8万人。",)),
        ),
    ),
    (
        "二、2024年工作安排",
        (("（一）续建灌区", ("一是抓进度；二是抓质量，年底前完成干渠衬砌28公里。",)),),
    ),
)  # fmt: skip
ROWS = (("项目", "计划", "完成"), ("新建水厂（座）", "3", "3"), ("衬砌渠道（公里）", "30", "28"))


def slides() -> bytes:
    deck = Deck()
    deck.slide(TITLE, layout=COVER)
    for part, sections in PARTS:
        deck.slide(part, layout=SECTION)
        for heading, lines in sections:
            deck.slide(heading, *lines)
    grid(deck.slide("三、主要指标"), ROWS)
    return deck.data


def document() -> bytes:
    body = styled(TITLE, "Title")
    for part, sections in PARTS:
        body += styled(part, "heading 1")
        for heading, lines in sections:
            body += styled(heading, "heading 2") + "".join(map(paragraph, lines))
    body += styled("三、主要指标", "heading 1")
    body += table(*[[paragraph(cell) for cell in row] for row in ROWS])
    names = ("Title", "heading 1", "heading 2")
    return word(body, styles="".join(style(name, kind="paragraph") for name in names))


def text(name: str, data: bytes) -> Text:
    return text_of(preview_bytes(name, data).outline)


def test_the_same_report_compares_as_the_same() -> None:
    rows = compare(text("左.docx", document()), text("右.pptx", slides()), pieces).rows
    assert {row.kind for row in rows} == {RowKind.SAME}
    assert not any(row.moved for row in rows)


def test_a_report_in_a_letter_compares_as_the_same_report() -> None:
    carried = letter("总结见附件，请审阅。", files=[("总结.docx", document())])
    rows = compare(text("左.docx", document()), text("右.eml", carried), pieces).rows
    assert {row.kind for row in rows if row.left is not None} == {RowKind.SAME}
    added = [row.right.text for row in rows if row.left is None and row.right is not None]
    assert added[0] == "关于报送2023年度工作总结的函"
    assert added[-2:] == ["总结见附件，请审阅。", "总结.docx"]


def test_title_year_unit_and_sections_are_the_same() -> None:
    drafts = [preview_bytes("报告.docx", document()), preview_bytes("报告.pptx", slides())]
    one, other = ((d.facts, [(p.text, p.path, p.part) for p in d.outline.passages]) for d in drafts)
    assert one == other
    assert (drafts[1].facts.year, drafts[1].facts.unit) == (2023, "云岭县水利局")


def test_both_are_found_by_the_same_search(tmp_path: Path) -> None:
    carried = letter("请审阅。", files=[("总结.docx", document())])
    given = {"总结.docx": document(), "总结.pptx": slides(), "来信.eml": carried}
    with library_of(tmp_path, given) as library:
        for phrase in ("整改隐患31处", "衬砌渠道（公里）\t30", "（一）续建灌区"):
            hits = library.search(Request(phrase)).hits
            assert [hit.path for hit in hits] == [hits[0].path] * 3
            assert {(hit.year, hit.unit) for hit in hits} == {(2023, "云岭县水利局")}
