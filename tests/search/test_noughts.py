"""A nought in Chinese numerals is found however it is written, and nothing else is."""

import pytest

from index.engine import Form, Phrase
from index.folding import fold
from search.library import Library
from search.model import MatrixRequest, Request, Rung
from search.noughts import writings

NOUGHTS = ["〇", "○", "◯", "零", "O", "o", "О", "0", "０"]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return a library with one report for each way of writing a nought."""
    desk = tmp_path_factory.mktemp("desk")
    for number, nought in enumerate(NOUGHTS):
        text = f"工作总结\n一、主要工作\n二{nought}一九年完成县志编纂，补遗一百{nought}五处。\n"
        (desk / f"{number}.txt").write_text(text, encoding="utf-8")
    found = Library(tmp_path_factory.mktemp("home"))
    found.add([desk])
    return found


@pytest.mark.parametrize("nought", NOUGHTS)
@pytest.mark.parametrize("phrase", ["二{}一九年", "一百{}五处", "二{}", "{}五"])
def test_every_way_of_writing_finds_every_other(library: Library, nought: str, phrase: str) -> None:
    found = library.search(Request(phrase.format(nought)))
    assert found.rung is Rung.EXACT
    assert found.occurrences == len(NOUGHTS)
    assert all(hit.spans for hit in found.hits)


def test_a_matrix_counts_what_a_search_finds(library: Library) -> None:
    (counted,) = library.matrix(MatrixRequest(("二〇一九年",))).phrases
    assert counted.total == len(NOUGHTS)


def test_what_is_excluded_is_excluded_however_written(library: Library) -> None:
    assert library.search(Request("县志编纂 -二O一九年")).passages == 0


@pytest.mark.parametrize(
    "text", ["10万元", "100一", "GO一", "零售", "人工智能O", "0.5", "〇", "OO公司", "三〇a", "二三"]
)
def test_a_letter_or_a_figure_elsewhere_stays_what_it_is(text: str) -> None:
    assert writings(Phrase((fold(text),))) == (Phrase((fold(text),)),)


def test_all_noughts_of_a_phrase_are_written_alike() -> None:
    ways = [way.parts[0] for way in writings(Phrase(("二〇〇八", "年"), Form.LOOSE))]
    assert ways[0] == "二〇〇八"
    assert set(ways) == {"二〇〇八", "二零零八", "二oo八", "二00八", "二оо八", "二οο八"}


def test_ways_of_writing_never_start_at_one_place() -> None:
    ways = [way.parts[0] for way in writings(Phrase(("一百〇五",)))]
    assert not any(one.startswith(other) for one in ways for other in ways if one != other)
