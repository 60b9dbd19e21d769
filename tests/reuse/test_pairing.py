"""Pairs over everything held: found whatever is kept where, and never too many."""

from __future__ import annotations

import numpy as np
import pytest

from index.engines.embedded.pairing import pair_up
from index.engines.embedded.prints import PrintIndex, print_arrays
from index.prints import take_prints

NAMES = [chr(0x4E00 + 7 * number) + chr(0x6000 + 5 * number) for number in range(900)]
VARIANTS = [f"在{name}村先行试点，成熟一项推开一项，力争年底前全面见效" for name in NAMES]
LONG = (
    "围绕营商环境优化，推行一窗受理、并联审批，企业开办时间压缩到一个工作日，政务服务事项网上可办率"
    "稳步提高，帮办代办队伍下沉园区，收集企业诉求并逐件销号"
)


def index_of(texts: list[str], live: list[bool] | None = None) -> PrintIndex:
    alive = None if live is None else np.array(live, dtype=np.bool_)
    return PrintIndex(print_arrays(take_prints(texts)), alive)


def pairs(indexes: list[PrintIndex], **limits: int) -> dict[tuple[int, int], int]:
    found: dict[tuple[int, int], int] = {}
    for lot in pair_up(indexes, **({"limit": 30} | limits)):
        both = zip(lot.lefts.tolist(), lot.rights.tolist(), strict=True)
        found |= zip(both, lot.shared.tolist(), strict=True)
    return found


def digests(texts: list[str]) -> list[int]:
    return take_prints(texts).digests.tolist()


def pair(left: str, right: str) -> tuple[int, int]:
    one, other = sorted(digests([left, right]))
    return one, other


def test_each_of_many_variants_is_paired_and_all_with_the_same_few() -> None:
    found = pairs([index_of(VARIANTS)], limit=10, budget=50, hubs=16)
    partners: dict[int, set[int]] = {}
    for left, right in found:
        partners.setdefault(left, set()).add(right)
        partners.setdefault(right, set()).add(left)
    assert partners.keys() == set(digests(VARIANTS))
    assert len(found) <= 10 * len(VARIANTS)
    assert max(map(len, partners.values())) > len(VARIANTS) / 2


def test_where_texts_are_kept_changes_no_pair() -> None:
    texts = [*VARIANTS[:200], LONG, LONG.replace("一窗受理", "容缺办理")]
    whole = pairs([index_of(texts)])
    assert pairs([index_of(texts[::2]), index_of(texts[1::2]), index_of(texts[:50])]) == whole
    gone = [*texts, "此外还有一段已经删去的话，" + LONG]
    assert pairs([index_of(gone, [True] * len(texts) + [False])]) == whole
    assert pairs([]) == pairs([index_of([])]) == pairs([index_of(["。", "", LONG])]) == {}


@pytest.mark.parametrize("length", [24, 40, 58, 60, 64])
def test_a_short_text_and_a_longer_one_like_it_are_a_pair(length: int) -> None:
    text = LONG.replace("，", "").replace("、", "")[:length]
    longer = text + "群众满意率达到新高"
    assert pair(text, longer) in pairs([index_of([text, longer, *VARIANTS[:5]])])


def test_texts_that_fill_a_signature_still_find_each_other() -> None:
    dice = np.random.default_rng(3)
    codes = dice.integers(0x4E00, 0x9000, size=(3, 3000))
    one, other, third = ("".join(map(chr, row)) for row in codes.tolist())
    edited = one[:1400] + "提高站位" + one[1420:]
    assert pairs([index_of([one, edited, other, third])]).keys() == {pair(one, edited)}
