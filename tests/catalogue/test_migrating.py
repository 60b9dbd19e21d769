"""A catalogue that an older program made is brought up to date where it is opened."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest
from images_support import a_word_file, png
from keeping_support import a_text, packed

from index.catalogue import Catalogue, Mark, Packed, pack
from index.catalogue.schema import SCHEMA
from index.ingest.preparing import draft
from index.ingest.task import Task
from index.model import Span

WORD = "2023/述职报告.docx"
SEAL, CHART = png(96, 96, seed=1), png(300, 150, seed=2)


def a_word_report(*, images: tuple[bytes, ...] = (), seed: int = 0) -> Packed:
    data = a_word_file(a_text(seed=seed), images=images, author="李明")
    return pack(draft(Task(file=WORD, data=data, parents=(), row=None)))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite3"


def keep(file: Path, *reports: Packed) -> list[int]:
    catalogue = Catalogue(file)
    ids = []
    for report in reports:
        before = catalogue.reserve(1, len(report.texts))
        with catalogue.changing() as change:
            change.insert(before.next_report, before.next_passage, report)
        ids.append(before.next_report)
    catalogue.settle()
    return ids


def as_made_by(schema: int, file: Path, *more: str) -> None:
    """Take away what later programs added, and do `more` to the file."""
    with sqlite3.connect(file) as old:
        for table in ("exclusion", "mark", "image"):
            old.execute(f"DROP TABLE {table}")
        if schema == 1:
            for column in ("paragraph", "path"):
                old.execute(f"ALTER TABLE passage DROP COLUMN {column}")
            old.execute("DROP TABLE path")
        old.execute("UPDATE state SET schema_version = ?", (schema,))
        for statement in more:
            old.execute(statement)
    old.close()


def version(file: Path) -> int:
    with sqlite3.connect(file) as database:
        (found,) = database.execute("SELECT schema_version FROM state").fetchone()
    database.close()
    return int(found)


@pytest.mark.parametrize("schema", [1, 2])
def test_an_older_catalogue_gets_room_for_remarks_and_the_images_of_its_word_files(
    file: Path, schema: int
) -> None:
    word, plain, again = keep(
        file,
        a_word_report(images=(SEAL, CHART)),
        packed(a_text(seed=1)),
        a_word_report(images=(SEAL, CHART)),
    )
    before = Catalogue(file)
    entries = {number: before.entry(number) for number in (word, plain, again)}
    images = {number: before.images(number) for number in (word, plain, again)}
    before.close()
    assert {one.sha256 for one in images[word]} == {
        hashlib.sha256(image).hexdigest() for image in (SEAL, CHART)
    }
    as_made_by(schema, file)
    for _ in range(2):  # the second time there is nothing to do
        opened = Catalogue(file)
        assert version(file) == SCHEMA
        assert {number: opened.images(number) for number in images} == images
        assert {number: opened.entry(number) for number in entries} == entries
        assert (opened.exclusions(), dict(opened.marks())) == ((), {})
        assert opened.integrity() is None
        opened.close()
    opened = Catalogue(file)
    first = entries[plain].record.first_passage
    with opened.changing() as change:
        change.exclude(plain, first, Span(0, 2), reason="引用", by="")
        change.mark(word, Mark.TEMPLATE, by="")
    assert len(opened.snapshot().exclusions) == len(opened.snapshot().marks) == 1
    opened.close()


def test_the_images_of_retired_reports_are_read_too(file: Path) -> None:
    (word,) = keep(file, a_word_report(images=(SEAL,)))
    as_made_by(2, file, "UPDATE report SET status = 'removed', status_at = '2024-01-02'")
    opened = Catalogue(file)
    assert [one.width for one in opened.images(word)] == [96]
    assert opened.shared_images() == ()
    opened.close()


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE original SET data = x'00112233'",  # what is packed can no more be unpacked
        "UPDATE original SET data = x'504b0304', zipped = 0",
        "UPDATE original SET data = zeroblob(5000), zipped = 0",
        "UPDATE original SET data = x'', zipped = 0",
    ],
)
def test_a_damaged_original_does_not_keep_the_catalogue_shut(file: Path, harm: str) -> None:
    (word,) = keep(file, a_word_report(images=(SEAL,)))
    as_made_by(2, file, harm)
    opened = Catalogue(file)
    assert opened.images(word) == ()
    assert len(opened.snapshot().records) == 1
    opened.close()


def test_a_migration_that_breaks_off_leaves_the_catalogue_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (word,) = keep(file, a_word_report(images=(SEAL,)))
    as_made_by(2, file)

    def power_cut(*_: object, **__: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as broken:
        broken.setattr("index.catalogue.migrating.keep_images", power_cut)
        with pytest.raises(RuntimeError):
            Catalogue(file)
    assert version(file) == 2
    with sqlite3.connect(file) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    database.close()
    assert not {"exclusion", "mark", "image"} & tables
    opened = Catalogue(file)
    assert len(opened.images(word)) == 1
    opened.close()
