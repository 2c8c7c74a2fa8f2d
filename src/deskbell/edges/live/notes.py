"""What processes tell each other: hints of commits, and what lives in sockets only. As text between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from deskbell.edges.live.limits import Used
from deskbell.features.assistant.events import Delta, Thinking
from deskbell.features.conversations.model import ReadMark, VisitorBlocked, VisitorsHere, Wake
from deskbell.features.hours.model import HoursChanged
from deskbell.features.moving.model import WorkspaceLeaves
from deskbell.features.privacy.model import VisitorErased
from deskbell.features.sites.model import SiteChanged
from deskbell.features.webhooks.model import WebhookChanged
from deskbell.features.workspaces.model import AvailabilityChanged, SignInsEnded


@dataclass(frozen=True, slots=True)
class Rung:
    """Ring the operators of a workspace, or one of them."""

    workspace_id: str
    frame: dict[str, Any]
    only: str | None


@dataclass(frozen=True, slots=True)
class Aside:
    """Somebody types, or looks. `operators`: who is told: True operators, None everybody who follows."""

    workspace_id: str
    conversation_id: str
    frame: dict[str, Any]
    operators: bool | None


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether the visitor of a conversation is connected to who tells it. None: who knows?"""

    workspace_id: str
    conversation_id: str
    online: bool | None


KINDS: Final = {
    kind.__name__: kind
    for kind in (
        Aside, AvailabilityChanged, Delta, HoursChanged, Presence, ReadMark, Rung, SignInsEnded, SiteChanged, Thinking,
        Used, VisitorBlocked, VisitorErased, VisitorsHere, Wake, WebhookChanged, WorkspaceLeaves,
    )
}  # fmt: skip


@lru_cache(maxsize=len(KINDS))
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def encode(note: object) -> bytes | None:
    """None: a matter of this process alone. What people wrote stays in the log, where the others read it."""
    kind = type(note)
    if KINDS.get(kind.__name__) is not kind:
        return None
    if isinstance(note, Wake):
        note = replace(note, events=())
    return kind.__name__.encode() + b" " + _adapter(kind).dump_json(note)


def decode(told: bytes) -> object | None:
    """None: from a version that tells more than this one understands."""
    name, _, text = told.partition(b" ")
    kind = KINDS.get(name.decode(errors="replace"))
    if kind is None:
        return None
    try:
        note: object = _adapter(kind).validate_json(text)
    except ValidationError:
        return None
    return note
