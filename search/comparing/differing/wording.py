"""Two stretches of text word by word: from tokens to steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from index.folding import fold
from search.comparing.differing.steps import How, Step, joined
from search.comparing.differing.tokens import Token
from search.likeness import common_runs

_FIRST = 0xF0000  # no text holds that many different words


def by_words(text: str, here: Sequence[Token], there: Sequence[Token]) -> list[Step]:
    """Return the steps from one stretch to another by their tokens, all of which stand in `text`:
    figures matched by their place, or by their worth.

    By place, 5个增至8个 is beside 3个增至5个 what it should be; by worth, a figure that was put
    into a row of others leaves these alone. What changes less is taken.
    """
    by_place = list(_matched(text, here, there, [one.skeleton for one in (*here, *there)]))
    moot = all(step.how is not How.FIGURE for step in by_place)
    if moot or _skeleton(here) == _skeleton(there):
        return by_place
    by_worth = list(_matched(text, here, there, [one.key for one in (*here, *there)]))
    return min(by_place, by_worth, key=lambda steps: _loud(joined(steps)))


def _skeleton(found: Iterable[Token]) -> list[str]:
    return [one.skeleton for one in found if not one.mark]


def _loud(steps: Iterable[Step]) -> int:
    return sum(step.left + step.right for step in steps if step.how >= How.FIGURE)


def _matched(
    text: str, here: Sequence[Token], there: Sequence[Token], keys: Sequence[str]
) -> Iterator[Step]:
    """Yield the steps that follow from the longest common subsequence of these keys, of the
    left tokens and the right ones.
    """
    numbers: dict[str, str] = {}
    coded = "".join([numbers.setdefault(key, chr(_FIRST + len(numbers))) for key in keys])
    runs = common_runs(coded[: len(here)], coded[len(here) :])
    at = to = 0
    for start, other, size in (*runs, (len(here), len(there), 0)):
        if at < start or to < other:
            yield from _gap(here[at:start], there[to:other])
        at, to = start + size, other + size
        if size and _text(text, here[start:at]) == _text(text, there[other:to]):
            length = here[at - 1].end - here[start].start
            yield Step(How.SAME, length, length)
            continue
        for one, two in zip(here[start:at], there[other:to], strict=True):
            yield from _pair(text, one, two)


def _text(text: str, found: Sequence[Token]) -> str:
    return text[found[0].start : found[-1].end]


def _pair(text: str, one: Token, other: Token) -> Iterator[Step]:
    """Yield what became of a token that stands opposite another one."""
    old, new = text[one.start : one.end], text[other.start : other.end]
    if old == new:
        yield Step(How.SAME, len(old), len(new))
    elif one.key != other.key:
        yield Step(How.FIGURE, len(old), len(new))
    else:
        size = agreeing(old, new)
        if fold(old[size:]) or fold(new[size:]):  # more than white space behind it
            size = 0
        yield Step(How.SAME, size, size)
        yield Step(How.QUIET, len(old) - size, len(new) - size)


def _gap(here: Sequence[Token], there: Sequence[Token]) -> Iterator[Step]:
    """Yield what became of tokens without their like on the other side."""
    if not (here and there and (here[0].mark or here[-1].mark)):  # as nearly always
        yield Step(_worst(here, there), _size(here), _size(there))
        return
    room = min(len(here), len(there))
    start = 0
    while start < room and here[start].mark and there[start].mark:
        start += 1
    end = 0
    while end < room - start and here[-end - 1].mark and there[-end - 1].mark:
        end += 1
    low, high = len(here) - end, len(there) - end
    inner, other = here[start:low], there[start:high]
    yield Step(How.QUIET, _size(here[:start]), _size(there[:start]))
    yield Step(_worst(inner, other), _size(inner), _size(other))
    yield Step(How.QUIET, _size(here[low:]), _size(there[high:]))


def _worst(here: Sequence[Token], there: Sequence[Token]) -> How:
    if all(one.mark for one in here) and all(one.mark for one in there):
        return How.QUIET
    if len(here) == len(there) == 1 and here[0].skeleton == there[0].skeleton:
        return How.FIGURE
    return How.LOUD


def _size(found: Sequence[Token]) -> int:
    return found[-1].end - found[0].start if found else 0


def agreeing(left: str, right: str) -> int:
    """Return how many of the first characters are equal, by halving."""
    low, high = 0, min(len(left), len(right))
    while low < high:
        middle = (low + high + 1) // 2
        if left[low:middle] == right[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
