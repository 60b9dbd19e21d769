"""Images and Word files with images for tests, byte by byte; no picture is ever drawn."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Sequence
from datetime import datetime

import docx

from index.settings import MEGABYTE


def png(width: int = 120, height: int = 80, seed: int = 0) -> bytes:
    """A grey PNG of noise; another seed gives other bytes."""
    noise = random.Random(seed)  # noqa: S311 - a picture, not a secret
    rows = b"".join(b"\x00" + noise.randbytes(width) for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(rows))
        + _chunk(b"IEND", b"")
    )


def jpeg(width: int = 120, height: int = 80, before: int = 0) -> bytes:
    """The segments of a JPEG up to its frame, `before` bytes of a profile standing before it."""
    profile = b"".join(
        b"\xff\xe2" + struct.pack(">H", 2 + len(piece)) + piece
        for piece in (b"p" * min(60_000, before - at) for at in range(0, before, 60_000))
    )
    frame = struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    tables = b"\xff\xc4" + struct.pack(">H", 4) + b"\x00\x00"
    app = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    return b"\xff\xd8" + app + profile + tables + b"\xff\xff\xc0" + frame + b"\x00" * 1200


def gif(width: int = 120, height: int = 80) -> bytes:
    """The head of a GIF with filling behind it."""
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x00" * 1200


def bmp(width: int = 120, height: int = 80) -> bytes:
    """The head of a BMP with filling behind it; a negative height is one whose rows run down."""
    info = struct.pack("<Iii", 40, width, height)
    return b"BM" + b"\x00" * 12 + info + b"\x00" * 1200


def a_word_file(
    text: str,
    *,
    images: Sequence[bytes] = (),
    author: str = "",
    editor: str = "",
    created: datetime | None = None,
) -> bytes:
    """A Word file as a program writes it, with images at its end."""
    made = docx.Document()
    for line in text.splitlines():
        made.add_paragraph(line)
    for image in images:
        made.add_picture(io.BytesIO(image))
    made.core_properties.author = author
    made.core_properties.last_modified_by = editor
    if created is not None:
        made.core_properties.created = created
    target = io.BytesIO()
    made.save(target)
    assert target.tell() < MEGABYTE
    return target.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
