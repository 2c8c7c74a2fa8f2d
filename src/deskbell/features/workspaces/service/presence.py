"""Who is there: open dashboards and whether anybody sits before them, being away, rings without an answer."""

from __future__ import annotations

from typing import Final

from deskbell.features.workspaces import store
from deskbell.features.workspaces.model import Availability, AvailabilityChanged
from deskbell.kit.errors import Refused
from deskbell.runtime.clock import Clock
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import WorkspaceScope

REACHABLE_WITHIN: Final = 60_000
AWAY_AT_MOST: Final = 8 * 24 * 3_600_000
IDLE_AFTER: Final = 30 * 60_000
IGNORED_AT_MOST: Final = 2


class Presence:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def heartbeat(self, scope: WorkspaceScope, operator_id: str, *, active: bool = False) -> None:
        """A dashboard of theirs is open. `active`: and somebody has just touched it."""
        now = self._clock.now()

        async def work(tx: Tx) -> None:
            before = await _availability(tx, operator_id)
            await store.seen(tx, operator_id, now, active=active, idle_since=now - IDLE_AFTER)
            after = await _availability(tx, operator_id)
            if after != before:
                tx.after_commit(AvailabilityChanged(scope.workspace_id, after))

        await self._db.write(scope, work)

    async def set_available(
        self, scope: WorkspaceScope, operator_id: str, available: bool, *, away_until: int | None = None
    ) -> None:
        """Available; away until a moment, after which available again by itself; or (neither) off shift.

        Raises bad_frame for a moment that is past, or more than 8 days ahead.
        """
        if away_until is not None and not 0 < away_until - self._clock.now() <= AWAY_AT_MOST:
            raise Refused("bad_frame", '"until" must be a moment within the next 8 days.')
        on = available or away_until is not None

        async def work(tx: Tx) -> None:
            await store.set_available(tx, operator_id, on, None if available else away_until)
            tx.after_commit(AvailabilityChanged(scope.workspace_id, await _availability(tx, operator_id)))

        await self._db.write(scope, work)

    async def availability(self, scope: WorkspaceScope, operator_id: str) -> Availability:
        async def work(tx: Tx) -> Availability:
            return await _availability(tx, operator_id)

        return await self._db.read(scope, work)

    async def ring_ignored(self, scope: WorkspaceScope, operator_id: str) -> bool:
        """Somebody was rung and did nothing. Twice in a row takes them off shift, and they are told: True."""

        async def work(tx: Tx) -> bool:
            if not await store.ring_ignored(tx, operator_id, most=IGNORED_AT_MOST):
                return False
            tx.after_commit(AvailabilityChanged(scope.workspace_id, await _availability(tx, operator_id)))
            return True

        return await self._db.write(scope, work)

    async def ring_answered(self, scope: WorkspaceScope, operator_id: str) -> None:
        """Somebody who was rung did something about it: what was ignored before does not count any more."""

        async def work(tx: Tx) -> None:
            await store.ring_answered(tx, operator_id)

        await self._db.write(scope, work)


async def anyone_reachable(tx: Tx, now: int) -> bool:
    """Somebody who is available and before a dashboard that was heard of within the last minute."""
    return await store.reachable_count(tx, seen_since=now - REACHABLE_WITHIN, now=now) > 0


async def on_shift(tx: Tx, now: int) -> list[str]:
    """Operators who are available and not away, whether or not their dashboard is open."""
    return await store.on_shift(tx, now=now)


async def _availability(tx: Tx, operator_id: str) -> Availability:
    row = await store.availability(tx, operator_id)
    if row is None:
        raise Refused("not_found", "There is no such operator.")
    off = not row["available"]
    ignored = off and row["ignored_rings"] >= IGNORED_AT_MOST
    return Availability(operator_id, not off, row["away_until"], ignored, bool(row["idle"]))
