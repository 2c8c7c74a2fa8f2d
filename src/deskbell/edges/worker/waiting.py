"""What becomes of those who wait live when the team closes, or when they themselves have gone."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable

from deskbell.features.conversations.model import VisitorsHere
from deskbell.features.conversations.service import Conversations
from deskbell.features.hours.model import HoursChanged
from deskbell.kit.errors import Refused
from deskbell.runtime.db.api import Database, DatabaseError, Tx
from deskbell.runtime.log import logger
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope

log = logger("worker")
GONE_AFTER = 60_000
EVERY = 5.0


class Waiting:
    """`gone_for`: for how many milliseconds nothing was heard of a visitor; 0: connected. `tell`: how many wait longer
    (workspace, conversation, number). `tell_others`: who waits and is connected to this process.
    """

    def __init__(
        self,
        db: Database,
        conversations: Conversations,
        gone_for: Callable[[str, str], int],
        tell: Callable[[str, str, int], None],
        tell_others: Callable[[object], None] = lambda _note: None,
    ) -> None:
        self._db = db
        self._conversations = conversations
        self._gone_for = gone_for
        self._tell = tell
        self._tell_others = tell_others
        self._looks: set[asyncio.Task[None]] = set()

    def heard(self, note: object) -> None:
        """Hours that have changed, or a team that leaves early: looked at once, not only with the next beat."""
        if isinstance(note, HoursChanged):
            task = asyncio.create_task(self.waiting())
            self._looks.add(task)
            task.add_done_callback(self._looked)

    def _looked(self, task: asyncio.Task[None]) -> None:
        self._looks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("waiting_failed", error=str(task.exception()))

    async def waiting(self) -> None:
        time = self._conversations.time

        async def work(tx: Tx) -> list[tuple[str, str, int, str]]:
            return await time.waiting_any_workspace(tx)

        is_open: dict[str, bool] = {}
        ahead: Counter[str] = Counter()
        here: list[tuple[str, str]] = []
        for workspace_id, conversation_id, epoch, visitor_id in await self._db.read(ANY_WORKSPACE, work):
            scope = WorkspaceScope(workspace_id)
            silence = self._gone_for(workspace_id, visitor_id)
            gone = silence > GONE_AFTER
            if not silence:
                here.append((workspace_id, visitor_id))
            try:
                if workspace_id not in is_open:
                    is_open[workspace_id] = await time.is_open(scope)
                in_vain = gone or not is_open[workspace_id]
                if in_vain and await time.waits_in_vain(scope, conversation_id, epoch=epoch, gone=gone):
                    continue
            except (DatabaseError, Refused) as error:
                log.error("waiting_failed", conversation=conversation_id, error=str(error))
            self._tell(workspace_id, conversation_id, ahead[workspace_id])
            ahead[workspace_id] += 1
        if here:
            self._tell_others(VisitorsHere(tuple(here)))
