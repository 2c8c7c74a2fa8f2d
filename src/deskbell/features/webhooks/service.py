"""Telling other programs what happened here: by signed requests, tried again for a day, with a log of every answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from deskbell.features.audit.service import note
from deskbell.features.conversations.model import Event
from deskbell.features.webhooks import rules, store
from deskbell.features.webhooks.model import MOST, TEST, Delivery, Webhook, WebhookChanged
from deskbell.features.webhooks.ports import Answer
from deskbell.kit.errors import Refused, not_found
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.log import logger
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope

log = logger("webhooks")
AT_ONCE: Final = 32
SHOWN: Final = 50
OVERLAP: Final = 60_000
KEPT: Final = 7 * rules.DAY


class Webhooks:
    """`master`: the server's own key, from which every secret is derived."""

    def __init__(self, db: Database, clock: Clock, ids: Ids, master: bytes) -> None:
        self._db = db
        self._clock = clock
        self._ids = ids
        self._master = master
        self.listening: set[str] = set()
        """The workspaces in which somebody wants to be told."""

    # --- for owners and admins -----------------------------------------------------------------------------------

    async def all_of_them(self, scope: WorkspaceScope) -> list[dict[str, Any]]:
        return [asdict(hook) for hook in await self._db.read(scope, store.all_of_them)]

    async def make(self, scope: WorkspaceScope, *, address: str, events: Sequence[str]) -> tuple[dict[str, Any], str]:
        """(the webhook, its secret, which is told only now). Raises invalid."""
        salt = self._ids.secret()
        hook = Webhook(
            self._ids.new("hook"), rules.checked_address(address), rules.checked_events(events), self._clock.now()
        )

        async def work(tx: Tx) -> None:
            if len(await store.all_of_them(tx)) >= MOST:
                raise Refused("invalid", f"There are {MOST} webhooks already. Remove one first.")
            await store.insert(tx, hook, salt=salt)
            await note(tx, "webhook.made", rules.host(hook.address), now=hook.created_at, id=hook.id)
            tx.after_commit(WebhookChanged(scope.workspace_id))

        await self._db.write(scope, work)
        self.listening.add(scope.workspace_id)
        return asdict(hook), rules.secret(self._master, hook.id, salt)

    async def change(
        self, scope: WorkspaceScope, webhook_id: str, *, address: str, events: Sequence[str], on: bool
    ) -> dict[str, Any]:
        """Raises invalid, not_found."""
        where, what, now = rules.checked_address(address), rules.checked_events(events), self._clock.now()

        async def work(tx: Tx) -> Webhook:
            before = await _one(tx, webhook_id)
            if (before.address, before.events) != (where, what):
                await store.change(tx, webhook_id, address=where, events=what, now=now)
            if on and before.off_at is not None:
                await store.turn_on(tx, webhook_id, now=now)
            if not on and before.off_at is None:
                await store.turn_off(tx, webhook_id, why=None, now=now)
            await note(tx, "webhook.changed", rules.host(where), now=now, id=webhook_id, on=on)
            tx.after_commit(WebhookChanged(scope.workspace_id))
            return await _one(tx, webhook_id)

        changed = await self._db.write(scope, work)
        self.listening.add(scope.workspace_id)
        return asdict(changed)

    async def renew(self, scope: WorkspaceScope, webhook_id: str) -> str:
        """Another secret. For a day everything is signed with the old one as well. Raises not_found."""
        salt, now = self._ids.secret(), self._clock.now()

        async def work(tx: Tx) -> None:
            hook = await _one(tx, webhook_id)
            await store.renew(tx, webhook_id, salt=salt, old_until=now + rules.DAY)
            await note(tx, "webhook.secret", rules.host(hook.address), now=now, id=webhook_id)

        await self._db.write(scope, work)
        return rules.secret(self._master, webhook_id, salt)

    async def remove(self, scope: WorkspaceScope, webhook_id: str) -> None:
        """Raises not_found."""

        async def work(tx: Tx) -> None:
            hook = await _one(tx, webhook_id)
            await store.remove(tx, webhook_id)
            await note(tx, "webhook.removed", rules.host(hook.address), now=self._clock.now(), id=webhook_id)

        await self._db.write(scope, work)

    async def test(self, scope: WorkspaceScope, webhook_id: str) -> None:
        """Send something that means nothing, once. Raises not_found, conflict where it is off."""
        delivery_id, now = self._ids.new("msg"), self._clock.now()

        async def work(tx: Tx) -> None:
            await _on(tx, webhook_id)
            await store.add(
                tx,
                id=delivery_id,
                webhook_id=webhook_id,
                key=delivery_id,
                kind=TEST,
                conversation_id=None,
                seq=None,
                now=now,
            )

        await self._db.write(scope, work)

    async def log(self, scope: WorkspaceScope, webhook_id: str) -> list[dict[str, Any]]:
        """The newest deliveries. Raises not_found."""

        async def work(tx: Tx) -> list[dict[str, Any]]:
            await _one(tx, webhook_id)
            return [dict(row) for row in await store.log(tx, webhook_id, limit=SHOWN)]

        return await self._db.read(scope, work)

    async def again(self, scope: WorkspaceScope, webhook_id: str, delivery_id: str) -> None:
        """Send it now, under the same id, and if need be for another day. Raises not_found, conflict."""
        now = self._clock.now()

        async def work(tx: Tx) -> None:
            await _on(tx, webhook_id)
            if not await store.again(tx, webhook_id, delivery_id, now=now):
                raise not_found("delivery")

        await self._db.write(scope, work)

    # --- what is to be told --------------------------------------------------------------------------------------

    async def happened(self, scope: WorkspaceScope, events: Sequence[Event]) -> None:
        """A row for everything that somebody wants to be told. Twice does no harm."""

        async def work(tx: Tx) -> None:
            for hook in await store.all_of_them(tx):
                for event in events:
                    found = rules.kinds(seq=event.seq, type=event.type, internal=event.internal, body=event.body)
                    await self._note(tx, hook, found, (event.id, event.conversation_id, event.seq))

        await self._db.write(scope, work)

    async def _note(self, tx: Tx, hook: Webhook, kinds: list[str], of: tuple[str, str, int]) -> None:
        for kind in kinds:
            if hook.off_at is None and kind in hook.events:
                await store.add(
                    tx,
                    id=self._ids.new("msg"),
                    webhook_id=hook.id,
                    key=f"{of[0]}:{kind}",
                    kind=kind,
                    conversation_id=of[1],
                    seq=of[2],
                    now=self._clock.now(),
                )

    def overheard(self, told: object) -> None:
        """Another process has made or changed a webhook."""
        if isinstance(told, WebhookChanged):
            self.listening.add(told.workspace_id)

    async def tend(self) -> None:
        """Note what a crash kept from being noted, and forget what is old."""
        now = self._clock.now()
        self.listening = set(await self._db.read(ANY_WORKSPACE, store.listening_any_workspace))

        async def work(tx: Tx) -> None:
            for hook in await store.all_of_them(tx):
                for row in await store.missed(tx, hook.id, overlap=OVERLAP, since=now - rules.DAY):
                    found = rules.kinds(
                        seq=row["seq"], type=row["type"], internal=bool(row["internal"]), body=row["body"]
                    )
                    await self._note(tx, hook, found, (row["id"], row["conversation_id"], row["seq"]))

        for workspace_id in sorted(self.listening):
            await self._db.write(WorkspaceScope(workspace_id), work)
        await self._db.write(ANY_WORKSPACE, lambda tx: store.tidy_any_workspace(tx, before=now - KEPT))

    # --- delivery ------------------------------------------------------------------------------------------------

    async def claim(self, *, most: int) -> list[Delivery]:
        """Lease what is to be sent now."""
        now = self._clock.now()
        due_at = await self._db.read(ANY_WORKSPACE, store.next_due_any_workspace)
        if most <= 0 or due_at is None or due_at > now:
            return []
        return await self._db.write(ANY_WORKSPACE, lambda tx: store.claim_any_workspace(tx, now=now, limit=most))

    def request(self, delivery: Delivery) -> tuple[dict[str, str], bytes]:
        """(headers, body) of this try."""
        body = rules.body(delivery.kind, delivery.event, at=delivery.created_at)
        secrets = [rules.secret(self._master, delivery.webhook_id, salt) for salt in delivery.salts]
        return rules.headers(secrets, id=delivery.id, now=self._clock.now(), body=body), body

    async def answered(self, delivery: Delivery, answer: Answer) -> None:
        """What the address said to one try."""
        now, status = self._clock.now(), answer.status
        after = rules.outcome(status, kind=delivery.kind, tries=delivery.tries, chance=self._ids.uniform(0.0, 1.0))
        said = None if after.is_ == "delivered" else answer.failure or rules.failure(status)
        state = "due" if after.is_ == "again" else after.is_
        due_at = now + after.pause if after.is_ == "again" else None

        async def work(tx: Tx) -> str | None:
            if not await store.settle(tx, delivery, state, status=status, failure=said, now=now, due_at=due_at):
                return None
            if after.is_ == "delivered":
                await store.well(tx, delivery.webhook_id)
                return None
            if delivery.kind == TEST and status != rules.GONE:
                return None  # somebody is still setting it up
            since = await store.failing(tx, delivery.webhook_id, since=now)
            why = rules.given_up(status, failing_since=since, now=now)
            if why is not None:
                await store.turn_off(tx, delivery.webhook_id, why=why, now=now)
                where = rules.host(delivery.address)
                await note(tx, "webhook.changed", where, now=now, id=delivery.webhook_id, on=False, why=why)
            return why

        off = await self._db.write(WorkspaceScope(delivery.workspace_id), work)
        if off is not None:
            log.warning("webhook_off", webhook=delivery.webhook_id, why=off)


async def _one(tx: Tx, webhook_id: str) -> Webhook:
    found = await store.one(tx, webhook_id)
    if found is None:
        raise not_found("webhook")
    return found


async def _on(tx: Tx, webhook_id: str) -> None:
    if (await _one(tx, webhook_id)).off_at is not None:
        raise Refused("conflict", "This webhook is off. Turn it on first.")
