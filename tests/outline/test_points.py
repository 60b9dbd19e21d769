"""Points: series that start at 一, increment, and stand after punctuation."""

import pytest
from tests_support import source_of

from index.model import Passage
from index.outline import outline

HEAD = "2022年工作总结\n一、工作情况\n"


def passages(text: str) -> list[Passage]:
    return [
        passage for passage in outline(source_of(HEAD + text)).passages if passage.part == "body"
    ]


def labels(text: str) -> list[str]:
    return [passage.label for passage in passages(text) if passage.label]


def test_a_paragraph_without_points_is_one_passage() -> None:
    (only,) = passages("我们坚持统一部署、统一推进，统一是关键。")
    assert only.label is None


def test_points_begin_after_punctuation_in_the_middle_of_a_sentence() -> None:
    first, second, third = passages("采取“三查”措施，一是自查自纠，二是交叉互查。")
    assert (first.label, first.text) == (None, "采取“三查”措施，")
    assert (second.label, second.text) == ("一是", "一是自查自纠，")
    assert (third.label, third.text) == ("二是", "二是交叉互查。")


@pytest.mark.parametrize(
    "text", ["和平统一是大势，二是好事。", "唯一是好的办法就是一是一、二是二地抓。"]
)
def test_a_word_that_ends_in_a_numeral_opens_no_point(text: str) -> None:
    assert labels(text) == []


def test_a_series_starts_at_one() -> None:
    assert labels("二是抓落实，三是抓督查。") == []


def test_a_series_may_run_over_paragraphs() -> None:
    assert labels("主要问题：一是学得不深。\n二是抓得不紧。\n三是管得不严。") == [
        "一是",
        "二是",
        "三是",
    ]


def test_a_second_series_may_follow_the_first() -> None:
    found = labels("主要问题：一是学得浅；二是抓得松。主要成因：一是站位不高；二是作风不实。")
    assert found == ["一是", "二是", "一是", "二是"]


def test_eleven_follows_ten() -> None:
    numbers = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    text = "".join(f"{number}是抓好第{number}项任务；" for number in numbers)
    assert labels(text) == [f"{number}是" for number in numbers]


@pytest.mark.parametrize(
    "text",
    [
        "第一议题制度落实到位，第二课堂活动丰富。",
        "第一季度开门红，第二季度满堂红。",
        "“第一书记”带队走访。",
    ],
)
def test_ordinals_in_names_open_no_point(text: str) -> None:
    assert labels(text) == []


def test_firstly_and_must_are_labels_too() -> None:
    assert labels("第一，抓学习。第二，抓项目。") == ["第一", "第二"]
    assert labels("一要提高站位，二要压实责任。") == ["一要", "二要"]


def test_the_passages_of_a_paragraph_joined_are_the_paragraph() -> None:
    text = "今年重点抓好三件事：一是强基础；二是补短板；三是创品牌。"
    assert "".join(passage.text for passage in passages(text)) == text
    assert len({passage.paragraph for passage in passages(text)}) == 1


def test_a_very_long_paragraph_is_cut_at_sentence_ends() -> None:
    text = "各科室坚持每周调度、每月通报，推动任务一项一项落地见效。" * 40
    found = passages(text)
    assert len(found) > 1
    assert all(len(passage.text) <= 400 and passage.text.endswith("。") for passage in found)
    assert "".join(passage.text for passage in found) == text
