"""Text written downwards: each character below the other, columns from right to left.

In: a page's pieces. Out: blocks of columns, taken out of the pieces. Single characters one below
the other may as well be a column of a table, or the letters of words that are set wide: they are
text written downwards only where they stand closer to the one below than to the one beside, and
share their rows with nothing but their like.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from index.readers.pdf.pieces import Piece

_SHORTEST = 4  # characters of a column
_WIDEST = 1.3  # sizes: one character, or two figures set side by side
_LINE = 0.4  # sizes by which the middles of a column may waver
_STEPS = (0.6, 2.2)  # sizes from one character to the next
_ROW = 0.4  # sizes: pieces of one row differ by less
_FAR = 4.0  # sizes between the columns of one block
_INDENT = 2.6  # sizes by which a column may be indented
_CHINESE = 0x2E80


@dataclass(slots=True)
class Standing:
    """A block of text written downwards, its columns in reading order.

    Its pieces are as on a page that lies on its side: what is above stands on the left.
    """

    number: int
    stands: list[list[Piece]]


def take_standing(pieces: list[Piece], width: float) -> list[Standing]:
    """Take text written downwards out of a page's pieces, and return it block by block."""
    singles = [piece for piece in pieces if len(piece.glyphs) <= 2 and _is_narrow(piece)]
    if len(singles) < 2 * _SHORTEST:
        return []
    chains = _alone(_chains(singles), pieces)
    if not chains:
        return []
    blocks = _blocks(_closest_down(chains))
    taken = {id(piece) for block in blocks for chain in block for piece in chain}
    rest = [piece for piece in singles if id(piece) not in taken]
    for block in blocks:
        last = _last(block, rest)
        if last:
            block.append(last)
            taken.update(map(id, last))
    pieces[:] = [piece for piece in pieces if id(piece) not in taken]
    return [
        Standing(number, [_laid(chain, width) for chain in block])
        for number, block in enumerate(blocks)
    ]


def _is_narrow(piece: Piece) -> bool:
    return piece.width <= _WIDEST * piece.size


def _middle(piece: Piece) -> float:
    return (piece.left + piece.right) / 2


def _base(piece: Piece) -> float:
    return piece.base


def _chains(singles: list[Piece]) -> list[list[Piece]]:
    """Return columns of single characters, from left to right."""
    clusters: list[list[Piece]] = []
    for piece in sorted(singles, key=_middle):
        if clusters and _middle(piece) - _middle(clusters[-1][0]) <= _LINE * piece.size:
            clusters[-1].append(piece)
        else:
            clusters.append([piece])
    found: list[list[Piece]] = []
    for cluster in clusters:
        cluster.sort(key=_base)
        chain = [cluster[0]]
        for before, piece in pairwise(cluster):
            low, high = (step * before.size for step in _STEPS)
            if low <= piece.base - before.base <= high and abs(piece.size - before.size) < 0.5:
                chain.append(piece)
            else:
                found.append(chain)
                chain = [piece]
        found.append(chain)
    return [chain for chain in found if len(chain) >= _SHORTEST and _is_wordy(chain)]


def _is_wordy(chain: Sequence[Piece]) -> bool:
    texts = [piece.text for piece in chain]
    chinese = sum(ord(text[0]) >= _CHINESE for text in texts)
    return chinese >= 0.5 * len(texts) and len(set(texts)) > 0.5 * len(texts)


def _alone(chains: list[list[Piece]], pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the chains that share their rows with other chains only."""
    members = {id(piece) for chain in chains for piece in chain}
    others = sorted((piece for piece in pieces if id(piece) not in members), key=_base)
    found = []
    for chain in chains:
        shared = 0
        for piece in chain:
            at = bisect_left(others, piece.base - _ROW * piece.size, key=_base)
            shared += at < len(others) and others[at].base <= piece.base + _ROW * piece.size
        if shared <= 0.4 * len(chain):
            found.append(chain)
    return found


def _closest_down(chains: list[list[Piece]]) -> list[list[Piece]]:
    """Return the chains whose characters stand closer to those below than to those beside."""
    found = []
    for at, chain in enumerate(chains):
        step = median(after.base - before.base for before, after in pairwise(chain))
        beside = [
            abs(_middle(other[0]) - _middle(chain[0]))
            for other in chains[max(0, at - 2) : at] + chains[at + 1 : at + 3]
            if other[0].base < chain[-1].base and chain[0].base < other[-1].base
        ]
        if all(step < 0.95 * pitch for pitch in beside):
            found.append(chain)
    return found


def _blocks(chains: list[list[Piece]]) -> list[list[list[Piece]]]:
    """Return chains that stand side by side together, from right to left."""
    blocks: list[list[list[Piece]]] = []
    for chain in sorted(chains, key=lambda chain: -_middle(chain[0])):
        for block in blocks:
            near = block[-1]
            if (
                _middle(near[0]) - _middle(chain[0]) <= _FAR * chain[0].size
                and near[0].base < chain[-1].base
                and chain[0].base < near[-1].base
            ):
                block.append(chain)
                break
        else:
            blocks.append([chain])
    return sorted(blocks, key=lambda block: min(chain[0].base for chain in block))


def _last(block: Sequence[Sequence[Piece]], rest: Sequence[Piece]) -> list[Piece]:
    """Return the few characters of a block's last column, if it has one as short as that."""
    if len(block) < 2:
        return []
    pitch = median(_middle(a[0]) - _middle(b[0]) for a, b in pairwise(block))
    at = _middle(block[-1][0]) - pitch
    top = min(chain[0].base for chain in block)
    size = block[0][0].size
    found = sorted((piece for piece in rest if abs(_middle(piece) - at) <= _LINE * size), key=_base)
    return found if found and abs(found[0].base - top) <= _INDENT * size else []


def _laid(chain: Sequence[Piece], width: float) -> list[Piece]:
    """Return a column as a line of a page that lies on its side."""
    base = width - median(map(_middle, chain))
    found = []
    for piece in chain:
        left = piece.base - 0.85 * piece.size
        top = base - 0.85 * piece.size
        found.append(
            replace(
                piece, left=left, right=left + piece.size, top=top, bottom=top + piece.size,
                base=base, em=piece.size,
            )
        )  # fmt: skip
    return found
