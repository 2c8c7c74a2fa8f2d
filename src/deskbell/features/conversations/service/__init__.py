"""Everything that can be done to a conversation. One verb = one transaction: fence, log, deadline, outbox; then wake.

Verbs raise Refused with a fixed code. Verbs whose first argument is `tx` are for the features above.
"""

from __future__ import annotations

from deskbell.features.conversations.service.assistant import AssistantVerbs
from deskbell.features.conversations.service.keeping import KeepingVerbs
from deskbell.features.conversations.service.offering import OfferVerbs
from deskbell.features.conversations.service.operator import OperatorVerbs
from deskbell.features.conversations.service.removing import RemovingVerbs
from deskbell.features.conversations.service.time import TimeVerbs
from deskbell.features.conversations.service.unit import Page, Surroundings, Visitor
from deskbell.features.conversations.service.visitor import VisitorVerbs
from deskbell.features.conversations.service.writing import TEXT_LIMIT, Writing

__all__ = ["TEXT_LIMIT", "Conversations", "Page", "Surroundings", "Visitor", "Writing"]


class Conversations:
    """The verbs, by who acts."""

    def __init__(self, writing: Writing) -> None:
        self.visitor = VisitorVerbs(writing)
        self.offers = OfferVerbs(writing)
        self.operator = OperatorVerbs(writing, self.offers)
        self.keeping = KeepingVerbs(writing)
        self.removing = RemovingVerbs(writing)
        self.assistant = AssistantVerbs(writing)
        self.time = TimeVerbs(writing)
