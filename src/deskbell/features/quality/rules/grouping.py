"""Whether two questions are one, by their words: the same, inflected, misspelled, or naming the same concept. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from deskbell.features.knowledge.lexicon.concepts import related
from deskbell.features.knowledge.lexicon.words import is_piece, likenesses
from deskbell.features.knowledge.rules.query import read

ALIKE: Final = 0.6
LOOK_ALIKE: Final = 0.55
SAME_CONCEPT: Final = 0.8
MOST_WORDS: Final = 24


def meaning(text: str) -> tuple[str, ...]:
    """The words that carry a question."""
    return read(text).meant[:MOST_WORDS]


def alike(one: Sequence[str], other: Sequence[str]) -> float:
    """0 to 1: how much of each question's words is found in the other."""
    if not one or not other:
        return 0.0
    matched = sum(_best(word, other) for word in one) + sum(_best(word, one) for word in other)
    return matched / (len(one) + len(other))


def nearest(words: Sequence[str], known: Sequence[tuple[str, Sequence[str]]]) -> str | None:
    """The id of the group that these words belong to; None: a new one."""
    best, found = 0.0, None
    for group_id, theirs in known:
        score = alike(words, theirs)
        if score > best:
            best, found = score, group_id
    return found if best >= ALIKE else None


def _best(word: str, others: Sequence[str]) -> float:
    if word in others:
        return 1.0
    if is_piece(word):
        return 0.0
    best = SAME_CONCEPT if not related(word).isdisjoint(others) else 0.0
    if len(word) > 3:
        like = max((score for score, _ in likenesses(word, [o for o in others if not is_piece(o)])), default=0.0)
        best = max(best, like if like >= LOOK_ALIKE else 0.0)
    return best
