"""Normalising: what is made one, where each character stands, one text as many."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.figures import figures
from index.folding import fold_loose
from index.model import Span
from index.normal import FIGURE, Normal, normalise, normalise_many

CHARACTERS = (
    "党建工作群众X光xＸ某些某第一二十三〇两万亿千0123456789０５,，.．-−+＋)）(（×**%％#＃①、。"
    "；长⻓門…aZ 　\t\n是要首先其次最后𠮷𝟗\ud800⼆"
)
TEXTS = st.text(st.sampled_from(CHARACTERS) | st.characters(), max_size=40)
FIGURES = st.text(st.sampled_from("0012345，,.．-+二零十万×XxＸ某些光a)）年"), max_size=16)

EXAMPLES = [
    ("全年走访群众3,600余户", "全年走访群众#余户"),
    ("全年走访群众××余户", "全年走访群众#余户"),
    ("投资120万元，增长-3.5%", "投资#元增长#%"),
    ("投资××万元，增长×%", "投资#元增长#%"),
    ("２０２３年５月，党的二十大", "#年#月党的#大"),
    ("二〇二三年五月，黨的十八大", "#年#月党的#大"),
    ("收入2,345.6万元、支出2345,12", "收入#元支出##"),
    ("某镇配备X光机，某些村没有XX", "#镇配备x光机某些村没有#"),
    ("3#楼与＃党建红＃", "#楼与党建红"),
    ("", ""),
    ("。；", ""),
]
ENUMERATED = [
    "一是",
    "十一是",
    "一要",
    "（一）",
    "(十二)",
    "一、",
    "1.",
    "1．",
    "3、",
    "（3）",
    "①",
    "第一，",
    "第二是",
    "其一，",
    "首先",
    "首先，",
    "其次：",
    "最后，",
    "（一）一是",
    "2.首先，",
    "　　一是",
    "第三部分 ",
]
PLAIN = ["一是不是", "三会一课", "2023年", "3.5万名", "最后一公里", "统一是", "第一书记", "一心"]


@pytest.mark.parametrize(("text", "wanted"), EXAMPLES)
def test_figures_masks_width_script_and_punctuation_are_made_one(text: str, wanted: str) -> None:
    assert normalise(text).text == wanted


@pytest.mark.parametrize("enumerator", ENUMERATED)
def test_a_leading_enumerator_is_left_out(enumerator: str) -> None:
    assert normalise(enumerator + "压实安全生产责任").text == "压实安全生产责任"


@pytest.mark.parametrize("opening", PLAIN)
def test_words_that_only_look_like_an_enumerator_stay(opening: str) -> None:
    assert normalise(opening + "抓落实").text == plainly(opening + "抓落实").text


def test_a_character_knows_the_whole_figure_that_it_stands_for() -> None:
    normal = normalise("一是投资１２０万元，　完成率98.5%。")
    assert normal.text == "投资#元完成率#%"
    assert normal.span(2, 3) == Span(4, 8)
    assert normal.span(0, 8) == Span(2, 18)
    assert normal.span(7, 9) == Span(14, 19)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2), (0, 5)])
def test_a_range_that_stands_nowhere_has_no_span(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="of 4"):
        normalise("党建工作").span(start, end)


@given(TEXTS | FIGURES)
def test_it_is_figures_and_folding_character_by_character(text: str) -> None:
    text = "党" + text  # no enumerator
    assert shown(normalise(text)) == shown(plainly(text))


@pytest.mark.parametrize("pattern", ["{}", "{}5", "5{}5", "5{}123", "X{}", "{}X", "某{}", "{}光"])
def test_no_character_of_the_first_plane_is_taken_for_another(pattern: str) -> None:
    texts = [f"党{pattern.format(chr(code))}党" for code in range(0x10000)]
    together = normalise_many(texts)
    wrong = [text for number, text in enumerate(texts) if together[number].text != slowly(text)]
    assert not wrong


@given(st.lists(TEXTS | FIGURES, max_size=6))
def test_many_texts_are_normalised_as_if_each_were_alone(texts: list[str]) -> None:
    together = normalise_many(texts)
    assert len(together) == len(texts)
    for number, text in enumerate(texts):
        assert shown(together[number]) == shown(normalise(text))


@given(TEXTS)
def test_places_rise_within_the_text_and_only_a_figure_is_longer_than_a_character(
    text: str,
) -> None:
    normal = normalise(text)
    places = list(zip(normal.origins.tolist(), normal.ends.tolist(), strict=True))
    assert len(places) == len(normal.text)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)
    assert all(
        end == start + 1
        for (start, end), one in zip(places, normal.text, strict=True)
        if one != FIGURE
    )


@given(TEXTS)
def test_what_stands_in_a_span_is_made_into_what_the_span_is_of(text: str) -> None:
    normal = normalise(text)
    for place, character in enumerate(normal.text):
        start, end = normal.span(place, place + 1)
        if character == FIGURE:
            assert normalise("党" + text[start:end]).text == "党" + FIGURE
        else:
            assert character in fold_loose(text[start:end])


def plainly(text: str) -> Normal:
    """Normalise a text that begins with no enumerator, slowly and obviously."""
    covered = {at for one in figures(text) for at in range(one.first, one.last)}
    characters: list[tuple[str, int, int]] = []
    for place, character in enumerate(text):
        if place not in covered:
            folded = folded_alone(character)
            characters += ((one, place, place + 1) for one in folded if one != FIGURE)
        elif place - 1 in covered:
            characters[-1] = (FIGURE, characters[-1][1], place + 1)
        else:
            characters.append((FIGURE, place, place + 1))
    text, origins, ends = ("".join(one[0] for one in characters), *columns(characters))
    return Normal(text, np.array(origins, np.int32), np.array(ends, np.int32))


@cache
def folded_alone(character: str) -> str:
    return fold_loose(character)


def slowly(text: str) -> str:
    return plainly(text).text


def columns(characters: list[tuple[str, int, int]]) -> tuple[list[int], list[int]]:
    return [one[1] for one in characters], [one[2] for one in characters]


def shown(normal: Normal) -> tuple[str, list[int], list[int]]:
    return normal.text, normal.origins.tolist(), normal.ends.tolist()
