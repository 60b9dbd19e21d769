"""Two subjects compared: from texts that are ready to the answer. Needs no library."""

from __future__ import annotations

from pathlib import Path

from index.errors import BadQuery
from index.words import Cutter
from search.comparing.compare import compare
from search.comparing.differing.relocating import relocations
from search.comparing.differing.tokens import Cut
from search.comparing.figures.figuring import Tables, figures
from search.comparing.model import ColumnsBy, CompareRequest, Comparison
from search.comparing.subjects import Subject, draft
from search.drafted import PASTED

LONGEST = 1_000_000  # characters of one side: no report is that long, and it takes minutes


def compare_drafts(request: CompareRequest, home: Path | None = None) -> Comparison:
    """Compare two drafts without any library; `home` may hold words of its own.

    Nothing is written, unless `home` is there and keeps the loaded dictionary for the next start.
    Raises BadQuery (fields left, right), UnreadableReport.
    """
    left, right = draft(request.left, "left"), draft(request.right, "right")
    return compared(left, right, Cutter(home).pieces, request.columns)


def compared(
    left: Subject, right: Subject, cut: Cut, columns: ColumnsBy = ColumnsBy.NAME
) -> Comparison:
    """Compare two texts whose words `cut` gives. Raises BadQuery (`too_long_to_compare`)."""
    for side, field in ((left, "left"), (right, "right")):
        if side.said.characters > LONGEST:
            name = side.said.title or side.said.file or PASTED
            raise BadQuery("too_long_to_compare", field=field, name=name, limit=LONGEST)
    table = compare(left.text, right.text, cut, columns)
    return Comparison(
        left=left.said,
        right=right.said,
        similarity=table.similarity,
        sections=table.sections,
        summary=table.summary,
        rows=table.rows,
        figures=figures(table.rows, cut, Tables(left.text.tables, right.text.tables, table.tables)),
        relocations=relocations(table.rows),
        tables=table.tables,
        left_tables=left.text.tables,
        right_tables=right.text.tables,
        columns=columns,
    )
