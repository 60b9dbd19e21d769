"""The phrases that engines are asked for: drawn from the paragraphs at random, by a seed.

Half of those of each length begin and end with a word, the others wherever they fall, figures
and punctuation included. Common ones are the most frequent runs of a sample; absent ones are
made of two halves that stand in different places and nowhere together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, islice
from random import Random

from index.words import cut

LENGTHS = ((1, 1), (2, 2), (3, 4), (5, 8), (9, 16))
A_LENGTH = 40  # phrases of each length, half of them word-aligned
COMMON = ABSENT = 20
_SAMPLE = 4_000  # paragraphs in which frequent runs are counted
_TRIES = 200_000


@dataclass(frozen=True, slots=True)
class Asked:
    """One phrase (folded) and where it came from: random, aligned, common or absent."""

    text: str
    source: str

    @property
    def drawn(self) -> bool:
        """Say whether it was drawn from the texts at random, word-aligned or not."""
        return self.source in ("random", "aligned")


def name_of(length: tuple[int, int]) -> str:
    """Return how a range of lengths is called."""
    return str(length[0]) if length[0] == length[1] else f"{length[0]}–{length[1]}"


@dataclass(frozen=True, slots=True)
class Questions:
    """All phrases of a run, and the commonest character, with and without punctuation."""

    asked: tuple[Asked, ...]
    commonest: tuple[str, str]


def draw(texts: tuple[str, ...], seed: int, a_length: int = A_LENGTH) -> Questions:
    """Draw phrases from texts; no two are the same. A small corpus may give fewer."""
    source = Random(f"duizhao phrases {seed}")  # noqa: S311 - a sample, no secret
    pick = _Picker(texts, source)
    found: dict[str, Asked] = {}
    for length in LENGTHS:
        for kind, made in (("random", pick.anywhere(length)), ("aligned", pick.aligned(length))):
            _take(found, kind, made, a_length // 2)
    _take(found, "common", _common(texts, source), COMMON)
    _take(found, "absent", _absent(texts, pick), ABSENT)
    return Questions(tuple(found.values()), _commonest(texts))


def _commonest(texts: tuple[str, ...]) -> tuple[str, str]:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text)
    ranked = [character for character, _ in counts.most_common()]
    return ranked[0], next(character for character in ranked if character.isalnum())


def _take(found: dict[str, Asked], kind: str, made: Iterator[str], most: int) -> None:
    fresh = (text for text in islice(made, _TRIES) if text not in found)
    wanted = len(found) + most
    for text in fresh:
        found.setdefault(text, Asked(text, kind))
        if len(found) == wanted:
            return


class _Picker:
    """Draws places, each character of the texts as likely as any other."""

    def __init__(self, texts: tuple[str, ...], source: Random) -> None:
        self._texts = texts
        self._source = source
        self._ends = list(accumulate(map(len, texts)))

    def anywhere(self, length: tuple[int, int]) -> Iterator[str]:
        while True:
            text = self._text()
            size = self._source.randint(*length)
            if len(text) >= size:
                start = self._source.randint(0, len(text) - size)
                yield text[start : start + size]

    def aligned(self, length: tuple[int, int]) -> Iterator[str]:
        while True:
            text = self._text()
            words = list(_words(text))
            if not words:
                continue
            first = self._source.randrange(len(words))
            start = words[first][0]
            ends = [end for _, end in words[first:] if length[0] <= end - start <= length[1]]
            if ends:
                yield text[start : self._source.choice(ends)]

    def _text(self) -> str:
        (text,) = self._source.choices(self._texts, cum_weights=self._ends)
        return text


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the words side by side, without the shorter ones inside them."""
    last = 0
    for word in sorted(cut(text), key=lambda word: (word.start, -word.end)):
        if word.start >= last:
            yield word.start, word.end
            last = word.end


def _common(texts: tuple[str, ...], source: Random) -> Iterator[str]:
    """Yield the most frequent runs of 1, 2, 3 and 4 letters in turn."""
    sample = source.sample(texts, min(_SAMPLE, len(texts)))
    ranked = []
    for size in (1, 2, 3, 4):
        counts: Counter[str] = Counter()
        for text in sample:
            counts.update(text[at : at + size] for at in range(len(text) - size + 1))
        runs = (run for run, _ in counts.most_common(200) if run.isalpha())
        ranked.append(list(islice(runs, COMMON * 3)))
    for place in zip(*ranked, strict=False):
        yield from place


def _absent(texts: tuple[str, ...], pick: _Picker) -> Iterator[str]:
    """Yield runs of 2 to 16 characters that stand nowhere, each length in its turn."""
    whole = "\n".join(texts)
    while True:
        for low, high in LENGTHS[1:]:
            left = next(pick.anywhere((low - low // 2, high - high // 2)))
            right = next(pick.anywhere((low // 2, high // 2)))
            if left + right not in whole:
                yield left + right
