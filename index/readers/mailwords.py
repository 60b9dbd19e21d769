"""Words in the head of a letter: encoded words and names of attachments in, text out.

Offices' mail programs break the rules: raw GBK in a head, a character cut in two by encoded words,
gb2312 that holds characters of GBK. So the bytes are put together first, then decoded as any text.
"""

from __future__ import annotations

import binascii
import re
from email.message import Message
from itertools import groupby

from index.readers.encoding import decode

# RFC 2047; some programs leave white space inside of the word.
_WORD = re.compile(r"=\?([\w.:+-]{1,40})(?:\*[\w-]*)?\?([bBqQ])\?([^?]*)\?=")
_FOLD = re.compile(r"[\r\n]+[ \t]*")
_LONGEST_NAME = 255  # characters of a file's name


def words_of(raw: str) -> str:
    """Return what a head says, in one line; `raw` holds bytes beyond ASCII as surrogates."""
    text = _in_characters(_FOLD.sub(" ", raw))
    pieces: list[tuple[str | None, bytes]] = []  # charset (None: plain text) and bytes
    at = 0
    for found in _WORD.finditer(text):
        data = _unpacked(found[2], found[3])
        if data is None:
            continue
        between = text[at : found.start()]
        if between.strip() or not at:  # white space between two encoded words is none
            pieces.append((None, between.encode("utf-8")))
        pieces.append((found[1].lower(), data))
        at = found.end()
    pieces.append((None, text[at:].encode("utf-8")))
    said = "".join(
        text_in(charset or "utf-8", b"".join(data for _, data in group))
        for charset, group in groupby(pieces, lambda piece: piece[0])
    )
    return " ".join(said.split())


def text_in(charset: str | None, data: bytes) -> str:
    """Decode bytes of which a letter says in what charset they are; what fits none, as Latin-1."""
    if not data.strip():
        return data.decode("latin-1")
    found = decode(data, declared=charset)
    return found.text if found else data.decode("latin-1")


def file_name(part: Message) -> str:
    """Return the name of an attachment without folders; empty where the letter gives none."""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        value = part.get_param(parameter, header=header)
        if isinstance(value, tuple):  # RFC 2231: charset, language, bytes as Latin-1
            value = text_in(value[0], str(value[2]).encode("latin-1", "replace"))
        elif value:
            value = words_of(str(value))
        if value:
            name = re.split(r"[\\/]", value)[-1].strip()
            return name if len(name) <= _LONGEST_NAME else name[-_LONGEST_NAME:]
    return ""


def _in_characters(raw: str) -> str:
    """Return raw bytes in a head as the characters that they most likely are."""
    if raw.isascii():
        return raw
    return text_in(None, raw.encode("utf-8", "surrogateescape"))


def _unpacked(coding: str, text: str) -> bytes | None:
    try:
        if coding in "bB":
            bare = re.sub(r"[^A-Za-z0-9+/]", "", text)
            return binascii.a2b_base64(bare[: len(bare) - (len(bare) % 4 == 1)] + "==")
        return binascii.a2b_qp(text.encode("latin-1"), header=True)
    except (binascii.Error, UnicodeEncodeError):
        return None
