"""Scans in a home: recognised in a process of their own, told page by page, kept when reread."""

from __future__ import annotations

import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from keeping_support import a_store, embedded, reports_with

from index.catalogue import Packed
from index.ingest import Progress
from index.ingest.delivery import Entrance
from index.ingest.preparing import prepare
from index.ingest.task import Task
from index.readers import files
from index.store import Store
from tests.readers import making_scans as making

SAID = "全年走访困难职工126户，发放慰问金15.8万元，职工满意度达到97.3%，较上年提高1.2个百分点。"


def without_ocr(task: Task) -> Packed:
    """Read as where the extra `ocr` is not installed."""
    return prepare(replace(task, ocr=False))


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    making.needs_ocr()
    page = making.blank()
    page.title("水务局2024年度述职报告")
    page.paragraph(SAID)
    file = tmp_path / "水务局" / "扫描.pdf"
    file.parent.mkdir()
    file.write_bytes(making.as_pdf(page.image))
    return file


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_a_scan_comes_in_is_found_and_its_pages_are_told(scan: Path, home: Path) -> None:
    told: list[Progress] = []
    with closing(a_store(home)) as store:
        outcome = store.add([scan], progress=told.append)
        assert outcome.refused == ()
        assert reports_with(store, "发放慰问金15.8万元") == [1]
        (record,) = store.catalogue.snapshot().records
        assert (record.scanned, record.year) == (1, 2024)
        assert store.catalogue.original(1)[1] == scan.read_bytes()
    pages = [one for one in told if one.stage == "recognise"]
    assert [(one.file, one.page, one.pages, one.done) for one in pages] == [("扫描.pdf", 1, 1, 0)]


def test_without_recognition_a_scan_is_refused_counts_and_can_be_tried_again(
    scan: Path, home: Path
) -> None:
    with closing(a_store(home)) as store:
        (refused,) = store.add([scan], ocr=False).refused
        assert refused.key == "needs_ocr"
        assert store.catalogue.snapshot().refused == 1
        (one,) = store.refusals()
        assert [added.title for added in store.retry([one.id]).added] == ["水务局2024年度述职报告"]
        assert store.catalogue.snapshot().refused == 0


def test_a_reading_without_recognition_takes_nothing_away(scan: Path, home: Path) -> None:
    with closing(a_store(home)) as store:
        store.add([scan])
    it = Store(home, open_engine=embedded, entrance=Entrance(files, without_ocr))
    with closing(it) as store:
        done = store.reread([1])
        assert [(one.id, one.key) for one in done.refused] == [(1, "needs_ocr")]
        assert reports_with(store, "发放慰问金15.8万元") == [1]


def test_whoever_cancels_does_not_wait_for_all_pages(scan: Path, home: Path) -> None:
    told: list[Progress] = []
    with closing(a_store(home)) as store:
        outcome = store.add([scan], progress=told.append, cancelled=lambda: bool(told))
        assert (outcome.added, outcome.refused) == ((), ())
        assert store.refusals() == ()


def test_photographs_of_people_in_an_archive_are_no_reports(scan: Path, home: Path) -> None:
    from PIL import Image

    photo = making.packed(Image.linear_gradient("L").resize((1600, 1200)).convert("RGB"), "JPEG")
    packed = scan.with_name("报送.zip")
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("合影.jpg", photo)
        archive.writestr("总结.txt", SAID * 3)
    with closing(a_store(home)) as store:
        outcome = store.add([packed])
        assert outcome.refused == ()
        assert [one.file for one in outcome.not_reports] == ["报送.zip/合影.jpg"]
        assert store.catalogue.snapshot().refused == 0
        assert len(list(store.catalogue.originals())) == 1  # nobody keeps photographs
