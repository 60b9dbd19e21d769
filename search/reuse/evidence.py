"""File evidence: what files say of themselves, and images they share. No evidence of text.

An author stays in a Word file when it is saved under another name, and so do its time of creation
and its images: reports of different units that share them come from one file or one desk.
What a report marked as template or superior's document holds is everybody's, and in no group.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from index.catalogue import Catalogue, Record, SharedImage
from index.errors import ReportNotFound
from index.folding import fold
from index.model import FileFacts
from index.picture import Picture
from index.units import is_known
from search.listing import row
from search.reuse.model import Evidence, Image

# Names that programs and freshly installed computers write by themselves. They stand in half of
# all files and say nothing of who wrote, so that they make no group; `facts` shows them as they
# are. Folded: no spaces, lower case, simplified.
_NOBODY = re.compile(
    r"(?:administrators?|admin|users?|guest|owner|author|root|pc|office|word|default|test|china"
    r"|windows|win(?:7|8|10|11|xp)|microsoft|microsoftoffice|msoffice|dell|hp|lenovo|acer|asus"
    r"|thinkpad|thinkcentre|huawei|apple|mac|wps|wpsoffice|kingsoft|libreoffice|openoffice"
    r"|openxml|apachepoi|python-docx|aspose\w*|docx4j|pandoc|unknown|none|null"
    r"|(?:microsoft|msoffice|ms|office|windows|win|lenovo|dell|hp|acer|asus|wps)users?"
    r"|microsoftofficeusers?|walkinnet|mcsystem|sky123\.org|(?:www\.)?\w+\.(?:com|cn|net|org)"
    r"|(?:微软|微软中国|windows|win|office|wps|联想|惠普|戴尔|华为|本机|计算机|电脑|系统)?用户"
    r"|微软|微软中国|微软\(中国\)有限公司|金山|管理员|系统管理员|超级管理员|作者|佚名|匿名|未知|无"
    r"|雨林木风|番茄花园|深度技术|深度系统|系统之家|电脑公司|萝卜家园|未定义|办公室|文印室|打字室)"
    r"[\d_.-]{0,4}"
)
_MASKED = re.compile(r"[x*×某○〇□#\d\W_]*")  # nothing but masks, digits and signs
# Times at which widely used programs' own blank document was made; files keep them.
_BLANK = frozenset({"2013-12-23T23:15:00", "2014-10-29T12:08:00", "2006-09-16T00:00:00"})
_SECOND = 19  # characters of an ISO time up to its seconds


def evidence(catalogue: Catalogue, picture: Picture, report_id: int | None = None) -> Evidence:
    """Return what reports share but their text, the largest groups first.

    A group is shown where its reports are of several units; one without a known unit may be of
    any. With `report_id` only the groups that this report is in. Raises ReportNotFound.
    Takes some 10 µs a report.
    """
    records = {record.id: record for record in picture.snapshot.records}
    if report_id is not None and report_id not in records:
        raise ReportNotFound("no_such_report", report=report_id)
    said = {key: facts for key, facts in catalogue.file_facts().items() if key in records}
    groups = _Groups(records, picture.snapshot.marks, report_id)
    authors = groups.of(said, _author)
    editors = groups.of(said, _editor)
    created = groups.of(said, _beginning)
    images = groups.images(catalogue.shared_images(report_id))
    listed = {report_id} if report_id is not None else set[int]()
    for group in (*authors, *editors, *created):
        listed.update(group)
    for image in images:
        listed.update(image.report_ids)
    return Evidence(
        authors=tuple((_spelt(said, group, "author"), group) for group in authors),
        editors=tuple((_spelt(said, group, "last_editor"), group) for group in editors),
        images=images,
        reports={key: row(records[key]) for key in sorted(listed)},
        facts={key: _stated(said.get(key)) for key in sorted(listed)},
        created=tuple(
            (_spelt(said, group, "author"), _spelt(said, group, "created"), group)
            for group in created
        ),
    )


def is_nobody(name: str) -> bool:
    """Say whether a name was written by a program or a fresh computer, or withheld."""
    return not _key(name)


class _Groups:
    """Which groups of reports are worth showing."""

    def __init__(
        self, records: Mapping[int, Record], marked: Collection[int], asked: int | None
    ) -> None:
        known = {unit: is_known(unit) for unit in {record.unit for record in records.values()}}
        # A unit that is not known may be any: each such report stands for one of its own.
        self._unit = {
            key: record.unit if known[record.unit] else key for key, record in records.items()
        }
        self._marked = marked
        self._asked = asked

    def of(
        self, said: Mapping[int, FileFacts], key_of: Callable[[FileFacts], str]
    ) -> tuple[tuple[int, ...], ...]:
        """Return groups of reports with one key, an empty key being none."""
        members: dict[str, list[int]] = defaultdict(list)
        for report_id, facts in said.items():
            if key := key_of(facts):
                members[key].append(report_id)
        return tuple(_largest_first(filter(self._is_shown, members.values())))

    def images(self, shared: Iterable[SharedImage]) -> tuple[Image, ...]:
        """Return the images that reports of several units hold."""
        found = {}
        for one in shared:
            group = [report_id for report_id in one.report_ids if report_id in self._unit]
            if self._is_shown(group):
                found[one.image.sha256] = (tuple(group), one.image)
        return tuple(
            Image(one.sha256, one.media, one.size, one.width, one.height, group)
            for group, one in sorted(
                found.values(), key=lambda pair: (-len(pair[0]), pair[0], pair[1].sha256)
            )
        )

    def _is_shown(self, group: Sequence[int]) -> bool:
        return (
            len(group) > 1
            and (self._asked is None or self._asked in group)
            and len({self._unit[report_id] for report_id in group}) > 1
            and not any(report_id in self._marked for report_id in group)
        )


def _largest_first(groups: Iterable[Sequence[int]]) -> list[tuple[int, ...]]:
    return sorted(map(tuple, groups), key=lambda group: (-len(group), group))


def _author(facts: FileFacts) -> str:
    return _key(facts.author or "")


def _editor(facts: FileFacts) -> str:
    return _key(facts.last_editor or "")


def _beginning(facts: FileFacts) -> str:
    """Return author and time of creation as one key; empty where either says nothing.

    The time alone is no evidence: many programs state it to the minute only.
    """
    author, created = _author(facts), facts.created or ""
    if not author or len(created) < _SECOND or created[:_SECOND] in _BLANK:
        return ""
    return f"{author}\n{created}"


@lru_cache(maxsize=20_000)
def _key(name: str) -> str:
    """Return a name as names are compared; empty where it is nobody's."""
    folded = fold(name)
    return "" if _NOBODY.fullmatch(folded) or _MASKED.fullmatch(folded) else folded


def _spelt(said: Mapping[int, FileFacts], group: Iterable[int], field: str) -> str:
    """Return what the files of a group say in a field, as most of them write it."""
    spellings = Counter(" ".join(getattr(said[key], field).split()) for key in group)
    return spellings.most_common(1)[0][0]


def _stated(
    facts: FileFacts | None,
) -> tuple[str | None, str | None, str | None, str | None]:
    if facts is None:
        return None, None, None, None
    return facts.author, facts.last_editor, facts.created, facts.modified
