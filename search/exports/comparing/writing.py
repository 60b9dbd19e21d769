"""From a comparison to a finished file: written beside its place, then put there whole."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from search.comparing.model import Comparison
from search.exports import COMPARE_FORMATS
from search.exports.comparing import book, page, paper
from search.exports.comparing.beside import Beside
from search.exports.gathering import Cancelled, Steps, Told
from search.exports.words import Say
from search.exports.writing import format_of, written


def compare_format(target: Path) -> str:
    """Return the format of a file with a comparison. Raises BadQuery (`bad_format`)."""
    return format_of(target, COMPARE_FORMATS)


def export_comparison(
    found: Comparison,
    target: Path,
    *,
    say: Say,
    told: Told | None = None,
    cancelled: Cancelled | None = None,
    overwrite: bool = False,
) -> None:
    """Write a comparison (html, docx, xlsx); needs no library.

    `told` counts rows. Raises BadQuery, Refused, Stopped: then there is no file.
    """
    write = {"html": page.write, "docx": paper.write, "xlsx": book.write}[compare_format(target)]
    beside = Beside(found, datetime.now().astimezone(), say)
    steps = Steps(len(found.rows), told, cancelled)
    with written(target, overwrite=overwrite) as part:
        write(part, beside, steps)
