"""What happens by itself: passed deadlines, lost owners, queued jobs, answers that nobody is making, heartbeats.

Everything it acts on is a row, so a restart loses nothing; every act is a conditional write, so doing it twice is
harmless.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from deskbell.edges.worker.handlers import Handler
from deskbell.features.conversations.service import Conversations
from deskbell.kit.errors import Refused
from deskbell.runtime import outbox
from deskbell.runtime.clock import Clock
from deskbell.runtime.db.api import Database, DatabaseError, Tx
from deskbell.runtime.log import logger
from deskbell.runtime.outbox import Job
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope

log = logger("worker")
Beat = Callable[[], Awaitable[None]]

TICK = 0.5
OWNER_LOST_AFTER = 60_000


class Worker:
    def __init__(
        self,
        db: Database,
        clock: Clock,
        conversations: Conversations,
        handlers: dict[str, Handler],
        *,
        pick_up: Callable[[list[tuple[str, str]]], None],
        beats: list[tuple[float, Beat]],
    ) -> None:
        self._db = db
        self._clock = clock
        self._conversations = conversations
        self._handlers = handlers
        self._pick_up = pick_up
        self._beats = [*beats, (TICK, self.deadlines), (TICK, self.jobs), (5.0, self.owners), (2.0, self.answers)]
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False

    def start(self) -> None:
        for seconds, beat in self._beats:
            self._launch(seconds, beat)

    async def stop(self) -> None:
        self._stopping = True
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _launch(self, seconds: float, beat: Beat) -> None:
        if not self._stopping:
            task = asyncio.create_task(self._every(seconds, beat))
            self._tasks.add(task)
            task.add_done_callback(lambda done: self._ended(done, seconds, beat))

    def _ended(self, task: asyncio.Task[None], seconds: float, beat: Beat) -> None:
        """A beat ends by being cancelled, or by a mistake of ours: that is told loudly, and the beat goes on."""
        self._tasks.discard(task)
        if not task.cancelled():
            log.error("beat_crashed", beat=_name(beat), exc_info=task.exception())
            asyncio.get_running_loop().call_later(seconds, self._launch, seconds, beat)

    async def _every(self, seconds: float, beat: Beat) -> None:
        while True:
            try:
                await beat()
            except (DatabaseError, Refused) as error:
                log.error("beat_failed", beat=_name(beat), error=str(error))
            await asyncio.sleep(seconds)

    async def deadlines(self) -> None:
        """Act on conversations whose deadline has passed."""

        async def work(tx: Tx) -> list[tuple[str, str, int]]:
            return await self._conversations.time.due_any_workspace(tx)

        for workspace_id, conversation_id, seen_at in await self._db.read(ANY_WORKSPACE, work):
            try:
                scope = WorkspaceScope(workspace_id)
                await self._conversations.time.deadline_passed(scope, conversation_id, seen_at=seen_at)
            except (DatabaseError, Refused) as error:
                log.error("deadline_failed", conversation=conversation_id, error=str(error))

    async def owners(self) -> None:
        """Free the visitors of operators who are gone."""
        since = self._clock.now() - OWNER_LOST_AFTER

        async def work(tx: Tx) -> list[tuple[str, str, int]]:
            return await self._conversations.time.lost_owners_any_workspace(tx, unseen_since=since)

        for workspace_id, conversation_id, epoch in await self._db.read(ANY_WORKSPACE, work):
            try:
                await self._conversations.time.owner_lost(WorkspaceScope(workspace_id), conversation_id, epoch=epoch)
            except (DatabaseError, Refused) as error:
                log.error("owner_failed", conversation=conversation_id, error=str(error))

    async def answers(self) -> None:
        """Start the answers that are owed and that nobody is making."""

        async def work(tx: Tx) -> list[tuple[str, str]]:
            return await self._conversations.time.answers_due_any_workspace(tx)

        self._pick_up(await self._db.read(ANY_WORKSPACE, work))

    async def jobs(self) -> None:
        """Carry out what the outbox says is due."""
        now = self._clock.now()

        async def look(tx: Tx) -> int | None:
            return await outbox.next_due_any_workspace(tx)

        due_at = await self._db.read(ANY_WORKSPACE, look)
        if due_at is None or due_at > now:
            return

        async def claim(tx: Tx) -> list[Job]:
            return await outbox.claim_any_workspace(tx, now=now)

        for job in await self._db.write(ANY_WORKSPACE, claim):
            await self._carry_out(job)

    async def _outcome(self, scope: WorkspaceScope, job: Job) -> str | None:
        """Why the job failed. In a task of its own: whatever goes wrong in it, the other jobs are carried out."""
        if job.kind not in self._handlers:
            return f"nobody carries out {job.kind!r}"
        task = asyncio.ensure_future(self._handlers[job.kind](scope, job))
        try:
            await asyncio.wait([task])
        finally:
            task.cancel()
        error = task.exception()
        return None if error is None else f"{type(error).__name__}: {error}"

    async def _carry_out(self, job: Job) -> None:
        scope = WorkspaceScope(job.workspace_id)
        reason = await self._outcome(scope, job)
        if reason is not None:
            log.error("job_failed", kind=job.kind, job=job.id, error=reason)

            async def failed(tx: Tx) -> None:
                await outbox.failed(tx, job, error=reason, now=self._clock.now())

            await self._db.write(scope, failed)
            return

        async def done(tx: Tx) -> None:
            await outbox.done(tx, job.id)

        await self._db.write(scope, done)


def _name(beat: Beat) -> str:
    return getattr(beat, "__name__", "?")
