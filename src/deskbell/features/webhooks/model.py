"""Addresses of other programs that are told what happened here. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

EVENTS: Final = (
    "conversation.created",
    "message.created",
    "message.removed",
    "handoff.requested",
    "handoff.accepted",
    "conversation.closed",
)
TEST: Final = "webhook.test"
MOST: Final = 20


@dataclass(frozen=True, slots=True)
class WebhookChanged:
    """Told after commit: in this workspace somebody may want to be told."""

    workspace_id: str


@dataclass(frozen=True, slots=True)
class Webhook:
    """`failing_since`: nothing has been taken since then. `off_why`: a sentence, where it was not a person's wish."""

    id: str
    address: str
    events: tuple[str, ...]
    created_at: int
    failing_since: int | None = None
    off_at: int | None = None
    off_why: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One try that is being made. `tries` includes it; it counts from the last "send again". `salts`: of the secrets
    that it is signed with. `event`: the log's entry with its conversation; None for a test.
    """

    workspace_id: str
    id: str
    webhook_id: str
    address: str
    salts: tuple[str, ...]
    kind: str
    tries: int
    created_at: int
    event: dict[str, Any] | None
