"""Older office files go through one run of LibreOffice, and a bad one costs only itself."""

from __future__ import annotations

import stat
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import UnreadableReport
from index.ingest.lots import Lots
from index.ingest.preparing import draft
from index.ingest.task import Task
from index.ingest.workers import Done
from index.readers import office
from index.settings import LIMITS as USUAL
from index.settings import Limits
from tests.readers.making import paragraph, raw_zip, word, zipped
from tests.readers.making_sheets import workbook
from tests.readers.making_slides import Deck
from tests.readers.test_sheets_reader import fill_budget

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="stands in with a shell script")

LIMITS = Limits(lot_seconds=1, lot_files=10)
EMPTY_ZIP = r"PK\005\006" + r"\000" * 18

# Takes what LibreOffice is given; what stands in a file says what becomes of it.
STAND_IN = f"""
out=; last=; to=
echo run >> "$(dirname "$0")/runs"
for word in "$@"; do
  case "$last" in --outdir) out="$word"; mkdir -p "$out" ;; --convert-to) to="$word" ;; esac
  last="$word"
  [ -f "$word" ] || continue
  name=$(basename "$word"); made="$out/${{name%.*}}.$to"
  if grep -q HANG "$word"; then sleep 60; fi
  if grep -q CRASH "$word"; then exit 139; fi
  if grep -q HALF "$word"; then printf 'PK' > "$made"; exit 1; fi
  if grep -q REFUSE "$word"; then continue; fi
  {{ cat "$word"; printf "${{to}}{EMPTY_ZIP}"; }} > "$made"
done
"""


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A soffice of our own, and the file in which it notes its runs."""
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{STAND_IN}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(office.shutil, "which", lambda name: str(program))
    return tmp_path / "runs"


def old(said: str) -> Task:
    return Task(f"{said}.rtf", (), b"{\\rtf1 " + said.encode() + b"}")


def became(*said: str, limits: Limits = LIMITS) -> list[str]:
    """What came of files, in their order; `alone` where the lot could do nothing."""
    found = []
    for task in Lots[object](iter([old(one) for one in said]), limits).tasks():
        assert isinstance(task, Task)
        made = task.converted
        found.append("alone" if made is None else made[7 : made.index(b"}")].decode())
    return found


def test_a_lot_takes_one_run(runs: Path) -> None:
    names = [f"文件{number}" for number in range(10)]
    assert became(*names) == names
    assert runs.read_text().count("run") == 1


def test_more_files_than_a_lot_holds_take_more_runs(runs: Path) -> None:
    names = [f"文件{number}" for number in range(23)]
    assert became(*names) == names
    assert runs.read_text().count("run") == 3


@pytest.mark.parametrize("bad", ["CRASH", "HANG", "HALF", "REFUSE"])
@pytest.mark.parametrize("at", [0, 2, 4])
def test_a_bad_file_costs_only_itself(runs: Path, bad: str, at: int) -> None:
    names = ["甲", "乙", "丙", "丁"]
    names.insert(at, bad)
    assert became(*names) == ["alone" if name == bad else name for name in names]
    assert runs.read_text().count("run") == (1 if bad == "REFUSE" or at == 4 else 2)


def test_a_lot_that_breaks_again_and_again_is_given_up(runs: Path) -> None:
    names = ["CRASH", "甲"] * 5
    found = became(*names)
    assert found[:6] == ["alone", "甲"] * 3
    assert set(found[8:]) == {"alone"}
    assert runs.read_text().count("run") == 4


def test_without_libreoffice_each_file_is_left_to_its_reader(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda name: None)
    monkeypatch.setattr(office, "_USUAL_PLACES", ())
    assert became("甲", "乙") == ["alone", "alone"]


def test_one_old_file_needs_no_lot(runs: Path) -> None:
    assert became("甲") == ["alone"]
    assert not runs.exists()


@pytest.mark.usefixtures("runs")
def test_other_files_and_refusals_keep_their_places() -> None:
    text = Task("总结.txt", (), "一年来".encode())
    refused: Done[object] = Done("坏.doc")
    given: list[Task | Done[object]] = [text, old("甲"), refused, text, old("乙"), text]
    found = list(Lots(iter(given), LIMITS).tasks())
    assert [one.file for one in found] == [one.file for one in given]
    assert [isinstance(one, Task) and one.converted is not None for one in found] == [
        *(False, True, False, False, True, False)
    ]


SHEETS = b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
SLIDES = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "PowerPoint Document".encode("utf-16-le")


def made_by_kind(*given: tuple[str, bytes], limits: Limits = LIMITS) -> list[str | None]:
    """Into what each file was made in a lot, None of what was left alone; the order holds."""
    tasks = [Task(f"{number}{suffix}", (), data) for number, (suffix, data) in enumerate(given)]
    found = list(Lots[object](iter(tasks), limits).tasks())
    assert [one.file for one in found] == [task.file for task in tasks]
    return [_kind(one) for one in found]


def _kind(task: Task | Done[object]) -> str | None:
    assert isinstance(task, Task)
    if task.converted is None:
        return None
    assert task.converted.startswith(task.data)
    return task.converted[len(task.data) :].partition(b"PK")[0].decode()


TEXT, BOOK, SHOW = (".rtf", b"{\\rtf1 }"), (".xls", SHEETS), (".ppt", SLIDES)


def test_a_lot_makes_one_format_and_files_keep_their_order(runs: Path) -> None:
    given = [BOOK, TEXT, SHOW, TEXT, BOOK, SHOW, SHOW, BOOK]
    into = {TEXT: "docx", BOOK: "xlsx", SHOW: "pptx"}
    assert made_by_kind(*given) == [into[one] for one in given]
    assert runs.read_text().count("run") == 3


def test_what_is_alone_of_its_kind_needs_no_lot(runs: Path) -> None:
    assert made_by_kind(BOOK, TEXT, SHOW, TEXT) == [None, "docx", None, "docx"]
    assert runs.read_text().count("run") == 1


def test_a_lot_is_full_with_so_many_files_of_one_format(runs: Path) -> None:
    assert None not in made_by_kind(*[TEXT, BOOK] * 9)
    assert runs.read_text().count("run") == 2
    assert None not in made_by_kind(*[TEXT, BOOK] * 12)
    assert runs.read_text().count("run") == 2 + 4


@pytest.mark.usefixtures("runs")
@pytest.mark.parametrize("bad", ["CRASH", "HANG", "HALF", "REFUSE"])
def test_a_bad_file_costs_only_itself_among_all_kinds(bad: str) -> None:
    broken = ".xls", SHEETS + bad.encode()
    into = {TEXT: "docx", BOOK: "xlsx", SHOW: "pptx"}
    given = [BOOK, SHOW, TEXT, broken, TEXT, BOOK, SHOW, BOOK]
    assert made_by_kind(*given) == [into.get(one) for one in given]


@pytest.mark.parametrize(
    ("suffix", "data", "form"),
    [
        (".xls", SHEETS, ".xls"),
        (".et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), ".xls"),
        (".xlsb", zipped({"[Content_Types].xml": b"", "xl/workbook.bin": b""}), ".xlsb"),
        (".ods", raw_zip([(b"mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
                          (b"content.xml", b"")]), ".ods"),
        (".odp", raw_zip([(b"mimetype", b"application/vnd.oasis.opendocument.presentation"),
                          (b"content.xml", b"")]), ".ppt"),
    ],
)  # fmt: skip
def test_a_lot_is_given_the_names_that_a_single_file_has(
    runs: Path, suffix: str, data: bytes, form: str
) -> None:
    (runs.parent / "soffice").write_text('#!/bin/sh\necho "$@" >> "$(dirname "$0")/runs"\n')
    tasks = iter([Task(f"{number}{suffix}", (), data) for number in range(2)])
    assert len(list(Lots[object](tasks, LIMITS).tasks())) == 2
    assert [Path(word).name for word in runs.read_text().split()[-2:]] == [
        f"0000{form}", f"0001{form}",
    ]  # fmt: skip


@pytest.mark.usefixtures("runs")
def test_lots_are_bounded_by_bytes() -> None:
    taken = 0

    def tasks() -> Iterator[Task | Done[object]]:
        nonlocal taken
        for number in range(10):
            taken += 1
            yield Task(f"{number}.rtf", (), b"{\\rtf1 }" + b" " * 600)

    first = next(Lots(tasks(), Limits(lot_size=1_500)).tasks())
    assert isinstance(first, Task)
    assert first.converted
    assert taken == 3


@pytest.mark.usefixtures("runs")
def test_stopping_ends_the_run_at_once() -> None:
    lots = Lots[object](iter([old("HANG"), old("甲")]), Limits(lot_seconds=60))
    threading.Timer(0.5, lots.stop).start()
    began = time.monotonic()
    assert [isinstance(one, Task) and one.converted for one in lots.tasks()] == [None, None]
    assert time.monotonic() - began < 10


@pytest.mark.usefixtures("runs")
def test_stopping_ends_the_runs_of_all_kinds() -> None:
    hang = Task("a.xls", (), SHEETS + b"HANG")
    given = [old("甲"), old("乙"), hang, replace(hang, file="b.xls"), old("HANG")]
    lots = Lots[object](iter(given), Limits(lot_seconds=60))
    threading.Timer(0.5, lots.stop).start()
    began = time.monotonic()
    assert len(list(lots.tasks())) == 5
    assert time.monotonic() - began < 10


@pytest.mark.usefixtures("libreoffice")
def test_what_became_of_a_file_is_read_and_its_own_bytes_are_kept() -> None:
    def rtf(text: str) -> bytes:
        said = "".join(f"\\u{ord(char)}?" for char in text)
        return (r"{\rtf1\ansi\ansicpg936 \pard " + said + r"\par}").encode("ascii")

    texts = ["一、抓好秋冬季农田水利建设。", "二、完成老旧小区改造二十三个。"]
    given = iter([Task(f"{n}.doc", (), rtf(text)) for n, text in enumerate(texts)])
    for task, text in zip(Lots[object](given, Limits()).tasks(), texts, strict=True):
        assert isinstance(task, Task)
        assert task.converted is not None
        made = draft(task)
        assert made.data == rtf(text)
        assert made.source.facts.media == "application/rtf"
        assert [line.text for line in made.source.lines if line.text] == [text]


@pytest.mark.usefixtures("libreoffice")
@pytest.mark.timeout(300)
def test_a_mixed_folder_gives_the_same_reports_as_file_by_file() -> None:
    deck = Deck()
    deck.slide("主要工作成效", "改造老旧小区二十三个。")
    made = [
        (".doc", ".docx", word(paragraph("一、主要工作") + paragraph("完成水利建设。"))),
        (".xls", ".xlsx", workbook(fill_budget)),
        (".ppt", ".pptx", deck.data),
    ]
    try:
        given = [
            Task(f"总结{suffix}", (), office.convert("甲", data, now, suffix[1:], USUAL))
            for suffix, now, data in made
        ]
    except UnreadableReport as refused:
        pytest.skip(f"LibreOffice without a part of it: {refused.key}")
    broken = Task("坏.xls", (), given[1].data[:3000])
    tasks = [*given, broken, *(replace(task, file=f"又一份{task.file}") for task in given)]
    lotted = list(Lots[object](iter(tasks), USUAL).tasks())
    assert [one.file for one in lotted] == [task.file for task in tasks]
    for one in lotted:
        assert isinstance(one, Task)
        if one.data != broken.data:
            assert one.converted is not None
    for task, one in zip(given, lotted, strict=False):
        assert isinstance(one, Task)
        alone, together = draft(task), draft(one)
        assert together.source == alone.source
        assert (together.outline, together.facts) == (alone.outline, alone.facts)
