"""What is too long to be compared is said so, by side and name."""

from __future__ import annotations

import pytest

from index.errors import BadQuery
from search.comparing import between
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
