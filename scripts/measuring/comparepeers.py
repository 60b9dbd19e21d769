"""Other ways to say what changed between two texts, each giving stretches that changed.

A change is `(left start, left end, right start, right end)` in characters.
"""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

from measuring.peers import Missing

Changed = tuple[int, int, int, int]
Words = Callable[[str], Sequence[str]]
_FIRST = 0xF0000  # code points that stand for words: no text holds so many different ones


class Way(Protocol):
    """A way to compare. `longest` are the characters of a text that it can do in a minute or so
    and some gigabytes; None where it has no such limit.
    """

    name: str
    in_words: bool
    longest: int | None

    def changes(self, left: str, right: str) -> Sequence[Changed]:
        """Return the stretches that changed, in order."""


class Difflib:
    """Python's own SequenceMatcher over characters; what stands often is junk to it."""

    name = "difflib"
    in_words = False
    longest: int | None = None

    def changes(self, left: str, right: str) -> Sequence[Changed]:
        """Return the changed stretches."""
        return _opcodes(difflib.SequenceMatcher(None, left, right).get_opcodes())


class DifflibExact:
    """The same without junk: every character counts, in time that grows with the square."""

    name = "difflib without autojunk"
    in_words = False
    longest: int | None = 30_000

    def changes(self, left: str, right: str) -> Sequence[Changed]:
        """Return the changed stretches."""
        return _opcodes(difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes())


class DifflibWords:
    """SequenceMatcher over words."""

    name = "difflib, words"
    in_words = True
    longest: int | None = None

    def __init__(self, words: Words) -> None:
        self._words = words

    def changes(self, left: str, right: str) -> Sequence[Changed]:
        """Return the changed stretches."""
        here, there = self._words(left), self._words(right)
        found = _opcodes(difflib.SequenceMatcher(None, here, there).get_opcodes())
        return _as_characters(found, here, there)


class Rapidfuzz:
    """rapidfuzz opcodes (Indel) over characters."""

    name = "rapidfuzz"
    in_words = False
    longest: int | None = 200_000

    def __init__(self) -> None:
        self._opcodes = _imported("rapidfuzz.distance").Indel.opcodes

    def changes(self, left: str, right: str) -> Sequence[Changed]:
        """Return the changed stretches."""
        return _joined(_stretches(self._opcodes(left, right)))


class RapidfuzzWords:
    """rapidfuzz opcodes (Indel) over words."""

    name = "rapidfuzz, words"
    in_words = True
    longest: int | None = 400_000

    def __init__(self, words: Words) -> None:
        self._words = words
        self._opcodes = _imported("rapidfuzz.distance").Indel.opcodes

    def changes(self, left: str, right: str) -> Sequence[Changed]:
        """Return the changed stretches."""
        here, there = self._words(left), self._words(right)
        codes: dict[str, str] = {}
        one, other = (
            "".join([codes.setdefault(word, chr(_FIRST + len(codes))) for word in side])
            for side in (here, there)
        )
        return _as_characters(_joined(_stretches(self._opcodes(one, other))), here, there)


class MatchPatch:
    """fast-diff-match-patch with its semantic clean-up, over characters."""

    name = "diff-match-patch, semantic"
    in_words = False
    longest: int | None = 200_000

    def __init__(self) -> None:
        self._diff = _imported("fast_diff_match_patch").diff

    def changes(self, left: str, right: str) -> Sequence[Changed]:
        """Return the changed stretches."""
        found: list[Changed] = []
        at = to = 0
        for sign, size in self._diff(left, right, timelimit=0, cleanup="Semantic"):
            end, last = at + size * (sign != "+"), to + size * (sign != "-")
            if sign != "=":
                found.append((at, end, to, last))
            at, to = end, last
        return _joined(found)


def ways(words: Words, say: Callable[[str], None]) -> list[Way]:
    """Return those that are installed; `say` is told of the others."""
    found: list[Way] = []
    builders: list[Callable[[], Way]] = [Difflib, DifflibExact, Rapidfuzz, MatchPatch]
    builders += [lambda: DifflibWords(words), lambda: RapidfuzzWords(words)]
    for build in builders:
        try:
            found.append(build())
        except Missing as reason:
            say(f"Left out: {reason}.")
    return found


def _opcodes(found: Iterable[tuple[str, int, int, int, int]]) -> list[Changed]:
    return [(at, end, to, last) for tag, at, end, to, last in found if tag != "equal"]


def _stretches(found: Iterable[Any]) -> Iterator[Changed]:
    for step in found:
        if step.tag != "equal":
            yield step.src_start, step.src_end, step.dest_start, step.dest_end


def _joined(found: Iterable[Changed]) -> list[Changed]:
    """Return what is left out and put in at one place as one change."""
    joined: list[Changed] = []
    for at, end, to, last in found:
        if joined and (joined[-1][1], joined[-1][3]) == (at, to):
            joined[-1] = (joined[-1][0], end, joined[-1][2], last)
        else:
            joined.append((at, end, to, last))
    return joined


def _as_characters(
    found: Iterable[Changed], here: Sequence[str], there: Sequence[str]
) -> list[Changed]:
    """Return changes of words as those of characters."""
    lefts, rights = _places(here), _places(there)
    return [(lefts[at], lefts[end], rights[to], rights[last]) for at, end, to, last in found]


def _places(words: Sequence[str]) -> list[int]:
    places = [0]
    for word in words:
        places.append(places[-1] + len(word))
    return places


def _imported(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        named = name.partition(".")[0].replace("_", "-")
        raise Missing(f"{named} is not installed") from error
