"""The steps that every verb is made of: load, decide, log, fence, save. Used by the verbs of this package only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from deskbell.features.contacts import service as contacts
from deskbell.features.contacts.model import Details, Source
from deskbell.features.conversations import rules, store, store_reads
from deskbell.features.conversations.model import (
    Author,
    Conversation,
    Event,
    Outlook,
    Owner,
    Policy,
    Posted,
    State,
    Trigger,
    Wake,
)
from deskbell.features.conversations.rules import lines
from deskbell.features.conversations.service import details
from deskbell.features.conversations.service.unit import SYSTEM, Surroundings, Unit, Visitor, Who
from deskbell.features.files import service as file_service
from deskbell.features.files.model import Sender
from deskbell.kit.errors import Refused, not_found
from deskbell.kit.text import clean
from deskbell.runtime import outbox
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import WorkspaceScope

TEXT_LIMIT = 4_000
RINGS = (0, 30_000, 60_000, 90_000)
TEAM_MAIL_AFTER = 15_000  # what is written in the same breath belongs into the mail
WAITING_MAIL_AFTER = 90_000
ANSWER_MAIL_AFTER = 180_000


class Writing:
    def __init__(self, db: Database, clock: Clock, ids: Ids, around: Surroundings) -> None:
        self.db = db
        self.clock = clock
        self.ids = ids
        self.around = around

    async def load(self, tx: Tx, conversation_id: str) -> Conversation:
        if (found := await store.load(tx, conversation_id)) is None:
            raise not_found("conversation")
        return found

    async def begin(self, tx: Tx, scope: WorkspaceScope, before: Conversation) -> Unit:
        return Unit(tx, scope, before, self.clock.now(), await self.around.policy(tx), before.seq)

    async def open_for_visitor(self, tx: Tx, scope: WorkspaceScope, visitor: Visitor) -> Unit:
        """The conversation that the visitor writes into: the present one, the reopened one, or a new one."""
        before = await store.visitor_conversation(tx, visitor.id)
        now, policy = self.clock.now(), await self.around.policy(tx)
        if (before is None or before.state is State.CLOSED) and await store.is_blocked(tx, visitor.id):
            raise Refused("blocked", "This conversation has ended.")
        if before is None or (before.closed_at is not None and now - before.closed_at > policy.reopen_within):
            return await self._new(tx, scope, visitor, now, policy)
        w = Unit(tx, scope, before, now, policy, before.seq)
        if before.state is State.CLOSED:
            reopened = await self.move(w, before, Trigger.REOPEN, author=(Author.CONTACT, visitor.id, None))
            await self.save(w, reopened)
            w.before = replace(reopened, seq=w.seq)
        return w

    async def _new(self, tx: Tx, scope: WorkspaceScope, visitor: Visitor, now: int, policy: Policy) -> Unit:
        blank = Conversation(
            id=self.ids.new("conv"),
            site_id=visitor.site_id,
            visitor_id=visitor.id,
            contact_id=await contacts.present(tx, visitor.contact_id),
            state=State.ASSISTANT,
            epoch=1,
            seq=0,
            owner=None,
            waiting_since=None,
            unanswered_since=None,
            answer_due_seq=None,
            boundary_seq=0,
            assist=False,
            deadline_at=None,
            deadline_kind=None,
            last_seq=0,
            last_contact_seq=0,
            handoff=None,
            page_url=None,
            page_title=None,
            created_at=now,
            updated_at=now,
            closed_at=None,
        )
        if not await store.point_visitor(tx, visitor.id, blank.id):  # erased since they were let in
            raise Refused("unauthorised", "What was kept of you has been deleted. Begin again.")
        await store.insert(tx, blank, await store.next_feed_seq(tx))
        return Unit(tx, scope, blank, now, policy, 0)

    async def call_team(
        self, w: Unit, before: Conversation, *, reason: str, author: Who = SYSTEM, cid: str | None = None
    ) -> Conversation:
        reachable = await self.around.anyone_reachable(w.tx, w.now)
        trigger = Trigger.REQUEST if reachable else Trigger.REQUEST_NOBODY
        after = await self.move(w, before, trigger, author=author, reason=reason, cid=cid)
        if after.state is State.FOLLOWUP and before.answer_due_seq is not None:
            after = replace(after, answer_due_seq=None)
        return after

    async def move(
        self,
        w: Unit,
        before: Conversation,
        trigger: Trigger,
        *,
        author: Who = SYSTEM,
        owner: Owner | None = None,
        reason: str | None = None,
        cid: str | None = None,
    ) -> Conversation:
        """Decide a transition and write everything that goes with it, except the conversation row itself."""
        if before.state is State.CLOSED and trigger is Trigger.TAKE and await store.is_blocked(w.tx, before.visitor_id):
            raise Refused("blocked", "This visitor is blocked. Unblock them first.")
        try:
            ch = rules.change(
                before,
                trigger,
                now=w.now,
                policy=w.policy,
                reason=reason,
                owner=owner,
                handoff_id=self.ids.new("hand"),
            )
        except rules.NotAllowed as refused:
            raise not_now(before) from refused
        await store.move_handoff(w.tx, ch, now=w.now)
        if ch.after.state is State.WAITING and ch.moved:
            await self.ring_ladder(w, ch.after)
        if ch.after.state is State.FOLLOWUP and ch.moved:
            # Whoever waited is told of by the ladder's own job: one mail a wait.
            since = before.epoch if before.state is State.WAITING else ch.after.epoch
            await self.mail_team(w, ch.after, epoch=since, delay=TEAM_MAIL_AFTER)
        if not ch.transition.code:
            return replace(ch.after, seq=w.seq)
        outlook = await self._outlook(w, ch)
        code = lines.line(ch.transition.code, outlook)
        name = await self.around.assistant_name(w.tx)
        text = lines.notice(code, assistant=name, owner=owner.name if owner else None, known=outlook)
        body = state_body(before, ch.after, reason=ch.reason, code=code, text=text) | outlook.as_dict()
        body |= await details.asks_with(w, ch.after, code, text)
        posted = await self.log(w, "state", author, body, epoch=ch.after.epoch, cid=cid)
        # Whoever acts next is somebody else: what was put off is at hand again.
        snoozed = ch.after.snoozed_until if ch.after.state is before.state else None
        return replace(ch.after, seq=posted.seq, snoozed_until=snoozed)

    async def _outlook(self, w: Unit, ch: rules.Change) -> Outlook:
        if ch.transition.code in lines.TELLS_WHEN_BACK:
            return await self.around.outlook(w.tx, w.now, ch.after.visitor_id)
        if ch.transition.code not in lines.TELLS_THE_QUEUE or ch.after.waiting_since is None:
            return Outlook()
        ahead = await store_reads.waiting_longer(w.tx, ch.after.id, than=ch.after.waiting_since)
        waits = await store_reads.waits(w.tx, await self.around.same_hour(w.tx, w.now))
        return Outlook(ahead=ahead, minutes=lines.estimate(waits))

    async def ring_ladder(self, w: Unit, after: Conversation) -> None:
        for step, delay in enumerate(RINGS):
            await self.ring(w, after, step=step, key=f"ring:{after.id}:{after.epoch}:{step}", delay=delay)
        await self.mail_team(w, after, epoch=after.epoch, delay=WAITING_MAIL_AFTER)
        await outbox.add(
            w.tx,
            self.ids,
            kind="still_trying",
            dedupe_key=f"still_trying:{after.id}:{after.epoch}",
            payload={"conversation_id": after.id, "epoch": after.epoch},
            due_at=w.now + w.policy.still_trying,
            now=w.now,
        )

    async def mail_team(self, w: Unit, c: Conversation, *, epoch: int, delay: int) -> None:
        """Tell the team by mail that somebody has no answer; a second time for the same wait changes nothing."""
        await outbox.add(
            w.tx,
            self.ids,
            kind="team_mail",
            dedupe_key=f"team_mail:{c.id}:{epoch}",
            payload={"conversation_id": c.id, "epoch": epoch},
            due_at=w.now + delay,
            now=w.now,
        )

    async def mail_answer(self, w: Unit, c: Conversation, *, seq: int) -> None:
        """Tell a visitor who is not there, in a while, that a person has answered."""
        await outbox.add(
            w.tx,
            self.ids,
            kind="answer_mail",
            dedupe_key=f"answer_mail:{c.id}:{seq}",
            payload={"conversation_id": c.id, "seq": seq},
            due_at=w.now + ANSWER_MAIL_AFTER,
            now=w.now,
        )

    async def ring(self, w: Unit, c: Conversation, *, step: int, key: str, delay: int = 0) -> None:
        payload = {"conversation_id": c.id, "epoch": c.epoch, "step": step, "owner_id": c.owner.id if c.owner else None}
        await outbox.add(w.tx, self.ids, kind="ring", dedupe_key=key, payload=payload, due_at=w.now + delay, now=w.now)

    async def log(
        self,
        w: Unit,
        type: str,
        author: tuple[Author, str | None, str | None],
        body: dict[str, Any],
        *,
        epoch: int,
        cid: str | None = None,
        internal: bool = False,
    ) -> Posted:
        seq, event_id = w.next_seq(), self.ids.new("msg" if type == "message" else "evt")
        await store.append(
            w.tx,
            w.before.id,
            seq=seq,
            epoch=epoch,
            event_id=event_id,
            type=type,
            author=author,
            body=body,
            at=w.now,
            cid=cid,
            internal=internal,
        )
        w.events.append(Event(w.before.id, seq, epoch, event_id, type, *author, cid, internal, body, w.now))
        w.last = Posted(w.before.id, seq, epoch, event_id, w.now)
        return w.last

    async def keep_details(
        self, w: Unit, told: Details, *, source: Source, epoch: int, author: Who = SYSTEM, cid: str | None = None
    ) -> Posted | None:
        """Keep what is told of the person, and log it, with what they are asked next. None: nothing of it was new,
        and nothing was logged unless somebody waits for an answer to this `cid`.
        """
        c = w.before
        known = await contacts.keep(w.tx, c.contact_id, told, source=source, conversation_id=c.id, now=w.now)
        if known is None and cid is None:
            return None
        present = known or await contacts.known(w.tx, c.contact_id)
        body: dict[str, Any] = present.as_dict() | {"source": source.value}
        body |= await details.asks_next(w, present)
        posted = await self.log(w, "contact", author, body, epoch=epoch, cid=cid)
        if known and told.email and c.state in (State.WAITING, State.FOLLOWUP):
            body = state_body(c, c, reason="contact", code="noted", text=lines.noted(told.email))
            await self.log(w, "state", SYSTEM, body, epoch=epoch)
        return posted

    async def save(self, w: Unit, after: Conversation, *, epoch: int | None = None, dated: bool = True) -> None:
        """Write the row at the fence, or refuse. `epoch`: the one on the caller's screen.

        Not `dated`: the team's own book-keeping, which leaves the conversation at its place in the list.
        """
        if not await self.fenced(w, after, epoch=w.before.epoch if epoch is None else epoch, dated=dated):
            raise first_was(w.before)

    async def fenced(self, w: Unit, after: Conversation, *, epoch: int, dated: bool = True) -> bool:
        updated_at = w.now if w.seq > w.before.seq and dated else after.updated_at
        final = replace(after, seq=w.seq, updated_at=updated_at, asking=w.asking, skipped=w.skipped)
        feed_seq = await store.next_feed_seq(w.tx)
        if not await store.save(w.tx, w.before, final, epoch=epoch, feed_seq=feed_seq):
            return False
        w.tx.after_commit(
            Wake(
                workspace_id=w.scope.workspace_id,
                conversation_id=final.id,
                seq=final.seq,
                epoch=final.epoch,
                state=final.state,
                answer_due_seq=final.answer_due_seq,
                feed_seq=feed_seq,
                assistant_may_speak=final.assistant_may_speak,
                events=tuple(w.events),
            )
        )
        return True

    async def standing(self, w: Unit) -> Posted:
        """Where the conversation stands: the answer to something that has no effect any more."""
        return Posted(w.before.id, w.seq, w.before.epoch, "", w.now)

    def written(self, w: Unit) -> Posted:
        """Where the newest event of this transaction stands."""
        assert w.last is not None
        return w.last

    async def already(
        self,
        tx: Tx,
        author: tuple[Author, str],
        cid: str,
        *,
        type: str,
        content: Mapping[str, object],
        conversation_id: str | None = None,
    ) -> Posted | None:
        """The first answer to this `cid`. Raises cid_reused when it was used for something else."""
        if (row := await store.by_cid(tx, *author, cid)) is None:
            return None
        elsewhere = conversation_id not in (None, row["conversation_id"])
        body = store.body_of(row)
        # Of what was removed, nobody can say any more whether it was the same.
        differs = "removed" not in body and any(value != body.get(key) for key, value in content.items())
        if elsewhere or row["type"] != type or differs:
            raise Refused("cid_reused", "This message id was used for something else.")
        return Posted(row["conversation_id"], row["seq"], row["epoch"], row["id"], row["at"])


def checked(text: str, *, files: Sequence[str] = ()) -> str:
    """A message says something, or brings something."""
    said = clean(text)
    if not said and not files:
        raise Refused("bad_frame", "The message is empty.")
    if len(said) > TEXT_LIMIT:
        raise Refused("too_long", f"The message has {len(said)} characters; at most {TEXT_LIMIT} can be sent at once.")
    return said


async def with_files(tx: Tx, body: dict[str, Any], ids: Sequence[str], sender: Sender) -> dict[str, Any]:
    """A message's body with what it brings. Raises not_found for a file that is not this sender's."""
    return {**body, "files": await file_service.named(tx, ids, sender)} if ids else body


def whole(body: dict[str, Any]) -> dict[str, Any]:
    """What two messages have in common that are the same: also, that neither brings anything."""
    return {"files": None, **body}


def first_was(c: Conversation) -> Refused:
    if c.owner is not None:
        return Refused(
            "conflict", f"{c.owner.name} has this conversation.", by={"id": c.owner.id, "name": c.owner.name}
        )
    return Refused("conflict", "The conversation has changed meanwhile. Look at it again.")


def not_now(c: Conversation) -> Refused:
    if c.state is State.CLOSED:
        return Refused("closed", "This conversation is closed.")
    return first_was(c)


def state_body(before: Conversation, after: Conversation, *, reason: str, code: str, text: str) -> dict[str, Any]:
    """Everything that a reader's projection needs to follow a change of who acts next."""
    return {
        "from": before.state.value,
        "to": after.state.value,
        "reason": reason,
        "code": code,
        "text": text,
        "owner": {"id": after.owner.id, "name": after.owner.name} if after.owner else None,
        "waiting_since": after.waiting_since,
        "unanswered_since": after.unanswered_since,
        "deadline_at": after.pickup_at,
        "assist": after.assist,
        "handoff": {"id": after.handoff.id, "reason": after.handoff.reason, "requested_at": after.handoff.requested_at}
        if after.handoff
        else None,
    }
