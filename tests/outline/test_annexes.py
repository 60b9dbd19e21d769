"""Annexes: from 附件 on, numbered lines are no sections, however far they count."""

import pytest
from tests_support import headings, source_of

from index.model import Outline
from index.outline import outline

BODY = "坚持每周调度、每月通报，推动各项任务一件一件落到实处，干部群众反映良好，社会各界给予肯定。"
REPORT = f"2026年工作报告\n一、工作回顾\n{BODY}\n二、工作安排\n{BODY}\n"
OWN = [(1, "一、工作回顾"), (1, "二、工作安排")]


def read(tail: str) -> Outline:
    return outline(source_of(REPORT + tail))


@pytest.mark.parametrize(
    "opening",
    [
        *("附件", "附件1", "附件一", "附件：", "（附件）", "附件清单", "附录A 十件实事"),
        *("附件：十件实事", "附：十件实事清单", "附表：十件实事", "附件1 十件实事"),
    ],
)
@pytest.mark.parametrize("marker", ["{c}、", "（{c}）", "{n}.", "（{n}）"])
def test_the_list_of_an_annex_makes_no_sections(opening: str, marker: str) -> None:
    items = [marker.format(c="一二三四五六"[at], n=at + 1) + "办好这件实事。" for at in range(6)]
    found = read("\n".join((opening, *(line for item in items for line in (item, BODY)))))
    assert headings(found) == OWN
    assert {passage.path for passage in found.passages if passage.text in items} == {
        (opening.rstrip("："),)
    }


def test_an_annex_longer_than_the_report_is_an_annex() -> None:
    items = "".join(f"{numeral}、办好这件事。\n{BODY}\n" for numeral in "一二三四五六七八九十" * 3)
    assert headings(read(f"附件\n{items}")) == OWN


def test_a_report_goes_on_after_an_annex_is_named_in_between() -> None:
    assert headings(read(f"附件：名单\n三、有关要求\n{BODY}")) == [*OWN, (1, "三、有关要求")]


def test_what_stands_below_an_annex_at_the_top_is_the_report() -> None:
    text = f"附件\n2023年工作要点\n一、学习\n{BODY}\n二、作风\n{BODY}"
    assert headings(outline(source_of(text))) == [(1, "一、学习"), (1, "二、作风")]


@pytest.mark.parametrize(
    "line", ["附属工程建设", "附加税征收", "附件1份已经上报", "附一医院改革", "附近居民诉求"]
)
def test_a_word_that_begins_like_an_annex_opens_none(line: str) -> None:
    found = headings(read(f"{line}\n{BODY}\n三、有关要求\n{BODY}"))
    assert found[-1] == (1, "三、有关要求")


def test_a_glossary_at_the_end_makes_no_sections() -> None:
    assert headings(read(f"名词解释\n1.“四上”企业：\n{BODY}\n2.“三新”经济：\n{BODY}")) == OWN
