"""The WebSocket transport: hello, one reading loop, one writer that never makes anybody else wait."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Final

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from deskbell.edges.live import wire
from deskbell.edges.live.connection import Connection, Ended
from deskbell.edges.live.gateway import Gateway
from deskbell.edges.live.tickets import Principal
from deskbell.edges.live.wire import Frame
from deskbell.kit.addresses import counted
from deskbell.kit.errors import Refused
from deskbell.runtime.db.api import DatabaseError
from deskbell.runtime.log import logger

log = logger("live")
SUBPROTOCOL: Final = "desk.v1"
REFUSALS_IN_A_ROW: Final = 20
CLOSE_CODES: Final = {"unauthorised": 4401, "forbidden_origin": 4403, "blocked": 4403, "not_found": 4404, "rate": 4429}


async def serve(gateway: Gateway, ws: WebSocket, *, operator: bool) -> None:
    """Serve one WebSocket from hello to its end."""
    address = counted(ws.client.host if ws.client else None)
    if SUBPROTOCOL not in ws.scope.get("subprotocols", []) or not gateway.admission.knock(address):
        await ws.close()
        return
    await ws.accept(subprotocol=SUBPROTOCOL)
    try:
        await _converse(gateway, ws, address, operator=operator)
    except WebSocketDisconnect:
        pass
    except TimeoutError:
        await _end(ws, 4400)
    except Ended as end:
        await _end(ws, end.code)
    except Refused as refused:
        await _end(ws, CLOSE_CODES.get(refused.code, 4400))
    except DatabaseError as error:
        log.error("socket_failed", error=str(error))
        await _end(ws, 4500)


async def _converse(gateway: Gateway, ws: WebSocket, address: str, *, operator: bool) -> None:
    if gateway.draining:
        raise Ended(4501)
    hello = await asyncio.wait_for(_hello(ws), gateway.hello_within)
    who = await gateway.admission.redeem(wire.key(hello["d"], "ticket"), operator=operator)
    gateway.admission.check_origin(who, ws.headers.get("origin"), ws.headers.get("host"))
    ws.scope["headers"].clear()  # some kilobytes, from a browser
    connection = gateway.connect(who, address)
    task = asyncio.current_task()
    assert task is not None
    connection.cancel = task.cancel
    try:
        sender = _Sender(ws, connection)
        connection.on_push = sender.wake
        await gateway.greet(who, connection, hello)
        del hello
        await _listen(gateway, ws, who, connection)
        await sender.finished()
    except asyncio.CancelledError:
        if connection.close_code is None:
            raise
        task.uncancel()  # abandoned: the client had stopped reading, and the transport is torn down next
    finally:
        gateway.disconnect(connection)


async def _hello(ws: WebSocket) -> Frame:
    frame = wire.parse(await _text(ws, wire.HELLO_FRAME))
    if frame["t"] != "hello":
        raise Ended(4400)
    if wire.number(frame["d"], "proto") != wire.PROTO:
        raise Ended(4426)
    return frame


async def _listen(gateway: Gateway, ws: WebSocket, who: Principal, connection: Connection) -> None:
    """One frame at a time; the socket's own buffer makes the client wait."""
    limit = wire.OPERATOR_FRAME if connection.is_operator else wire.VISITOR_FRAME
    refusals = 0
    while connection.close_code is None:
        text = await _text(ws, limit)
        gateway.heard_of(connection)
        answer, status = await gateway.carry_out(who, text, connection)
        if answer is not None:
            connection.push(answer)
        refusals = refusals + 1 if status != 200 else 0
        if refusals >= REFUSALS_IN_A_ROW:
            connection.close(4429)


class _Sender:
    """Sends a connection's queue over its socket, in a task that lives only while there is something to send."""

    def __init__(self, ws: WebSocket, connection: Connection) -> None:
        self._ws = ws
        self._connection = connection
        self._task: asyncio.Task[None] | None = None

    def wake(self) -> None:
        if self._task is None:
            self._task = asyncio.create_task(self._send())

    async def finished(self) -> None:
        """What is queued has been sent, and the close after it."""
        if self._task is not None:
            await self._task

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
        raise Ended(4400)
    if len(text) > limit or len(text.encode()) > limit:
        raise Ended(4413)
    return text


async def _end(ws: WebSocket, code: int) -> None:
    if ws.application_state is WebSocketState.CONNECTED:
        with suppress(WebSocketDisconnect, RuntimeError, OSError):
            await ws.close(code)
