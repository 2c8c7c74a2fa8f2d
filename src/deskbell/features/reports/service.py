"""What a time was like: read from the log whenever somebody looks, so that there is nothing to drift from it."""

from __future__ import annotations

from typing import Final

from deskbell.features.hours.rules import zones
from deskbell.features.hours.service import hours
from deskbell.features.reports import rules, store
from deskbell.features.reports.model import Cited, Report, Standing
from deskbell.runtime.clock import Clock
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope

RECENT: Final = 300_000
USED: Final = 30 * 24 * 3_600_000
SHOWN: Final = 10


class Reports:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def report(self, scope: WorkspaceScope, first: str, last: str, *, days: int | None = None) -> Report:
        """From the first day to the end of the last, on the clock of the opening hours; or the last `days`, today
        among them. Raises invalid."""
        now = self._clock.now()

        async def work(tx: Tx) -> Report:
            zone = zones.zone((await hours(tx)).schedule.zone) or zones.zone("UTC")
            assert zone is not None
            listed, since, until = rules.span(*(rules.last_days(days, now, zone) if days else (first, last)), zone)
            return rules.report(
                listed,
                zone,
                now=now,
                talks=await store.talks(tx, since=since, until=until),
                asked=await store.asked(tx, since=since, until=until),
                answers=await store.answers(tx, since=since, until=until),
                said=await store.said(tx, since=since, until=until),
                costs=await store.costs(tx, since=since, until=until),
                opinions=await store.opinions(tx, since=since, until=until),
            )

        return await self._db.read(scope, work)

    async def used(self, scope: WorkspaceScope) -> dict[str, int]:
        """How many answers of the last 30 days rest on each source."""
        since = self._clock.now() - USED
        rows = await self._db.read(scope, lambda tx: store.citations(tx, since=since))
        return rules.used(rows)

    async def citing(self, scope: WorkspaceScope, source_id: str) -> list[Cited]:
        """The newest of those that rest on this one."""
        since = self._clock.now() - USED
        return await self._db.read(scope, lambda tx: store.citing(tx, source_id, since=since, limit=SHOWN))

    async def standing(self) -> Standing:
        """For whoever runs the server: numbers alone, of all workspaces together."""
        now = self._clock.now()

        async def work(tx: Tx) -> Standing:
            since = await store.waiting_since_any_workspace(tx)
            return Standing(
                states=await store.states_any_workspace(tx),
                waits=0.0 if since is None else max(0, now - since) / 1000,
                jobs=await store.jobs_any_workspace(tx, now=now),
                first_texts=await store.first_texts_any_workspace(tx, since=now - RECENT),
            )

        return await self._db.read(ANY_WORKSPACE, work)
