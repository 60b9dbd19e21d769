"""Readers while somebody writes: each answer is that of one commit, and none goes back in time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from index import store
from index.engines.embedded import EmbeddedEngine, Sizes
from index.words import Cutter
from search.library import Library
from search.model import Request, Result

PHRASE = "闸门启闭演练"
UNITS = ("东湖闸站", "西渠泵站", "北堤管理所")
PATIENCE = 20.0  # seconds that a step may take at most

Answer = tuple[int, int, int, tuple[tuple[str | None, str], ...]]
State = dict[tuple[str, int], int]  # the version that stands of (unit, year)


@pytest.fixture(autouse=True)
def merging_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every commit or two merges segments, so that readers meet files that come and go."""
    cutter, sizes = Cutter(), Sizes(segment=2_000, tiers=(400, 1_500), pile=2)

    def small(home: Path) -> Callable[[Path], EmbeddedEngine]:
        return lambda folder: EmbeddedEngine(folder, cutter=cutter, sizes=sizes)

    monkeypatch.setattr(store, "embedded", small)


def text_of(unit: str, year: int, version: int) -> str:
    """A report in which the phrase stands in one passage, `version` times and once more."""
    times = "".join(f"，第{number}次{PHRASE}记录在案" for number in range(1, version + 1))
    return f"""{unit}{year}年度工作总结
一、主要工作
汛前完成{PHRASE}{times}。
二、存在的问题
值守力量不足，演练次数偏少。
"""


def passage_of(version: int) -> str:
    times = "".join(f"，第{number}次{PHRASE}记录在案" for number in range(1, version + 1))
    return f"汛前完成{PHRASE}{times}。"


def expected(state: State) -> Answer:
    hits = sorted((unit, passage_of(version)) for (unit, _), version in state.items())
    return len(state), len(state), sum(map(_starts, state.values())), tuple(hits)


def answered(result: Result) -> Answer:
    hits = sorted((str(hit.unit), hit.text) for hit in result.hits)
    assert result.occurrences == sum(hit.occurrences for hit in result.hits)
    assert sum(result.facets.unit.values()) == sum(result.facets.year.values()) == result.passages
    for hit in result.hits:
        assert [hit.text[start:end] for start, end in hit.spans] == [PHRASE] * hit.occurrences
    return result.searched.reports, result.reports, result.occurrences, tuple(hits)


def _starts(version: int) -> int:
    return version + 1


class Writer:
    """Changes a library commit by commit; `states` are those that readers may see, in order."""

    def __init__(self, library: Library, desk: Path) -> None:
        self.library, self.desk = library, desk
        self.states: list[State] = [{}]

    def add(self, year: int, version: int) -> None:
        """Bring reports of all units in, new or in place of older versions, in one commit."""
        folder = self.desk / f"{year}-{version}"
        for unit in UNITS:
            file = folder / unit / f"{year}年度工作总结.txt"
            file.parent.mkdir(parents=True)
            file.write_text(text_of(unit, year, version), encoding="utf-8")
        self._follows({**self.states[-1], **{(unit, year): version for unit in UNITS}})
        done = self.library.add([folder], workers=1)
        assert len(done.added) + len(done.replaced) == len(UNITS)

    def remove(self, year: int) -> None:
        """Remove a year's reports, in one commit."""
        rows = [row for row in self.library.reports().rows if row.year == year]
        self._follows({key: v for key, v in self.states[-1].items() if key[1] != year})
        self.library.remove([row.id for row in rows])

    def reindex(self) -> None:
        """Change nothing that a reader could see."""
        self.library.reindex()

    def _follows(self, state: State) -> None:
        # Said before it is done: a reader may see it before the writer's call returns.
        self.states.append(state)


class Reader(threading.Thread):
    """Asks without rest until told to stop, and once more after that."""

    def __init__(self, library: Library) -> None:
        super().__init__(daemon=True)
        self.library = library
        self.answers: list[Answer] = []
        self.failure: BaseException | None = None
        self.stopping = threading.Event()

    def run(self) -> None:
        try:
            while not self.stopping.is_set():
                self.ask()
            self.ask()
        except BaseException as error:
            self.failure = error

    def ask(self) -> None:
        answer = answered(self.library.search(Request(PHRASE, limit=1000)))
        if not self.answers or self.answers[-1] != answer:
            self.answers.append(answer)

    def has_seen(self, answer: Answer) -> bool:
        return bool(self.answers) and self.answers[-1] == answer


@pytest.fixture
def readers(tmp_path: Path) -> Iterator[tuple[Library, list[Reader]]]:
    """A library to write to, two readers of the same and two that opened the home themselves."""
    with ExitStack() as open_ones:
        libraries = [open_ones.enter_context(Library(tmp_path / "home")) for _ in range(3)]
        started = [Reader(libraries[number]) for number in (0, 0, 1, 2)]
        yield libraries[0], started
        for reader in started:
            reader.stopping.set()
            reader.join(PATIENCE)


def test_every_answer_is_that_of_one_commit(
    tmp_path: Path, readers: tuple[Library, list[Reader]]
) -> None:
    library, reading = readers
    writer = Writer(library, tmp_path)
    for reader in reading:
        reader.start()
    steps: list[Callable[[], None]] = [
        lambda: writer.add(2021, 0),
        lambda: writer.add(2022, 1),
        lambda: writer.add(2021, 2),
        lambda: writer.remove(2022),
        writer.reindex,
        lambda: writer.add(2023, 0),
        lambda: writer.add(2023, 3),
        lambda: writer.add(2021, 4),
        lambda: writer.remove(2021),
        lambda: writer.add(2022, 5),
    ]
    for step in steps:
        step()
        wait_until_all_have_seen(reading, expected(writer.states[-1]))
    for reader in reading:
        reader.stopping.set()
        reader.join(PATIENCE)
        assert not reader.is_alive()
        assert reader.failure is None
    known = [expected(state) for state in writer.states]
    assert len(set(known)) == len(known)
    for reader in reading:
        places = [known.index(answer) for answer in reader.answers]
        assert places == sorted(places)
        assert places[-1] == len(known) - 1
    assert library.check().problems == ()


def wait_until_all_have_seen(reading: list[Reader], answer: Answer) -> None:
    end = time.monotonic() + PATIENCE
    while not all(reader.has_seen(answer) for reader in reading):
        for reader in reading:
            if reader.failure is not None:
                raise reader.failure
        assert time.monotonic() < end, "a reader does not see what was committed"
        time.sleep(0.002)
