"""The ladder of three steps, and which sentence says what answered.

What is not there comes first: a fallback is told before what was found instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.model import Mode, Request, Result, Rung, Step
from web.language import ngettext
from web.links import Args, link
from web.words import RUNGS


@dataclass(frozen=True, slots=True)
class StepView:
    """One step as shown: its count in words, whether it answers, the address of its answer."""

    rung: Rung
    name: str
    found: int  # passages
    count: str
    answers: bool
    address: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps with what they find under the filters; `fell` says that a lower one answered."""

    steps: tuple[StepView, ...]
    exact: int  # occurrences
    loose: int  # occurrences, those of exact among them
    words: int  # passages
    fell: bool

    @property
    def nothing(self) -> bool:
        """Whether no step finds anything."""
        return not (self.exact or self.loose or self.words)

    def address(self, rung: str) -> str:
        """Return where a step's answer is."""
        return next(step.address for step in self.steps if step.rung.value == rung)


def ladder(found: Sequence[Step], result: Result, wanted: Request, args: Args) -> Ladder:
    """Return the ladder for a result."""
    by_rung = {step.rung: step for step in found}
    exact, loose, words = (by_rung.get(rung) for rung in (Rung.EXACT, Rung.LOOSE, Rung.WORDS))
    return Ladder(
        tuple(_view(step, result, args) for step in found),
        exact.occurrences if exact else 0,
        loose.occurrences if loose else 0,
        words.passages if words else 0,
        wanted.mode is Mode.LADDER and result.rung is not Rung.EXACT,
    )


def _view(step: Step, result: Result, args: Args) -> StepView:
    answers = step.rung is result.rung
    if step.rung is Rung.WORDS:
        count = ngettext("%(num)s 段", "%(num)s 段", step.passages)
    elif step.rung is Rung.EXACT and step.occurrences:
        count = ngettext("一字不差，%(num)s 处", "一字不差，%(num)s 处", step.occurrences)
    else:
        count = ngettext("%(num)s 处", "%(num)s 处", step.occurrences)
    # Where something is exact the ladder stops there by itself: the plain address says so.
    mode = "" if step.rung is Rung.EXACT and step.occurrences else step.rung.value
    gone = ("page", "sort") if Rung.WORDS in (step.rung, result.rung) else ("page",)
    address = link("search.show", args, drop=gone, mode=mode)
    return StepView(step.rung, str(RUNGS[step.rung]), step.passages, count, answers, address)
