"""Pictures of pages for tests: what a page says, set as `scripts/evaluate_scans.py` sets it."""

from __future__ import annotations

import io
import struct
import sys
import zlib
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from programs_support import missing

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "scripts"))  # as if a script beside it ran


@cache
def font() -> tuple[str, int]:
    """A Chinese font of this machine; the test skips where there is none."""
    from evaluation.papers import fonts

    found = fonts()
    return next(iter(found.values())) if found else missing("fonts", "no Chinese font is here")


def needs_ocr() -> None:
    """Skip where the extra `ocr` is not installed."""
    from index.readers.recognising import is_installed

    if not is_installed():
        missing("ocr", "the extra ocr is not installed")


def page(kind: str = "prose", seed: int = 1, dpi: int = 200) -> Any:
    """A page of one of the kinds, with what it says."""
    from evaluation.papers import paper

    return paper(kind, font(), dpi, Random(f"{kind} {seed}"))  # noqa: S311 - a sample


def blank(dpi: int = 200) -> Any:
    """A page to be set by hand."""
    from evaluation.papers import Paper

    return Paper(font(), dpi)


def worn(given: Any, seed: int = 1) -> bytes:
    """A page as a bad scan, a JPEG."""
    from evaluation.papers import badly_scanned
    from PIL import Image

    picture = badly_scanned(given, Random(seed))  # noqa: S311 - a sample
    return packed(Image.fromarray(picture[:, :, ::-1].copy()), "JPEG")


def packed(image: Any, form: str = "PNG", **options: Any) -> bytes:
    """An image of Pillow as a file."""
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def as_pdf(*images: Any, dpi: int = 200) -> bytes:
    """A scanned PDF: a page an image."""
    first, *more = images
    return packed(first, "PDF", save_all=True, append_images=more, resolution=dpi)


def together(*files: bytes) -> bytes:
    """The pages of some PDFs in one."""
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    for data in files:
        whole.import_pages(pypdfium2.PdfDocument(data))
    stream = io.BytesIO()
    whole.save(stream)
    return stream.getvalue()


def claimed(wide: int, high: int) -> bytes:
    """A PNG that says how large it is, and holds next to nothing of it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        sum_ = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", sum_)

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts
