"""Completions while someone types: headings, words of the field, frequent phrases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.library import Library
from search.model import Completion, Mode, Request

REPORT = """{unit}{year}年工作总结
一、防汛备汛情况
坚持汛前检查制度，组织汛前检查{n}次，整改隐患{n}处；汛期值守不断档。
（一）抓实汛前检查。开展汛前检查，落实汛前检查责任。
二、存在的问题
汛前检查不够细致，防汛物资储备不足。
三、防汛工作打算
做好防汛物资储备，完善汛前检查制度。
"""


@pytest.fixture(scope="module")
def flooded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library about floods, whose home has a word of its own."""
    folder, home = tmp_path_factory.mktemp("reports"), tmp_path_factory.mktemp("home")
    home.joinpath("words.txt").write_text("汛期值守\n汛情会商\n", encoding="utf-8")
    for n, (unit, year) in enumerate([("青石水库", 2021), ("青石水库", 2022), ("白沙闸站", 2022)]):
        file = folder / unit / f"{year}年工作总结.txt"
        file.parent.mkdir(exist_ok=True)
        file.write_text(REPORT.format(unit=unit, year=year, n=n + 2), encoding="utf-8")
    with Library(home) as kept:
        assert not kept.add([folder], workers=1).refused
        yield kept


def texts(found: tuple[Completion, ...], source: str) -> list[str]:
    return [one.text for one in found if one.source == source]


def test_headings_come_without_their_markers(flooded: Library) -> None:
    headings = texts(flooded.complete("防汛"), "heading")
    assert headings[:2] == ["防汛备汛情况", "防汛工作打算"]


def test_a_heading_that_holds_the_text_further_on_counts_too(flooded: Library) -> None:
    assert "抓实汛前检查" in texts(flooded.complete("汛前"), "heading")


def test_frequent_phrases_end_where_a_word_does(flooded: Library) -> None:
    phrases = texts(flooded.complete("汛前"), "phrase")
    assert phrases[0] == "汛前检查"
    assert "汛前检查制度" in phrases
    assert "汛前检" not in phrases


def test_words_of_the_home_and_of_the_field_are_offered_where_they_stand(
    flooded: Library, library: Library
) -> None:
    assert texts(flooded.complete("汛"), "word") == ["汛期值守"]
    assert texts(library.complete("第一"), "word")[0] == "第一议题"


def test_what_is_typed_last_is_completed_and_the_rest_is_kept(flooded: Library) -> None:
    assert flooded.complete("物资储备 汛前")[0].text.startswith("物资储备 汛前")
    assert flooded.complete("物资储备|防汛备")[0].text == "物资储备|防汛备汛情况"
    assert flooded.complete("物资储备 -汛期")[0].text == "物资储备 -汛期值守"


def test_no_more_than_asked_for(flooded: Library) -> None:
    assert len(flooded.complete("防汛", limit=1)) == 1
    assert flooded.complete("防汛", limit=0) == ()


SILENT = [
    *("", " ", "a", "Ａ", "7", "#", "汛前 ", "年份:", "单位:青石", '"汛前', "-", "|", "鼎"),
    *("%_*?[", "\x00", "\ud800", "汛" * 5000, "汛前检查" * 9, "<b>"),
]


@pytest.mark.parametrize("text", SILENT)
def test_nothing_completes_what_says_nothing(flooded: Library, text: str) -> None:
    assert flooded.complete(text) == ()


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from([*'汛前检查防物资储备制度第一议题党 |-"#：，']) | st.text(max_size=2),
        max_size=8,
    ).map("".join)
)
def test_every_completion_is_found_exactly_as_often_as_it_says(flooded: Library, text: str) -> None:
    for one in flooded.complete(text):
        last = one.text.replace("|", " ").replace("｜", " ").split()[-1].lstrip("-－")
        answer = flooded.search(Request(last, mode=Mode.EXACT))
        assert answer.occurrences == one.occurrences > 0
        assert one.source in {"word", "heading", "phrase"}


def test_completions_follow_what_comes_and_goes(tmp_path: Path) -> None:
    file = tmp_path / "2023年工作总结.txt"
    file.write_text(REPORT.format(unit="青石水库", year=2023, n=2), encoding="utf-8")
    with Library(tmp_path / "home") as library:
        assert library.complete("汛前") == ()
        added = library.add([file], workers=1).added
        assert library.complete("汛前检")[0].text == "汛前检查"
        library.remove([added[0].id])
        assert library.complete("汛前") == ()
