"""While someone types: what may they mean? Words of the field, headings, frequent phrases.

第一议 → 第一议题, 第一议题学习 … What was typed last is completed, what stands before it is kept.
Headings and phrases come from a sample of the places where the text stands; everything
returned stands in the library, and its places are counted exactly.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, zip_longest

from index.catalogue import Catalogue
from index.folding import fold
from index.model import Part
from index.outline.markers import read_marker
from index.picture import Picture
from search.model import Completion
from search.samples import Sample, holding, occurrences, sample
from search.suggesting import asks_for

_LONGEST = 200  # characters of a query that is still completed
_TYPED = 16  # characters that are completed; who has typed more knows what they look for
_HEADINGS = 96  # heading passages that are read
_HEADING = range(3, 25)  # characters; what is longer is a sentence
_PLACES = 64  # from which frequent phrases are taken
_PHRASE = 16  # characters of a frequent phrase
_SHARE = 0.04  # of the places must go on in the same way
_MARKS = frozenset(",.;:!?。、|()<>《》[]【】\"'#")  # folded; no phrase runs over them
_LINKS = frozenset("的了和与及在是为以把对将从向被所而并或要")  # nothing ends with them
_LAST = re.compile(r"[^\s|｜]*\Z")

Offer = tuple[str, str, str]  # folded, as written, source


def complete(
    catalogue: Catalogue, picture: Picture, text: str, limit: int, *, words: Iterable[str] = ()
) -> tuple[Completion, ...]:
    """Return up to `limit` completions: one of `words`, a heading, a phrase, and so on in turn;
    then headings that hold the text further on. `words` are folded.

    Nothing completes an empty text, a single Latin letter or digit, a filter, a figure, or
    what stands in quotation marks.
    """
    typed = _last(text)
    folded = fold(typed)
    if not 0 < len(folded) <= _TYPED or (len(folded) == 1 and folded.isascii()):
        return ()
    if not asks_for(typed, folded):
        return ()
    before = text[: len(text) - len(typed)]
    found: dict[str, Completion] = {}
    for whole, written, source in _offers(catalogue, picture, folded, words):
        if len(found) >= limit:
            break
        if whole in found or whole == folded or not asks_for(written, whole):
            continue
        if count := occurrences(picture, whole):
            found[whole] = Completion(before + written, source, count)
    return tuple(found.values())


def _last(text: str) -> str:
    """Return what was typed last: up to the last white space or bar, without a minus."""
    match = _LAST.search(text) if len(text) <= _LONGEST else None
    last = match.group() if match else ""
    return last[1:] if last[:1] in ("-", "－") else last


def _offers(
    catalogue: Catalogue, picture: Picture, folded: str, words: Iterable[str]
) -> Iterator[Offer]:
    rows = holding(picture, folded)
    if not len(rows):
        return
    columns = picture.snapshot.columns
    heads = rows[columns.parts[rows] == columns.part_values.index(Part.HEADING)]
    headings = sample(catalogue, picture, heads, folded, _HEADINGS)
    places = sample(catalogue, picture, rows, folded, _PLACES)
    begin, hold = _wholes(headings, folded)
    in_turn = zip_longest(
        ((word, word, "word") for word in words if word.startswith(folded)),
        ((*one, "heading") for one in begin),
        ((*one, "phrase") for one in _continued(places, folded)),
    )
    yield from filter(None, chain.from_iterable(in_turn))
    yield from ((*one, "heading") for one in hold)


def _wholes(sampled: Sample, folded: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the headings that begin with a text, and those that hold it further on, as
    (folded, written), among either the commonest first.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for place in sampled.places:
        if place.end - place.start <= 2 * _HEADING.stop:
            written = _bare(sampled.written(place.start, place.end))
            if len(written) in _HEADING:
                counts[fold(written), written] += 1
    plain = [one for one, _ in counts.most_common() if not _MARKS & set(one[0]) - set(folded)]
    begin = [one for one in plain if one[0].startswith(folded)]
    return begin, [one for one in plain if folded in one[0] and one not in begin]


def _bare(heading: str) -> str:
    """Return a heading without its marker and the full stop of a run-in one."""
    marker = read_marker(heading)
    return heading[marker.end if marker else 0 :].rstrip("。．.：:；;")


def _continued(sampled: Sample, folded: str) -> Iterator[tuple[str, str]]:
    """Yield the commonest ways in which a text goes on, as (folded, written)."""
    text = sampled.folded.text
    places: dict[str, tuple[int, int]] = {}
    after: defaultdict[str, Counter[str]] = defaultdict(Counter)  # what stands next, "" for a mark
    for place in sampled.places:
        first = place.at + len(folded)
        for end in range(first, min(max(place.at + _PHRASE, first + 4), place.end)):
            if text[end] in _MARKS:
                break
            follows = text[end + 1] if end + 1 < place.end else ""
            whole = text[place.at : end + 1]
            after[whole]["" if follows in _MARKS else follows] += 1
            places.setdefault(whole, (place.at, end + 1))
    least = max(2, round(_SHARE * len(sampled.places)))
    for whole in sorted(after, key=lambda whole: -after[whole].total()):
        if after[whole].total() >= least and _whole(whole, after[whole]):
            yield whole, sampled.written(*places[whole])


def _whole(text: str, after: Counter[str]) -> bool:
    """Say whether a text ends where a word does, going by what stands after it."""
    if text[-1] in _LINKS or text[-1].isascii():
        return False
    character, most = after.most_common(1)[0]
    if character and most >= 0.8 * after.total():
        return False
    ends = after[""] + sum(after[link] for link in _LINKS)
    return ends >= 0.2 * after.total() or len(after) > 2
