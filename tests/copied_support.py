"""Small libraries made of made-up reports, for tests of reuse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from search.library import Library
from search.model import ReportRow

DONE = (
    "扎实开展走访帮扶，全年走访困难职工126户，发放慰问金15.8万元。",
    "健全信访接待制度，班子成员每月下访接待职工，推动历史遗留问题逐件化解到位。",
    "举办安全生产培训班12期，参训职工1,350人次，隐患整改率达到98.6%。",
)
PROBLEMS = (
    "安全生产责任压得不实，部分班组培训走过场，隐患排查台账更新不及时。",
    "调查研究蹲点时间偏少，对基层一线的新情况新问题掌握得不够全面。",
)
OTHER = (
    "坚持把档案数字化作为重中之重，完成库房改造并投入使用，借阅效率明显提高。",
    "围绕航道养护目标，新购清淤船两艘，组织夜间抢修四十余次，保障船舶通行。",
    "推进码头岸电改造，协调供电部门增容扩线，减少靠港船舶燃油消耗。",
)


def a_report(year: int, done: tuple[str, ...], problems: tuple[str, ...] = ()) -> str:
    """Return a report in the usual layout, a paragraph a text."""
    found = [f"{year}年工作总结", "一、主要做法和成效", *done]
    return "\n".join([*found, "二、存在的问题", *problems] if problems else found) + "\n"


@contextmanager
def a_library(folder: Path, reports: Mapping[str, str]) -> Iterator[Library]:
    """Keep reports, by their path (unit/file), in a library of its own."""
    add_files(folder, reports)
    with Library(folder / "home") as library:
        done = library.add([folder / "报送"], workers=1)
        assert not done.refused
        yield library


def add_files(folder: Path, reports: Mapping[str, str]) -> None:
    """Write files to be added."""
    for name, text in reports.items():
        file = folder / "报送" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def row_of(library: Library, unit: str, year: int) -> ReportRow:
    """Return the one report of a unit for a year."""
    (row,) = (row for row in library.reports().rows if (row.unit, row.year) == (unit, year))
    return row


def passage_of(library: Library, report_id: int, text: str) -> int:
    """Return the id of the passage with this text."""
    report = library.report(report_id)
    (found,) = (one for one in report.outline.passages if one.text == text)
    return report.first_passage + found.index
