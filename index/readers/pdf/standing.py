"""Text written downwards: each character below the other, columns from right to left.

In: a page's pieces. Out: the pieces of such text, taken out of the others and laid on their side,
so that its columns are lines like any other. Single characters one below the other may as well be
a column of a table, or the letters of words that are set wide: they are text written
downwards only where they stand closer to the one below than to the one beside, and share
their rows with nothing but their like.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from index.readers.pdf.pieces import Piece

_SHORTEST = 4  # characters of a column
_WIDEST = 1.3  # sizes: one character, or two figures set side by side
_LINE = 0.4  # sizes by which the middles of a column may waver
_STEPS = (0.6, 2.2)  # sizes from one character to the next
_ROW = 0.4  # sizes: pieces of one row differ by less
_FAR = 4.0  # sizes between the columns of one block
_MIDDLE = 0.35  # sizes from the baseline up to the middle of a character
_CHINESE = 0x2E80

Block = tuple[float, float, float, float]  # left, top, right, bottom


def take_standing(pieces: list[Piece], width: float) -> tuple[list[Piece], Block | None]:
    """Take text written downwards out of a page's pieces; return it, and where it stands.

    The pieces returned are laid on their side: what is above stands on the left.
    """
    singles = [piece for piece in pieces if len(piece.glyphs) <= 2 and _is_narrow(piece)]
    if len(singles) < 2 * _SHORTEST:
        return [], None
    others = sorted((piece for piece in pieces if not _is_narrow(piece)), key=_base)
    chains = _closest_down([chain for chain in _chains(singles) if _is_alone(chain, others)])
    if not chains:
        return [], None
    block = _around(chains)
    inside = {id(piece) for piece in singles if _is_in(piece, block)}
    found = _laid([piece for piece in pieces if id(piece) in inside], width)
    pieces[:] = [piece for piece in pieces if id(piece) not in inside]
    return found, block


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


def _is_alone(chain: Sequence[Piece], others: Sequence[Piece]) -> bool:
    """Say whether few of a chain's characters share their row with words."""
    shared = 0
    for piece in chain:
        at = bisect_left(others, piece.base - _ROW * piece.size, key=_base)
        shared += at < len(others) and others[at].base <= piece.base + _ROW * piece.size
    return shared <= 0.4 * len(chain)


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


def _around(chains: Sequence[Sequence[Piece]]) -> Block:
    """Return the part of the page that chains take up, and one column more on the left."""
    every = [piece for chain in chains for piece in chain]
    size = median(piece.size for piece in every)
    across = sorted(_middle(chain[0]) for chain in chains)
    steps = [step for a, b in pairwise(across) if size < (step := b - a) <= _FAR * size]
    more = (median(steps) if steps else 0.0) + _LINE * size
    return (
        min(piece.left for piece in every) - more,
        min(piece.base for piece in every) - size,
        max(piece.right for piece in every) + _LINE * size,
        max(piece.base for piece in every) + size,
    )


def _is_in(piece: Piece, block: Block) -> bool:
    left, top, right, bottom = block
    return left <= _middle(piece) <= right and top <= piece.base <= bottom


def _laid(pieces: list[Piece], width: float) -> list[Piece]:
    """Return pieces as on a page that lies on its side, those of one column on one baseline."""
    found: list[Piece] = []
    middle = 0.0  # of the column
    for piece in sorted(pieces, key=_middle, reverse=True):
        if not found or middle - _middle(piece) > _LINE * piece.size:
            middle = _middle(piece)
        base = width - middle + _MIDDLE * piece.size
        left = piece.base - 0.85 * piece.size
        top = base - 0.85 * piece.size
        right, bottom = left + piece.size, top + piece.size
        glyphs = [
            glyph._replace(left=left, right=right, top=top, bottom=bottom, x=left, y=base)
            for glyph in piece.glyphs
        ]
        found.append(
            Piece(
                piece.text,
                left,
                right,
                top,
                bottom,
                base,
                piece.size,
                piece.size,
                glyphs,
                piece.faint,
            )
        )
    return found
