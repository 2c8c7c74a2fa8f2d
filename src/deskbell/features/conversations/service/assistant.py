"""What the assistant can do, composed by the assistant feature with writes of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from deskbell.features.contacts import service as contacts
from deskbell.features.contacts.model import FIELDS, Details, Source
from deskbell.features.contacts.rules import reading
from deskbell.features.conversations import rules, store, store_reads
from deskbell.features.conversations.model import Author, Conversation, Event, Posted, State
from deskbell.features.conversations.service.writing import Writing
from deskbell.runtime.db.api import Tx
from deskbell.runtime.scope import WorkspaceScope


class AssistantVerbs:
    def __init__(self, writing: Writing) -> None:
        self._w = writing

    async def context(self, tx: Tx, conversation_id: str, *, limit: int) -> tuple[Conversation, list[Event]] | None:
        """The conversation and what was said since its last boundary, when the assistant owes an answer."""
        c = await self._w.load(tx, conversation_id)
        if c.answer_due_seq is None or not c.assistant_may_speak:
            return None
        return c, await store_reads.messages_since(tx, conversation_id, after=c.boundary_seq, limit=limit)

    async def says(
        self,
        tx: Tx,
        scope: WorkspaceScope,
        conversation_id: str,
        *,
        epoch: int,
        answered: int,
        text: str,
        citations: list[dict[str, Any]],
        turn: str,
        name: str,
        interrupted: bool = False,
        stopped: bool = False,
        follow_ups: Sequence[str] = (),
    ) -> Posted | None:
        """The finished answer of a turn that began at `epoch`. None: the conversation moved on, nothing is written."""
        w = await self._w.begin(tx, scope, await self._w.load(tx, conversation_id))
        body: dict[str, Any] = {
            "kind": "text",
            "text": text,
            "turn": turn,
            "answers": answered,
            "citations": citations,
        }
        if interrupted:
            body["interrupted"] = True
        if stopped:
            body["stopped"] = True
        if follow_ups:
            body["next"] = list(follow_ups)
        seq = w.next_seq()
        after = rules.assistant_wrote(w.before, seq=seq, answered=answered, now=w.now, policy=w.policy)
        body["unanswered_since"] = after.unanswered_since
        # The fence comes before the row: a turn of an older epoch changes nothing and says nothing.
        if not w.before.assistant_may_speak or not await self._w.fenced(w, after, epoch=epoch):
            return None
        event_id = self._w.ids.new("msg")
        author = (Author.ASSISTANT, None, name)
        await store.append(
            tx,
            conversation_id,
            seq=seq,
            epoch=epoch,
            event_id=event_id,
            type="message",
            author=author,
            body=body,
            at=w.now,
        )
        return Posted(conversation_id, seq, epoch, event_id, w.now)

    async def answer_failed(
        self, tx: Tx, scope: WorkspaceScope, conversation_id: str, *, epoch: int, answered: int, turn: str, text: str
    ) -> Posted | None:
        """Say plainly that there is no answer. The deadline still stands, so somebody will look."""
        w = await self._w.begin(tx, scope, await self._w.load(tx, conversation_id))
        if w.before.epoch != epoch or not w.before.assistant_may_speak:
            return None
        body = {"turn": turn, "text": text, "retry": True}
        posted = await self._w.log(w, "answer_failed", (Author.SYSTEM, None, None), body, epoch=epoch)
        await self._w.save(w, rules.gave_up_answering(w.before, answered=answered), epoch=epoch)
        return posted

    async def calls_team(
        self, tx: Tx, scope: WorkspaceScope, conversation_id: str, *, epoch: int, reason: str
    ) -> Posted | None:
        """The assistant asked for a person. None: the conversation has moved on."""
        w = await self._w.begin(tx, scope, await self._w.load(tx, conversation_id))
        if w.before.epoch != epoch or w.before.state not in (State.ASSISTANT, State.FOLLOWUP):
            return None
        after = await self._w.call_team(w, w.before, reason=reason)
        await self._w.save(w, after, epoch=epoch)
        return self._w.written(w)

    async def saves_contact(
        self,
        tx: Tx,
        scope: WorkspaceScope,
        conversation_id: str,
        name: str | None = None,
        email: str | None = None,
        phone: str | None = None,
        ask: str | None = None,
    ) -> tuple[list[str], bool]:
        """Keep what the visitor told the assistant: the names of the fields that were good. Bad ones are left out.
        And whether the visitor is asked for `ask` now: not for what is known or was skipped.
        """
        w = await self._w.begin(tx, scope, await self._w.load(tx, conversation_id))
        good = reading.checked(Details(name, email, phone))
        kept = await self._w.keep_details(w, good, source=Source.ASSISTANT, epoch=w.before.epoch)
        known = await contacts.known(tx, w.before.contact_id)
        asked = ask in FIELDS and ask not in w.skipped and known.get(ask) is None
        if asked:
            w.asking = ask
            await self._w.log(w, "asked", (Author.SYSTEM, None, None), {"asks": ask}, epoch=w.before.epoch)
        if kept or asked:
            await self._w.save(w, replace(w.before, seq=w.seq))
        return [field for field, value in good.as_dict().items() if value is not None], asked

    async def renew_deadline(self, tx: Tx, conversation_id: str, *, epoch: int) -> bool:
        """The turn is alive: push its deadline on. False: the conversation has moved on, stop talking."""
        before = await self._w.load(tx, conversation_id)
        if before.epoch != epoch or not before.assistant_may_speak:
            return False
        if before.state is not State.ASSISTANT or before.deadline_at is None:
            return True
        policy = await self._w.around.policy(tx)
        return await store.set_deadline(tx, before, replace(before, deadline_at=self._w.clock.now() + policy.lease))
