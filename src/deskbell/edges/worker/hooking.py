"""Sends what webhooks are told, each in a task of its own: an address that is slow delays nobody else's."""

from __future__ import annotations

import asyncio

from deskbell.features.webhooks.model import Delivery
from deskbell.features.webhooks.ports import Sender
from deskbell.features.webhooks.service import AT_ONCE, Webhooks
from deskbell.runtime.db.api import DatabaseError
from deskbell.runtime.log import logger

log = logger("webhooks")
EVERY = 1.0
TEND = 3600.0


class Hooking:
    def __init__(self, webhooks: Webhooks, sender: Sender) -> None:
        self._webhooks = webhooks
        self._sender = sender
        self._tasks: set[asyncio.Task[None]] = set()

    async def deliveries(self) -> None:
        for delivery in await self._webhooks.claim(most=AT_ONCE - len(self._tasks)):
            task = asyncio.create_task(self._send(delivery))
            self._tasks.add(task)
            task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("webhook_crashed", exc_info=task.exception())

    async def _send(self, delivery: Delivery) -> None:
        headers, body = self._webhooks.request(delivery)
        answer = await self._sender.post(delivery.address, headers, body)
        try:
            await self._webhooks.answered(delivery, answer)
        except DatabaseError as error:  # the lease runs out, and it is sent again
            log.error("webhook_unsettled", delivery=delivery.id, error=str(error))

    async def rest(self) -> None:
        """Until everything that is being sent has been answered."""
        while self._tasks:
            await asyncio.gather(*self._tasks)
