"""What was refused before, and what becomes of it as files come in.

A refusal ends when its file is read after all: the same file delivered again, the same bytes in
whatever place, or, of an archive, anything inside it. A file that is refused again keeps its
place, and a person's word with it as long as it is the same file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from index.catalogue import Refusal
from index.catalogue.catalogue import now
from index.errors import DuizhaoError, UnreadableReport
from index.places import UNPLACED, Place
from index.readers import Found
from index.readers.formats import NOT_REPORTS


class Refusals:
    """The refusals of a home, as they stand while files come in; `home` tells uploads apart."""

    def __init__(self, refusals: Iterable[Refusal], home: Path | None) -> None:
        self._home = home
        self._by_name: dict[str, list[Refusal]] = defaultdict(list)
        self._by_path: dict[str, Refusal] = {}
        self._unplaced: dict[str, Refusal] = {}
        self._by_bytes: dict[str, list[Refusal]] = defaultdict(list)
        for one in refusals:
            self._by_name[Place(one.place).name].append(one)
            (self._unplaced if one.loose == UNPLACED else self._by_path)[one.place] = one
            if one.sha256 is not None:
                self._by_bytes[one.sha256].append(one)

    def settled_by(self, found: Found, sha256: str) -> set[int]:
        """Return the refusals that end with a file that was read."""
        if not self._by_name:
            return set()
        ended = {one.id for one in self._of_file(found)}
        ended |= {one.id for one in self._by_bytes.get(sha256, ())}
        return ended | self.opened_by(found)

    def opened_by(self, found: Found) -> set[int]:
        """Return the refusals of what stands around a file: it could be opened after all."""
        if not self._by_name:
            return set()
        placed = (self._by_path.get(path) for path in found.place(self._home).around())
        named = (self._unplaced.get(path) for path in Place(found.name).around())
        return {one.id for one in (*placed, *named) if one is not None}

    def again(self, found: Found, error: UnreadableReport, sha256: str | None) -> Refusal:
        """Return what to keep of a file that is refused, in place of what was kept of it."""
        place = found.place(self._home)
        made = Refusal(
            file=found.name,
            key=error.key,
            values=written(error),
            at=now(),
            place=place.path,
            loose=place.loose,
            parents=found.parents,
            report=may_be_report(found, error),
            sha256=sha256,
        )
        for before in self._of_file(found):
            made = replace(made, id=before.id)
            if _is_same(before, made):
                made = replace(made, reason=before.reason, by=before.by, taken_out=before.taken_out)
        return made

    def _of_file(self, found: Found) -> Iterator[Refusal]:
        """Yield what was kept of this very file."""
        place = found.place(self._home)
        for one in self._by_name.get(place.name, ()):
            if one.loose == UNPLACED:
                if one.file == found.name:
                    yield one
            elif place.same_file(Place(one.place, one.loose)):
                yield one


def may_be_report(found: Found, error: DuizhaoError) -> bool:
    """Tell whether a file that is refused may be a report, as far as was seen of it."""
    return found.report and error.key not in NOT_REPORTS


def _is_same(before: Refusal, after: Refusal) -> bool:
    """Tell whether a file is what it was when a person looked at it."""
    if before.sha256 is not None and after.sha256 is not None:
        return before.sha256 == after.sha256
    return (before.key, before.values) == (after.key, after.values)


def written(error: DuizhaoError) -> dict[str, object]:
    """Return an error's values as they can be kept: names on disk may hold anything."""
    return {
        name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for name, value in error.values.items()
    }
