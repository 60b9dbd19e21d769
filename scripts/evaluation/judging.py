"""One answer held against the truth: was the source found, in what way, and how much of it?

A match is right where it stands in the file that the copy was made from, and is the passage that
was copied or a part of it: the library may cut a paragraph otherwise than it was cut here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from evaluation.edits import Copy
from evaluation.libraries import bare
from search.reuse.model import Match, Similar, Verdict

_RUN = 12  # common characters by which two readings of one paragraph are known as such


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one copy.

    `verdict` is None where the library holds the source in several passages or inside a longer
    one. `covered` of the `kept` characters of the copy, which were truly copied, lie in aligned
    spans, `joined` in pieces (spans joined over small edits). Spans and pieces are those of one
    match: a mean over the right ones.
    """

    kind: str
    found: bool
    verdict: Verdict | None
    kept: int
    covered: int
    joined: int
    spans: float
    pieces: float
    seconds: float


def judge(copy: Copy, digest: str, answer: Similar, seconds: float) -> Judged:
    """Judge an answer to a copy whose source stands in the file with this hash."""
    right = [one for one in answer.matches if one.sha256 == digest and alike(one.text, copy.source)]
    kept = [at for at, place in enumerate(copy.kept) if place is not None]
    covered: set[int] = set()
    joined: set[int] = set()
    spans = pieces = 0
    for one in right:
        covered.update(at for span in one.query_spans for at in range(*span))
        joined.update(at for piece in one.pieces for at in range(*piece.left))
        spans += len(one.query_spans)
        pieces += len(one.pieces)
    return Judged(
        copy.kind,
        bool(right),
        _verdict(copy, right),
        len(kept) if right else 0,
        sum(at in covered for at in kept),
        sum(at in joined for at in kept),
        spans / max(len(right), 1),
        pieces / max(len(right), 1),
        seconds,
    )


def alike(text: str, source: str) -> bool:
    """Say whether two readings are of one passage, or one is a part of the other."""
    short, long = sorted((bare(text), bare(source)), key=len)
    if not short or short in long:
        return bool(short)
    run = SequenceMatcher(None, short, long, autojunk=False).find_longest_match()
    return run.size >= max(_RUN, len(short) / 2)


def _verdict(copy: Copy, right: Sequence[Match]) -> Verdict | None:
    """Return the verdict on the passage that is the source."""
    whole = [one for one in right if bare(one.text) == bare(copy.source)]
    return whole[0].verdict if whole else None
