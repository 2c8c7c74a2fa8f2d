"""Leasing the mails that are due, and what came of each try."""

from __future__ import annotations

from deskbell.features.mail import rules, store
from deskbell.features.mail.model import Mail
from deskbell.runtime.clock import Clock
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope

AT_ONCE = 8


class Delivery:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def claim(self) -> list[Mail]:
        """Lease what is due."""
        now = self._clock.now()
        due_at = await self._db.read(ANY_WORKSPACE, store.next_due_any_workspace)
        if due_at is None or due_at > now:
            return []

        async def work(tx: Tx) -> list[Mail]:
            return await store.claim_any_workspace(tx, now=now, limit=AT_ONCE)

        return await self._db.write(ANY_WORKSPACE, work)

    async def sent(self, mail: Mail) -> None:
        async def work(tx: Tx) -> None:
            await store.sent(tx, mail.id, now=self._clock.now())

        await self._db.write(WorkspaceScope(mail.workspace_id), work)

    async def failed(self, mail: Mail, reason: str, *, again: bool) -> None:
        now = self._clock.now()
        due_at = rules.next_try(attempts=mail.attempts, created_at=mail.created_at, now=now) if again else None

        async def work(tx: Tx) -> None:
            await store.failed(tx, mail.id, due_at=due_at, error=reason)

        await self._db.write(WorkspaceScope(mail.workspace_id), work)
