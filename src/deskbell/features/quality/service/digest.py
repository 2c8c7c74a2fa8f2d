"""The weekly summary by mail to the owner: what happened, and which questions the assistant could not answer."""

from __future__ import annotations

from typing import Final

from deskbell.features.hours.service import hours
from deskbell.features.mail.model import Line
from deskbell.features.mail.service import Mails
from deskbell.features.quality import store_digest as store
from deskbell.features.quality import store_golden
from deskbell.features.quality.model import Gap, Week
from deskbell.features.quality.rules.digest import next_monday
from deskbell.features.quality.service.gaps import Gaps
from deskbell.runtime.clock import Clock
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope

AT_ONCE: Final = 20
SHOWN: Final = 7
RUNS: Final = 20
WEEK: Final = 7 * 24 * 3_600_000


class Digests:
    def __init__(self, db: Database, clock: Clock, gaps: Gaps, mails: Mails) -> None:
        self._db = db
        self._clock = clock
        self._gaps = gaps
        self._mails = mails

    async def step(self) -> None:
        """Write the summaries that are due. A workspace without a date gets one, and its first summary then."""
        now = self._clock.now()

        async def look(tx: Tx) -> list[str]:
            return await store.due_any_workspace(tx, now=now, limit=AT_ONCE)

        for workspace_id in await self._db.read(ANY_WORKSPACE, look):
            await self._one(WorkspaceScope(workspace_id), now)

    async def _one(self, scope: WorkspaceScope, now: int) -> None:
        found, _ = await self._gaps.found(scope, status="open")
        asked = [gap for gap in found if gap.recent]

        async def work(tx: Tx) -> None:
            due_at = await store.due_at(tx)
            if due_at is not None and due_at > now:
                return
            await store.next_due(tx, next_monday(now, (await hours(tx)).schedule.zone))
            if due_at is None:
                return
            week = await store.week(tx, since=now - WEEK)
            if week.conversations or week.owed or asked:
                await self._write(tx, week, asked, due_at)

        await self._db.write(scope, work)

    async def _write(self, tx: Tx, week: Week, asked: list[Gap], due_at: int) -> None:
        rows = [
            ("Conversations", str(week.conversations)),
            ("Answered without a person", str(week.alone)),
            ("Asked for a person", f"{week.wanted}, a person came to {week.came}" if week.wanted else "0"),
            ("Still owed an answer", str(week.owed)),
        ]
        tested = next((run for run in await store_golden.runs(tx, limit=RUNS) if run.is_measure), None)
        if tested is not None:
            rows.append(("Test questions", f"{tested.passed} of {tested.asked} pass"))
        said = [Line(_times(gap), gap.question, gap.last_at) for gap in asked[:SHOWN]]
        lead = "Your knowledge had a source for every question."
        if asked:
            were = "was 1 question" if len(asked) == 1 else f"were {len(asked)} questions"
            lead = f"There {were} without an answer in your knowledge. Writing one helps all who ask next."
        await self._mails.team.summary(
            tx,
            key=str(due_at),
            lead=lead,
            rows=rows,
            said=said,
            button=("Answer them", "/knowledge/gaps") if asked else ("Open the inbox", "/inbox"),
        )


def _times(gap: Gap) -> str:
    """How often it was asked."""
    often = "Once" if gap.recent == 1 else f"{gap.recent} times"
    return f"{often} this week" + (f", {gap.before} the week before" if gap.before else "")
