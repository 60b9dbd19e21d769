"""Raised and lowered digits: km² and CO₂ are read as such, a note's mark is no part of a number."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.figures import figures
from index.folding import fold
from index.readers import read
from index.readers.raised import lowered, raised
from tests.readers.making import named, paragraph, run, style, texts, word

UP = '<w:vertAlign w:val="superscript"/>'
DOWN = '<w:vertAlign w:val="subscript"/>'
STYLES = (
    style("上标", f"<w:rPr>{UP}</w:rPr>")
    + style("上标之下", based_on="上标")
    + style("平", '<w:rPr><w:vertAlign w:val="baseline"/></w:rPr>', based_on="上标")
    + style("段上标", f"<w:rPr>{UP}</w:rPr>", kind="paragraph")
)


def line(*runs: str, properties: str = "", more: str = "") -> str:
    body = paragraph("", properties, "".join(runs) + more)
    (found,) = texts(read("总结.docx", word(body, styles=STYLES)))
    return found


def numbers(text: str) -> list[str]:
    return [text[one.start : one.end] for one in figures(text)]


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([run("面积85km"), run("2", UP), run("。")], "面积85km²。"),
        ([run("库容3.5万m"), run("3", UP), run("。")], "库容3.5万m³。"),
        ([run("绿化1200米"), run("２", UP)], "绿化1200米²"),
        ([run("流量12m"), run("3", UP), run("·s"), run("-1", UP)], "流量12m³·s⁻¹"),
        ([run("总数10"), run("1", UP), run("2", UP), run("个")], "总数10¹²个"),
        ([run("CO"), run("2", DOWN), run("减排")], "CO₂减排"),
        ([run("PM"), run("2.5", DOWN), run("下降")], "PM₂.₅下降"),
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
    assert line(run("面积85"), more=formula + run("。")) == "面积85km²。"


@pytest.mark.parametrize(
    ("before", "mark", "after", "found"),
    [
        ("接访3800", "1", "人次", ["3800"]),
        ("满意率98%", "2", "2023年升至99%", ["98", "2023", "99"]),
        ("办结完毕。", "1", "2023年继续", ["2023"]),
        ("群众满意", "12", "1200人", ["1200"]),
        ("接访3800", "[1]", "2023年", ["3800", "1", "2023"]),
        ("接访3800", "①", "2023年", ["3800", "2023"]),
        ("接访3800", "1）", "2023年", ["3800", "2023"]),
    ],
)
def test_the_mark_of_a_note_is_no_part_of_a_number(
    before: str, mark: str, after: str, found: list[str]
) -> None:
    text = line(run(before), run(mark, UP), run(after))
    assert fold(text) == fold(before + mark + after)
    assert numbers(text) == found


def test_marks_in_brackets_circled_marks_and_words_stay_as_they_are() -> None:
    for mark in ("[1]", "［2］", "（3）", "①", "注", "注1", "TM", "2023年完成1200万元"):
        assert line(run("甲"), run(mark, UP), run("乙")) == f"甲{mark}乙"


def test_a_paragraph_that_is_raised_as_a_whole_keeps_its_figures() -> None:
    assert line(run("1200", UP)) == "1200"
    sentence = line(
        run("完成投资"), run("1200"), run("万元"), properties='<w:pStyle w:val="段上标"/>'
    )
    assert sentence == "完成投资1200万元"


def test_the_number_before_a_note_of_the_authors_own_is_a_sign() -> None:
    assert line(run("1", UP), run("数据截至2023年底。")) == "¹数据截至2023年底。"


@given(st.text(st.sampled_from("0123456789０２．.，-−[]（）①km年 "), max_size=12))
def test_a_stretch_keeps_its_length_and_what_it_folds_to(text: str) -> None:
    for changed in (raised(text), lowered(text)):
        assert len(changed) == len(text)
        plain = unicodedata.normalize("NFKC", changed).replace("−", "-")
        assert plain == unicodedata.normalize("NFKC", text).replace("−", "-")
