"""Which pieces of two texts could belong together, and how alike they are.

Equal pieces are found by their text, others by the 2-grams they share: only pairs that share
enough of them are compared in full.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.comparing.aligning.chains import chain
from search.likeness import common_shares

LEAST = 0.50  # share of common characters of pieces that could belong together
WITHIN = 0.70  # share of the shorter one's 2-grams, weighed, that stand in the longer one
KINDRED = 0.20  # how much of one matter pieces are that were written anew

_SHARED = 0.15  # likewise, below which their characters are not compared
_BEST = 0.5  # share of the best one there is for either that kindred pieces must reach
_SIZE = 4096  # 2-grams told apart; of two that are not, a pair more is looked at
_ROWS = 512  # pieces of one side looked at together
_OFTEN = 12  # neighbours of an equal piece that repeats itself …
_PAIRS = 2_000  # … and that many all in all of one that stands in thousands of places
_LIKELY = 300_000  # pairs of one kind that are looked at, all in all …
_FEW = 24  # … and so many of each piece at least, in texts of thousands of lines alike

Floats = NDArray[np.float32]


class Candidate(NamedTuple):
    """Piece `left` of one text and piece `right` of the other, `score` alike (0 to 1).

    `kin` is the cosine of their 2-grams, the rare ones weighing most: of two lines of one form
    that say different things it is much lower than `score`.
    """

    left: int
    right: int
    score: float
    kin: float = 1.0


@dataclass(frozen=True, slots=True)
class Candidates:
    """`alike` are pairs of at least LEAST; `within` those of which the shorter stands within the
    longer one: then `score` is which share of it. `kindred` speak of one matter in other words:
    `score` is the cosine of their 2-grams, the rare ones weighing most, and at least KINDRED.
    """

    alike: list[Candidate] = field(default_factory=list)
    within: list[Candidate] = field(default_factory=list)
    kindred: list[Candidate] = field(default_factory=list)


def candidates(
    lefts: Sequence[str],
    rights: Sequence[str],
    figures: tuple[Sequence[tuple[str, ...]], Sequence[tuple[str, ...]]] | None = None,
) -> Candidates:
    """Return the pairs of two texts' pieces, given in the form in which they are compared, with
    the `figures` of both that this form leaves open.

    Equal pieces that stand once on each side, or in the same order, are compared with nothing
    else. Time grows with the number of the others on one side times that on the other.
    """
    found = Candidates()
    equal = list(equals(lefts, rights))
    if figures is not None:
        whole = [*zip(lefts, figures[0], strict=True)], [*zip(rights, figures[1], strict=True)]
        equal = list(dict.fromkeys([*equal, *equals(*whole)]))
    found.alike.extend(equal)
    settled_left, settled_right = _settled(equal, lefts)
    here = [n for n, text in enumerate(lefts) if n not in settled_left and len(text) > 1]
    there = [n for n, text in enumerate(rights) if n not in settled_right and len(text) > 1]
    if here and there:
        known = {(pair.left, pair.right) for pair in equal}
        _compare(found, lefts, rights, here, there, known)
    return found


def equals(lefts: Sequence[Hashable], rights: Sequence[Hashable]) -> Iterator[Candidate]:
    """Yield equal pieces; of those that repeat themselves, each with some about its own rank."""
    where: dict[Hashable, list[int]] = {}
    for number, text in enumerate(rights):
        where.setdefault(text, []).append(number)
    often: dict[Hashable, int] = {}
    total: dict[Hashable, int] = {}
    for text in lefts:
        if text in where:
            total[text] = total.get(text, 0) + 1
    for number, text in enumerate(lefts):
        places = where.get(text)
        if places is None:
            continue
        rank = often.get(text, 0)
        often[text] = rank + 1
        # Counted from the front and from the back, so that neither side's first is favoured.
        back = len(places) - (total[text] - rank)
        reach = max(min(_OFTEN, _PAIRS // len(places)), 1)
        near = {*range(rank - reach, rank + reach + 1), *range(back - reach, back + reach + 1)}
        for place in sorted(near):
            if 0 <= place < len(places):
                yield Candidate(number, places[place], 1.0)


def _settled(equal: Sequence[Candidate], lefts: Sequence[str]) -> tuple[set[int], set[int]]:
    """Return the pieces that are equal to one another: to nothing else, or in the same order."""
    heres = Counter(pair.left for pair in equal)
    theres = Counter(pair.right for pair in equal)
    settled = [pair for pair in equal if heres[pair.left] == theres[pair.right] == 1]
    weighted = [(pair.left, pair.right, 1 + len(lefts[pair.left])) for pair in equal]
    settled += [equal[number] for number in chain(weighted)]
    return {pair.left for pair in settled}, {pair.right for pair in settled}


def _compare(
    found: Candidates,
    lefts: Sequence[str],
    rights: Sequence[str],
    here: Sequence[int],
    there: Sequence[int],
    known: set[tuple[int, int]],
) -> None:
    """Add the pairs of these pieces that share enough."""
    weights = _weights([*lefts, *rights])
    columns = _grams([rights[n] for n in there]) * np.sqrt(weights)
    breadths = np.square(columns).sum(axis=1)
    widths = _lengths([rights[n] for n in there])
    for start in range(0, len(here), _ROWS):
        block = here[start : start + _ROWS]
        rows = _grams([lefts[n] for n in block]) * np.sqrt(weights)
        lengths = np.square(rows).sum(axis=1)
        heights = _lengths([lefts[n] for n in block])
        shared = rows @ columns.T
        cosines = shared / np.sqrt(np.outer(lengths, breadths))
        best = _BEST * np.maximum.outer(cosines.max(axis=1), cosines.max(axis=0))
        fitting = (cosines >= KINDRED) & (cosines >= best)
        at, to = _likeliest(fitting, cosines, start, len(here))
        kin = zip(at.tolist(), to.tolist(), cosines[at, to].tolist(), strict=True)
        found.kindred.extend(Candidate(block[i], there[j], score) for i, j, score in kin)
        parts = shared / np.minimum.outer(lengths, breadths)
        at, to = _likeliest(parts >= WITHIN, parts, start, len(here))
        inside = zip(at.tolist(), to.tolist(), parts[at, to].tolist(), strict=True)
        found.within.extend(Candidate(block[i], there[j], min(part, 1.0)) for i, j, part in inside)
        # Of texts whose lengths differ too much, not enough can be common.
        sizes = np.minimum.outer(heights, widths) >= LEAST / 2 * np.add.outer(heights, widths)
        at, to = _likeliest((cosines >= _SHARED) & sizes, cosines, start, len(here))
        pairs = [(block[i], there[j]) for i, j in zip(at.tolist(), to.tolist(), strict=True)]
        scores = common_shares(
            [lefts[left] for left, _ in pairs], [rights[right] for _, right in pairs], least=LEAST
        )
        rest = zip(pairs, scores.tolist(), cosines[at, to].tolist(), strict=True)
        found.alike.extend(
            Candidate(*pair, score, kin) for pair, score, kin in rest if score and pair not in known
        )


def _likeliest(
    fitting: NDArray[np.bool_], scores: NDArray[np.floating[Any]], start: int, rows: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return which pairs fit, of each row not more than there is time for: the best of them, of
    equally good ones those whose places in the two texts are nearest.

    The rows are those from `start` on of so many `rows` of one text, the columns all of the other.
    """
    most = max(_LIKELY // rows, _FEW)
    columns = fitting.shape[1]
    if columns > most:
        fitting = fitting.copy()
        near = np.arange(columns) / columns
        for row in np.nonzero(fitting.sum(axis=1) > most)[0].tolist():
            places = np.nonzero(fitting[row])[0]
            away = np.abs(near[places] - (start + row) / rows)
            order = np.lexsort((away, -scores[row, places].round(4)))
            fitting[row, places[order[most:]]] = False
    at, to = np.nonzero(fitting)
    return at, to


def kinship(lefts: Sequence[str], rights: Sequence[str], among: Sequence[str]) -> Floats:
    """Return how much of one matter each left text is with each right one (0 to 1): the cosine
    of their 2-grams, weighed by how rare they are in the texts `among` which they stand.
    """
    weights = np.sqrt(_weights(among))
    rows, columns = _grams(lefts) * weights, _grams(rights) * weights
    lengths, breadths = np.square(rows).sum(axis=1), np.square(columns).sum(axis=1)
    sizes = np.maximum(np.sqrt(np.outer(lengths, breadths)), 1)  # nothing is kin to nothing
    return (rows @ columns.T / sizes).astype(np.float32)


def _lengths(texts: Sequence[str]) -> NDArray[np.int64]:
    return np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))


def _weights(texts: Sequence[str]) -> Floats:
    """Return what 2-grams weigh: the fewer pieces they stand in, the more."""
    often = np.zeros(_SIZE, dtype=np.float32)
    for start in range(0, len(texts), _ROWS):
        often += _grams(texts[start : start + _ROWS]).sum(axis=0)
    weights: Floats = np.log1p(len(texts) / np.maximum(often, 1)) ** 2
    return weights.astype(np.float32)


def _grams(texts: Sequence[str]) -> Floats:
    """Return a row for each text, 1 where a 2-gram of it belongs."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    owners = np.repeat(np.arange(len(texts)), _lengths(texts))
    inside = owners[1:] == owners[:-1]
    first = codes[:-1][inside].astype(np.uint64)
    second = codes[1:][inside].astype(np.uint64)
    mixed = (first * np.uint64(0x1F123BB5) + second) * np.uint64(0x9E3779B97F4A7C15)
    places = (mixed >> np.uint64(64 - 12)).astype(np.int64)
    table = np.zeros((len(texts), _SIZE), dtype=np.float32)
    table[owners[1:][inside], places] = 1
    return table
