"""Phrases of any length by suffix arrays: in which passages, how often, at which places?

One text is kept in two forms: as folded, and without punctuation (loose). Characters are numbered
by rank among those that occur, two bytes each (four where more than 65,536 occur).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engine import Form, Phrase
from index.engines.embedded.rows import END, FoldedRows
from index.engines.embedded.suffixes import (
    Positions,
    SortedText,
    as_numbers,
    guide_to,
    sort_suffixes,
)
from index.folding import is_mark

Ints = NDArray[np.int64]

_FEW = 128  # places; fewer are counted without arrays


def phrase_arrays(rows: FoldedRows) -> dict[str, NDArray[Any]]:
    """Sort all suffixes of both forms; return what PhraseIndex needs."""
    occurs = np.zeros(0x110000, dtype=bool)
    occurs[END] = True
    occurs[rows.codes] = True
    (alphabet,) = np.nonzero(occurs)
    kind = ">u2" if len(alphabet) <= 1 << 16 else ">u4"
    rank = (np.cumsum(occurs, dtype=np.int64) - 1).astype(kind)
    text = rank[rows.codes]
    (skipped,) = np.nonzero(is_mark(rows.codes) & (rows.codes != END))
    loose = np.delete(text, skipped)
    gaps = skipped - np.arange(len(skipped))
    return {
        "alphabet": alphabet.astype("<u4"),
        "starts": rows.starts,
        "inner": rows.inner,
        "heads": rows.heads,
        "begins": rows.begins,
        "ends": rows.ends,
        "signed": rows.signed,
        "text": text,
        "suffixes": (suffixes := sort_suffixes(text)),
        "guide": guide_to(text, suffixes),
        "gaps": gaps.astype("<i4"),
        "loose_text": loose,
        "loose_suffixes": (suffixes := sort_suffixes(loose)),
        "loose_guide": guide_to(loose, suffixes),
    }


class PhraseIndex:
    """Answers over the arrays of one segment. Only reads: safe to share between threads."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]] | Any) -> None:
        self._alphabet = arrays["alphabet"]
        self._text = arrays["text"]
        self._starts = arrays["starts"]
        self._inner = arrays["inner"]
        self._heads = arrays["heads"]
        self._figures = arrays["begins"], arrays["ends"], arrays["signed"]
        self._expanded = frozenset(map(chr, self._alphabet[np.unique(self._text[self._inner])]))
        stored = np.arange(len(self._alphabet)).astype(self._text.dtype).tobytes()
        width = self._text.itemsize
        self._stored = {
            chr(code): stored[rank * width : (rank + 1) * width]
            for rank, code in enumerate(self._alphabet.tolist())
            if code != END
        }
        exact = SortedText(self._text, arrays["suffixes"], arrays["guide"])
        loose = SortedText(arrays["loose_text"], arrays["loose_suffixes"], arrays["loose_guide"])
        everything = np.empty(0, dtype=np.int32)
        self._exact = _FormOfText(exact, everything, self._starts, self._figures)
        self._loose = _FormOfText(loose, arrays["gaps"], self._starts, self._figures)

    def count(self, phrase: Phrase) -> int:
        """Return at how many places a phrase starts, dropped reports included."""
        parts = self._spelled(phrase)
        if parts is None:
            return 0
        form = self._exact if phrase.form is Form.EXACT else self._loose
        if len(parts) == 1 and phrase.parts[0][0] not in self._expanded:
            start, end = form.text.range(parts[0])
            return end - start
        return len(self._found(form, phrase, parts)[0])

    def by_row(self, phrase: Phrase) -> tuple[Ints, Ints]:
        """Return in which rows a phrase starts, rising, and how often in each."""
        parts = self._spelled(phrase)
        if parts is None:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        form = self._exact if phrase.form is Form.EXACT else self._loose
        if len(parts) == 1 and phrase.parts[0][0] not in self._expanded:
            start, end = form.text.range(parts[0])
            if end - start <= _FEW:
                return form.counted_few(form.text.few(start, end))
            return form.counted(form.text.between(start, end, parts[0]))
        return form.counted(self._found(form, phrase, parts)[0])

    def places(self, phrase: Phrase, rows: Ints | None = None) -> tuple[Ints, Ints, Ints]:
        """Return row, offset and length of every place where a phrase starts (in some rows).

        The rows rise; offsets and lengths count exactly folded characters.
        """
        none = np.empty(0, np.int64)
        parts = self._spelled(phrase)
        if parts is None or (rows is not None and not len(rows)):
            return none, none, none
        form = self._exact if phrase.form is Form.EXACT else self._loose
        areas = None
        if rows is not None:
            areas = form.areas(rows)
            if int((areas[:, 1] - areas[:, 0]).sum()) >= len(form.text) // 64:
                areas = None  # so many that looking everywhere costs less
        starts, ends = self._found(form, phrase, parts, areas)
        at = form.rows_of(starts)
        if rows is not None and areas is None:
            inside = np.isin(at, rows)
            starts, ends, at = starts[inside], ends[inside], at[inside]
        first = form.exact(starts)
        return at, first - self._starts[at], form.exact(ends - 1) + 1 - first

    def rows(self, first: int, last: int) -> FoldedRows:
        """Give back the passages from row `first` up to `last`, a whole report, as they came."""
        start = int(self._starts[first]) if first < len(self._starts) else len(self._text)
        end = int(self._starts[last]) if last < len(self._starts) else len(self._text)
        begins, ends, signed = self._figures

        def inside(rising: NDArray[Any]) -> slice:
            return slice(*np.searchsorted(rising, (start, end)))

        return FoldedRows(
            codes=self._alphabet[self._text[start:end]],
            starts=self._starts[first:last] - start,
            inner=self._inner[inside(self._inner)] - start,
            heads=self._heads[inside(self._inner)] - start,
            begins=begins[inside(begins)] - start,
            ends=ends[inside(begins)] - start,
            signed=signed[inside(signed)] - start,
        )

    def _spelled(self, phrase: Phrase) -> list[bytes] | None:
        """Return the parts as the text stores them; None where a character stands nowhere."""
        stored = self._stored
        try:
            return [b"".join([stored[one] for one in part]) for part in phrase.parts]
        except KeyError:
            return None

    def _found(
        self, form: _FormOfText, phrase: Phrase, parts: list[bytes], areas: Ints | None = None
    ) -> tuple[Positions, Positions]:
        """Return start and end (in the form's text) of every match that starts in the areas."""
        starts, ends = form.matches(parts, areas)
        if len(starts) and phrase.parts[0][:1] in self._expanded:
            keep = self._one_each(form.exact(starts))
            starts, ends = starts[keep], ends[keep]
        return starts, ends

    def _one_each(self, positions: Positions) -> NDArray[np.bool_]:
        """Say which are the first start inside their original character."""
        at = np.minimum(np.searchsorted(self._inner, positions), len(self._inner) - 1)
        origins = np.where(self._inner[at] == positions, self._heads[at], positions)
        keep = np.ones(len(positions), dtype=bool)
        keep[1:] = origins[1:] != origins[:-1]
        return keep


class _FormOfText:
    """One form of the text, and where rows and figures stand in it.

    `gaps[i]` is how many characters of this form stand before the i-th one that it leaves out.
    """

    def __init__(
        self,
        text: SortedText,
        gaps: NDArray[np.int32],
        starts: NDArray[np.int32],
        figures: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]],
    ) -> None:
        self.text = text
        self._gaps = gaps
        self._exact_starts = starts
        self._exact_figures = figures

    def matches(self, parts: Sequence[bytes], areas: Ints | None) -> tuple[Positions, Positions]:
        """Return start and end of every match, starts rising, each once with its furthest end."""
        first, *rest = parts
        if not first:
            starts, ends = self._leading(areas)
        else:
            if areas is None:
                starts = self.text.positions(first)
            else:
                starts = self.text.positions_within(first, areas)
            ends = starts + self.text.length(first)
        for place, part in enumerate(rest):
            if first or place:
                starts, ends = self._over_figure(starts, ends)
            if part:
                held = self.text.holds(part, ends)
                starts, ends = starts[held], ends[held] + self.text.length(part)
        if len(parts) > 1 and len(starts):
            order = np.lexsort((-ends, starts))
            starts, ends = starts[order], ends[order]
            keep = np.concatenate([[True], starts[1:] != starts[:-1]])
            starts, ends = starts[keep], ends[keep]
        return starts, ends

    def exact(self, positions: Positions) -> Positions:
        """Return where characters of this form stand in the exact text."""
        if not len(self._gaps):
            return positions
        return positions + np.searchsorted(self._gaps, positions, side="right")

    def areas(self, rows: Ints) -> Ints:
        """Return from where up to where each of the rows stands in this form."""
        last = np.append(self._starts[1:], len(self.text))
        return np.stack([self._starts[rows], last[rows]], axis=1).astype(np.int64)

    def rows_of(self, positions: Positions) -> Ints:
        """Return in which row each position stands."""
        found: Ints = np.searchsorted(self._starts, positions, side="right") - 1
        return found

    def counted(self, positions: Positions) -> tuple[Ints, Ints]:
        """Return the rows in which rising positions stand, and how many in each."""
        if len(positions) < len(self._starts):
            rows = self.rows_of(positions)
            firsts = np.flatnonzero(np.append(True, rows[1:] != rows[:-1])[: len(rows)])
            return rows[firsts], np.diff(np.append(firsts, len(rows)))
        edges = np.append(np.searchsorted(positions, self._starts), len(positions))
        counts = np.diff(edges)
        rows = np.flatnonzero(counts)
        return rows, counts[rows]

    def counted_few(self, positions: list[int]) -> tuple[Ints, Ints]:
        """Do as `counted` without arrays, which take longer to set up than to fill."""
        starts = self._rising
        counts = Counter(bisect_right(starts, at) - 1 for at in positions)
        return np.array(list(counts), np.int64), np.array(list(counts.values()), np.int64)

    def _leading(self, areas: Ints | None) -> tuple[Positions, Positions]:
        begins, ends, signed = self._figures
        if areas is not None:
            inside = [slice(*np.searchsorted(begins, area)) for area in areas]
            begins = np.concatenate([begins[:0], *(begins[part] for part in inside)])
            ends = np.concatenate([ends[:0], *(ends[part] for part in inside)])
        keep = ~np.isin(begins, signed)  # a figure with a sign begins at its sign
        return begins[keep].astype(np.int64), ends[keep].astype(np.int64)

    def _over_figure(self, starts: Positions, ends: Positions) -> tuple[Positions, Positions]:
        """Go on from `ends` over a figure that begins there, in each way it can be read."""
        begins, figure_ends, _ = self._figures
        first = np.searchsorted(begins, ends)
        ways = np.searchsorted(begins, ends, side="right") - first
        taken = np.repeat(np.arange(len(ends)), ways)
        within = np.arange(len(taken)) - np.repeat(np.cumsum(ways) - ways, ways)
        return starts[taken], figure_ends[first[taken] + within].astype(np.int64)

    @cached_property
    def _skipped(self) -> Ints:
        return self._gaps + np.arange(len(self._gaps), dtype=np.int64)

    @cached_property
    def _starts(self) -> NDArray[np.int32]:
        if not len(self._gaps):
            return self._exact_starts
        before = np.searchsorted(self._skipped, self._exact_starts)
        return (self._exact_starts - before).astype(np.int32)

    @cached_property
    def _rising(self) -> Any:
        return as_numbers(self._starts)

    @cached_property
    def _figures(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        begins, ends, signed = self._exact_figures
        if not len(self._gaps):
            return begins, ends, signed
        skipped = self._skipped
        signed = signed[~np.isin(signed - 1, skipped)]  # this form keeps their sign
        moved = [(at - np.searchsorted(skipped, at)).astype(np.int32) for at in (begins, ends)]
        return moved[0], moved[1], (signed - np.searchsorted(skipped, signed)).astype(np.int32)
