"""What the team's own use of the model costs: it counts in the same caps as visitors' answers."""

from __future__ import annotations

from typing import Literal

from deskbell.features.assistant import money, store
from deskbell.features.assistant.model import Spent
from deskbell.features.workspaces.service import limits
from deskbell.runtime.clock import Clock
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import WorkspaceScope

Purpose = Literal["console", "checks", "copilot"]


class Ledger:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def spent(self, tx: Tx) -> Spent:
        """By everybody, before what is about to be asked."""
        sums = await store.spending(tx, day=self._clock.now() // money.DAY)
        over = (await limits(tx)).conversations == 0  # the plan has ended; what it counts are visitors' conversations
        return Spent(0, sums["today"]["cost"], sums["month"]["cost"], 0, allowed=0 if over else None)

    async def add(self, scope: WorkspaceScope, purpose: Purpose, *, cost: int, tokens: int) -> None:
        day = self._clock.now() // money.DAY

        async def work(tx: Tx) -> None:
            await store.spend_inside(tx, purpose, cost=cost, tokens=tokens, day=day)

        await self._db.write(scope, work)
