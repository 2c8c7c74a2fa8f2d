"""Compiles the word lists into tables for quick look-up, one book per language; holds no words and no grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from deskbell.features.handoff.lexicon.folding import plain
from deskbell.features.handoff.lexicon.shape import ROLES, TRIGGERS, Language
from deskbell.features.handoff.lexicon.words import INTERNATIONAL, LANGUAGES

# Scripts written without spaces (and Korean, whose particles stick to the word) are cut by the longest known word.
RUN_SCRIPTS: Final = "\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_LETTER: Final = r"\w\u0300-\u036f\u0900-\u0dff\u0980-\u09ff"
ENDS: Final = "\n.,;:!?\u2026\u3002\u3001\uff0c\uff1f\uff01\u061f\u060c\u061b\u06d4\u0964()[]{}|\u2014\u2013"
_ONE: Final = rf"(?:(?![_{RUN_SCRIPTS}])[{_LETTER}])+"
_TOKEN: Final = re.compile(rf"[{RUN_SCRIPTS}]+|{_ONE}(?:'{_ONE})*|[{re.escape(ENDS)}]")
_ELIDED: Final = frozenset("l d j m t s n c qu jusqu lorsqu puisqu quelqu un dell all nell sull dall quest sant".split())

# What may follow the first word of a phrase, and the role of the whole; the longest first.
Tails = list[tuple[list[str], int]]


@dataclass(slots=True)
class Book:
    """The compiled word list of one language."""

    code: str
    order: Literal["vo", "ov", "free"]
    prefixes: tuple[str, ...]
    words: dict[str, int] = field(default_factory=dict)
    phrases: dict[str, Tails] = field(default_factory=dict)
    stems: dict[str, int] = field(default_factory=dict)
    stem_lengths: tuple[int, ...] = ()
    runs: dict[str, int] = field(default_factory=dict)
    longest_run: int = 0


def cut(folded: str) -> list[str]:
    """The words and punctuation marks of a folded text, elisions split and other apostrophes closed up."""
    found: list[str] = []
    for word in _TOKEN.findall(folded):
        if "'" in word:
            found.extend(_apart(word))
        else:
            found.append(word)
    return found


def _apart(word: str) -> list[str]:
    head, _, tail = word.partition("'")
    return [head, *_apart(tail)] if head in _ELIDED and tail else [word.replace("'", "")]


def is_run(word: str) -> bool:
    """Whether the word is written in a script that is cut by the longest known word."""
    return _RUN.match(word) is not None


_RUN: Final = re.compile(rf"[{RUN_SCRIPTS}]")


def entries(language: Language) -> Iterator[tuple[str, int]]:
    """Every entry of a language with its role."""
    for name, listed in language.words.items():
        for entry in listed.split(","):
            if entry.strip():
                yield plain(entry.strip()), ROLES[name]


def compiled(language: Language, mixed: tuple[Language, ...]) -> Book:
    """The book of a language, including the words that it shares with others."""
    book = Book(language.code, language.order, language.prefixes)
    for source in (*mixed, language):
        for entry, role in entries(source):
            _add(book, entry, role)
    book.stem_lengths = tuple(sorted({len(stem) for stem in book.stems}, reverse=True))
    book.longest_run = max(map(len, book.runs), default=0)
    return book


def _add(book: Book, entry: str, role: int) -> None:
    if is_run(entry):
        key = entry.replace(" ", "")
        book.runs[key] = book.runs.get(key, 0) | role
        return
    if entry.endswith("*"):
        book.stems[entry[:-1]] = book.stems.get(entry[:-1], 0) | role
        return
    first, *rest = cut(entry)
    if not rest:
        book.words[first] = book.words.get(first, 0) | role
        return
    tails = book.phrases.setdefault(first, [])
    role |= sum(old for words, old in tails if words == rest)
    tails[:] = sorted([*(tail for tail in tails if tail[0] != rest), (rest, role)], key=lambda tail: -len(tail[0]))


def _books() -> dict[str, Book]:
    by_code = {language.code: language for language in LANGUAGES}
    return {
        code: compiled(language, (INTERNATIONAL, *(by_code[other] for other in language.mixes)))
        for code, language in by_code.items()
    }


INTERNATIONAL_CODE: Final = INTERNATIONAL.code
BOOKS: Final = _books()


def _words() -> tuple[frozenset[str], dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """All known words; which languages each trigger word (or longest word of a trigger phrase) and stem points to."""
    known: set[str] = set()
    words: dict[str, set[str]] = {}
    stems: dict[str, set[str]] = {}
    for language in (INTERNATIONAL, *LANGUAGES):
        codes = {language.code, *(other.code for other in LANGUAGES if language.code in other.mixes)}
        for entry, role in entries(language):
            if is_run(entry):
                continue
            parts = cut(entry.removesuffix("*"))
            known.update(parts)
            if role & TRIGGERS:
                table = stems if entry.endswith("*") else words
                table.setdefault(max(parts, key=len), set()).update(codes)
    return frozenset(known), {k: frozenset(v) for k, v in words.items()}, {k: frozenset(v) for k, v in stems.items()}


KNOWN, TRIGGER_WORDS, TRIGGER_STEMS = _words()
TRIGGER_STEM_LENGTHS: Final = tuple(sorted({len(stem) for stem in TRIGGER_STEMS}))
