"""Taking something that was said out of the log, for good.

The log stays gapless and in order: the entry keeps its place and says that it was removed, and a later entry tells
every reader. What other features keep of the text is theirs to drop, in the same transaction (features/privacy).
"""

from __future__ import annotations

from dataclasses import replace

from deskbell.features.conversations import rules, store_reads, store_removing
from deskbell.features.conversations.model import Author, Event, Owner
from deskbell.features.conversations.service.writing import Writing
from deskbell.kit.errors import Refused, not_found
from deskbell.runtime.db.api import Tx
from deskbell.runtime.scope import WorkspaceScope


class RemovingVerbs:
    def __init__(self, writing: Writing) -> None:
        self._w = writing

    async def remove(
        self,
        tx: Tx,
        scope: WorkspaceScope,
        operator: Owner,
        conversation_id: str,
        seq: int,
        *,
        of_others: bool,
        turn: str | None = None,
    ) -> Event | None:
        """The message as it was; None: it had been removed before. `of_others`: also what somebody else has said.
        `turn`: the answer that is being made with it in mind, and is not given any more.

        Raises not_found, forbidden.
        """
        w = await self._w.begin(tx, scope, await self._w.load(tx, conversation_id))
        event = await store_reads.one_event(tx, conversation_id, seq)
        if event is None or event.type != "message":
            raise not_found("message")
        if not of_others and event.author_id != operator.id:
            raise Refused("forbidden", "You can remove what you wrote yourself. Ask an owner or an admin.")
        if event.is_removed:
            return None
        stub = replace(event, body=rules.removed(event.body, by=operator, now=w.now))
        await store_removing.rewrite(tx, event, stub.body)
        await store_removing.unmention(tx, conversation_id, seq)
        body = {"of": seq, "is": stub.as_dict(), "dated": False} | ({"turn": turn} if turn else {})
        author = (Author.OPERATOR, operator.id, operator.name)
        await self._w.log(w, "removed", author, body, epoch=w.before.epoch, internal=event.internal)
        after = w.before
        if after.answer_due_seq == seq:
            # Nobody answers what is not there. The visitor's deadline stands: they did write.
            due = await store_removing.newest_unanswered(tx, conversation_id, after=after.boundary_seq)
            after = replace(after, answer_due_seq=due)
        await self._w.save(w, after, dated=False)
        return event
