"""An outline survives being packed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from keeping_support import a_text
from tests_support import source_of

from index.catalogue.shapes import codes_of, decode, encode
from index.model import Outline, Part, Passage, Removed, Role, Section, Why
from index.outline import outline

WORDS = st.text("履行职责情况一是二、（）。，年度 \t𠮷", min_size=1, max_size=12)


@st.composite
def outlines(draw: st.DrawFn) -> Outline:
    """Outlines that keep to the model, with paths that need not follow from the headings."""
    count = 0

    def passage(part: Part, path: tuple[str, ...], role: Role | None = None) -> Passage:
        nonlocal count
        count += 1
        paragraph = draw(st.integers(0, 9))
        label = draw(st.none() | st.sampled_from(["一是", "第二，"]))
        return Passage(count - 1, part, paragraph, draw(WORDS), label, path, role)

    def section(level: int, above: tuple[str, ...]) -> Section:
        role = draw(st.none() | st.sampled_from(Role))
        opening = passage(Part.HEADING, above, role)
        path = (*above, draw(st.just(opening.text) | WORDS))
        own = [
            passage(Part.BODY, draw(st.just(path) | st.just(path[:-1])), role)
            for _ in range(draw(st.integers(0, 3)))
        ]
        below = [section(level + 1, path) for _ in range(draw(st.integers(0, 3 - level)))]
        marker = draw(st.none() | st.sampled_from(["一", "（二）", "1"]))
        return Section(level, marker, draw(WORDS), role, opening, tuple(own), tuple(below))

    title = passage(Part.TITLE, ()) if draw(st.booleans()) else None
    preamble = tuple(passage(Part.BODY, ()) for _ in range(draw(st.integers(0, 2))))
    sections = tuple(section(1, ()) for _ in range(draw(st.integers(0, 3))))
    removed = tuple(
        Removed(draw(WORDS), draw(st.sampled_from(Why)), start, draw(st.none() | st.just(0)), None)
        for start in range(draw(st.integers(0, 2)))
    )
    return Outline(title, preamble, sections, removed)


@given(outlines())
def test_decoding_what_was_encoded_gives_the_outline_back(whole: Outline) -> None:
    passages = whole.passages
    shape = decode(encode(whole), codes_of(passages))
    assert shape.outline([passage.text for passage in passages]) == whole


def test_a_real_outline_needs_no_stored_paths_and_stays_small() -> None:
    text = a_text(points=5)
    whole = outline(source_of(text))
    shape = encode(whole)
    assert (
        decode(shape, codes_of(whole.passages)).outline([p.text for p in whole.passages]) == whole
    )
    assert len(shape) < len(text.encode())
