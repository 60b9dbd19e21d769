"""What a contest says: completeness of each engine, times by length, ratios to the fastest peer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import ceil
from statistics import median

from measuring.contest import Outcome
from measuring.ours import Ours
from measuring.phrases import LENGTHS, Asked, name_of
from measuring.sheet import Bound, Figure, Sheet, Table, Target, number

_ALL = Target(Bound.MOST, 0)  # phrases that are not answered exactly
_COUNT = Target(Bound.LEAST, 3, 10_000)
_SHORT = Target(Bound.MOST, 1.5, 10_000)
_LONG = Target(Bound.MOST, 1.0, 10_000)
_GROUPS: tuple[tuple[str, Callable[[Asked], bool]], ...] = (
    *(
        (name_of(length), lambda one, of=length: one.drawn and of[0] <= len(one.text) <= of[1])
        for length in LENGTHS
    ),
    ("common", lambda one: one.source == "common"),
    ("absent", lambda one: one.source == "absent"),
)


def completeness(sheet: Sheet, outcome: Outcome) -> None:
    """Tell recall and precision of every engine by length, and what was counted wrong by ours."""
    rows = []
    for name, answers in outcome.answers.items():
        cells = [name]
        for _, belongs in _GROUPS:
            here = [one.text for one in outcome.asked if belongs(one)]
            answered = [text for text in here if text in answers]
            standing = sum(outcome.truth[text] for text in answered)
            found = sum(answers[text].found for text in answered)
            right = sum(answers[text].right for text in answered)
            part = "" if len(answered) == len(here) else f" on {len(answered)} of {len(here)}"
            both = f"{_share(right, standing)} / {_share(right, found)}{part}"
            cells.append(both if answered else "none")
        rows.append(tuple(cells))
    groups = tuple(name for name, _ in _GROUPS)
    sheet.show(Table("Recall / precision against the scan", ("engine", *groups), tuple(rows)))
    ours = outcome.answers[Ours.name]
    wrong = sum(one.right != outcome.truth[text] for text, one in ours.items())
    surplus = sum(one.right != one.found for one in ours.values())
    miscounted = sum(not one.exact for one in ours.values())
    for name, number_of in (
        ("phrases with recall below 1.0", wrong),
        ("phrases with precision below 1.0", surplus),
        ("phrases counted otherwise by the scan", miscounted),
    ):
        sheet.add(Figure(name, number_of, "", _ALL, f"of {len(ours)}"))


def times(sheet: Sheet, outcome: Outcome) -> None:
    """Tell median and 95th percentile of each call by length, in milliseconds."""
    groups = tuple(name for name, _ in _GROUPS)
    for title, calls in (
        ("Count alone, ms: median / p95", ("count", "passages")),
        ("All ids, ms: median / p95", ("ids", "ids and facets")),
    ):
        rows = []
        for key, seconds in outcome.seconds.items():
            if key[1] not in calls:
                continue
            cells = [f"{key[0]}, {_SHOWN[key]}" if key in _SHOWN else key[0]]
            for _, belongs in _GROUPS:
                taken = [seconds[one.text] for one in outcome.asked if _in(one, belongs, seconds)]
                cells.append(f"{_ms(median(taken))} / {_ms(p95(taken))}" if taken else "none")
            rows.append(tuple(cells))
        sheet.show(Table(title, ("engine", *groups), tuple(sorted(rows))))


_SHOWN = {
    (Ours.name, "count"): "occurrences",
    (Ours.name, "passages"): "passages",
    (Ours.name, "ids"): "passages",
    (Ours.name, "ids and facets"): "passages and facets",
}


def ratios(sheet: Sheet, outcome: Outcome) -> None:
    """Hold ours against the fastest peer: medians over the phrases that both can answer.

    Common and absent ones count too.
    """
    any_length: Callable[[Asked], bool] = lambda _: True  # noqa: E731
    for name, call, theirs, belongs, target, faster in (
        ("count of occurrences: times faster", "count", "count", any_length, _COUNT, True),
        ("count of passages: times faster", "passages", "count", any_length, None, True),
        ("all ids and facets, up to 3 characters: times its time", "ids and facets", "ids",
         lambda one: len(one.text) <= 3, _SHORT, False),
        ("all ids and facets, 4 characters and more: times its time", "ids and facets", "ids",
         lambda one: len(one.text) > 3, _LONG, False),
    ):  # fmt: skip
        chosen = [one.text for one in outcome.asked if belongs(one)]
        found = _against(outcome, call, theirs, chosen)
        if found is None:
            sheet.add(Figure(name, None, "×", target, "no peer answers these"))
            continue
        peer, ratio = found
        sheet.add(Figure(name, 1 / ratio if faster else ratio, "×", target, f"against {peer}"))


def by_length(sheet: Sheet, outcome: Outcome) -> None:
    """Show the same ratios by length: our median over that of the fastest peer."""
    rows = []
    for title, call, theirs in (
        ("count of occurrences", "count", "count"),
        ("all ids and facets", "ids and facets", "ids"),
    ):
        cells = [title]
        for _, belongs in _GROUPS:
            chosen = [one.text for one in outcome.asked if belongs(one)]
            found = _against(outcome, call, theirs, chosen)
            cells.append(f"{number(found[1])} {found[0]}" if found else "none")
        rows.append(tuple(cells))
    groups = tuple(name for name, _ in _GROUPS)
    sheet.show(Table("Time of duizhao / time of its fastest peer", ("", *groups), tuple(rows)))


def _against(
    outcome: Outcome, call: str, theirs: str, chosen: Sequence[str]
) -> tuple[str, float] | None:
    """Return the peer that leaves ours the worst ratio (our median / its), and that ratio."""
    mine = outcome.seconds[Ours.name, call]
    worst: tuple[str, float] | None = None
    for (name, what), seconds in outcome.seconds.items():
        shared = [text for text in chosen if text in seconds]
        if name == Ours.name or what != theirs or not shared:
            continue
        ratio = median(mine[text] for text in shared) / median(seconds[text] for text in shared)
        if worst is None or ratio > worst[1]:
            worst = name, ratio
    return worst


def p95(values: Iterable[float]) -> float:
    """Return the value that 95 of 100 do not exceed."""
    ranked = sorted(values)
    return ranked[ceil(len(ranked) * 0.95) - 1]


def _in(one: Asked, belongs: Callable[[Asked], bool], seconds: dict[str, float]) -> bool:
    return belongs(one) and one.text in seconds


def _share(part: int, whole: int) -> str:
    return "1.0" if part == whole else f"{part / whole:.4f}"


def _ms(seconds: float) -> str:
    return number(seconds * 1000)
