"""The phrase part: build the peers beside the library, let all answer, tell the outcome.

Whoosh writes some hundred paragraphs a second, so it meets the others over a library of its own
size, made from the first reports of the corpus.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from index.store import Store
from measuring import homes
from measuring.contest import Outcome, contest
from measuring.documents import Documents, documents_of
from measuring.ours import Ours
from measuring.peers import FAST, Missing, Peer, Scan, Whoosh
from measuring.phrases import Questions, draw
from measuring.sheet import Sheet, Table, number
from measuring.verdicts import by_length, completeness, ratios, times

FEW = 300  # reports over which Whoosh is asked

Build = Callable[[Documents, Path], Peer]


def phrases(
    sheet: Sheet, home: Path, corpus: Path, scratch: Path, seed: int, a_length: int
) -> Questions:
    """Measure phrase search; return what was asked."""
    builders: tuple[Build, ...] = (Scan, *FAST)
    whole = sheet.reports <= FEW
    if whole:
        builders = (*builders, Whoosh)
    questions, outcome = _round(sheet, "Phrases", home, builders, scratch / "all", seed, a_length)
    ratios(sheet, outcome)
    if not whole:
        sheet.say(f"Whoosh builds too slowly for all of it: see the first {FEW} reports below.")
        small = scratch / "home-few"
        homes.ingest(small, homes.few(corpus, FEW, scratch / "corpus-few"))
        title = f"Phrases over the first {FEW} reports, with Whoosh"
        _round(sheet, title, small, (*builders, Whoosh), scratch / "few", seed, a_length)
    return questions


def _round(
    sheet: Sheet,
    title: str,
    home: Path,
    builders: Sequence[Build],
    scratch: Path,
    seed: int,
    a_length: int,
) -> tuple[Questions, Outcome]:
    sheet.part(title)
    store = Store(home)
    try:
        documents = documents_of(store)
        characters = sum(map(len, documents.texts))
        sheet.say(
            f"{len(documents.texts):,} paragraphs of {characters:,} folded characters; "
            "one paragraph is one document to every peer."
        )
        questions = draw(documents.texts, seed, a_length)
        peers = _built(sheet, builders, documents, scratch, home)
        outcome = contest(documents, Ours(store, documents), peers, questions.asked)
        completeness(sheet, outcome)
        times(sheet, outcome)
        sheet.say(
            "Peers count and list paragraphs. duizhao counts occurrences or passages and lists "
            "passages; its facets stand against the mere ids of the others."
        )
        by_length(sheet, outcome)
        return questions, outcome
    finally:
        store.close()


def _built(
    sheet: Sheet, builders: Sequence[Build], documents: Documents, scratch: Path, home: Path
) -> list[Peer]:
    engine = sum(homes.size_of(folder) for folder in home.glob("engine-*"))
    rows = [(Ours.name, "see ingest", _megabytes(engine), "phrases and ranked words together")]
    peers: list[Peer] = []
    for place, build in enumerate(builders):
        folder = scratch / str(place)
        begun = time.perf_counter()
        try:
            peer = build(documents, folder)
        except Missing as reason:
            sheet.say(f"Left out: {reason}.")
            continue
        seconds = time.perf_counter() - begun
        peers.append(peer)
        if folder.exists():
            size = _megabytes(homes.size_of(folder))
            rows.append((peer.name, f"{number(seconds)} s", size, "phrases alone, no texts"))
    columns = ("engine", "build", "disk", "holds")
    sheet.show(Table("Building", columns, tuple(rows)))
    return peers


def _megabytes(size: int) -> str:
    return f"{number(size / 1e6)} MB"
