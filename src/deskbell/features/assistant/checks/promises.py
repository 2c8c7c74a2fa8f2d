"""Does a sentence promise a person? Pure, in the languages of words.py; the server's own texts are the only promises.

Two readings: a `link` phrase (I am connecting you), or a person (`who`) with a coming act (`will`). A negation in the
same clause makes it none. An offer (`can`, a question) is none as long as somebody can come.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from deskbell.features.assistant.checks.words import ANYWHERE, LINES
from deskbell.features.knowledge.lexicon.words import plain

_NO_WORD: Final = re.compile(r"[^\w\u0900-\u0dff\u0e00-\u0e7f]+")
_CLAUSES: Final = re.compile(r"[,;:()，、；：\u2013\u2014،]+|\s-\s")
_QUESTION: Final = re.compile("[?？؟;]\\s*$|\u037e")


@dataclass(frozen=True, slots=True)
class _Book:
    link: tuple[str, ...]
    who: tuple[str, ...]
    will: tuple[str, ...]
    can: tuple[str, ...]
    none: tuple[str, ...]


def promises(sentence: str, *, offers_too: bool = False) -> bool:
    """Whether it tells the visitor that a person comes. `offers_too`: nobody can come, so an offer is untrue too."""
    said = _flat(sentence)
    clauses = [_flat(part) for part in _CLAUSES.split(sentence) if part.strip()]
    asks = bool(_QUESTION.search(sentence.strip()))
    return any(_promises(book, said, clauses, asks=asks, offers_too=offers_too) for book in _books())


def cue(text: str) -> bool:
    """Whether a sentence that begins like this could still become a promise."""
    said = _flat(text)
    return any(stem in said for stem in _cues())


def _promises(book: _Book, said: str, clauses: list[str], *, asks: bool, offers_too: bool) -> bool:
    found = [clause for clause in clauses if _reads(book, clause)]
    if not found and len(clauses) > 1 and _any(book.who, said) and _any(book.will, said):
        found = [said]
    if not found:
        return False
    certain = [clause for clause in found if not _any(book.none, clause)]
    if not certain:
        return False
    return offers_too or not (asks or all(_any(book.can, clause) for clause in certain))


def _reads(book: _Book, clause: str) -> bool:
    return _any(book.link, clause) or (_any(book.who, clause) and _any(book.will, clause))


def _any(stems: tuple[str, ...], said: str) -> bool:
    return any(stem in said for stem in stems)


def _flat(text: str) -> str:
    """Plain words with single spaces, one in front; apostrophes are gone, so that `I'll` is one word."""
    return f" {_NO_WORD.sub(' ', plain(text).replace(chr(39), ''))} "


@cache
def _books() -> tuple[_Book, ...]:
    return tuple(_book(line) for line in LINES.strip().splitlines())


@cache
def _cues() -> tuple[str, ...]:
    return tuple({stem for book in _books() for stem in (*book.who, *book.link)})


def _book(line: str) -> _Book:
    language, *lists = (part.strip() for part in line.split(" | "))
    front = "" if language in ANYWHERE else " "
    return _Book(*(tuple(_stem(front, stem.strip()) for stem in stems.split(",")) for stems in lists))


def _stem(front: str, stem: str) -> str:
    said = _flat(stem.removesuffix("_")).strip()
    return f" {said} " if stem.endswith("_") else front + said
