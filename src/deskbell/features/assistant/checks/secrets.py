"""What the assistant was told of itself stays inside: the mark in its rules, and stretches of the rules. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

BEGINS: Final = 4  # words of a rule in a row, after which the sentence is not shown before it is whole
LEAKS: Final = 8
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Secret:
    mark: str = ""
    short: frozenset[tuple[str, ...]] = frozenset()
    long: frozenset[tuple[str, ...]] = frozenset()

    def may_begin(self, text: str) -> bool:
        """Whether the end of an unfinished sentence could become a leak."""
        if not self.short:
            return False
        return any(gram in self.short for gram in _grams(_words(text[-400:]), BEGINS))

    def leaks(self, before: str, sentence: str) -> bool:
        if self.mark and self.mark in sentence.lower():
            return True
        if not self.long:
            return False
        words = [*_words(before[-200:])[-LEAKS + 1 :], *_words(sentence)]
        return any(gram in self.long for gram in _grams(words, LEAKS))


NOTHING: Final = Secret()


def secret(lines: Iterable[str], mark: str) -> Secret:
    told = [_words(line) for line in lines]
    short = frozenset(gram for words in told for gram in _grams(words, BEGINS))
    return Secret(mark.lower(), short, frozenset(gram for words in told for gram in _grams(words, LEAKS)))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _grams(words: list[str], size: int) -> Iterable[tuple[str, ...]]:
    return (tuple(words[n : n + size]) for n in range(len(words) - size + 1))
