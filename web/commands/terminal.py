"""What a command sees of the world: the library, the language, and where to print."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tqdm import tqdm

from index.errors import DamagedHome
from index.model import Role, Scan
from search.library import Library
from search.model import Hint, Progress, Searched, Span
from web.hinting import hint
from web.language import mark, translate
from web.scanned import scanned_missed, scanned_over, scanned_said
from web.scope import sentences
from web.words import SCANNED, UNREAD_PICTURES

_ROLES = {
    Role.DONE: mark("工作成效"),
    Role.PROBLEMS: mark("存在问题"),
    Role.CAUSES: mark("原因"),
    Role.RECTIFICATION: mark("整改情况"),
    Role.PLANS: mark("下一步"),
}
_PASSAGES_A_SECOND = mark("段/秒")
_RELATING = mark("比对段落")
_RECOGNISING = mark("识别 {file} 第 {page}/{pages} 页")
_OVER = mark("查了 {reports} 篇报告，另有 {refused} 个文件没有读成")
_OVER_FILTERED = mark(
    "查了符合条件的 {passing} 篇报告（全库 {reports} 篇），另有 {refused} 个文件没有读成"
)
_LISTED = mark("，见 duizhao refused")
_NOTHING_PASSES = mark(
    "库中没有一篇报告符合筛选条件（全库 {reports} 篇，另有 {refused} 个文件没有读成）。"
)
_UPGRADED = mark("数据文件已升级；升级前的样子留在 {file}，确认无误后可以删除。")
_REBUILDING = mark("索引是旧版本建的，正在重建，数据不受影响……")


def settle_streams() -> None:
    """Let the standard streams print any character: UTF-8 into files and pipes, and never fail."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - to the end
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def plain(value: object) -> str:
    """Return a value as text without control characters, which could rule the terminal."""
    text = str(value)
    if text.isprintable():
        return text
    return "".join(
        " " if unicodedata.category(character) == "Cc" else character for character in text
    )


class Terminal:
    """The home folder of a command, its language, and its output."""

    def __init__(self, home: Path, language: str) -> None:
        self.home = home
        self.language = language

    @contextmanager
    def library(self) -> Iterator[Library]:
        """Open the library for the time of a command."""
        with Library(self.home) as library:
            if library.upgraded is not None:
                self.note(_UPGRADED, file=library.upgraded)
            yield library

    def bring_up_to_date(self, library: Library) -> None:
        """Build the engine anew where an older version of the program made it."""
        try:
            library.size()
        except DamagedHome as error:
            if error.key != "outdated_engine":
                raise
            self.note(_REBUILDING)
            with self.progress() as show:
                library.reindex(show)

    def words(self, text: str, **values: object) -> str:
        """Return a sentence in the language, filled; no value can break or colour the line."""
        return translate(text, self.language).format(
            **{name: plain(value) for name, value in values.items()}
        )

    def translated(self, text: str) -> str:
        """Return a sentence in the language, its places to fill left as they are."""
        return translate(text, self.language)

    def term(self, word: object) -> str:
        """Return a word of `web.words` in the language of the command."""
        return translate(str(word), self.language)

    def role(self, role: Role | None) -> str:
        """Return what a section is for, in words; empty where it has no role."""
        return translate(_ROLES[role], self.language) if role else ""

    def over(self, searched: Searched) -> str:
        """Return over how much was looked: how many reports, and how many files were not read."""
        filtered = searched.passing is not None and searched.passing < searched.reports
        text = self.words(
            _OVER_FILTERED if filtered else _OVER,
            passing=searched.passing,
            reports=searched.reports,
            refused=searched.refused,
        )
        return text + (self.words(_LISTED) if searched.refused else "")

    def scanned(self, scan: Scan) -> str:
        """Return the word for what was recognised from pictures, to stand behind a report's title;
        empty where nothing was.
        """
        return f" [{self.term(SCANNED if scan.pages else UNREAD_PICTURES)}]" if scan else ""

    def say_scanned(self, scan: Scan) -> None:
        """Say how much of a report was recognised from pictures."""
        if said := scanned_said(scan, self.language):
            self.line(said)

    def say_recognised(self, searched: Searched, *, found: bool) -> None:
        """Say how much of what was looked at was recognised from pictures, and what that means
        where nothing was `found`.
        """
        said = (scanned_over if found else scanned_missed)(searched, self.language)
        if said:
            self.line(said)

    def outside(self, searched: Searched, text: str, **values: object) -> bool:
        """Say which values of filters stand nowhere, and `text` where filters left nothing to look
        at; return whether they did.
        """
        for sentence in sentences(searched.unknown, self.language):
            self.line(plain(sentence))
        if searched.nothing:
            self.say(text, **values)
            self.say(_NOTHING_PASSES, reports=searched.reports, refused=searched.refused)
        return searched.nothing

    def hint(self, found: Iterable[Hint]) -> None:
        """Say what to type here, where something was typed as other programs want it."""
        if text := hint(found, self.language):
            self.line(text)

    def say(self, text: str = "", **values: object) -> None:
        """Print one sentence."""
        print(self.words(text, **values) if values else translate(text, self.language))

    def line(self, text: str) -> None:
        """Print a text as it is: only what `plain` or `highlighted` returned, and our own words."""
        print(text)

    def document(self, document: Any) -> None:
        """Print exactly one JSON document."""
        print(json.dumps(document, ensure_ascii=False, indent=2))

    def note(self, text: str, **values: object) -> None:
        """Print one sentence on standard error."""
        sys.stdout.flush()
        print(self.words(text, **values), file=sys.stderr)

    @contextmanager
    def progress(self) -> Iterator[Callable[[Progress], None]]:
        """Show a progress bar on standard error, and only on a terminal."""
        bar: Any = tqdm(disable=not sys.stderr.isatty(), unit="", leave=False, dynamic_ncols=True)
        speed = translate(_PASSAGES_A_SECOND, self.language)

        def show(progress: Progress) -> None:
            bar.set_description_str(self._stage(progress))
            bar.total = progress.total
            bar.n = progress.done
            rate = progress.passages / progress.seconds if progress.seconds else 0
            bar.set_postfix_str(f"{rate:,.0f} {speed}")

        try:
            yield show
        finally:
            bar.close()

    def _stage(self, progress: Progress) -> str:
        """Return what long work is at, empty where it reads files."""
        match progress.stage:
            case "relate":
                return self.words(_RELATING)
            case "recognise":
                return self.words(
                    _RECOGNISING, file=progress.file, page=progress.page, pages=progress.pages
                )
            case _:
                return ""

    def highlighted(self, text: str, spans: Sequence[Span], around: int = 40) -> str:
        """Return a text cut around its spans, hits in 【】 (in colour on a terminal)."""
        text = "".join(" " if unicodedata.category(one) == "Cc" else one for one in text)
        if not spans:
            return text if len(text) <= 4 * around else f"{text[: 4 * around]}……"
        before, after = ("\x1b[1;33m", "\x1b[0m") if sys.stdout.isatty() else ("【", "】")
        merged: list[list[int]] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        low = max(0, merged[0][0] - around)
        high = min(len(text), merged[-1][1] + around)
        pieces = ["……" if low else ""]
        at = low
        for start, end in merged:
            pieces += [text[at:start], before, text[start:end], after]
            at = end
        pieces += [text[at:high], "……" if high < len(text) else ""]
        return "".join(pieces)
