"""Evidence of reuse to take away: marked as listed, recomputable, harmless, asking for nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import lxml.html
import openpyxl
import pytest
import reuse_support as made
from docx import Document
from docx.enum.text import WD_UNDERLINE
from hypothesis import given
from hypothesis import strategies as st

from index.model import Span
from search.exports import statement
from search.exports.cells import clean, layered
from search.exports.gathering import Steps, Stopped
from search.exports.htmltext import tag, text
from search.exports.reuse import book, evidence, page, paper
from search.exports.reuse.dossier import Dossier
from search.reuse.figures import figures
from search.reuse.model import Label, PassageReuse, Reuse

GOLDEN = Path(__file__).parent / "golden"
Write = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> Write:
    """Write the report made by hand into a file of a kind."""

    def write(kind: str, dossier: Dossier | None = None) -> Path:
        target = tmp_path / f"查重.{kind}"
        chosen = dossier or made.dossier()
        steps = Steps(len(chosen.found.passages), None, None)
        {"html": page.write, "docx": paper.write, "xlsx": book.write}[kind](target, chosen, steps)
        return target

    return write


@pytest.fixture
def shown(written: Write) -> Any:
    return parsed(written("html"))


def parsed(file: Path) -> Any:
    parser = lxml.html.HTMLParser(encoding="utf-8")
    return lxml.html.document_fromstring(file.read_bytes(), parser=parser)


def classes(element: Any) -> list[frozenset[str]]:
    """Return for each character of an element's text the classes around it."""
    out: list[frozenset[str]] = []

    def walk(node: Any, around: frozenset[str]) -> None:
        inside = around | set((node.get("class") or "").split())
        out.extend([inside] * len(node.text or ""))
        for child in node:
            walk(child, inside)
            out.extend([inside] * len(child.tail or ""))

    walk(element, frozenset())
    return out


def expected(passage: PassageReuse) -> list[str]:
    """Return for each character of a passage the name of its class, empty where it has none."""
    names = [""] * len(passage.text)
    for one in passage.covered:
        for at in range(*one.span):
            names[at] = one.label.value
    return names


def only(found: Iterable[str]) -> str:
    (one,) = found or [""]
    return one


# -- the page ------------------------------------------------------------------------------


def test_the_page_marks_exactly_the_listed_stretches(shown: Any) -> None:
    labels = {label.value for label in Label}
    for passage in made.reuse().passages:
        (place,) = shown.xpath(f"//section[@id='p{passage.index}']/p[@class='t']")
        assert place.text_content() == clean(passage.text)
        marked = [only(one & labels) if one & labels else "" for one in classes(place)]
        assert marked == expected(passage)


def test_the_page_underlines_what_is_equal_on_both_sides(shown: Any) -> None:
    passage = made.reuse().passages[2]
    match = passage.matches[0]
    sides = shown.xpath(f"//section[@id='p{passage.index}']//div[@class='sides']//p")
    for side, whole, spans in zip(
        sides,
        (passage.text, match.text),
        (match.query_spans, match.text_spans),
        strict=True,
    ):
        assert side.text_content() == whole
        equal = {at for at, around in enumerate(classes(side)) if "equal" in around}
        assert equal == {at for span in spans for at in range(*span)}


def test_the_page_asks_for_nothing_and_runs_nothing(written: Write) -> None:
    file = written("html")
    whole = parsed(file)
    for name in ("script", "link", "img", "iframe", "object", "embed", "form", "base", "image"):
        assert whole.xpath(f"//{name}") == []
    for element in whole.iter():
        for name, value in element.items() if isinstance(element.tag, str) else ():
            assert not name.startswith("on")
            assert name not in ("src", "style", "srcset", "background", "action")
            if name == "href":
                assert whole.xpath("//*[@id=$place]", place=value.removeprefix("#")), value
    (style,) = whole.xpath("//style")
    assert "url(" not in re.sub(r'url\("#[a-z]+"\)', "", style.text)
    assert "@import" not in style.text
    (policy,) = whole.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")


def test_hostile_text_is_only_text(shown: Any) -> None:
    shown_text = shown.text_content()
    assert "<script>alert('河')</script>&amp;=1+1\ufffd\ufffd\ufffd" in shown_text
    assert '<i>=HYPERLINK("http://x")' in shown_text
    assert "引用<b>原文</b>" in shown_text
    assert "（二）<抓>落实" in shown_text


def test_the_page_says_of_what_when_and_over_how_much(shown: Any) -> None:
    terms = [one.text_content() for one in shown.xpath("//dl/dt")]
    values = [one.text_content() for one in shown.xpath("//dl/dd")]
    told = dict(zip(terms, values, strict=True))
    assert told["单位"] == "云溪水务公司"
    assert told["年份"] == "2023"
    assert told["文件"] == "云溪水务公司/2023年述职报告.txt"
    assert told["文件 SHA-256"] == "1" * 64
    assert told["计算时间"] == "2026-03-01 09:30:00（UTC+08:00）"
    assert told["已查报告"] == "1,234 篇，56,789 段"
    assert told["读不出来的文件"].startswith("2 个")


def test_the_page_shows_four_rates_with_what_they_are_of(shown: Any) -> None:
    rates = made.reuse().rates
    given = (rates.raw, rates.without_stock, rates.without_own, rates.largest_source)
    cells = [one.text_content() for one in shown.xpath("//section[@class='rates']/div")]
    for cell, rate in zip(cells, given, strict=True):
        assert f"{100 * rate.covered / rate.of:.1f}%" in cell
        assert f"{rate.covered:,} / {rate.of:,} 字" in cell
    assert "8 个以上单位都有" in cells[1]


def test_the_strip_is_to_scale_and_counts_every_character(shown: Any) -> None:
    found = made.reuse()
    bars = shown.xpath("//svg[@class='drawing']/rect[starts-with(@class,'s-')]")
    wide = sum(float(bar.get("width").rstrip("%")) for bar in bars)
    held = made.held(found.passages, *Label)
    assert wide == pytest.approx(100 * held / found.characters, abs=0.1)
    rows = shown.xpath("//svg[@class='drawing']/following::table[1]/tbody/tr")
    counted = [[int(cell.text_content()) for cell in row[1:]] for row in rows]
    assert sum(row[0] for row in counted) == found.characters
    assert all(row[0] == sum(row[1:]) for row in counted)


def test_every_source_is_named_with_its_file_and_its_hash(shown: Any) -> None:
    whole = shown.text_content()
    for report_id in (2, 3, 5, 6):
        one = made.RECORDS[report_id]
        assert one.file in whole
        assert f"SHA-256 {one.sha256}" in whole
    assert "另有 2 篇，各篇所占更少，没有列出。" in whole
    assert "以后的报告里也有（不计入）" in whole
    assert "第 7 自然段" in whole


def test_figures_that_changed_and_those_that_did_not_are_a_table(shown: Any) -> None:
    rows = shown.xpath("//h2[@id='figures']/following::table[1]/tbody/tr")
    cells = [[cell.text_content() for cell in row[1:]] for row in rows]
    assert cells == [
        ["年份", "2022年", "2023年", "＋1"],
        ["数字", "12.5公里", "15公里", "＋2.5"],
        ["数字", "86万元", "92万元", "＋6 万"],
    ]


def test_residue_and_exclusions_stand_with_their_reasons(shown: Any) -> None:
    (item,) = shown.xpath("//h2[@id='residue']/following::ol[1]/li")
    assert "“云溪环卫公司”是出处（云溪环卫公司 2022）的单位名称" in item.text_content()
    (mark,) = item.xpath(".//mark")
    assert mark.text == "云溪环卫公司"
    (row,) = shown.xpath("//h2[@id='excluded']/following::table[1]/tbody/tr")
    assert [cell.text_content() for cell in row][2:] == [
        made.QUOTED,
        "引用<b>原文</b>",
        "李四",
        "2026-03-01 07:59",
    ]


def test_a_report_without_anything_similar_is_a_page_too(written: Write) -> None:
    shown = parsed(written("html", made.dossier(made.without_library())))
    whole = shown.text_content()
    assert "查重报告：草稿" in whole
    assert "草稿，没有入库" in whole
    assert "不知道是哪个单位的" in whole
    assert "不足 8 个，不分套话" in whole
    assert shown.xpath("//table[caption]") == []
    assert whole.count("未见相似") > len(made.reuse().passages)


def test_the_page_speaks_the_language_asked_for(written: Write) -> None:
    def say(words: str) -> str:
        return "en" if words == "zh-CN" else f"‹{words}›"

    shown = parsed(written("html", made.dossier(say=say)))
    assert shown.get("lang") == "en"
    assert "‹来源报告›" in shown.text_content()


def test_the_page_stays_small_where_one_passage_stands_in_thousands(
    written: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "MOST", 1)
    shown = parsed(written("html"))
    assert shown.xpath("//div[@class='sides']") == []  # the first match is equal to the letter
    assert "共有 8 段相似，这里列出 1 段。" in shown.text_content()


def test_the_page_is_as_a_person_has_read_it(
    written: Write, monkeypatch: pytest.MonkeyPatch, refresh_golden: bool
) -> None:
    monkeypatch.setattr(statement, "version", lambda _: "1.0")
    found = written("html").read_text(encoding="utf-8")
    golden = GOLDEN / "reuse.html"
    if refresh_golden:
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8", newline="\n")
    assert found == golden.read_text(encoding="utf-8")


@given(value=st.text(st.characters()), name=st.text(st.characters(), max_size=20))
def test_whatever_a_text_holds_a_page_shows_it(value: str, name: str) -> None:
    element = lxml.html.fragment_fromstring(tag("p", value, title=name))
    assert len(element) == 0
    newline = re.compile("\r\n?")  # what every parser makes of them
    assert newline.sub("\n", element.text or "") == newline.sub("\n", clean(value))
    assert dict(element.items()).keys() == {"title"}
    assert "<" not in text(value)


# -- the document --------------------------------------------------------------------------


def test_the_document_marks_exactly_the_listed_stretches(written: Write) -> None:
    document = Document(str(written("docx")))
    lines = {
        WD_UNDERLINE.DOUBLE: "own",
        WD_UNDERLINE.DOTTED_HEAVY: "stock",
        WD_UNDERLINE.DASH: "template",
        WD_UNDERLINE.WAVY: "excluded",
        True: "other",
        WD_UNDERLINE.SINGLE: "other",
        None: "",
    }
    signs = {
        "own": "[本]",
        "stock": "[套]",
        "template": "[模]",
        "excluded": "[排]",
        "other": "[他]",
    }
    paragraphs = iter(document.paragraphs)
    for number, passage in enumerate(made.reuse().passages, 1):
        next(one for one in paragraphs if one.text.startswith(f"第 {number} 段"))
        runs = next(paragraphs).runs
        said = [run for run in runs if not run.font.superscript]
        assert "".join(run.text for run in said) == clean(passage.text)
        marked = [lines[run.font.underline] for run in said for _ in run.text]
        assert marked == expected(passage)
        for before, run in pairwise(runs):
            if before.font.superscript:
                assert before.text == signs[lines[run.font.underline]]
        assert {run.font.superscript for run in runs} >= ({True} if passage.covered else set())


def test_the_document_lists_sources_residue_and_exclusions(written: Write) -> None:
    document = Document(str(written("docx")))
    tables = [[[c.text for c in row.cells] for row in one.rows] for one in document.tables]
    sources, numbers, residue, excluded = tables
    found = made.reuse()
    assert [int(row[4]) for row in sources[1:]] == [one.characters for one in found.sources]
    for row, one in zip(sources[1:], found.sources, strict=True):
        assert made.RECORDS[one.report_id].file in row[1]
        assert made.RECORDS[one.report_id].sha256 in row[1]
    assert numbers[1][1:] == ["年份", "2022年", "2023年", "＋1"]
    assert residue[1][1] == "云溪环卫公司"
    assert excluded[1][1:] == [made.QUOTED, "引用<b>原文</b>", "李四", "2026-03-01 07:59"]
    texts = [one.text for one in document.paragraphs]
    assert any(one.startswith("已查报告：1,234 篇") for one in texts)
    assert any(one.startswith("原始：") for one in texts)


# -- the workbook --------------------------------------------------------------------------


def sheet(file: Path, name: str) -> list[dict[str, Any]]:
    rows = list(openpyxl.load_workbook(file)[name].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_the_rates_recompute_from_the_workbook(written: Write) -> None:
    found = made.reuse()
    rows = sheet(written("xlsx"), "重合片段")
    size = dict.fromkeys(("他单位", "本单位往年", "套话", "模板", "已排除"), 0)
    for row in rows:
        assert row["字数"] == row["止（字）"] - row["起（字）"] + 1
        size[row["类别"]] += row["字数"]
    of = sum(row["字数"] for row in sheet(written("xlsx"), "段数")) - size["模板"]
    assert found.rates.raw.of == of
    assert found.rates.raw.covered == size["他单位"] + size["本单位往年"] + size["套话"]
    assert found.rates.without_stock.covered == size["他单位"] + size["本单位往年"]
    assert found.rates.without_own.covered == size["他单位"]
    listed = [row for row in rows if "2" in row["报告编号"].split()]
    (own,) = [row for row in sheet(written("xlsx"), "来源报告") if row["报告编号"] == 2]
    assert sum(row["字数"] for row in listed) == own["字数"]


def test_no_cell_of_the_workbook_computes_or_leads_anywhere(written: Write) -> None:
    for one in openpyxl.load_workbook(written("xlsx")):
        for cell in (cell for row in one.iter_rows() for cell in row):
            assert cell.data_type != "f", cell.value
            assert cell.hyperlink is None
    titles = [row["标题"] for row in sheet(written("xlsx"), "来源报告")]
    assert '<i>=HYPERLINK("http://x")' in titles


def test_matches_stand_in_the_workbook_with_their_places(written: Write) -> None:
    rows = sheet(written("xlsx"), "相似段落")
    matches = [one for passage in made.reuse().passages for one in passage.matches]
    assert [row["文件 SHA-256"] for row in rows] == [one.sha256 for one in matches]
    assert [str(row["来源原文"]) for row in rows][:3] == [one.text for one in matches][:3]
    assert {row["自然段（从 1 数）"] for row in rows} == {7}
    assert rows[2]["相同处（此段）"] == " ".join(
        f"{start + 1}-{end}" for start, end in matches[2].text_spans
    )


# -- all of them ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx"])
def test_a_file_can_be_given_up_between_passages(tmp_path: Path, kind: str) -> None:
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 2

    write = {"html": page.write, "docx": paper.write, "xlsx": book.write}[kind]
    steps = Steps(7, None, cancelled)
    with pytest.raises(Stopped):
        write(tmp_path / f"a.{kind}", made.dossier(), steps)
    assert len(asked) == 3


def test_figures_put_the_older_text_first() -> None:
    passage = made.reuse().passages[1]
    shown = figures(passage.matches[0], passage.text)
    assert (shown.turned, shown.dated) == (True, True)
    first = shown.changed[0]
    assert (first.old, first.new) == ("2022年", "2023年")


TEXTS = st.text(st.characters(), max_size=40)
MARKS = st.lists(
    st.tuples(st.integers(0, 45), st.integers(0, 9), st.sampled_from("abc")), max_size=5
)


@given(whole=TEXTS, at=MARKS)
def test_layers_spell_the_text_and_say_which_marks_each_character_has(
    whole: str, at: list[tuple[int, int, str]]
) -> None:
    marks = [(Span(start, start + size), kind) for start, size, kind in at]
    found = layered(whole, marks)
    assert "".join(piece for piece, _ in found) == whole
    assert all(piece for piece, _ in found)
    given = [kinds for piece, kinds in found for _ in piece]
    for place, kinds in enumerate(given):
        assert list(kinds) == [kind for span, kind in marks if span.start <= place < span.end]


def test_the_report_made_by_hand_is_one() -> None:
    found: Reuse = made.reuse()
    rates = found.rates
    assert rates.raw.covered > rates.without_stock.covered > rates.without_own.covered > 0
    assert {one.label for passage in found.passages for one in passage.covered} == set(Label)
