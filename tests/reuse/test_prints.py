"""Prints: what is edited without being written anew has the same ones; slow and fast agree."""

from __future__ import annotations

from zlib import crc32

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.normal import normalise_many
from index.prints import (
    BRIDGED_FROM,
    FRAGMENT,
    LONG,
    SHORT,
    SHORT_BELOW,
    Prints,
    Winnow,
    fragments_asked,
    join_prints,
    of_kind,
    prints_asked,
    prints_kept,
    take_prints,
)

SHORT_PASSAGE = "一是压实安全生产责任，全年排查隐患128处，整改率98.5%。"
LONG_PASSAGE = (
    "（二）坚持把为民服务放在首位。全年走访困难群众1,260户，协调解决用水用电问题87件，"
    "改造老旧小区12个，惠及居民三万余人，群众满意率达到96.3%，比上年提高2.1个百分点。"
)
ALPHABET = "党建工作群众安全生产责任落实走访企业整改问题0123，。%某长…"
TEXTS = st.text(st.sampled_from(ALPHABET), max_size=110) | st.text(max_size=20)
LETTERS = st.text(st.sampled_from("党建工作群众安全"), min_size=1, max_size=40)


def kept(text: str) -> set[int]:
    return set(prints_kept(normalise_many([text])).hashes.tolist())


def asked(text: str) -> set[int]:
    normals = normalise_many([text])
    return {
        *prints_asked(normals).hashes.tolist(),
        *fragments_asked(normals).hashes.tolist(),
    }


def kinds_of(taken: Prints) -> set[Winnow]:
    return {how for how in (SHORT, LONG, FRAGMENT) if of_kind(taken.hashes, how).any()}


@pytest.mark.parametrize("passage", [SHORT_PASSAGE, LONG_PASSAGE])
def test_figures_masks_punctuation_width_and_script_change_no_print(passage: str) -> None:
    figures = passage.replace("128", "3000").replace("1,260", "九百").replace("12个", "15个")
    masked = passage.replace("128", "××").replace("87", "XX").replace("三万", "×万")
    marks = passage.replace("，", "、 ").replace("。", "")
    wide = passage.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    traditional = passage.replace("压", "壓").replace("责", "責").replace("户", "戶")
    for edited in (figures, masked, marks, wide, traditional, "3." + passage[2:]):
        assert edited != passage
    for edited in (figures, masked, marks, wide, traditional):
        assert kept(edited) == kept(passage)


def test_another_enumerator_changes_no_print() -> None:
    assert kept("十二是" + SHORT_PASSAGE[2:]) == kept(SHORT_PASSAGE)
    assert kept("3．" + LONG_PASSAGE[3:]) == kept(LONG_PASSAGE)


def test_a_passage_has_short_or_long_prints_by_its_length_and_asks_for_both() -> None:
    for length, kinds in (
        (FRAGMENT.whole - 1, {SHORT}),
        (FRAGMENT.whole, {SHORT, FRAGMENT}),
        (BRIDGED_FROM - 1, {SHORT, FRAGMENT}),
        (BRIDGED_FROM, {SHORT, LONG, FRAGMENT}),
        (SHORT_BELOW - 1, {SHORT, LONG, FRAGMENT}),
        (SHORT_BELOW, {LONG, FRAGMENT}),
    ):
        one = normalise_many(["党" * length])
        assert kinds_of(prints_kept(one)) == kinds
        assert kinds_of(prints_asked(one)) == {SHORT, LONG}
        assert kinds_of(fragments_asked(one)) == kinds & {FRAGMENT}


@given(TEXTS)
def test_a_passage_asks_for_all_prints_by_which_it_is_kept(text: str) -> None:
    assert kept(text) <= asked(text)
    assert bool(kept(text)) == bool(normalise_many([text])[0].text)


@given(LETTERS, st.text(st.sampled_from("责任落实"), max_size=90), LETTERS)
def test_what_stands_in_both_texts_gives_them_a_print_in_common(
    common: str, before: str, after: str
) -> None:
    whole, alone = before + common + after, common
    how = LONG if len(whole) >= SHORT_BELOW else SHORT
    assume(len(common) >= how.size + how.window - 1)
    assert kept(whole) & asked(alone)


RUNS = st.text(st.sampled_from("党建工作群众安全"), min_size=FRAGMENT.whole, max_size=60)


@given(RUNS, LETTERS, st.text(st.sampled_from("责任落实#"), max_size=90))
def test_a_run_that_stands_in_two_texts_gives_them_a_fragment_print_in_common(
    common: str, before: str, after: str
) -> None:
    left, right = (
        set(fragments_asked(normalise_many([text])).hashes.tolist())
        for text in (before + common, common + after)
    )
    assert left & right


def test_a_row_of_figures_has_no_fragment_print() -> None:
    assert not kinds_of(fragments_asked(normalise_many(["合计" + "\t1,200" * 40])))


@given(LETTERS, st.text(st.sampled_from("责任落实"), max_size=90))
def test_a_short_passage_is_found_by_a_longer_one_that_holds_it(common: str, before: str) -> None:
    assume(SHORT.size + SHORT.window - 1 <= len(common) < SHORT_BELOW)
    assert kept(common) & asked(before + common)


@given(st.lists(TEXTS, max_size=8))
def test_many_passages_have_the_prints_that_each_has_alone(texts: list[str]) -> None:
    for take in (prints_kept, prints_asked, fragments_asked):
        together = take(normalise_many(texts))
        alone = [take(normalise_many([text])) for text in texts]
        assert len(together) == len(texts)
        assert shown(together) == shown(join_prints(alone))
        assert together.rows.tolist() == [
            number for number, one in enumerate(alone) for _ in range(len(one.hashes))
        ]


@given(TEXTS)
def test_prints_are_the_least_hash_of_every_window(text: str) -> None:
    normal = normalise_many([text])[0].text
    wanted = {*slowly(normal, SHORT), *slowly(normal, LONG)}
    found = prints_asked(normalise_many([text])).hashes.tolist()
    assert found == sorted(wanted)
    short = slowly(normal, SHORT) if len(normal) < SHORT_BELOW else set()
    long = slowly(normal, LONG) if len(normal) >= BRIDGED_FROM else set()
    assert kept(text) == short | long | slowly(normal, FRAGMENT)


@given(st.lists(TEXTS, max_size=8))
def test_prints_taken_in_lots_are_those_taken_together(texts: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("index.prints._TOGETHER", 50)
        assert shown(take_prints(texts)) == shown(prints_kept(normalise_many(texts)))


def test_other_prints_go_by_another_name() -> None:
    """Whoever changes what is normalised away, or how prints are taken, raises _RULES."""
    texts = [
        SHORT_PASSAGE,
        LONG_PASSAGE,
        "（一）第一，十九大以来投入1,234.5万元，同比增长-3.5％，完成××项、某局２０２３年度Ⅲ类12月任务；",
        "①首先，壓實責任（X光机3台，XX街道）……百分之九十八点五；三分之一；20多户、二十一名",
    ]
    taken = take_prints(texts)
    whole = taken.hashes.astype("<u4").tobytes() + taken.digests.astype("<u8").tobytes()
    assert (taken.rules, f"{crc32(whole):08x}") == ("1-3.3-4.6-12.13-60-26", "b96b8b4f")


@given(TEXTS, TEXTS)
def test_digests_are_equal_where_normalised_texts_are(left: str, right: str) -> None:
    normals = normalise_many([left, right, "党建：" + left, "党建" + left])
    digests = prints_kept(normals).digests.tolist()
    assert (digests[0] == digests[1]) == (normals[0].text == normals[1].text)
    assert (digests[2] == digests[3]) == (normals[2].text == normals[3].text)
    assert (digests[0] == 0) == (normals[0].text == "")


def test_order_and_repetition_make_another_digest() -> None:
    texts = ["走访企业", "企业走访", "走访企业走访企业", "走访企", "访走企业"]
    assert len(set(prints_kept(normalise_many(texts)).digests.tolist())) == len(texts)


def test_neighbouring_pieces_hardly_ever_have_the_same_print() -> None:
    alphabet = [chr(0x5200 + code) for code in range(200)]
    texts = [one + other + "党" for one in alphabet for other in alphabet]
    normals = normalise_many(texts)
    distinct = {normals[number].text for number in range(len(texts))}
    assert len(distinct) > 20_000
    prints = set(prints_kept(normals).hashes.tolist())
    assert len(distinct) - len(prints) <= 3  # by chance one in four such tests has a single one


def test_a_passage_of_common_length_has_a_print_every_few_characters() -> None:
    found = len(kept(LONG_PASSAGE))
    length = len(normalise_many([LONG_PASSAGE])[0].text)
    assert length / LONG.window <= found <= length


def test_no_passages_have_no_prints() -> None:
    assert len(join_prints([])) == len(prints_kept(normalise_many([]))) == 0


def slowly(text: str, how: Winnow) -> set[int]:
    """Winnow as the paper describes it, one window after the other."""
    pieces = [text[at : at + how.size] for at in range(max(len(text) - how.size + 1, 1))]
    if len(text) < how.whole and not how.short:
        return set()
    most = len(text) if how.figures is None else how.figures
    hashes = [hashed(piece, how) if piece.count("#") <= most else None for piece in pieces if piece]
    windows = [hashes[at : at + how.window] for at in range(max(len(hashes) - how.window + 1, 1))]
    least = [min((one for one in some if one is not None), default=None) for some in windows]
    return {one & ~3 | how.kind for one in least if one is not None}


def hashed(piece: str, how: Winnow) -> int:
    """Hash one piece with numbers of any size, cut to 32 bits."""
    total = 0
    for place in range(how.size):
        character = mixed(ord(piece[place]) * 0x9E3779B1) if place < len(piece) else 0
        total = total * 0x27D4EB2F + character + (how.size if place == 0 else 0)
    return mixed(total)


def mixed(number: int) -> int:
    """Mix 32 bits as MurmurHash3 does in the end."""
    number &= 0xFFFFFFFF
    number = (number ^ number >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    number = (number ^ number >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return number ^ number >> 16


def shown(prints: Prints) -> tuple[list[int], list[int], list[int]]:
    return prints.hashes.tolist(), prints.starts.tolist(), prints.digests.tolist()
