"""What an operator's frames do. Every conversation id is looked up inside the operator's own workspace."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from deskbell.edges.live import wire
from deskbell.edges.live.connection import Connection
from deskbell.edges.live.hub import Hub
from deskbell.edges.live.limits import Limits
from deskbell.edges.live.tickets import OperatorIn
from deskbell.edges.live.wire import Frame
from deskbell.features.conversations.model import Owner
from deskbell.features.conversations.reading import Reading
from deskbell.features.conversations.service import Conversations
from deskbell.features.workspaces.service import Workspaces
from deskbell.kit.errors import Refused
from deskbell.runtime.scope import WorkspaceScope

Verb = Callable[[OperatorIn, Frame, Connection | None], Awaitable[Frame | None]]
UNCOUNTED: Final = frozenset({"typing", "pong", "looking"})
TOGETHER: Final = frozenset({"take", "release", "return", "close", "tag", "snooze"})
MOST_TOGETHER: Final = 100


class OperatorFrames:
    """`verbs` is the table of everything that an operator's frame can be."""

    def __init__(
        self, conversations: Conversations, reading: Reading, workspaces: Workspaces, hub: Hub, limits: Limits
    ) -> None:
        self._conversations = conversations
        self._reading = reading
        self._workspaces = workspaces
        self._hub = hub
        self._limits = limits
        self.verbs: Final[dict[str, Verb]] = {
            "msg": self._message,
            "take": self._take,
            "soon": self._move,
            "release": self._release,
            "offer": self._offer,
            "return": self._move,
            "close": self._move,
            "block": self._move,
            "unblock": self._move,
            "bulk": self._bulk,
            "tag": self._tag,
            "snooze": self._snooze,
            "sub": self._follow,
            "sync": self._follow,
            "unsub": self._unfollow,
            "read": self._read,
            "unread": self._unread,
            "available": self._available,
            "typing": self._typing,
            "pong": self._pong,
            "looking": self._looking,
        }

    async def answer(self, who: OperatorIn, frame: Frame, connection: Connection | None) -> Frame | None:
        """Carry out one frame; returns its ack. Raises Refused. `connection` is None for a frame sent by POST."""
        kind = frame["t"]
        if kind not in UNCOUNTED:
            self._limits.spend("operator_frames", who.operator.id)
        verb = self.verbs.get(kind)
        if verb is None:
            raise Refused("unknown_type", "There is no such frame.")
        return await verb(who, frame, connection)

    async def _message(self, who: OperatorIn, frame: Frame, connection: Connection | None) -> Frame:
        del connection
        data = frame["d"]
        cid, text = wire.key(data, "cid"), wire.said(data)
        kind = data.get("kind", "text")
        if kind not in ("text", "note"):
            raise Refused("bad_frame", '"kind" must be "text" or "note".')
        seen = wire.number(data, "seen") if "seen" in data else None
        posted = await self._conversations.operator.says(
            _scope(who),
            _owner(who),
            _conversation(frame),
            cid=cid,
            text=text,
            kind=kind,
            seen=seen,
            mentions=wire.texts(data, "mentions"),
            files=wire.attached(data),
        )
        return wire.ack(frame.get("id"), posted, cid=cid)

    async def _move(self, who: OperatorIn, frame: Frame, connection: Connection | None) -> Frame:
        del connection
        verbs = self._conversations.operator
        moves = {
            "soon": verbs.soon,
            "return": verbs.give_back,
            "close": verbs.close,
            "block": verbs.block,
            "unblock": verbs.unblock,
        }
        posted = await moves[frame["t"]](_scope(who), _owner(who), _conversation(frame), epoch=wire.number(frame, "e"))
        if frame["t"] == "soon":
            await self._workspaces.ring_answered(_scope(who), who.operator.id)
        return wire.ack(frame.get("id"), posted)

    async def _take(self, who: OperatorIn, frame: Frame, connection: Connection | None) -> Frame:
        del connection
        of, data = (_scope(who), _owner(who), _conversation(frame)), frame["d"]
        over = wire.boolean(data, "over") if "over" in data else False
        posted = await self._conversations.operator.take(*of, epoch=wire.number(frame, "e"), over=over)
        await self._workspaces.ring_answered(_scope(who), who.operator.id)
        return wire.ack(frame.get("id"), posted)

    async def _release(self, who: OperatorIn, frame: Frame, connection: Connection | None) -> Frame:
        del connection
        posted = await self._conversations.operator.release(
            _scope(who), _owner(who), _conversation(frame), epoch=wire.number(frame, "e"), text=_words(frame)
        )
        return wire.ack(frame.get("id"), posted)

    async def _offer(self, who: OperatorIn, frame: Frame, connection: Connection | None) -> Frame:
        """To a colleague; `to: null`: no longer."""
        del connection
        of = (_scope(who), _owner(who), _conversation(frame))
        offers, epoch = self._conversations.offers, wire.number(frame, "e")
        if frame["d"].get("to") is None:
            return wire.ack(frame.get("id"), await offers.withdraw(*of, epoch=epoch))
        posted = await offers.offer(*of, epoch=epoch, to=wire.key(frame["d"], "to"), text=_words(frame))
        return wire.ack(frame.get("id"), posted)

    async def _bulk(self, who: OperatorIn, frame: Frame, connection: Connection | None) -> Frame:
        """Many deeds at once, each by itself: one that is refused hinders no other. The answers are in their order."""
        del connection
        parts = frame["d"].get("frames")
        if not isinstance(parts, list) or not 1 <= len(parts) <= MOST_TOGETHER:
            raise Refused("bad_frame", f'"frames" must be a list of 1 to {MOST_TOGETHER} frames.')

        async def one(part: object) -> Frame | None:
            try:
                inner = wire.checked(part)
                if inner["t"] not in TOGETHER:
                    raise Refused("unknown_type", "This cannot be done together with others.")
                return await self.verbs[inner["t"]](who, inner, None)
            except Refused as refused:
                return wire.nack(None, refused)

        answers = await asyncio.gather(*map(one, parts))  # the database makes one commit of what comes together
        return {**wire.ack(frame.get("id"), None), "d": {"answers": answers}}

    async def _tag(self, who: OperatorIn, frame: Frame, connection: Connection | None) -> Frame:
        del connection
        add, remove = (wire.texts(frame["d"], name) for name in ("add", "remove"))
        posted = await self._conversations.keeping.tag(
            _scope(who), _owner(who), _conversation(frame), add=add, remove=remove
        )
        return wire.ack(frame.get("id"), posted)

    async def _snooze(self, who: OperatorIn, frame: Frame, connection: Connection | None) -> Frame:
        del connection
        until = None if frame["d"].get("until") is None else wire.number(frame["d"], "until")
        posted = await self._conversations.keeping.snooze(_scope(who), _owner(who), _conversation(frame), until=until)
        return wire.ack(frame.get("id"), posted)

    async def _follow(self, who: OperatorIn, frame: Frame, connection: Connection | None) -> Frame:
        del who
        if connection is None:
            raise Refused("bad_frame", "Only a live connection can follow a conversation.")
        after = wire.number(frame["d"], "after") if "after" in frame["d"] else None
        await self._hub.follow(connection, _conversation(frame), after=after)
        return wire.ack(frame.get("id"), None)

    async def _unfollow(self, who: OperatorIn, frame: Frame, connection: Connection | None) -> Frame:
        del who
        if connection is not None:
            self._hub.unfollow(connection, _conversation(frame))
        return wire.ack(frame.get("id"), None)

    async def _read(self, who: OperatorIn, frame: Frame, connection: Connection | None) -> Frame:
        del connection
        upto = wire.number(frame["d"], "upto")
        await self._conversations.operator.read(_scope(who), _owner(who), _conversation(frame), upto)
        return wire.ack(frame.get("id"), None)

    async def _unread(self, who: OperatorIn, frame: Frame, connection: Connection | None) -> Frame:
        del connection
        await self._conversations.operator.unread(_scope(who), _owner(who), _conversation(frame))
        return wire.ack(frame.get("id"), None)

    async def _available(self, who: OperatorIn, frame: Frame, connection: Connection | None) -> Frame:
        del connection
        data = frame["d"]
        until = wire.number(data, "until") if "until" in data else None
        on = wire.boolean(data, "on")
        if on and until is not None:
            raise Refused("bad_frame", '"until" goes with "on": false.')
        await self._workspaces.set_available(_scope(who), who.operator.id, on, away_until=until)
        return wire.ack(frame.get("id"), None)

    async def _typing(self, who: OperatorIn, frame: Frame, connection: Connection | None) -> None:
        if connection is not None and self._limits.allows("operator_typing", who.operator.id):
            data = {"author": "operator", "name": who.operator.name}
            self._hub.aside(connection, {"t": "typing", "c": _conversation(frame), "d": data}, operators=None)

    async def _looking(self, who: OperatorIn, frame: Frame, connection: Connection | None) -> None:
        """The dashboard is in front of somebody's eyes: their other devices stay silent for a while. With a
        conversation: the colleagues who have it open too are told. `input`: they have touched it just now.
        """
        if connection is None:
            return
        if frame["d"].get("input") is True and self._limits.allows("operator_input", who.operator.id):
            await self._workspaces.heartbeat(_scope(who), who.operator.id, active=True)
        self._hub.looks(who.operator.workspace_id, who.operator.id, now=connection.last_heard)
        if "c" in frame and self._limits.allows("operator_looks", who.operator.id):
            data = {"id": who.operator.id, "name": who.operator.name}
            self._hub.aside(connection, {"t": "looking", "c": _conversation(frame), "d": data}, operators=True)

    async def _pong(self, who: OperatorIn, frame: Frame, connection: Connection | None) -> None:
        """Having been heard is all that it is for."""


def _scope(who: OperatorIn) -> WorkspaceScope:
    return WorkspaceScope(who.operator.workspace_id)


def _owner(who: OperatorIn) -> Owner:
    return Owner(who.operator.id, who.operator.name)


def _conversation(frame: Frame) -> str:
    return wire.key(frame, "c")


def _words(frame: Frame) -> str:
    return wire.said(frame["d"]) if "text" in frame["d"] else ""
