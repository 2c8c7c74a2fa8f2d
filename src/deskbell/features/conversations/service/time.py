"""What time does: passed deadlines, lost owners, notices to those who wait."""

from __future__ import annotations

from deskbell.features.conversations import rules, store
from deskbell.features.conversations.model import State, Trigger
from deskbell.features.conversations.service.writing import Writing
from deskbell.runtime.db.api import Tx
from deskbell.runtime.scope import WorkspaceScope


class TimeVerbs:
    def __init__(self, writing: Writing) -> None:
        self._w = writing

    async def deadline_passed(self, scope: WorkspaceScope, conversation_id: str, *, seen_at: int) -> bool:
        """Do what a passed deadline means, once. False: it was no longer due."""

        async def work(tx: Tx) -> bool:
            before = await self._w.load(tx, conversation_id)
            now = self._w.clock.now()
            kind = before.deadline_kind
            if kind is None or before.deadline_at != seen_at or seen_at > now:
                return False
            w = await self._w.begin(tx, scope, before)
            reachable = await self._w.around.anyone_reachable(tx, now)
            trigger = rules.on_deadline(kind, reachable=reachable)
            if trigger in (Trigger.REQUEST, Trigger.REQUEST_NOBODY):
                await self._w.save(w, await self._w.call_team(w, before, reason="answer_failed"))
                return True
            if trigger is Trigger.OWNER_QUIET:
                await self._w.ring(w, before, step=0, key=f"nudge:{before.id}:{before.epoch}:{seen_at}")
            await self._w.save(w, await self._w.move(w, before, trigger, owner=before.owner))
            return True

        return await self._w.db.write(scope, work)

    async def owner_lost(self, scope: WorkspaceScope, conversation_id: str, *, epoch: int) -> None:
        """The owner is gone while the visitor waits: somebody else is asked, and the wait clock goes on.

        Not while the owner's telephone can be rung: then the deadline for an owner who is silent decides.
        """

        async def work(tx: Tx) -> None:
            w = await self._w.begin(tx, scope, await self._w.load(tx, conversation_id))
            owner = w.before.owner
            if w.before.epoch != epoch or owner is None or await self._w.around.rings(tx, owner.id, w.now):
                return
            reachable = await self._w.around.anyone_reachable(tx, w.now)
            trigger = Trigger.OWNER_SILENT if reachable else Trigger.OWNER_SILENT_NOBODY
            await self._w.save(w, await self._w.move(w, w.before, trigger, reason="owner_lost"))

        await self._w.db.write(scope, work)

    async def waits_in_vain(
        self, scope: WorkspaceScope, conversation_id: str, *, epoch: int, gone: bool = False
    ) -> bool:
        """The team has closed, or who waited is `gone`: what was asked is kept for later. False: neither."""

        async def work(tx: Tx) -> bool:
            w = await self._w.begin(tx, scope, await self._w.load(tx, conversation_id))
            if w.before.epoch != epoch or w.before.state is not State.WAITING:
                return False
            if not await self._w.around.is_open(tx, w.now):
                trigger = Trigger.CLOSING_TIME
            elif gone:
                trigger = Trigger.VISITOR_GONE
            else:
                return False
            await self._w.save(w, await self._w.move(w, w.before, trigger))
            return True

        return await self._w.db.write(scope, work)

    async def is_open(self, scope: WorkspaceScope) -> bool:
        async def work(tx: Tx) -> bool:
            return await self._w.around.is_open(tx, self._w.clock.now())

        return await self._w.db.read(scope, work)

    async def still_trying(self, scope: WorkspaceScope, conversation_id: str, *, epoch: int) -> None:
        """Tell a waiting visitor that we have not forgotten them; once a wait, however often the job runs."""

        async def work(tx: Tx) -> None:
            w = await self._w.begin(tx, scope, await self._w.load(tx, conversation_id))
            if w.before.epoch != epoch or w.before.state is not State.WAITING:
                return
            told = [
                await store.was_told(tx, conversation_id, epoch=epoch, code=code) for code in ("still_trying", "soon")
            ]
            if not any(told):  # neither twice, nor after somebody has said that they are coming
                await self._w.save(w, await self._w.move(w, w.before, Trigger.STILL_TRYING))

        await self._w.db.write(scope, work)

    async def due_any_workspace(self, tx: Tx) -> list[tuple[str, str, int]]:
        """(workspace, conversation, deadline) of what is due now."""
        return await store.due_any_workspace(tx, now=self._w.clock.now())

    async def lost_owners_any_workspace(self, tx: Tx, *, unseen_since: int) -> list[tuple[str, str, int]]:
        return await store.lost_owners_any_workspace(tx, unseen_since=unseen_since)

    async def waiting_any_workspace(self, tx: Tx) -> list[tuple[str, str, int, str]]:
        """(workspace, conversation, epoch, visitor) of those who wait live."""
        return await store.waiting_any_workspace(tx)

    async def answers_due_any_workspace(self, tx: Tx) -> list[tuple[str, str]]:
        return await store.answers_due_any_workspace(tx)
