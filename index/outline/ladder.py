"""Where a heading stands among those that are open: the ladder of levels, outermost first.

A marker fits when its number follows the last of its class, or opens a class with 一 or 1. Which
class is the outer one is a custom (一、 before （一） before 1.) that a report may turn round: it
does where a series goes on after another one has run inside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from index.outline.ahead import Ahead
from index.outline.candidates import Candidate
from index.outline.markers import Class, Key, Marker

_AHEAD = 500  # markers looked at to see where a series goes
_PARENTS = frozenset(  # what 1.1 may stand under if it is the first
    (
        *(Class.CHAPTER, Class.ARTICLE, Class.CHINESE, Class.CHINESE_ROUND),
        *(Class.PLAIN, Class.NUMBER),
    )
)


@dataclass(slots=True)
class Level:
    """An open level; `rank` is the class that a heading without a marker has in the contents.

    `skipped` are numbers that were passed over and may still come.
    """

    marker: Marker | None
    style: int | None
    rank: Class | None = None
    skipped: frozenset[int] = frozenset()

    @property
    def order(self) -> Key:
        """How deep it is by custom."""
        return self.marker.key if self.marker else (self.rank or Class.CHINESE, 1)


@dataclass(slots=True)
class Ladder:
    """The open levels, outermost first. `turned` holds pairs (outer, inner) against the custom."""

    ahead: Ahead
    levels: list[Level] = field(default_factory=list)
    closed: dict[Key, int] = field(default_factory=dict)  # the last number of closed levels
    turned: set[tuple[Key, Key]] = field(default_factory=set)
    decimals: bool = False  # there are headings with decimal numbers
    _held: set[tuple[Key, Key]] = field(default_factory=set)  # (outer, inner) as they came
    _doubted: set[tuple[Key, Key]] = field(default_factory=set)

    def place(self, candidate: Candidate, at: int) -> int | None:
        """Return the level at which candidate `at` of those ahead fits, None where it does not."""
        marker = candidate.marker
        if marker is None:
            return self._bare(candidate, at)
        skipped: frozenset[int] = frozenset()
        depth = self._follows(marker, at)
        if depth is not None:
            skipped = _skipped(self.levels[depth], marker)
        else:
            depth = self._opens(candidate, marker, at)
        if depth is None:
            return None
        for level in self.levels[depth:]:
            if level.marker:
                self.closed[level.marker.key] = level.marker.number
        del self.levels[depth:]
        if depth and (outer := self.levels[-1].marker):
            self._held.add((outer.key, marker.key))
        self.levels.append(Level(marker, candidate.style, None, skipped))
        self.decimals = self.decimals or marker.kind is Class.DECIMAL
        return len(self.levels)

    def learned(self) -> set[tuple[Key, Key]]:
        """Return the pairs that this report has turned round, known once all is placed.

        Of classes deep inside, the one that is never seen inside the other holds it.
        """
        never = {pair for pair in self._doubted if (pair[1], pair[0]) not in self._held}
        return self.turned | never

    def depth_of(self, candidate: Candidate, at: int) -> int:
        """Return the level at which a candidate would be placed, without placing it."""
        levels = [replace(level) for level in self.levels]
        trial = Ladder(self.ahead, levels, dict(self.closed), set(self.turned), self.decimals)
        return trial.place(candidate, at) or len(self.levels) + 1

    def _follows(self, marker: Marker, at: int) -> int | None:
        """Return the open level whose series goes on with this marker."""
        running = [
            (depth, level.marker.number, level.skipped)
            for depth, level in reversed(list(enumerate(self.levels)))
            if level.marker
            and level.marker.key == marker.key
            and level.marker.numbers[:-1] == marker.numbers[:-1]
        ]
        for depth, last, skipped in running:
            if marker.number == last + 1 or marker.number in skipped:
                return depth
        for depth, last, _ in running:  # a number may be missing in a real report
            if marker.number == last + 2:
                return depth
        for depth, last, _ in running:  # or more, if the series goes on from here
            if marker.number > last and self._coming(marker, depth, at) == marker.next:
                return depth
        return None

    def _coming(self, marker: Marker, depth: int, at: int) -> tuple[int, ...]:
        """Return the numbers of the next marker of a kind while the levels above `depth` stand."""
        return self.ahead.following(marker.key, at, self._end(depth, at))

    def _end(self, depth: int, at: int) -> int:
        """Return the place where one of the levels above `depth` goes on."""
        return self.ahead.end_of(
            {level.marker.key for level in self.levels[:depth] if level.marker}, at
        )

    def _opens(self, candidate: Candidate, marker: Marker, at: int) -> int | None:
        if marker.kind is Class.DECIMAL:
            return self._decimal(candidate, marker)
        same = [
            depth
            for depth, level in enumerate(self.levels)
            if level.marker and level.marker.key == marker.key
        ]
        if candidate.weak and (same or marker.number > 1):
            return None
        if same:
            return self._again(candidate, marker, same, at)
        if marker.number > 1 and not self._resumes(candidate, marker):
            return None
        depth = len(self.levels)
        while depth and self._closes(depth - 1, marker, candidate.style, at):
            depth -= 1
        return depth

    def _again(
        self, candidate: Candidate, marker: Marker, same: Sequence[int], at: int
    ) -> int | None:
        """Place a number that does not follow, of a class that is open."""
        innermost = self.levels[same[-1]].marker
        last = innermost.number if innermost else 0
        if marker.number == 1 and (last > 1 or same[-1] < len(self.levels) - 1):
            # 一、 again: a list of its own inside the running section, or the next round.
            nested = self._inside(marker, same[-1], at)
            nested = nested or self._comes_back(marker, last + 1, same[-1], at)
            return len(self.levels) if nested and len(same) == 1 else same[-1]
        # A number given twice by mistake is still a heading, and so is a plain one.
        twice = marker.number == last and (marker.number > 1 or candidate.company)
        official = marker.kind <= Class.CHINESE_ROUND or candidate.own_line or candidate.company
        return same[-1] if (twice and official) or candidate.certain else None

    def _inside(self, marker: Marker, depth: int, at: int) -> bool:
        """Say whether a marker stands inside a level below `depth`: one that goes on later, or
        that held such a marker before.
        """
        below = [level.marker for level in self.levels[depth + 1 :] if level.marker]
        held = any((outer.key, marker.key) in self._held for outer in below[-1:])
        return held or any(self._coming(outer, depth, at) == outer.next for outer in below)

    def _comes_back(self, marker: Marker, number: int, depth: int, at: int) -> bool:
        """Say whether a series that begins with 1 ends where the one around it goes on."""
        coming = self.ahead.markers(marker.key, at, self._end(depth, at))
        expected = 2
        for found in islice(coming, _AHEAD):
            if found.number == expected:
                expected += 1
            elif found.number == 1:  # the next such series
                expected = 2
            else:
                return found.number == number
        return False

    def _resumes(self, candidate: Candidate, marker: Marker) -> bool:
        """Say whether a class may open with this number: those before it are closed or missing."""
        if marker.number == self.closed.get(marker.key, 0) + 1 or candidate.certain:
            return True
        official = marker.kind <= Class.CHINESE_ROUND and candidate.own_line
        return (official or candidate.company) and marker.number <= 3

    def _decimal(self, candidate: Candidate, marker: Marker) -> int | None:
        """Place 1.2.1: under 1.2, else beside others as deep, else where it begins."""
        for depth in range(len(self.levels) - 1, -1, -1):
            above = self.levels[depth].marker
            if above is None or above.numbers != marker.numbers[:-1]:
                continue
            if above.kind is Class.DECIMAL or above.kind in _PARENTS:
                return depth + 1 if marker.number <= 2 or candidate.company else None
        begins = set(marker.numbers) == {1} or (self.decimals and marker.number <= 2)
        if not (begins or candidate.company or candidate.style):
            return None
        depth = len(self.levels)
        while depth and _as_deep(self.levels[depth - 1], marker, candidate.style):
            depth -= 1
        return depth

    def _closes(self, depth: int, marker: Marker, style: int | None, at: int) -> bool:
        """Say whether an open level closes when this marker opens one."""
        level = self.levels[depth]
        if not _as_deep(level, marker, style):
            return False
        if level.marker is None or (style is not None and level.style is not None):
            return True
        pair = (level.marker.key, marker.key)
        if pair in self.turned:
            return False
        if level.marker.kind is Class.DECIMAL and marker.kind is Class.NUMBER:
            return False  # had the decimal numbers grown out of 1., that would be open
        if level.marker.kind is Class.LETTER and self.levels[0].order[0] is Class.ROMAN:
            return False  # I. A. 1.
        if self._coming(level.marker, depth, at) == level.marker.next:
            self.turned.add(pair)
            return False
        if min(level.marker.kind, marker.kind) > Class.DECIMAL:
            self._doubted.add(pair)
        return True

    def _bare(self, candidate: Candidate, at: int) -> int:
        """Place a heading without a marker: by style, by the contents, else by what goes on."""
        rank = Class.LETTER_HALF if candidate.frame else candidate.rank or Class.CHINESE
        style = candidate.style
        if candidate.frame:
            depth = 0
        elif style is not None:
            depth = self._prefix(lambda level: level.style is not None and level.style < style)
        elif candidate.rank is not None:
            depth = self._prefix(lambda level: level.order[0] < rank)
        else:
            depth = self._unranked(at)
        del self.levels[depth:]
        self.levels.append(Level(None, style, rank))
        return len(self.levels)

    def _prefix(self, stays: Callable[[Level], bool]) -> int:
        """Return how many of the open levels, from the outermost, stay open."""
        closing = (depth for depth, level in enumerate(self.levels) if not stays(level))
        return next(closing, len(self.levels))

    def _unranked(self, at: int) -> int:
        """Return the depth of a heading known by its looks: that of the last one, or inside what
        goes on after it.
        """
        for depth in range(len(self.levels) - 1, -1, -1):
            marker = self.levels[depth].marker
            if marker is None:
                return depth
            if self._coming(marker, depth, at) == marker.next:
                return depth + 1
        return self._prefix(lambda level: level.order[0] < Class.CHINESE)


def _skipped(level: Level, marker: Marker) -> frozenset[int]:
    """Return the numbers of a series that are passed over once this marker stands in it."""
    last = level.marker.number if level.marker else 0
    return level.skipped.union(range(last + 1, marker.number)) - {marker.number}


def _as_deep(level: Level, marker: Marker, style: int | None) -> bool:
    """Say whether a level is as deep as a marker or deeper, by style or by custom."""
    if style is not None and level.style is not None:
        return level.style >= style
    if level.marker is None:
        return level.order[0] > marker.kind
    return level.order >= marker.key
