"""What a passage has become in another reading of its file. Texts in, numbers and spans out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from index.model import Span

_LEAST = 0.5  # of a passage must stand in the one that it has become
_GRAM = 3  # characters


def same_text(old: Mapping[int, str], new: Mapping[int, str]) -> dict[int, int]:
    """Return for passages of the old reading the one with the same text in the new, by id.

    The first goes to the first; where the old reading has it more often, the last takes the rest.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for number, text in new.items():
        places[text].append(number)
    pairs, met = {}, Counter[str]()
    for number, text in old.items():
        if found := places.get(text):
            pairs[number] = found[min(met[text], len(found) - 1)]
            met[text] += 1
    return pairs


def likest(text: str, others: Mapping[int, str]) -> int | None:
    """Return which of the texts holds most of one, the first of equals; None below a half."""
    for number, other in others.items():
        if text and text in other:
            return number
    wanted = _grams(text)
    best, most = None, _LEAST * wanted.total()
    for number, other in others.items():
        common = (wanted & _grams(other)).total()
        if common > most or (best is None and common >= most):
            best, most = number, common
    return best


def moved(text: str, span: Span, others: Mapping[int, str]) -> tuple[int, Span] | None:
    """Return where a stretch of a text stands now whose passage is another: None where nowhere,
    or more than once in the passage that it has become.
    """
    there = likest(text, others)
    stretch = text[span.start : span.end]
    if there is None or others[there].count(stretch) != 1:
        return None
    start = others[there].index(stretch)
    return there, Span(start, start + len(stretch))


def _grams(text: str) -> Counter[str]:
    plain = "".join(text.split())
    return Counter(plain[at : at + _GRAM] for at in range(max(1, len(plain) - _GRAM + 1)))
