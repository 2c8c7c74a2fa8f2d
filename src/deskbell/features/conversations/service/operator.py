"""What an operator can do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

from deskbell.features.contacts import service as contacts
from deskbell.features.contacts.model import Details, Source
from deskbell.features.conversations import rules, store, store_marks
from deskbell.features.conversations.model import Author, Owner, Posted, ReadMark, State, Trigger, VisitorBlocked
from deskbell.features.conversations.service.offering import OfferVerbs, noted
from deskbell.features.conversations.service.unit import Unit
from deskbell.features.conversations.service.writing import Writing, checked, first_was, state_body, whole, with_files
from deskbell.features.files import service as file_service
from deskbell.features.files.model import Sender
from deskbell.kit.errors import Refused
from deskbell.runtime.db.api import Tx
from deskbell.runtime.scope import WorkspaceScope


class OperatorVerbs:
    def __init__(self, writing: Writing, offers: OfferVerbs) -> None:
        self._w = writing
        self._offers = offers

    async def take(
        self, scope: WorkspaceScope, operator: Owner, conversation_id: str, *, epoch: int, over: bool = False
    ) -> Posted:
        """Exactly one operator wins; the others get conflict with `by`.

        `over`: also from a colleague, whom a note tells so.
        """

        async def tell(w: Unit) -> None:
            if (owner := w.before.owner) is not None and w.before.state is State.HUMAN:
                body = {"kind": "note", "text": f"@{owner.name} I have taken this over."}
                await noted(self._w, w, operator, cid=None, body=body, named=(owner,))

        first = tell if over else None
        return await self._moves(scope, operator, conversation_id, Trigger.TAKE, epoch=epoch, first=first, over=over)

    async def soon(self, scope: WorkspaceScope, operator: Owner, conversation_id: str, *, epoch: int) -> Posted:
        """Two minutes: the visitor is told that somebody is coming, and the deadline begins anew; once a wait."""

        async def work(tx: Tx) -> Posted:
            w = await self._w.begin(tx, scope, await self._w.load(tx, conversation_id))
            if w.before.epoch == epoch and await store.was_told(tx, conversation_id, epoch=epoch, code="soon"):
                return await self._w.standing(w)
            author = (Author.OPERATOR, operator.id, operator.name)
            after = await self._w.move(w, w.before, Trigger.SOON, author=author, owner=operator)
            await self._w.save(w, after, epoch=epoch)
            return self._w.written(w)

        return await self._w.db.write(scope, work)

    async def release(
        self, scope: WorkspaceScope, operator: Owner, conversation_id: str, *, epoch: int, text: str = ""
    ) -> Posted:
        """Back to the team; `text`: a note for whoever takes it. The visitor's wait goes on from its start."""
        said = checked(text) if text.strip() else ""

        async def first(w: Unit) -> None:
            if said:
                await noted(self._w, w, operator, cid=None, body={"kind": "note", "text": said}, named=())

        return await self._moves(scope, operator, conversation_id, Trigger.RELEASE, epoch=epoch, first=first)

    async def give_back(self, scope: WorkspaceScope, operator: Owner, conversation_id: str, *, epoch: int) -> Posted:
        """Return the conversation to the assistant."""
        return await self._moves(scope, operator, conversation_id, Trigger.RETURN, epoch=epoch)

    async def close(self, scope: WorkspaceScope, operator: Owner, conversation_id: str, *, epoch: int) -> Posted:
        return await self._moves(scope, operator, conversation_id, Trigger.CLOSE, epoch=epoch)

    async def leaves(self, scope: WorkspaceScope, operator: Owner) -> int:
        """Give up everything of an operator who works here no more; how many conversations that were.

        Whoever waits for an answer goes back to the team, everybody else to the assistant. What was offered to them is
        offered to everybody.
        """
        for conversation_id, epoch in await self._w.db.read(scope, lambda tx: store.offered_to(tx, operator.id)):
            await self._offers.is_over(scope, conversation_id, epoch=epoch, to=operator.id)
        freed = 0
        for conversation_id, epoch, waits in await self._w.db.read(scope, lambda tx: store.owned(tx, operator.id)):
            give_up = self.release if waits else self.give_back
            try:
                await give_up(scope, operator, conversation_id, epoch=epoch)
            except Refused:  # it has moved on by itself meanwhile
                continue
            freed += 1
        return freed

    async def block(self, scope: WorkspaceScope, operator: Owner, conversation_id: str, *, epoch: int) -> Posted:
        """End the conversation, and hear no more of this visitor. Anybody of the team may, whoever owns it."""
        return await self._bars(scope, operator, conversation_id, epoch=epoch, barred=True)

    async def unblock(self, scope: WorkspaceScope, operator: Owner, conversation_id: str, *, epoch: int) -> Posted:
        return await self._bars(scope, operator, conversation_id, epoch=epoch, barred=False)

    async def _bars(
        self, scope: WorkspaceScope, operator: Owner, conversation_id: str, *, epoch: int, barred: bool
    ) -> Posted:
        author = (Author.OPERATOR, operator.id, operator.name)

        async def work(tx: Tx) -> Posted:
            w = await self._w.begin(tx, scope, await self._w.load(tx, conversation_id))
            if barred is await store.is_blocked(tx, w.before.visitor_id):
                return await self._w.standing(w)
            if w.before.state is State.CLOSED:
                after, reason = w.before, "blocked" if barred else "unblocked"
                body = state_body(after, after, reason=reason, code="", text="")
                await self._w.log(w, "state", author, body, epoch=after.epoch)
            else:
                after = await self._w.move(w, w.before, Trigger.BLOCK, author=author)
            await self._w.save(w, after, epoch=epoch)
            await store.block(tx, w.before.visitor_id, w.now if barred else None)
            if barred:
                tx.after_commit(VisitorBlocked(scope.workspace_id, w.before.visitor_id))
            return self._w.written(w)

        return await self._w.db.write(scope, work)

    async def _moves(
        self,
        scope: WorkspaceScope,
        operator: Owner,
        conversation_id: str,
        trigger: Trigger,
        *,
        epoch: int,
        first: Callable[[Unit], Awaitable[None]] | None = None,
        over: bool = False,
    ) -> Posted:
        async def work(tx: Tx) -> Posted:
            w = await self._w.begin(tx, scope, await self._w.load(tx, conversation_id))
            mine = w.before.owner is not None and w.before.owner.id == operator.id
            if trigger is Trigger.TAKE and mine:
                return await self._w.standing(w)
            comes_in = over and w.before.state is State.HUMAN
            accepts = trigger is Trigger.TAKE and (comes_in or rules.is_offered_to(w.before, operator))
            mine = mine or accepts
            if w.before.state is State.HUMAN and not mine and trigger is not Trigger.CLOSE:
                raise first_was(w.before)
            if first is not None:
                await first(w)
            author = (Author.OPERATOR, operator.id, operator.name)
            what = Trigger.ACCEPT if accepts else trigger
            after = await self._w.move(w, w.before, what, author=author, owner=operator)
            await self._w.save(w, after, epoch=epoch)
            return self._w.written(w)

        return await self._w.db.write(scope, work)

    async def says(
        self,
        scope: WorkspaceScope,
        operator: Owner,
        conversation_id: str,
        *,
        cid: str,
        text: str,
        kind: str = "text",
        seen: int | None = None,
        mentions: Sequence[str] = (),
        files: Sequence[str] = (),
    ) -> Posted:
        """A public answer, which takes the conversation when nobody owns it; or a note, which only the team sees.

        `mentions`: the colleagues whom a note names. Whoever does not work here is left out.
        `files`: ids of what they have sent before. Raises conflict (owned by somebody else), stale (something newer
        than `seen`), not_found, cid_reused, too_long.
        """
        said = checked(text, files=files)

        async def work(tx: Tx) -> Posted:
            body = await with_files(tx, {"kind": kind, "text": said}, files, Sender(operator_id=operator.id))
            known = await self._w.already(
                tx,
                (Author.OPERATOR, operator.id),
                cid,
                type="message",
                content=whole(body),
                conversation_id=conversation_id,
            )
            if known is not None:
                return known
            w = await self._w.begin(tx, scope, await self._w.load(tx, conversation_id))
            await file_service.send(tx, files, conversation_id=w.before.id, internal=kind == "note")
            if kind == "note":
                return await self._note(w, operator, cid=cid, body=body, mentions=mentions)
            return await self._answer(w, operator, cid=cid, body=body, seen=seen)

        return await self._w.db.write(scope, work)

    async def _note(
        self, w: Unit, operator: Owner, *, cid: str, body: dict[str, Any], mentions: Sequence[str]
    ) -> Posted:
        others = [one for one in mentions if one != operator.id]
        named = await store.colleagues(w.tx, others) if others else []
        posted = await noted(self._w, w, operator, cid=cid, body=body, named=named)
        await self._w.save(w, replace(w.before, seq=posted.seq))
        return posted

    async def _answer(self, w: Unit, operator: Owner, *, cid: str, body: dict[str, Any], seen: int | None) -> Posted:
        conversation = w.before
        accepts = rules.is_offered_to(conversation, operator)
        if (
            conversation.state is State.HUMAN
            and not accepts
            and (conversation.owner is None or conversation.owner.id != operator.id)
        ):
            raise first_was(conversation)
        if seen is not None:
            newer = await store.newest_contact_or_operator_seq(
                w.tx, conversation.id, after=seen, but_operator=operator.id
            )
            if newer is not None:
                raise Refused("stale", "Something new was written meanwhile. Read it, then send again.", seq=newer)
        author = (Author.OPERATOR, operator.id, operator.name)
        if accepts or conversation.state is not State.HUMAN:
            what = Trigger.ACCEPT if accepts else Trigger.TAKE
            conversation = await self._w.move(w, conversation, what, author=author, owner=operator)
            # The taking must stand before the trigger on events looks at the message's epoch.
        posted = await self._w.log(w, "message", author, body, epoch=conversation.epoch, cid=cid)
        after = rules.operator_wrote(conversation, seq=posted.seq, now=w.now, policy=w.policy)
        await self._w.save(w, after)
        await self._w.mail_answer(w, after, seq=posted.seq)
        await store.end_handoff(w.tx, after.id, outcome="accepted", now=w.now)
        return posted

    async def corrects_contact(
        self, tx: Tx, scope: WorkspaceScope, contact_id: str, after: Details, *, by: Owner, source: Source
    ) -> bool:
        """What the team knows of a person, told in every conversation with them. False: nothing has changed."""
        now = self._w.clock.now()
        if not await contacts.correct(tx, contact_id, after, source=source, by_name=by.name, now=now):
            return False
        author = (Author.OPERATOR, by.id, by.name)
        body = after.as_dict() | {"source": source.value, "dated": False}
        for conversation_id in await store.of_contact(tx, contact_id):
            w = await self._w.begin(tx, scope, await self._w.load(tx, conversation_id))
            await self._w.log(w, "contact", author, body, epoch=w.before.epoch)
            await self._w.save(w, w.before, dated=False)
        return True

    async def joins_contacts(
        self, tx: Tx, scope: WorkspaceScope, contact_id: str, other_id: str, after: Details, *, by: Owner
    ) -> None:
        """The conversations of both are the first one's, who is known as `after`."""
        author = (Author.OPERATOR, by.id, by.name)
        body = after.as_dict() | {"source": Source.MERGED.value, "contact_id": contact_id, "dated": False}
        for conversation_id in [one for of in (contact_id, other_id) for one in await store.of_contact(tx, of)]:
            w = await self._w.begin(tx, scope, await self._w.load(tx, conversation_id))
            await self._w.log(w, "contact", author, body, epoch=w.before.epoch)
            await self._w.save(w, replace(w.before, contact_id=contact_id), dated=False)

    async def read(self, scope: WorkspaceScope, operator: Owner, conversation_id: str, upto: int) -> None:
        async def work(tx: Tx) -> None:
            c = await self._w.load(tx, conversation_id)
            await store_marks.mark_read(tx, c.id, operator.id, min(upto, c.seq))
            if c.owner is not None and c.owner.id == operator.id:
                await store_marks.read_upto(tx, c.id, contact=False, upto=upto)
            tx.after_commit(ReadMark(scope.workspace_id, c.id, Author.OPERATOR, operator.id, min(upto, c.seq)))

        await self._w.db.write(scope, work)

    async def unread(self, scope: WorkspaceScope, operator: Owner, conversation_id: str) -> None:
        """Back among what this operator has not seen, until they look again."""

        async def work(tx: Tx) -> None:
            c = await self._w.load(tx, conversation_id)
            await store_marks.mark_unread(tx, c.id, operator.id, unread=True)
            tx.after_commit(ReadMark(scope.workspace_id, c.id, Author.OPERATOR, operator.id, 0, unread=True))

        await self._w.db.write(scope, work)
