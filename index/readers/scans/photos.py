"""Picture files as pages: decoded one by one, upright as the camera says, at the size of a page.

The door to Pillow. Only PNG, JPEG, TIFF and BMP are decoded, whatever else it could.
"""

from __future__ import annotations

import io
import re

import cv2
import numpy as np
from PIL import Image, ImageOps

from index.readers.recognising import DPI, LONGEST
from index.readers.scans.paper import Colour

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP")
_A4 = 11.69  # inches: the longer side of a page, where the file does not say how large it is
_PLAUSIBLE = (4.0, 24.0)  # inches of the longer side
_DEEP = ("I", "F")  # how modes of more than eight bits begin
_TAKEN, _AUTHOR = 306, 315  # of EXIF: DateTime, Artist
_DATE = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)")

Image.MAX_IMAGE_PIXELS = None  # how large a picture may be is asked before anything is decoded


class Photos:
    """The pages of a picture file; a TIFF may have several."""

    def __init__(self, data: bytes) -> None:
        """Read the head of a file. Raises Pillow's errors where it is damaged."""
        self._image = Image.open(io.BytesIO(data), formats=_FORMATS)

    def __len__(self) -> int:
        # What else has frames shows them one after the other, or keeps previews there.
        return int(getattr(self._image, "n_frames", 1)) if self._image.format == "TIFF" else 1

    def pixels(self, index: int) -> int:
        """Return how many pixels a page (from 0) has. Nothing is decoded."""
        if index:
            self._image.seek(index)
        return self._image.width * self._image.height

    def page(self, index: int) -> tuple[Colour, float]:
        """Return a page (from 0) and its pixels an inch: some 200, fewer where it has fewer or is
        larger than pages are.
        """
        if index or len(self) > 1:
            self._image.seek(index)
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
        found = _DATE.match(self._said(_TAKEN))
        return f"{found[1]}-{found[2]}-{found[3]}T{found[4]}" if found else None

    def author(self) -> str | None:
        """Return whom the file names as its author."""
        return self._said(_AUTHOR) or None

    def _said(self, key: int) -> str:
        return str(self._image.getexif().get(key) or "").replace("\0", "").strip()

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
