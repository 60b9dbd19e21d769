"""Settings, each declared once with its default and what it is for."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken before a file is refused; all sizes in bytes unless said."""

    file_size: int = 100 * MEGABYTE  # one report file
    unpacked_size: int = 200 * MEGABYTE  # one docx, html … once unpacked
    characters: int = 5_000_000  # text of one report
    cells: int = 1_000_000  # of one workbook, those that say something
    archive_size: int = 2_000 * MEGABYTE  # one zip archive, unpacked
    archive_files: int = 20_000  # members of one zip archive
    archive_depth: int = 3  # archives inside archives
    office_seconds: int = 60  # LibreOffice, for one file
    lot_files: int = 50  # older office files through one run of LibreOffice
    lot_size: int = 32 * MEGABYTE  # … and all that waits for them
    lot_seconds: int = 30  # … until something comes of one; then it is tried alone
    pdf_pages: int = 3_000
    recognised_pages: int = 500  # pages of one file that are pictures; 0: none is recognised
    picture_pixels: int = 100_000_000  # one picture file, or page of it
    pdf_page_characters: int = 300_000  # one page of a PDF, what is not shown included
    passage: int = 400  # characters; a longer one is cut at sentence ends
    commit_passages: int = 100_000  # passages in one commit of an ingest
    commit_characters: int = 3_400_000  # characters in one commit of an ingest
    commit_bytes: int = 64 * MEGABYTE  # original files in one commit of an ingest
    reader_seconds: int = 180  # a worker process, for one file


LIMITS = Limits()


def home_folder(given: str | os.PathLike[str] | None = None) -> Path:
    """Return the home folder: as given, else DUIZHAO_HOME, else the platform's user data folder."""
    chosen = given or os.environ.get("DUIZHAO_HOME")
    if chosen:
        with suppress(RuntimeError):  # ~someone, and nobody knows where they live
            return Path(chosen).expanduser().absolute()
        return Path(chosen).absolute()
    return Path(platformdirs.user_data_dir("duizhao", appauthor=False))
