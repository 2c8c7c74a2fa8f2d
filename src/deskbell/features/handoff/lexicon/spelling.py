"""Finds the word of the list that a misspelt word was meant to be; pure and bounded."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from deskbell.features.handoff.lexicon.book import KNOWN, entries, is_run
from deskbell.features.handoff.lexicon.folding import squeezed, unleet
from deskbell.features.handoff.lexicon.shape import DESK, HUMAN, LINK, MACHINE, MEMBER, MOVE, PERSON, SOMEONE, STAFF, TALK
from deskbell.features.handoff.lexicon.words import INTERNATIONAL, LANGUAGES, REAL_WORDS

_KEY_ROLES: Final = TALK | LINK | MOVE | HUMAN | STAFF | MEMBER | PERSON | SOMEONE | DESK | MACHINE
_SHORTEST, _LONG, _LONGEST = 5, 9, 24


def _key_words() -> set[str]:
    found: set[str] = set()
    for language in (INTERNATIONAL, *LANGUAGES):
        for entry, role in entries(language):
            if role & _KEY_ROLES and not is_run(entry):
                found.update(part for part in entry.removesuffix("*").split() if len(part) >= _SHORTEST)
    return found


def _index() -> dict[str, list[tuple[str, int]]]:
    """The key words by their first three letters, and by their first and last three, each with the set of its letters."""
    table: dict[str, list[tuple[str, int]]] = {}
    for word in sorted(_key_words()):
        for bucket in _buckets(word):
            table.setdefault(bucket, []).append((word, _letters(word)))
    return table


def _buckets(word: str) -> tuple[str, str]:
    return word[:3], word[0] + "-" + word[-3:]


def _letters(word: str) -> int:
    """The letters of a word as bits: two words far apart here need no closer look."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


_INDEX: Final = _index()
_LEAVE: Final = frozenset(REAL_WORDS.replace(",", " ").split())


@lru_cache(maxsize=4096)
def corrected(word: str) -> str:
    """The known word meant by an unknown one, or the word itself."""
    if word in KNOWN or len(word) > _LONGEST or word in _LEAVE:
        return word
    for attempt in (squeezed(word), unleet(word)):
        if attempt in KNOWN:
            return attempt
    return _nearest(word) if len(word) >= _SHORTEST and word.isalpha() else word


def _nearest(word: str) -> str:
    letters, best, meant = _letters(word), 3, word
    for bucket in _buckets(word):
        for candidate, its_letters in _INDEX.get(bucket, ()):
            reach = 2 if len(candidate) >= _LONG else 1
            if abs(len(word) - len(candidate)) > reach or (letters ^ its_letters).bit_count() > 2 * reach:
                continue
            apart = distance(word, candidate)
            if apart <= reach and apart < best:
                best, meant = apart, candidate
    return meant


def distance(a: str, b: str) -> int:
    """The number of letters added, dropped, changed or swapped with their neighbour between two short words."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, last, row = row, before, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
