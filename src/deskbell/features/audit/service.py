"""Writes down who changed what, in the transaction that changes it, and reads it again."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from deskbell.features.audit import store
from deskbell.features.audit.model import ACTIONS, Entry, Wanted
from deskbell.kit import sheets
from deskbell.runtime.clock import Clock
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import WorkspaceScope

EXPORTED: Final = 500
COLUMNS: Final = ("time", "who", "who_id", "action", "what", "subject", "detail")


async def note(tx: Tx, action: str, subject: str = "", /, *, now: int, **detail: Any) -> None:
    """Who it was, the transaction knows. Names and words of visitors do not belong here: they could not be erased."""
    if action not in ACTIONS:
        raise ValueError(f"{action!r} is no known action")
    await store.add(tx, action=action, subject=subject, detail=detail, now=now)


@dataclass(frozen=True, slots=True)
class Listed:
    entries: list[Entry]
    more: bool
    people: list[tuple[str, str]]


class Audit:
    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def noted(self, scope: WorkspaceScope, action: str, subject: str = "") -> None:
        """Write down what changes no row."""
        await self._db.write(scope, lambda tx: note(tx, action, subject, now=self._clock.now()))

    async def page(self, scope: WorkspaceScope, wanted: Wanted, *, before: int | None, limit: int) -> Listed:
        async def work(tx: Tx) -> Listed:
            found = await store.page(tx, wanted, before=before, limit=limit + 1)
            return Listed(found[:limit], len(found) > limit, await store.people(tx))

        return await self._db.read(scope, work)

    async def last(self, scope: WorkspaceScope, kind: str, subject: str | None = None) -> Entry | None:
        """The last change of this kind, of this one thing where `subject` names it."""
        wanted = Wanted(action=kind, subject=subject)
        found = await self._db.read(scope, lambda tx: store.page(tx, wanted, before=None, limit=1))
        return found[0] if found else None

    async def sheet(self, scope: WorkspaceScope, wanted: Wanted) -> AsyncIterator[str]:
        """All that are wanted, newest first, a page at a time."""
        yield sheets.MARK + sheets.lines([COLUMNS])
        before: int | None = None
        while True:

            async def work(tx: Tx, last: int | None = before) -> list[Entry]:
                return await store.page(tx, wanted, before=last, limit=EXPORTED)

            found = await self._db.read(scope, work)
            if found:
                yield sheets.lines(_row(entry) for entry in found)
            if len(found) < EXPORTED:
                return
            before = found[-1].n


def _row(entry: Entry) -> list[object]:
    at = datetime.fromtimestamp(entry.at / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")
    detail = json.dumps(entry.detail, ensure_ascii=False) if entry.detail else ""
    return [at, entry.by_name, entry.by_id, entry.action, ACTIONS[entry.action], entry.subject, detail]
