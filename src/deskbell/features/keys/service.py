"""Keys to the public API: made, shown once, found again by their digest, revoked. And requests that may come twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

from deskbell.features.audit.service import note
from deskbell.features.keys import store
from deskbell.features.keys.model import MOST, MOST_NAME, MOST_REQUEST_NAME, RIGHTS, ApiKey, Caller
from deskbell.kit.errors import Refused, not_found
from deskbell.kit.text import clean
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope

PREFIX: Final = "dbk_"
SEEN_EVERY: Final = 60_000
KEPT: Final = 24 * 3_600_000
PATIENCE: Final = 60_000  # a request that was begun and not ended by then died with its process


class Keys:
    def __init__(self, db: Database, clock: Clock, ids: Ids) -> None:
        self._db = db
        self._clock = clock
        self._ids = ids

    async def all_of_them(self, scope: WorkspaceScope) -> list[ApiKey]:
        return await self._db.read(scope, store.all_of_them)

    async def make(
        self, scope: WorkspaceScope, by: tuple[str, str], *, name: str, rights: Sequence[str]
    ) -> tuple[ApiKey, str]:
        """(what is kept, the key itself, which is told only now). `by`: the maker's id and name. Raises invalid."""
        shown = clean(name)
        if not 1 <= len(shown) <= MOST_NAME:
            raise Refused("invalid", f"A key needs a name of 1 to {MOST_NAME} characters.", field="name")
        if not rights or not set(rights) <= set(RIGHTS):
            raise Refused("invalid", "Choose what the key may do.", field="rights")
        secret = PREFIX + self._ids.secret()
        granted = tuple(right for right in RIGHTS if right in rights)
        key = ApiKey(self._ids.new("key"), shown, secret[:8], granted, by[1], self._clock.now(), None)

        async def work(tx: Tx) -> None:
            if len(await store.all_of_them(tx)) >= MOST:
                raise Refused("invalid", f"There are {MOST} keys already. Revoke one first.")
            await store.insert(tx, key, key_hash=_digest(secret), made_by=by[0])
            await note(tx, "key.made", key.name, now=key.created_at, id=key.id, rights=list(granted))

        await self._db.write(scope, work)
        return key, secret

    async def revoke(self, scope: WorkspaceScope, key_id: str) -> None:
        """From now on nothing is done with it. Raises not_found."""

        async def work(tx: Tx) -> None:
            if not await store.revoke(tx, key_id, now=self._clock.now()):
                raise not_found("key")
            await note(tx, "key.revoked", key_id, now=self._clock.now())

        await self._db.write(scope, work)

    async def caller(self, secret: str) -> Caller | None:
        """Who calls with this key."""
        if not secret.startswith(PREFIX):
            return None
        found = await self._db.read(ANY_WORKSPACE, lambda tx: store.caller_any_workspace(tx, _digest(secret)))
        now = self._clock.now()
        if found is not None and (found.used_at is None or now - found.used_at >= SEEN_EVERY):
            scope = WorkspaceScope(found.workspace_id)
            await self._db.write(scope, lambda tx: store.used(tx, found.key_id, now=now))
        return found

    async def once(
        self, who: Caller, name: str | None, asked: Any, work: Callable[[], Awaitable[dict[str, Any]]]
    ) -> dict[str, Any]:
        """Do `work` once for this name within a day; the same answer again for the same request.

        Raises conflict while the first is still at work, cid_reused where the name belonged to another request.
        """
        if name is None:
            return await work()
        _check_name(name)
        scope, digest = WorkspaceScope(who.workspace_id), _digest(json.dumps(asked, sort_keys=True))
        before = await self._db.write(scope, lambda tx: self._begin(tx, who.key_id, name, digest))
        if before is not None:
            known: dict[str, Any] = json.loads(before)
            return known
        try:
            answer = await work()
        except Refused:
            await self._db.write(scope, lambda tx: store.drop_request(tx, who.key_id, name))
            raise
        await self._db.write(scope, lambda tx: store.end_request(tx, who.key_id, name, json.dumps(answer)))
        return answer

    def message_id(self, who: Caller, name: str | None) -> str:
        """The id under which a message is written: the same for the same Idempotency-Key. Raises invalid."""
        if name is None:
            return self._ids.new("api")
        _check_name(name)
        return f"api_{_digest(f'{who.key_id} {name}')[:40]}"

    async def _begin(self, tx: Tx, key_id: str, name: str, digest: str) -> str | None:
        now = self._clock.now()
        await store.forget_requests(tx, before=now - KEPT)
        if (known := await store.request(tx, key_id, name)) is not None:
            if known[0] != digest:
                raise Refused("cid_reused", "This Idempotency-Key was used for another request.")
            if known[1] is not None:
                return known[1]
            if now - known[2] < PATIENCE:
                raise Refused("conflict", "The same request is being carried out. Ask again in a moment.")
        await store.begin_request(tx, key_id, name, digest=digest, now=now)
        return None


def _check_name(name: str) -> None:
    if not 1 <= len(name) <= MOST_REQUEST_NAME or not name.isascii() or not name.isprintable():
        raise Refused("invalid", f"An Idempotency-Key has 1 to {MOST_REQUEST_NAME} visible ASCII characters.")


def _digest(text: str) -> str:
    """256 random bits need no salt."""
    return hashlib.sha256(text.encode()).hexdigest()
