"""What hostile files and arguments may not do: hold the machine, end it, or end in a traceback."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from keeping_support import a_store, a_text, written
from workers_support import Errand, obey

from index.errors import BadQuery, DamagedHome, ReportNotFound, UnreadableReport
from index.ingest.previewing import preview
from index.ingest.workers import abroad
from index.readers import files
from index.settings import home_folder

RECURSIVE_FORM = b"""%PDF-1.7
1 0 obj
<</Type/Catalog/Pages 2 0 R>>
endobj
2 0 obj
<</Type/Pages/Kids[3 0 R]/Count 1>>
endobj
3 0 obj
<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R>>
endobj
4 0 obj
<</Length 5>>stream
/X Do
endstream
endobj
5 0 obj
<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 11>>stream
/X Do /X Do
endstream
endobj
trailer<</Root 1 0 R/Size 6>>
%%EOF
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds what a process may take")
def test_a_file_that_takes_all_memory_is_refused_and_the_next_one_read() -> None:
    tasks = iter([Errand("swell"), Errand("a")])
    swollen, after = abroad(tasks, obey, processes=1, seconds=60, memory=512 << 20)
    assert swollen.error is not None
    assert swollen.error.key in {"reader_failed", "reader_crashed"}
    assert after.result == "A"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds what a process may take")
def test_a_pdf_that_draws_itself_for_ever_does_not_end_the_program(tmp_path: Path) -> None:
    file = tmp_path / "述职报告.pdf"
    file.write_bytes(RECURSIVE_FORM)
    with pytest.raises(UnreadableReport) as refused:
        preview(file)
    assert refused.value.key in {"reader_crashed", "damaged"}


def test_a_name_longer_than_any_file_system_takes_is_a_refusal(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport):
        preview(tmp_path / ("长" * 3000))


def test_links_in_a_circle_are_refused_with_a_reason(tmp_path: Path) -> None:
    one, other = tmp_path / "甲.txt", tmp_path / "乙.txt"
    try:
        one.symlink_to(other)
        other.symlink_to(one)
    except OSError:
        pytest.skip("no links on this file system")
    refused = [found.refused for found in files(tmp_path)]
    assert [error.key for error in refused if error] == ["not_readable", "not_readable"]
    assert all(error.values["reason"] for error in refused if error)


@pytest.mark.parametrize("number", [0, -1, 2**63, 10**30])
def test_a_report_number_beyond_all_is_not_found(tmp_path: Path, number: int) -> None:
    store = a_store(tmp_path / "home")
    for ask in (store.catalogue.entry, store.catalogue.original, store.bring_back):
        with pytest.raises(ReportNotFound):
            ask(number)
    with pytest.raises(ReportNotFound):
        store.catalogue.passages([number])
    with pytest.raises(ReportNotFound):
        store.remove([number])
    store.close()


def test_a_correction_that_is_no_text_is_refused_and_control_characters_go(tmp_path: Path) -> None:
    store = a_store(tmp_path / "home")
    (entry,) = store.add([written(tmp_path, "报告.txt", a_text())]).added
    for field in ("title", "unit", "kind"):
        with pytest.raises(BadQuery) as refused:
            store.edit(entry.id, **{field: "滨江\udcff\udcfe公司"})
        assert refused.value.key == "bad_parameter"
    assert store.edit(entry.id, title="滨江\x1b[31m水务\x07年度报告").record.title == (
        "滨江 [31m水务 年度报告"
    )
    store.close()


@pytest.mark.parametrize("lost", ["removed", "emptied"])
def test_a_lost_catalogue_beside_its_engine_is_said_and_not_made_anew(
    tmp_path: Path, lost: str
) -> None:
    home = tmp_path / "home"
    store = a_store(home)
    store.add([written(tmp_path, "报告.txt", a_text())])
    store.close()
    (home / "catalogue.sqlite3").unlink()
    if lost == "emptied":
        (home / "catalogue.sqlite3").touch()
    with pytest.raises(DamagedHome) as damaged:
        a_store(home)
    assert damaged.value.key == "catalogue_damaged"


def test_a_home_of_an_unknown_person_is_a_folder_like_any_other() -> None:
    assert home_folder("~kein-solcher-mensch/库").name == "库"
