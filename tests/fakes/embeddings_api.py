"""A fake of `/v1/embeddings` on loopback: counts longer words, takes `synonyms` for one word, and fails as it is told.

async with FakeEmbeddings() as api:
    api.will(Fault(status=500))
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from aiohttp import web

from deskbell.features.knowledge.lexicon.words import words
from tests.fakes.loopback import FOREVER, Handler, LoopbackServer

SYNONYMS = {"tempest": "storm", "thunder": "storm", "poodle": "spaniel", "wheelchair": "slope"}


@dataclass(frozen=True)
class Fault:
    status: int = 200
    body: Any = None
    hang: bool = False


class FakeEmbeddings(LoopbackServer):
    def __init__(self, *, size: int = 512, key: str = "", refuses: str = "\0") -> None:
        super().__init__()
        self.size = size
        self.key = key
        self.refuses = refuses
        self.asked: list[list[str]] = []
        self._faults: deque[Fault] = deque()

    def will(self, *faults: Fault) -> None:
        self._faults.extend(faults)

    def routes(self) -> list[tuple[str, str, Handler]]:
        return [("POST", "/v1/embeddings", self._embed)]

    async def _embed(self, request: web.Request) -> web.Response:
        asked = await request.json()
        assert set(asked) == {"model", "input", "encoding_format"}
        self.asked.append(asked["input"])
        if self.key and request.headers.get("authorization") != f"Bearer {self.key}":
            return web.json_response({"error": {"message": "Incorrect API key"}}, status=401)
        if any(self.refuses in text for text in asked["input"]):
            return web.json_response({"error": {"message": "too many tokens"}}, status=400)
        if self._faults:
            fault = self._faults.popleft()
            if fault.hang:
                await asyncio.sleep(FOREVER)
            return web.json_response(fault.body, status=fault.status)
        return web.json_response(answer([self.vector(text) for text in asked["input"]]))

    def vector(self, text: str) -> list[float]:
        counted = [0.01] * self.size
        for word in (word for word in words(text) if len(word) > 4):
            counted[crc32(SYNONYMS.get(word, word).encode()) % self.size] += 1.0
        return counted


def answer(vectors: list[Any]) -> dict[str, Any]:
    return {"data": [{"index": n, "embedding": vector} for n, vector in enumerate(vectors)]}
