"""Frames of the live protocol, version 1 (docs/develop/live-protocol.md): built here, parsed here, sent elsewhere."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from deskbell.features.assistant.events import Delta, Thinking
from deskbell.features.conversations.model import Author, Event, Posted
from deskbell.features.conversations.reading import Feed, Snapshot
from deskbell.features.conversations.service import TEXT_LIMIT
from deskbell.kit.errors import Refused
from deskbell.kit.text import clean

PROTO: Final = 1
HEARTBEAT_SECONDS: Final = 25
VISITOR_FRAME: Final = 16_384
OPERATOR_FRAME: Final = 65_536
HELLO_FRAME: Final = 4_096

Frame = dict[str, Any]
TEAMS_OWN: Final = {"tags", "snoozed_until", "offer", "rating", "visitor"}
_KEY: Final = re.compile(r"[!-~]{1,64}")


def encode(frame: Frame) -> str:
    return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))


def event(e: Event, *, for_visitor: bool) -> Frame:
    """One durable event. What the team keeps to itself only holds its place for a visitor."""
    if for_visitor and e.internal:
        shown: dict[str, Any] = {"id": e.id, "type": "hidden", "at": e.at, "author": {"kind": Author.SYSTEM.value}}
        if "dated" in e.body:
            shown["dated"] = e.body["dated"]
    else:
        shown = e.as_dict()
    return {"t": "ev", "c": e.conversation_id, "s": e.seq, "e": e.epoch, "d": shown}


def snapshot(s: Snapshot, *, for_visitor: bool, turn: dict[str, Any] | None) -> Frame:
    events = []
    for e in s.events:
        frame = event(e, for_visitor=for_visitor)
        events.append({"s": frame["s"], "e": frame["e"], **frame["d"]})
    conversation_id = s.conversation["id"]
    shown = s.conversation
    if for_visitor:
        shown = {name: value for name, value in shown.items() if name not in TEAMS_OWN}
    data = {"conversation": shown, "events": events, "more": s.more, "turn": turn}
    return {"t": "snap", "c": conversation_id, "s": s.seq, "e": s.epoch, "d": data}


def welcome(connection_id: str, you: dict[str, str], assistant: str, now: int, *, operator: bool) -> Frame:
    data = {
        "conn": connection_id,
        "proto": PROTO,
        "hb": HEARTBEAT_SECONDS,
        "now": now,
        "limits": {"text": TEXT_LIMIT, "frame": OPERATOR_FRAME if operator else VISITOR_FRAME},
        "you": you,
        "assistant": {"name": assistant},
    }
    return {"t": "welcome", "d": data}


def left(conversation_id: str) -> Frame:
    return {"t": "left", "c": conversation_id, "d": {}}


def feed(f: Feed) -> Frame:
    data: dict[str, Any] = {"conversations": f.summaries}
    if f.snapshot:
        data.update(snapshot=True, more=f.more)
    return {"t": "feed", "s": f.seq, "d": data}


def thinking(note: Thinking) -> Frame:
    return {"t": "thinking", "c": note.conversation_id, "e": note.epoch, "d": {"gen": note.turn}}


def delta(note: Delta) -> Frame:
    data = {"gen": note.turn, "off": note.offset, "text": note.text}
    return {"t": "delta", "c": note.conversation_id, "e": note.epoch, "d": data}


def ack(frame_id: Any, posted: Posted | None, *, cid: str | None = None) -> Frame:
    if posted is None:
        return {"t": "ack", "id": frame_id, "d": {}}
    data: dict[str, Any] = {"at": posted.at}
    if cid is not None:
        data["cid"] = cid
    if posted.event_id:
        data["id"] = posted.event_id
    return {"t": "ack", "id": frame_id, "c": posted.conversation_id, "s": posted.seq, "e": posted.epoch, "d": data}


def nack(frame_id: Any, refused: Refused, *, cid: Any = None) -> Frame:
    data = {"code": refused.code, "message": refused.message, "retry": refused.retry, **refused.details}
    if cid is not None:
        data["cid"] = cid
    return {"t": "nack", "id": frame_id, "d": data}


def parse(text: str) -> Frame:
    """One inbound frame. Raises bad_frame for anything that is not one."""
    try:
        frame = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Refused("bad_frame", "This is not a JSON frame.") from error
    return checked(frame)


def checked(frame: object) -> Frame:
    """Raises bad_frame for what is none."""
    if not isinstance(frame, dict) or not isinstance(frame.get("t"), str):
        raise Refused("bad_frame", 'A frame is an object with a "t".')
    frame_id = frame.get("id")
    if frame_id is not None and not (is_key(frame_id) or (isinstance(frame_id, int) and abs(frame_id) < 2**53)):
        raise Refused("bad_frame", 'A frame\'s "id" is a short string or a number.')
    if not isinstance(frame.setdefault("d", {}), dict):
        raise Refused("bad_frame", 'A frame\'s "d" is an object.')
    return frame


def _no_constant(name: str) -> None:
    raise ValueError(name)


def said(source: dict[str, Any]) -> str:
    """What a person wrote. Its exact limit is the conversation's; this one only bounds the work."""
    text = source.get("text", "") if source.get("files") else source.get("text")
    if not isinstance(text, str):
        raise Refused("bad_frame", '"text" must be a text.')
    if len(text) > TEXT_LIMIT * 2:
        raise Refused("too_long", f"The message has {len(text)} characters; at most {TEXT_LIMIT} can be sent at once.")
    return text


def attached(source: dict[str, Any]) -> list[str]:
    """The ids of the files that a message brings; a client may say more of each, which counts for nothing."""
    value = source.get("files", [])
    if not isinstance(value, list) or len(value) > 20 or not all(isinstance(one, dict) for one in value):
        raise Refused("bad_frame", '"files" must be a short list of objects.')
    return [key(one, "id") for one in value]


def is_key(value: object) -> bool:
    return isinstance(value, str) and _KEY.fullmatch(value) is not None


def key(source: dict[str, Any], name: str) -> str:
    """An id, ours or the client's: short and printable."""
    value = source.get(name)
    if not isinstance(value, str) or not is_key(value):
        raise Refused("bad_frame", f'"{name}" must be an id of 1 to 64 characters.')
    return value


def cursor(data: dict[str, Any], conversation_id: str) -> int | None:
    """How much of this conversation the client knows. None: nothing, or it knows another conversation."""
    known = data.get("cursor")
    if not isinstance(known, dict) or known.get("c", conversation_id) != conversation_id:
        return None
    return number(known, "s") or None


def remembered(data: dict[str, Any]) -> str | None:
    """Which conversation the client still shows."""
    known = data.get("cursor")
    found = known.get("c") if isinstance(known, dict) else None
    return found if is_key(found) else None


def optional_string(source: dict[str, Any], key: str, *, most: int) -> str | None:
    value = source.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise Refused("bad_frame", f'"{key}" must be a text.')
    return clean(value[:most])


def texts(source: dict[str, Any], key: str) -> list[str]:
    """A few short texts; none where there is no such field."""
    value = source.get(key, [])
    if not isinstance(value, list) or len(value) > 50 or not all(isinstance(v, str) and len(v) <= 200 for v in value):
        raise Refused("bad_frame", f'"{key}" must be a list of short texts.')
    return value


def number(source: dict[str, Any], key: str) -> int:
    value = source.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise Refused("bad_frame", f'"{key}" must be a whole number.')
    return value


def boolean(source: dict[str, Any], key: str) -> bool:
    value = source.get(key)
    if not isinstance(value, bool):
        raise Refused("bad_frame", f'"{key}" must be true or false.')
    return value
