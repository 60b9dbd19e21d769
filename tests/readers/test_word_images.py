"""Which images of a Word file are told, and that none of them can spoil the report."""

from __future__ import annotations

import hashlib
import struct
import zipfile
from io import BytesIO

import pytest
from images_support import a_word_file, jpeg, png

from index.model import EmbeddedImage
from index.readers import read
from index.readers.wordimages import LEAST_SIDE, LEAST_SIZE, MOST, images_of
from tests.readers.making import paragraph, texts, word

TEXT = "全年排查燃气管线隐患三百一十二处，已全部整改到位。"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def images_in(data: bytes) -> tuple[EmbeddedImage, ...]:
    source = read("报告.docx", data)
    assert TEXT in texts(source)  # whatever the images are
    return source.images


def shown(*targets: str, more: str = "") -> str:
    links = (
        f'<Relationship Id="rIm{number}" Type="{_IMAGE}" Target="{target}"{more}/>'
        for number, target in enumerate(targets)
    )
    return "".join(links)


def a_file(members: dict[str, bytes], relations: str) -> bytes:
    return word(paragraph(TEXT), relations=relations, extra=members)


def test_images_are_told_by_their_bytes_with_kind_and_size() -> None:
    first, second = png(200, 100, seed=1), png(64, 64, seed=2)
    found = images_in(a_word_file(TEXT, images=[first, second]))
    assert [(one.sha256, one.media, one.size, one.width, one.height) for one in found] == [
        (hashlib.sha256(first).hexdigest(), "image/png", len(first), 200, 100),
        (hashlib.sha256(second).hexdigest(), "image/png", len(second), 64, 64),
    ]
    assert all(one.name.startswith("word/media/image") for one in found)


def test_a_file_without_images_has_none() -> None:
    assert images_in(a_word_file(TEXT)) == ()
    assert read("报告.txt", TEXT.encode()).images == ()


def test_an_image_that_stands_twice_is_told_once() -> None:
    one = png()
    members = {"word/media/a.png": one, "word/media/b.png": one}
    assert len(images_in(a_file(members, shown("media/a.png", "media/b.png", "media/a.png")))) == 1


def test_bullets_and_rules_are_no_evidence() -> None:
    side = LEAST_SIDE - 1
    members = {
        "word/media/bullet.png": png(side, side) + b"\x00" * LEAST_SIZE,
        "word/media/rule.png": png(900, 3),
        "word/media/spacer.jpg": jpeg()[: LEAST_SIZE - 1],
        "word/media/seal.png": png(LEAST_SIDE, LEAST_SIDE),
    }
    relations = shown(*(name.removeprefix("word/") for name in members))
    assert [one.name for one in images_in(a_file(members, relations))] == ["word/media/seal.png"]


def test_what_no_part_shows_and_what_lies_outside_is_not_told() -> None:
    members = {"word/media/left_over.png": png(), "docProps/thumbnail.png": png(seed=3)}
    assert images_in(a_file(members, "")) == ()
    outside = shown("file:///C:/Users/me/seal.png", more=' TargetMode="External"')
    assert images_in(a_file(members, outside)) == ()


def test_the_image_in_a_header_is_told() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{shown('media/head.png')}</Relationships>"
    )
    members = {
        "word/media/head.png": png(),
        "word/_rels/header.xml.rels": relations.encode(),
    }
    made = word(paragraph(TEXT), parts={"header": paragraph("滨江水务公司")}, extra=members)
    assert [one.name for one in images_in(made)] == ["word/media/head.png"]


@pytest.mark.parametrize(
    "target", ["NULL", "", "../../../etc/passwd", "media/none.png", "/", "media\\gone.png"]
)
def test_a_target_that_is_not_there_is_left_out(target: str) -> None:
    members = {"word/media/seal.png": png()}
    found = images_in(a_file(members, shown(target, "media/seal.png")))
    assert [one.name for one in found] == ["word/media/seal.png"]


def test_a_damaged_image_is_left_out_and_the_others_stay() -> None:
    bad, good = png(seed=1), png(seed=2)
    whole = a_file(
        {"word/media/bad.png": bad, "word/media/good.png": good},
        shown("media/bad.png", "media/good.png"),
    )
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        member = archive.getinfo("word/media/bad.png")
    start = member.header_offset + 30 + len(member.filename) + 200
    broken = whole[:start] + b"\xaa" * 64 + whole[start + 64 :]
    assert [one.name for one in images_in(broken)] == ["word/media/good.png"]


@pytest.mark.parametrize(("at", "value"), [(8, 0x1), (10, 99)])  # locked; packed in no known way
def test_an_image_that_cannot_be_unpacked_is_left_out(at: int, value: int) -> None:
    whole = bytearray(a_file({"word/media/a.png": png()}, shown("media/a.png")))
    entry = whole.rindex(b"PK\x01\x02", 0, whole.rindex(b"word/media/a.png"))
    struct.pack_into("<H", whole, entry + at, value)
    assert images_in(bytes(whole)) == ()


def test_relations_that_are_no_xml_cost_the_images_of_their_part_only() -> None:
    members = {"word/media/a.png": png(), "word/_rels/header.xml.rels": b"<Relationships"}
    made = word(
        paragraph(TEXT),
        parts={"header": paragraph("滨江水务公司")},
        relations=shown("media/a.png"),
        extra=members,
    )
    assert [one.name for one in images_in(made)] == ["word/media/a.png"]


def test_thousands_of_images_are_not_all_told() -> None:
    noise = png(LEAST_SIDE, LEAST_SIDE)
    members = {f"word/media/{n}.png": noise + n.to_bytes(4) for n in range(MOST + 20)}
    found = images_in(a_file(members, shown(*(f"media/{n}.png" for n in range(MOST + 20)))))
    assert len(found) == MOST


def test_bytes_that_are_no_word_file_have_no_images() -> None:
    assert images_of(b"") == ()
    assert images_of(b"PK\x03\x04 and nothing behind") == ()
    assert len(images_of(a_word_file(TEXT, images=[png()]))) == 1
