"""Other engines on the same paragraphs: SQLite's trigrams, tantivy, Whoosh, a scan.

Each answers with the numbers of the paragraphs that hold a phrase, each in the fastest way that
its documentation offers. None loses anything to a tokenizer: tantivy and Whoosh are given
bigrams that were split before, white space between them.
"""

from __future__ import annotations

import importlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from measuring.documents import Documents

_MEMORY = 256 << 20  # bytes that an engine may hold back while it builds


class Peer(Protocol):
    """An engine that was built over some paragraphs."""

    name: str
    shortest: int  # characters; it cannot look for less

    def count(self, phrase: str) -> int:
        """Return how many paragraphs hold the phrase."""

    def ids(self, phrase: str) -> Sequence[int]:
        """Return the numbers of all paragraphs that hold the phrase."""


class Missing(Exception):
    """A peer that is not installed, or cannot do here what it is asked."""


class Scan:
    """The plain `in` of the language over every paragraph: the truth."""

    name, shortest = "scan", 1

    def __init__(self, documents: Documents, folder: Path) -> None:
        self._documents = documents

    def count(self, phrase: str) -> int:
        """Count by looking at all."""
        return sum(phrase in text for text in self._documents.texts)

    def ids(self, phrase: str) -> Sequence[int]:
        """List by looking at all."""
        return self._documents.scan(phrase)


class Trigrams:
    """FTS5 of SQLite with its trigram tokenizer; without the texts themselves."""

    name, shortest = "SQLite FTS5 trigram", 3

    def __init__(self, documents: Documents, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._base = sqlite3.connect(folder / "trigrams.sqlite3")
        try:
            self._base.execute(
                "CREATE VIRTUAL TABLE found USING fts5"
                "(text, content='', columnsize=0, tokenize='trigram case_sensitive 1')"
            )
        except sqlite3.OperationalError as error:
            raise Missing(f"this Python's SQLite {sqlite3.sqlite_version}: {error}") from error
        self._base.executemany("INSERT INTO found(rowid, text) VALUES (?, ?)", _rows(documents))
        self._base.execute("INSERT INTO found(found) VALUES ('optimize')")
        self._base.commit()

    def count(self, phrase: str) -> int:
        """Count the rows that match."""
        return int(self._ask("count(*)", phrase).fetchone()[0])

    def ids(self, phrase: str) -> Sequence[int]:
        """Fetch the number of every row that matches."""
        return [number for (number,) in self._ask("rowid", phrase)]

    def _ask(self, what: str, phrase: str) -> sqlite3.Cursor:
        wanted = '"' + phrase.replace('"', '""') + '"'
        return self._base.execute(f"SELECT {what} FROM found WHERE found MATCH ?", (wanted,))  # noqa: S608


class Tantivy:
    """tantivy with one segment, bigrams split before, phrase queries."""

    name, shortest = "tantivy bigrams", 2

    def __init__(self, documents: Documents, folder: Path) -> None:
        self._tantivy = tantivy = _imported("tantivy")
        folder.mkdir(parents=True)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", tokenizer_name="whitespace", index_option="position")
        builder.add_integer_field("number", fast=True)
        self._schema = builder.build()
        index = tantivy.Index(self._schema, path=str(folder))
        writer = index.writer(heap_size=4 * _MEMORY, num_threads=1)
        for number, text in _rows(documents):
            writer.add_document(tantivy.Document(text=_bigrams(text), number=number))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def count(self, phrase: str) -> int:
        """Count while collecting a single hit."""
        return int(self._searcher.search(self._query(phrase), limit=1).count)

    def ids(self, phrase: str) -> Sequence[int]:
        """Collect all hits, ordered by their number: so they come with it, at the least cost.

        There cannot be more than documents with the first bigram; room for more costs time.
        """
        most = max(self._searcher.doc_freq("text", phrase[:2]), 1)
        found = self._searcher.search(
            self._query(phrase), limit=most, count=False, order_by_field="number"
        )
        return [number for number, _ in found.hits]

    def _query(self, phrase: str) -> Any:
        words = list(_pairs(phrase))
        if len(words) == 1:
            return self._tantivy.Query.term_query(self._schema, "text", words[0])
        return self._tantivy.Query.phrase_query(self._schema, "text", words)


class Whoosh:
    """Whoosh with one segment, bigrams split before, positions, phrase queries."""

    name, shortest = "Whoosh bigrams", 2

    def __init__(self, documents: Documents, folder: Path) -> None:
        fields, index = _imported("whoosh.fields"), _imported("whoosh.index")
        analysis, self._query = _imported("whoosh.analysis"), _imported("whoosh.query")
        folder.mkdir(parents=True)
        text = fields.TEXT(analyzer=analysis.SpaceSeparatedTokenizer(), phrase=True)
        made = index.create_in(str(folder), fields.Schema(text=text))
        writer = made.writer(limitmb=_MEMORY >> 20)
        for _, one in _rows(documents):
            writer.add_document(text=_bigrams(one))
        writer.commit(optimize=True)
        self._searcher = made.searcher()

    def count(self, phrase: str) -> int:
        """Count by listing."""
        return len(self.ids(phrase))

    def ids(self, phrase: str) -> Sequence[int]:
        """List the documents that match, unranked; they are numbered as they came."""
        return list(self._searcher.docs_for_query(self._asked(phrase)))

    def _asked(self, phrase: str) -> Any:
        words = list(_pairs(phrase))
        if len(words) == 1:
            return self._query.Term("text", words[0])
        return self._query.Phrase("text", words)


FAST: tuple[Callable[[Documents, Path], Peer], ...] = (Trigrams, Tantivy)


def _imported(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise Missing(f"{name.partition('.')[0]} is not installed") from error


def _rows(documents: Documents) -> Iterator[tuple[int, str]]:
    return iter(enumerate(documents.texts))


def _bigrams(text: str) -> str:
    return " ".join(_pairs(text))


def _pairs(text: str) -> Iterator[str]:
    return (text[at : at + 2] for at in range(len(text) - 1))
