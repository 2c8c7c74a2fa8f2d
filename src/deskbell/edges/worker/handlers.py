"""What each kind of job does. Handlers run at least once, so each looks first whether it is still wanted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from deskbell.features.conversations.model import State
from deskbell.features.conversations.reading import Reading
from deskbell.features.conversations.service import Conversations
from deskbell.runtime.outbox import Job
from deskbell.runtime.scope import WorkspaceScope

Handler = Callable[[WorkspaceScope, Job], Awaitable[None]]
Ring = Callable[[str, dict[str, Any], str | None], int]


class RingDevices(Protocol):
    async def __call__(
        self, scope: WorkspaceScope, conversation_id: str, *, epoch: int, step: int, only: str | None
    ) -> int: ...


class Handlers:
    """`ring` rings the dashboards of a workspace, or of one operator, and returns how many it reached; `ring_devices`
    the devices of those who do not look.
    """

    def __init__(self, conversations: Conversations, reading: Reading, ring: Ring, ring_devices: RingDevices) -> None:
        self._conversations = conversations
        self._reading = reading
        self._ring = ring
        self._ring_devices = ring_devices

    def table(self) -> dict[str, Handler]:
        return {"ring": self.ring, "still_trying": self.still_trying, "snooze_over": self.snooze_over}

    async def ring(self, scope: WorkspaceScope, job: Job) -> None:
        """Ring for a visitor who still waits; the owner alone when there is one."""
        c = await self._reading.one(scope, job.payload["conversation_id"])
        if c.epoch != job.payload["epoch"] or c.unanswered_since is None:
            return
        data = {"step": job.payload["step"], "waiting_since": c.waiting_since, "state": c.state.value}
        only = job.payload["owner_id"] if c.state is State.HUMAN else None
        self._ring(scope.workspace_id, {"t": "ring", "c": c.id, "e": c.epoch, "d": data}, only)
        await self._ring_devices(scope, c.id, epoch=c.epoch, step=job.payload["step"], only=only)

    async def still_trying(self, scope: WorkspaceScope, job: Job) -> None:
        await self._conversations.time.still_trying(scope, job.payload["conversation_id"], epoch=job.payload["epoch"])

    async def snooze_over(self, scope: WorkspaceScope, job: Job) -> None:
        await self._conversations.keeping.snooze_over(scope, job.payload["conversation_id"], until=job.payload["until"])
