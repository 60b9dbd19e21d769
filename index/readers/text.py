"""Plain text and Markdown: bytes in, one line for each physical line out.

A form feed begins a new page, lines of cells make a table. In Markdown the hashes of a heading
become its level; all other marks stay, because a report's own asterisks and numbers look just like
them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from index.errors import UnreadableReport
from index.model import FileFacts, Source, Why
from index.readers.blocks import Block, Cut, source_of
from index.readers.encoding import decode
from index.readers.tabbed import with_tables
from index.settings import Limits

_BREAK = re.compile("(?:\r\n|[\n\r\x0b\x85\u2028\u2029])?(\x0c)|\r\n|[\n\r\x0b\x85\u2028\u2029]")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t\u3000]+(?=[^\s#])")
# What a copy out of a web page's source leaves behind: the characters that were meant.
_ENTITY = re.compile(
    r"&(?:nbsp|[lr][sd]quo|quot|mdash|ndash|hellip|middot|times|amp|lt|gt|#\d{2,5}|#[xX][0-9A-Fa-f]{2,5});"
)
_FENCE = re.compile(r" {0,3}(```|~~~)")


def read(name: str, data: bytes, limits: Limits) -> Source:
    """Read plain text. Raises UnreadableReport `not_text`, `empty`, `too_long`."""
    text, encoding = _decoded(name, data)
    facts = FileFacts(media="text/plain", encoding=encoding)
    return source_of(with_tables(_lines(text)), facts, name=name, limits=limits)


def read_markdown(name: str, data: bytes, limits: Limits) -> Source:
    """Read Markdown: as plain text, with `#` headings by level. Raises as `read`."""
    text, encoding = _decoded(name, data)
    facts = FileFacts(media="text/markdown", encoding=encoding)
    return source_of(with_tables(_headed(_lines(text))), facts, name=name, limits=limits)


def _decoded(name: str, data: bytes) -> tuple[str, str]:
    if not data.strip(b"\x00 \t\r\n\x0c\x1a"):
        raise UnreadableReport("empty", file=name)
    found = decode(data)
    if found is None:
        raise UnreadableReport("not_text", file=name)
    text, encoding = found
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text), encoding


def _lines(text: str) -> Iterator[Block]:
    """Cut at line breaks of any kind; pages count from 1 where there is a form feed."""
    page = 1 if "\x0c" in text else 0
    start = 0
    for found in _BREAK.finditer(text):
        yield Block(text[start : found.start()], page=page)
        start = found.end()
        page += 1 if found[1] else 0
    if start < len(text):
        yield Block(text[start:], page=page)


def _headed(lines: Iterator[Block]) -> Iterator[Block]:
    fenced = False
    for line in lines:
        text = line.text or ""
        if _FENCE.match(text):
            fenced = not fenced
        found = None if fenced else _HEADING.match(text)
        if found is None:
            yield line
            continue
        words = _without_closing_hashes(text[found.end() :])
        closing = text[found.end() + len(words) :]
        cuts = (Cut(0, found[0], Why.MARKUP), Cut(len(words), closing, Why.MARKUP))
        yield Block(
            words, len(found[1]), page=line.page, cuts=tuple(cut for cut in cuts if cut.text)
        )


def _without_closing_hashes(heading: str) -> str:
    """Take the hashes away that some write at a heading's end too, with the space before them."""
    bare = heading.rstrip(" \t")
    words = bare.rstrip("#")
    if words == bare or not words.endswith((" ", "\t")):
        return heading
    return words.rstrip(" \t")
