"""The doors: WebSocket, fallback stream, frames by POST. One handshake, one dispatcher, one set of limits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from deskbell.edges.live import wire
from deskbell.edges.live.connection import Connection
from deskbell.edges.live.hub import Hub
from deskbell.edges.live.limits import Limits
from deskbell.edges.live.operator import OperatorFrames
from deskbell.edges.live.tickets import OperatorIn, Principal, Tickets, VisitorIn
from deskbell.edges.live.visitor import VisitorFrames
from deskbell.edges.live.wire import Frame
from deskbell.features.conversations.reading import Reading
from deskbell.features.sites.service import Sites
from deskbell.features.workspaces.service import Workspaces
from deskbell.kit.errors import Refused
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import DatabaseError, StorageUnavailable
from deskbell.runtime.log import logger
from deskbell.runtime.scope import WorkspaceScope

log = logger("live")
SUBPROTOCOL = "desk.v1"
HELLO_WITHIN = 5.0
SOCKETS_EACH = {"visitor": 5, "operator": 10}
SILENT_FOR = 2 * wire.HEARTBEAT_SECONDS * 1000 + 8_000
REFUSALS_IN_A_ROW = 20
STREAM_COMMENT = 20.0


class Gateway:
    def __init__(
        self,
        *,
        hub: Hub,
        tickets: Tickets,
        visitors: VisitorFrames,
        operators: OperatorFrames,
        reading: Reading,
        workspaces: Workspaces,
        sites: Sites,
        limits: Limits,
        clock: Clock,
        ids: Ids,
    ) -> None:
        self._hub = hub
        self._tickets = tickets
        self._visitors = visitors
        self._operators = operators
        self._reading = reading
        self._workspaces = workspaces
        self._sites = sites
        self._limits = limits
        self._clock = clock
        self._ids = ids
        self._principals: dict[Connection, Principal] = {}
        self.draining = False

    # --- frames, however they came -------------------------------------------------------------------------------

    async def carry_out(self, who: Principal, text: str, connection: Connection | None) -> tuple[Frame | None, int]:
        """(answering frame, HTTP status). Whatever goes wrong becomes a nack with a fixed code."""
        frame: Frame = {}
        try:
            frame = wire.parse(text)
            if isinstance(who, VisitorIn):
                answer = await self._visitors.answer(who, frame, connection)
            else:
                answer = await self._operators.answer(who, frame, connection)
        except Refused as refused:
            return self._refusal(frame, refused)
        except StorageUnavailable as error:
            log.error("storage_unavailable", error=str(error))
            return self._refusal(frame, Refused("unavailable", "This could not be stored just now. Please try again."))
        except DatabaseError as error:
            log.error("frame_failed", type=frame.get("t"), error=str(error))
            return self._refusal(frame, Refused("internal", "Something went wrong on our side. Please try again."))
        return answer, 200

    @staticmethod
    def _refusal(frame: Frame, refused: Refused) -> tuple[Frame, int]:
        data = frame.get("d")
        cid = data.get("cid") if isinstance(data, dict) and isinstance(data.get("cid"), str) else None
        return wire.nack(frame.get("id"), refused, cid=cid), refused.status

    # --- coming in -----------------------------------------------------------------------------------------------

    def _admit(self, ticket: str, *, operator: bool) -> Principal:
        """Raises unauthorised for a ticket that is unknown, used, expired, or for the other door."""
        who = self._tickets.redeem(ticket)
        if who is None or isinstance(who, OperatorIn) is not operator:
            raise Refused("unauthorised", "The ticket is not valid any more. Ask for a new one.")
        return who

    def _connect(self, who: Principal) -> Connection:
        operator = isinstance(who, OperatorIn)
        person = who.operator if isinstance(who, OperatorIn) else who.visitor
        if self._hub.count_of(person.workspace_id, person.id) >= SOCKETS_EACH["operator" if operator else "visitor"]:
            raise _Close(4409)
        connection = Connection(
            id=self._ids.new("conn"),
            workspace_id=person.workspace_id,
            person_id=person.id,
            is_operator=operator,
            now=self._clock.now(),
        )
        self._hub.add(connection)
        self._principals[connection] = who
        return connection

    def _disconnect(self, connection: Connection) -> None:
        self._hub.remove(connection)
        self._principals.pop(connection, None)

    async def _greet(self, who: Principal, connection: Connection, hello: Frame) -> None:
        """Welcome, then everything the client has missed."""
        scope = WorkspaceScope(connection.workspace_id)
        assistant = await self._workspaces.assistant(scope)
        operator = who.operator if isinstance(who, OperatorIn) else None
        connection.push(
            {
                "t": "welcome",
                "d": {
                    "conn": connection.id,
                    "proto": wire.PROTO,
                    "hb": wire.HEARTBEAT_SECONDS,
                    "now": self._clock.now(),
                    "limits": {"text": 4000, "frame": wire.OPERATOR_FRAME if operator else wire.VISITOR_FRAME},
                    "you": {"id": connection.person_id, "name": operator.name}
                    if operator
                    else {"id": connection.person_id},
                    "assistant": {"name": assistant.name},
                },
            }
        )
        if operator is not None:
            await self._workspaces.heartbeat(scope, operator.id)
            after = wire.number(hello["d"], "feed") if "feed" in hello["d"] else None
            await self._hub.follow_feed(connection, after=after)
            return
        current = await self._reading.of_visitor(scope, connection.person_id)
        if current is not None:
            await self._hub.follow(connection, current.id, after=_cursor(hello["d"], current.id))

    # --- WebSocket -----------------------------------------------------------------------------------------------

    async def socket(self, ws: WebSocket, *, operator: bool) -> None:
        """Serve one WebSocket from hello to its end."""
        if SUBPROTOCOL not in ws.scope.get("subprotocols", []):
            await ws.close(4400)
            return
        await ws.accept(subprotocol=SUBPROTOCOL)
        connection: Connection | None = None
        try:
            if self.draining:
                raise _Close(4501)
            hello = await asyncio.wait_for(self._hello(ws), HELLO_WITHIN)
            who = self._admit(wire.string(hello["d"], "ticket", most=100), operator=operator)
            self._check_origin(ws, who)
            connection = self._connect(who)
            sender = _Sender(ws, connection)
            connection.on_push = sender.wake
            await self._greet(who, connection, hello)
            await self._listen(ws, who, connection)
        except WebSocketDisconnect:
            pass
        except TimeoutError:
            await _end(ws, 4400)
        except _Close as end:
            await _end(ws, end.code)
        except Refused as refused:
            await _end(ws, _close_code(refused))
        except DatabaseError as error:
            log.error("socket_failed", error=str(error))
            await _end(ws, 4500)
        finally:
            if connection is not None:
                connection.on_push = None
                self._disconnect(connection)

    async def _hello(self, ws: WebSocket) -> Frame:
        text = await _text(ws, wire.HELLO_FRAME)
        frame = wire.parse(text)
        if frame["t"] != "hello":
            raise _Close(4400)
        if wire.number(frame["d"], "proto") != wire.PROTO:
            raise _Close(4426)
        return frame

    def _check_origin(self, ws: WebSocket, who: Principal) -> None:
        """A browser names its page. An operator's page must be our own; a visitor's was checked with the ticket."""
        origin = ws.headers.get("origin")
        if origin is not None and isinstance(who, OperatorIn) and origin.split("://")[-1] != ws.headers.get("host"):
            raise _Close(4403)

    async def _listen(self, ws: WebSocket, who: Principal, connection: Connection) -> None:
        """One frame at a time; the socket's own buffer makes the client wait."""
        limit = wire.OPERATOR_FRAME if connection.is_operator else wire.VISITOR_FRAME
        refusals = 0
        while connection.close_code is None:
            text = await _text(ws, limit)
            connection.last_heard = self._clock.now()
            answer, status = await self.carry_out(who, text, connection)
            if answer is not None:
                connection.push(answer)
            refusals = refusals + 1 if status != 200 else 0
            if refusals >= REFUSALS_IN_A_ROW:
                raise _Close(4429)

    # --- fallback: stream and POST -------------------------------------------------------------------------------

    async def stream(self, ticket: str, after: int | None) -> AsyncIterator[bytes]:
        """Server-sent events for a visitor whose network lets no WebSocket through. Raises Refused before it begins."""
        who = self._admit(ticket, operator=False)
        try:
            connection = self._connect(who)
        except _Close as full:
            raise Refused("rate", "Too many open windows.", retry_after=30) from full
        return self._events(who, connection, after)

    async def _events(self, who: Principal, connection: Connection, after: int | None) -> AsyncIterator[bytes]:
        ready = asyncio.Event()
        connection.on_push = ready.set
        try:
            yield b": " + b" " * 2048 + b"\n\n"
            hello: Frame = {"d": {} if after is None else {"cursor": {"s": after}}}
            await self._greet(who, connection, hello)
            while True:
                while (item := connection.pop()) is not None:
                    frame, text = item
                    cursor = f"id: {frame['c']}:{frame['s']}\n" if frame["t"] in ("ev", "snap") else ""
                    yield f"{cursor}data: {text}\n\n".encode()
                if connection.close_code is not None:
                    return
                ready.clear()
                try:
                    await asyncio.wait_for(ready.wait(), STREAM_COMMENT)
                except TimeoutError:
                    connection.last_heard = self._clock.now()
                    yield b": still here\n\n"
        finally:
            self._disconnect(connection)

    async def missed(self, who: VisitorIn, after: int | None) -> list[Frame]:
        """What a connection would be sent first, as a list."""
        connection = Connection(
            id="once",
            workspace_id=who.visitor.workspace_id,
            person_id=who.visitor.id,
            is_operator=False,
            now=self._clock.now(),
        )
        self._hub.add(connection)
        try:
            scope = WorkspaceScope(who.visitor.workspace_id)
            current = await self._reading.of_visitor(scope, who.visitor.id)
            if current is not None:
                await self._hub.follow(connection, current.id, after=after)
        finally:
            self._hub.remove(connection)
        frames = []
        while (item := connection.pop()) is not None:
            frames.append(item[0])
        return frames

    # --- keeping and ending --------------------------------------------------------------------------------------

    async def beat(self) -> None:
        """Every 25 seconds: look at the logs again, ping everybody with their heads, end who fell silent."""
        self._hub.repump()
        now = self._clock.now()
        for connection, who in list(self._principals.items()):
            if now - connection.last_heard > SILENT_FOR:
                connection.close(4504)
            elif not await self._still_welcome(who):
                connection.close(4401)
            else:
                data: dict[str, object] = {"heads": self._hub.heads(connection)}
                feed = self._hub.feed_head(connection)
                connection.push({"t": "ping", "d": data if feed is None else {**data, "feed": feed}})

    async def _still_welcome(self, who: Principal) -> bool:
        if isinstance(who, OperatorIn):
            if await self._workspaces.operator_by_token(who.token) is None:
                return False
            await self._workspaces.heartbeat(WorkspaceScope(who.operator.workspace_id), who.operator.id)
            return True
        return await self._sites.visitor_by_token(who.token) is not None

    async def drain(self, within: float) -> None:
        """Ask everybody to come back on a new connection, then close what is left."""
        self.draining = True
        for connection in self._hub.connections:
            connection.push({"t": "drain", "d": {"within_ms": int(within * 1000)}})
        until = self._clock.now() + within * 1000
        while self._hub.connections and self._clock.now() < until:
            await asyncio.sleep(0.05)
        for connection in self._hub.connections:
            connection.close(4501)
        await asyncio.sleep(0.05)


class _Close(Exception):
    """End the socket with this code."""

    def __init__(self, code: int) -> None:
        self.code = code


class _Sender:
    """Sends a connection's queue over its socket, in a task that lives only while there is something to send."""

    def __init__(self, ws: WebSocket, connection: Connection) -> None:
        self._ws = ws
        self._connection = connection
        self._task: asyncio.Task[None] | None = None

    def wake(self) -> None:
        if self._task is None:
            self._task = asyncio.create_task(self._send())

    async def _send(self) -> None:
        try:
            while (item := self._connection.pop()) is not None:
                await self._ws.send_text(item[1])
            if self._connection.close_code is not None:
                await _end(self._ws, self._connection.close_code)
        except (WebSocketDisconnect, RuntimeError, OSError):
            pass  # the reading side notices the end and cleans up
        finally:
            self._task = None


async def _text(ws: WebSocket, limit: int) -> str:
    message = await ws.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1005))
    text = message.get("text")
    if not isinstance(text, str):
        raise _Close(4400)
    if len(text) > limit or len(text.encode("utf-8", "surrogatepass")) > limit:
        raise _Close(4413)
    return text


async def _end(ws: WebSocket, code: int) -> None:
    if ws.application_state is WebSocketState.CONNECTED:
        with suppress(WebSocketDisconnect, RuntimeError, OSError):
            await ws.close(code)


def _close_code(refused: Refused) -> int:
    return {"unauthorised": 4401, "forbidden_origin": 4403, "not_found": 4404, "rate": 4429}.get(refused.code, 4400)


def _cursor(data: Frame, conversation_id: str) -> int | None:
    cursor = data.get("cursor")
    if not isinstance(cursor, dict) or cursor.get("c", conversation_id) != conversation_id:
        return None
    return wire.number(cursor, "s") or None
