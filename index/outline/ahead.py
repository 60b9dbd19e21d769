"""The markers still to come: where a series goes on is often what says where it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from index.outline.candidates import Candidate
from index.outline.markers import Key, Marker


class Ahead:
    """The markers still to come."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._candidates = candidates
        self._places: dict[Key, list[int]] = defaultdict(list)
        for at, candidate in enumerate(candidates):
            if candidate.marker and not candidate.weak:
                self._places[candidate.marker.key].append(at)

    def next_of(self, key: Key, at: int) -> int:
        """Return the place of the next marker of a kind after place `at`, the end where none is."""
        places = self._places.get(key, [])
        found = bisect_right(places, at)
        return places[found] if found < len(places) else len(self._candidates)

    def markers(self, key: Key, at: int, end: int) -> Iterator[Marker]:
        """Yield the markers of a kind between two places."""
        places = self._places.get(key, [])
        for found in range(bisect_right(places, at), len(places)):
            marker = self._candidates[places[found]].marker
            if places[found] >= end or marker is None:
                return
            yield marker

    def end_of(self, keys: Collection[Key], at: int) -> int:
        """Return the place after `at` where a marker of one of these kinds stands, else the end."""
        return min((self.next_of(key, at) for key in keys), default=len(self._candidates))

    def following(self, key: Key, at: int, end: int) -> tuple[int, ...]:
        """Return the numbers of the next marker of a kind between two places, none if none is."""
        return next((marker.numbers for marker in self.markers(key, at, end)), ())
