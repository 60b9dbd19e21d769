"""Many older office files through one run of LibreOffice, whose start takes longest.

Files go in, in order; of each comes what it was turned into, as soon as the next one is under way.
What cannot be turned into anything so (a file that breaks the run, one that takes too long, one
that LibreOffice refuses) comes as None, to be tried alone: it costs the others a new start and
nothing else.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

from index.readers.office import command, end, libreoffice, made_of, start
from index.settings import Limits

_RUNS = 4  # of one lot: what broke three of them has company
_LOOK = 0.05  # seconds between two looks at what is there


class Lot:
    """A lot under way; close it, or use it as a context. Threads may take turns.

    `given` are the files' bytes and what each is (`.doc`); all become `target` (`docx`). Raises
    OSError where there is no room for them.
    """

    def __init__(self, given: Sequence[tuple[bytes, str]], target: str, limits: Limits) -> None:
        self._target = target
        self._seconds = limits.lot_seconds
        self._largest = limits.file_size
        self._program = libreoffice()
        self._turn = threading.Lock()
        self._stopped = self._program is None
        self._process: subprocess.Popen[bytes] | None = None
        self._whole = False
        self._folder = Path(tempfile.mkdtemp(prefix="duizhao-"))
        self._files = [self._folder / f"{at:04}{kind}" for at, (_, kind) in enumerate(given)]
        try:
            for file, (data, _) in zip(self._files, given, strict=True):
                file.write_bytes(data)
        except OSError:
            self.close()
            raise
        self._first = 0  # of the files in the run under way
        self._made = -1  # the last file that something came of
        self._runs = 0
        self._moved = 0.0  # when something came last
        self._run(0)

    def __enter__(self) -> Lot:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def take(self, number: int) -> bytes | None:
        """Wait for what becomes of one file. Ask in the order of the files, each once."""
        while not self._settled(number):
            time.sleep(_LOOK)
        if self._stopped:
            return None
        made = made_of(self._files[number], self._target)
        try:
            # What was being written when a run ended is not whole.
            if made.stat().st_size > self._largest or not zipfile.is_zipfile(made):
                return None
            data = made.read_bytes()
            made.unlink()  # not to be there twice
        except OSError:
            return None
        return data

    def stop(self) -> None:
        """End the run at once, from any thread: whatever is waited for comes as None."""
        self._stopped = True
        self._end()

    def close(self) -> None:
        """End the run and remove its files."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _settled(self, number: int) -> bool:
        """Say whether it is known what becomes of a file; start the next run where one broke."""
        running = self._process is not None and self._process.poll() is None
        self._look()  # after asking: a run that has ended makes nothing more
        if self._stopped or number < self._made:
            return True
        if running and time.monotonic() - self._moved < self._seconds:
            return False
        self._end()
        broke = self._broke()
        if self._whole or self._runs >= _RUNS or not broke < number < len(self._files):
            return True
        self._run(broke + 1)
        return False

    def _broke(self) -> int:
        """Return which file broke the run: what was under way, or would have come next."""
        if self._made < self._first:
            return self._first
        made = made_of(self._files[self._made], self._target)
        half = made.exists() and not zipfile.is_zipfile(made)
        return self._made if half else self._made + 1

    def _look(self) -> None:
        for at in range(len(self._files) - 1, self._made, -1):
            if made_of(self._files[at], self._target).exists():
                self._made = at
                self._moved = time.monotonic()
                return

    def _run(self, first: int) -> None:
        with self._turn:
            if self._stopped or self._program is None:
                return
            self._first = first
            self._runs += 1
            words = command(self._program, self._folder, self._target, self._files[first:])
            self._process = start(words)
            self._moved = time.monotonic()

    def _end(self) -> None:
        with self._turn:
            if self._process is not None:
                self._whole = self._process.poll() == 0  # it came to all of its files
                end(self._process)
                self._process = None
