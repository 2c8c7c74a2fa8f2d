"""Thumbs on answers: the event in the log and the row to count by, in one transaction."""

from __future__ import annotations

from deskbell.features.conversations.model import Posted
from deskbell.features.conversations.service import Conversations, Visitor
from deskbell.features.quality import store
from deskbell.features.quality.rules import thumbs as rules
from deskbell.features.workspaces import service as workspaces
from deskbell.runtime.clock import Clock
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import WorkspaceScope


class Thumbs:
    def __init__(self, db: Database, clock: Clock, conversations: Conversations) -> None:
        self._db = db
        self._clock = clock
        self._conversations = conversations

    async def rates(
        self, scope: WorkspaceScope, visitor: Visitor, *, cid: str, of: int, thumb: str | None, reason: str | None
    ) -> Posted:
        """The visitor's thumb on the assistant's answer at seq `of`; None takes it back. "person" calls the team.

        Raises bad_frame, not_found (no such answer in the visitor's conversation), cid_reused.
        """
        rating = rules.checked(of, thumb, reason)
        verbs = self._conversations.visitor

        async def work(tx: Tx) -> Posted:
            body: dict[str, object] = {"of": of, "thumb": thumb, "reason": reason}
            known = await verbs.rated_already(tx, visitor, cid=cid, body=body)
            if known is not None:
                return known
            conversation_id, answer = await verbs.answer_at(tx, visitor, of)
            downs = await store.other_downs(tx, conversation_id, but=of)
            after = (await workspaces.assistant_settings(tx)).options.offer_after
            body["offer"] = rules.offers_person(rating, other_downs=downs, after=after)
            if rating.thumb is None:
                await store.clear(tx, conversation_id, of=of)
            else:
                await store.put(
                    tx,
                    conversation_id,
                    rating,
                    turn_id=answer.get("turn", ""),
                    citations=answer.get("citations", []),
                    now=self._clock.now(),
                )
            return await verbs.rated(tx, scope, visitor, cid=cid, body=body, wants_person=reason == "person")

        return await self._db.write(scope, work)
