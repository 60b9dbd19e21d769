"""What is too long to be compared is said so, by side and name."""

from __future__ import annotations

import pytest

from index.errors import BadQuery
from search.comparing import between
from search.comparing.aligning import candidates
from search.comparing.model import CompareRequest, Given

SHORT = "开展培训12期。"
LONG = "开展培训15期，覆盖党员干部三百余人次，群众满意率明显提升。"


def test_a_side_that_is_too_long_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(between, "LONGEST", 20)
    with pytest.raises(BadQuery) as refused:
        between.compare_drafts(
            CompareRequest(Given(text=SHORT), Given(file="长稿.txt", data=LONG.encode()))
        )
    assert refused.value.key == "too_long_to_compare"
    assert refused.value.values["field"] == "right"
    assert refused.value.values["limit"] == 20
    assert "长稿" in str(refused.value.values["name"])


def test_what_is_exactly_as_long_as_allowed_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(between, "LONGEST", len(LONG))
    found = between.compare_drafts(CompareRequest(Given(text=SHORT), Given(text=LONG)))
    assert found.right.characters == len(LONG)


def test_of_many_lines_alike_only_the_likeliest_pairs_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(candidates, "_LIKELY", 20_000)
    here = ["坚持稳中求进工作总基调，完整准确全面贯彻新发展理念。"] * 600
    there = ["坚持稳中求进工作总基调，完整准确全面贯彻新发展理念，推动高质量发展。"] * 600
    found = candidates.candidates(here, there)
    assert max(map(len, (found.alike, found.within, found.kindred))) <= 20_000
    assert {(number, number) for number in range(600)} <= {pair[:2] for pair in found.alike}
