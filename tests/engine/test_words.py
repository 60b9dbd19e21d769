"""Cutting into words: the field's terms, places, and a person's own words."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import DamagedHome
from index.words import CACHE, USER_WORDS, Cutter, Word, cut, domain_words


def test_terms_of_the_field_stay_whole() -> None:
    for term in (
        "三会一课",
        "第一议题",
        "两个确立",
        "一岗双责",
        "民主生活会",
        "主题党日",
        "三重一大",
    ):
        assert term in [word.text for word in cut(f"认真落实{term}制度要求")]


def test_every_term_of_the_dictionary_is_cut_whole_on_its_own() -> None:
    assert len(domain_words()) >= 100
    lost = [term for term in domain_words() if cut(term)[-1].text != term]
    assert lost == []


def test_long_words_come_with_the_shorter_ones_inside() -> None:
    found = [word.text for word in cut("党风廉政建设")]
    assert {"党风", "廉政", "建设"} < set(found)


def test_words_are_folded_and_know_their_place_in_the_text_as_given() -> None:
    text = "抓好 糧食\u200b安全，ＡＩ"
    words = {word.text: text[word.start : word.end] for word in cut(text)}
    assert words["粮食"] == "糧食"
    assert words["安全"] == "安全"
    assert words["ai"] == "ＡＩ"
    assert words["抓好"] == "抓好"


def test_white_space_ends_a_word() -> None:
    assert "述职报告" not in [word.text for word in cut("述职 报告")]


def test_punctuation_and_masks_are_no_words() -> None:
    assert cut("，。“”…… ×××——") == ()


@given(st.text(max_size=80))
def test_places_are_in_bounds_and_texts_agrees_with_cut(text: str) -> None:
    words = cut(text)
    assert all(0 <= word.start < word.end <= len(text) for word in words)
    assert [word.text for word in words] == Cutter().texts(text)


def test_a_word_of_ones_own_is_cut_whole(tmp_path: Path) -> None:
    text = "推进翠屏湖畔计划"
    assert Word("翠屏湖畔计划", 2, 8) not in Cutter(tmp_path).cut(text)
    (tmp_path / USER_WORDS).write_text("\ufeff# 本单位\n翠屏湖畔计划 20 n\n\n", encoding="utf-8")
    mine = Cutter(tmp_path)
    assert Word("翠屏湖畔计划", 2, 8) in mine.cut(text)
    assert mine.version != Cutter().version
    assert Word("翠屏湖畔计划", 2, 8) not in cut(text)  # other homes keep their own


def test_words_that_are_no_text_are_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / USER_WORDS).write_bytes("翠屏".encode("gbk") + b"\xff")
    with pytest.raises(DamagedHome, match="unreadable_words"):
        Cutter(tmp_path).cut("翠屏")


def test_a_torn_copy_of_the_dictionary_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.words._base", None)
    (tmp_path / CACHE).write_text('["党建\\n工', encoding="utf-8")
    assert "党建" in Cutter(tmp_path).texts("党建工作")
    assert len(json.loads((tmp_path / CACHE).read_bytes())[1]) > 300_000
    monkeypatch.setattr("index.words._base", None)
    assert "党建" in Cutter(tmp_path).texts("党建工作")
    assert [path.name for path in tmp_path.iterdir()] == [CACHE]


def test_many_threads_may_begin_at_once(tmp_path: Path) -> None:
    cutter, found = Cutter(tmp_path), []
    threads = [
        threading.Thread(target=lambda: found.append(cutter.texts("落实三会一课制度")))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["落实", "三会一课", "制度"]] * 8


def test_a_query_needs_the_short_words_and_ranks_by_all() -> None:
    query = Cutter().query("反腐败工作 工作")
    assert query.needed == ("反腐", "腐败", "工作")
    assert query.terms == ("反腐败", "腐败", "反腐", "工作")
