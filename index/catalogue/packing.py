"""A draft packed for keeping: what a worker process sends to the one that writes.

Compressing and encoding happen here, in the worker, so that the writer only inserts.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.catalogue.records import FIELDS, Value
from index.catalogue.shapes import Standing, codes_of, decode, encode, standing_of
from index.engine import PassageText, ReportText
from index.model import Draft, EmbeddedImage, Facts, FileFacts, Origin, Outline, Section

if TYPE_CHECKING:
    from index.prints import Prints
    from index.tally import Tally


@dataclass(frozen=True, slots=True)
class Packed:
    """One report ready to be kept. `texts[i]` is the text of the passage with index i.

    `tally` and `prints` are for the engine, and not kept. `removed` counts the pieces taken out of
    the text.
    """

    file: str
    parents: tuple[str, ...]
    sha256: str
    size: int
    original: bytes
    zipped: bool
    facts: Facts
    file_facts: FileFacts
    texts: tuple[str, ...]
    standing: Standing
    codes: bytes
    shape: bytes
    sections: int
    removed: int
    tally: Tally | None = None
    prints: Prints | None = None
    removed_characters: int = 0
    images: tuple[EmbeddedImage, ...] = ()

    @property
    def characters(self) -> int:
        """Characters of all passages."""
        return sum(map(len, self.texts))

    def outline(self) -> Outline:
        """The outline that was packed."""
        return decode(self.shape, self.codes).outline(self.texts)


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A file's bytes as they are kept: their hash and size as they came, zipped where it helps."""

    sha256: str
    size: int
    zipped: bool
    data: bytes


def squeeze(data: bytes) -> Squeezed:
    """Make bytes ready for keeping."""
    zipped = zlib.compress(data, 6)
    worth_it = len(zipped) < len(data) * 0.95
    sha256 = hashlib.sha256(data).hexdigest()
    return Squeezed(sha256, len(data), worth_it, zipped if worth_it else data)


def pack(draft: Draft, parents: tuple[str, ...] = ()) -> Packed:
    """Pack a draft. Raises UnicodeEncodeError where a text cannot be written as UTF-8."""
    passages = draft.outline.passages
    for text in (draft.file, draft.facts.title, *(passage.text for passage in passages)):
        text.encode()
    kept = squeeze(draft.data)
    return Packed(
        file=draft.file,
        parents=parents,
        sha256=draft.sha256,
        size=len(draft.data),
        original=kept.data,
        zipped=kept.zipped,
        facts=draft.facts,
        file_facts=draft.source.facts,
        texts=tuple(passage.text for passage in passages),
        standing=standing_of(passages),
        codes=codes_of(passages),
        shape=encode(draft.outline),
        sections=sum(map(_count, draft.outline.sections)),
        removed=len(draft.outline.removed),
        removed_characters=sum(len(piece.text) for piece in draft.outline.removed),
        images=draft.source.images,
    )


def report_text(
    report_id: int,
    title: str,
    first_passage: int,
    outline: Outline,
    tally: Tally | None = None,
    prints: Prints | None = None,
) -> ReportText:
    """Return the report as an engine takes it."""
    return ReportText(
        id=report_id,
        title=title,
        passages=tuple(
            PassageText(
                id=first_passage + passage.index,
                part=passage.part,
                paragraph=passage.paragraph,
                text=passage.text,
                path=" ".join(passage.path),
            )
            for passage in outline.passages
        ),
        tally=tally,
        prints=prints,
        removed=tuple(piece.text for piece in outline.removed),
    )


def corrected(facts: Facts, corrections: Mapping[str, Value]) -> Facts:
    """Return facts as they hold: a person's word before everything else."""
    said: dict[str, object] = {}
    for field in FIELDS:
        if field in corrections:
            said[field] = corrections[field]
            said[f"{field}_from"] = Origin.PERSON
    return replace(facts, **said)  # type: ignore[arg-type]


def _count(section: Section) -> int:
    return 1 + sum(map(_count, section.sections))
