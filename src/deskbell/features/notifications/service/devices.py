"""An operator's devices: turned on and off by the browser itself, named, quieted and tested by their owner."""

from __future__ import annotations

from typing import Any, Final

from deskbell.features.notifications import rules, store
from deskbell.features.notifications.model import Device
from deskbell.features.notifications.ports import PushService
from deskbell.kit.errors import Refused, not_found
from deskbell.kit.text import clean, cut
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Database, Tx
from deskbell.runtime.scope import WorkspaceScope

MOST_DEVICES: Final = 20
TEST_LASTS: Final = 60_000


class Devices:
    def __init__(self, db: Database, clock: Clock, ids: Ids, push: PushService) -> None:
        self._db = db
        self._clock = clock
        self._ids = ids
        self._push = push

    def public_key(self) -> str:
        """What a browser subscribes with (base64url)."""
        return self._push.public_key()

    async def all(self, scope: WorkspaceScope, operator_id: str) -> list[Device]:
        return await self._db.read(scope, lambda tx: store.devices(tx, operator_id=operator_id))

    async def turn_on(
        self,
        scope: WorkspaceScope,
        operator_id: str,
        *,
        name: str,
        platform: str,
        endpoint: str,
        p256dh: str,
        auth: str,
    ) -> Device:
        """Ring this browser from now on. Raises invalid, conflict (too many)."""
        problem = self._push.refusal(endpoint, p256dh, auth)
        if problem is not None:
            raise Refused("invalid", problem)
        label = cut(clean(name).strip(), 60) or "A device"
        made = Device(
            self._ids.new("dev"), operator_id, label, cut(clean(platform), 60), endpoint, p256dh, auth,
            False, None, 0, None, None, None, None, self._clock.now(),
        )  # fmt: skip

        async def work(tx: Tx) -> Device:
            if len(await store.devices(tx, operator_id=operator_id)) >= MOST_DEVICES:
                raise Refused("conflict", "These are many devices. Remove one that you do not use any more.")
            device_id = await store.put_device(tx, made)
            return await self._mine(tx, operator_id, device_id)

        return await self._db.write(scope, work)

    async def change(
        self,
        scope: WorkspaceScope,
        operator_id: str,
        device_id: str,
        *,
        name: str,
        always: bool,
        quiet: dict[str, Any] | None,
    ) -> Device:
        """`quiet`: {from, until (minutes after midnight), zone} or None. Raises not_found, invalid."""
        try:
            wanted = rules.valid_quiet(quiet)
        except (ValueError, KeyError, TypeError) as error:
            raise Refused("invalid", "Quiet hours need a beginning, an end and a time zone.") from error

        async def work(tx: Tx) -> Device:
            known = await self._mine(tx, operator_id, device_id)
            label = cut(clean(name).strip(), 60) or known.name
            await store.change_device(tx, device_id, name=label, always=always, quiet=wanted)
            return await self._mine(tx, operator_id, device_id)

        return await self._db.write(scope, work)

    async def turn_off(self, scope: WorkspaceScope, operator_id: str, device_id: str) -> None:
        """Raises not_found."""

        async def work(tx: Tx) -> None:
            await self._mine(tx, operator_id, device_id)
            await store.remove_device(tx, device_id)

        await self._db.write(scope, work)

    async def test(self, scope: WorkspaceScope, operator_id: str, device_id: str) -> None:
        """Send a real push to it, quiet hours or not. Raises not_found."""
        push_id, now = self._ids.new("push"), self._clock.now()

        async def work(tx: Tx) -> None:
            device = await self._mine(tx, operator_id, device_id)
            payload = {
                "k": "test", "t": "This device rings", "b": "So it will look when somebody waits.", "g": "test",
                "u": "/settings/notifications",
            }  # fmt: skip
            await store.add(
                tx,
                id=push_id,
                key=f"test:{push_id}",
                device=device,
                conversation_id=None,
                epoch=0,
                kind="test",
                level=0,
                payload=payload,
                receipt=self._ids.secret(),
                expires_at=now + TEST_LASTS,
                now=now,
            )

        await self._db.write(scope, work)

    async def _mine(self, tx: Tx, operator_id: str, device_id: str) -> Device:
        found = await store.device(tx, device_id, operator_id=operator_id)
        if found is None:
            raise not_found("device")
        return found


async def reaches(tx: Tx, operator_ids: list[str], now: int) -> bool:
    """Has one of them a device that would ring now?"""
    return any(not rules.is_quiet(device.quiet, now) for device in await store.usable(tx, operator_ids))
