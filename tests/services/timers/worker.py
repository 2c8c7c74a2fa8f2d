"""One worker in a process of its own, to be killed: `python -m tests.services.timers.worker DATABASE STEPS`.

STEPS is a file with the number of milliseconds by which this machine's wall clock is wrong just now.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from deskbell.around import Around
from deskbell.edges.worker.handlers import Handler
from deskbell.edges.worker.loop import Worker
from deskbell.features.conversations.service import Conversations, Writing
from deskbell.runtime.clock import SystemClock, SystemIds
from deskbell.runtime.db.opening import open_database
from deskbell.runtime.outbox import Job
from deskbell.runtime.scope import WorkspaceScope


class SteppedClock:
    def __init__(self, steps: Path) -> None:
        self._real = SystemClock()
        self._steps = steps

    def now(self) -> int:
        return self._real.now() + int(self._steps.read_text(encoding="ascii") or 0)


async def work(database: str, steps: Path) -> None:
    clock = SteppedClock(steps)
    db = await open_database(database, lambda _notes: None)
    conversations = Conversations(Writing(db, clock, SystemIds(clock), Around()))

    async def rung(_scope: WorkspaceScope, _job: Job) -> None:
        """Nobody's dashboard is open here."""

    async def still_trying(scope: WorkspaceScope, job: Job) -> None:
        await conversations.time.still_trying(scope, job.payload["conversation_id"], epoch=job.payload["epoch"])

    handlers: dict[str, Handler] = {"ring": rung, "still_trying": still_trying}
    worker = Worker(db, clock, conversations, handlers, pick_up=lambda _owed: None, beats=[])
    worker.start()
    print("at work", flush=True)  # noqa: T201 - to whoever kills it
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1], Path(sys.argv[2])))
