"""Drafts that wait on every device of the operator who began them, and of nobody else."""

from __future__ import annotations

from typing import Final

from deskbell.features.conversations.reading import Reading
from deskbell.features.unsent import store
from deskbell.features.unsent.model import MOST, REMEMBERED, Mode, Unsent, UnsentKept
from deskbell.kit.errors import Refused
from deskbell.runtime.clock import Clock
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import WorkspaceScope

LISTED: Final = 500


class Drafted:
    def __init__(self, db: Database, clock: Clock, reading: Reading) -> None:
        self._db = db
        self._clock = clock
        self._reading = reading

    async def mine(self, scope: WorkspaceScope, operator_id: str) -> list[Unsent]:
        async def work(tx: Tx) -> list[Unsent]:
            return await store.of_operator(tx, operator_id, limit=LISTED)

        return await self._db.read(scope, work)

    async def keep(
        self, scope: WorkspaceScope, operator_id: str, conversation_id: str, *, mode: Mode, text: str
    ) -> Unsent:
        """The last one saved stands. Raises not_found, too_long."""
        if len(text) > MOST:
            raise Refused("too_long", f"A draft may have up to {MOST} characters.")
        await self._reading.one(scope, conversation_id)
        now = self._clock.now()
        one = Unsent(conversation_id, mode, text.replace("\x00", "") if text.strip() else "", now)

        async def work(tx: Tx) -> None:
            await store.save(tx, operator_id, one)
            tx.after_commit(UnsentKept(scope.workspace_id, operator_id, one))
            await store.forget(tx, operator_id, before=now - REMEMBERED)

        await self._db.write(scope, work)
        return one
