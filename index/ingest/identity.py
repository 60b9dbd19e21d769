"""Is a file a report that is kept already, its next version, or a new one?

The same bytes of the same unit for the same year are one report; the same bytes from two units
are two, for that is the worst reuse there is. A missing or masked unit (某某公司, XX党委) equals no
other: then only the same bytes in the same place are the same report. Files that come in
together never replace one another.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath

from index.catalogue import Claim, Packed, Status, Value, corrected
from index.model import Facts
from index.units import is_known


class Standing(Enum):
    """How a file stands to what is kept."""

    NEW = "new"
    UNCHANGED = "unchanged"
    REPLACES = "replaces"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a file stands, and to which report. If it is new: which report it may be meant to
    replace, or which one has the same bytes.
    """

    standing: Standing
    report: int | None = None
    maybe: int | None = None
    same_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    id: int
    sha256: str
    file: str
    parents: tuple[str, ...]
    facts: Facts
    earlier: bool  # kept before this add began


class Identities:
    """All that is kept, by what settles identity. Grows with each report taken."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._by_bytes: dict[str, list[_Known]] = defaultdict(list)
        self._by_facts: dict[tuple[object, ...], list[_Known]] = defaultdict(list)
        self._by_name: dict[str, list[_Known]] = defaultdict(list)
        self._live: dict[int, _Known] = {}
        self._corrected: dict[str, list[Claim]] = defaultdict(list)
        self._corrections: dict[int, Mapping[str, Value]] = {}
        for claim in claims:
            if claim.status is Status.REREAD:
                continue  # all that was said of it stands with the reading after it
            if claim.corrections:
                self._corrected[claim.sha256].append(claim)
                self._corrections[claim.id] = claim.corrections
            if claim.status is Status.LIVE:
                facts = corrected(claim.recognised, claim.corrections)
                self._enter(
                    _Known(claim.id, claim.sha256, claim.file, claim.parents, facts, earlier=True)
                )

    def corrections_for(self, packed: Packed) -> dict[str, Value]:
        """Return what a person said of these very bytes in this very place, the newest word."""
        for claim in reversed(self._corrected.get(packed.sha256, [])):
            same_unit = packed.facts.unit == claim.recognised.unit
            if same_unit and _same_place(packed, claim):
                return dict(claim.corrections)
        return {}

    def corrections_of(self, report_id: int) -> dict[str, Value]:
        """Return what a person said of a kept report."""
        return dict(self._corrections.get(report_id, {}))

    def judge(self, packed: Packed, facts: Facts) -> Verdict:
        """Settle how a file with these facts (corrections included) stands to what is kept."""
        same_bytes = [known for known in self._by_bytes[packed.sha256] if self._holds(known)]
        for known in reversed(same_bytes):
            if _same_report(packed, facts, known):
                return Verdict(Standing.UNCHANGED, known.id)
        for known in reversed(same_bytes):
            if known.earlier and _knows_more(packed, facts, known):
                return Verdict(Standing.REPLACES, known.id)
        key = _key(facts)
        alike = [known for known in self._by_facts[key] if self._holds(known)] if key else []
        for known in reversed(alike):
            named_alike = _base(known.file) == _base(packed.file)
            if known.earlier and named_alike and known.sha256 != packed.sha256:
                return Verdict(Standing.REPLACES, known.id)
        if same_bytes:
            return Verdict(Standing.NEW, same_bytes=same_bytes[-1].id)
        if alike:
            return Verdict(Standing.NEW, maybe=alike[-1].id)
        return Verdict(Standing.NEW, maybe=self._perhaps(packed, facts))

    def take(self, report_id: int, packed: Packed, facts: Facts) -> None:
        """Count a report as kept from now on."""
        self._enter(
            _Known(report_id, packed.sha256, packed.file, packed.parents, facts, earlier=False)
        )

    def retire(self, report_id: int) -> None:
        """Count a report as live no more."""
        self._live.pop(report_id, None)

    def _perhaps(self, packed: Packed, facts: Facts) -> int | None:
        """A report of unknown year may be another version of one of its name, unit and kind."""
        if not is_known(facts.unit) or facts.kind is None:
            return None
        for known in reversed(self._by_name[_base(packed.file)]):
            same = (known.facts.unit, known.facts.kind) == (facts.unit, facts.kind)
            if self._holds(known) and same and _agree(known.facts.year, facts.year):
                return known.id
        return None

    def _enter(self, known: _Known) -> None:
        self._live[known.id] = known
        self._by_bytes[known.sha256].append(known)
        self._by_name[_base(known.file)].append(known)
        if key := _key(known.facts):
            self._by_facts[key].append(known)

    def _holds(self, known: _Known) -> bool:
        return self._live.get(known.id) is known


def _same_report(packed: Packed, facts: Facts, known: _Known) -> bool:
    if is_known(facts.unit) and is_known(known.facts.unit):
        return facts.unit == known.facts.unit and facts.year == known.facts.year
    if is_known(facts.unit):
        return False  # now it is known whose it is
    if is_known(known.facts.unit):  # the same file, without the manifest that named its unit
        return _very_same_place(packed, known) and facts.year in (None, known.facts.year)
    if not _same_place(packed, known):
        return False
    return facts.year == known.facts.year or (
        facts.year is None and _very_same_place(packed, known)
    )


def _knows_more(packed: Packed, facts: Facts, known: _Known) -> bool:
    """The very same file, of which less was known before: no unit, or no year."""
    return (
        _very_same_place(packed, known)
        and (not is_known(known.facts.unit) or facts.unit == known.facts.unit)
        and _agree(known.facts.year, facts.year)
    )


def _agree(one: int | None, other: int | None) -> bool:
    return one is None or other is None or one == other


def _same_place(packed: Packed, known: _Known | Claim) -> bool:
    folders = packed.parents[-1:], known.parents[-1:]
    return _base(packed.file) == _base(known.file) and (not all(folders) or _equal(*folders))


def _very_same_place(packed: Packed, known: _Known) -> bool:
    return _plain(packed.file) == _plain(known.file) and packed.parents == known.parents


def _equal(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return tuple(map(_plain, one)) == tuple(map(_plain, other))


def _key(facts: Facts) -> tuple[object, ...] | None:
    if not is_known(facts.unit) or facts.year is None or facts.kind is None:
        return None
    return facts.unit, facts.year, facts.kind


def _base(file: str) -> str:
    return PurePosixPath(_plain(file)).name


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name)
