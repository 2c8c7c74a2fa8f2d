"""Saved replies: the whole team's, kept by anybody of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deskbell.features.conversations.model import Owner
from deskbell.features.files import service as file_service
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
        async def work(tx: Tx) -> list[Reply]:
            files = await file_service.of_replies(tx)
            return [replace(one, files=tuple(files.get(one.id, ()))) for one in await store.all_of_them(tx)]

        return await self._db.read(scope, work)

    async def add(self, scope: WorkspaceScope, by: Owner, *, name: str, text: str, files: Sequence[str] = ()) -> Reply:
        """`files`: ids of what they have sent up for it. Raises invalid, not_found (a file); conflict where the name is
        taken.
        """
        shown, words = rules.checked(name, text)
        reply = Reply(self._ids.new("reply"), shown, words, 1, by.name, self._clock.now())

        async def work(tx: Tx) -> Reply:
            if await store.count(tx) >= MOST:
                raise Refused("invalid", f"There are {MOST} saved replies already. Remove one first.")
            await self._check_name(tx, reply)
            await store.insert(tx, reply, folded=folded(shown))
            return await self._with_files(tx, reply, files, by)

        return await self._db.write(scope, work)

    async def save(
        self,
        scope: WorkspaceScope,
        by: Owner,
        reply_id: str,
        *,
        name: str,
        text: str,
        version: int,
        files: Sequence[str] = (),
    ) -> Reply:
        """`files`: of its own those that stay, and new ones. Raises not_found, invalid; conflict where the name is
        taken, or somebody was faster.
        """
        shown, words = rules.checked(name, text)
        reply = Reply(reply_id, shown, words, version, by.name, self._clock.now())

        async def work(tx: Tx) -> Reply:
            if await store.one(tx, reply_id) is None:
                raise not_found("reply")
            await self._check_name(tx, reply)
            if not await store.update(tx, reply, folded=folded(shown)):
                raise Refused("conflict", "This reply has changed meanwhile. Look at it again.")
            return await self._with_files(tx, replace(reply, version=version + 1), files, by)

        return await self._db.write(scope, work)

    async def remove(self, scope: WorkspaceScope, reply_id: str) -> None:
        """Raises not_found."""

        async def work(tx: Tx) -> None:
            await file_service.go_with(tx, (), reply_id=reply_id, operator_id="")
            if not await store.delete(tx, reply_id):
                raise not_found("reply")

        await self._db.write(scope, work)

    async def _with_files(self, tx: Tx, reply: Reply, files: Sequence[str], by: Owner) -> Reply:
        await file_service.go_with(tx, files, reply_id=reply.id, operator_id=by.id)
        return replace(reply, files=tuple((await file_service.of_replies(tx)).get(reply.id, ())))

    async def _check_name(self, tx: Tx, reply: Reply) -> None:
        if await store.named(tx, folded(reply.name)) not in (None, reply.id):
            raise Refused("conflict", f"There is a reply called “{reply.name}” already.", field="name")
