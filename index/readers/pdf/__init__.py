"""PDF files: the text layer as its pages show it, line by line in reading order.

The way: `pdfium` (characters as the file has them) → `glyphs` (as a reader sees them) → `pieces`,
`rows`, `columns`, `lines` (what belongs together, in which order) → `repeated`, `margins`
(what pages add to the text, where a line stands). Joining wrapped lines is cleaning's work.
Pages that are pictures come from `scanned`, recognised, and go the same way.
"""

from __future__ import annotations

from index.readers.pdf.reading import MEDIA, read

__all__ = ["MEDIA", "read"]
