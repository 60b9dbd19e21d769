"""Reports whose pages were recognised from pictures, by a reading that only makes believe.

A text whose first line is PICTURED is read so: a form feed begins a page, a page whose first
line is ◇ was recognised from a picture, one whose first line is ◆ is a picture that nobody read,
and the recogniser was unsure of what stands in 〔〕.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from tests_support import library_of

from index.model import Doubt, FileFacts, Line, Source
from index.readers import text as text_reader
from index.settings import Limits
from search.library import Library

PICTURED = "（影印）"
_AROUND = 8  # characters of the line that a doubt has on either side
_UNSURE = re.compile("〔(.+?)〕")


def a_scan(*pages: str) -> str:
    """Return the text of a file whose pages are these."""
    return f"{PICTURED}\n" + "\f".join(pages)


@contextmanager
def make_believe(*, pictures: bool = True) -> Iterator[None]:
    """Let texts that begin with PICTURED be read as scans, in this process; without `pictures` as
    the same words in a text layer.
    """
    real: Callable[[str, bytes, Limits], Source] = text_reader.read

    def read(name: str, data: bytes, limits: Limits) -> Source:
        text = data.decode()
        if not text.startswith(PICTURED):
            return real(name, data, limits)
        source = _read(text.removeprefix(f"{PICTURED}\n"))
        return source if pictures else replace(source, facts=FileFacts())

    with patch.object(text_reader, "read", read):
        yield


@contextmanager
def scanned_library(root: Path, reports: dict[str, str]) -> Iterator[Library]:
    """Give a library with these reports (at most 8), those that are scans read as such."""
    with make_believe(), library_of(root, reports) as library:
        yield library


def _read(text: str) -> Source:
    lines: list[Line] = []
    scanned: list[int] = []
    unread: list[int] = []
    doubts: list[Doubt] = []
    pages = text.split("\f")
    for number, page in enumerate(pages, 1):
        head, *rest = page.split("\n")
        if head == "◇":
            scanned.append(number)
        elif head == "◆":
            unread.append(number)
        for line in rest if head in ("◇", "◆") else page.split("\n"):
            lines.append(Line(_UNSURE.sub(r"\1", line), page=number))
            doubts += _doubts(number, line)
    facts = FileFacts(
        pages=len(pages), scanned=tuple(scanned), doubts=tuple(doubts), unread=tuple(unread)
    )
    return Source(tuple(lines), facts=facts)


def _doubts(page: int, line: str) -> Iterator[Doubt]:
    bare = _UNSURE.sub(r"\1", line)
    for number, found in enumerate(_UNSURE.finditer(line)):
        start = found.start() - 2 * number
        end = start + len(found[1])
        first = max(0, start - _AROUND)
        yield Doubt(page, bare[first : end + _AROUND], start - first, end - first)


BEFORE = """2021年度工作总结
一、主要做法及成效
汛前检查堤防12处，储备沙袋3.5万条，组织抢险演练4次，做到险情早发现早处置。"""
PICTURE = """◇
逐级签订责任书356份，排查〔隐〕患128处，整改率达到98.6%，没有发生责任〔亊〕故。
二、存在的问题
基层力量仍然不足，部分班组培训走过场，台账更〔靳〕不及时。"""
AFTER = "三、下一步打算\n坚持问题导向，力争三年内完成码头岸电改造。"
ALL_PICTURE = """◇
2022年度工作总结
一、主要做法及成效
逐级签订责任书366份，排查隐患138处，整改率达到98.9%，没有发生责任事故。"""
TYPED = """2023年度工作总结
一、主要做法及成效
逐级签订责任书370份，排查隐患142处，整改率达到99.1%，没有发生责任事故。
"""
REPORTS = {  # two units; one report of three pages with one picture, one that is all picture
    "临港码头公司/2021年工作总结.txt": a_scan(BEFORE, PICTURE, AFTER),
    "临港码头公司/2022年工作总结.txt": a_scan(ALL_PICTURE),
    "临港码头公司/2023年工作总结.txt": TYPED,
    "临港水厂/2023年工作总结.txt": TYPED.replace("370", "371"),
}
