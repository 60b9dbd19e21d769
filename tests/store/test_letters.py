"""Letters that carry several reports come in as these reports; nothing is lost or doubled."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from keeping_support import a_store, a_text, embedded, mark_of, reports_with, written

from index.catalogue import Status
from index.ingest.delivery import Entrance
from index.ingest.preparing import prepare
from index.places import UPLOADS
from index.readers import Found, files
from index.store import Store
from tests.readers.making_mail import letter

UNITS = [f"{name}局" for name in ("水务", "供热", "园林", "市政", "环卫", "公交", "燃气", "民政")]
UNITS += [f"{name}局" for name in ("教育", "审计", "统计", "交通")]
REPORTS = [(f"{unit}述职报告.txt", a_text(unit).encode()) for unit in UNITS]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    with closing(a_store(home)) as made:
        yield made


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    return lies(tmp_path, letter("请审阅。", files=REPORTS))


def lies(tmp_path: Path, data: bytes, name: str = "报送.eml") -> Path:
    path = tmp_path / "督查室" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def live(store: Store) -> dict[str, str | None]:
    """The files of the reports that are listed, and their units."""
    return {one.file: one.unit for one in store.catalogue.snapshot().records}


def as_older_programs(home: Path) -> Store:
    """A store over a home in which every letter is one report."""

    def joined(path: Path, **_: Any) -> Iterator[Found]:
        return files(path, whole=lambda sha256: True)

    return Store(home, open_engine=embedded, entrance=Entrance(joined, prepare))


def test_each_report_of_a_letter_is_that_of_its_own_unit(store: Store, mail: Path) -> None:
    outcome = store.add([mail])
    assert live(store) == {f"报送.eml/{unit}述职报告.txt": unit for unit in UNITS}
    assert [one.key for one in outcome.not_reports] == ["cover_note"]
    assert not outcome.refused
    (where,) = reports_with(store, mark_of("园林局", 2023, 0))
    assert store.catalogue.original(where) == (
        "报送.eml/园林局述职报告.txt", a_text("园林局").encode(),
    )  # fmt: skip
    assert not any(one.counted for one in store.refusals())


def test_a_letter_added_again_changes_nothing(store: Store, mail: Path, tmp_path: Path) -> None:
    store.add([mail])
    assert len(store.add([mail]).unchanged) == 12
    with zipfile.ZipFile(tmp_path / "转存.zip", "w") as archive:
        archive.write(mail, "报送.eml")
    assert len(store.add([tmp_path / "转存.zip"]).unchanged) == 12
    for name, data in REPORTS:  # saved one by one
        written(tmp_path / "报送", name, data.decode())
    assert len(store.add([tmp_path / "报送"]).unchanged) == 12
    assert len(live(store)) == 12


def test_a_report_in_a_letter_is_corrected_and_replaced_on_its_own(
    store: Store, mail: Path, tmp_path: Path
) -> None:
    first = store.add([mail]).added[0]
    store.edit(first.id, unit="市公交集团")
    assert live(store)[first.file] == "市公交集团"
    later = [(name, data + "补充说明一句。\n".encode()) for name, data in REPORTS[:2]]
    outcome = store.add([lies(tmp_path, letter(files=later), "补报.eml")])
    assert {one.unit for one in outcome.replaced} == {"水务局", "供热局"}
    store.remove([first.id])
    assert len(live(store)) == 11


def test_an_attachment_that_cannot_be_read_counts_until_it_comes(
    store: Store, tmp_path: Path
) -> None:
    given = [*REPORTS[:2], ("民政局述职报告.docx", b"broken"), ("合影.gif", b"\xff\xd8\xff")]
    outcome = store.add([lies(tmp_path, letter(files=given))])
    assert len(outcome.added) == 2
    (refused,) = (one for one in store.refusals() if one.counted)
    assert (refused.file, refused.parents) == ("报送.eml/民政局述职报告.docx", ("督查室", "报送"))
    assert refused.sha256 is not None
    assert len(store.retry([refused.id]).refused) == 1
    good = lies(tmp_path, a_text("民政局").encode(), "民政局述职报告.txt")
    assert len(store.exchange(refused.id, good).added) == 1
    assert live(store)["报送.eml/民政局述职报告.txt"] == "民政局"
    assert not any(one.counted for one in store.refusals())


def test_a_refused_attachment_is_the_same_file_wherever_its_letter_lies(
    store: Store, home: Path, tmp_path: Path
) -> None:
    data = letter(files=[*REPORTS[:2], ("民政局.docx", b"broken")])
    store.add([lies(tmp_path, data)])
    upload = home / UPLOADS / "0123" / "报送.eml"
    upload.parent.mkdir(parents=True)
    upload.write_bytes(data)
    store.add([upload])
    written(tmp_path / "桌面" / "报送", "民政局.docx", "broken")
    store.add([tmp_path / "桌面"])
    assert len([one for one in store.refusals() if one.counted]) == 1


def test_a_letter_that_could_not_be_read_is_opened_when_it_is_tried_again(
    home: Path, tmp_path: Path
) -> None:
    given = [("密.docx", b"%TSD-Header-###%" + bytes(600)), ("坏.pdf", b"%PDF-1.4 broken")]
    mail = lies(tmp_path, letter("请查收。", files=given))
    with closing(as_older_programs(home)) as before:
        before.add([mail])
        (whole,) = before.refusals()
        assert whole.file == "报送.eml"
    with closing(a_store(home)) as store:
        store.retry([whole.id])
        counted = {one.file for one in store.refusals() if one.counted}
        assert counted == {"报送.eml/坏.pdf", "报送.eml/密.docx"}


def test_a_letter_that_is_one_report_from_before_stays_one(
    home: Path, mail: Path, tmp_path: Path
) -> None:
    with closing(as_older_programs(home)) as before:
        (joined,) = before.add([mail]).added
    with closing(a_store(home)) as store:
        (again,) = store.add([mail]).unchanged
        assert again.id == joined.id
        with zipfile.ZipFile(tmp_path / "转存.zip", "w") as archive:
            archive.write(mail, "督查室/报送.eml")
        assert [one.id for one in store.add([tmp_path / "转存.zip"]).unchanged] == [joined.id]
        (reread,) = store.reread([joined.id]).reread
        assert not reread.changed
        for unit in UNITS:
            assert reports_with(store, mark_of(unit, 2023, 0)) == [joined.id]


def test_once_it_is_removed_its_letter_comes_in_report_by_report(home: Path, mail: Path) -> None:
    with closing(as_older_programs(home)) as before:
        (joined,) = before.add([mail]).added
    with closing(a_store(home)) as store:
        store.remove([joined.id])
        assert len(store.add([mail]).added) == 12
        assert store.catalogue.status(joined.id) is not Status.LIVE
        for unit in UNITS:
            assert len(reports_with(store, mark_of(unit, 2023, 0))) == 1


def test_a_manifest_says_what_a_report_in_a_letter_is(
    store: Store, mail: Path, tmp_path: Path
) -> None:
    row = "file,unit,year\n报送.eml/水务局述职报告.txt,市水务集团,2021\n"
    manifest = written(tmp_path, "清单.csv", row)
    store.add([mail], manifest=manifest)
    assert live(store)["报送.eml/水务局述职报告.txt"] == "市水务集团"


def test_reports_of_a_letter_read_the_same_when_they_are_read_anew(
    store: Store, mail: Path
) -> None:
    added = store.add([mail]).added
    reread = store.reread([one.id for one in added]).reread
    assert [one.changed for one in reread] == [False] * 12
