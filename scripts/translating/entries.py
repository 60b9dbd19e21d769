"""One sentence of the source with its English, and a catalogue brought up to date."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

__all__ = ["Entry", "current", "lacking"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A sentence; `context` tells apart two uses of a word, `plural` marks one with a number."""

    chinese: str
    context: str | None = None
    plural: str | None = None
    english: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What no two entries share, and the order in which they are kept."""
        return self.chinese, self.context or ""


def current(found: Collection[Entry], kept: Collection[Entry]) -> tuple[Entry, ...]:
    """Return what the source says with the English that is kept, in a stable order.

    An entry without English has none in `kept`. What only `kept` holds is gone.
    """
    known = {entry.key: entry for entry in kept}
    merged = {}
    for entry in found:
        old = known.get(entry.key)
        forms = 1 if entry.plural is None else 2
        fits = old is not None and old.plural == entry.plural and len(old.english) == forms
        english = old.english if old is not None and fits else ()
        merged[entry.key] = Entry(entry.chinese, entry.context, entry.plural, english)
    return tuple(merged[key] for key in sorted(merged))


def lacking(entries: Collection[Entry]) -> tuple[Entry, ...]:
    """Return the entries without English."""
    return tuple(entry for entry in entries if not entry.english or not all(entry.english))
