"""Superscripts and subscripts: what is a power, what points to a note."""

from __future__ import annotations

import pytest

from index.readers.raised import above, below


@pytest.mark.parametrize(
    ("before", "raised", "reads"),
    [
        ("85km", "2", "²"), ("3.5万m", "3", "³"), ("30公里", "2", "²"), ("mg·L", "-1", "⁻¹"),
        ("1.5×10", "4", "⁴"), ("10", "-3", "⁻³"), ("x", "2", "²"), ("W/(m", "2", "²"),
        ("第21", "st", "st"), ("某品牌", "TM", "TM"), ("某品牌", "®", "®"),
    ],
)  # fmt: skip
def test_powers_and_words_are_read(before: str, raised: str, reads: str) -> None:
    assert above(raised, before) == reads


@pytest.mark.parametrize(
    ("before", "raised"),
    [
        ("增长35", "1"), ("增长35", "[1]"), ("35公里", "①"), ("35公里", "1"), ("改革", "12"),
        ("GDP", "2"), ("1200平方米", "2"), ("12平方公里", "3"), ("A类", "*"), ("工作", "［注2］"),
        ("工作", "注1"), ("工作", "[1-2]"), ("工作", "[a]"), ("110", "3"), ("", "2"),
    ],
)  # fmt: skip
def test_marks_of_notes_never_become_part_of_a_figure(before: str, raised: str) -> None:
    assert above(raised, before) is None


def test_a_link_to_a_note_is_a_mark_after_a_measure_too() -> None:
    assert above("2", "85km", points=True) is None


@pytest.mark.parametrize(("low", "reads"), [("2", "₂"), ("10", "₁₀"), ("2.5", "2.5"), ("总", "总")])
def test_lowered_figures_are_characters(low: str, reads: str) -> None:
    assert below(low) == reads
