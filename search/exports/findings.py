"""What is to be looked at in a reused passage, in words. Keys are those of `Finding.why`."""

from __future__ import annotations

import re

from search.exports.words import Say, mark
from search.reuse.model import Finding

WHY = {
    "residue_unit": mark("“{text}”是出处（{source}）的单位名称，可能没有改过来。"),
    "residue_other_unit": mark("“{text}”是别的单位（{unit}），出处（{source}）里也这样写。"),
    "residue_year": mark("“{text}”与出处（{source}）一样，而本报告是 {own} 年的，请核对。"),
    "residue_congress": mark(
        "“{text}”与出处（{source}）一样，而 {since} 年起已有{later}，本报告是 {own} 年的，请核对。"
    ),
    "residue_plan": mark(
        "“{text}”与出处（{source}）一样，而 {since} 年起已是{later}，本报告是 {own} 年的，请核对。"
    ),
}
OTHER = mark("“{text}”可能是从出处留下来的，请核对。")


def why(finding: Finding, say: Say) -> str:
    """Return the sentence that says what a finding is about, on one line. Never fails."""
    values = {"text": finding.text, **finding.values}
    said = re.sub(
        r"\{(\w+)\}",
        lambda place: str(values.get(place[1], place[0])),
        say(WHY.get(finding.why, OTHER)),
    )
    return " ".join(said.split())
