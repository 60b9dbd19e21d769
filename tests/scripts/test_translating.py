"""Translations: what is written depends on the sentences alone, and gettext reads it."""

from __future__ import annotations

import gettext
import io
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from translating.entries import Entry, current, lacking  # noqa: E402 - scripts are no package
from translating.mofile import compiled  # noqa: E402
from translating.pofile import BadCatalogue, read, written  # noqa: E402
from translating.sources import found  # noqa: E402

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\4"), min_size=1)
singular = st.builds(
    Entry, chinese=texts, context=st.none() | texts, english=st.tuples(texts) | st.just(())
)
counted = st.builds(Entry, chinese=texts, plural=texts, english=st.tuples(texts, texts))
catalogues = st.lists(singular | counted, max_size=6, unique_by=lambda entry: entry.key)


@given(catalogues)
def test_what_is_written_is_read_again(entries: list[Entry]) -> None:
    kept = current(entries, entries)
    assert current(entries, read(written(kept))) == kept


@given(catalogues, st.randoms())
def test_the_order_of_the_source_changes_nothing(entries: list[Entry], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = random.sample(entries, len(entries))
    assert written(current(entries, entries)) == written(current(shuffled, shuffled))
    assert compiled(current(entries, entries)) == compiled(current(shuffled, shuffled))


@given(catalogues)
def test_gettext_reads_what_is_compiled(entries: list[Entry]) -> None:
    catalogue = gettext.GNUTranslations(io.BytesIO(compiled(entries)))
    for entry in entries:
        if not entry.english:
            assert catalogue.gettext(entry.chinese) == entry.chinese or entry.context
        elif entry.context:
            assert catalogue.pgettext(entry.context, entry.chinese) == entry.english[0]
        elif entry.plural:
            said = [catalogue.ngettext(entry.chinese, entry.plural, count) for count in (1, 2)]
            assert said == list(entry.english)


def test_the_files_hold_no_date_no_place_and_no_program() -> None:
    entry = Entry("检索", english=("Search",))
    assert compiled([entry]).split(b"\0\0")[-1].count(b"\n") == 2  # charset and plural forms
    for word in ("Date", "Generated", "#:"):
        assert word not in written([entry])


def test_an_entry_that_somebody_added_at_the_end_finds_its_place() -> None:
    old = [Entry("乙", english=("B",)), Entry("甲", english=("A",))]
    text = written(old) + '\nmsgid "丙"\nmsgstr ""\n"C, "\n"wrapped"\n'
    source = [Entry("甲"), Entry("丙"), Entry("乙")]
    assert current(source, read(text)) == (
        Entry("丙", english=("C, wrapped",)),
        Entry("乙", english=("B",)),
        Entry("甲", english=("A",)),
    )


def test_a_sentence_that_is_gone_goes_and_a_new_one_lacks_english() -> None:
    entries = current([Entry("新")], [Entry("旧", english=("Old",))])
    assert entries == (Entry("新"),)
    assert lacking(entries) == entries


def test_english_of_another_number_of_forms_is_not_kept() -> None:
    (entry,) = current([Entry("段", plural="段")], [Entry("段", english=("passage",))])
    assert entry.english == ()


@pytest.mark.parametrize(
    "text",
    [
        'msgid "甲"\nmsgstr "A"\nmsgid "甲"\nmsgstr "B"\n',
        'msgid "甲"\nmsgid "乙"\nmsgstr "B"\n',
        '<<<<<<< HEAD\nmsgid "甲"\nmsgstr "A"\n',
        '"甲"\n',
    ],
    ids=["twice", "without English", "conflict", "belongs to nothing"],
)
def test_a_damaged_catalogue_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(BadCatalogue, match=r"line \d"):
        read(text)


def test_the_same_entry_twice_is_one() -> None:
    assert read('msgid "甲"\nmsgstr "A"\n' * 2) == (Entry("甲", english=("A",)),)


def test_sentences_are_found_in_code_and_in_templates(tmp_path: Path) -> None:
    (tmp_path / "web" / "templates").mkdir(parents=True)
    code = 'mark("一")\n_("二", count=f"{3}")\nngettext("三", "三个", 3)\n'
    (tmp_path / "web" / "words.py").write_text(code, encoding="utf-8")
    page = "{{ _('四') }}{{ pgettext('heading', '五') }}"
    (tmp_path / "web" / "templates" / "page.html").write_text(page, encoding="utf-8")
    assert set(found(tmp_path)) == {
        Entry("一"),
        Entry("二"),
        Entry("三", plural="三个"),
        Entry("四"),
        Entry("五", context="heading"),
    }
