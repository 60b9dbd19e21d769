"""Fragments: runs that two texts have in common, held against a slow look at every pair of places;
and what is said of them in an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from copied_support import a_library, row_of
from hypothesis import given
from hypothesis import strategies as st

from index.normal import normalise_many
from search.library import Library
from search.reuse.fragments import SHORTEST, common_runs
from search.reuse.model import (
    Basis,
    Label,
    Mark,
    Reuse,
    ReuseRequest,
    SimilarRequest,
    Verdict,
)

RUN = "把涉企检查频次压减四成以上，推行无感监管和信用分级，让守法经营的企业少受打扰"
OTHER_RUN = "在十二个乡镇建成标准化养老服务驿站，失能老人上门护理覆盖到每一个行政村"
TEXTS = st.lists(
    st.sampled_from([RUN, OTHER_RUN, RUN[:20], "坚持问题导向。", "1,200万元、", "5月", "落实"]),
    max_size=6,
).map("".join)


def slow_cover(left: str, right: str) -> set[int]:
    """Which normalised characters of left stand in runs that stand in right, place by place."""
    found: set[int] = set()
    for at in range(len(left) - SHORTEST + 1):
        size = SHORTEST
        if left[at : at + size] not in right:
            continue
        while at + size < len(left) and left[at : at + size + 1] in right:
            size += 1
        run = left[at : at + size]
        if size - run.count("#") >= 18:
            found.update(range(at, at + size))
    return found


@given(st.lists(TEXTS, min_size=1, max_size=3), st.lists(TEXTS, min_size=1, max_size=3))
def test_runs_cover_what_stands_in_both_texts(lefts: list[str], rights: list[str]) -> None:
    asked, held = normalise_many(lefts), normalise_many(rights)
    pairs = [(one, two) for one in range(len(lefts)) for two in range(len(rights))]
    askers, candidates = np.array(pairs).T
    runs = common_runs(asked, askers, held, candidates)
    covered: dict[int, set[int]] = {number: set() for number in range(len(pairs))}
    for pair, tiles in runs.of_pairs():
        left, right = asked[pairs[pair][0]].text, held[pairs[pair][1]].text
        for tile in tiles:
            assert left[tile.left : tile.left + tile.size] == right[tile.right :][: tile.size]
            span = set(range(tile.left, tile.left + tile.size))
            assert not span & covered[pair]
            covered[pair] |= span
    for number, (one, two) in enumerate(pairs):
        wanted = slow_cover(asked[one].text, held[two].text)
        assert covered[number] <= wanted
        assert len(wanted - covered[number]) <= 6 * asked[one].text.count("#")
        if "#" not in asked[one].text:
            assert covered[number] == wanted


HEAD = "工作总结\n一、主要工作\n"
OWN = "我们坚持开门办公，全年接待来访群众二百余批次，件件有登记、事事有回音。"
LONG = "窗口单位实行延时服务，节假日不打烊，办理量比上年有明显增长，群众评价普遍较好。"
NEW = "今年以来机关食堂推行光盘行动，厨余垃圾明显减少，节约粮食蔚然成风，干部职工普遍支持。"


def text_of(*sentences: str) -> str:
    return HEAD + "".join(sentences) + "\n"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    reports = {"青石物流公司/2023年工作总结.txt": text_of(OWN, RUN, "。", LONG)}
    with a_library(tmp_path, reports) as library:
        yield library


def draft(library: Library, *sentences: str, **said: object) -> Reuse:
    data = text_of(*sentences).encode()
    return library.reuse(ReuseRequest(file="草稿.txt", data=data, unit="云岭港务公司", year=2024))


def test_a_sentence_copied_into_a_paragraph_of_ones_own_is_named_with_its_source(
    library: Library,
) -> None:
    found = draft(library, NEW, RUN, "，成效明显。", NEW[::-1])
    (passage,) = found.passages
    (covered,) = passage.covered
    assert passage.text[slice(*covered.span)] == RUN
    assert (covered.label, covered.by) == (Label.OTHER, Basis.FRAGMENT)
    (match,) = passage.matches
    assert match.verdict is Verdict.FRAGMENT
    assert [match.text[slice(*span)] for span in match.text_spans] == [RUN]
    for rate in (found.rates.raw, found.rates.without_own, found.rates.largest_source):
        assert rate.covered == rate.fragments == len(RUN)


def test_a_shorter_run_is_no_fragment(library: Library) -> None:
    found = draft(library, NEW, RUN[: SHORTEST - 1], "等等，成效明显。", NEW[::-1])
    assert found.rates.raw.covered == 0


def test_whole_passages_rest_on_passages(library: Library) -> None:
    found = draft(library, OWN, RUN, "。", LONG)
    (passage,) = found.passages
    assert [one.by for one in passage.covered] == [Basis.PASSAGE]
    assert found.rates.raw.fragments == 0
    assert [match.verdict for match in passage.matches] == [Verdict.SAME]


def test_a_pasted_text_finds_fragments_after_what_is_alike(library: Library) -> None:
    found = library.similar(SimilarRequest(text=NEW + RUN + "，成效明显。" + NEW[::-1]))
    (match,) = found.matches
    assert match.verdict is Verdict.FRAGMENT
    assert match.score < 0.6
    assert (match.units, match.stock) == (1, False)
    assert found.verdicts[Verdict.FRAGMENT] == 1


def test_a_sentence_of_another_unit_inside_the_own_text_of_last_year_is_the_others(
    tmp_path: Path,
) -> None:
    reports = {
        "云岭港务公司/2023年工作总结.txt": text_of(OWN, LONG),
        "青石物流公司/2023年工作总结.txt": text_of(NEW, RUN, "。", NEW[::-1]),
    }
    with a_library(tmp_path, reports) as library:
        found = draft(library, OWN, RUN, "。", LONG)
        (passage,) = found.passages
        labels = {
            passage.text[slice(*one.span)].strip("。"): (one.label, one.by)
            for one in passage.covered
        }
        assert labels[RUN] == (Label.OTHER, Basis.FRAGMENT)
        assert labels[OWN.strip("。")] == (Label.OWN, Basis.PASSAGE)
        assert found.rates.without_own.covered == found.rates.without_own.fragments


def test_a_sentence_that_stands_in_the_own_text_too_stays_the_own(tmp_path: Path) -> None:
    reports = {
        "云岭港务公司/2023年工作总结.txt": text_of(OWN, RUN, "。", LONG),
        "青石物流公司/2023年工作总结.txt": text_of(NEW, RUN, "。", NEW[::-1]),
    }
    with a_library(tmp_path, reports) as library:
        found = draft(library, OWN, RUN, "。", LONG)
        (passage,) = found.passages
        assert {one.label for one in passage.covered} == {Label.OWN}
        assert found.rates.raw.fragments == 0


def test_a_sentence_that_several_units_have_is_a_stock_phrase(tmp_path: Path) -> None:
    names = ("东山", "西河", "南湖", "北塔", "松林", "柳溪", "石桥", "江口", "白岩")
    own = [OWN, LONG, OTHER_RUN, OWN[::-1], LONG[::-1], OTHER_RUN[::-1], *[OWN] * 3]
    reports = {
        f"{name}街道/2023年工作总结.txt": text_of(some, RUN if number < 4 else "", "。", some[3:30])
        for number, (name, some) in enumerate(zip(names, own, strict=True))
    }
    with a_library(tmp_path, reports) as library:
        found = draft(library, NEW, RUN, "，成效明显。", NEW[::-1])
        (covered,) = found.passages[0].covered
        assert (covered.label, covered.by) == (Label.STOCK, Basis.FRAGMENT)
        assert found.rates.raw.fragments == len(RUN)
        assert found.rates.without_stock.covered == 0
        assert all(match.stock for match in found.passages[0].matches)
        library.remove([row_of(library, "东山街道", 2023).id])
        found = draft(library, NEW, RUN, "，成效明显。", NEW[::-1])
        assert [one.label for one in found.passages[0].covered] == [Label.OTHER]


def test_a_sentence_quoted_from_a_superior_document_leaves_the_rates(library: Library) -> None:
    library.mark(row_of(library, "青石物流公司", 2023).id, Mark.SUPERIOR, by="李敏")
    found = draft(library, NEW, RUN, "，成效明显。", NEW[::-1])
    (covered,) = found.passages[0].covered
    assert (covered.label, covered.by) == (Label.TEMPLATE, Basis.FRAGMENT)
    assert (found.rates.raw.covered, found.rates.raw.of) == (0, found.characters - len(RUN))


def test_a_sentence_of_a_later_report_counts_nowhere(tmp_path: Path) -> None:
    later = {
        "青石物流公司/2025年工作总结.txt": text_of(OWN, RUN, "。", LONG).replace("2024", "2025")
    }
    with a_library(tmp_path, later) as library:
        found = draft(library, NEW, RUN, "，成效明显。", NEW[::-1])
        (passage,) = found.passages
        assert (passage.covered, found.rates.raw.covered) == ((), 0)
        assert len(passage.later) == len(found.later) == 1
