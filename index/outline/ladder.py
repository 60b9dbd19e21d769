"""Where a heading stands among those that are open: the ladder of levels, outermost first.

A marker fits when its number follows the last of its class, or opens a class with 一 or 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from index.outline.markers import Class, Marker


@dataclass(slots=True)
class Level:
    """An open level; `rank` is the class that a heading without a marker has in the contents."""

    kind: Class | None  # None for a heading without a marker
    number: int
    style: int | None
    rank: Class | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paragraph that may open with a heading, `end` being where the heading ends in it."""

    paragraph: int
    end: int
    marker: Marker | None
    words: str
    style: int | None
    own_line: bool
    rank: Class | None = None
    weak: bool = False  # the heading's end is a guess: it must fit the sequence
    certain: bool = False  # a section whatever its number: its words name a role


@dataclass(slots=True)
class Ladder:
    """The open levels, outermost first."""

    levels: list[Level] = field(default_factory=list)
    closed: dict[Class, int] = field(default_factory=dict)  # the last number of closed levels

    def place(self, candidate: Candidate, later: Iterable[int] = ()) -> int | None:
        """Return the level at which a candidate fits, None where it fits nowhere.

        `later` holds the numbers of the markers of its class that come after it.
        """
        marker = candidate.marker
        if marker is None:
            return self._bare(candidate)
        at = self._follows(marker)
        if at is None:
            at = self._opens(candidate, marker, later)
        if at is None:
            return None
        for level in self.levels[at:]:
            if level.kind is not None:
                self.closed[level.kind] = level.number
        del self.levels[at:]
        self.levels.append(Level(marker.kind, marker.number, candidate.style))
        return len(self.levels)

    def depth_of(self, candidate: Candidate) -> int:
        """Return the level at which a candidate would be placed, without placing it."""
        trial = Ladder([replace(level) for level in self.levels])
        return trial.place(candidate) or len(self.levels) + 1

    def _follows(self, marker: Marker) -> int | None:
        for step in (1, 2):  # a number may be missing in a real report
            for at in range(len(self.levels) - 1, -1, -1):
                level = self.levels[at]
                if level.kind is marker.kind and marker.number == level.number + step:
                    return at
        return None

    def _opens(self, candidate: Candidate, marker: Marker, later: Iterable[int]) -> int | None:
        same = [at for at, level in enumerate(self.levels) if level.kind is marker.kind]
        if candidate.weak and (same or marker.number > 1):
            return None
        if same:
            last = self.levels[same[-1]].number
            if marker.number == 1 and last > 1:
                # 一、 again: a list of its own inside the running section, or the next round.
                nested = len(same) == 1 and _comes_back(last + 1, later)
                return len(self.levels) if nested else same[-1]
            # A number given twice by mistake is still a heading, and so is a plain one.
            twice = marker.number == last and (marker.number > 1 or candidate.certain)
            official = marker.kind <= Class.CHINESE_ROUND or candidate.own_line
            return same[-1] if (twice and official) or candidate.certain else None
        if marker.number > 1 and not self._resumes(candidate, marker):
            return None
        at = len(self.levels)
        while at and _deeper(self.levels[at - 1], marker.kind, candidate.style):
            at -= 1
        return at

    def _resumes(self, candidate: Candidate, marker: Marker) -> bool:
        """Say whether a class may open with this number: those before it are closed or missing."""
        if marker.number == self.closed.get(marker.kind, 0) + 1 or candidate.certain:
            return True
        official = marker.kind <= Class.CHINESE_ROUND and candidate.own_line
        return official and marker.number <= 3

    def _bare(self, candidate: Candidate) -> int:
        rank = candidate.rank or Class.CHINESE
        at = 0
        while at < len(self.levels):
            level = self.levels[at]
            if candidate.style is not None:
                stays = level.style is not None and level.style < candidate.style
            else:
                stays = (level.kind or level.rank or Class.CHINESE) < rank
            if not stays:
                break
            at += 1
        del self.levels[at:]
        self.levels.append(Level(None, 0, candidate.style, rank))
        return len(self.levels)


def _comes_back(number: int, later: Iterable[int]) -> bool:
    """Say whether a series that begins with 1 ends where the one around it goes on."""
    expected = 2
    for found in later:
        if found == expected:
            expected += 1
        else:
            return found == number
    return False


def _deeper(level: Level, kind: Class, style: int | None) -> bool:
    if style is not None and level.style is not None:
        return level.style >= style
    own = level.kind or level.rank
    return own is not None and own > kind
