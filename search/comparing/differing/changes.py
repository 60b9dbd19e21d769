"""What became of a text, word by word: which stretches stayed, went, came or were replaced.

No word and no figure is cut. What changes in punctuation, width, script, in the way a number is
written or in the enumerator at the start is there, but quiet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.folding import fold_loose
from index.model import Span
from search.comparing.differing.chance import without_chance
from search.comparing.differing.clauses import clauses
from search.comparing.differing.enumerating import enumerators
from search.comparing.differing.steps import How, Step, joined
from search.comparing.differing.tokens import Cut, Words, tokens_of
from search.comparing.differing.wording import agreeing, by_words
from search.comparing.model import Change, ChangeKind
from search.likeness import common_runs

_MARKS = frozenset("。；：！？，、\n")  # no word and no figure goes across these …
_DIGITS = frozenset("0123456789０１２３４５６７８９")  # … but in 3，000
_ANCHOR = 6  # characters of clauses that stay, between others that do not
_FIRST = 0xF0000  # no text holds that many different words


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes between two texts, and what they amount to: `quiet` where none is more than
    punctuation and writing, `figures` where none is more than that or a figure.
    """

    changes: tuple[Change, ...]
    quiet: bool
    figures: bool


def changes(left: str, right: str, cut: Cut) -> tuple[Change, ...]:
    """Return what became of the left text. Swapping the sides mirrors the answer."""
    return difference(left, right, cut).changes


def difference(left: str, right: str, cut: Cut) -> Difference:
    """Do as `changes`, and say what they amount to."""
    return differences([(left, right)], cut)[0]


def differences(pairs: Sequence[tuple[str, str]], cut: Cut) -> list[Difference]:
    """Do as `difference` for many pairs: their words are cut together, which is much quicker."""
    differing = [pair for pair in dict.fromkeys(pairs) if pair[0] != pair[1]]
    turned = {pair for pair in differing if _order(pair[0]) > _order(pair[1])}
    ordered = [pair[::-1] if pair in turned else pair for pair in differing]
    opened = enumerators(ordered)
    plans = {
        pair: _plan(*one, *starts, pair in turned)
        for pair, one, starts in zip(differing, ordered, opened, strict=True)
    }
    stretches = [
        text for plan in plans.values() for gap in plan.gaps if gap.words for text in gap.texts
    ]
    words = iter(tokens_of(stretches, cut))
    found = {pair: _found(plan, words) for pair, plan in plans.items()}
    return [found.get((left, right)) or _unchanged(left) for left, right in pairs]


def _unchanged(text: str) -> Difference:
    same = Change(ChangeKind.SAME, Span(0, len(text)), Span(0, len(text)))
    return Difference((same,) if text else (), quiet=True, figures=True)


class _Gap(NamedTuple):
    """Stretches of both texts without a clause in common, and how many characters of clauses
    that stayed follow them.
    """

    texts: tuple[str, str]
    same: int

    @property
    def words(self) -> bool:
        """Say whether there are words to be compared on both sides."""
        return all(self.texts)


class _Plan(NamedTuple):
    """What is known of a pair before its words are: the enumerators, how many characters both
    begin and end with, and what lies between. `turned`: left and right were swapped.
    """

    head: Step
    before: int
    after: int
    left: str
    right: str
    gaps: list[_Gap]
    turned: bool


def _found(plan: _Plan, words: Iterator[Words]) -> Difference:
    """Return the difference that was planned; `words` gives those of its stretches in turn."""
    inner: list[Step] = []
    for gap in plan.gaps:
        if gap.words:
            here, there = next(words), next(words)
            inner += by_words(here.text, here.tokens, there.tokens)
        else:
            old, new = gap.texts
            inner.append(Step(_how(old or new), len(old), len(new)))
        inner.append(Step(How.SAME, gap.same, gap.same))
    same = Step(How.SAME, plan.before, plan.before), Step(How.SAME, plan.after, plan.after)
    inner = joined(without_chance(plan.left, plan.right, inner))
    steps = joined([plan.head, same[0], *inner, same[1]])
    if plan.turned:
        steps = [Step(how, size, other) for how, other, size in steps]
    loudest = max(step.how for step in steps)
    return Difference(
        tuple(_placed(steps)), quiet=loudest <= How.QUIET, figures=loudest <= How.FIGURE
    )


def _how(text: str) -> How:
    return How.LOUD if fold_loose(text) else How.QUIET


def _placed(steps: Iterable[Step]) -> Iterator[Change]:
    """Yield the steps as changes, each with its place on both sides."""
    at = to = 0
    for how, size, other in steps:
        kind = ChangeKind.REPLACED
        if how is How.SAME:
            kind = ChangeKind.SAME
        elif not size:
            kind = ChangeKind.ADDED
        elif not other:
            kind = ChangeKind.REMOVED
        left, right = Span(at, at + size), Span(to, to + other)
        yield Change(kind, left, right, quiet=how is How.QUIET)
        at, to = left.end, right.end


def _order(text: str) -> tuple[int, str]:
    """Return what decides which text comes first, so that swapping them mirrors the answer."""
    return len(text), text


def _plan(left: str, right: str, start: int, other: int, turned: bool) -> _Plan:
    head = Step(How.QUIET, start, other)
    left, right = left[start:], right[other:]
    before = _common_start(left, right)
    after = _common_end(left[before:], right[before:])
    left, right = left[before : len(left) - after], right[before : len(right) - after]
    return _Plan(head, before, after, left, right, list(_gaps(left, right)), turned)


def _common_start(left: str, right: str) -> int:
    """Return how many characters both begin with, up to a mark where a word may be cut off."""
    size = agreeing(left, right)
    while size and not (
        left[size - 1] in _MARKS
        and left[size : size + 1] not in _DIGITS
        and right[size : size + 1] not in _DIGITS
    ):
        size -= 1
    return size


def _common_end(left: str, right: str) -> int:
    """Return how many characters both end with, from a mark on where a word may begin."""
    size = agreeing(left[::-1], right[::-1])
    while size and not (
        left[-size - 1 : -size] in _MARKS
        and right[-size - 1 : -size] in _MARKS
        and left[-size] not in _DIGITS
    ):
        size -= 1
    return size


def _gaps(left: str, right: str) -> Iterator[_Gap]:
    """Yield what lies between the clauses that both have in the same order."""
    here, there = clauses(left), clauses(right)
    numbers: dict[str, str] = {}
    coded = "".join(
        [numbers.setdefault(one, chr(_FIRST + len(numbers))) for one in (*here, *there)]
    )
    runs = common_runs(coded[: len(here)], coded[len(here) :])
    at = to = 0
    for start, other, size in (*runs, (len(here), len(there), 0)):
        same = sum(map(len, here[start : start + size]))
        if not size or same >= _ANCHOR:
            yield _Gap(("".join(here[at:start]), "".join(there[to:other])), same)
            at, to = start + size, other + size
