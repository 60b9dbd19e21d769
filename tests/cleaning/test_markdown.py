"""Texts in Markdown: their signs go, masks and numbers that look like them stay."""

import pytest
from tests_support import source_of

from index.cleaning import clean
from index.model import Why
from index.outline import outline

BODY = "坚持每周调度、每月通报，推动各项任务一件一件落到实处，干部群众反映良好。"


def texts(text: str) -> list[str]:
    return [paragraph.text for paragraph in clean(source_of(text)).paragraphs]


def test_headings_are_headings_without_their_signs() -> None:
    text = f"# 云岭县水利局工作总结\n## 一、主要工作\n### （一）抓项目\n{BODY}\n## 特色做法\n{BODY}"
    found = outline(source_of(text))
    assert found.title is not None
    assert found.title.text == "云岭县水利局工作总结"
    assert [section.heading for section in found.sections] == ["主要工作", "特色做法"]
    assert [inner.marker for inner in found.sections[0].sections] == ["（一）"]
    assert {piece.why for piece in found.removed} == {Why.MARKUP}
    assert "".join(piece.text for piece in found.removed) == "#" * 8


def test_lines_in_bold_lose_their_signs_where_several_are() -> None:
    text = f"**工作总结**\n**一、主要工作**\n{BODY}"
    assert texts(text) == ["工作总结", "一、主要工作", BODY]


def test_an_item_in_bold_behind_its_number_loses_its_signs() -> None:
    text = f"# 总结\n## 问题\n1. **进度偏慢**。{BODY}\n2. **资金不足**：{BODY}"
    assert texts(text)[2:] == [f"1. 进度偏慢。{BODY}", f"2. 资金不足：{BODY}"]


def test_a_sign_alone_and_masks_stay() -> None:
    text = f"工作总结\n# 一、主要工作\n{BODY}\n**公司与**局签订协议。\n#1机组检修完成。"
    assert texts(text) == text.split("\n")
    masked = f"# 总结\n## 情况\n**公司与**局签订协议，张**同志参加。{BODY}"
    assert texts(masked)[-1] == masked.split("\n")[-1]


@pytest.mark.parametrize(
    "masked",
    [
        f"**县水利局2023年工作总结\n**县委书记**\n**镇镇长**\n{BODY}",
        f"述职报告\n**同志**\n**同志**\n{BODY}",
        f"检修总结\n# 1 机组检修完成，全年未停机。\n# 2 机组按计划大修。\n{BODY}",
    ],
)
def test_masks_and_numbers_on_lines_of_their_own_are_no_markdown(masked: str) -> None:
    assert texts(masked) == masked.split("\n")
    assert clean(source_of(masked)).removed == ()
