"""The print index: kept, mapped, merged, asked; a slow and obvious one gives the same answers."""

from __future__ import annotations

from math import log1p
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engines.embedded.arrays import ArrayFile, write_arrays
from index.engines.embedded.nearest import Near, nearest, weigh
from index.engines.embedded.prints import PrintIndex, merge_print_arrays, print_arrays
from index.normal import normalise_many
from index.prints import LONG, SHORT, of_kind, prints_asked, prints_kept

PASSAGES = [
    "一是压实安全生产责任，全年排查隐患128处，整改率98.5%。",
    "二是推进老旧小区改造，完成加装电梯12部，惠及居民三千余户。",
    "（二）坚持把为民服务放在首位。全年走访困难群众1,260户，协调解决用水用电问题87件，"
    "改造老旧小区12个，惠及居民三万余人，群众满意率达到96.3%，比上年提高2.1个百分点。",
    "3.压实安全生产责任，全年排查隐患××处，整改率99%",
    "组织党员干部到帮扶村开展主题党日活动，为村民讲政策、送农技。",
    "党建",
    "。",
]
PIECES = [
    "走访困难群众",
    "排查安全隐患",
    "压实责任",
    "整改到位",
    "老旧小区",
    "三千户",
    "，",
    "党建",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
LIBRARIES = st.lists(TEXTS, max_size=12)


def index_of(texts: list[str], live: list[bool] | None = None) -> PrintIndex:
    alive = None if live is None else np.array(live, dtype=np.bool_)
    return PrintIndex(print_arrays(prints_kept(normalise_many(texts))), alive)


def asked(indexes: list[PrintIndex], text: str, **limits: int) -> list[tuple[int, int]]:
    near = nearest(indexes, prints_asked(normalise_many([text])), **limits)
    return list(zip(near.indexes.tolist(), near.rows.tolist(), strict=True))


def shown(near: Near) -> list[tuple[int, ...]]:
    columns = (near.askers, near.indexes, near.rows, near.digests, near.scores, near.shared)
    return list(zip(*(column.tolist() for column in columns), strict=True))


@pytest.mark.parametrize("number", range(6))
def test_every_passage_is_the_nearest_to_itself(number: int) -> None:
    found = asked([index_of(PASSAGES)], PASSAGES[number])
    assert (0, number) in found[:2]


def test_a_passage_and_its_copy_with_other_figures_are_found_as_one_text() -> None:
    near = nearest([index_of(PASSAGES)], prints_asked(normalise_many([PASSAGES[0]])))
    assert near.rows[:2].tolist() == [0, 3]
    assert near.digests[0] == near.digests[1]
    assert near.scores[0] == near.scores[1] > near.scores[2:].max(initial=0)


def test_an_edited_a_merged_and_an_embedded_copy_are_found() -> None:
    index = index_of(PASSAGES)
    edited = "二是加快老旧小区改造，加装电梯30部，惠及居民五千余户。"
    merged = PASSAGES[4] + PASSAGES[1]
    embedded = "今年以来，" + PASSAGES[2] + PASSAGES[0] + "下一步要持续发力、久久为功。"
    assert asked([index], edited)[0] == (0, 1)
    assert {(0, 1), (0, 4)} <= set(asked([index], merged))
    assert {(0, 0), (0, 2), (0, 3)} <= set(asked([index], embedded))


def test_a_sentence_of_a_long_passage_finds_the_passage() -> None:
    assert (0, 2) in asked([index_of(PASSAGES)], "改造老旧小区15个，惠及居民两万余人")


def test_a_sentence_that_stands_in_many_longer_ones_still_finds_itself_first() -> None:
    sentence = "坚持党对国有企业的全面领导"
    longer = [f"{chr(0x5200 + n)}{sentence}{chr(0x5300 + n)}走深走实" for n in range(100)]
    found = asked([index_of(longer), index_of([sentence])], "一是" + sentence, limit=5)
    assert found[0] == (1, 0)
    assert len(found) == 5


@given(LIBRARIES, st.integers(1, 3), st.integers(0, 30))
def test_whatever_the_limits_a_passage_finds_itself(
    texts: list[str], limit: int, budget: int
) -> None:
    cut = len(texts) // 2
    indexes = [index_of(texts[:cut]), index_of(texts[cut:])]
    asking = prints_asked(normalise_many(texts))
    near = nearest(indexes, asking, limit=limit, budget=budget)
    found = set(zip(near.askers.tolist(), near.digests.tolist(), strict=True))
    assert {(row, one) for row, one in enumerate(asking.digests.tolist()) if one} <= found


def test_nothing_in_common_is_no_answer() -> None:
    assert asked([index_of(PASSAGES)], "气象台发布暴雨蓝色预警") == []
    assert asked([index_of(PASSAGES)], "。") == []
    assert asked([], PASSAGES[0]) == []
    assert asked([index_of([])], PASSAGES[0]) == []


def test_passages_that_are_not_live_are_not_found() -> None:
    live = [number not in (0, 1) for number in range(len(PASSAGES))]
    index = index_of(PASSAGES, live)
    assert asked([index], PASSAGES[0])[0] == (0, 3)
    assert (0, 1) not in asked([index], PASSAGES[1])
    digest = int(prints_kept(normalise_many([PASSAGES[0]])).digests[0])
    assert index.same(digest).tolist() == [3]
    assert index_of(PASSAGES).same(digest).tolist() == [0, 3]
    assert index.same(digest + 1).tolist() == []


def test_what_stands_everywhere_is_still_found() -> None:
    common = "坚持以习近平新时代中国特色社会主义思想为指导"
    crowd = [f"{common}，{chr(0x5200 + n)}{chr(0x5300 + n)}工作稳步推进" for n in range(200)]
    found = asked([index_of([*crowd, common])], common, budget=5, limit=300)
    assert (0, 200) in found
    assert len(found) == 201


def test_a_thousand_copies_do_not_crowd_out_another_text() -> None:
    copies = [PASSAGES[1].replace("12", str(number)) for number in range(1000)]
    found = asked(
        [index_of(copies), index_of(["推进老旧小区改造，惠及居民"])], PASSAGES[1], limit=2
    )
    assert len(found) == 1001
    assert found[-1] == (1, 0)


def test_the_rarest_prints_are_followed_within_the_budget_of_each_group() -> None:
    groups = np.repeat([0, 3], 7)
    frequencies = np.array([9, 8, 1, 0, 2, 5, 3] * 2)
    weights = weigh(frequencies, groups, 100, budget=11)
    assert (weights > 0).tolist() == [False, False, True, False, True, True, True] * 2
    assert weights[2] == pytest.approx(log1p(100), abs=1e-3)
    assert weights[2] > weights[4] > weights[6] > weights[5]


def test_an_index_answers_from_a_mapped_file(tmp_path: Path) -> None:
    write_arrays(tmp_path / "prints.bin", print_arrays(prints_kept(normalise_many(PASSAGES))))
    file = ArrayFile(tmp_path / "prints.bin")
    asking = prints_asked(normalise_many(PASSAGES))
    assert shown(nearest([PrintIndex(file)], asking)) == shown(
        nearest([index_of(PASSAGES)], asking)
    )
    file.close()


def test_arrays_that_do_not_agree_are_refused() -> None:
    arrays = print_arrays(prints_kept(normalise_many(PASSAGES)))
    for name in arrays:
        with pytest.raises(ValueError, match="do not agree"):
            PrintIndex({**arrays, name: arrays[name][:-1]})
    with pytest.raises(ValueError, match="every passage"):
        PrintIndex(arrays, np.zeros(3, dtype=np.bool_))


@given(LIBRARIES, LIBRARIES, st.lists(TEXTS, max_size=4))
def test_many_passages_are_answered_as_if_each_asked_alone(
    left: list[str], right: list[str], texts: list[str]
) -> None:
    indexes = [index_of(left), index_of(right)]
    together = shown(nearest(indexes, prints_asked(normalise_many(texts)), limit=3, budget=20))
    alone = [
        (number, *rest)
        for number, text in enumerate(texts)
        for _, *rest in shown(
            nearest(indexes, prints_asked(normalise_many([text])), limit=3, budget=20)
        )
    ]
    assert together == alone


@given(LIBRARIES, st.data(), TEXTS)
def test_without_limits_the_answer_is_every_live_passage_that_shares_a_print(
    texts: list[str], data: st.DataObject, text: str
) -> None:
    live = data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts)))
    cut = data.draw(st.integers(0, len(texts)))
    indexes = [index_of(texts[:cut], live[:cut]), index_of(texts[cut:], live[cut:])]
    near = nearest(indexes, prints_asked(normalise_many([text])), limit=100, budget=10**6)
    found = {
        (int(row) + cut * int(number), int(shared))
        for number, row, shared in zip(near.indexes, near.rows, near.shared, strict=True)
    }
    mine = set(prints_asked(normalise_many([text])).hashes.tolist())
    common = {row: len(mine & prints_of(text)) for row, text in enumerate(texts) if live[row]}
    assert found == {(row, shared) for row, shared in common.items() if shared}


@given(LIBRARIES, TEXTS, st.integers(1, 4), st.integers(0, 30))
def test_limit_and_budget_cut_as_a_slow_search_does(
    texts: list[str], text: str, limit: int, budget: int
) -> None:
    near = nearest(
        [index_of(texts)], prints_asked(normalise_many([text])), limit=limit, budget=budget
    )
    scores = near.scores.round(9).tolist()
    found = sorted(zip(near.rows.tolist(), scores, strict=True))
    assert found == sorted(slowly(texts, text, limit, budget))


@given(LIBRARIES, LIBRARIES, st.data())
def test_merged_arrays_are_those_of_the_passages_that_were_kept(
    left: list[str], right: list[str], data: st.DataObject
) -> None:
    everything = left + right
    kept = data.draw(st.lists(st.booleans(), min_size=len(everything), max_size=len(everything)))
    places = data.draw(st.permutations(range(sum(kept))))
    new = np.full(len(everything), -1)
    new[np.flatnonzero(kept)] = places
    merged = merge_print_arrays(
        [(index_of(left), new[: len(left)]), (index_of(right), new[len(left) :])]
    )
    order = [""] * sum(kept)
    for text, place in zip(everything, new.tolist(), strict=True):
        if place >= 0:
            order[place] = text
    wanted = print_arrays(prints_kept(normalise_many(order)))
    assert {name: array.tolist() for name, array in merged.items()} == {
        name: array.tolist() for name, array in wanted.items()
    }
    assert {name: array.dtype for name, array in merged.items()} == {
        name: array.dtype for name, array in wanted.items()
    }


def prints_of(text: str) -> set[int]:
    """The prints by which a text is found: SHORT ones, or LONG ones where it has no others."""
    hashes = prints_kept(normalise_many([text])).hashes
    short = of_kind(hashes, SHORT)
    return set(hashes[short if short.any() else of_kind(hashes, LONG)].tolist())


def slowly(texts: list[str], text: str, limit: int, budget: int) -> list[tuple[int, float]]:
    """Search as the promise has it: distinct texts, rarest prints first, the best of each kind."""
    kept = prints_kept(normalise_many(texts))
    distinct = {int(kept.digests[row]): prints_of(one) for row, one in enumerate(texts)}
    asking = prints_asked(normalise_many([text]))
    mine, very = asking.hashes, int(asking.digests[0])
    found: dict[int, float] = {}
    for how in (SHORT, LONG):
        stands = {
            one: [digest for digest, prints in distinct.items() if one in prints]
            for one in mine[of_kind(mine, how)].tolist()
        }
        scores: dict[int, float] = {}
        spent = 0
        rarest = sorted((len(where), one) for one, where in stands.items() if where)
        for rank, (count, one) in enumerate(rarest):
            spent += count
            if spent <= budget or rank < 4:
                for digest in stands[one]:
                    weight = round(log1p(len(texts) / count) * 1024) / 1024
                    scores[digest] = scores.get(digest, 0) + weight
        for digest in scores:
            scores[digest] = round(scores[digest] / len(distinct[digest]) ** 0.25, 9)
        order = sorted((digest != very, -scores[digest], digest) for digest in scores)
        best = [digest for _, _, digest in order[:limit]]
        found |= {digest: scores[digest] for digest in best}
    rows = enumerate(kept.digests.tolist())
    return [(row, found[digest]) for row, digest in rows if digest in found]
