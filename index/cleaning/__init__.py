"""From a source to clean paragraphs: noise out, wrapped lines joined, nothing lost.

In: a `Source`. Out: paragraphs whose every character knows its place in the source,
and the pieces that were removed, each with its reason. White space between paragraphs is layout
and belongs to neither. Cleaning what is clean changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.cleaning.adverts import drop_adverts
from index.cleaning.cells import gather_cells
from index.cleaning.contents import drop_contents
from index.cleaning.continuing import join_tables
from index.cleaning.furniture import drop_furniture
from index.cleaning.markdown import drop_markdown
from index.cleaning.markup import drop_controls, drop_markup
from index.cleaning.pages import drop_page_lines
from index.cleaning.paragraph import Entry, Paragraph, Sheet
from index.cleaning.pasted import split_pasted
from index.cleaning.wrapping import join_wrapped
from index.model import Removed, Source

__all__ = ["Cleaned", "Entry", "Paragraph", "clean"]

_STEPS = (
    drop_controls,
    drop_markup,
    drop_markdown,
    drop_page_lines,
    drop_contents,
    drop_furniture,
    drop_adverts,
    join_tables,
    gather_cells,
    join_wrapped,
    split_pasted,
)
_ROUNDS = 12  # each step only removes, joins or splits; real files settle in two rounds


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Paragraphs in reading order, what was removed (by source offset), and the contents list."""

    paragraphs: tuple[Paragraph, ...]
    removed: tuple[Removed, ...]
    contents: tuple[Entry, ...] = ()


def clean(source: Source) -> Cleaned:
    """Clean a source. Linear in its length for all but hostile input, bounded for that."""
    sheet = Sheet.of(source)
    for _ in range(_ROUNDS):
        before = sheet.mark()
        for step in _STEPS:
            step(sheet)
        if sheet.mark() == before:
            break
    return Cleaned(sheet.finished(), sheet.removed(source), tuple(sheet.contents))
