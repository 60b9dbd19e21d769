"""A trail made ready to show: each step's text with what changed since the step before it.

Pure: data of the library in, data for templates out.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from search.comparing.following.followed import Step, Trail
from search.matching import EVIDENCE, Verdict
from search.reuse.percents import alike
from web.beside.weaving import woven
from web.filters import markup, masks

_WORDS = 30
_LONG = 240  # characters from which on a text is cut to what differs, and opened on demand


@dataclass(frozen=True, slots=True)
class Shown:
    """A step with the one before it; `whole` where `brief` is not all of the text.

    `opens_year`: it is the first one listed of its year. `literal`: the text is that of the step
    before, to the letter.
    """

    number: int
    step: Step
    verdict: Verdict
    percent: int
    before: Step | None
    brief: Markup
    whole: Markup | None
    literal: bool
    opens_year: bool


def steps(trail: Trail) -> list[Shown]:
    """Return the steps as shown."""
    return [_shown(trail, number) for number in range(len(trail.steps))]


def is_short(text: str) -> bool:
    """Say whether a text holds too little to be known again once it was changed."""
    return sum(one.isalpha() for one in text) < EVIDENCE


def first_words(text: str) -> str:
    """Return the beginning of a text, for a title."""
    line = text.replace("\n", " ")
    return line if len(line) <= _WORDS else line[:_WORDS] + "……"


def _shown(trail: Trail, number: int) -> Shown:
    step = trail.steps[number]
    before = trail.steps[step.before] if step.before is not None else None
    opens = number == 0 or trail.steps[number - 1].year != step.year
    verdict = Verdict(step.verdict)
    percent = alike(step.score, verdict)
    if before is None:
        whole = markup(step.text, masks(step.text))
        return Shown(number + 1, step, verdict, percent, None, whole, None, False, opens)
    one = woven(before.text, step.text, step.changes)
    brief, whole_ = one.whole, None
    if len(one.text) > _LONG and (one.spans or before.text == step.text):
        brief, whole_ = one.brief(_LONG), one.whole
    literal = before.text == step.text
    return Shown(number + 1, step, verdict, percent, before, brief, whole_, literal, opens)
