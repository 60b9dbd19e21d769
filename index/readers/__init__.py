"""Reading: files of any kind that offices send in, lines and facts out.

`files` says what there is to read, `read` turns one file's bytes into a `Source`. What a file
says is kept as it stands; cleaning it and finding its outline come later.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import PurePosixPath

from index.errors import UnreadableReport
from index.model import Source
from index.readers.content import Content, content_of
from index.readers.listing import Found, delivered_again, files, is_missing, supported
from index.settings import LIMITS, Limits

__all__ = ["Found", "delivered_again", "files", "is_missing", "read", "supported"]

_Reader = Callable[[str, bytes, Limits], Source]


def read(
    name: str, data: bytes, *, limits: Limits = LIMITS, converted: bytes | None = None
) -> Source:
    """Read one file by what it is, whatever its name says.

    `converted` is what was made of an older office file before (`ingest.lots`).
    Raises UnreadableReport and nothing else; whatever a library stumbles over is `damaged`.
    Some C code below cannot be interrupted: a hostile file may hold or end the process, so
    many files are best read in worker processes under a time limit.
    """
    if len(data) > limits.file_size:
        raise UnreadableReport("too_large", file=name, limit=limits.file_size)
    if not data:
        raise UnreadableReport("empty", file=name)
    content = content_of(name, data)
    suffix = PurePosixPath(name).suffix.lower()
    match content:
        case Content.ENCRYPTED:
            raise UnreadableReport("encrypted", file=name)
        case Content.PROTECTED:
            raise UnreadableReport("protected", file=name)
        case Content.DAMAGED:
            raise UnreadableReport("damaged", file=name)
        case Content.SCRAMBLED:
            raise UnreadableReport("scrambled", file=name, suffix=suffix)
    reader = _reader_of(content, data, converted)
    if reader is None:
        raise UnreadableReport("unsupported", file=name, suffix=suffix)
    try:
        return reader(name, data, limits)
    except UnreadableReport:
        raise
    except (MemoryError, RecursionError, Exception) as error:
        raise UnreadableReport("damaged", file=name) from error


def _reader_of(content: Content | None, data: bytes, converted: bytes | None) -> _Reader | None:
    """Return what reads a kind of file. Its libraries are loaded now: who only searches, and every
    process starts by that, needs none of them.
    """
    match content:
        case Content.TEXT | Content.MARKDOWN:
            from index.readers import text

            return text.read if content is Content.TEXT else text.read_markdown
        case Content.DOCX:
            from index.readers import docx

            return docx.read
        case Content.PDF:
            from index.readers import pdf

            return pdf.read
        case Content.HTML:
            from index.readers import html

            return html.read
        case Content.SHEETS:
            from index.readers import sheets

            return sheets.read
        case Content.CSV:
            from index.readers import csvfile

            return csvfile.read
        case Content.SLIDES:
            from index.readers import slides

            return slides.read
        case Content.OFD:
            from index.readers import ofd

            return ofd.read
        case Content.PICTURE:
            from index.readers import pictures

            return pictures.read
        case Content.MAIL:
            from index.readers import mail

            return mail.read
        case _:
            from index.readers import office

            form = office.older(content, data)
            return partial(office.read, form=form, converted=converted) if form else None
