"""A catalogue that an older program made is brought up to date where it is opened."""

from __future__ import annotations

import hashlib
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest
from images_support import a_word_file, png
from keeping_support import a_text, packed

from index.catalogue import Catalogue, Mark, Packed, pack
from index.catalogue.migrating import STEPS
from index.catalogue.schema import SCHEMA
from index.errors import Refused
from index.ingest.preparing import draft
from index.ingest.task import Task
from index.model import Span


class Usage(NamedTuple):
    total: int
    used: int
    free: int


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
        for column in ("rules", "scanned", "doubtful", "unread"):
            old.execute(f"ALTER TABLE report DROP COLUMN {column}")
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


# -- from 3 to 4 --------------------------------------------------------------------------

_OLD_REFUSED = (
    "CREATE TABLE refused (file TEXT NOT NULL, key VARCHAR(80) NOT NULL,"
    ' "values" JSON NOT NULL, at VARCHAR(40) NOT NULL, PRIMARY KEY (file))'
)


def with_old_refusals(file: Path, *refusals: tuple[str, str, str]) -> None:
    """Turn a catalogue into one of schema 3, with refusals of (file, key, values)."""
    with sqlite3.connect(file) as old:
        old.execute("DROP TABLE refused")
        old.execute(_OLD_REFUSED)
        for refusal in refusals:
            old.execute("INSERT INTO refused VALUES (?, ?, ?, '2024-01-02T03:04:05')", refusal)
        for column in ("rules", "scanned", "doubtful", "unread"):
            old.execute(f"ALTER TABLE report DROP COLUMN {column}")
        old.execute("UPDATE state SET schema_version = 3")
    old.close()


def test_mistyped_paths_and_pictures_among_older_refusals_count_no_more(file: Path) -> None:
    keep(file, packed())
    with_old_refusals(
        file,
        ("没有.docx", "no_such_file", '{"file": "没有.docx"}'),
        ("报送.zip/水务局/总结.pdf", "no_text_layer", '{"file": "总结.pdf", "pages": 3}'),
        ("图.gif", "unsupported", '{"file": "图.gif", "suffix": ".gif"}'),
        ("述职.ofd", "unsupported", '{"file": "述职.ofd", "suffix": ".ofd"}'),
    )
    opened = Catalogue(file)
    found = {one.file: one for one in opened.refusals()}
    assert set(found) == {"报送.zip/水务局/总结.pdf", "图.gif", "述职.ofd"}
    assert opened.snapshot().refused == 2
    assert (found["图.gif"].report, found["图.gif"].key) == (False, "not_a_report")
    pages = found["报送.zip/水务局/总结.pdf"]
    assert (pages.key, pages.values["pages"]) == ("no_text_layer", 3)
    assert (pages.parents, pages.at) == (("报送", "水务局"), "2024-01-02T03:04:05")
    assert opened.integrity() is None
    opened.close()


def test_an_older_catalogue_is_kept_as_it_was_and_told_once(file: Path) -> None:
    keep(file, packed())
    with_old_refusals(file, ("空.txt", "empty", "{}"))
    opened = Catalogue(file)
    copy = file.with_name(f"catalogue.sqlite3.before-{SCHEMA}")
    assert opened.upgraded == copy
    assert opened.copies() == (copy,)
    opened.close()
    assert version(copy) == 3
    with sqlite3.connect(copy) as before:
        assert before.execute("SELECT file FROM refused").fetchall() == [("空.txt",)]
        assert before.execute("SELECT count(*) FROM passage").fetchone()[0] > 0
    before.close()
    again = Catalogue(file)
    assert (again.upgraded, again.copies()) == (None, (copy,))
    again.close()


def test_a_new_catalogue_leaves_no_copy(file: Path) -> None:
    made = Catalogue(file)
    assert (made.upgraded, made.copies()) == (None, ())
    made.close()


def test_the_copy_of_an_earlier_time_makes_room(file: Path) -> None:
    keep(file, packed())
    with_old_refusals(file)
    earlier = file.with_name("catalogue.sqlite3.before-3")
    earlier.write_bytes(b"older still")
    opened = Catalogue(file)
    assert opened.copies() == (file.with_name(f"catalogue.sqlite3.before-{SCHEMA}"),)
    opened.close()


def test_without_room_for_a_copy_nothing_is_changed(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(file, packed())
    with_old_refusals(file, ("空.txt", "empty", "{}"))
    before = file.read_bytes()
    with monkeypatch.context() as full:
        full.setattr("shutil.disk_usage", lambda _: Usage(10**9, 10**9 - 5, 5))
        with pytest.raises(Refused) as refused:
            Catalogue(file)
    assert refused.value.key == "no_room"
    assert refused.value.values["free"] == 5
    assert refused.value.values["needed"] > file.stat().st_size  # type: ignore[operator]
    assert version(file) == 3
    assert file.read_bytes() == before
    assert list(file.parent.glob("*before*")) == []
    Catalogue(file).close()


def test_a_migration_that_breaks_off_leaves_no_copy(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(file, packed())
    with_old_refusals(file, ("空.txt", "empty", "{}"))

    def power_cut(*_: object, **__: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as broken:
        broken.setattr("index.catalogue.migrating.refuse", power_cut)
        with pytest.raises(RuntimeError):
            Catalogue(file)
    assert version(file) == 3
    assert list(file.parent.glob("*before*")) == []
    opened = Catalogue(file)
    assert [one.file for one in opened.refusals()] == ["空.txt"]
    opened.close()


def test_two_who_open_an_older_catalogue_at_once_both_find_it_up_to_date(file: Path) -> None:
    keep(file, packed())
    with_old_refusals(file, ("空.txt", "empty", "{}"))
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: Catalogue(file), range(4)))
    assert sum(one.upgraded is not None for one in opened) == 1
    assert all(len(one.refusals()) == 1 for one in opened)
    assert opened[0].copies() == (file.with_name(f"catalogue.sqlite3.before-{SCHEMA}"),)
    for one in opened:
        one.close()


def test_every_version_is_reached_by_its_own_changes() -> None:
    assert list(STEPS) == list(range(2, SCHEMA + 1))


def test_reports_of_older_programs_were_read_by_older_rules(file: Path) -> None:
    numbers = keep(file, packed(a_text(seed=1)), packed(a_text(seed=2)))
    as_made_by(2, file)
    catalogue = Catalogue(file)
    assert catalogue.outdated() == tuple(numbers)
    assert catalogue.count_outdated() == 2
    with catalogue.changing() as change:
        change.confirm(numbers[0], catalogue.entry(numbers[0]).file_facts)
        change.retire(numbers[1])
    assert catalogue.outdated() == ()
