"""Reads a message as clauses of words with the parts they play, once per language it may be in; pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from deskbell.features.handoff.lexicon.book import (
    BOOKS,
    ENDS,
    INTERNATIONAL_CODE,
    KNOWN,
    TRIGGER_STEM_LENGTHS,
    TRIGGER_STEMS,
    TRIGGER_WORDS,
    Book,
    cut,
    is_run,
)
from deskbell.features.handoff.lexicon.folding import readable
from deskbell.features.handoff.lexicon.shape import BUT
from deskbell.features.handoff.lexicon.spelling import corrected

Clause = list[int]

_ENDS: Final = frozenset(ENDS)
_SCRIPTS: Final = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")),
    ("ko", re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")),
    ("th", re.compile(r"[\u0e00-\u0eff]")),
)


def words_of(text: str) -> list[str]:
    """The words of a message, folded and with typing errors mended."""
    return _unglued([corrected(word) for word in cut(readable(text))])


def _unglued(words: list[str]) -> list[str]:
    """Words typed together are taken apart where both halves are known: `totalk` is `to talk`."""
    found: list[str] = []
    for word in words:
        found.extend((word,) if word in KNOWN or not 6 <= len(word) <= 40 else _halves(word))
    return found


@lru_cache(maxsize=4096)
def _halves(word: str) -> tuple[str, ...]:
    for i in range(2, len(word) - 3):
        if word[i:] in TRIGGER_WORDS and word[:i] in KNOWN:
            return word[:i], word[i:]
    for i in range(4, len(word) - 1):
        if word[:i] in TRIGGER_WORDS and word[i:] in KNOWN:
            return word[:i], word[i:]
    return (word,)


def books_for(words: list[str], hint: str | None) -> list[Book]:
    """The books of the languages in which some word could belong to a request; the hinted language first.

    An international word ("agent") points to every language, so the few languages that know most of the words are taken.
    """
    codes: set[str] = set()
    for word in words:
        codes |= TRIGGER_WORDS.get(word, _NONE) | _stem_codes(word)
    first = (hint or "").lower().replace("_", "-").split("-")[0]
    if INTERNATIONAL_CODE in codes:
        codes = (codes - {INTERNATIONAL_CODE}) | _closest(words, first)
    return [BOOKS[code] for code in sorted(codes, key=lambda code: (code != first, code))]


def _closest(words: list[str], first: str) -> set[str]:
    sample = words[:60]
    counts = {code: sum(word in book.words or word in book.phrases for word in sample) for code, book in BOOKS.items()}
    best = sorted(counts, key=lambda code: -counts[code])[:_CLOSEST]
    return {"en", *best} | ({first} & BOOKS.keys())


_CLOSEST: Final = 4
_NONE: Final[frozenset[str]] = frozenset()


@lru_cache(maxsize=4096)
def _stem_codes(word: str) -> frozenset[str]:
    if is_run(word):
        codes = {code for code, script in _SCRIPTS if script.search(word)}
        return frozenset(codes | {"ja"} if "zh" in codes else codes)
    codes = set()
    for form in (word, *_without_prefix(word)):
        codes |= TRIGGER_WORDS.get(form, _NONE)
        for length in TRIGGER_STEM_LENGTHS:
            codes |= TRIGGER_STEMS.get(form[:length], _NONE) if length <= len(form) else _NONE
    return frozenset(codes)


_ALL_PREFIXES: Final = tuple({prefix for book in BOOKS.values() for prefix in book.prefixes})


def _without_prefix(word: str, prefixes: tuple[str, ...] = _ALL_PREFIXES) -> list[str]:
    return [word[len(prefix) :] for prefix in prefixes if word.startswith(prefix) and len(word) - len(prefix) > 2]


def clauses(words: list[str], book: Book) -> list[Clause]:
    """The message as one language reads it: the role of each word or phrase, 0 for an unknown one, split where a thought ends."""
    found: list[Clause] = [[]]
    at, end = 0, len(words)
    while at < end:
        word = words[at]
        if word in _ENDS:
            found.append([])
            at += 1
        elif book.longest_run and is_run(word):
            found[-1].extend(_cut_run(word, book))
            at += 1
        else:
            role, length = _role(words, at, book)
            if role & BUT:
                found.append([])
            found[-1].append(role)
            at += length
    return [clause for clause in found if clause]


def _role(words: list[str], at: int, book: Book) -> tuple[int, int]:
    word = words[at]
    for tail, role in book.phrases.get(word, ()):
        if words[at + 1 : at + 1 + len(tail)] == tail:
            return role, 1 + len(tail)
    role_alone = book.words.get(word)
    if role_alone is None:
        role_alone = _by_stem(word, book)
    return role_alone, 1


def _by_stem(word: str, book: Book) -> int:
    for form in (word, *_without_prefix(word, book.prefixes)):
        if form in book.words:
            return book.words[form]
        for length in book.stem_lengths:
            if length <= len(form) and form[:length] in book.stems:
                return book.stems[form[:length]]
    return 0


def _cut_run(word: str, book: Book) -> Clause:
    """A run without spaces, cut by the longest known word; letters in between count as one unknown word per two."""
    found: Clause = []
    at, unknown = 0, 0
    while at < len(word):
        for length in range(min(book.longest_run, len(word) - at), 0, -1):
            role = book.runs.get(word[at : at + length])
            if role is not None:
                found.extend([0] * ((unknown + 1) // 2))
                found.append(role)
                at, unknown = at + length, 0
                break
        else:
            at, unknown = at + 1, unknown + 1
    found.extend([0] * ((unknown + 1) // 2))
    return found
