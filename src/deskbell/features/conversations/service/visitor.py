"""What a visitor can do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from deskbell.features.contacts import service as contacts
from deskbell.features.contacts.model import FIELDS, Details, Source
from deskbell.features.contacts.rules import asking, reading, regions
from deskbell.features.conversations import rules, store, store_marks, store_reads
from deskbell.features.conversations.model import Author, Posted, ReadMark, State, Trigger
from deskbell.features.conversations.service import details
from deskbell.features.conversations.service.unit import Page, Unit, Visitor
from deskbell.features.conversations.service.writing import Writing, checked, state_body, whole, with_files
from deskbell.features.files import service as file_service
from deskbell.features.files.model import Sender
from deskbell.kit.errors import Refused, not_found
from deskbell.runtime.db.api import Tx
from deskbell.runtime.scope import WorkspaceScope


class VisitorVerbs:
    def __init__(self, writing: Writing) -> None:
        self._w = writing

    async def says(
        self,
        scope: WorkspaceScope,
        visitor: Visitor,
        *,
        cid: str,
        text: str,
        page: Page | None = None,
        assist: bool | None = None,
        files: Sequence[str] = (),
    ) -> Posted:
        """Store a visitor's message; begin or reopen the conversation when there is none.

        Stored before anything else is considered. Calls the team when the text asks for a person.
        `files`: ids of what they have sent before. Raises too_long, bad_frame (empty), not_found (a file), cid_reused,
        unavailable.
        """
        said = checked(text, files=files)
        asked, region = await self._expected(scope, visitor)
        told = reading.read(said, asked=asked, region=region)

        async def work(tx: Tx) -> Posted:
            body = await with_files(tx, {"kind": "text", "text": said}, files, Sender(visitor_id=visitor.id))
            known = await self._w.already(tx, (Author.CONTACT, visitor.id), cid, type="message", content=whole(body))
            if known is not None:
                return known
            w = await self._w.open_for_visitor(tx, scope, visitor)
            await file_service.send(tx, files, conversation_id=w.before.id)
            return await self._contact_message(w, visitor, cid=cid, body=body, page=page, assist=assist, told=told)

        return await self._w.db.write(scope, work)

    async def _expected(self, scope: WorkspaceScope, visitor: Visitor) -> tuple[str | None, str | None]:
        """(the detail that the visitor was just asked for, the country of their telephone number)."""

        async def work(tx: Tx) -> tuple[str | None, str | None]:
            c = await store.visitor_conversation(tx, visitor.id)
            return c.asking if c else None, regions.of(*await self._w.around.tongue(tx, visitor.id))

        return await self._w.db.read(scope, work)

    async def tells(
        self, scope: WorkspaceScope, visitor: Visitor, *, cid: str, field: str, value: str, consent: bool
    ) -> Posted:
        """The visitor filled in the field of a card. `consent`: the workspace's text stood below it.

        Raises invalid with a sentence that says what is wrong, not_found, cid_reused.
        """
        _, region = await self._expected(scope, visitor)
        told = asking.given(field, value, region=region)

        async def work(tx: Tx) -> Posted:
            known = await self._w.already(tx, (Author.CONTACT, visitor.id), cid, type="contact", content={})
            if known is not None:
                return known
            w = await self._of_visitor(tx, scope, visitor)
            author = (Author.CONTACT, visitor.id, None)
            posted = await self._w.keep_details(
                w, told, source=Source.CARD, epoch=w.before.epoch, author=author, cid=cid
            )
            if consent:
                await self._consents(w, visitor)
            await self._w.save(w, w.before)
            assert posted is not None
            return posted

        return await self._w.db.write(scope, work)

    async def _consents(self, w: Unit, visitor: Visitor) -> None:
        _, lang = await self._w.around.tongue(w.tx, visitor.id)
        text = (await contacts.capture(w.tx)).consent_in(lang)
        if text:
            c = w.before
            await contacts.consented(w.tx, c.contact_id, text, conversation_id=c.id, now=w.now)

    async def is_known_as(self, scope: WorkspaceScope, visitor: Visitor, told: Details, *, source: Source) -> None:
        """The page says who its visitor is; with or without a conversation."""

        async def work(tx: Tx) -> None:
            before = await store.visitor_conversation(tx, visitor.id)
            if before is None:
                now = self._w.clock.now()
                await contacts.keep(tx, visitor.contact_id, told, source=source, conversation_id=None, now=now)
                return
            w = await self._w.begin(tx, scope, before)
            if await self._w.keep_details(w, told, source=source, epoch=before.epoch):
                await self._w.save(w, before)

        await self._w.db.write(scope, work)

    async def skips(self, scope: WorkspaceScope, visitor: Visitor, *, cid: str, field: str) -> Posted:
        """The visitor does not want to tell this; it is not asked for again here. Raises bad_frame, not_found."""
        if field not in FIELDS:
            raise Refused("bad_frame", "There is no such field.")

        async def work(tx: Tx) -> Posted:
            known = await self._w.already(
                tx, (Author.CONTACT, visitor.id), cid, type="asked", content={"skipped": field}
            )
            if known is not None:
                return known
            w = await self._of_visitor(tx, scope, visitor)
            w.skipped = tuple(dict.fromkeys((*w.skipped, field)))
            body = {"skipped": field} | await details.asks_next(w, await contacts.known(tx, w.before.contact_id))
            await self._w.log(w, "asked", (Author.CONTACT, visitor.id, None), body, epoch=w.before.epoch, cid=cid)
            await self._w.save(w, w.before)
            return self._w.written(w)

        return await self._w.db.write(scope, work)

    async def surveys(
        self, scope: WorkspaceScope, visitor: Visitor, *, cid: str, score: int, comment: str | None
    ) -> Posted:
        """How the visitor found their conversation, 1 to 5; what they said last stands. Raises bad_frame, not_found."""
        if not 1 <= score <= 5:
            raise Refused("bad_frame", "A score is 1 to 5.")
        body = {"score": score, "comment": comment or None}

        async def work(tx: Tx) -> Posted:
            known = await self._w.already(tx, (Author.CONTACT, visitor.id), cid, type="survey", content=body)
            if known is not None:
                return known
            w = await self._of_visitor(tx, scope, visitor)
            await self._w.log(w, "survey", (Author.CONTACT, visitor.id, None), body, epoch=w.before.epoch, cid=cid)
            await self._w.save(w, replace(w.before, rating=score))
            return self._w.written(w)

        return await self._w.db.write(scope, work)

    async def _of_visitor(self, tx: Tx, scope: WorkspaceScope, visitor: Visitor) -> Unit:
        before = await store.visitor_conversation(tx, visitor.id)
        if before is None:
            raise not_found("conversation")
        return await self._w.begin(tx, scope, before)

    async def _contact_message(
        self,
        w: Unit,
        visitor: Visitor,
        *,
        cid: str,
        body: dict[str, Any],
        page: Page | None,
        assist: bool | None,
        told: Details,
    ) -> Posted:
        wants = w.before.assist if assist is None else assist
        if w.before.state is State.WAITING and wants != w.before.assist:
            await self._w.log(w, "assist", (Author.SYSTEM, None, None), {"on": wants}, epoch=w.before.epoch)
        if page is not None:
            body = body | {"page": page.as_dict()}
        posted = await self._w.log(
            w, "message", (Author.CONTACT, visitor.id, None), body, epoch=w.before.epoch, cid=cid
        )
        after = rules.contact_wrote(w.before, seq=posted.seq, now=w.now, policy=w.policy, assist=wants)
        if await self._w.keep_details(w, told, source=Source.MESSAGE, epoch=w.before.epoch):
            after = replace(after, seq=w.seq)
        if page is not None:
            after = replace(after, page_url=page.url, page_title=page.title)
        rings = after.state in (State.ASSISTANT, State.FOLLOWUP)
        if rings and await self._w.around.wants_person(w.tx, visitor.id, body["text"]):
            after = await self._w.call_team(w, after, reason="keyword")
        await self._w.save(w, after)
        return posted

    async def requests(self, scope: WorkspaceScope, visitor: Visitor, *, cid: str) -> Posted:
        """The visitor pressed "Talk to a person". Works before the first message too."""

        async def work(tx: Tx) -> Posted:
            known = await self._w.already(tx, (Author.CONTACT, visitor.id), cid, type="state", content={})
            if known is not None:
                return known
            w = await self._w.open_for_visitor(tx, scope, visitor)
            if w.before.state in (State.WAITING, State.HUMAN):
                return await self._w.standing(w)
            after = await self._w.call_team(
                w, w.before, reason="asked", author=(Author.CONTACT, visitor.id, None), cid=cid
            )
            await self._w.save(w, after)
            return self._w.written(w)

        return await self._w.db.write(scope, work)

    async def cancels(self, scope: WorkspaceScope, visitor: Visitor) -> Posted:
        return await self._moves(scope, visitor, Trigger.CANCEL, idempotent_in=State.ASSISTANT)

    async def closes(self, scope: WorkspaceScope, visitor: Visitor) -> Posted:
        return await self._moves(scope, visitor, Trigger.SOLVED, idempotent_in=State.CLOSED)

    async def begins(self, scope: WorkspaceScope, visitor: Visitor) -> Posted:
        """Their conversation ends, and is among the earlier ones from now on; their next message begins another.

        Raises not_found.
        """

        async def work(tx: Tx) -> Posted:
            w = await self._of_visitor(tx, scope, visitor)
            if w.before.state is not State.CLOSED:
                author = (Author.CONTACT, visitor.id, None)
                await self._w.save(w, await self._w.move(w, w.before, Trigger.SOLVED, author=author))
            await store.point_visitor(tx, visitor.id, None)
            return await self._w.standing(w)

        return await self._w.db.write(scope, work)

    async def _moves(
        self, scope: WorkspaceScope, visitor: Visitor, trigger: Trigger, *, idempotent_in: State
    ) -> Posted:
        async def work(tx: Tx) -> Posted:
            before = await store.visitor_conversation(tx, visitor.id)
            if before is None:
                raise not_found("conversation")
            w = await self._w.begin(tx, scope, before)
            if before.state is idempotent_in:
                return await self._w.standing(w)
            after = await self._w.move(w, before, trigger, author=(Author.CONTACT, visitor.id, None))
            await self._w.save(w, after)
            return self._w.written(w)

        return await self._w.db.write(scope, work)

    async def retries(self, scope: WorkspaceScope, visitor: Visitor) -> Posted:
        """Owe the visitor's last message an answer again."""

        async def work(tx: Tx) -> Posted:
            before = await store.visitor_conversation(tx, visitor.id)
            if before is None:
                raise not_found("conversation")
            w = await self._w.begin(tx, scope, before)
            if before.answer_due_seq is not None:
                return await self._w.standing(w)
            try:
                after = rules.owes_answer(before, seq=w.seq + 1, now=w.now, policy=w.policy)
            except rules.NotAllowed as refused:
                raise Refused("conflict", "The assistant is not answering in this conversation right now.") from refused
            body = state_body(before, after, reason="retry", code="", text="")
            await self._w.log(w, "state", (Author.CONTACT, visitor.id, None), body, epoch=after.epoch)
            await self._w.save(w, after)
            return self._w.written(w)

        return await self._w.db.write(scope, work)

    async def rated_already(self, tx: Tx, visitor: Visitor, *, cid: str, body: Mapping[str, object]) -> Posted | None:
        """The first answer to this thumb. Raises cid_reused."""
        return await self._w.already(tx, (Author.CONTACT, visitor.id), cid, type="feedback", content=body)

    async def answer_at(self, tx: Tx, visitor: Visitor, seq: int) -> tuple[str, dict[str, Any]]:
        """(conversation, body) of what the assistant said at `seq` of the visitor's conversation. Raises not_found."""
        c = await store.visitor_conversation(tx, visitor.id)
        event = await store_reads.one_event(tx, c.id, seq) if c is not None else None
        if c is None or event is None or event.type != "message" or event.author_kind is not Author.ASSISTANT:
            raise not_found("answer")
        return c.id, event.body

    async def rated(
        self,
        tx: Tx,
        scope: WorkspaceScope,
        visitor: Visitor,
        *,
        cid: str,
        body: Mapping[str, object],
        wants_person: bool,
    ) -> Posted:
        """Log what the visitor thinks of an answer (`answer_at` has found it), and call the team if they want that."""
        before = await store.visitor_conversation(tx, visitor.id)
        if before is None:
            raise not_found("conversation")
        calls = wants_person and before.state not in (State.WAITING, State.HUMAN)
        reopens = calls and before.state is State.CLOSED
        w = await (self._w.open_for_visitor(tx, scope, visitor) if reopens else self._w.begin(tx, scope, before))
        author = (Author.CONTACT, visitor.id, None)
        posted = await self._w.log(w, "feedback", author, dict(body), epoch=w.before.epoch, cid=cid)
        after = await self._w.call_team(w, w.before, reason="asked", author=author) if calls else w.before
        await self._w.save(w, after)
        return posted

    async def read(self, scope: WorkspaceScope, visitor: Visitor, upto: int) -> None:
        async def work(tx: Tx) -> None:
            c = await store.visitor_conversation(tx, visitor.id)
            if c is not None:
                await store_marks.read_upto(tx, c.id, contact=True, upto=upto)
                tx.after_commit(ReadMark(scope.workspace_id, c.id, Author.CONTACT, None, min(upto, c.seq)))

        await self._w.db.write(scope, work)
