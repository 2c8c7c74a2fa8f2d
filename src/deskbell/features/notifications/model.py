"""Devices that ring, and what is sent to them. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

FLAGGED_AFTER: Final = 3


@dataclass(frozen=True, slots=True)
class Quiet:
    """Minutes after midnight in `zone`, from `begins` until `ends` (which may be the next day)."""

    begins: int
    ends: int
    zone: str


@dataclass(frozen=True, slots=True)
class Device:
    """A browser of an operator that takes push messages.

    `always`: rings also when the operator is off shift. `failures` in a row; at three the device counts as broken.
    `shown_at`: when the device itself last said that it had shown something.
    """

    id: str
    operator_id: str
    name: str
    platform: str
    endpoint: str
    p256dh: str
    auth: str
    always: bool
    quiet: Quiet | None
    failures: int
    failure: str | None
    failed_at: int | None
    delivered_at: int | None
    shown_at: int | None
    created_at: int

    @property
    def healthy(self) -> bool:
        return self.failures < FLAGGED_AFTER


@dataclass(frozen=True, slots=True)
class Push:
    """One message to one device. `level`: the ladder's rung. `tries` includes the one that is being made.

    `payload`: what the service worker reads. k kind, t title, b body, g tag (a later one of the same tag replaces it),
    u address to open, c conversation, e epoch, n how many wait, s silent, r what it sends back when it was shown.
    """

    workspace_id: str
    id: str
    device: Device
    conversation_id: str | None
    epoch: int
    kind: str
    level: int
    payload: dict[str, Any]
    tries: int
    expires_at: int


@dataclass(frozen=True, slots=True)
class Person:
    """An operator, as far as ringing needs it. `on`: on shift and not away."""

    id: str
    name: str
    role: str
    on: bool
