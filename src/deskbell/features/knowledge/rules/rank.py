"""Ordering the passages that a search brought up. Pure; statistics are those of the one workspace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import Final

from deskbell.features.knowledge.model import Hit, Passage
from deskbell.features.knowledge.rules.query import Question

TITLE: Final = 3
OPENING: Final = 12  # words; a text without a title says at once what it is about
IN_OPENING: Final = 2
K1: Final = 2.0
B: Final = 0.75
NEAR: Final = 0.6
NEAR_WORDS: Final = 8
COUNTED: Final = 20  # occurrences of a word in a passage whose places are looked at
ENOUGH_WORDS: Final = 12  # nobody's answer holds every word of a long message
NEARLY: Final = 0.6  # so alike that it is the same word, inflected or misspelled


@dataclass(frozen=True, slots=True)
class Collection:
    """What is known about all passages of the workspace. `known`: in how many of them a term occurs."""

    passages: int
    words: int
    known: Mapping[str, int]
    alike: Mapping[str, Mapping[str, float]]

    def rarity(self, term: str) -> float:
        count = self.known.get(term, 0)
        return log(1 + (self.passages - count + 0.5) / (count + 0.5))


@dataclass(frozen=True, slots=True)
class Candidate:
    passage: Passage
    title_words: Sequence[str]
    body_words: Sequence[str]

    @property
    def size(self) -> int:
        return size(self.title_words, self.body_words)

    @property
    def fields(self) -> Iterable[tuple[Sequence[str], int, int]]:
        """Its words, how much one of them counts, and the place of the first."""
        if self.title_words:
            return (self.title_words, TITLE, 0), (self.body_words, 1, 1000)
        return (self.body_words[:OPENING], IN_OPENING, 0), (self.body_words[OPENING:], 1, OPENING)


@dataclass(frozen=True, slots=True)
class _Use:
    """A term of the collection standing for word number `word` of the question."""

    word: int
    likeness: float
    gain: float


def size(title_words: Sequence[str], body_words: Sequence[str]) -> int:
    return TITLE * len(title_words) + len(body_words)


def rank(question: Question, collection: Collection, candidates: Iterable[Candidate]) -> list[Hit]:
    """Best first. A word's best look-alike counts for it; neighbours in the question gain by standing close."""
    uses = _uses(question, collection)
    needs = _needs(question, collection)
    said = sum(weight * collection.rarity(word) for word, weight in question.weights.items())
    average = max(1.0, collection.words / max(1, collection.passages))
    expected = _expected(said, len(question.meant) + len(question.small))
    telling = {term for term, of in uses.items() if term not in question.small or any(use.likeness < 1 for use in of)}
    hits = (_hit(candidate, uses, telling, needs, expected, average) for candidate in candidates)
    return sorted(filter(None, hits), key=lambda hit: (-hit.score, hit.passage.id))


def _expected(meaning: float, words: int) -> float:
    """How much of what so many words say a good answer holds."""
    return (meaning or 1.0) * min(1.0, ENOUGH_WORDS / max(1, words))


def _uses(question: Question, collection: Collection) -> dict[str, list[_Use]]:
    uses: dict[str, list[_Use]] = {}
    for number, (word, weight) in enumerate(question.weights.items()):
        own = collection.rarity(word) if word in collection.known else None
        if own is not None:
            uses.setdefault(word, []).append(_Use(number, 1.0, weight * own))
        for term, like in collection.alike.get(word, {}).items():
            rarity = collection.rarity(term)
            gain = like * weight * (rarity if own is None else min(own, rarity))
            uses.setdefault(term, []).append(_Use(number, like, gain))
    return uses


def _needs(question: Question, collection: Collection) -> dict[int, float]:
    """How much each meant word (by its number) says, by its rarity; unknown ones most."""
    meant = frozenset(question.meant)
    return {number: collection.rarity(word) for number, word in enumerate(question.weights) if word in meant}


def _hit(
    candidate: Candidate,
    uses: Mapping[str, list[_Use]],
    telling: set[str],
    needs: Mapping[int, float],
    expected: float,
    average: float,
) -> Hit | None:
    """None when it shares only small words with the question: no `telling` ones."""
    frequency: dict[str, int] = {}
    places: dict[int, list[tuple[int, float]]] = {}
    for words, weight, start in candidate.fields:
        for place, term in enumerate(words, start):
            if term in uses:
                frequency[term] = frequency.get(term, 0) + weight
                for use in uses[term] if frequency[term] <= COUNTED * weight else ():
                    if use.word in needs:
                        places.setdefault(use.word, []).append((place, use.likeness))
    if telling.isdisjoint(frequency):
        return None
    damping = K1 * (1 - B + B * candidate.size / average)
    best: dict[int, float] = {}
    for term, count in frequency.items():
        saturated = count * (K1 + 1) / (count + damping)
        for use in uses[term]:
            best[use.word] = max(best.get(use.word, 0.0), use.gain * saturated)
    score = (sum(best.values()) + NEAR * _nearness(places, needs)) / expected
    alike = {word: max((like for _, like in places.get(word, [])), default=0.0) for word in needs}
    recognised = sum(like >= NEARLY for like in alike.values()) / max(1, len(alike))
    return Hit(candidate.passage, score, recognised)


def _nearness(places: Mapping[int, list[tuple[int, float]]], needs: Mapping[int, float]) -> float:
    total = 0.0
    order = list(needs)
    for first, second in pairwise(order):
        if first in places and second in places:
            gap, like = min((abs(a - b), -min(x, y)) for a, x in places[first] for b, y in places[second])
            if gap <= NEAR_WORDS:
                closeness = 1.0 if gap <= 2 else 0.5 if gap <= 4 else 0.25
                total += closeness * -like * min(needs[first], needs[second])
    return total
