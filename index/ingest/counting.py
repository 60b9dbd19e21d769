"""A report prepared, its words counted and its prints taken: in the workers, so that the writer
need not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from index.catalogue import Packed
from index.errors import DamagedHome
from index.ingest.task import Task
from index.model import Part
from index.prints import take_prints
from index.tally import tally
from index.words import Cutter


@dataclass(frozen=True, slots=True)
class Counting:
    """Prepares a file, counts its words by the dictionary of `home` and takes its prints; any
    process can.
    """

    prepare: Callable[[Task], Packed]
    home: Path

    def __call__(self, task: Task) -> Packed:
        """Prepare one file. Raises UnreadableReport."""
        packed = self.prepare(task)
        passages = packed.outline().passages
        bodies = [one.text if one.part is Part.BODY else "" for one in passages]
        packed = replace(packed, prints=take_prints(bodies))
        texts = [(" ".join(passage.path), passage.text) for passage in passages]
        try:
            return replace(packed, tally=tally(_cutter(self.home), texts))
        except DamagedHome:  # the home's, not the file's: whoever writes will say so
            return packed


@lru_cache(maxsize=1)
def _cutter(home: Path) -> Cutter:
    return Cutter(home)
