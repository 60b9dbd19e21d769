"""What the first bytes of an image say: its kind, and how many pixels it has.

PNG, JPEG, GIF and BMP say their size; of others only the kind is told, where it shows. Nothing
is decoded, and bytes that make no sense say nothing.
"""

from __future__ import annotations

import struct

HEAD = 1 << 18  # bytes worth looking at: a JPEG may hold colour profiles and previews first

_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd7\xcd\xc6\x9a", "image/x-wmf"),
    (b"<svg", "image/svg+xml"),
)
_EMF = (40, b" EMF")
_UNKNOWN = "application/octet-stream"
# Markers of a JPEG frame, that hold its size: all of C0 to CF but tables and restarts.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length


def media_of(head: bytes) -> str:
    """Return the media type that an image begins like."""
    for start, media in _KINDS:
        if head.startswith(start):
            return media
    at, sign = _EMF
    return "image/x-emf" if head[at : at + len(sign)] == sign else _UNKNOWN


def pixels_of(head: bytes) -> tuple[int, int] | None:
    """Return width and height as the header states them, None where it states none."""
    try:
        found = _stated(head)
    except struct.error:  # cut off
        return None
    return found if found and min(found) > 0 else None


def _stated(head: bytes) -> tuple[int, int] | None:
    match media_of(head):
        case "image/png" if head[12:16] == b"IHDR":
            return _pair(">II", head, 16)
        case "image/gif":
            return _pair("<HH", head, 6)
        case "image/bmp":
            if struct.unpack_from("<I", head, 14)[0] == 12:  # the header of OS/2
                return _pair("<HH", head, 18)
            width, height = _pair("<ii", head, 18)
            return width, abs(height)  # a negative height: the rows run downwards
        case "image/jpeg":
            return _jpeg(head)
        case _:
            return None


def _jpeg(head: bytes) -> tuple[int, int] | None:
    at = 2
    while at < len(head):
        if head[at] != 0xFF:
            return None
        (marker,) = struct.unpack_from(">B", head, at + 1)
        if marker == 0xFF:  # filling
            at += 1
        elif marker in _BARE:
            at += 2
        elif marker in _FRAMES:
            height, width = _pair(">HH", head, at + 5)
            return width, height
        else:
            (length,) = struct.unpack_from(">H", head, at + 2)
            if length < 2:
                return None
            at += 2 + length
    return None


def _pair(form: str, head: bytes, at: int) -> tuple[int, int]:
    first, second = struct.unpack_from(form, head, at)
    return first, second
