"""Files that visitors and operators send: taken in, sent with a message, handed out to those who may see them."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from deskbell.features.files import rules, store
from deskbell.features.files.model import File, Picture, Sender
from deskbell.kit.errors import Refused, not_found
from deskbell.runtime.blobs import Blobs
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.log import logger
from deskbell.runtime.scope import WorkspaceScope

log = logger("files")


class Files:
    """`key`: what addresses for `<img>` are signed with."""

    def __init__(self, db: Database, clock: Clock, ids: Ids, blobs: Blobs, key: bytes) -> None:
        self._db = db
        self._clock = clock
        self._ids = ids
        self._blobs = blobs
        self._key = hmac.digest(key, b"files", "sha256")
        self._one_at_a_time = asyncio.Lock()  # each may hold 10 MB twice

    async def receive(self, scope: WorkspaceScope, sender: Sender, name: str, content: IO[bytes]) -> File:
        """Keep a file until it is sent; what is not sent within a day goes.

        Raises invalid, too_long, limit, unavailable; unauthorised (a visitor who is no more).
        """
        async with self._one_at_a_time:
            found = await asyncio.to_thread(lambda: rules.examine(name, content.read(rules.MOST_BYTES + 1)))
            return await self._keep(scope, sender, found)

    async def _keep(self, scope: WorkspaceScope, sender: Sender, found: rules.Examined) -> File:
        file = File(self._ids.new("file"), found.name, found.kind, len(found.content), found.width, found.height)

        async def work(tx: Tx) -> None:
            now = self._clock.now()
            if sender.visitor_id is not None:
                sizes = await store.sizes(tx, sender.visitor_id, since=now - 86_400_000)
                if sizes is None:  # erased while the file was on its way
                    raise Refused("unauthorised", "What was kept of you has been deleted. Begin again.")
                own, recent = sizes
                if own + file.size > rules.MOST_OF_A_VISITOR or recent + file.size > rules.MOST_OF_A_DAY:
                    raise Refused("limit", "No more files can be sent here for now. You can still write.")
            await store.insert(tx, file, sender, now=now)

        await self._db.write(scope, work)
        try:
            await asyncio.to_thread(self._blobs.keep, scope.workspace_id, file.id, found.content)
        except OSError as error:
            log.error("file_not_kept", error=str(error))
            await self._db.write(scope, lambda tx: store.remove(tx, file.id))
            raise Refused("unavailable", "This could not be stored just now. Please try again.") from error
        return file

    async def copies(self, scope: WorkspaceScope, sender: Sender, reply_id: str, ids: Sequence[str]) -> list[File]:
        """Of files of a saved reply, to be sent by this person: what is sent belongs to its conversation alone, and
        goes with it. Raises not_found.
        """
        known = await self._db.read(scope, store.of_replies)
        of_reply = {file.id: file for file in known.get(reply_id, ())}
        made = []
        for one in ids:
            file = of_reply.get(one)
            content = await asyncio.to_thread(self._blobs.read, scope.workspace_id, one) if file else None
            if file is None or content is None:
                raise not_found("file")
            same = rules.Examined(file.name, file.kind, content, file.width, file.height)
            made.append(await self._keep(scope, sender, same))
        return made

    async def for_operator(self, scope: WorkspaceScope, file_id: str) -> tuple[File, Path]:
        """Raises not_found."""
        return self._found(scope, await self._db.read(scope, lambda tx: store.one(tx, file_id)))

    async def address(self, scope: WorkspaceScope, visitor_id: str, file_id: str) -> str:
        """Where a visitor's browser finds it for the next hour, also without a header. Raises not_found."""
        if await self._db.read(scope, lambda tx: store.seen_by(tx, file_id, visitor_id)) is None:
            raise not_found("file")
        until = self._clock.now() + rules.LINK_LASTS
        return f"{scope.workspace_id}/{file_id}?until={until}&sign={self._sign(scope, file_id, until)}"

    async def by_address(self, scope: WorkspaceScope, file_id: str, *, until: int, sign: str) -> tuple[File, Path]:
        """Raises not_found, also for an address that is over."""
        ours = self._sign(scope, file_id, until)
        if not hmac.compare_digest(sign.encode(), ours.encode()) or until < self._clock.now():
            raise not_found("file")
        return await self.for_operator(scope, file_id)

    def _sign(self, scope: WorkspaceScope, file_id: str, until: int) -> str:
        text = f"{scope.workspace_id}/{file_id}/{until}".encode()
        return hmac.new(self._key, text, hashlib.sha256).hexdigest()

    def _found(self, scope: WorkspaceScope, file: File | None) -> tuple[File, Path]:
        if file is None or not (path := self._blobs.path(scope.workspace_id, file.id)).is_file():
            raise not_found("file")
        return file, path

    async def pictures(self, scope: WorkspaceScope, files: Sequence[File]) -> tuple[Picture, ...]:
        """What a model is shown of these."""
        fits = rules.shown(files)
        read = [await asyncio.to_thread(self._blobs.read, scope.workspace_id, f.id) for f in fits]
        return tuple(Picture(f.kind, content) for f, content in zip(fits, read, strict=True) if content)

    # --- letting go --------------------------------------------------------------------------------------------------

    async def tidy(self) -> None:
        """In every workspace: what was never sent, bytes whose row is gone, and what a crash left half written."""
        before = self._clock.now() - rules.HALF_FOR
        for workspace_id in await asyncio.to_thread(self._blobs.workspaces):
            await asyncio.to_thread(self._blobs.drop_halves, workspace_id, before=before)
            await self.sweep(WorkspaceScope(workspace_id))

    async def sweep(self, scope: WorkspaceScope) -> None:
        before = self._clock.now() - rules.UNSENT_FOR
        await self._db.write(scope, lambda tx: store.drop_unsent(tx, before=before))
        # Listed before the rows are read: a row is older than its bytes, so what has none was let go.
        there = await asyncio.to_thread(self._blobs.ids, scope.workspace_id)
        kept = await self._db.read(scope, lambda tx: store.known(tx, there))
        for file_id in set(there) - kept:
            await asyncio.to_thread(self._blobs.drop, scope.workspace_id, file_id)


async def named(tx: Tx, ids: Sequence[str], sender: Sender) -> list[dict[str, Any]]:
    """These files of the sender's, as they stand in a message, in this order. Raises bad_frame, not_found."""
    if len(ids) > rules.MOST_IN_A_MESSAGE or len(set(ids)) != len(ids):
        raise Refused("bad_frame", f"At most {rules.MOST_IN_A_MESSAGE} files can be sent with a message.")
    found = {file.id: file for file in await store.of_sender(tx, ids, sender)} if ids else {}
    if len(found) != len(ids):
        raise not_found("file")
    return [found[one].as_dict() for one in ids]


async def send(tx: Tx, ids: Sequence[str], *, conversation_id: str, internal: bool = False) -> None:
    """They belong to a message from now on. Raises conflict when one was sent before."""
    if ids and await store.send(tx, ids, conversation_id=conversation_id, internal=internal) != len(ids):
        raise Refused("conflict", "One of these files was sent already.")


async def go_with(tx: Tx, ids: Sequence[str], *, reply_id: str, operator_id: str) -> None:
    """These and no others go with a saved reply from now on. Raises invalid, not_found."""
    if len(ids) > rules.MOST_IN_A_MESSAGE or len(set(ids)) != len(ids):
        raise Refused("invalid", f"At most {rules.MOST_IN_A_MESSAGE} files go with a reply.", field="files")
    if ids and await store.join_reply(tx, ids, reply_id=reply_id, operator_id=operator_id) != len(ids):
        raise not_found("file")
    await store.leave_reply(tx, reply_id=reply_id, but=ids)


async def of_replies(tx: Tx) -> dict[str, list[File]]:
    """The files that saved replies bring, by reply."""
    return await store.of_replies(tx)
