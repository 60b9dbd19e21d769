"""Truth for measuring comparisons: a report, the same report rewritten, and what was done to it.

Made from any reports and a seed. Every passage is kept, edited, given other figures, moved, moved
and edited, split, merged with the next or left out; others are put in, sections change places and
numbers. Nothing here is taken from the aligner: texts are read, cut and changed by other rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

from evaluation import edits
from evaluation.chapters import Report, far_from, read_report, runs_of
from evaluation.passages import Passage, sentences


class Done(StrEnum):
    """What was done to a passage."""

    KEPT = "kept"
    EDITED = "edited"
    FIGURES = "figures"
    MOVED = "moved"
    MOVED_EDITED = "moved and edited"
    SPLIT = "split"
    MERGED = "merged"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done: these passages of the left report became those of the right one.

    `in_place` is False where they now stand elsewhere among the others, None where that cannot be
    said: two sections changed places. `way` says how it was done, where there are several ways.
    """

    done: Done
    lefts: tuple[str, ...]
    rights: tuple[str, ...]
    in_place: bool | None
    way: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section's heading with its number on either side; None where it is not.

    `moved` is None where it cannot be said which of two sections did.
    """

    left: str | None
    right: str | None
    renumbered: bool
    moved: bool | None
    renamed: bool = False


@dataclass(frozen=True, slots=True)
class ComparisonCase:
    """Two report texts, one passage a line, and all that lies between them."""

    name: str
    left: str
    right: str
    deeds: tuple[Deed, ...]
    sections: tuple[Section, ...]


_SHARES = {  # of a report's passages; what is left over is kept
    Done.EDITED: 0.2,
    Done.FIGURES: 0.12,
    Done.MOVED: 0.07,
    Done.MOVED_EDITED: 0.07,
    Done.SPLIT: 0.06,
    Done.MERGED: 0.05,
    Done.DELETED: 0.06,
}
_INSERTED = 0.08
_RATES = ("edited 10%", "edited 20%", "edited 30%")
_LEAST = 12  # passages of a report worth rewriting
_LONG = 40  # characters of a passage that is still known when moved and edited
_PIECE = 16  # characters of half a passage
_PAST = 3  # passages that stay, between the old place and the new
_WHOLE = 380  # characters of two merged: no reader cuts them
_NUMBERS = "一二三四五六七八九十"
_NEW = "年度特色亮点工作"


def cases(texts: Mapping[str, str], seed: int) -> Iterator[ComparisonCase]:
    """Make one case of each report, given as texts by name, that has passages enough.

    The same texts and seed make the same. Words and new passages come from the other reports.
    """
    reports = [read_report(name, text) for name, text in sorted(texts.items())]
    stock = [Passage(one.name, passage) for one in reports for passage in one.passages]
    for report in reports:
        if len(report.passages) >= _LEAST and len(report.chapters) > 1:
            source = Random(f"{seed}/{report.name}")  # noqa: S311
            yield _Rewriting(report, stock, source).case()


@dataclass(slots=True)
class _Item:
    """Passages that stand together, on their way from left to right."""

    done: Done
    lefts: tuple[str, ...]
    rights: tuple[str, ...]


@dataclass(slots=True)
class _Chapter:
    """A section being rewritten; `number` is that on the left, None for a new one."""

    heading: str
    number: int | None
    items: list[_Item] = field(default_factory=list)


class _Rewriting:
    """One report being rewritten. Use once."""

    def __init__(self, report: Report, stock: Sequence[Passage], source: Random) -> None:
        self._report = report
        self._source = source
        self._others = [one for one in stock if one.file != report.name] or list(stock)
        runs = [runs_of(passage) for passage in report.passages]
        drawn = source.sample(self._others, min(200, len(self._others)))
        self._foreign = [one.text for one in drawn if far_from(one.text, runs)]

    def case(self) -> ComparisonCase:
        """Return the report, and the report rewritten."""
        chapters = self._treated()
        self._move(chapters)
        self._insert(chapters)
        reordered = self._reorder(chapters)
        left = [(one.heading, one.passages) for one in self._report.chapters]
        right = [
            (one.heading, [text for item in one.items for text in item.rights]) for one in chapters
        ]
        return ComparisonCase(
            self._report.name,
            _written(self._report.title, left),
            _written(self._report.title, right),
            tuple(_deed(item, reordered) for one in chapters for item in one.items),
            _sections(chapters),
        )

    def _treated(self) -> list[_Chapter]:
        """Do to each passage what its lot says, in its own section."""
        lots = self._lots()
        chapters = []
        for number, chapter in enumerate(self._report.chapters):
            items: list[_Item] = []
            for passage in chapter.passages:
                lot = lots.pop()
                first = items[-1].lefts[0] if items else ""
                if items and _waits(items[-1]) and len(first + passage) <= _WHOLE:
                    items[-1] = _Item(Done.MERGED, (first, passage), (first + passage,))
                else:
                    items.append(self._item(lot, passage))
            for item in filter(_waits, items):
                item.done = Done.KEPT
            chapters.append(_Chapter(chapter.heading, number, items))
        return chapters

    def _lots(self) -> list[Done]:
        count = len(self._report.passages)
        lots = [
            done for done, share in _SHARES.items() for _ in range(max(1, round(share * count)))
        ]
        lots += [Done.KEPT] * (count - len(lots))
        self._source.shuffle(lots)
        return lots

    def _item(self, lot: Done, passage: str) -> _Item:
        """Do what can be done to this passage: one without figures keeps what it has."""
        rights: tuple[str, ...] | None = (passage,)
        if lot is Done.EDITED or (lot is Done.MOVED_EDITED and len(passage) >= _LONG):
            rights = self._copy(self._source.choice(_RATES), passage)
        elif lot is Done.MOVED_EDITED:
            lot = Done.MOVED
        elif lot is Done.FIGURES:
            rights = self._copy("figures", passage)
        elif lot is Done.SPLIT:
            rights = self._halves(passage)
        elif lot is Done.DELETED:
            rights = ()
        if rights is None:
            return _Item(Done.KEPT, (passage,), (passage,))
        return _Item(lot, (passage,), rights)

    def _copy(self, kind: str, passage: str) -> tuple[str, ...] | None:
        others = self._source.sample(self._others, min(8, len(self._others)))
        copy = edits.copy(kind, Passage(self._report.name, passage), others, self._source)
        return (copy.target,) if copy else None

    def _halves(self, passage: str) -> tuple[str, ...] | None:
        """Cut a passage behind the sentence that ends nearest to its middle."""
        ends: list[int] = []
        for sentence in sentences(passage):
            ends.append((ends[-1] if ends else 0) + len(sentence))
        fit = [end for end in ends if _PIECE <= end <= len(passage) - _PIECE]
        if not fit:
            return None
        middle = min(fit, key=lambda end: abs(2 * end - len(passage)))
        return (passage[:middle], passage[middle:])

    def _move(self, chapters: Sequence[_Chapter]) -> None:
        """Take out what moves, and put it past at least three that stay, in any section."""
        staying = [[item for item in one.items if not _moves(item)] for one in chapters]
        gaps = [(n, at) for n, items in enumerate(staying) for at in range(len(items) + 1)]
        firsts = [sum(map(len, staying[:n])) for n in range(len(staying))]
        into: dict[tuple[int, int], list[_Item]] = {}
        for n, chapter in enumerate(chapters):
            place = firsts[n]
            for item in chapter.items:
                place += not _moves(item)
                if _moves(item):
                    far = [(m, at) for m, at in gaps if abs(firsts[m] + at - place) >= _PAST]
                    into.setdefault(self._source.choice(far), []).append(item)
        for n, chapter in enumerate(chapters):
            chapter.items = []
            for at in range(len(staying[n]) + 1):
                chapter.items += [*into.get((n, at), ()), *staying[n][at : at + 1]]

    def _insert(self, chapters: list[_Chapter]) -> None:
        """Put passages of other reports in; now and then a section of them comes first."""
        count = max(1, round(_INSERTED * len(self._report.passages)))
        new = [_Item(Done.INSERTED, (), (text,)) for text in self._foreign[:count]]
        if len(new) > 1 and self._source.random() < 0.3:
            chapters.insert(0, _Chapter(_NEW, None, [new.pop(), new.pop()]))
        for item in new:
            items = self._source.choice(chapters).items
            items.insert(self._source.randint(0, len(items)), item)

    def _reorder(self, chapters: list[_Chapter]) -> bool:
        """Let two sections change places in every other report."""
        if self._source.random() < 0.5:
            return False
        first, second = self._source.sample(range(len(chapters)), 2)
        chapters[first], chapters[second] = chapters[second], chapters[first]
        return True


def _moves(item: _Item) -> bool:
    return item.done in (Done.MOVED, Done.MOVED_EDITED)


def _waits(item: _Item) -> bool:
    """Say whether this is a passage that is to be merged with the next."""
    return item.done is Done.MERGED and len(item.lefts) == 1


def _written(title: str, chapters: Sequence[tuple[str, Sequence[str]]]) -> str:
    lines = [title]
    for number, (heading, passages) in enumerate(chapters):
        lines += [_numbered(number, heading), *passages]
    return "\n".join(lines) + "\n"


def _numbered(number: int, heading: str) -> str:
    ten, one = divmod(number + 1, 10)
    tens = "" if not ten else "十" if ten == 1 else _NUMBERS[ten - 1] + "十"
    return f"{tens}{_NUMBERS[one - 1] if one else ''}、{heading}"


def _deed(item: _Item, reordered: bool) -> Deed:
    return Deed(item.done, item.lefts, item.rights, None if reordered else not _moves(item))


def _sections(chapters: Sequence[_Chapter]) -> tuple[Section, ...]:
    old = [one.number for one in chapters if one.number is not None]
    found = []
    for number, chapter in enumerate(chapters):
        was = chapter.number
        left = None if was is None else _numbered(was, chapter.heading)
        right = _numbered(number, chapter.heading)
        moved = was is not None and old.index(was) != was
        found.append(Section(left, right, left is not None and left != right, moved))
    return tuple(found)
