"""What the catalogue answers with: plain frozen rows, nothing of SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from index.model import EmbeddedImage, Facts, FileFacts, Outline, Scan, Span

FIELDS = ("title", "year", "unit", "kind")
"""The facts that a person may correct."""

Value = str | int | None
"""A fact's value; None says that there is none."""


class Status(StrEnum):
    """Where a report stands. Only live ones are searched."""

    LIVE = "live"
    REPLACED = "replaced"
    REMOVED = "removed"
    REREAD = "reread"  # an earlier reading of the same file, which another stands for


@dataclass(frozen=True, slots=True)
class State:
    """The commit point: which generation stands, the next free ids, the engine that answers."""

    generation: int
    next_report: int
    next_passage: int
    engine: str


@dataclass(frozen=True, slots=True)
class Record:
    """A report in a list, with its facts as they hold (corrections included).

    Its passages have the ids `first_passage` up to `first_passage + passages`; `characters`
    counts those of all passages, `added` is ISO 8601 in UTC. `scanned` counts the pages whose text
    was recognised from a picture, `doubtful` the places there that may be wrong, `unread` pages
    that are pictures and were not recognised.
    """

    id: int
    file: str
    sha256: str
    added: str
    title: str
    year: int | None
    unit: str | None
    kind: str | None
    sections: int
    first_passage: int
    passages: int
    characters: int
    scanned: int = 0
    doubtful: int = 0
    unread: int = 0

    @property
    def scan(self) -> Scan:
        """How much was recognised from pictures."""
        return Scan(self.scanned, self.doubtful, self.unread)


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version of a report, and when a newer file took its place."""

    id: int
    file: str
    added: str
    replaced: str


@dataclass(frozen=True, slots=True)
class Correction:
    """An edit by a person: `earlier` held before; `taken_back` undoes the field's edits."""

    field: str
    value: Value
    earlier: Value
    taken_back: bool
    at: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A whole report: its record, outline, what was recognised, and its earlier versions."""

    record: Record
    status: Status
    status_at: str | None
    replaced_by: int | None
    parents: tuple[str, ...]
    recognised: Facts
    corrections: Mapping[str, Value]
    file_facts: FileFacts
    outline: Outline
    earlier: tuple[Version, ...] = ()
    edits: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What of a kept report decides whether a file is the same one, is its next version, or new."""

    id: int
    status: Status
    file: str
    parents: tuple[str, ...]
    sha256: str
    recognised: Facts
    corrections: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class KeptPassage:
    """A passage as a hit shows it: its id, its paragraph's number, the headings above it."""

    id: int
    paragraph: int
    path: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that could not be taken: the message key and its values, and when.

    `file` is the name that people know it by, `place` where it was delivered (see
    `index.ingest.places`). `report` is False where its format is none of reports. `sha256` names
    its bytes where they are kept. Where a person took it out of the count, `taken_out` says when.
    """

    file: str
    key: str
    values: Mapping[str, object]
    at: str
    id: int = 0
    place: str = ""
    loose: int = 0
    parents: tuple[str, ...] = ()
    report: bool = True
    sha256: str | None = None
    reason: str | None = None
    by: str | None = None
    taken_out: str | None = None

    @property
    def counted(self) -> bool:
        """Whether every statement of what was searched counts it."""
        return self.report and self.taken_out is None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A stretch of a passage taken out of the rates by a person: why, who, when (ISO 8601).

    `taken_back` says when it ended, None while it holds.
    """

    id: int
    passage_id: int
    span: Span
    reason: str
    by: str
    at: str
    report_id: int = 0
    taken_back: str | None = None
    taken_back_by: str | None = None


class Mark(StrEnum):
    """A report that everybody may or must copy from."""

    TEMPLATE = "template"
    SUPERIOR = "superior"  # a document of a superior


@dataclass(frozen=True, slots=True)
class Marking:
    """What was said of a report, by whom and when (ISO 8601); `mark` None took the mark off."""

    report_id: int
    mark: Mark | None
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class SharedImage:
    """An image that is embedded in several reports (ids, rising), with its name in the first."""

    image: EmbeddedImage
    report_ids: tuple[int, ...]
