"""What happens elsewhere and concerns those who were rung: a wait that ends, a visitor who writes to their owner."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from deskbell.features.conversations.model import Author, State, Wake
from deskbell.features.notifications.service.ringing import Ringing
from deskbell.kit.errors import Refused
from deskbell.runtime.db.api import DatabaseError
from deskbell.runtime.log import logger
from deskbell.runtime.scope import WorkspaceScope

log = logger("ringing")


class Reactions:
    def __init__(self, ringing: Ringing) -> None:
        self._ringing = ringing
        self._tasks: set[asyncio.Task[None]] = set()

    def heard(self, note: object) -> None:
        if not isinstance(note, Wake):
            return
        scope, c = WorkspaceScope(note.workspace_id), note.conversation_id
        rung_in = self._ringing.waits.get((note.workspace_id, c))
        if rung_in is not None and note.epoch > rung_in:
            self._start(self._ringing.over(scope, c))
        if note.state is State.HUMAN and any(
            event.type == "message" and event.author_kind is Author.CONTACT for event in note.events
        ):
            self._start(self._ringing.replied(scope, c, seq=note.seq))

        for event in note.events:
            if event.type == "message" and "mentions" in event.body:
                self._start(self._ringing.mentioned(scope, event))
            if event.type == "offer" and event.body["offer"]:
                self._start(self._ringing.offered(scope, event))
            if event.type == "snooze" and event.body.get("reason") == "time":
                self._start(self._ringing.returned(scope, c, seq=event.seq))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(self._guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except (DatabaseError, Refused) as error:
            log.error("ringing_failed", error=str(error))

    async def rest(self) -> None:
        """Until everything that was begun is done."""
        while self._tasks:
            await asyncio.gather(*self._tasks)
