"""What is being added: files found, matched with the manifest, prepared here or by workers.

Everything that can be said before anything is stored (a path at which nothing stands, a bad
manifest) is said on entering.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from index.catalogue import Packed
from index.errors import BadManifest, UnreadableReport
from index.ingest.adding import Adding
from index.ingest.lots import Lots
from index.ingest.outcome import Outcome, Progress
from index.ingest.task import Task
from index.ingest.telling import Cancelled, Telling
from index.ingest.workers import Done, abroad, at_home
from index.manifest import Row, match, read_manifest
from index.places import MISSING
from index.readers import Found, files, is_missing
from index.readers.content import Content, content_of
from index.settings import Limits
from index.signs import Sign

_FEW = 8  # so many short texts are read sooner than processes come up
_SHORT = 500_000  # bytes


@dataclass(frozen=True, slots=True)
class Entrance:
    """How files are found below a path, and how one is prepared (in any process)."""

    files: Callable[..., Iterator[Found]]  # as `readers.files`
    prepare: Callable[[Task], Packed]


def everyday() -> Entrance:
    """Return the entrance that comes with duizhao."""
    from index.ingest.preparing import prepare

    return Entrance(files, prepare)


def require(paths: Iterable[Path]) -> None:
    """Raise UnreadableReport (`no_such_file`, `no_such_files`) where nothing stands at a path."""
    missing = [str(path) for path in paths if is_missing(path)]
    if len(missing) == 1:
        raise UnreadableReport(MISSING, file=missing[0])
    if missing:
        raise UnreadableReport("no_such_files", file="", files=missing)


class Delivery:
    """The files of one add: listed and matched with the manifest at once, read when asked for.

    The paths are walked twice, for names and for bytes: what lies in an archive is read best
    while the archive is walked, and a list of files takes little memory. What was listed and is not
    found again is told as gone: the second walk may come to a folder much later.
    """

    def __init__(
        self,
        paths: Iterable[Path],
        *,
        manifest: Path | None,
        entrance: Entrance | None,
        limits: Limits,
        home: Path | None = None,
        found: Callable[[], Iterator[Found]] | None = None,
        ocr: bool = True,
        whole: Callable[[str], bool] | None = None,
    ) -> None:
        """List what stands below the paths, or what `found` gives each time it is asked; words
        are counted by the dictionary of `home` where that saves time. Without `ocr` no page that
        is a picture is recognised.

        `whole` says by its hash of a letter whether it is one report whatever it carries.

        Raises UnreadableReport (`no_such_file`, `no_such_files`), BadManifest.
        """
        self._paths = tuple(paths)
        require(self._paths)
        rows = read_manifest(manifest) if manifest is not None else ()
        self._manifest = os.path.abspath(manifest) if manifest is not None else None
        self._entrance = entrance or everyday()
        self._limits = limits
        self._home = home
        self._ocr = ocr
        self._given = found
        self._told = {} if whole is None else {"whole": cache(whole)}  # the same in both walks
        self._under_way: deque[Found] = deque()  # being read, in order
        self._again: set[tuple[str, Path | None]] = set()  # what the second walk found
        self._listed = list(self._found())
        self._rows, lost = match(rows, [found.name for found in self._listed])
        self._lost = [_lost(row, manifest) for row in lost]

    def into(
        self,
        adding: Adding,
        *,
        workers: int | None = None,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Outcome:
        """Keep the files, in order. When cancelled, those finished so far are kept."""
        telling = Telling(len(self._listed), progress, cancelled)
        with suppress(Cancelled), closing(self._results(workers, telling.heard)) as results:
            for done in results:
                telling.finished(done.file, adding.take(done, self._under_way.popleft()))
            for found in self._gone():
                adding.take(Done(found.name, error=found.refused), found)
            for done in self._lost:
                adding.take(done)
        return adding.finish()

    def _found(self) -> Iterator[Found]:
        if self._given is not None:
            yield from self._given()
        for path in self._paths:
            for found in self._entrance.files(path, **self._told):
                if not self._is_manifest(found):
                    yield found

    def _is_manifest(self, found: Found) -> bool:
        """Say whether a file is the list that says what the others are, and so no report."""
        if self._manifest is None or found.path is None or found.holder is not None:
            return False
        return os.path.abspath(found.path) == self._manifest

    def _tasks(self) -> Iterator[Task | Done[Packed]]:
        for found in self._found():
            self._under_way.append(found)
            self._again.add((found.name, found.path))
            try:
                data = found.load()
            except UnreadableReport as error:
                yield Done(found.name, error=error)
            else:
                row = self._rows.get(found.name)
                yield Task(found.name, found.parents, data, row, ocr=self._ocr)

    def _gone(self) -> Iterator[Found]:
        """Yield what was listed as a report and did not come again."""
        for found in self._listed:
            if found.report and (found.name, found.path) not in self._again:
                yield replace(found, refused=found.gone)

    def _results(
        self, workers: int | None, heard: Callable[[Sign], None]
    ) -> Generator[Done[Packed]]:
        return prepared(
            self._tasks(),
            len(self._listed),
            self._entrance.prepare,
            limits=self._limits,
            workers=workers,
            home=self._home,
            heard=heard,
        )


def prepared(
    tasks: Iterator[Task | Done[Packed]],
    total: int,
    prepare: Callable[[Task], Packed],
    *,
    limits: Limits,
    workers: int | None = None,
    home: Path | None = None,
    heard: Callable[[Sign], None] | None = None,
) -> Generator[Done[Packed]]:
    """Prepare `total` files, here where they are few and short texts, else in processes.

    `heard` is told which page is being recognised.

    Results come in the order of the tasks; older office files are turned into today's in lots.
    Words are counted by the dictionary of `home` where that saves time.
    """
    if total <= _FEW:
        few = list(tasks)
        if all(isinstance(task, Done) or is_harmless(task) for task in few):
            yield from at_home(iter(few), prepare)
            return
        tasks = iter(few)
    processes = max(1, min(workers or os.cpu_count() or 1, total))
    lots = Lots(tasks, limits)
    lotted = lots.tasks()
    crew = abroad(
        lotted,
        _work(prepare, total, home),
        processes=processes,
        seconds=limits.reader_seconds,
        heard=heard,
    )
    # The crew waits for its threads, one of which may wait for a lot.
    with closing(lotted), closing(crew), lots:
        yield from crew


def _work(
    prepare: Callable[[Task], Packed], total: int, home: Path | None
) -> Callable[[Task], Packed]:
    if home is None or total <= _FEW:
        return prepare
    from index.ingest.counting import Counting

    return Counting(prepare, home)


def is_harmless(task: Task) -> bool:
    """Tell whether a file is a short plain text, which no C library reads."""
    plain = content_of(task.file, task.data) in (Content.TEXT, Content.MARKDOWN)
    return plain and len(task.data) <= _SHORT


def _lost(row: Row, manifest: Path | None) -> Done[Packed]:
    name = manifest.name if manifest else ""
    error = BadManifest("manifest_row_unmatched", file=row.file, manifest=name, line=row.line)
    return Done(row.file, error=error)
