"""Overlong paragraphs are cut, their figures and words are not."""

from hypothesis import given, settings
from hypothesis import strategies as st

from index.figures import figures
from index.outline.sentences import cut_long, first_sentence

PIECES = st.sampled_from(
    [
        *(
            "1,234,567",
            "3，296，600",
            "98.6%",
            "12万",
            "三百二十五",
            "2023-12-20",
            "10%-15%",
            "9:00",
        ),
        *("Windows", "http://example.cn/list?id=3&page=2", "５６７", "×××", "落实", "督查"),
        *("，", "、", "；", "。", " ", "“", "”"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=200).map("".join), st.integers(min_value=60, max_value=400))
def test_a_limit_cuts_no_figure(text: str, limit: int) -> None:
    pieces = cut_long(text, limit)
    assert "".join(text[start:end] for start, end in pieces) == text
    assert all(0 < end - start <= limit for start, end in pieces)
    edges = {end for _, end in pieces[:-1]}
    for figure in figures(text):
        inside = edges.intersection(range(figure.first + 1, figure.last))
        assert not inside or figure.last - figure.first > limit // 2


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["Information", "技术", "Security"]), min_size=1, max_size=120))
def test_a_limit_cuts_no_word(words: list[str]) -> None:
    text = " ".join(words)
    edges = {end for _, end in cut_long(text, 80)[:-1]}
    assert all(
        not (text[edge - 1].isascii() and text[edge - 1 : edge + 1].isalpha()) for edge in edges
    )


def test_a_number_at_the_limit_goes_whole_into_the_next_piece() -> None:
    text = "落" * 396 + "1,234,567元"
    assert cut_long(text, 400) == [(0, 396), (396, len(text))]


def test_a_comma_inside_a_number_is_no_pause() -> None:
    text = "落" * 300 + "，" + "实" * 90 + "1,234,567元的投资"
    assert cut_long(text, 400)[0] == (0, 301)


def test_a_run_of_digits_longer_than_a_passage_is_cut_all_the_same() -> None:
    assert max(end - start for start, end in cut_long("9" * 1000, 400)) <= 400


def test_a_question_mark_inside_an_address_ends_no_sentence() -> None:
    text = "打开http://example.cn/list?id=3填报。接着提交。"
    assert text[: first_sentence(text)] == "打开http://example.cn/list?id=3填报。"
