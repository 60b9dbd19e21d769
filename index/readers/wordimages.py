"""The images of an office file that can be evidence: those its text shows, told by their bytes.

Only what a story of the document (body, header, footer, note) is related to counts: a package may
hold others that nobody sees. An image that cannot be unpacked is left out, the report stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress

from index.model import EmbeddedImage
from index.readers.imagehead import HEAD, media_of, pixels_of
from index.readers.wordpackage import Package
from index.settings import LIMITS, Limits

# Bullets, rules and spacers are drawn by programs and stand in files that have nothing to do with
# one another; what is that small says nothing of where a file comes from.
LEAST_SIDE = 32  # pixels
LEAST_SIZE = 1024  # bytes
MOST = 500  # images of one report: a file made to hold thousands of them is no evidence

_LONGEST_NAME = 200  # characters
_STORIES = ("/header", "/footer", "/footnotes", "/endnotes")


def images(package: Package, stories: Iterable[str] | None = None) -> tuple[EmbeddedImage, ...]:
    """Return the images that the document shows, each content once, in order of their parts.

    `stories` are the parts that show them, if others than those of a Word file. Raises nothing: the
    text is sound, whatever a library makes of a picture.
    """
    found: dict[str, EmbeddedImage] = {}
    for name in _names(package, stories):
        with suppress(Exception):
            image = image_of(package.unpacked(name), name)
            if image is not None:
                found.setdefault(image.sha256, image)
        if len(found) >= MOST:
            break
    return tuple(found.values())


def images_of(data: bytes, limits: Limits = LIMITS) -> tuple[EmbeddedImage, ...]:
    """Return the images of a Word file's bytes; none where it cannot be opened."""
    try:
        package = Package("", data, limits)
    except Exception:
        return ()
    return images(package)


def _names(package: Package, stories: Iterable[str] | None) -> tuple[str, ...]:
    named: dict[str, None] = {}
    with suppress(Exception):  # relations that are no XML, or far too many
        if stories is None:
            stories = [package.main]
            for kind in _STORIES:
                stories.extend(package.related(package.main, kind))
        for story in stories:
            with suppress(Exception):
                named.update(dict.fromkeys(package.related(story, "/image")))
    return tuple(named)


def image_of(pieces: Iterable[bytes], name: str) -> EmbeddedImage | None:
    """Return an image told by its bytes, None where it is too small to say anything."""
    head, size, digest = b"", 0, hashlib.sha256()
    for piece in pieces:
        if size < HEAD:
            head += piece
        size += len(piece)
        digest.update(piece)
    pixels = pixels_of(head)
    if size < LEAST_SIZE or (pixels is not None and min(pixels) < LEAST_SIDE):
        return None
    width, height = pixels or (None, None)
    return EmbeddedImage(
        digest.hexdigest(), media_of(head), size, width, height, name[:_LONGEST_NAME]
    )
