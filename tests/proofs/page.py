"""A visitor's page while the server goes and comes back: what it sees, and what it sends until it is acknowledged."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import aiohttp
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.edges.live.harness import Socket
from tests.proofs.story import Stage


@dataclass(slots=True)
class Follower:
    """A visitor's page: one socket, and another one with the cursor whenever it is told or cut off."""

    on: Stage
    conversation: str
    seen: dict[int, str | None] = field(default_factory=dict)
    sockets: int = 0

    async def follow(self) -> None:
        while True:
            try:
                cursor = {"c": self.conversation, "s": max(self.seen, default=0)}
                socket = await self.on.visitor_socket(cursor=cursor)
                self.sockets += 1
                await self._listen(socket)
            except (ConnectionClosed, InvalidStatus, OSError, aiohttp.ClientError, TimeoutError):
                await asyncio.sleep(0.1)

    async def _listen(self, socket: Socket) -> None:
        while True:
            frame = await socket.next(40)
            self.seen |= {seq: event.get("text") for seq, event in in_log(frame).items()}
            if frame["t"] == "drain":
                return await socket.close()


def in_log(frame: dict[str, Any]) -> dict[int, dict[str, Any]]:
    if frame["t"] == "snap":
        return {event["s"]: event for event in frame["d"]["events"]}
    return {frame["s"]: frame["d"]} if frame["t"] == "ev" else {}


@dataclass(slots=True)
class Writer:
    """Posts one message after the other; what fails is sent again as it was, as the widget does."""

    on: Stage
    again: int = 0
    longest: float = 0.0
    count: int = 0

    async def write(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            self.count, began = self.count + 1, monotonic()
            await self._one(f"line {self.count}")
            self.longest = max(self.longest, monotonic() - began)
            await asyncio.sleep(0.25)

    async def _one(self, text: str) -> None:
        while text not in self.on.acknowledged:
            try:
                await self.on.posts(text, cid=text.replace(" ", "-"))
            except (aiohttp.ClientError, TimeoutError):
                self.again += 1
                await asyncio.sleep(0.1)
