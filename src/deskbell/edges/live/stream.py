"""The fallback transport: server-sent events for a visitor whose network lets no WebSocket through."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from deskbell.edges.live.connection import Connection
from deskbell.edges.live.gateway import Gateway
from deskbell.edges.live.tickets import Principal
from deskbell.edges.live.wire import Frame
from deskbell.kit.errors import Refused

PREAMBLE = b": " + b" " * 2048 + b"\n\n"  # some proxies hold back the first 2 KB


async def events(gateway: Gateway, who: Principal, connection: Connection, hello: Frame) -> AsyncIterator[bytes]:
    ready = asyncio.Event()
    connection.on_push = ready.set
    try:
        yield PREAMBLE
        try:
            await gateway.greet(who, connection, hello)
        except Refused:
            return
        while True:
            while (item := connection.pop()) is not None:
                yield _event(*item)
                gateway.heard_of(connection)
            if connection.close_code is not None:
                return
            ready.clear()
            try:
                await asyncio.wait_for(ready.wait(), gateway.stream_comment)
            except TimeoutError:
                yield b": still here\n\n"
                gateway.heard_of(connection)
    finally:
        gateway.disconnect(connection)


def _event(frame: Frame, text: str) -> bytes:
    cursor = f"id: {frame['c']}:{frame['s']}\n" if frame["t"] in ("ev", "snap") else ""
    return f"{cursor}data: {text}\n\n".encode()
