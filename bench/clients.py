"""Visitors by the hundred: a load generator for one server on this machine. Bounded in time and count."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from typing import Any

import aiohttp

from bench.server import OWNER, PASSWORD

PROTOCOLS = ["desk.v1"]


class Visitor:
    """One browser's worth of protocol."""

    def __init__(self, http: aiohttp.ClientSession, url: str) -> None:
        self._http = http
        self._url = url
        self._cids = itertools.count()
        self.token = ""
        self.ws: Any = None
        self.conversation: dict[str, Any] = {}

    async def come(self) -> None:
        async with self._http.post(f"{self._url}/v1/visitors", json={"site": "bench"}) as answer:
            body = await answer.json()
        self.token = body["visitor"]["token"]
        self.ws = await self._http.ws_connect(f"{self._url}/v1/ws", protocols=PROTOCOLS)
        await self.ws.send_json({"t": "hello", "d": {"ticket": body["ticket"], "client": "bench", "proto": 1}})
        await self._until("welcome")

    async def say(self, text: str) -> float:
        """Seconds until it was acknowledged, that is: synced to disk."""
        cid = f"{id(self)}-{next(self._cids)}"
        began = time.perf_counter()
        await self.ws.send_str(json.dumps({"t": "msg", "id": cid, "d": {"cid": cid, "text": text}}))
        await self._until("ack")
        return time.perf_counter() - began

    async def _until(self, kind: str) -> dict[str, Any]:
        while True:
            message = await self.ws.receive()
            if message.type is not aiohttp.WSMsgType.TEXT:
                raise ConnectionError(f"closed with {self.ws.close_code}")
            frame: dict[str, Any] = json.loads(message.data)
            if frame["t"] in ("snap", "ev"):
                self.conversation = {"c": frame["c"], "e": frame["e"]}
            if frame["t"] == "nack":
                raise ConnectionError(message.data)
            if frame["t"] == kind:
                return frame


async def signed_in(url: str) -> aiohttp.ClientSession:
    """An operator's HTTP session."""
    http = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
    async with http.post(f"{url}/desk/v1/sign-in", json={"email": OWNER, "password": PASSWORD}) as answer:
        answer.raise_for_status()
    return http


async def take(operator: aiohttp.ClientSession, url: str, conversation: dict[str, Any]) -> None:
    """Take a conversation, so that the assistant keeps silent in it."""
    frame = {"t": "take", "c": conversation["c"], "e": conversation["e"], "d": {}}
    async with operator.post(f"{url}/desk/v1/frames", json=frame) as answer:
        answer.raise_for_status()


async def gather_in_groups(work: list[Any], size: int = 25) -> None:
    for start in range(0, len(work), size):
        await asyncio.gather(*work[start : start + size])
