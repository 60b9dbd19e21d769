"""Cutting into words: the field's terms, places, and a person's own words."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import DamagedHome
from index.folding import fold
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


PLAIN = Cutter()
PLAIN.texts("先把词典读进来")


@given(st.text(max_size=80))
def test_places_are_in_bounds_and_texts_agrees_with_cut(text: str) -> None:
    words = cut(text)
    assert all(0 <= word.start < word.end <= len(text) for word in words)
    assert [word.text for word in words] == PLAIN.texts(text)


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
    monkeypatch.setattr("index.words._ready", {})
    (tmp_path / CACHE).write_text('["党建\\n工', encoding="utf-8")
    assert "党建" in Cutter(tmp_path).texts("党建工作")
    assert len(json.loads((tmp_path / CACHE).read_bytes())[1]) > 300_000
    monkeypatch.setattr("index.words._base", None)
    monkeypatch.setattr("index.words._ready", {})
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


REPORTS = Path(__file__).resolve().parents[2].parent / "shared" / "reports"


def as_jieba_cuts(text: str) -> list[str]:
    return list(PLAIN._loaded._tokenizer.cut(text))


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the real reports are not there")
def test_real_reports_are_cut_as_jieba_cuts_them() -> None:
    lines = {
        fold(line)
        for path in sorted(REPORTS.rglob("*.txt"))[::4]
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
    }
    assert [line for line in lines if PLAIN._loaded.cut(line) != as_jieba_cuts(line)] == []


PIECES = st.one_of(
    st.sampled_from(sorted(domain_words())),
    st.sampled_from(
        "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"
    ),
    st.integers(0x4E00, 0x9FFF).map(chr),
    st.integers(0x3400, 0x4DBF).map(chr),
    st.integers(0, 3000).map(str),
    st.sampled_from(["12.5%", "3.14", "50%", "2.5.1", "utf-8", "c++", "a1", "ai", "5g", "t恤"]),
    st.sampled_from(",，。.%+-_#&×、𠮷é㎡"),
    st.text(max_size=4),
)


@settings(deadline=None, max_examples=400)
@given(st.lists(PIECES, max_size=12).map("".join).map(fold))
def test_whatever_the_text_it_is_cut_as_jieba_cuts_it(text: str) -> None:
    assert PLAIN._loaded.cut(text) == as_jieba_cuts(text)


def test_words_of_ones_own_weigh_as_with_jieba(tmp_path: Path) -> None:
    own = ["政府工作", "的工作", "湖畔", "党", "不存在", "作报告", "翠屏湖"]
    (tmp_path / USER_WORDS).write_text("\n".join(own), encoding="utf-8")
    loaded = Cutter(tmp_path)._loaded
    for text in (
        "政府工作报告的工作报告",
        "翠屏湖湖畔党的工作不存在问题",
        "党的建设工作报告作报告",
    ):
        assert loaded.cut(text) == list(loaded._tokenizer.cut(text))
