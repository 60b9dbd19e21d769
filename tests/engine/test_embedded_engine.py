"""The embedded engine on disk: crashes, damage, merging, several processes."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.engine import PassageText, Phrase, ReportText
from index.engines.embedded import EmbeddedEngine, Sizes
from index.engines.embedded import engine as engine_module
from index.engines.embedded.phrases import PhraseIndex, phrase_arrays
from index.engines.embedded.rows import fold_rows
from index.errors import DamagedHome
from index.folding import fold
from index.model import Part
from index.words import USER_WORDS, Cutter

SENTENCES = (
    "坚持党建引领，压实主体责任。",
    "一是抓好安全生产，二是抓好粮食安全。",
    "全年完成投资×××万元，同比增长12.5%。",
    "存在的主要问题：调查研究不够深入……",
    "下一步将持续改进作风，提升服务水平。",
)
REMOVED = ("扫码",)


def a_report(number: int, *texts: str) -> ReportText:
    passages = tuple(
        PassageText(number * 100 + place, Part.BODY, place, text)
        for place, text in enumerate(texts or SENTENCES)
    )
    return ReportText(number, "城投集团述职报告", passages, removed=REMOVED)


def filled(folder: Path, *numbers: int, sizes: Sizes | None = None) -> EmbeddedEngine:
    engine = EmbeddedEngine(folder, sizes=sizes)
    for number in numbers:
        engine.put(a_report(number))
    engine.commit()
    return engine


def held(folder: Path) -> dict[int, int]:
    view = EmbeddedEngine(folder).view()
    found = dict(view.holdings())
    assert len(view.phrase(Phrase((fold("安全生产"),))).passages) == len(found)
    assert len(view.words("安全生产").passages) == len(found)
    assert view.removed(Phrase((fold("扫码"),))).reports.tolist() == sorted(found)
    assert view.removed_held() == dict.fromkeys(found, len(REMOVED))
    view.close()
    return found


def files(folder: Path) -> dict[str, bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_opening_for_reading_writes_nothing(tmp_path: Path) -> None:
    EmbeddedEngine(tmp_path / "none").view().close()
    assert not (tmp_path / "none").exists()
    filled(tmp_path / "engine", 1)
    before = files(tmp_path)
    held(tmp_path / "engine")
    EmbeddedEngine(tmp_path / "engine").verify()
    assert files(tmp_path) == before


def test_what_was_committed_is_there_for_the_next_process(tmp_path: Path) -> None:
    filled(tmp_path, 1, 2).put(a_report(3))
    assert held(tmp_path) == {1: 5, 2: 5}


def test_a_crash_at_any_step_of_a_commit_leaves_the_last_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stops a commit before and after every step that changes the disk."""
    sizes = Sizes(segment=100, tiers=(350,), pile=2)
    stops = []
    steps = ("remove_segments", "write_segment", "merge_segments", "write_manifest")
    for stop in range(7):
        folder = tmp_path / str(stop)
        filled(folder, 1, 2, sizes=sizes)
        left = [stop]

        def crash(step: str, when: list[int] = left) -> None:
            when[0] -= 1
            if when[0] < 0:
                raise KeyboardInterrupt(step)

        with monkeypatch.context() as patched:
            for step in steps:
                real = getattr(engine_module, step)

                def stepping(*given: object, real=real, step=step, **named: object) -> object:
                    crash(f"before {step}")
                    made = real(*given, **named)
                    if step != "write_manifest":  # after it the commit has happened
                        crash(f"after {step}")
                    return made

                patched.setattr(engine_module, step, stepping)
            engine = EmbeddedEngine(folder, sizes=sizes)
            engine.drop(1)
            engine.put(a_report(3))
            with pytest.raises(KeyboardInterrupt) as caught:
                engine.commit()
            stops.append(str(caught.value))
        assert held(folder) == {1: 5, 2: 5}
        assert EmbeddedEngine(folder).verify() == ()
        filled(folder, 4, sizes=sizes)
        assert held(folder) == {1: 5, 2: 5, 4: 5}
    assert stops == [f"{moment} {step}" for step in steps[:3] for moment in ("before", "after")] + [
        "before write_manifest"
    ]


KILLED = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[2:4]
from test_embedded_engine import Cutter, Sizes, EmbeddedEngine, a_report
cutter = Cutter()
cutter.texts("先把词典读进来")
sizes = Sizes(segment=150, tiers=(400,), pile=3)
engine = EmbeddedEngine(Path(sys.argv[1]), cutter=cutter, sizes=sizes)
number = max(engine.view().holdings(), default=0)
print("ready", flush=True)
while True:
    number += 1
    engine.put(a_report(number))
    engine.drop(number - 4)
    engine.commit()
    print(number, flush=True)
"""


def test_a_killed_writer_loses_nothing_that_it_committed(tmp_path: Path) -> None:
    folder, here = tmp_path / "engine", Path(__file__).resolve()
    dice = random.Random(7)  # noqa: S311 # when to kill, nothing secret
    committed = 0
    for _ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, folder, here.parent, here.parents[2]],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        timer = threading.Timer(1.2 + dice.random(), process.kill)
        timer.start()
        committed = max([committed, *map(int, process.stdout.read().split("\n")[:-1])])
        process.wait()
        process.stdout.close()
        timer.cancel()
        last = max(held(folder), default=0)
        assert last in (committed, committed + 1)
        assert sorted(held(folder)) == list(range(max(1, last - 3), last + 1))
        assert EmbeddedEngine(folder).verify() == ()
    assert committed > 0


def damages(folder: Path) -> Iterable[tuple[str, str]]:
    for name in files(folder):
        for harm in ("missing", "empty", "cut", "garbage", "folder"):
            yield name, harm


def do_harm(path: Path, harm: str) -> None:
    content = path.read_bytes()
    path.unlink()
    if harm == "empty":
        path.write_bytes(b"")
    elif harm == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif harm == "garbage":
        path.write_bytes(random.Random(len(content)).randbytes(len(content)))  # noqa: S311
    elif harm == "folder":
        path.mkdir()


def test_a_damaged_file_is_said_and_cleared_away(tmp_path: Path) -> None:
    """Every file in every way: a clear error that says what to run, or the right answer."""
    sound = tmp_path / "sound"
    filled(sound, 1, 2)
    for number, (name, harm) in enumerate(damages(sound)):
        folder = tmp_path / str(number)
        shutil.copytree(sound, folder)
        do_harm(folder / name, harm)
        assert EmbeddedEngine(folder).verify() != ()
        with pytest.raises(DamagedHome) as caught:
            held(folder)
        assert caught.value.values["run"] == "duizhao reindex"
        with pytest.raises(DamagedHome):
            filled(folder, 3)
        EmbeddedEngine(folder).clear()
        assert EmbeddedEngine(folder).verify() == ()
        assert EmbeddedEngine(folder).view().holdings() == {}
        filled(folder, 4)
        assert held(folder) == {4: 5}


def test_one_changed_byte_is_found_by_verify(tmp_path: Path) -> None:
    engine = filled(tmp_path, 1)
    for name, content in files(tmp_path).items():
        changed = bytearray(content)
        changed[len(changed) // 2] ^= 1
        (tmp_path / name).write_bytes(changed)
        assert engine.verify() == (name,)
        (tmp_path / name).write_bytes(content)
    assert engine.verify() == ()


def test_a_folder_where_a_file_should_be_and_the_other_way_round(tmp_path: Path) -> None:
    (tmp_path / "engine").write_text("不是文件夹", encoding="utf-8")
    with pytest.raises(DamagedHome):
        EmbeddedEngine(tmp_path / "engine").view()


def test_an_engine_folded_by_another_table_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = filled(tmp_path, 1)
    monkeypatch.setattr("index.engines.embedded.manifest.folding_version", lambda: "later")
    with pytest.raises(DamagedHome, match="outdated_engine"):
        engine.view()
    assert engine.verify() == ("folding",)
    engine.clear()
    assert engine.view().holdings() == {}


def test_an_engine_with_prints_taken_by_other_rules_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = filled(tmp_path, 1)
    monkeypatch.setattr("index.engines.embedded.manifest.prints_version", lambda: "later")
    with pytest.raises(DamagedHome, match="outdated_engine"):
        engine.view()
    assert engine.verify() == ("prints",)
    engine.clear()
    assert engine.view().holdings() == {}


def test_prints_that_make_no_sense_are_said_when_asked_for(tmp_path: Path) -> None:
    engine = filled(tmp_path, 1)
    (path,) = tmp_path.glob("segments/*/prints.bin")
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\x7f" * (len(content) - 4096))
    assert engine.verify() != ()
    view = engine.view()
    assert view.count(Phrase((fold("安全生产"),))) == 1
    for ask in (lambda: view.near([SENTENCES[0]]), view.texts, lambda: list(view.pairs())):
        with pytest.raises(DamagedHome, match="damaged_engine"):
            ask()
    view.close()


def test_removed_text_that_makes_no_sense_is_said_when_asked_for(tmp_path: Path) -> None:
    engine = filled(tmp_path, 1)
    (path,) = tmp_path.glob("segments/*/removed.bin")
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\x7f" * (len(content) - 4096))
    assert engine.verify() != ()
    view = engine.view()
    assert view.count(Phrase((fold("安全生产"),))) == 1
    with pytest.raises(DamagedHome, match="damaged_engine"):
        view.removed(Phrase((fold("扫码"),)))
    view.close()


def test_where_nothing_was_removed_there_is_no_file_for_it(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path)
    engine.put(replace(a_report(1), removed=("", "\x07")))
    engine.commit()
    assert not [name for name in files(tmp_path) if "removed" in name]
    assert engine.verify() == ()
    engine.put(a_report(2))
    engine.drop(2)
    engine.put(a_report(3))
    engine.commit()
    assert [name for name in files(tmp_path) if "removed" in name]


def test_removed_text_counts_towards_the_size_of_a_segment(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path, sizes=Sizes(segment=400, tiers=(), pile=2))
    for number in range(1, 4):
        engine.put(replace(a_report(number), removed=("扫码下载" * 100,)))
    engine.commit()
    assert len(list((tmp_path / "segments").iterdir())) == 3


def test_verify_says_when_a_person_changed_the_words(tmp_path: Path) -> None:
    EmbeddedEngine(tmp_path / "engine", cutter=Cutter(tmp_path)).clear()
    engine = EmbeddedEngine(tmp_path / "engine", cutter=Cutter(tmp_path))
    engine.put(a_report(1))
    engine.commit()
    assert engine.verify() == ()
    (tmp_path / USER_WORDS).write_text("抓好安全生产\n", encoding="utf-8")
    later = EmbeddedEngine(tmp_path / "engine", cutter=Cutter(tmp_path))
    assert later.verify() == ("words",)
    later.put(a_report(2))
    later.commit()
    assert later.verify() == ("words",)


def test_small_segments_are_merged_and_retired_ones_swept(tmp_path: Path) -> None:
    sizes = Sizes(segment=10_000, tiers=(1_000,), pile=4)
    for number in range(1, 20):
        filled(tmp_path, number, sizes=sizes)
        assert len(list((tmp_path / "segments").iterdir())) <= 8
    assert held(tmp_path) == dict.fromkeys(range(1, 20), 5)


def test_a_segment_mostly_dropped_gives_its_room_back(tmp_path: Path) -> None:
    engine = filled(tmp_path, *range(1, 40))
    before = sum(map(len, files(tmp_path).values()))
    for number in range(1, 37):
        engine.drop(number)
    engine.commit()
    engine.drop(99)
    engine.commit()
    assert sum(map(len, files(tmp_path).values())) < before / 2
    assert held(tmp_path) == {37: 5, 38: 5, 39: 5}


def test_no_segment_outgrows_its_size(tmp_path: Path) -> None:
    filled(tmp_path, *range(1, 21), sizes=Sizes(segment=200, tiers=(), pile=2))
    assert len(list((tmp_path / "segments").iterdir())) == 10 + 0
    assert held(tmp_path) == dict.fromkeys(range(1, 21), 5)


def test_settling_leaves_few_segments_and_the_same_answers(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path, sizes=Sizes(tiers=(50_000,), pile=99))
    for number in range(1, 6):
        engine.put(a_report(number))
        engine.commit()
    assert len(list((tmp_path / "segments").iterdir())) == 5
    before = held(tmp_path)
    engine.settle()
    engine.settle()
    assert held(tmp_path) == before
    engine.put(a_report(9))
    engine.commit()  # sweeps what was merged
    assert len(list((tmp_path / "segments").iterdir())) == 2
    assert engine.verify() == ()


def test_many_threads_share_one_view(tmp_path: Path) -> None:
    view = filled(tmp_path, *range(1, 30)).view()
    wrong: list[object] = []

    def ask() -> None:
        try:
            for _ in range(30):
                assert len(view.words("安全生产 粮食").passages) == 29
                assert len(view.words("改进作风").passages) == 29
                assert len(view.phrase(Phrase(("粮食安全",))).passages) == 29
        except BaseException as error:  # whatever it is, the main thread must hear of it
            wrong.append(error)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_views_open_while_another_thread_commits(tmp_path: Path) -> None:
    sizes = Sizes(segment=300, tiers=(500,), pile=2)
    engine = filled(tmp_path, 1, sizes=sizes)
    done = threading.Event()
    wrong: list[object] = []

    def read() -> None:
        try:
            while not done.is_set():
                held(tmp_path)
        except BaseException as error:  # whatever it is, the main thread must hear of it
            wrong.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(2, 25):
        engine.put(a_report(number))
        engine.drop(number - 3)
        engine.commit()
    done.set()
    reader.join()
    assert wrong == []


def test_a_closed_view_answers_no_more(tmp_path: Path) -> None:
    view = filled(tmp_path, 1).view()
    kept = view.phrase(Phrase(("安全",)))
    view.close()
    view.close()
    assert kept.passages.tolist() == [101]
    assert kept.counts.tolist() == [2]
    with pytest.raises(ValueError, match="closed"):
        view.phrase(Phrase(("安全",)))


def test_more_different_characters_than_two_bytes_can_number() -> None:
    text = "".join(chr(code) for code in range(0x20000, 0x20000 + 66_000))
    passage = PassageText(1, Part.BODY, 0, text)
    index = PhraseIndex(phrase_arrays(fold_rows([passage])))
    folded = fold(text)
    for start in (0, 1, 40_000, len(folded) - 3):
        phrase = Phrase((folded[start : start + 3],))
        rows, offsets, lengths = index.places(phrase, np.array([0]))
        assert start in offsets.tolist()
        assert rows.tolist() == [0] * index.count(phrase)
        assert set(lengths.tolist()) == {3}


def test_files_are_open_no_longer_once_views_are_closed(tmp_path: Path) -> None:
    links = Path("/proc/self/fd")
    if not links.exists():
        pytest.skip("this system does not list open files")
    filled(tmp_path, 1, 2)
    held(tmp_path)
    targets = [os.readlink(link) for link in links.iterdir() if link.is_symlink()]
    assert not [target for target in targets if str(tmp_path) in target]
