"""Ringing people who do not look: the ladder, what became of each push, and the word that it is over.

A push that its device does not confirm within 15 seconds is worth nothing: the next device, person or channel follows
at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Final

from deskbell.features.conversations.model import Event
from deskbell.features.notifications import rules, store
from deskbell.features.notifications.model import Device, Push
from deskbell.features.notifications.ports import Answer
from deskbell.features.workspaces.service import Workspaces
from deskbell.kit.text import clean, cut
from deskbell.runtime import outbox
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Database, Row, Tx
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope

RECEIPT_WITHIN: Final = 15_000
LASTS: Final = 120_000  # a ring without a deadline
REPLY_LASTS: Final = 600_000
SILENT_WITHIN: Final = 30_000
AT_ONCE: Final = 64
DAY: Final = 24 * 3_600_000
KEPT: Final = 7 * DAY
SILENT_FOR: Final = 30 * DAY


class Ringing:
    """`looking`: the operators of a workspace who look at their dashboard right now; they hear it there."""

    def __init__(
        self, db: Database, clock: Clock, ids: Ids, workspaces: Workspaces, looking: Callable[[str], Collection[str]]
    ) -> None:
        self._db = db
        self._clock = clock
        self._ids = ids
        self._workspaces = workspaces
        self._looking = looking
        self.waits: dict[tuple[str, str], int] = {}
        """The conversations that somebody was rung for, each with the epoch of the wait."""

    # --- whom to ring ------------------------------------------------------------------------------------------------

    async def ring(
        self, scope: WorkspaceScope, conversation_id: str, *, epoch: int, step: int, only: str | None = None
    ) -> int:
        """The ladder's timed ring. `only`: the owner, who keeps somebody waiting. The number of devices."""

        async def work(tx: Tx) -> int:
            told = await store.told(tx, conversation_id)
            if told is None or told["epoch"] != epoch:
                return 0
            level = rules.level_of(step)
            found = await self._targets(tx, scope.workspace_id, min(level, rules.OWNER), only=only)
            # An owner may be reminded more than once while the conversation is theirs; each time has its own deadline.
            cause = f"{step}" if only is None else f"owner:{told['deadline_at']}"
            for device in found:
                await self._add(tx, told, conversation_id, device, level=level, cause=cause, only=only)
            return len(found)

        made = await self._db.write(scope, work)
        if made:
            self.waits[scope.workspace_id, conversation_id] = epoch
        return made

    async def _targets(self, tx: Tx, workspace_id: str, level: int, *, only: str | None = None) -> list[Device]:
        now, looking = self._clock.now(), self._looking(workspace_id)
        people, devices = await store.people(tx, now=now), await store.devices(tx)
        return rules.targets(level, people, devices, now=now, looking=looking, only=only)

    async def _add(
        self, tx: Tx, told: Row, conversation_id: str, device: Device, *, level: int, cause: str, only: str | None
    ) -> None:
        now = self._clock.now()
        payload = _ring(conversation_id, told, now=now, mine=only is not None)
        lasts = max(told["deadline_at"] - now, 1_000) if told["deadline_at"] else LASTS
        await self._put(
            tx, told, payload, device, cause=f"{told['epoch']}:{cause}:{device.id}", lasts=lasts, level=level
        )

    async def _put(
        self, tx: Tx, told: Row, payload: dict[str, Any], device: Device, *, cause: str, lasts: int, level: int = 0
    ) -> None:
        """Queue one push about a conversation. At most one of its kind for a `cause`."""
        now, kind, conversation_id = self._clock.now(), payload["k"], payload["c"]
        await store.add(
            tx,
            id=self._ids.new("push"),
            key=f"{kind}:{conversation_id}:{cause}",
            device=device,
            conversation_id=conversation_id,
            epoch=told["epoch"],
            kind=kind,
            level=level,
            payload=payload,
            receipt=self._ids.secret(),
            expires_at=now + lasts,
            now=now,
        )

    async def _best(self, tx: Tx, scope: WorkspaceScope, operator_id: str) -> list[Device]:
        """The device that somebody is told of something on; none where they look at the dashboard, or are quiet."""
        if operator_id in self._looking(scope.workspace_id):
            return []
        now = self._clock.now()
        usable = [device for device in await store.usable(tx, [operator_id]) if not rules.is_quiet(device.quiet, now)]
        return rules.best_first(usable)[:1]

    async def _climb(self, tx: Tx, push: Push) -> None:
        """This ring reached nobody: whoever was not rung yet is rung now; at the top the mail to the team goes out."""
        told = await store.told(tx, push.conversation_id or "")
        if push.kind != "ring" or told is None or told["epoch"] != push.epoch or told["state"] != "waiting":
            return
        before = await store.rung(tx, push.conversation_id or "", push.epoch)
        rung, level = {row["device_id"] for row in before}, max([push.level, *(row["level"] for row in before)])
        if level > push.level:
            return  # somebody has been rung after this one: the ladder goes on from there
        while level < rules.OWNER:
            level += 1
            found = [device for device in await self._targets(tx, push.workspace_id, level) if device.id not in rung]
            for device in found:
                await self._add(tx, told, push.conversation_id or "", device, level=level, cause="unseen", only=None)
            if found:
                return
        await outbox.hasten(tx, f"team_mail:{push.conversation_id}:{push.epoch}", now=self._clock.now())

    # --- a visitor writes to their owner -----------------------------------------------------------------------------

    async def replied(self, scope: WorkspaceScope, conversation_id: str, *, seq: int) -> None:
        """Tell the owner, who does not look, that the visitor has written; silently when they were told just now."""
        now = self._clock.now()

        async def work(tx: Tx) -> None:
            told = await store.told(tx, conversation_id)
            if told is None or told["state"] != "human":
                return
            silent = now - await store.last_reply(tx, conversation_id) < SILENT_WITHIN
            for device in await self._best(tx, scope, told["owner_id"]):
                payload = _about(conversation_id, told, kind="reply", title=_name(told, conversation_id))
                await self._put(tx, told, payload | {"s": silent}, device, cause=str(seq), lasts=REPLY_LASTS)

        await self._db.write(scope, work)

    # --- a colleague names somebody in a note ------------------------------------------------------------------------

    async def mentioned(self, scope: WorkspaceScope, note: Event) -> None:
        c = note.conversation_id

        async def work(tx: Tx) -> None:
            told = await store.told(tx, c)
            if told is None:
                return
            title = f"{cut(clean(note.author_name or 'A colleague'), 40)} mentions you"
            said = {"b": cut(clean(note.body["text"]), 140), "g": f"m:{c}", "u": f"/inbox/c/{c}?said={note.seq}"}
            payload = _about(c, told, kind="mention", title=title) | said
            for one in note.body["mentions"]:
                for device in await self._best(tx, scope, one["id"]):
                    await self._put(tx, told, payload, device, cause=f"{note.seq}:{one['id']}", lasts=DAY)

        await self._db.write(scope, work)

    # --- a colleague hands something over ---------------------------------------------------------------------------

    async def offered(self, scope: WorkspaceScope, event: Event) -> None:
        """Ring whoever is to take it, for as long as it is offered."""
        c, offer = event.conversation_id, event.body["offer"]

        async def work(tx: Tx) -> None:
            told = await store.told(tx, c)
            if told is None:
                return
            by = cut(clean(event.author_name or "A colleague"), 40)
            payload = _about(c, told, kind="offer", title=f"{by} hands {_name(told, c)} to you")
            for device in await self._best(tx, scope, offer["to"]["id"]):
                lasts = max(offer["until"] - self._clock.now(), 1_000)
                await self._put(tx, told, payload, device, cause=str(event.seq), lasts=lasts)

        await self._db.write(scope, work)

    # --- what was put off is back ------------------------------------------------------------------------------------

    async def returned(self, scope: WorkspaceScope, conversation_id: str, *, seq: int) -> None:
        """Tell the owner; where nobody has it, whoever put it off."""

        async def work(tx: Tx) -> None:
            told = await store.told(tx, conversation_id)
            who = told and (told["owner_id"] or await store.snoozed_by(tx, conversation_id))
            if told is None or not who:
                return
            payload = _about(conversation_id, told, kind="back", title=f"Back: {_name(told, conversation_id)}")
            for device in await self._best(tx, scope, who):
                await self._put(tx, told, payload, device, cause=str(seq), lasts=DAY)

        await self._db.write(scope, work)

    # --- the end of a wait -------------------------------------------------------------------------------------------

    async def over(self, scope: WorkspaceScope, conversation_id: str) -> None:
        """Nobody waits any more, or for another reason: devices that were told so far are told how it ended."""

        async def work(tx: Tx) -> list[str]:
            told = await store.told(tx, conversation_id)
            if told is None:
                return []
            epoch = self.waits.get((scope.workspace_id, conversation_id), 0)
            seen = await store.seen_by(tx, conversation_id, epoch)
            payload = _about(conversation_id, told, kind="taken", title=_ending(told)) | {"s": True}
            for device in await store.end_rings(tx, conversation_id, before=told["epoch"]):
                await self._put(tx, told, payload, device, cause=f"{told['epoch']}:{device.id}", lasts=LASTS)
            return seen if told["state"] == "followup" else []

        ignored = await self._db.write(scope, work)
        self.waits.pop((scope.workspace_id, conversation_id), None)
        for operator_id in ignored:
            await self._workspaces.ring_ignored(scope, operator_id)

    async def remember(self) -> None:
        """After a start: which waits are rung for."""
        for row in await self._db.read(ANY_WORKSPACE, store.ringing_any_workspace):
            self.waits.setdefault((row["workspace_id"], row["conversation_id"]), row["epoch"])

    # --- delivery ----------------------------------------------------------------------------------------------------

    async def claim(self, *, most: int) -> list[Push]:
        """Lease what is to be sent now."""
        now = self._clock.now()
        due_at = await self._db.read(ANY_WORKSPACE, store.next_due_any_workspace)
        if most <= 0 or due_at is None or due_at > now:
            return []

        async def work(tx: Tx) -> list[Push]:
            return await store.claim_any_workspace(tx, now=now, limit=most)

        return await self._db.write(ANY_WORKSPACE, work)

    async def unseen(self) -> None:
        """Go on where no receipt came in time."""
        now = self._clock.now()
        due_at = await self._db.read(ANY_WORKSPACE, store.next_due_any_workspace)
        if due_at is None or due_at > now:
            return

        async def work(tx: Tx) -> list[Push]:
            return await store.unseen_any_workspace(tx, now=now, limit=AT_ONCE)

        for push in await self._db.write(ANY_WORKSPACE, work):

            async def on(tx: Tx, push: Push = push) -> None:
                await self._climb(tx, push)

            await self._db.write(WorkspaceScope(push.workspace_id), on)

    async def answered(self, push: Push, answer: Answer) -> None:
        """What the push service said to one try."""
        now = self._clock.now()
        after = rules.outcome(
            answer.status, retry_after=answer.retry_after, tries=push.tries, now=now, expires_at=push.expires_at
        )
        reason = answer.reason or f"answer {answer.status}"

        async def work(tx: Tx) -> None:
            match after.is_:
                case "sent":
                    if await store.settle(tx, push.id, "sent", due_at=now + RECEIPT_WITHIN):
                        await store.delivered(tx, push.device.id, now=now)
                case "again":
                    await store.settle(tx, push.id, "due", due_at=after.at)
                case "gone":
                    await self._climb(tx, push)
                    await store.remove_device(tx, push.device.id)
                case _:
                    if await store.settle(tx, push.id, "failed"):
                        await store.undelivered(tx, push.device.id, reason=reason, counts=after.counts, now=now)
                        await self._climb(tx, push)

        await self._db.write(WorkspaceScope(push.workspace_id), work)

    async def shown(self, receipt: str) -> None:
        """A device says that it has shown a push. An unknown receipt changes nothing."""

        async def look(tx: Tx) -> Row | None:
            return await store.by_receipt_any_workspace(tx, receipt)

        found = await self._db.read(ANY_WORKSPACE, look)
        if found is not None:

            async def work(tx: Tx) -> None:
                await store.shown(tx, found["id"], found["device_id"], now=self._clock.now())

            await self._db.write(WorkspaceScope(found["workspace_id"]), work)

    async def tidy(self) -> None:
        now = self._clock.now()

        async def work(tx: Tx) -> None:
            await store.tidy_any_workspace(tx, pushes_before=now - KEPT, silent_since=now - SILENT_FOR)

        await self._db.write(ANY_WORKSPACE, work)


def _name(told: Row, conversation_id: str) -> str:
    known = told["name"] or told["email"] or f"Visitor {conversation_id[-4:].upper()}"
    return cut(clean(known).replace("\n", " "), 60)


def _ring(conversation_id: str, told: Row, *, now: int, mine: bool) -> dict[str, Any]:
    name = _name(told, conversation_id)
    waited = (now - (told["waiting_since"] or now)) // 60_000
    since = f" for {waited} minute{'s' if waited > 1 else ''}" if waited else ""
    title = f"{name} is waiting for your answer" if mine else f"{name} is waiting{since}"
    return _about(conversation_id, told, kind="ring", title=title)


def _ending(told: Row) -> str:
    if told["owner"]:
        return f"Taken by {cut(clean(told['owner']), 40)}"
    return "Kept for later" if told["state"] == "followup" else "Nobody waits any more"


def _about(conversation_id: str, told: Row, *, kind: str, title: str) -> dict[str, Any]:
    said = cut(clean(told["said"] or ""), 140) or cut(clean(told["page_title"] or ""), 140)
    return {
        "k": kind,
        "t": title,
        "b": said,
        "g": f"c:{conversation_id}",
        "u": f"/inbox/c/{conversation_id}",
        "c": conversation_id,
        "e": told["epoch"],
        "n": told["waiting"],
    }
