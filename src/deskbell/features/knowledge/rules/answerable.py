"""Whether what was found answers the question, or merely shares words with it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Final

from deskbell.features.knowledge.lexicon.words import words
from deskbell.features.knowledge.model import Hit
from deskbell.features.knowledge.rules.query import Question

ENOUGH: Final = 0.06
MORE_IN_MORE: Final = 0.09
LEAST_COVERAGE: Final = 0.15

RECOGNISED: Final = 0.3
HALF_RECOGNISED: Final = 0.4
CONTINUED: Final = 2.0
BY_CHANCE: Final = 0.2
LOOKED_AT: Final = 3


def answerable(question: Question, hits: Sequence[Hit], passages: int) -> bool:
    """Among many passages some share words with any question, so the best one must fit better.

    A question of its own is believed sooner when most of its words are there, be they rare or not; one that follows an
    answer, when what was found is about the same. Calibrated on real questions with and without an answer: a wrong
    refusal and a wrong answer are about equally frequent.
    """
    if not hits or hits[0].coverage < LEAST_COVERAGE:
        return False
    if question.answered:
        support = CONTINUED * (_continued(question.answered, hits[:LOOKED_AT]) - BY_CHANCE)
    else:
        support = RECOGNISED * (hits[0].recognised - HALF_RECOGNISED)
    return hits[0].score + support >= ENOUGH + MORE_IN_MORE * log(1 + passages)


def _continued(answered: frozenset[str], hits: Sequence[Hit]) -> float:
    """The share of the answer before that is in what was found now."""
    found = set(words(" ".join(f"{hit.passage.title} {hit.passage.text}" for hit in hits)))
    return len(answered & found) / len(answered)
