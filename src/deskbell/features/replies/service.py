"""Saved replies: the whole team's, kept by anybody of it."""

from __future__ import annotations

from dataclasses import replace

from deskbell.features.replies import rules, store
from deskbell.features.replies.model import MOST, Reply
from deskbell.kit.errors import Refused, not_found
from deskbell.kit.text import folded
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import WorkspaceScope


class Replies:
    def __init__(self, db: Database, clock: Clock, ids: Ids) -> None:
        self._db = db
        self._clock = clock
        self._ids = ids

    async def all_of_them(self, scope: WorkspaceScope) -> list[Reply]:
        return await self._db.read(scope, store.all_of_them)

    async def add(self, scope: WorkspaceScope, by: str, *, name: str, text: str) -> Reply:
        """Raises invalid; conflict where the name is taken."""
        shown, words = rules.checked(name, text)
        reply = Reply(self._ids.new("reply"), shown, words, 1, by, self._clock.now())

        async def work(tx: Tx) -> None:
            if await store.count(tx) >= MOST:
                raise Refused("invalid", f"There are {MOST} saved replies already. Remove one first.")
            await self._check_name(tx, reply)
            await store.insert(tx, reply, folded=folded(shown))

        await self._db.write(scope, work)
        return reply

    async def save(self, scope: WorkspaceScope, by: str, reply_id: str, *, name: str, text: str, version: int) -> Reply:
        """Raises not_found, invalid; conflict where the name is taken, or somebody was faster."""
        shown, words = rules.checked(name, text)
        reply = Reply(reply_id, shown, words, version, by, self._clock.now())

        async def work(tx: Tx) -> None:
            if await store.one(tx, reply_id) is None:
                raise not_found("reply")
            await self._check_name(tx, reply)
            if not await store.update(tx, reply, folded=folded(shown)):
                raise Refused("conflict", "This reply has changed meanwhile. Look at it again.")

        await self._db.write(scope, work)
        return replace(reply, version=version + 1)

    async def remove(self, scope: WorkspaceScope, reply_id: str) -> None:
        """Raises not_found."""

        async def work(tx: Tx) -> None:
            if not await store.delete(tx, reply_id):
                raise not_found("reply")

        await self._db.write(scope, work)

    async def _check_name(self, tx: Tx, reply: Reply) -> None:
        if await store.named(tx, folded(reply.name)) not in (None, reply.id):
            raise Refused("conflict", f"There is a reply called “{reply.name}” already.", field="name")
