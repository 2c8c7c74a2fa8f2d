"""A slow line in front of a server on this machine: all that passes waits, also of service workers and sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass


@dataclass(slots=True)
class Way:
    """One direction. `free`: when all that was sent before has passed."""

    rate: float
    free: float = 0.0


@asynccontextmanager
async def slow_line(port: int, *, one_way: float, down: float, up: float) -> AsyncIterator[int]:
    """The port to connect to instead of `port`. Seconds, and bytes a second for all connections together."""
    loop = asyncio.get_running_loop()

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: Way) -> None:
        try:
            while data := await reader.read(4096):
                way.free = max(loop.time(), way.free) + len(data) / way.rate
                loop.call_at(way.free + one_way, writer.write, data)
        except ConnectionError:
            pass
        loop.call_at(max(loop.time(), way.free) + one_way, writer.close)

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(2 * one_way)  # the handshake
        there, back = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(carry(reader, back, uphill), carry(there, writer, downhill))

    downhill, uphill = Way(down), Way(up)
    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
