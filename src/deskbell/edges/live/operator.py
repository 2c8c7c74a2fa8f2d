"""What an operator's frames do. Every conversation id is looked up inside the operator's own workspace."""

from __future__ import annotations

from deskbell.edges.live import wire
from deskbell.edges.live.connection import Connection
from deskbell.edges.live.hub import Hub
from deskbell.edges.live.limits import Limits
from deskbell.edges.live.tickets import OperatorIn
from deskbell.edges.live.wire import Frame
from deskbell.features.conversations.model import Owner, Posted
from deskbell.features.conversations.reading import Reading
from deskbell.features.conversations.service import Conversations
from deskbell.features.workspaces.service import Workspaces
from deskbell.kit.errors import Refused
from deskbell.runtime.scope import WorkspaceScope


class OperatorFrames:
    def __init__(
        self, conversations: Conversations, reading: Reading, workspaces: Workspaces, hub: Hub, limits: Limits
    ) -> None:
        self._conversations = conversations
        self._reading = reading
        self._workspaces = workspaces
        self._hub = hub
        self._limits = limits

    async def answer(self, who: OperatorIn, frame: Frame, connection: Connection | None) -> Frame | None:
        """Carry out one frame; returns its ack. Raises Refused."""
        kind = frame["t"]
        if kind == "pong":
            return None
        if kind == "typing":
            self._typing(who, frame, connection)
            return None
        self._limits.spend("operator_frames", who.operator.id)
        match kind:
            case "msg":
                return await self._message(who, frame)
            case "take" | "release" | "return" | "close":
                return wire.ack(frame.get("id"), await self._move(who, frame))
            case "sub" | "sync":
                return await self._follow(who, frame, connection)
            case "unsub":
                if connection is not None:
                    self._hub.unfollow(connection, _conversation(frame))
                return wire.ack(frame.get("id"), None)
            case "read":
                upto = wire.number(frame["d"], "upto")
                await self._conversations.operator.read(_scope(who), _owner(who), _conversation(frame), upto)
                return wire.ack(frame.get("id"), None)
            case "available":
                on = wire.boolean(frame["d"], "on")
                await self._workspaces.set_available(_scope(who), who.operator.id, on)
                return wire.ack(frame.get("id"), None)
            case _:
                raise Refused("unknown_type", "There is no such frame.")

    async def _message(self, who: OperatorIn, frame: Frame) -> Frame:
        data = frame["d"]
        cid, text = wire.key(data, "cid"), wire.said(data)
        kind = data.get("kind", "text")
        if kind not in ("text", "note"):
            raise Refused("bad_frame", '"kind" must be "text" or "note".')
        seen = wire.number(data, "seen") if "seen" in data else None
        posted = await self._conversations.operator.says(
            _scope(who), _owner(who), _conversation(frame), cid=cid, text=text, kind=kind, seen=seen
        )
        return wire.ack(frame.get("id"), posted, cid=cid)

    async def _move(self, who: OperatorIn, frame: Frame) -> Posted:
        verbs, scope, owner = self._conversations.operator, _scope(who), _owner(who)
        conversation_id, epoch = _conversation(frame), wire.number(frame, "e")
        match frame["t"]:
            case "take":
                return await verbs.take(scope, owner, conversation_id, epoch=epoch)
            case "release":
                return await verbs.release(scope, owner, conversation_id, epoch=epoch)
            case "return":
                return await verbs.give_back(scope, owner, conversation_id, epoch=epoch)
            case _:
                return await verbs.close(scope, owner, conversation_id, epoch=epoch)

    async def _follow(self, who: OperatorIn, frame: Frame, connection: Connection | None) -> Frame:
        del who
        if connection is None:
            raise Refused("bad_frame", "Only a live connection can follow a conversation.")
        after = wire.number(frame["d"], "after") if "after" in frame["d"] else None
        await self._hub.follow(connection, _conversation(frame), after=after)
        return wire.ack(frame.get("id"), None)

    def _typing(self, who: OperatorIn, frame: Frame, connection: Connection | None) -> None:
        if connection is not None and self._limits.allows("operator_typing", who.operator.id):
            self._hub.typing(connection, _conversation(frame), who.operator.name)


def _scope(who: OperatorIn) -> WorkspaceScope:
    return WorkspaceScope(who.operator.workspace_id)


def _owner(who: OperatorIn) -> Owner:
    return Owner(who.operator.id, who.operator.name)


def _conversation(frame: Frame) -> str:
    return wire.key(frame, "c")
