"""What hostile files and arguments may not do: hold the machine, end it, or end in a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from keeping_support import a_store, a_text, written
from workers_support import Errand, obey

from index import lock
from index.errors import (
    BadManifest,
    BadQuery,
    DamagedHome,
    Refused,
    ReportNotFound,
    UnreadableReport,
)
from index.ingest.previewing import preview
from index.ingest.workers import abroad
from index.manifest import read_manifest, rows_of
from index.readers import files
from index.settings import home_folder
from index.store import restore

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
    assert store.catalogue.passages([number]) == {}
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


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes among files here")
@pytest.mark.parametrize("command", ["manifest", "restore"])
def test_a_pipe_for_a_manifest_or_a_backup_is_refused_and_not_waited_for(
    tmp_path: Path, command: str
) -> None:
    pipe = tmp_path / "清单.csv"
    os.mkfifo(pipe)
    wait_for = read_manifest if command == "manifest" else partial(restore, tmp_path / "home")
    with pytest.raises((BadManifest, Refused)) as refused:
        wait_for(pipe)
    assert refused.value.key in {"manifest_not_readable", "not_a_backup"}


@pytest.mark.parametrize("row", ['甲.txt,"半个引号', '"甲.txt"尾,"述"职"'])
def test_broken_quotes_in_a_manifest_do_not_swallow_its_rows(row: str) -> None:
    with pytest.raises(BadManifest) as refused:
        rows_of(f"file,title\n{row}\n乙.txt,工作总结\n".encode(), file="清单.csv")
    assert refused.value.key == "manifest_not_csv"


def test_a_manifest_cell_is_one_line_without_control_characters() -> None:
    cells = 'file,title,unit\n甲.txt,"年度\n述职\x1b报告",某\t局\n'
    (row,) = rows_of(cells.encode(), file="清单.csv")
    assert (row.title, row.unit) == ("年度 述职 报告", "某 局")


@pytest.mark.skipif(os.name == "nt", reason="Windows names are text")
def test_a_name_in_utf_8_is_read_as_such_where_the_system_believes_in_ascii(tmp_path: Path) -> None:
    (tmp_path / "城投集团2023年度述职报告.txt").write_text("述职", encoding="utf-8")
    script = "from pathlib import Path; from index.readers import files; import sys; " + (
        "print(ascii([found.name for found in files(Path(sys.argv[1]))]))"
    )
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    said = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        env=os.environ | plain,
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert said.stdout.strip() == ascii(["城投集团2023年度述职报告.txt"])


@pytest.mark.skipif(sys.platform != "linux", reason="limits on file sizes work so on Linux")
def test_a_disk_that_fills_up_within_an_array_is_called_full(tmp_path: Path) -> None:
    script = (
        "import resource, sys, numpy; from pathlib import Path\n"
        "from index.engines.embedded.arrays import write_arrays\n"
        "from index.disk import written_in\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try:\n"
        "    with written_in(Path('.')):\n"
        "        write_arrays(Path(sys.argv[1]), {'text': numpy.zeros(200_000, numpy.int32)})\n"
        "except Exception as error:\n"
        "    print(error.key)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "segment")],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert said.stdout.strip() == "disk_full"


def test_a_note_that_could_not_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / lock.NOTE).mkdir()  # takes no file in its place
    with lock.writing(tmp_path, "add"):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([lock.NOTE, lock.LOCK])
