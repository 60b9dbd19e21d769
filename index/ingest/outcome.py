"""What an add did, file by file, and how far it is. Plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.model import NO_SCAN, Scan


@dataclass(frozen=True, slots=True)
class Added:
    """A report that came in, or (unchanged) was there already. `removed` counts pieces."""

    id: int
    file: str
    title: str
    year: int | None
    unit: str | None
    kind: str | None
    sections: int
    passages: int
    removed: int = 0
    replaces: int | None = None  # the version that this one took the place of
    maybe_replaces: int | None = None  # a report that it may be meant to replace
    same_bytes: int | None = None  # a report whose file is the same to the byte
    scan: Scan = NO_SCAN


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not taken, with the error's message key and values."""

    file: str
    key: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an add did; each file stands in one list. `replaced` took an older version's place.

    `not_reports` came with a folder or an archive and have no report format; one that was named
    itself is `refused`.
    """

    added: tuple[Added, ...] = ()
    unchanged: tuple[Added, ...] = ()
    replaced: tuple[Added, ...] = ()
    refused: tuple[RefusedFile, ...] = ()
    not_reports: tuple[RefusedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far long work is. `file` is the last one finished, `seconds` since the start.

    `stage` is `relate` where, after files were taken, their passages are related to the others, and
    `recognise` while page `page` of `pages` of `file`, which is not finished then, is recognised.
    """

    done: int
    total: int
    passages: int
    seconds: float
    file: str = ""
    stage: str = ""
    page: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Extent:
    """How much was read of a file. `removed` counts pieces, `exclusions` what people took out of
    the rates.
    """

    passages: int
    sections: int
    removed: int
    figures: int
    tables: int
    characters: int
    exclusions: int = 0


@dataclass(frozen=True, slots=True)
class Reread:
    """A report read anew: what was read `before` and what `after`.

    Where the reading is another (`changed`), the report has the id `now` from now on, and the old
    `id` leads there. `facts` are those recognised otherwise: field, before, after.
    """

    id: int
    now: int
    file: str
    changed: bool
    before: Extent
    after: Extent
    facts: tuple[tuple[str, str | int | None, str | int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A report whose file could not be read anew: its earlier text stays. `key` says why."""

    id: int
    file: str
    key: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Rereading:
    """What reading anew did. `left` counts reports that still stand as older rules read them.

    `retried` is what came of the refused files whose bytes are kept; None where not all was read.
    Of a `dry_run` nothing was stored.
    """

    reread: tuple[Reread, ...] = ()
    refused: tuple[Unread, ...] = ()
    retried: Outcome | None = None
    dry_run: bool = False
    left: int = 0
