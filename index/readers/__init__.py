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
from index.readers import docx, html, office, pdf, text
from index.readers.content import Content, content_of
from index.readers.found import Found, files, supported
from index.settings import LIMITS, Limits

__all__ = ["Found", "files", "read", "supported"]

_Reader = Callable[[str, bytes, Limits], Source]

_READERS: dict[Content, _Reader] = {
    Content.TEXT: text.read,
    Content.MARKDOWN: text.read_markdown,
    Content.DOCX: docx.read,
    Content.PDF: pdf.read,
    Content.HTML: html.read,
    **{
        content: partial(office.read, suffix=content.value)
        for content in (Content.DOC, Content.WPS, Content.RTF, Content.ODT, Content.WORD_XML)
    },
}


def read(name: str, data: bytes, *, limits: Limits = LIMITS) -> Source:
    """Read one file by what it is, whatever its name says.

    Raises UnreadableReport and nothing else; whatever a library stumbles over is `damaged`.
    Some C code below cannot be interrupted: a hostile file may hold or end the process, so
    many files are best read in worker processes under a time limit.
    """
    if len(data) > limits.file_size:
        raise UnreadableReport("too_large", file=name, limit=limits.file_size)
    if not data:
        raise UnreadableReport("empty", file=name)
    content = content_of(name, data)
    if content is Content.ENCRYPTED:
        raise UnreadableReport("encrypted", file=name)
    if content is Content.DAMAGED:
        raise UnreadableReport("damaged", file=name)
    reader = _READERS.get(content) if content else None
    if reader is None:
        suffix = PurePosixPath(name).suffix.lower()
        raise UnreadableReport("unsupported", file=name, suffix=suffix)
    try:
        return reader(name, data, limits)
    except UnreadableReport:
        raise
    except (MemoryError, RecursionError, Exception) as error:
        raise UnreadableReport("damaged", file=name) from error
