"""What is said of text recognised from pictures: of a report, and of all that was searched.

Nothing is said where nothing was. What takes a language needs no request.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from index.model import Doubt, FileFacts, Scan
from search.doubts import Place
from search.exports.words import UNREAD_SAID
from search.model import Searched
from web.filters import Mark, markup
from web.language import gettext as _
from web.language import mark, translate

LISTED = 50  # doubtful places of one report

_SAID = mark("{pages} 页的文字是从图片识别的，可能有错字")
_DOUBTFUL = mark("{pages} 页的文字是从图片识别的，可能有错字，没有把握的 {doubtful} 处")
_BETWEEN = mark("；")
_OVER = mark("其中 {reports} 篇的 {pages} 页是从图片识别的，可能有认错的字。")
_ALONE = mark("所查的报告里，{reports} 篇的 {pages} 页是从图片识别的，可能有认错的字。")
_UNSEARCHED = mark("所查的报告里，{reports} 篇的 {pages} 页是图片，没有识别，里面的文字没有查。")
_MISSED = mark(
    "所查的报告里，{reports} 篇的 {pages} 页是从图片识别的，可能有认错的字："
    "要查的文字只要有一个字认错了，就查不到。"
)


@dataclass(frozen=True, slots=True)
class DoubtView:
    """Characters that may be wrong: their page, the words around, the anchor where they stand in
    the text (empty where that is not known).
    """

    page: int
    words: Markup
    anchor: str


@dataclass(frozen=True, slots=True)
class ScannedView:
    """What a report's page says of it, and of pages that are pictures which nobody read (`unread`).
    `total` counts all doubtful places, of which `doubts` are the first.
    """

    notice: str
    unread: str
    total: int
    doubts: tuple[DoubtView, ...]

    @property
    def left(self) -> int:
        """How many are not listed."""
        return self.total - len(self.doubts)


def scanned_said(scan: Scan, language: str) -> str:
    """Return how much of a report was recognised from pictures; empty where nothing was."""
    said = []
    if scan.pages:
        text = translate(_DOUBTFUL if scan.doubtful else _SAID, language)
        said.append(text.format(pages=f"{scan.pages:,}", doubtful=f"{scan.doubtful:,}"))
    if scan.unread:
        said.append(translate(UNREAD_SAID, language).format(pages=f"{scan.unread:,}"))
    return translate(_BETWEEN, language).join(said)


def scanned_over(searched: Searched, language: str, *, alone: bool = False) -> str:
    """Return how much of what was looked at was recognised from pictures.

    It goes on with a sentence that says how much that was, unless it stands alone.
    """
    return _filled(_ALONE if alone else _OVER, searched, language)


def scanned_missed(searched: Searched, language: str) -> str:
    """Return the same where something was not found: it may stand there with a wrong character."""
    return _filled(_MISSED, searched, language)


def scanned_view(facts: FileFacts, found: Sequence[Place | None]) -> ScannedView | None:
    """Return what a report's page says; `found` are the places of the doubts in its text."""
    if not facts.scanned and not facts.unread:
        return None
    listed = zip(facts.doubts[:LISTED], found[:LISTED], strict=True)
    return ScannedView(
        _notice(facts) if facts.scanned else "",
        _unread(facts) if facts.unread else "",
        len(facts.doubts),
        tuple(
            DoubtView(doubt.page, _words(doubt), f"d{number}" if place else "")
            for number, (doubt, place) in enumerate(listed)
        ),
    )


def ranges(pages: Sequence[int]) -> str:
    """Return pages, those that follow each other as a range: 2、5–7."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1][1:] = [page]
        else:
            runs.append([page])
    return str(_("、")).join("–".join(map(str, run)) for run in runs)


def _notice(facts: FileFacts) -> str:
    if facts.pages is not None and len(facts.scanned) >= facts.pages:
        return str(_("全文是从图片识别的，可能有错字；引用前请对照原件。"))
    return str(
        _(
            "第 %(pages)s 页的文字是从图片识别的，可能有错字；引用前请对照原件。",
            pages=ranges(facts.scanned),
        )
    )


def _unread(facts: FileFacts) -> str:
    return str(
        _(
            "第 %(pages)s 页是图片，没有识别，里面的文字不在这里，也查不到。",
            pages=ranges(facts.unread),
        )
    )


def _words(doubt: Doubt) -> Markup:
    return markup(doubt.text, (Mark(doubt.start, doubt.end, "doubt"),))


def _filled(text: str, searched: Searched, language: str) -> str:
    said = ""
    if searched.scanned_pages:
        said = translate(text, language).format(
            reports=f"{searched.scanned_reports:,}", pages=f"{searched.scanned_pages:,}"
        )
    if searched.unread_pages:
        said += translate(_UNSEARCHED, language).format(
            reports=f"{searched.unread_reports:,}", pages=f"{searched.unread_pages:,}"
        )
    return said
