"""Finds the word of the list that a misspelt word was meant to be; pure and bounded."""

from __future__ import annotations

from functools import cache
from typing import Final

from deskbell.features.handoff.lexicon.book import entries, index, is_run
from deskbell.features.handoff.lexicon.folding import squeezed, unleet
from deskbell.features.handoff.lexicon.shape import (
    DESK,
    HUMAN,
    LINK,
    MACHINE,
    MEMBER,
    MOVE,
    PERSON,
    SOMEONE,
    STAFF,
    TALK,
)
from deskbell.features.handoff.lexicon.words import INTERNATIONAL, LANGUAGES, REAL_WORDS

_NOUNS: Final = HUMAN | STAFF | MEMBER | PERSON | SOMEONE | DESK | MACHINE
_KEY_ROLES: Final = _NOUNS | TALK | LINK | MOVE
_SHORTEST, _LONG, _LONGEST = 5, 9, 24


@cache
def _key_words() -> dict[str, str]:
    """The words worth mending a word for, by their first two letters, as one string each."""
    found: dict[str, set[str]] = {}
    for language in (INTERNATIONAL, *LANGUAGES):
        for words, _, role in entries(language):
            if role & _KEY_ROLES and not is_run(words[0]):
                for word in words if role & DESK else words[:1] if len(words) == 1 else ():
                    if len(word) >= (_SHORTEST if role & _NOUNS else _SHORTEST + 1):
                        found.setdefault(word[:2], set()).add(word)
    return {start: " ".join(sorted(words)) for start, words in found.items()}


@cache
def _real_words() -> frozenset[str]:
    return frozenset(REAL_WORDS.replace(",", " ").split())


def corrected(word: str, languages: int) -> str:
    """The known word of these languages that an unknown one was meant to be, or the word itself."""
    if len(word) < 3 or len(word) > _LONGEST or index().known(word) or word in _real_words() or is_run(word):
        return word
    for attempt in (squeezed(word), unleet(word)):
        if index().known(attempt) & languages:
            return attempt
    if len(word) < _SHORTEST or not word.isalpha() or index().stem_triggers(word) & languages:
        return word
    return _nearest(word, languages)


def _nearest(word: str, languages: int) -> str:
    best, meant = 3, word
    starts = {word[:2], word[0] + word[2], word[1] + word[0]}
    for candidate in " ".join(_key_words().get(start, "") for start in sorted(starts)).split():
        reach = 2 if len(candidate) >= _LONG else 1
        if word.startswith(candidate):  # an ending, not an error: associate, associated
            continue
        if abs(len(word) - len(candidate)) > reach or len(set(word) ^ set(candidate)) > 2 * reach:
            continue
        apart = distance(word, candidate)
        if apart <= reach and apart < best and index().known(candidate) & languages:
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
