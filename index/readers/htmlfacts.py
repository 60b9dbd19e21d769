"""What a page says of its text: title, source, date of publication, author.

Meta elements as 《政府网站发展指引》 names them (ArticleTitle, ContentSource, PubDate) and as
others do (og:title, article:published_time), the page's title, the words beside 来源 and 发布时间.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.cleaning.pagewords import stated_by, statements
from index.kinds import kind_in
from index.model import FileFacts
from index.readers.htmlbody import Sifted
from index.years import year_in_title

MEDIA = "text/html"

_TITLES = ("articletitle", "article:title", "og:title", "twitter:title", "dc.title", "headline")
_SOURCES = ("contentsource", "source", "article:source", "og:article:author", "dc.source")
_DATES = (
    "pubdate", "publishdate", "publish_date", "article:published_time", "og:published_time",
    "publishtime", "firstpublishedtime", "datepublished", "og:release_date", "dc.date",
    "releasedate",
)  # fmt: skip
_SITES = ("sitename", "og:site_name", "columnname", "application-name")
_CUT = re.compile(r"\s*(?:[_|｜丨»>]+|--+|(?<=\s)[-–—－](?=\s)|(?<![\d—－])[-–－](?![\d—－]))\s*")
_SITE = re.compile(
    r".*(?:网|网站|门户|政府|频道|日报|晚报|在线|新闻|时政|百科|文库|图书馆|全书|公众平台|信息公开"
    r"|局|委|厅|办|办公室|中心|专栏|栏目|首页)"
)
_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})"
    r"(?:\s*日?\s*[T\s-]?\s*(\d{1,2})\s*[:：时]\s*(\d{1,2}))?"
)
_LOOKED_AT = re.compile("(?:打印|下载|访问|浏览)(?:时间|日期)|今天")  # of whoever looked at it
_LONGEST = 200  # characters of a title or source
_TAKEN = re.compile(r"[（(]\s*(?:(?:稿件|信息|文章)?来源|转自)\s*[:：]([^（()）]{1,30})[)）]\s*$")


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in a page's head: its title, and its meta elements by name in small letters."""

    title: str
    metas: Mapping[str, str]

    def first(self, names: Sequence[str]) -> str | None:
        """Return the first of some meta elements that says anything."""
        found = (self.metas[name] for name in names if self.metas.get(name, "").strip())
        return next((" ".join(value.split())[:_LONGEST] for value in found), None)


def titles(said: Said) -> tuple[str, ...]:
    """Return the titles that a page states for its text, best first."""
    whole = " ".join(said.title.split())[:_LONGEST]
    parts = _CUT.split(whole)
    beginnings = [whole[: found.start()] for found in _CUT.finditer(whole)]
    named = [part for part in parts[1:] if kind_in(part)]
    found = [said.first((name,)) for name in _TITLES]
    found += [whole, *sorted((*beginnings, *named), key=_worth, reverse=True)]
    return tuple(dict.fromkeys(one for one in found if one and len(one) >= 4))


def title_of(said: Said) -> str | None:
    """Return the title that a page states, without the names of its site and column."""
    stated = said.first(_TITLES)
    whole = " ".join(said.title.split())[:_LONGEST]
    sites = {said.metas[name].strip() for name in _SITES if name in said.metas}
    for one in (stated, whole):
        parts = [part for part in _CUT.split(one or "") if part.strip()]
        while len(parts) > 1 and (parts[-1] in sites or _SITE.fullmatch(parts[-1])):
            parts.pop()
        named = [part for part in parts if kind_in(part)]
        best = max(named, key=_worth) if named else " ".join(parts[:1])
        best = best.strip(":：·•*- ")
        if len(best) >= 4 and best not in sites and (named or not _SITE.fullmatch(best)):
            return best
    return None


def _better(stated: str | None, found: str | None) -> str | None:
    """Return the title that names a report, the one that stands on the page first."""
    return next((one for one in (found, stated) if one and kind_in(one)), stated or found)


def _worth(title: str) -> tuple[int, int]:
    """Return how much a title says: kind and year first, then its length."""
    return (kind_in(title) is not None) + (year_in_title(title) is not None), len(title)


def file_facts(
    said: Said, report: Sifted, about: Sequence[tuple[str, str]], *, encoding: str | None
) -> FileFacts:
    """Return the facts of a page. `about` are the properties that its table states."""
    seen: dict[str, str] = {}
    for line in (*report.ahead, *report.behind):
        if _LOOKED_AT.search(line):
            continue
        for what, value in statements(line):
            if what not in ("when", "written") or _iso(value):
                seen.setdefault(what, value)
    for label, value in (*about, *pairwise(report.ahead)):
        known = stated_by(label)
        if known and value.strip() and not stated_by(value):
            seen.setdefault(known, value.strip())
    for line in report.ends:
        if found := _TAKEN.search(line):
            seen.setdefault("source", found[1].strip())
    source = seen.get("source") or said.first(_SOURCES) or seen.get("publisher")
    dated = next(
        (
            day
            for line in reversed(report.ahead)
            if not _LOOKED_AT.search(line) and (day := _iso(line))
        ),
        None,
    )
    published = (
        _iso(seen.get("when")) or _iso(said.first(_DATES)) or dated or _iso(seen.get("written"))
    )
    return FileFacts(
        MEDIA,
        encoding=encoding,
        author=said.metas.get("author"),
        title=_better(title_of(said), report.title),
        source=source[:_LONGEST] if source else None,
        published=published,
    )


def _iso(text: str | None) -> str | None:
    """Return a date as ISO 8601, with the time of day where it stands."""
    found = _DATE.search(text or "")
    if not found or not 1 <= int(found[2]) <= 12 or not 1 <= int(found[3]) <= 31:
        return None
    day = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    if found[4] and int(found[4]) < 24 and int(found[5]) < 60:
        return f"{day}T{int(found[4]):02}:{found[5]:0>2}"
    return day
