"""Raised and lowered digits: km² and CO₂ are read as such, the mark of a note is set aside."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.figures import figures
from index.model import Source, Why
from index.readers import read
from index.readers.raised import above, below, leading
from tests.readers.making import named, paragraph, run, style, texts, word

UP = '<w:vertAlign w:val="superscript"/>'
DOWN = '<w:vertAlign w:val="subscript"/>'
STYLES = (
    style("上标", f"<w:rPr>{UP}</w:rPr>")
    + style("上标之下", based_on="上标")
    + style("平", '<w:rPr><w:vertAlign w:val="baseline"/></w:rPr>', based_on="上标")
    + style("段上标", f"<w:rPr>{UP}</w:rPr>", kind="paragraph")
)


def source(*runs: str, properties: str = "") -> Source:
    return read("总结.docx", word(paragraph("", properties, "".join(runs)), styles=STYLES))


def line(*runs: str, properties: str = "") -> str:
    found = source(*runs, properties=properties)
    assert found.removed == ()
    (text,) = texts(found)
    return text


def numbers(text: str) -> list[str]:
    return [text[one.start : one.end] for one in figures(text)]


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([run("面积85km"), run("2", UP), run("。")], "面积85km²。"),
        ([run("库容3.5万m"), run("3", UP), run("。")], "库容3.5万m³。"),
        ([run("绿化1200米"), run("２", UP)], "绿化1200米²"),
        ([run("浓度35μg/m"), run("3", UP), run("。")], "浓度35μg/m³。"),
        ([run("流量12m"), run("3", UP), run("·s"), run("-1", UP)], "流量12m³·s⁻¹"),
        ([run("总数10"), run("1", UP), run("2", UP), run("个")], "总数10¹²个"),
        ([run("面积85km"), run("2，", UP), run("比上年")], "面积85km²，比上年"),
        ([run("CO"), run("2", DOWN), run("减排")], "CO₂减排"),
        ([run("PM"), run("2.5", DOWN), run("下降")], "PM2.5下降"),
        ([run("面积85km"), named("2", "上标"), run("。")], "面积85km²。"),
        ([run("面积85km"), named("2", "上标之下"), run("。")], "面积85km²。"),
        ([run("面积85km"), named("2", "平"), run("。")], "面积85km2。"),
        ([run("面积85km"), named("2", "上标", '<w:vertAlign w:val="baseline"/>')], "面积85km2"),
    ],
)
def test_raised_and_lowered_digits_of_units_and_formulas_are_read(
    runs: list[str], text: str
) -> None:
    assert line(*runs) == text


def test_a_formula_of_the_equation_editor_keeps_its_exponent() -> None:
    formula = (
        "<m:oMath><m:sSup><m:e><m:r><m:t>km</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r>"
        "</m:sup></m:sSup></m:oMath>"
    )
    assert line(run("面积85"), formula, run("。")) == "面积85km²。"


@pytest.mark.parametrize(
    ("before", "mark", "after", "found"),
    [
        ("接访3800", "1", "人次", ["3800"]),
        ("满意率98%", "2", "2023年升至99%", ["98", "2023", "99"]),
        ("办结完毕。", "1", "2023年继续", ["2023"]),
        ("群众满意", "12", "1200人", ["1200"]),
        ("绿化面积1200平方米", "2", "2023年", ["1200", "2023"]),
        ("长85km", "1", "2023年", ["85", "2023"]),
        ("接访3800", "[1]", "2023年", ["3800", "2023"]),
        ("接访3800", "[1][3-5]", "2023年", ["3800", "2023"]),
        ("接访3800", "①", "2023年", ["3800", "2023"]),
        ("接访3800", "1）", "2023年", ["3800", "2023"]),
        ("接访3800", "1,2", "2023年", ["3800", "2023"]),
        ("接访3800", "注1", "2023年", ["3800", "2023"]),
    ],
)
def test_the_mark_of_a_note_is_set_aside_and_lengthens_no_number(
    before: str, mark: str, after: str, found: list[str]
) -> None:
    made = source(run(before), run(mark, UP), run(after))
    assert made.text == before + after
    assert [(cut.text, cut.why, cut.start) for cut in made.removed] == [
        (mark, Why.NOTE_MARK, len(before))
    ]
    assert numbers(before) + numbers(after) == found


def test_raised_words_and_sentences_stay_as_they_are() -> None:
    for words in ("TM", "st", "2023年完成1200万元", "1234"):
        assert line(run("甲"), run(words, UP), run("乙")) == f"甲{words}乙"


def test_a_paragraph_that_is_raised_as_a_whole_keeps_its_figures() -> None:
    assert line(run("120", UP)) == "120"
    whole = [run("完成"), run("35"), run("件")]
    assert line(*whole, properties='<w:pStyle w:val="段上标"/>') == "完成35件"


def test_the_number_with_which_a_note_of_the_authors_own_begins_stays() -> None:
    assert line(run("1", UP), run("数据截至2023年底。")) == "¹数据截至2023年底。"
    assert line(run("[1]", UP), run("数据截至2023年底。")) == "[1]数据截至2023年底。"


@pytest.mark.parametrize(
    ("before", "raised", "reads"),
    [
        ("85km", "2", "²"), ("3.5万m", "3", "³"), ("30公里", "2", "²"), ("mg·L", "-1", "⁻¹"),
        ("1.5×10", "4", "⁴"), ("10", "-3", "⁻³"), ("x", "2", "²"), ("W/(m", "2", "²"),
        ("第21", "st", "st"), ("某品牌", "TM", "TM"), ("某品牌", "®", "®"),
    ],
)  # fmt: skip
def test_powers_and_words_are_read(before: str, raised: str, reads: str) -> None:
    assert above(raised, before) == ("", reads)


@pytest.mark.parametrize(
    ("before", "raised"),
    [
        ("增长35", "1"), ("增长35", "[1]"), ("35公里", "①"), ("35公里", "1"), ("改革", "12"),
        ("GDP", "2"), ("1200平方米", "2"), ("12平方公里", "3"), ("A类", "*"), ("工作", "［注2］"),
        ("工作", "注1"), ("工作", "[1-2]"), ("工作", "[a]"), ("110", "3"), ("跑道400米", "4"),
        ("工作", "[**]"), ("工作", "[note 3]"),
    ],
)  # fmt: skip
def test_marks_of_notes_never_become_part_of_a_figure(before: str, raised: str) -> None:
    assert above(raised, before) == (raised, "")


def test_a_link_to_a_note_is_a_mark_after_a_measure_too() -> None:
    assert above("2", "85km", points=True) == ("2", "")


@pytest.mark.parametrize(("low", "reads"), [("2", "₂"), ("10", "₁₀"), ("2.5", "2.5"), ("总", "总")])
def test_lowered_figures_are_characters(low: str, reads: str) -> None:
    assert below(low) == reads


def test_a_web_page_reads_raised_digits_as_a_word_file_does() -> None:
    page = (
        "<html><body><h1>2023年工作总结</h1><p>面积85km<sup>2，</sup>接访3800<sup>1</sup>人次，"
        "排放CO<sub>2</sub>下降，流量3m<sup>3</sup>·s<sup>-1</sup>。</p>"
        "<p><sup>1</sup>数据截至2023年底，由各科室汇总上报。</p></body></html>"
    )
    found = read("总结.html", page.encode())
    assert texts(found)[1:] == [
        "面积85km²，接访3800人次，排放CO₂下降，流量3m³·s⁻¹。",
        "¹数据截至2023年底，由各科室汇总上报。",
    ]
    assert [(cut.text, cut.why) for cut in found.removed] == [("1", Why.NOTE_MARK)]


@given(
    st.text(st.sampled_from("0123456789０２．.，-−[]（）①km年米方 "), max_size=12),
    st.text(st.sampled_from("0123456789０２．.，-−[]（）①km年注 "), max_size=12),
)
def test_a_stretch_keeps_what_it_says_or_is_set_aside_whole(before: str, text: str) -> None:
    mark, words = above(text, before)
    apart = len(words) > len(text)
    for changed in (mark + words[apart:], below(text), leading(text)):
        assert len(changed) == len(text)
        assert _plain(changed) == _plain(text)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("−", "-")


HIGHER = '<w:position w:val="8"/><w:sz w:val="18"/>'


def test_a_power_that_is_only_set_higher_is_one_and_nothing_else_changes() -> None:
    body = paragraph(
        "",
        "",
        run("面积85km") + run("2", HIGHER) + run("，投资") + run("35", HIGHER) + run("亿元。"),
    )
    source = read("总结.docx", word(body))
    assert (source.text, source.removed) == ("面积85km²，投资35亿元。", ())


def test_a_line_that_is_set_higher_by_a_little_reads_as_it_stands() -> None:
    body = paragraph("", "", run("表A") + run("2", '<w:position w:val="2"/>') + run("收支情况"))
    assert read("总结.docx", word(body)).text == "表A2收支情况"


@pytest.mark.parametrize(
    ("before", "raised"),
    [("x", "n+1"), ("(1+r)", "n-1"), ("e", "-x"), ("公式x", "1/n"), ("5", "1/2"), ("2.5", "0.3"),
     ("2023", "1234"), ("3", "0C")],
)  # fmt: skip
def test_a_raised_expression_stays_apart_from_the_letter_or_number_before_it(
    before: str, raised: str
) -> None:
    assert above(raised, before) == ("", f" {raised}")
    assert line(run(before), run(raised, UP), run("为准")) == f"{before} {raised}为准"
    page = read("总结.html", f"<p>{before}<sup>{raised}</sup>为准。</p>".encode())
    assert texts(page) == [f"{before} {raised}为准。"]


@pytest.mark.parametrize(
    ("before", "raised"), [("Ca", "2+"), ("25", "o"), ("2", "n"), ("x ", "n+1")]
)
def test_other_raised_words_are_not_set_apart(before: str, raised: str) -> None:
    assert above(raised, before) == ("", raised)
