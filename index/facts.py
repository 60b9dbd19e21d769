"""What a report is: title, year, unit and kind, each with where it was found.

Order of trust: a person, the manifest, the title or subtitle, the file name, the folders, nothing.
A year is never taken from a section and never invented.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.kinds import kind_in, kind_span
from index.model import Facts, FileFacts, Origin, Outline
from index.outline.titles import is_subtitle
from index.units import unit_in_folder, unit_in_label, unit_in_line, unit_in_name, unit_in_title
from index.years import is_date, year_in_name, year_in_title

_NEAR = 4  # passages around the title
_SHORT = 40  # characters of a line that is a unit
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}$")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a manifest row states about a file; None where it says nothing."""

    title: str | None = None
    year: int | None = None
    unit: str | None = None
    kind: str | None = None


def recognise(
    outline: Outline,
    *,
    file: str,
    parents: Sequence[str] = (),
    stated: Stated | None = None,
    said: FileFacts | None = None,
) -> Facts:
    """Recognise a report's facts from its outline, its file name and the folders above it.

    `file` is the name as shown (`/` between folders and archives), `parents` are the folders above,
    outermost first; folders named in `file` count as well. `said` is what the file says of itself:
    its title stands in where the text has none.
    """
    *inner, name = file.split("/")
    stem = _EXTENSION.sub("", name)
    folders = [*parents, *(folder for folder in inner if folder not in parents)]
    head = _head(outline)
    title = head[0]
    own = _own_title(said, title)
    if own and (not title or kind_in(title) is None):
        facts = Facts(title=own, title_from=Origin.STATED)
    elif title:
        facts = Facts(title=title, title_from=Origin.TITLE)
    else:
        facts = Facts(title=_title_from_name(stem), title_from=Origin.FILE)
    facts = _with_own(facts, own)
    facts = _with_year(facts, head, stem, folders)
    facts = _with_kind(facts, head, stem, folders)
    alone = _alone(outline) if facts.kind != "政府工作报告" else []
    facts = _with_unit(facts, head, alone, stem, folders)
    return _with_stated(facts, stated) if stated else facts


def _head(outline: Outline) -> list[str]:
    """Return the title and the subtitles right below it."""
    title = re.sub(r"\s+", " ", outline.title.text).strip() if outline.title else ""
    below = [passage.text for passage in outline.preamble[:_NEAR]]
    return [title, *(text for text in below if is_subtitle(text) or _is_dated(text))]


def _is_dated(text: str) -> bool:
    """Say whether a line is a date, or the unit that signs and a date."""
    *unit, date = text.split() or [""]
    return is_date(text) or (is_date(date) and unit_in_line("".join(unit)) is not None)


def _alone(outline: Outline) -> list[str]:
    """Return the short lines around the title, on one of which a unit may sign."""
    return [passage.text for passage in outline.preamble[:_NEAR] if len(passage.text) <= _SHORT]


def _own_title(said: FileFacts | None, title: str) -> str | None:
    """Return the title that a file states of itself, where the text's own title says less."""
    own = (said.title if said else None) or ""
    less = re.sub(r"\s+", "", title) in re.sub(r"\s+", "", own)
    return own if less or (kind_in(own) and not kind_in(title)) else None


def _with_own(facts: Facts, own: str | None) -> Facts:
    """Take year, kind and unit from the title that a file states; better sources come after."""
    if not own:
        return facts
    year, kind = year_in_title(own), kind_in(own)
    unit = unit_in_title(own, kind)
    origins = (Origin.STATED if found is not None else Origin.NONE for found in (year, kind, unit))
    year_from, kind_from, unit_from = origins
    return replace(
        facts,
        year=year,
        year_from=year_from,
        kind=kind,
        kind_from=kind_from,
        unit=unit,
        unit_from=unit_from,
    )


def _with_year(facts: Facts, head: list[str], stem: str, folders: list[str]) -> Facts:
    for text in head:
        year = year_in_title(text)
        if year:
            return replace(facts, year=year, year_from=Origin.TITLE)
    if facts.year is not None:
        return facts
    year = year_in_name(stem)
    if year:
        return replace(facts, year=year, year_from=Origin.FILE)
    for folder in reversed(folders):
        year = year_in_name(_EXTENSION.sub("", folder))
        if year:
            return replace(facts, year=year, year_from=Origin.FOLDER)
    return facts


def _with_kind(facts: Facts, head: list[str], stem: str, folders: list[str]) -> Facts:
    in_title = next((kind for text in head if (kind := kind_in(text))), None)
    in_name = kind_in(stem)
    if in_title:
        return replace(facts, kind=in_title, kind_from=Origin.TITLE)
    if facts.kind is not None:
        return facts
    if in_name:
        return replace(facts, kind=in_name, kind_from=Origin.FILE)
    for folder in reversed(folders):
        kind = kind_in(folder)
        if kind:
            return replace(facts, kind=kind, kind_from=Origin.FOLDER)
    return facts


def _with_unit(
    facts: Facts, head: list[str], alone: list[str], stem: str, folders: list[str]
) -> Facts:
    for text in head[1:]:
        unit = unit_in_label(text)
        if unit:
            return replace(facts, unit=unit, unit_from=Origin.TITLE)
    for text in head:
        unit = unit_in_title(text, facts.kind)
        if unit:
            return replace(facts, unit=unit, unit_from=Origin.TITLE)
    if facts.unit is not None:
        return facts
    for text in alone:
        unit = unit_in_line(text)
        if unit:
            return replace(facts, unit=unit, unit_from=Origin.TITLE)
    unit = unit_in_name(stem, facts.kind)
    if unit:
        return replace(facts, unit=unit, unit_from=Origin.FILE)
    for folder in reversed(folders):
        unit = unit_in_folder(_EXTENSION.sub("", folder))
        if unit:
            return replace(facts, unit=unit, unit_from=Origin.FOLDER)
    return facts


def _with_stated(facts: Facts, stated: Stated) -> Facts:
    for field in ("title", "year", "unit", "kind"):
        value = getattr(stated, field)
        if value is not None:
            facts = replace(facts, **{field: value, f"{field}_from": Origin.MANIFEST})
    return facts


def _title_from_name(stem: str) -> str:
    """Return the readable part of a file name: `2024_某某市_政府工作报告` is a 政府工作报告."""
    pieces = [piece for piece in re.split(r"[_＿]+", stem) if piece.strip()]
    named = [piece for piece in pieces if kind_span(piece)]
    return (named[-1] if named else stem).strip() or stem
