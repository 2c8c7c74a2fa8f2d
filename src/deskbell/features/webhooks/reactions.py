"""What is written into conversations is noted for those who want to be told."""

from __future__ import annotations

import asyncio

from deskbell.features.conversations.model import Wake
from deskbell.features.webhooks.service import Webhooks
from deskbell.kit.errors import Refused
from deskbell.runtime.db.api import DatabaseError
from deskbell.runtime.log import logger
from deskbell.runtime.scope import WorkspaceScope

log = logger("webhooks")


class Reactions:
    """A note that is lost with the process is made up for by `Webhooks.tend`."""

    def __init__(self, webhooks: Webhooks) -> None:
        self._webhooks = webhooks
        self._tasks: set[asyncio.Task[None]] = set()

    def heard(self, note: object) -> None:
        if isinstance(note, Wake) and note.events and note.workspace_id in self._webhooks.listening:
            task = asyncio.ensure_future(self._note(note))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _note(self, note: Wake) -> None:
        try:
            await self._webhooks.happened(WorkspaceScope(note.workspace_id), note.events)
        except (DatabaseError, Refused) as error:
            log.error("webhook_not_noted", conversation=note.conversation_id, error=str(error))

    async def rest(self) -> None:
        """Until everything that was heard is noted."""
        while self._tasks:
            await asyncio.gather(*self._tasks)
