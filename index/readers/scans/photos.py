"""Picture files as pages: decoded one by one, upright as the camera says, at the size of a page.

The door to Pillow. Only PNG, JPEG, TIFF and BMP are decoded, whatever else it could.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

import cv2
import numpy as np
from PIL import Image, ImageOps

from index.readers.recognising import DPI, LONGEST
from index.readers.scans.paper import Colour

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP")
_A4 = 11.69  # inches: the longer side of a page, where the file does not say how large it is
_PLAUSIBLE = (4.0, 24.0)  # inches of the longer side
_DEEP = ("I", "F")  # how modes of more than eight bits begin
_KIND, _SMALLER = 254, 1  # of TIFF: NewSubfileType, its bit for a smaller copy
_TAKEN, _AUTHOR = 306, 315  # of EXIF: DateTime, Artist
_MOMENT = "%Y:%m:%d %H:%M:%S"
_NAMED = ("utf-8", "gb18030")  # how programs write a name that EXIF has no characters for

Image.MAX_IMAGE_PIXELS = None  # how large a picture may be is asked before anything is decoded


class Photos:
    """The pages of a picture file; a TIFF may have several."""

    def __init__(self, data: bytes) -> None:
        """Read the head of a file. Raises Pillow's errors where it is damaged."""
        self._image = Image.open(io.BytesIO(data), formats=_FORMATS)
        self._frames = list(self._pages())

    def __len__(self) -> int:
        return len(self._frames)

    def pixels(self, index: int) -> int:
        """Return how many pixels a page (from 0) has. Nothing is decoded."""
        self._turn_to(index)
        return self._image.width * self._image.height

    def page(self, index: int) -> tuple[Colour, float]:
        """Return a page (from 0) and its pixels an inch: some 200, fewer where it has fewer or is
        larger than pages are.
        """
        self._turn_to(index)
        inches = self._inches()
        wanted = min(DPI * inches, LONGEST)
        scale = min(1.0, wanted / max(self._image.size))
        self._image.draft(
            "RGB", (round(self._image.width * scale), round(self._image.height * scale))
        )
        image = _of_bytes(ImageOps.exif_transpose(self._image))
        if image.mode in ("RGBA", "LA", "PA", "P"):  # what is see-through lies on white
            clear = image.convert("RGBA")
            image = Image.new("RGB", clear.size, "white")
            image.paste(clear, mask=clear.getchannel("A"))
        picture = np.asarray(image.convert("RGB"))[:, :, ::-1]
        scale = min(1.0, wanted / max(picture.shape[:2]))
        if scale < 1:
            picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        return np.ascontiguousarray(picture, np.uint8), max(picture.shape[:2]) / inches

    def taken(self) -> str | None:
        """Return when a camera says that it took the picture, as ISO 8601."""
        with suppress(ValueError):  # cameras without a clock say 0000:00:00
            return datetime.strptime(self._said(_TAKEN), _MOMENT).isoformat()
        return None

    def author(self) -> str | None:
        """Return whom the file names as its author."""
        return self._said(_AUTHOR) or None

    def _pages(self) -> Iterator[int]:
        """Yield the frames that are pages: of a TIFF those that are no smaller copies of others.

        What else has frames shows them one after the other, or keeps previews there.
        """
        if self._image.format != "TIFF":
            yield 0
            return
        for frame in range(getattr(self._image, "n_frames", 1)):
            self._image.seek(frame)
            if not int(self._image.getexif().get(_KIND, 0)) & _SMALLER:
                yield frame

    def _turn_to(self, index: int) -> None:
        if self._image.tell() != self._frames[index]:
            self._image.seek(self._frames[index])

    def _said(self, key: int) -> str:
        said = str(self._image.getexif().get(key) or "").replace("\0", "").strip()
        for encoding in _NAMED:
            with suppress(UnicodeError):
                return said.encode("latin-1").decode(encoding)
        return said

    def _inches(self) -> float:
        """Return how long the longer side of a page is, as far as that can be told."""
        stated = self._image.info.get("dpi")
        try:
            dpi = min(float(part) for part in stated) if stated else 0.0
        except (TypeError, ValueError, ZeroDivisionError):
            dpi = 0.0
        least, most = _PLAUSIBLE
        if dpi > 0 and least <= max(self._image.size) / dpi <= most:
            return max(self._image.size) / dpi
        return _A4


def _of_bytes(image: Image.Image) -> Image.Image:
    """Return an image of one byte a colour; what has more would be cut off, not scaled."""
    if not image.mode.startswith(_DEEP):
        return image
    given = np.asarray(image).astype(np.float64)
    least, most = float(given.min()), float(given.max())
    scaled = (given - least) * (255 / max(most - least, 1e-9))
    return Image.fromarray(scaled.astype(np.uint8))
