"""Words: cutting text for ranked search. 党风廉政建设 → 党风, 廉政, 建设, 党风廉政建设.

One door to jieba; what can be cut faster is (`quickwords`). Text is folded first, so that
糧食 and 粮食 are one word; offsets are those of the text as given. The dictionary is jieba's, the
terms of the field that come with the program, and the words a person keeps in `words.txt` of the
home folder.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import tempfile
import threading
import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache, cached_property, lru_cache
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from index.errors import DamagedHome
from index.folding import fold, fold_with_origins
from index.quickwords import QuickCutter

_JIEBA = version("jieba")
USER_WORDS = "words.txt"
CACHE = f"words-{_JIEBA}.json"


@cache
def _jieba() -> Any:
    """Return jieba. It is loaded when the first text is cut: who looks for phrases only does
    without it and its tables.
    """
    # It asks pkg_resources for its files where that is there, which takes longer to load than all
    # the rest, and opens them itself where it is not.
    before = sys.modules.get("pkg_resources")
    sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its patterns are older than Python's rules for them
            import jieba
    finally:
        del sys.modules["pkg_resources"]
        if before is not None:
            sys.modules["pkg_resources"] = before
    jieba.setLogLevel(logging.ERROR)
    return jieba


class Word(NamedTuple):
    """A word, folded, and where it stands in the text (characters, half-open)."""

    text: str
    start: int
    end: int


class WordQuery(NamedTuple):
    """The words of a query. A long word is matched by the shorter ones inside it (a text may
    have been cut otherwise: 反腐败 by 反腐 and 腐败), and ranked by both.
    """

    needed: tuple[str, ...]
    terms: tuple[str, ...]


class Cutter:
    """Cuts text into words. Safe to share between threads; loads its dictionary when first used."""

    def __init__(self, home: Path | None = None) -> None:
        """Take the words of `home`, and keep the loaded dictionary there for the next start."""
        self._home = home
        self._lock = threading.Lock()
        self._ready: _Loaded | None = None

    def cut(self, text: str) -> tuple[Word, ...]:
        """Return all words of `text` for an index: long ones, and before each the shorter
        dictionary words of two and three characters inside it. Punctuation is no word.
        """
        return tuple(word for group in self._groups(text) for word in group)

    def query(self, text: str) -> WordQuery:
        """Return what a passage must hold to match all words of `text`, and what to rank it by."""
        groups = [[word.text for word in group] for group in self._groups(text)]
        return WordQuery(
            needed=tuple(dict.fromkeys(w for group in groups for w in group[:-1] or group)),
            terms=tuple(dict.fromkeys(w for group in groups for w in reversed(group))),
        )

    def texts(self, text: str) -> list[str]:
        """Return what `cut` finds without places: for indexing in bulk."""
        loaded = self._loaded
        families, clauses = loaded.families, loaded.clauses
        found: list[str] = []
        for piece in text.split():
            for clause in clauses(fold(piece)):
                found.extend(families(clause))
        return found

    def pieces(self, folded: str) -> list[str]:
        """Cut a folded text into words and all that stands between them; joined, they are it."""
        return self._loaded.cut(folded)

    @cached_property
    def version(self) -> str:
        """A name that changes whenever the dictionary does."""
        words = "\n".join((*domain_words(), "", *self._user_words()))
        return f"{_JIEBA}-{zlib.crc32(words.encode()):08x}"

    def _groups(self, text: str) -> Iterator[list[Word]]:
        loaded = self._loaded
        for piece in re.finditer(r"\S+", text):
            folded = fold_with_origins(piece.group())
            base, place = piece.start(), 0
            for word in loaded.cut(folded.text):
                if _is_word(word):
                    group = []
                    for i, j in (*_inside(word, loaded.known), (0, len(word))):
                        span = folded.span(place + i, place + j)
                        group.append(Word(word[i:j], base + span.start, base + span.end))
                    yield group
                place += len(word)

    @property
    def _loaded(self) -> _Loaded:
        if self._ready is None:
            with self._lock:
                if self._ready is None:
                    self._ready = _shared(self._home, (*domain_words(), *self._user_words()))
        return self._ready

    def _user_words(self) -> tuple[str, ...]:
        if self._home is None:
            return ()
        path = self._home / USER_WORDS
        try:
            return _words_of(path.read_text(encoding="utf-8-sig").splitlines())
        except FileNotFoundError:
            return ()
        except (OSError, UnicodeDecodeError) as error:
            raise DamagedHome("unreadable_words", file=str(path)) from error


def cut(text: str) -> tuple[Word, ...]:
    """Cut `text` by the program's own dictionary, without a home folder."""
    return _PLAIN.cut(text)


def domain_words() -> tuple[str, ...]:
    """Return the terms of the field that come with the program."""
    file = resources.files("index") / "data" / "domain_words.txt"
    return _words_of(file.read_text(encoding="utf-8").splitlines())


def user_words(home: Path) -> tuple[str, ...]:
    """Return the words that a person keeps in a home folder. Raises DamagedHome."""
    return Cutter(home)._user_words()


def _words_of(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the first word of every line; what follows (frequency, kind) is jieba's custom."""
    words = (line.partition("#")[0].split() for line in lines)
    return tuple(dict.fromkeys(folded for word in words if word and (folded := fold(word[0]))))


def _is_word(text: str) -> bool:
    return any(map(str.isalnum, text))


def _inside(word: str, known: dict[str, int]) -> Iterator[tuple[int, int]]:
    """Yield where dictionary words of two and three characters stand inside a longer word."""
    for length in (2, 3):
        if len(word) > length:
            for start in range(len(word) - length + 1):
                if known.get(word[start : start + length]):
                    yield start, start + length


class _Loaded:
    """A dictionary ready for cutting, and the clauses met lately: reports repeat theirs."""

    def __init__(self, home: Path | None, added: tuple[str, ...]) -> None:
        before, total = _dictionary(home)
        between = _jieba().re_han_default
        self.clauses: Callable[[str], list[str]] = between.split
        self._is_clause = between.match
        self._tokenizer = _tokenizer(before, total, added)
        self.known: dict[str, int] = self._tokenizer.FREQ
        self._quick = QuickCutter(added, before, self.known, self._tokenizer.total)
        self.families = lru_cache(maxsize=1 << 15)(self._families)
        self._family = lru_cache(maxsize=1 << 16)(self._family_of)

    def cut(self, text: str) -> list[str]:
        """Cut a folded text as jieba would. Joined, the pieces are the text."""
        return [word for clause in self.clauses(text) for word in self._words(clause)]

    def _families(self, clause: str) -> tuple[str, ...]:
        """Return the words between two marks: jieba looks at one such piece at a time."""
        found: list[str] = []
        for word in self._words(clause):
            found += self._family(word)
        return tuple(found)

    def _words(self, clause: str) -> Iterable[str]:
        if not self._is_clause(clause):
            return clause  # jieba gives every other character for itself
        words = self._quick.cut(clause)
        return self._tokenizer.lcut(clause) if words is None else words

    def _family_of(self, word: str) -> tuple[str, ...]:
        """Return a word behind the shorter ones inside it; nothing for what is no word."""
        if not _is_word(word):
            return ()
        return (*(word[i:j] for i, j in _inside(word, self.known)), word)


_PLAIN = Cutter()
_base_lock = threading.Lock()
_base: tuple[dict[str, int], int] | None = None
_ready_lock = threading.Lock()
_ready: dict[tuple[str, ...], _Loaded] = {}
_READY = 2  # dictionaries kept: the program's own, and that of a home with words of its own


def _shared(home: Path | None, added: tuple[str, ...]) -> _Loaded:
    """Return what cuts by these words; whoever adds the same words shares it (some 100 MB)."""
    with _ready_lock:
        if added not in _ready:
            while len(_ready) >= _READY:
                del _ready[next(iter(_ready))]
            _ready[added] = _Loaded(home, added)
        return _ready[added]


def _dictionary(home: Path | None) -> tuple[dict[str, int], int]:
    """Return jieba's own words with their frequencies, and the total of these."""
    global _base
    with _base_lock:
        if _base is None:
            _base = _load(home)
        return _base


def _tokenizer(words: Mapping[str, int], total: int, added: Iterable[str]) -> Any:
    """Return a tokenizer that is ready, without jieba's own loading: that logs, and writes
    into the folder for temporary files that all users share.
    """
    tokenizer = _jieba().Tokenizer()
    tokenizer.FREQ, tokenizer.total = dict(words), total
    tokenizer.initialized = True
    for word in added:
        tokenizer.add_word(word)
    return tokenizer


def _load(home: Path | None) -> tuple[dict[str, int], int]:
    """Return jieba's dictionary, from the home folder's copy where there is a sound one."""
    cache = home / CACHE if home is not None else None
    if cache is not None:
        try:
            words, counts, total = json.loads(cache.read_bytes())
            return dict(zip(words.split("\n"), counts, strict=True)), int(total)
        except (OSError, ValueError, TypeError, AttributeError):
            pass  # none yet, or torn: made anew below
    jieba = _jieba()
    loaded: tuple[dict[str, int], int] = jieba.Tokenizer.gen_pfdict(jieba.dt.get_dict_file())
    if cache is not None:
        _keep(cache, loaded)
    return loaded


def _keep(cache: Path, loaded: tuple[dict[str, int], int]) -> None:
    """Write the copy beside its place and move it there; a folder that takes none is no error.

    All words in one string: that reads three times as fast as half a million strings.
    """
    words, total = loaded
    name = ""
    try:
        handle, name = tempfile.mkstemp(prefix=cache.name, dir=cache.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(("\n".join(words), list(words.values()), total), file, ensure_ascii=False)
        os.replace(name, cache)
    except OSError:
        if name:
            with suppress(OSError):
                os.unlink(name)
