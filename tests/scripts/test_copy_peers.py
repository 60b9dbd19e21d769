"""The other ways to find copies: each finds what it can, and none is given a bad start."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest

from index.store import Store
from search.library import Library

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "scripts"))  # as if scripts/benchmark.py ran
copies = importlib.import_module("measuring.copies")
copypeers = importlib.import_module("measuring.copypeers")
ourcopies = importlib.import_module("measuring.ourcopies")
peers = importlib.import_module("measuring.peers")

TEXTS = (
    "逐户核对低保台账，对收入变化的家庭当月调整，全年没有发生一起错发漏发。",
    "把安全生产责任书签到班组，每季度组织一次停电演练，隐患当场登记、限期销号。",
    "修订采购管理办法，五万元以上项目一律公开比选，纪检人员全程参加。",
    "老旧管网改造按月通报进度，滞后的片区由分管负责人当面说明原因并补上工期。",
    "机关食堂实行光盘登记，剩饭多的窗口当天整改，原料损耗比上年降了一成。",
    "青年干部轮流到信访窗口值班，疑难件由科室联合会商，办结后逐件电话回访。",
)
EDITED = "逐户核对低保台账，对收入下降的家庭当月调整，全年未发生一起错发漏发。"
PAIRS = tuple(zip(TEXTS[:3], TEXTS[3:], strict=True))


def built(name: str) -> Any:
    try:
        return getattr(copypeers, name)(TEXTS, PAIRS)
    except peers.Missing as reason:
        pytest.skip(str(reason))


@pytest.mark.parametrize("name", ["MinHash", "Tfidf", "Brute"])
def test_a_peer_finds_each_text_and_takes_no_two_of_them_for_copies(name: str) -> None:
    peer = built(name)
    for number, text in enumerate(TEXTS):
        assert list(peer.find(text)) == [number]
        assert peer.is_copy(text, text)
    assert not any(peer.is_copy(*pair) for pair in PAIRS)
    peer.find_all(TEXTS)


@pytest.mark.parametrize("name", ["Tfidf", "Brute"])
def test_a_peer_that_compares_finds_an_edited_copy(name: str) -> None:
    peer = built(name)
    assert list(peer.find(EDITED)) == [0]
    assert peer.is_copy(EDITED, TEXTS[0])


@pytest.mark.parametrize("whole", [True, False])
def test_ours_answers_with_the_documents_of_what_matches(tmp_path: Path, whole: bool) -> None:
    file = tmp_path / "总结.txt"
    file.write_text("工作总结\n\n一、主要工作\n" + "\n".join(TEXTS) + "\n", encoding="utf-8")
    with Library(tmp_path / "home") as library:
        library.add([file])
        store = Store(tmp_path / "home")
        try:
            bodies = copies.bodies_of(store)
            assert set(TEXTS) <= set(bodies.texts)
            assert bodies.passages == len(TEXTS)
            ours = (
                ourcopies.Ours(library, store, bodies) if whole else ourcopies.Prints(store, bodies)
            )
            for number, text in enumerate(bodies.texts):
                assert ours.find(text)[0] == number
            assert bodies.texts[ours.find(EDITED)[0]] == TEXTS[0]
            assert not any(ours.is_copy(*pair) for pair in PAIRS)
            assert ours.is_copy(EDITED, TEXTS[0])
            ours.find_all(TEXTS)
        finally:
            store.close()
