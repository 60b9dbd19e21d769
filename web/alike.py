"""Two passages of the library side by side, with what is equal in them marked.

Clusters and heat maps say how alike passages are; in what way is compared here, for the few that
are shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from search.clusters.model import Member
from search.matching import Matching, match_sides, sides
from search.reuse.model import Direction, Match, Verdict
from search.reuse.percents import alike
from web.filters import markup, masks
from web.pairs import pair


@dataclass(frozen=True, slots=True)
class Beside:
    """A passage and one like it. `verdict` is seen from the left, None where they are alike as a
    whole only; `literal` says that both are equal to the letter. `percent` is how alike they are.
    """

    left: Member
    right: Member
    left_text: Markup
    right_text: Markup
    verdict: Verdict | None
    percent: int
    literal: bool


def beside(pairs: Iterable[tuple[Member, Member]]) -> list[Beside]:
    """Return pairs as shown; the similarity is that of the right one."""
    chosen = list(pairs)
    ready = iter(sides([member.text for both in chosen for member in both]))
    return [_shown(left, right, match_sides(next(ready), next(ready))) for left, right in chosen]


def _shown(left: Member, right: Member, found: Matching | None) -> Beside:
    literal = left.text == right.text
    if found is None:
        return Beside(
            left,
            right,
            markup(left.text, masks(left.text)),
            markup(right.text, masks(right.text)),
            None,
            alike(right.similarity, Verdict.SIMILAR),
            literal,
        )
    both = pair(_match(left, right, found), left.text)
    percent = alike(right.similarity, found.verdict)
    return Beside(left, right, both.left, both.right, found.verdict, percent, literal)


def _match(left: Member, right: Member, found: Matching) -> Match:
    return Match(
        passage_id=right.passage_id,
        report_id=right.report_id,
        index=right.index,
        title=right.title,
        year=right.year,
        unit=right.unit,
        kind=None,
        role=None,
        path=(),
        text=right.text,
        score=found.score,
        verdict=found.verdict,
        query_spans=tuple(here for here, _there in found.spans),
        text_spans=tuple(there for _here, there in found.spans),
        slots=found.slots,
        units=0,
        direction=_direction(left.year, right.year),
        scan=right.scan,
    )


def _direction(asked: int | None, other: int | None) -> Direction:
    if asked is None or other is None:
        return Direction.UNKNOWN
    if asked == other:
        return Direction.SAME_YEAR
    return Direction.EARLIER if other < asked else Direction.LATER
