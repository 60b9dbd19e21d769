"""The reuse part: who finds the copies, who takes others for copies, how long does it take?

All are asked for the same copies. Brute force compares with everything and is the truth for what
is alike as a whole; it takes so long that it answers a few of each kind. Times are those of the
processor: all work in one thread, and on a busy machine a long call would wait more often.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean, median

from index.engines.embedded.prints import print_arrays
from index.normal import normalise_many
from index.prints import join_prints, prints_kept
from index.store import Store
from measuring.copies import Bodies, Question, Questions, bodies_of, draw
from measuring.copypeers import Brute, Finder, MinHash, Tfidf
from measuring.ourcopies import Ours, Prints, Ranking
from measuring.peers import Missing
from measuring.sheet import Bound, Figure, Sheet, Table, Target, number
from measuring.verdicts import p95
from search.library import Library

_ROUNDS = 3
_REPORT = 50  # passages of a report
_TURNS = 7
_FEW = 5  # copies of each kind that brute force is asked for
_AT_ONCE = 20_000
_AS_BRUTE = Target(Bound.LEAST, -0.01)
_AHEAD = Target(Bound.LEAST, 0)
_RANKED = Target(Bound.LEAST, 0.97)
_AS_FAST = Target(Bound.LEAST, 1, 10_000)


@dataclass(slots=True)
class Outcome:
    """By name: what was found, how many documents were named, and seconds, copy by copy."""

    found: dict[str, dict[int, bool]] = field(default_factory=dict)
    named: dict[str, list[int]] = field(default_factory=dict)
    seconds: dict[str, dict[int, float]] = field(default_factory=dict)


def reuse(sheet: Sheet, home: Path, seed: int, each: int) -> None:
    """Measure finding copies beside the other ways."""
    sheet.part("Copies of passages, found beside other ways")
    with closing(Store(home)) as store, Library(home) as library:
        bodies = bodies_of(store)
        questions = draw(bodies, seed, each)
        sheet.say(
            f"{len(bodies.normal):,} different texts of {bodies.passages:,} passages; "
            f"{len(questions.asked):,} copies of passages of 60 characters and more."
        )
        ours = Ours(library, store, bodies)
        peers = _built(sheet, bodies, questions)
        fast = [Prints(store, bodies), *(one for one in peers if not isinstance(one, Brute))]
        outcome = Outcome()
        ranking = Ranking(
            library, store, bodies, [(one.left, one.right) for one in questions.negatives]
        )
        _ask(outcome, ranking, questions.asked)
        _race(outcome, ours, fast, questions)
        for brute in peers:
            if isinstance(brute, Brute):
                _ask(outcome, brute, _few(questions.asked))
        _tell(
            sheet,
            outcome,
            [ours, ranking, *fast, *(one for one in peers if one not in fast)],
            questions,
        )
        _judge(sheet, outcome, questions)
        _ranked(sheet, outcome, questions)
        _together(sheet, [ours, *fast], questions)


def _built(sheet: Sheet, bodies: Bodies, questions: Questions) -> list[Finder]:
    begun = time.thread_time()
    _prints(bodies)
    ours = time.thread_time() - begun
    rows = [(Ours.name, f"{number(ours)} s", "1", "normalising and prints; a part of the ingest")]
    peers: list[Finder] = []
    builders: tuple[Callable[..., Finder], ...] = (MinHash, Tfidf, Brute)
    for build in builders:
        begun = time.thread_time()
        try:
            peer = build(bodies.normal, questions.pairs)
        except Missing as reason:
            sheet.say(f"Left out: {reason}.")
            continue
        seconds = time.thread_time() - begun
        peers.append(peer)
        if isinstance(peer, Brute):
            rows.append((peer.name, "none", "", "compares with everything, every time"))
        else:
            rows.append((peer.name, f"{number(seconds)} s", number(seconds / ours), "in memory"))
            sheet.add(Figure(f"build: time of {peer.name} / ours", seconds / ours, "×"))
    sheet.show(Table("Building", ("way", "build", "/ ours", "what"), tuple(rows)))
    return peers


def _prints(bodies: Bodies) -> None:
    """Do what an ingest does so that passages are found, without writing it down."""
    lots = [bodies.texts[at : at + _AT_ONCE] for at in range(0, len(bodies.texts), _AT_ONCE)]
    print_arrays(join_prints(prints_kept(normalise_many(lot)) for lot in lots))


def _race(outcome: Outcome, ours: Ours, peers: Sequence[Finder], questions: Questions) -> None:
    """Ask all in turn, kind by kind; who begins changes from round to round."""
    finders = [ours, *peers]
    for finder in finders:
        _ask(outcome, finder, questions.asked)
    kinds = dict.fromkeys(one.copy.kind for one in questions.asked)
    taken: dict[str, dict[int, list[float]]] = {finder.name: {} for finder in finders}
    gc.collect()
    gc.freeze()
    try:
        for kind in kinds:
            some = [n for n, one in enumerate(questions.asked) if one.copy.kind == kind]
            for turn in range(_ROUNDS):
                begin = turn % len(finders)
                for finder in (*finders[begin:], *finders[:begin]):
                    for place in some:
                        text = _text_for(finder, questions.asked[place])
                        begun = time.thread_time()
                        finder.find(text)
                        seconds = time.thread_time() - begun
                        taken[finder.name].setdefault(place, []).append(seconds)
    finally:
        gc.unfreeze()
    for name, by_place in taken.items():
        outcome.seconds[name] = {place: median(times) for place, times in by_place.items()}


def _text_for(finder: Finder, one: Question) -> str:
    return one.copy.target if isinstance(finder, Ours | Prints) else one.normal


def _few(asked: Sequence[Question]) -> list[Question]:
    """Return the first copies of each kind."""
    seen: dict[str, int] = {}
    found = []
    for one in asked:
        seen[one.copy.kind] = seen.get(one.copy.kind, 0) + 1
        if seen[one.copy.kind] <= _FEW:
            found.append(one)
    return found


def _ask(outcome: Outcome, finder: Finder, asked: Sequence[Question]) -> None:
    found = outcome.found.setdefault(finder.name, {})
    named = outcome.named.setdefault(finder.name, [])
    seconds = outcome.seconds.setdefault(finder.name, {})
    for place, one in enumerate(asked):
        begun = time.thread_time()
        numbers = finder.find(_text_for(finder, one))
        seconds[place] = time.thread_time() - begun
        found[id(one)] = one.document in numbers
        named.append(len(numbers))


def _tell(sheet: Sheet, outcome: Outcome, finders: Sequence[Finder], questions: Questions) -> None:
    kinds = dict.fromkeys(one.copy.kind for one in questions.asked)
    rows = []
    for kind in kinds:
        here = [one for one in questions.asked if one.copy.kind == kind]
        cells = [kind]
        for finder in finders:
            found = outcome.found[finder.name]
            answered = [found[id(one)] for one in here if id(one) in found]
            cells.append(f"{fmean(answered):.3f} of {len(answered)}")
        rows.append(tuple(cells))
    columns = ("kind", *(finder.name for finder in finders))
    sheet.show(Table("Copies of which the original is found", columns, tuple(rows)))
    rows = []
    for finder in finders:
        taken = list(outcome.seconds[finder.name].values())
        alarms = _alarms(finder, questions)
        named = fmean(outcome.named[finder.name])
        times = (number(median(taken) * 1000), number(p95(taken) * 1000))
        rows.append((finder.name, *times, f"{alarms:.3f}", f"{named:.1f}"))
    columns = ("way", "median ms", "p95 ms", "false alarms", "documents named")
    sheet.show(Table("A look-up, and what it takes for a copy", columns, tuple(rows)))
    sheet.say(
        "duizhao takes the text as it is and answers with passages, verdicts, spans and figures; "
        "its prints alone are what these are chosen from, and no verdict. "
        "The others are given normalised texts and answer with numbers of documents. TF-IDF has "
        "the lowest threshold that takes no more than 1 in 100 negatives for a copy."
    )


def _alarms(finder: Finder, questions: Questions) -> float:
    if isinstance(finder, Ours | Prints):
        return fmean(finder.is_copy(one.left, one.right) for one in questions.negatives)
    return fmean(finder.is_copy(left, right) for left, right in questions.pairs)


def _judge(sheet: Sheet, outcome: Outcome, questions: Questions) -> None:
    mine = outcome.found[Ours.name]
    kinds = dict.fromkeys(one.copy.kind for one in questions.asked)
    for name, found in outcome.found.items():
        if name in (Ours.name, Ranking.name, Prints.name):
            continue
        asked = [one for one in questions.asked if id(one) in found]
        target = _AS_BRUTE if name == Brute.name else _AHEAD
        ahead = fmean(mine[id(one)] - found[id(one)] for one in asked)
        note = f"{len(asked)} copies"
        sheet.add(Figure(f"recall, ours less {name}", ahead, "", target, note))
        worst = min(
            (fmean(mine[id(one)] - found[id(one)] for one in here), kind)
            for kind in kinds
            if (here := [one for one in asked if one.copy.kind == kind])
        )
        note = f"the kind that suits it best: {worst[1]}"
        sheet.add(Figure(f"recall, ours less {name}, by kind", worst[0], "", target, note))
        ratio = median(outcome.seconds[name].values()) / median(outcome.seconds[Ours.name].values())
        sheet.add(Figure(f"look-up: time of {name} / ours", ratio, "×", _AS_FAST))
        prints = median(outcome.seconds[Prints.name].values())
        ratio = median(outcome.seconds[name].values()) / prints
        sheet.add(Figure(f"look-up: time of {name} / our prints alone", ratio, "×"))


def _ranked(sheet: Sheet, outcome: Outcome, questions: Questions) -> None:
    """Judge the answer as a ranking: of all kinds together, and beside TF-IDF."""
    mine = outcome.found[Ranking.name]
    recall = fmean(mine[id(one)] for one in questions.asked)
    note = f"{len(questions.asked)} copies, at most 1 in 100 negatives above the score"
    sheet.add(Figure("recall as a ranking", recall, "", _RANKED, note))
    found = outcome.found.get(Tfidf.name)
    if found is not None:
        ahead = fmean(mine[id(one)] - found[id(one)] for one in questions.asked)
        sheet.add(Figure(f"recall as a ranking, ours less {Tfidf.name}", ahead, "", _AHEAD, note))


def _together(sheet: Sheet, finders: Sequence[Finder], questions: Questions) -> None:
    """Look up as many texts as a report has passages, again and again in turn."""
    asked = questions.asked[:: max(len(questions.asked) // _REPORT, 1)][:_REPORT]
    taken: dict[str, list[float]] = {finder.name: [] for finder in finders}
    for turn in range(_TURNS):
        begin = turn % len(finders)
        for finder in (*finders[begin:], *finders[:begin]):
            texts = [_text_for(finder, one) for one in asked]
            begun = time.thread_time()
            finder.find_all(texts)
            taken[finder.name].append((time.thread_time() - begun) / len(texts))
    mine = median(taken[Ours.name])
    sheet.add(Figure(f"one of {len(asked)} looked up together", mine * 1000, "ms"))
    for finder in finders[1:]:
        ratio = median(taken[finder.name]) / mine
        name = f"one of {len(asked)} looked up together: time of {finder.name} / ours"
        sheet.add(Figure(name, ratio, "×", None if isinstance(finder, Prints) else _AS_FAST))
