"""Folding: the table by example, and its laws."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import foldtable
from index.folding import fold, fold_loose, fold_loose_with_origins, fold_with_origins
from index.model import Span
from index.oldforms import OLD_FORMS

CHARACTERS = (
    "党建工作××某…①⑴㈠⻓⻔長門糧，。：；“”「」『』＂' \t\n　"
    "\u00a0\u200b\ufeff\u00adＡａßﬁİ𠮷𝟗👍🏽❤️ﷺ"
)
TEXTS = st.text(
    st.one_of(
        st.characters(),
        st.characters(codec="utf-8"),
        st.sampled_from(CHARACTERS),
    ),
    max_size=60,
)

EXAMPLES = [
    ("１２．５％", "12.5%"),
    ("ＡＩ＋党建", "ai+党建"),
    ("Internet", "internet"),
    ("⻓江大保护、⼀⻔式服务", "长江大保护、一门式服务"),
    ("⺠生⻋辆⻢上⻅效", "民生车辆马上见效"),
    ("糧食安全與鄉村振興", "粮食安全与乡村振兴"),
    ("「三會一課」", '"三会一课"'),
    ("靑年値班、⾭山⼾口、党員戶籍", "青年值班、青山户口、党员户籍"),
    ("鉄路職員経済総監、裡面検査", "铁路职员经济总监、里面检查"),
    ("吿示、囬信、敎育、內部說明、旣定産業", "告示、回信、教育、内部说明、既定产业"),
    ("二○一九年、一百◯五処", "二〇一九年、一百〇五处"),
    ("“两个维护”", '"两个维护"'),
    ("＂第一议题＂", '"第一议题"'),
    ("『党员‘先锋岗’』", '"党员"先锋岗""'),
    ("一是…", "一是..."),
    ("①抓学习②抓落实", "1抓学习2抓落实"),
    ("㈠（二）⑶", "(一)(二)(3)"),
    ("履 职　尽\u00a0责\t情\n况", "履职尽责情况"),
    ("安\u200b全\ufeff生\u00ad产\u2060", "安全生产"),
    ("❤\ufe0f党员\u200d之家", "❤党员之家"),
    ("×××、XXX、**", "×××、xxx、**"),
    ("《述职报告》——城投集团·2023", "《述职报告》——城投集团·2023"),
    ("𠮷林𝟗", "𠮷林9"),
    ("㎡、㎞、℃", "m2、km、°c"),
    ("half \ud800 pair", "halfpair"),
    ("", ""),
    (" 　\n", ""),
]


@pytest.mark.parametrize(("text", "folded"), EXAMPLES)
def test_texts_fold_to_what_phrases_are_compared_in(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("“三会一课”制度，落实。", "三会一课制度落实"),
        ("（一）抓党建——促发展", "一抓党建促发展"),
        ("增长99.95%；完成×××万元", "增长9995%完成×××万元"),
        ("《条例》、…", "条例"),
        ("，。", ""),
    ],
)
def test_loose_folding_drops_punctuation_too(text: str, folded: str) -> None:
    assert fold_loose(text) == folded


def test_a_folded_range_becomes_the_span_of_the_original() -> None:
    folded = fold_with_origins("一是 …… 抓①落　实")
    assert folded.text == "一是......抓1落实"
    assert folded.span(0, 2) == Span(0, 2)
    assert folded.span(3, 4) == Span(3, 4)  # inside the first …: the whole character
    assert folded.span(4, 6) == Span(3, 5)
    assert folded.span(10, 12) == Span(8, 11)  # with the space between


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 1), (0, 3)])
def test_an_empty_range_has_no_span(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no folded characters"):
        fold_with_origins("党建").span(start, end)


def _written_today() -> list[str]:
    codes = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return [code.decode("gb2312", "ignore") for code in codes if code.decode("gb2312", "ignore")]


def test_no_two_characters_that_are_written_today_become_one() -> None:
    """But for traditional characters that GB 2312 holds beside their simplified ones."""
    today = _written_today()
    assert len(today) == 6763
    folded: dict[str, list[str]] = {}
    for character in today:
        folded.setdefault(fold(character), []).append(character)
    together = {"".join(several) for several in folded.values() if len(several) > 1}
    known = "挨捱 干乾 后後 伙夥 夹袷 矩榘 么麽 拼拚 曲麴 苔薹 糖醣 烟菸 于於 折摺 征徵 吒咤"
    assert together <= set(known.split())


@pytest.mark.parametrize(
    "pair", ["沪滤", "芸艺", "予豫", "余馀", "欠缺", "浜滨", "缶罐", "弁辨", "糸丝", "曲麹", "昇昆"]
)
def test_a_character_of_its_own_today_is_no_form_of_another(pair: str) -> None:
    assert fold(pair[0]) != fold(pair[1])


def test_no_old_form_is_written_today() -> None:
    forms, present = OLD_FORMS[::2], OLD_FORMS[1::2]
    today = set(_written_today())
    assert len(set(forms)) == len(forms)
    assert today.isdisjoint(forms)
    assert today.issuperset(present)


@pytest.mark.parametrize("letter", ["O", "o", "0", "О", "零"])
def test_a_letter_or_a_figure_is_no_circle_by_itself(letter: str) -> None:
    assert fold(f"二{letter}一九") != fold("二〇一九")


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_loose(fold_loose(text)) == fold_loose(text)
    assert fold_loose(fold(text)) == fold_loose(text)


@given(TEXTS, TEXTS)
def test_folding_a_text_is_folding_its_pieces(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)
    assert fold_loose(left + right) == fold_loose(left) + fold_loose(right)


@given(TEXTS)
def test_every_folded_character_comes_from_its_origin(text: str) -> None:
    for one, many in ((fold, fold_with_origins), (fold_loose, fold_loose_with_origins)):
        folded = many(text)
        origins = folded.origins.tolist()
        assert folded.text == one(text)
        assert len(origins) == len(folded.text)
        assert origins == sorted(origins)
        for character, origin in zip(folded.text, origins, strict=True):
            assert character in one(text[origin])


@given(TEXTS)
def test_folded_text_holds_no_control_space_or_half_pair(text: str) -> None:
    dropped = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}
    assert not any(unicodedata.category(character) in dropped for character in fold(text))


def test_the_table_agrees_with_folding_every_code_point_slowly() -> None:
    """No character that Python knows a form for lies outside the ranges that are looked at."""
    steps = foldtable._single_steps()  # opencc and the radicals; the rest is asked anew below
    kept = foldtable._rules()
    for code in range(0x110000):
        character = chr(code)
        slow = (
            ""
            if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}
            else (unicodedata.normalize("NFKC", character).casefold())
        )
        if slow != character:
            assert code in kept, f"U+{code:04X} folds to {slow!r}"
        assert all(ord(inner) not in steps for inner in kept.get(code, ""))


@pytest.mark.parametrize("code", [0x034F, 0x115F, 0x180E, 0x200D, 0x2060, 0x3164, 0xFE0F, 0xE0100])
def test_characters_without_a_shape_are_dropped(code: int) -> None:
    assert fold(f"党{chr(code)}建") == "党建"
