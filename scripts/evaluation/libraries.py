"""The library that is asked: the folder's reports, and the made-up half of the negatives.

A real one in a folder of its own, filled by the program's own `add`. What stands where is known
from the files: a report is recognised by the hash of its file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from evaluation.negatives import Negative
from evaluation.passages import LONG, Passage
from evaluation.progress import adding
from search.library import Library
from search.model import Part

GROUPS = {
    "long": "passages of 60 characters and more",
    "short": "passages of 20 to 59 characters",
    "paragraphs": "paragraphs that the library cuts into several passages",
    "sentences": "sentences inside a longer passage of the library",
}
_CUT = 0.8  # share of a paragraph's characters in passages that are parts of it
_TOGETHER = 20  # made-up passages in one file
_MADE = "反例"


@dataclass(slots=True)
class Held:
    """An open library, and what is known of it: the hash of each file that it holds by its name
    below the folder, and its passages without white space by hash. `made` are the hashes of
    files with made-up passages.
    """

    library: Library
    files: dict[str, str]
    texts: dict[str, frozenset[str]]
    reports: int
    refused: int
    made: dict[str, str] = field(default_factory=dict)

    def group(self, passage: Passage) -> str | None:
        """Say to which of GROUPS a passage belongs; None where the library holds it in no body
        passage: a heading, or a file that it refused.
        """
        digest = self.files.get(passage.file)
        if digest is None:
            return None
        text, held = bare(passage.text), self.texts[digest]
        if text in held:
            return "long" if len(passage.text) in LONG else "short"
        if any(text in whole for whole in held):
            return "sentences"
        parts = sum(len(part) for part in held if part in text)
        return "paragraphs" if parts >= _CUT * len(text) else None

    def groups(self, passages: Sequence[Passage]) -> dict[str, list[Passage]]:
        """Return the passages by group."""
        found: dict[str, list[Passage]] = {name: [] for name in GROUPS}
        for passage in passages:
            name = self.group(passage)
            if name:
                found[name].append(passage)
        return found

    def take(self, negatives: Sequence[Negative], scratch: Path) -> None:
        """Add the made-up left sides; those that come in as a passage each are kept in mind."""
        scratch.mkdir(parents=True)
        lefts = [pair.left for pair in negatives if not pair.file]
        files = {}
        for first in range(0, len(lefts), _TOGETHER):
            some = lefts[first : first + _TOGETHER]
            name = f"{_MADE}{first // _TOGETHER + 1}"
            data = (f"{name}号材料\n\n" + "\n\n".join(some) + "\n").encode()
            (scratch / f"{name}.txt").write_bytes(data)
            files[sha256(data).hexdigest()] = some
        self.library.add([scratch])
        held = _texts(self.library, set(files))
        for digest, some in files.items():
            whole = held.get(digest, frozenset())
            self.made |= {left: digest for left in some if bare(left) in whole}


@contextmanager
def library_of(folder: Path, home: Path) -> Iterator[Held]:
    """Make the library of a folder; close it again."""
    with Library(home) as library:
        with adding() as told:
            added = library.add([folder], progress=told)
        texts = _texts(library)
        names = {
            path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        files = {name: digest for name, digest in names.items() if digest in texts}
        yield Held(library, files, texts, len(texts), len(added.refused))


def bare(text: str) -> str:
    """Return a text without white space: two readings of one paragraph agree but for that."""
    return "".join(text.split())


def _texts(library: Library, chosen: set[str] | None = None) -> dict[str, frozenset[str]]:
    return {
        row.sha256: frozenset(
            bare(one.text)
            for one in library.report(row.id).outline.passages
            if one.part is Part.BODY
        )
        for row in library.reports().rows
        if chosen is None or row.sha256 in chosen
    }
