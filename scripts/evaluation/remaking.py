"""A composed report remade: every passage and section with what was done to it, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from random import Random

from evaluation import edits
from evaluation.comparing import ComparisonCase, Deed, Done, Section
from evaluation.composing import Chapter, Item, Part, Stock, Style
from evaluation.passages import Passage, sentences

_WHOLE = 360  # characters that no reader cuts
_PIECE = 16  # characters of a part of a passage
_KNOWN = 48  # characters of a passage that is still known when moved and edited
_PAST = 3  # passages that stay, between the old place and the new …
_MORE = 2  # … and how much more they are than all that moves
_CLEAR = 1.3  # times as much stays as would if another section had moved
_DIGITS = "一二三四五六七八九十"
_WAYS: dict[str, tuple[Done, str]] = {
    **{f"edited {rate}%": (Done.EDITED, f"edited {rate}%") for rate in (10, 20, 30)},
    "synonyms": (Done.EDITED, "other words of one meaning"),
    "clauses left out": (Done.EDITED, "clauses left out"),
    "sentences reordered": (Done.EDITED, "shuffled"),
    "words and figures": (Done.EDITED, "figures and 10% edited"),
    "figures": (Done.FIGURES, "figures"),
    "moved": (Done.MOVED, ""),
    "moved, figures": (Done.FIGURES, "figures"),
    **{f"moved, edited {rate}%": (Done.MOVED_EDITED, f"edited {rate}%") for rate in (10, 20)},
}
_OF_ALL = ("edited 10%", "edited 20%", "edited 30%", "figures", "synonyms", "deleted")
_CUTTING = ("split", "split at a comma", "split and edited")
_JOINING = ("merged", "three merged", "merged and edited")
_MANY = {  # what may be done to a passage of a style, and to which share
    Style.PLAIN: ((*_WAYS, *_CUTTING, *_JOINING, "deleted"), 0.75),
    Style.POINTS: (_OF_ALL, 0.6),
    Style.RUN: (_OF_ALL, 0.6),
    Style.RUN_IN: (_OF_ALL, 0.6),
    Style.TABLE: (("figures", "deleted"), 0.6),
    Style.ALIKE: (("figures", "figures", "deleted"), 0.6),
    Style.SHORT: ((), 0.0),
}


def composed(texts: Mapping[str, str], seed: int, count: int) -> Iterator[ComparisonCase]:
    """Make so many cases of composed reports; none where the texts have too few sentences.

    The same texts and seed make the same.
    """
    source = Random(f"{seed}/composed")  # noqa: S311
    stock = Stock(texts, source)
    for number in range(count if stock.enough else 0):
        stock.begin()
        yield _Remaking(f"composed {number + 1}", stock.report(), stock, source).case()


@dataclass(slots=True)
class _Made:
    """What became of some passages; None as `done` while it is undecided."""

    lefts: list[Item]
    rights: list[Item]
    done: Done
    way: str
    in_place: bool | None = True

    @property
    def size(self) -> int:
        return sum(len(item.text) for item in (*self.lefts, *self.rights))

    @property
    def moves(self) -> bool:
        return self.way.startswith("moved")


@dataclass(slots=True)
class _Place:
    """A part of a chapter on its way; a heading is None where there is no such part."""

    left: str | None
    right: str | None
    style: Style
    made: list[_Made] = field(default_factory=list)


@dataclass(slots=True)
class _Section:
    """A chapter on its way, and where it stood."""

    left: str | None
    right: str | None
    number: int
    places: list[_Place]
    moved: bool | None = False

    @property
    def size(self) -> int:
        return sum(one.size for place in self.places for one in place.made if not one.moves)


class _Remaking:
    """One report being remade. Use once."""

    def __init__(
        self, name: str, chapters: Sequence[Chapter], stock: Stock, source: Random
    ) -> None:
        self._name = name
        self._stock = stock
        self._source = source
        self._chapters = chapters

    def case(self) -> ComparisonCase:
        """Return the report, and what it became."""
        before = [self._section(n, chapter) for n, chapter in enumerate(self._chapters)]
        lefts, left = _written(before, right=False)
        after = self._left(before)
        self._move(after)
        after = self._rearranged(after, whole=len(after) == len(before))
        rights, right = _written(after, right=True)
        deeds, seen = [], set()
        for section in (*after, *before):
            for one in (one for place in section.places for one in place.made):
                if id(one) not in seen:
                    seen.add(id(one))
                    here = tuple(lefts.texts[id(item)] for item in one.lefts)
                    there = tuple(rights.texts[id(item)] for item in one.rights)
                    deeds.append(Deed(one.done, here, there, one.in_place, one.way))
        sections = tuple(_sections(before, after, lefts, rights))
        return ComparisonCase(self._name, left, right, tuple(deeds), sections)

    def _section(self, number: int, chapter: Chapter) -> _Section:
        places = [self._place(part) for part in chapter.parts]
        return _Section(chapter.heading, self._renamed(chapter.heading), number, places)

    def _renamed(self, heading: str) -> str:
        if not heading or self._source.random() < 0.8:
            return heading
        return self._source.choice((f"扎实{heading}", f"{heading}的有关工作", f"全年{heading}"))

    def _place(self, part: Part) -> _Place:
        """Do something to every passage of a part; put some in."""
        place = _Place(part.heading, self._renamed(part.heading), part.style)
        ways, share = _MANY[part.style]
        waiting = list(part.items)
        while waiting:
            way = self._source.choice(ways) if self._source.random() < share else ""
            place.made.append(self._made(way, part.style, waiting))
            if self._source.random() < 0.1 and part.style is not Style.SHORT:
                item = self._stock.item(part.style)
                if item:
                    at = self._source.randint(0, len(place.made))
                    place.made.insert(at, _Made([], [item], Done.INSERTED, _way("", part.style)))
        return place

    def _made(self, way: str, style: Style, waiting: list[Item]) -> _Made:
        """Do this to the first of the passages that wait, or to some; keep what it cannot be
        done to.
        """
        item = waiting.pop(0)
        made: _Made | None = None
        if way == "deleted":
            made = _Made([item], [], Done.DELETED, "")
        elif way in _CUTTING:
            parts = self._cut(item.text, way)
            made = _Made([item], [Item(text) for text in parts], Done.SPLIT, way) if parts else None
        elif way in _JOINING:
            count = 3 if way == "three merged" else 2
            some = [item, *waiting[: count - 1]]
            text = "".join(one.text for one in some)
            if len(some) == count and len(text) <= _WHOLE:
                text = self._changed("edited 10%", text) or text if "edited" in way else text
                made = _Made(some, [Item(text)], Done.MERGED, way)
                del waiting[: count - 1]
        elif way:
            done, kind = _WAYS[way]
            short = done is Done.MOVED_EDITED and len(item.text) < _KNOWN
            text = self._changed(kind, item.text) if kind and not short else item.text
            if text and (text != item.text or not kind):
                made = _Made([item], [Item(text, item.heading)], done, way)
        if made is None:
            made = _Made([item], [Item(item.text, item.heading)], Done.KEPT, "")
        made.way = _way(made.way, style)
        return made

    def _changed(self, kind: str, text: str) -> str:
        copy = edits.copy(kind, Passage("", text), self._stock.others(), self._source)
        return copy.target if copy else ""

    def _cut(self, text: str, way: str) -> list[str]:
        """Cut a passage in two near its middle; nothing where it cannot be."""
        pieces = sentences(text)
        if way == "split at a comma":
            pieces = [one + "，" for one in text.split("，")]
            pieces[-1] = pieces[-1][:-1]
        ends = [sum(map(len, pieces[:n])) for n in range(1, len(pieces))]
        fit = [end for end in ends if _PIECE <= end <= len(text) - _PIECE]
        if not fit:
            return []
        at = min(fit, key=lambda end: abs(2 * end - len(text)))
        parts = [text[:at], text[at:]]
        if way == "split at a comma":
            parts[0] = parts[0][:-1] + "。"
        if "edited" in way:
            parts = [self._changed("edited 10%", part) or part for part in parts]
        return parts

    def _move(self, sections: Sequence[_Section]) -> None:
        """Put what moves past three that stay and are more than all that moves, where it fits:
        else it could as well be said that these moved.
        """
        plain = [p for one in sections for p in one.places if p.style is Style.PLAIN]
        places = [place for one in sections for place in one.places]
        size = sum(one.size for place in plain for one in place.made if one.moves)
        for place, one in [(p, one) for p in plain for one in p.made if one.moves]:
            home = place.made.index(one)
            place.made.remove(one)
            spots = [(other, at) for other in plain for at in range(len(other.made) + 1)]
            self._source.shuffle(spots)
            fits = (spot for spot in spots if self._far(places, (place, home), spot, size))
            target = next(fits, None)
            if target is None:
                place.made.insert(home, one)
                stays = {Done.MOVED: Done.KEPT, Done.MOVED_EDITED: Done.EDITED}
                one.done, one.way = stays.get(one.done, one.done), ""
            else:
                target[0].made.insert(target[1], one)
                one.in_place = False

    def _far(
        self,
        places: Sequence[_Place],
        home: tuple[_Place, int],
        spot: tuple[_Place, int],
        size: int,
    ) -> bool:
        numbers = {id(place): n for n, place in enumerate(places)}
        low, high = sorted((numbers[id(place)], at) for place, at in (home, spot))
        staying = [
            one
            for n, place in enumerate(places)
            for at, one in enumerate(place.made)
            if low <= (n, at) < high and not one.moves
        ]
        staying = [one for one in staying if one.lefts and one.rights]
        return len(staying) >= _PAST and sum(one.size for one in staying) >= _MORE * size

    def _left(self, sections: Sequence[_Section]) -> list[_Section]:
        """Return the sections that stay; now and then one is taken out."""
        after = list(sections)
        if len(after) > 3 and self._source.random() < 0.25:
            gone = self._source.choice(after)
            for place in gone.places:
                place.made = [
                    _Made([item], [], Done.DELETED, "whole section")
                    for one in place.made
                    for item in one.lefts
                ]
            gone.right = None
            after.remove(gone)
        return after

    def _rearranged(self, after: list[_Section], *, whole: bool) -> list[_Section]:
        """Let two sections change places and put one in, each now and then."""
        source = self._source
        if len(after) > 2 and source.random() < 0.5:
            first, second = source.sample(range(len(after)), 2)
            after[first], after[second] = after[second], after[first]
            _tell_moved(after)
        # Where one goes and another comes, nobody can say that it was not written anew.
        if whole and source.random() < 0.3:
            text = self._stock.paragraph()
            if text:
                made = [_Made([], [Item(text)], Done.INSERTED, "whole section")]
                place = _Place(None, "", Style.PLAIN, made)
                after.insert(
                    source.randint(0, len(after)), _Section(None, "年度特色亮点", -1, [place])
                )
        return after


def _way(way: str, style: Style) -> str:
    """Return how it was done, and in what kind of text."""
    return way if style in (Style.PLAIN, Style.SHORT) else f"{way or 'as it was'}, {style}"


def _tell_moved(sections: Sequence[_Section]) -> None:
    """Say which sections moved: all but those that keep their order and are most of the text."""
    ranked: list[tuple[int, tuple[_Section, ...]]] = []
    for count in range(1, len(sections) + 1):
        for some in combinations(sections, count):
            numbers = [one.number for one in some]
            if numbers == sorted(numbers):
                ranked.append((sum(one.size for one in some), some))
    ranked.sort(key=lambda one: -one[0])
    total, staying = ranked[0]
    inside = {one.number for one in staying}
    others = [size for size, some in ranked if not {one.number for one in some} <= inside]
    clear = total >= _CLEAR * max(others, default=0)
    for section in sections:
        moved = section.number not in inside
        section.moved = moved if clear else None
        for one in (one for place in section.places for one in place.made):
            one.in_place = None if one.moves or not clear else not moved


class _Lines:
    """How passages and headings are written on one side."""

    def __init__(self) -> None:
        self.texts: dict[int, str] = {}
        self.headings: dict[int, str] = {}


def _written(sections: Sequence[_Section], *, right: bool) -> tuple[_Lines, str]:
    """Write one side; return how each passage and heading is written, and all of it."""
    told = _Lines()
    lines = ["关于年度工作情况的总结报告"]
    present = [one for one in sections if (one.right if right else one.left) is not None]
    for number, section in enumerate(present):
        heading = section.right if right else section.left
        told.headings[id(section)] = f"{_DIGITS[number]}、{heading}"
        lines.append(told.headings[id(section)])
        for at, place in enumerate(section.places):
            named = place.right if right else place.left
            if named:
                told.headings[id(place)] = f"（{_DIGITS[at]}）{named}"
                lines.append(told.headings[id(place)])
            items = [i for one in place.made for i in (one.rights if right else one.lefts)]
            lines += _passages(items, place.style, told)
    return told, "\n".join(lines) + "\n"


def _passages(items: Sequence[Item], style: Style, told: _Lines) -> list[str]:
    lines = []
    for number, item in enumerate(items):
        pointed = style in (Style.POINTS, Style.RUN)
        label = f"{_DIGITS[min(number, 9)]}是" if pointed else ""
        told.texts[id(item)] = label + item.text
        lead = f"{number + 1}.{item.heading}。" if style is Style.RUN_IN else ""
        lines.append(lead + label + item.text)
    return ["".join(lines)] if style is Style.RUN and lines else lines


def _sections(
    before: Sequence[_Section], after: Sequence[_Section], lefts: _Lines, rights: _Lines
) -> Iterator[Section]:
    for section in (*after, *(one for one in before if one.right is None)):
        yield _told(section, section.moved, lefts, rights)
        for place in section.places:
            if place.left or place.right:
                yield _told(place, section.moved, lefts, rights)


def _told(one: _Section | _Place, moved: bool | None, lefts: _Lines, rights: _Lines) -> Section:
    left, right = lefts.headings.get(id(one)), rights.headings.get(id(one))
    renamed = left is not None and right is not None and one.left != one.right
    renumbered = left is not None and right is not None and left != right and not renamed
    return Section(left, right, renumbered, moved if left and right else False, renamed)
