"""Sends pushes, each in a task of its own: a push service that is slow delays nobody else's ring."""

from __future__ import annotations

import asyncio
import json

from deskbell.features.notifications.model import Push
from deskbell.features.notifications.ports import PushService
from deskbell.features.notifications.service.ringing import AT_ONCE, Ringing
from deskbell.runtime.clock import Clock
from deskbell.runtime.db.api import DatabaseError
from deskbell.runtime.log import logger

log = logger("push")
EVERY = 0.5
TIDY = 3600.0


class Pushing:
    def __init__(self, ringing: Ringing, service: PushService, clock: Clock) -> None:
        self._ringing = ringing
        self._service = service
        self._clock = clock
        self._tasks: set[asyncio.Task[None]] = set()

    async def pushes(self) -> None:
        await self._ringing.unseen()
        for push in await self._ringing.claim(most=AT_ONCE - len(self._tasks)):
            task = asyncio.create_task(self._send(push))
            self._tasks.add(task)
            task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("push_crashed", exc_info=task.exception())

    async def _send(self, push: Push) -> None:
        now = self._clock.now()
        payload = json.dumps(push.payload, ensure_ascii=False, separators=(",", ":")).encode()
        seconds = max(1, (push.expires_at - now) // 1000)
        answer = await self._service.send(
            push.device, payload, ttl=seconds, urgency="high", topic=push.payload["g"], now=now
        )
        try:
            await self._ringing.answered(push, answer)
        except DatabaseError as error:  # the lease runs out, and it is sent again
            log.error("push_unsettled", push=push.id, error=str(error))

    async def rest(self) -> None:
        """Until everything that is being sent has been answered."""
        while self._tasks:
            await asyncio.gather(*self._tasks)
