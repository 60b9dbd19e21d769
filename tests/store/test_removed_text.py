"""What was cleaned away is kept in the engine too, as long as its report is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from keeping_support import a_store, a_text, embedded, packed, written

from index.catalogue.packing import report_text
from index.engine import Phrase
from index.folding import fold
from index.settings import Limits
from index.store import Store, restore

ADVERT = "本文由河畔文库整理，代笔咨询请加会员群"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store of two reports: one from a text library, one clean."""
    noisy = a_text(seed=1).replace("清单", "清##paidbegin##单").rstrip("\n") + f"\n{ADVERT}\n"
    paths = [
        written(tmp_path / "报送", "1.txt", noisy),
        written(tmp_path / "报送", "2.txt", a_text(seed=2)),
    ]
    store = a_store(tmp_path / "home")
    store.add(paths)
    return store


def removed(store: Store, phrase: str) -> list[tuple[int, int]]:
    """Report and piece of every place of a phrase in what was removed."""
    found = store.picture().view.removed(Phrase((fold(phrase),)))
    return list(zip(found.reports.tolist(), found.pieces.tolist(), strict=True))


def pieces(store: Store, report: int = 1) -> list[str]:
    return [piece.text for piece in store.catalogue.entry(report).outline.removed]


def test_what_was_removed_is_found_by_the_number_it_has_in_the_outline(store: Store) -> None:
    (place,) = removed(store, "河畔文库")
    assert pieces(store)[place[1]] == ADVERT
    assert place[0] == 1
    assert store.picture().view.count(Phrase((fold("河畔文库"),))) == 0
    assert store.check().problems == ()


def test_it_stays_when_a_report_is_renamed_and_the_engine_built_anew(
    store: Store, tmp_path: Path
) -> None:
    before = removed(store, "河畔文库")
    store.edit(1, title="另起的标题")
    assert removed(store, "河畔文库") == before
    store.reindex()
    assert removed(store, "河畔文库") == before
    store.backup(tmp_path / "copy.zip")
    restore(tmp_path / "again", tmp_path / "copy.zip", open_engine=embedded)
    assert removed(a_store(tmp_path / "again"), "河畔文库") == before


def test_it_goes_and_comes_back_with_its_report(store: Store) -> None:
    before = removed(store, "河畔文库")
    store.remove([1])
    assert removed(store, "河畔文库") == []
    store.bring_back(1)
    assert removed(store, "河畔文库") == before
    assert store.check().problems == ()


def test_an_engine_that_lacks_removed_text_is_noticed_and_put_right(store: Store) -> None:
    entry = store.catalogue.entry(1)
    whole = report_text(1, entry.record.title, entry.record.first_passage, entry.outline)
    engine = embedded(store.home / store.catalogue.state().engine)
    engine.put(type(whole)(whole.id, whole.title, whole.passages))
    engine.commit()
    engine.close()
    problems = dict(store.check().problems)
    assert problems == {
        "removed_differ": {
            "report": 1,
            "file": "1.txt",
            "engine": 0,
            "catalogue": len(pieces(store)),
        }
    }
    store.reindex()
    assert store.check().problems == ()


def test_removed_text_counts_towards_the_size_of_a_commit(tmp_path: Path) -> None:
    text = a_text().rstrip("\n") + f"\n{ADVERT}\n"
    made = packed(text)
    assert made.removed_characters == len(ADVERT)
    paths = [
        written(tmp_path / "报送", f"{seed}.txt", a_text(seed=seed).rstrip("\n") + f"\n{ADVERT}\n")
        for seed in range(4)
    ]
    store = a_store(tmp_path / "home", Limits(commit_characters=made.characters + 1))
    store.add(paths)
    assert store.catalogue.state().generation == 4
    assert len(removed(store, ADVERT)) == 4
