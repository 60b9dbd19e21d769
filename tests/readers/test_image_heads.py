"""What the head of an image says of its kind and size."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from images_support import bmp, gif, jpeg, png

from index.readers.imagehead import HEAD, media_of, pixels_of

EMF = b"\x01\x00\x00\x00" + b"\x00" * 36 + b" EMF" + b"\x00" * 1200


@pytest.mark.parametrize(
    ("head", "media", "pixels"),
    [
        (png(640, 480), "image/png", (640, 480)),
        (jpeg(1024, 768), "image/jpeg", (1024, 768)),
        (gif(33, 44), "image/gif", (33, 44)),
        (bmp(50, 60), "image/bmp", (50, 60)),
        (bmp(50, -60), "image/bmp", (50, 60)),
        (
            b"BM" + b"\x00" * 12 + struct.pack("<IHH", 12, 70, 80) + b"\x00" * 9,
            "image/bmp",
            (70, 80),
        ),
        (EMF, "image/x-emf", None),
        (b"II*\x00" + b"\x00" * 2000, "image/tiff", None),
        (b"no image of any kind" * 100, "application/octet-stream", None),
        (b"", "application/octet-stream", None),
    ],
)
def test_kind_and_size_stand_in_the_head(
    head: bytes, media: str, pixels: tuple[int, int] | None
) -> None:
    assert media_of(head) == media
    assert pixels_of(head) == pixels


def test_the_size_of_a_photograph_is_found_behind_its_colour_profile() -> None:
    assert pixels_of(jpeg(4000, 3000, before=200_000)[:HEAD]) == (4000, 3000)


@pytest.mark.parametrize("whole", [png(), jpeg(before=70_000), gif(), bmp()])
def test_a_head_that_was_cut_off_says_the_same_or_nothing(whole: bytes) -> None:
    stated = pixels_of(whole)
    said = {pixels_of(whole[:end]) for end in range(0, min(len(whole), 1500))}
    assert said <= {stated, None}
    assert None in said


@pytest.mark.parametrize("broken", [png(0, 80), gif(0, 0), bmp(-5, 5)])
def test_a_size_of_nothing_is_no_size(broken: bytes) -> None:
    assert pixels_of(broken) is None


@given(
    start=st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"BM", b""]),
    rest=st.binary(max_size=300),
)
def test_bytes_without_sense_never_stop_anything(start: bytes, rest: bytes) -> None:
    found = pixels_of(start + rest)
    assert found is None or min(found) > 0
