"""Laws of reading and cleaning for files with tables: nothing is lost, and clean stays clean.

Files of every format that has tables, made by chance from what stands in budgets: blank and merged
cells, tables in tables, heads that come again on the next page, page numbers, advertising.
"""

from __future__ import annotations

import html
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.cleaning import Paragraph, clean
from index.errors import UnreadableReport
from index.model import Line, RowPlace, Source
from index.outline import outline
from index.readers import read
from tests.readers.making import paragraph, word
from tests.readers.making_pdf import Sheet, column, drawn, shown
from tests.readers.test_pdf_tables import HEIGHT, LEFT, WIDTH, grid

CELLS = (
    *("科目", "2023年", "2024年", "预算数", "金额（万元）", "备注", "合计", "管网改造", "城投集团"),
    *("3,296,600", "201", "1,520.5", "98.6%", "2", "1/4", "——", "0", "", "", ""),
    *("一、收入", "（一）水费", "1.", "单位：万元", "续表", "第1页", "- 1 -", "\ufeff某", "×××"),
    *("首页", "来源：某报", "附件1", "注：含中央资金", "QQ群：1234567", "安##paidbegin##全"),
    "全年完成投资三亿元，增长百分之五。",
    "坚持把支部建在项目上，推动党建与业务融合，群众满意率持续提升，各项任务全面完成，" * 3,
)
_NUMBER = re.compile(r"\d{1,2},\d{3}\.\d")
LINES = (
    *("某集团2023年工作总结", "一、主要工作", "（一）抓项目", "支出预算表", "单位：万元"),
    *("全年完成投资三亿元，增长百分之五。", "全年共接访", "附件：", "第1页", "- 2 -", "续表"),
    *("打印本页", "首页 > 政务", "关注公众号领取更多范文", "来源：某报", "2023年12月"),
    "一是抓建设；二是抓管理。",
)
Rows = list[list[str]]
Made = list[str | Rows]


@st.composite
def contents(draw: st.DrawFn) -> tuple[Made, random.Random]:
    """Lines and tables in order, and the chance by which they are merged and nested."""
    chance = random.Random(draw(st.integers(0, 10**6)))  # noqa: S311
    pieces = draw(
        st.lists(st.one_of(st.sampled_from(LINES), st.just(None)), min_size=1, max_size=8)
    )
    return [_rows(chance) if piece is None else piece for piece in pieces], chance


def _rows(chance: random.Random) -> Rows:
    width = chance.randint(1, 5)
    return [[chance.choice(CELLS) for _ in range(width)] for _ in range(chance.randint(1, 6))]


def word_file(made: Made, chance: random.Random) -> bytes:
    def table(rows: Rows, depth: int = 0) -> str:
        return f"<w:tbl>{''.join(row(cells, depth) for cells in rows)}</w:tbl>"

    def row(cells: Sequence[str], depth: int) -> str:
        head = "<w:trPr><w:tblHeader/></w:trPr>" if chance.random() < 0.1 else ""
        return f"<w:tr>{head}{''.join(cell(text, depth) for text in cells)}</w:tr>"

    def cell(text: str, depth: int) -> str:
        across = f'<w:gridSpan w:val="{chance.choice([1, 1, 1, 2, 3])}"/>'
        down = chance.choice(["", "", "", "", "<w:vMerge/>", '<w:vMerge w:val="restart"/>'])
        more = paragraph(chance.choice(CELLS)) if chance.random() < 0.1 else ""
        inner = table(_rows(chance), depth + 1) + paragraph() if _nests(chance, depth) else ""
        return f"<w:tc><w:tcPr>{across}{down}</w:tcPr>{paragraph(text)}{more}{inner}</w:tc>"

    return word("".join(paragraph(one) if isinstance(one, str) else table(one) for one in made))


def web_page(made: Made, chance: random.Random) -> bytes:
    def table(rows: Rows, depth: int = 0) -> str:
        return f"<table>{''.join(row(cells, depth) for cells in rows)}</table>"

    def row(cells: Sequence[str], depth: int) -> str:
        return f"<tr>{''.join(cell(text, depth) for text in cells)}</tr>"

    def cell(text: str, depth: int) -> str:
        tag = chance.choice(["td", "td", "td", "th"])
        spans = f"colspan={chance.choice([1, 1, 2, 3])} rowspan={chance.choice([1, 1, 1, 2])}"
        more = f"<p>{chance.choice(CELLS)}</p>" if chance.random() < 0.1 else ""
        inner = table(_rows(chance), depth + 1) if _nests(chance, depth) else ""
        return f"<{tag} {spans}><p>{html.escape(text)}</p>{more}{inner}</{tag}>"

    body = "".join(
        f"<p>{html.escape(one)}</p>" if isinstance(one, str) else table(one) for one in made
    )
    return f"<html><body>{body}</body></html>".encode()


def pdf_file(made: Made, chance: random.Random) -> bytes:
    """Several pages; tables by lines, open at their sides, or by gaps; heads that come again."""
    sheets: list[Sheet] = []
    content, y, head = "", 780.0, chance.choice(LINES)
    names: list[str] = []
    for one in made:
        lines = 1 if isinstance(one, str) else len(one)
        if y - lines * HEIGHT < 80 or chance.random() < 0.15:
            sheets.append(Sheet(content + shown(f"- {len(sheets) + 1} -", 280, 40, 10)))
            content, y = (column([head], 60, 800) if chance.random() < 0.5 else ""), 770.0
        if isinstance(one, str):
            content += column([one], 60, y)
        else:
            rows = [[text[:9] for text in row] for row in one]
            if names and not _has_figures(rows[0]) and chance.random() < 0.6:
                rows[0] = names  # the head comes again
            names = rows[0]
            rows = [(row + [""] * len(names))[: len(names)] for row in rows]
            content += _table(rows, y, chance)
        y -= lines * HEIGHT + 26
    return drawn([*sheets, Sheet(content)])


def _table(rows: Rows, y: float, chance: random.Random) -> str:
    if chance.random() < 0.7:
        return grid(rows, top=y + 14, sides=chance.random() < 0.7)
    return "".join(
        shown(text, LEFT + WIDTH * at, y - HEIGHT * number, 10)
        for number, row in enumerate(rows)
        for at, text in enumerate(row)
        if text
    )


def _has_figures(row: Sequence[str]) -> bool:
    return any(character.isdigit() for text in row for character in text)


def _nests(chance: random.Random, depth: int) -> bool:
    return depth < 2 and chance.random() < 0.04


def visible(text: str) -> Counter[str]:
    return Counter(character for character in text if not character.isspace())


def as_line(one: Paragraph) -> Line:
    """What is clean as a line of a file, its cells where they stand now."""
    row = one.row
    if row is not None:
        places, at = [], 0
        for text, place in zip(one.text.split("\t"), row.cells, strict=True):
            places.append(place._replace(start=at, end=at + len(text)))
            at += len(text) + 1
        row = RowPlace(row.table, row.columns, tuple(places), row.heads)
    return Line(one.text, one.level, one.kind, one.page, one.layout, row, one.title)


def source_with(name: str, data: bytes) -> Source | None:
    try:
        return read(name, data)
    except UnreadableReport as refused:
        assert refused.key == "empty"  # noqa: PT017
        return None


FORMATS = pytest.mark.parametrize(
    ("name", "file"), [("表.docx", word_file), ("表.html", web_page), ("表.pdf", pdf_file)]
)
Write = Callable[[Made, random.Random], bytes]


@FORMATS
@settings(max_examples=120, deadline=None)
@given(made=contents())
def test_rows_passages_and_removed_pieces_account_for_every_character(
    name: str, file: Write, made: tuple[Made, random.Random]
) -> None:
    source = source_with(name, file(*made))
    if source is None:
        return
    found = outline(source)
    kept = "".join(one.text for one in (*found.passages, *found.removed))
    aside = "".join(piece.text for piece in source.removed)
    assert visible(kept) == visible(source.text + aside)
    for one in found.passages:
        if one.row is not None:
            assert [one.text[slice(*cell.span)] for cell in one.row.cells] == one.text.split("\t")


@FORMATS
@settings(max_examples=120, deadline=None)
@given(made=contents())
def test_cleaning_tables_twice_is_cleaning_them_once(
    name: str, file: Write, made: tuple[Made, random.Random]
) -> None:
    source = source_with(name, file(*made))
    if source is None:
        return
    once = clean(source)
    lines = [line for one in once.paragraphs for line in (as_line(one), Line(""))]
    twice = clean(replace(source, lines=tuple(lines), removed=()))
    assert [one.text for one in twice.paragraphs] == [one.text for one in once.paragraphs]


@FORMATS
@settings(max_examples=60, deadline=None)
@given(made=contents())
def test_no_number_of_a_table_is_cut_joined_or_made_up(
    name: str, file: Write, made: tuple[Made, random.Random]
) -> None:
    """Distinct numbers, one in every cell: exactly these are read, each in a cell of its own."""
    pieces, _ = made
    numbers: list[str] = []

    def number() -> str:
        numbers.append(f"{1000 + 37 * len(numbers):,}.{len(numbers) % 10}")
        return numbers[-1]

    tables: Made = [
        [[number() for _ in row] for row in one] if isinstance(one, list) else "情况如下："
        for one in pieces
    ]
    if not numbers:
        return
    found = outline(read(name, file(tables, random.Random(1))))  # noqa: S311
    text = "\n".join(one.text for one in (*found.passages, *found.removed))
    told = [part for part in text.split() if _NUMBER.fullmatch(part) and part not in CELLS]
    assert sorted(told) == sorted(numbers)
