"""What notifications need of the outside: a push service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from deskbell.features.notifications.model import Device


@dataclass(frozen=True, slots=True)
class Answer:
    """What a push service said. `status` 0: nothing in time, or no connection. `retry_after` in milliseconds."""

    status: int
    retry_after: int | None = None
    reason: str = ""


class PushService(Protocol):
    def public_key(self) -> str:
        """What a browser subscribes with (base64url)."""

    def refusal(self, endpoint: str, p256dh: str, auth: str) -> str | None:
        """Why this is no subscription that can be used, in words for a person; None: it can."""

    async def send(self, device: Device, payload: bytes, *, ttl: int, urgency: str, topic: str, now: int) -> Answer:
        """One try. `ttl` in seconds, at least 1; `topic`: a later message of the same topic replaces a waiting one."""
