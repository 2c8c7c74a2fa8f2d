"""What is told, how it is signed (Standard Webhooks), and what an answer means. Pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from deskbell.features.webhooks.model import EVENTS, TEST
from deskbell.kit.addresses import may_connect, place
from deskbell.kit.errors import Refused
from deskbell.kit.moments import iso

PREFIX: Final = "whsec_"
SECOND: Final = 1_000
MINUTE: Final = 60 * SECOND
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
# 23 hours and 36 minutes in all.
PAUSES: Final = (5 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 8 * HOUR, 8 * HOUR)
GIVEN_UP_AFTER: Final = 3 * DAY
GONE: Final = 410


# --- addresses and events --------------------------------------------------------------------------------------------


def checked_address(text: str) -> str:
    """Raises invalid. Where the name leads is looked at again with every delivery."""
    found = place(text)
    if not found.url.startswith("https://"):
        raise Refused("invalid", "The address must begin with https://.", field="address")
    if found.literal and not may_connect(found.host):
        raise Refused("invalid", "The address leads to a machine that is not on the public web.", field="address")
    return found.url


def host(address: str) -> str:
    """For the audit log: the rest of an address can be a secret."""
    return urlsplit(address).hostname or ""


def checked_events(names: Sequence[str]) -> tuple[str, ...]:
    """Raises invalid."""
    if not names or not set(names) <= set(EVENTS):
        raise Refused("invalid", "Choose what the address is told.", field="events")
    return tuple(name for name in EVENTS if name in names)


def kinds(*, seq: int, type: str, internal: bool, body: dict[str, Any]) -> list[str]:
    """What an entry of a conversation's log is called outside; nothing for what is the team's own."""
    found = ["conversation.created"] if seq == 1 else []
    if type == "message" and not internal:
        found.append("message.created")
    if type == "removed" and not internal:
        found.append("message.removed")
    if type == "state":
        before, after = body["from"], body["to"]
        if body["code"] in ("asking_team", "nobody_here", "closed_hours"):
            found.append("handoff.requested")
        if after == "human" and before != "human":
            found.append("handoff.accepted")
        if after == "closed" and before != "closed":
            found.append("conversation.closed")
    return found


# --- what is sent ----------------------------------------------------------------------------------------------------


def secret(master: bytes, webhook_id: str, salt: str) -> str:
    """A webhook's signing secret. It is stored nowhere: a new salt makes a new one."""
    mac = hmac.new(master, f"deskbell webhook\0{webhook_id}\0{salt}".encode(), hashlib.sha256).digest()
    return PREFIX + base64.b64encode(mac).decode()


def signature(secret: str, *, id: str, timestamp: int, body: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    mac = hmac.new(key, f"{id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(mac).decode()}"


def headers(secrets: Sequence[str], *, id: str, now: int, body: bytes) -> dict[str, str]:
    """Signed with each of the secrets: while one is being replaced there are two."""
    timestamp = now // 1_000
    return {
        "Content-Type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signature(one, id=id, timestamp=timestamp, body=body) for one in secrets),
    }


def body(kind: str, event: dict[str, Any] | None, *, at: int) -> bytes:
    """The same bytes with every try, unless the person's name or address has changed meanwhile."""
    data = {"text": "Deskbell reaches this address."} if event is None else _data(kind, event)
    told = {"type": kind, "timestamp": iso(at if event is None else event["at"]), "data": data}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _data(kind: str, event: dict[str, Any]) -> dict[str, Any]:
    said = event["body"]
    data: dict[str, Any] = {
        "conversation": {
            "id": event["conversation_id"],
            "contact": {"id": event["contact_id"], "name": event["name"], "email": event["email"]},
            "page_url": event["page_url"],
            "created_at": iso(event["begun_at"]),
        }
    }
    match kind:
        case "message.created":
            data["message"] = {
                "id": event["id"],
                "seq": event["seq"],
                "author": event["author_kind"],
                "author_name": event["author_name"],
                "text": said["text"],
                "files": said.get("files", []),
                "created_at": iso(event["at"]),
            }
        case "message.removed":
            data["message"] = {"id": said["is"]["id"], "seq": said["of"], "removed_at": iso(event["at"])}
        case "handoff.requested":
            open_one = said["handoff"] or {}
            data["handoff"] = {
                "id": open_one.get("id"),
                "reason": open_one.get("reason") or said["reason"],
                "waiting": said["to"] == "waiting",
            }
        case "handoff.accepted":
            data["operator"] = said["owner"]
        case "conversation.closed":
            data["reason"] = said["reason"]
    return data


# --- what an answer means --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Next:
    """What becomes of a delivery: `is_` delivered, again (after `pause`) or dead."""

    is_: str
    pause: int = 0


def outcome(status: int, *, kind: str, tries: int, chance: float) -> Next:
    """`tries` includes the one that was just answered. `chance`: 0 to 1, so that not all come back together."""
    if 200 <= status < 300:
        return Next("delivered")
    if kind == TEST or status == GONE or tries > len(PAUSES):
        return Next("dead")  # whoever tries it out looks at the answer now
    return Next("again", round(PAUSES[tries - 1] * (1 + chance / 50)))


def failure(status: int) -> str:
    if 300 <= status < 400:
        return "The address redirects. Deskbell does not follow: enter the address that it leads to."
    if status == GONE:
        return "The address says that it is gone."
    return f"The address answered {status}."


def given_up(status: int, *, failing_since: int | None, now: int) -> str | None:
    """Why nothing more is sent there, if so."""
    if status == GONE:
        return "The address said that it is gone (410)."
    if failing_since is not None and now - failing_since >= GIVEN_UP_AFTER:
        return "Nothing was taken for three days."
    return None
