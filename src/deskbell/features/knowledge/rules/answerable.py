"""Whether what was found answers the question, or merely shares words with it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from deskbell.features.knowledge.model import Hit
from deskbell.features.knowledge.rules.query import Question
from deskbell.features.knowledge.rules.rank import Collection


def answerable(question: Question, collection: Collection, hits: Sequence[Hit]) -> bool:
    return bool(hits) and hits[0].coverage >= 0.4
