"""Whether what was found answers the question, or merely shares words with it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Final

from deskbell.features.knowledge.lexicon.words import words
from deskbell.features.knowledge.model import Hit
from deskbell.features.knowledge.rules.query import Question
from deskbell.features.knowledge.rules.rank import NEARLY, Collection

ENOUGH: Final = 0.06
MORE_IN_MORE: Final = 0.09

RECOGNISED: Final = 0.3
HALF_RECOGNISED: Final = 0.4
TOPICAL: Final = 0.3
BARELY_TOPICAL: Final = 0.15
AGAIN_AND_AGAIN: Final = 0.25  # of the passages
CONTINUED: Final = 2.0
BY_CHANCE: Final = 0.2
LOOKED_AT: Final = 3


def answerable(question: Question, hits: Sequence[Hit], collection: Collection) -> bool:
    """Among many passages some share words with any question, so the best one must fit better.

    A question of its own is believed sooner when most of its words are there, be they rare or not, and when it names
    what this business speaks of all the time; one that follows an answer, when what was found is about the same.
    Calibrated on real questions with and without an answer: a wrong refusal and a wrong answer are about equally
    frequent, in each business as in all (docs/decisions/0088-topic-of-a-business.md).
    """
    if not hits:
        return False
    if question.answered:
        support = CONTINUED * (_continued(question.answered, hits[:LOOKED_AT]) - BY_CHANCE)
    else:
        support = RECOGNISED * (hits[0].recognised - HALF_RECOGNISED)
        support += TOPICAL * (_topical(question, collection) - BARELY_TOPICAL)
    return hits[0].score + support >= ENOUGH + MORE_IN_MORE * log(1 + collection.passages)


def _topical(question: Question, collection: Collection) -> float:
    """0 to 1: in how many passages the question's most frequent word is, as it stands or nearly; one says nothing."""
    spellings = (term for word in question.meant for term in _spellings(word, collection))
    most = max((collection.known.get(term, 0) for term in spellings), default=0)
    return min(1.0, max(0, most - 1) / (AGAIN_AND_AGAIN * collection.passages))


def _spellings(word: str, collection: Collection) -> list[str]:
    return [word, *(term for term, like in collection.alike.get(word, {}).items() if like >= NEARLY)]


def _continued(answered: frozenset[str], hits: Sequence[Hit]) -> float:
    """The share of the answer before that is in what was found now."""
    found = set(words(" ".join(f"{hit.passage.title} {hit.passage.text}" for hit in hits)))
    return len(answered & found) / len(answered)
