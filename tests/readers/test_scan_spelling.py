"""Punctuation of recognised lines is as wide as the text around it."""

from __future__ import annotations

import pytest

from index.readers.scans.spelling import spelled


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("完成投资12.6亿元,同比增长8.3%;", "完成投资12.6亿元，同比增长8.3%；"),
        ("来信1,286件", "来信1,286件"),
        ("会议于9:30召开", "会议于9:30召开"),
        ("存在问题:学习不够", "存在问题：学习不够"),
        ("(二)强化组织建设", "（二）强化组织建设"),
        ("GDP(2024)", "GDP(2024)"),
        ("GDP（2024）", "GDP(2024)"),
        ("满意度９８．５％", "满意度９８.５%"),
        ("区水发〔2024]11号", "区水发〔2024〕11号"),
        ("区水发[2024]11号", "区水发〔2024〕11号"),
        ("见[2024年]", "见[2024年]"),
        ("是否到位?", "是否到位？"),
    ],
)
def test_marks_are_spelt_as_on_paper(given: str, right: str) -> None:
    assert "".join(spelled(list(given))) == right
