"""Whether what was found answers the question, or merely shares words with it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Final

from deskbell.features.knowledge.model import Hit

ENOUGH: Final = 0.1
MORE_IN_MORE: Final = 0.08
LEAST_COVERAGE: Final = 0.15


def answerable(hits: Sequence[Hit], passages: int) -> bool:
    """Among many passages some share words with any question, so the best one must fit better.

    Calibrated on real questions with and without an answer: a wrong refusal and a wrong answer are equally frequent.
    """
    if not hits:
        return False
    best = hits[0]
    return best.score >= ENOUGH + MORE_IN_MORE * log(1 + passages) and best.coverage >= LEAST_COVERAGE
