"""Compiles the word lists into small tables for quick look-up, one book per language; holds no words and no grammar."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal
from zlib import crc32

from deskbell.features.handoff.lexicon.folding import plain
from deskbell.features.handoff.lexicon.shape import ROLES, TRIGGERS, Language
from deskbell.features.handoff.lexicon.words import INTERNATIONAL, LANGUAGES

# Scripts written without spaces (and Korean, whose particles stick to the word) are cut by the longest known word.
RUN_SCRIPTS: Final = "\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_LETTER: Final = r"\w\u0300-\u036f\u0900-\u0dff\u0980-\u09ff"
ENDS: Final = "\n.,;:!?\u2026\u3002\u3001\uff0c\uff1f\uff01\u061f\u060c\u061b\u06d4\u0964()[]{}|\u2014\u2013"
_ONE: Final = rf"(?:(?![_{RUN_SCRIPTS}])[{_LETTER}])+"
_TOKEN: Final = re.compile(rf"[{RUN_SCRIPTS}]+|{_ONE}(?:'{_ONE})*|[{re.escape(ENDS)}]")
_RUN: Final = re.compile(rf"[{RUN_SCRIPTS}]")
_ELIDED: Final = frozenset(
    (
        "l",
        "d",
        "j",
        "m",
        "t",
        "s",
        "n",
        "c",
        "qu",
        "jusqu",
        "lorsqu",
        "puisqu",
        "quelqu",
        "un",
        "dell",
        "all",
        "nell",
        "sull",
        "dall",
        "quest",
        "sant",
    )
)

LONGEST: Final = 7  # words in a phrase
_PHRASE: Final = 40  # above this bit: of how many words the longest phrase is that begins with the word
_STEMMED: Final = 1 << 44  # one of the phrases that begin with the word ends in a stem
_LISTED: Final = 1 << 39  # the word is an entry itself, not only the beginning of a phrase
_ROLE: Final = _LISTED - 1
_TRIGGER: Final = 32  # above this bit: the languages in which the word can be part of a request


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
    return word > "\u0dff" and _RUN.match(word) is not None


def entries(language: Language) -> Iterator[tuple[list[str], bool, int]]:
    """Every entry of a language: its words, whether it is a stem, and its role."""
    for name, listed in language.words.items():
        role = ROLES[name]
        for entry in plain(listed).split(","):
            stem = entry.endswith("*")
            words = cut(entry) if "'" in entry or "-" in entry else entry.removesuffix("*").split()
            if words:
                yield words, stem, role


class Table:
    """Words to numbers in 12 bytes each: the words themselves are not kept, only 32 bits that stand for them."""

    __slots__ = ("_keys", "_values")

    def __init__(self, numbers: dict[int, int]) -> None:
        keys = sorted(numbers)
        self._keys = array("I", keys)
        self._values = array("Q", [numbers[key] for key in keys])

    def get(self, word: str) -> int:
        """The number of the word, 0 for an unknown one."""
        key = crc32(word.encode())
        at = bisect_left(self._keys, key)
        return self._values[at] if at < len(self._keys) and self._keys[at] == key else 0


@dataclass(frozen=True, slots=True)
class Book:
    """The compiled word list of one language."""

    code: str
    order: Literal["vo", "ov", "free"]
    prefixes: tuple[str, ...]
    table: Table
    stem_lengths: tuple[int, ...]
    runs: dict[str, int]
    longest_run: int

    def role(self, words: list[str], at: int) -> tuple[int, int]:
        """The role of the longest phrase, the word or the stem at this place, and how many words it takes."""
        word = words[at]
        entry = self.table.get(word)
        for length in range(min(entry >> _PHRASE & 7, len(words) - at), 1, -1):
            phrase = " ".join(words[at : at + length])
            found = self.table.get(phrase)
            if found & _LISTED:
                return found & _ROLE, length
            if entry & _STEMMED and (role := self._phrase_by_stem(phrase, len(words[at + length - 1]))):
                return role, length
        return (entry & _ROLE if entry & _LISTED else self._by_stem(word)), 1

    def _phrase_by_stem(self, phrase: str, last: int) -> int:
        """The role of a phrase whose last word, of so many letters, begins with a stem."""
        for length in self.stem_lengths:
            if length <= last and (found := self.table.get(phrase[: len(phrase) - last + length] + "*")):
                return found & _ROLE
        return 0

    def _by_stem(self, word: str) -> int:
        for form in (word, *without_prefix(word, self.prefixes)):
            if form is not word:
                entry = self.table.get(form)
                if entry & _LISTED:
                    return entry & _ROLE
            for length in self.stem_lengths:
                if length <= len(form):
                    entry = self.table.get(form[:length] + "*")
                    if entry:
                        return entry & _ROLE
        return 0


def without_prefix(word: str, prefixes: tuple[str, ...]) -> list[str]:
    """What is left of a word if it begins with a particle that is written onto it."""
    return [word[len(prefix) :] for prefix in prefixes if word.startswith(prefix) and len(word) - len(prefix) > 2]


@cache
def book(code: str) -> Book:
    """The book of a language, with the international words in it; compiled when first asked for."""
    language = next(language for language in LANGUAGES if language.code == code)
    numbers: dict[int, int] = {}
    runs: dict[str, int] = {}
    stem_lengths: set[int] = set()
    for source in (INTERNATIONAL, language):
        for words, stem, role in entries(source):
            if is_run(words[0]):
                runs["".join(words)] = runs.get("".join(words), 0) | role
                continue
            key = crc32((" ".join(words) + "*" * stem).encode())
            numbers[key] = numbers.get(key, 0) | role | _LISTED
            if stem:
                stem_lengths.add(len(words[-1]))
            if len(words) > 1:
                _announce(numbers, words, stem)
    return Book(
        code=code,
        order=language.order,
        prefixes=language.prefixes,
        table=Table(numbers),
        stem_lengths=tuple(sorted(stem_lengths, reverse=True)),
        runs=runs,
        longest_run=max(map(len, runs), default=0),
    )


def _announce(numbers: dict[int, int], words: list[str], stem: bool) -> None:
    """Note at the first word of a phrase how long the longest phrase is that begins there."""
    key = crc32(words[0].encode())
    old = numbers.get(key, 0)
    longest = max(old >> _PHRASE & 7, min(len(words), LONGEST))
    numbers[key] = (old & ~(7 << _PHRASE)) | longest << _PHRASE | (_STEMMED if stem else 0)


@dataclass(frozen=True, slots=True)
class Index:
    """In which languages a word is known, and in which it can be part of a request; one bit per language."""

    table: Table
    stem_lengths: tuple[int, ...]

    def known(self, word: str) -> int:
        """The languages that list the word, as bits."""
        return self.table.get(word) & ((1 << _TRIGGER) - 1)

    def triggers(self, word: str) -> int:
        """The languages in which the word can be part of a request, as bits."""
        return self.table.get(word) >> _TRIGGER

    def stem_triggers(self, word: str) -> int:
        """As `triggers`, by the beginning of the word."""
        found = 0
        for length in self.stem_lengths:
            if length <= len(word):
                found |= self.table.get(word[:length] + "*") >> _TRIGGER
        return found


CODES: Final = (INTERNATIONAL.code, *(language.code for language in LANGUAGES))


@cache
def index() -> Index:
    """The index of the words of all languages; made when first asked for."""
    numbers: dict[int, int] = {}
    stem_lengths: set[int] = set()
    for bit, language in enumerate((INTERNATIONAL, *LANGUAGES)):
        for words, stem, role in entries(language):
            if is_run(words[0]):
                continue
            if stem:
                stem_lengths.add(len(words[-1]))
            longest = max(words, key=len)
            for place, word in enumerate(words, 1):
                key = crc32((word + "*" * (stem and place == len(words))).encode())
                trigger = 1 << (bit + _TRIGGER) if role & TRIGGERS and word == longest else 0
                numbers[key] = numbers.get(key, 0) | 1 << bit | trigger
    return Index(Table(numbers), tuple(sorted(stem_lengths)))
