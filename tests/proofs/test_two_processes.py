"""Two real processes on one PostgreSQL, one Redis and one folder, begun at the same moment: they are as one server."""

from __future__ import annotations

import asyncio
import io
import json
import os
import signal
import sys
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from bench.server import free_port, wait_until_healthy
from deskbell.runtime.bus_redis import client
from tests import databases
from tests.edges.live.harness import Socket
from tests.fakes.redis_server import RedisServer
from tests.world import PASSWORD

OWNER = "ada@acme.example"


async def started(environment: dict[str, str], *words: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "deskbell", *words, env=environment, stdout=asyncio.subprocess.PIPE
    )


@dataclass(slots=True)
class Pair:
    redis: RedisServer
    bases: tuple[str, str]
    http: aiohttp.ClientSession

    async def post(self, base: str, path: str, token: str = "", **body: Any) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with self.http.post(base + path, json=body, headers=headers) as answer:
            return answer.status, await answer.json()

    async def visitor(self) -> dict[str, Any]:
        status, made = await self.post(self.bases[0], "/v1/visitors", site="acme")
        assert status == 201, made
        return dict(made)

    async def greeted(self, base: str, ticket: str) -> str | int:
        """The first frame's type, or the code that the socket was closed with."""
        address = base.replace("http", "ws") + "/v1/ws"
        async with connect(address, subprotocols=[Subprotocol("desk.v1")], proxy=None) as ws:
            socket = Socket(ws)
            await socket.say("hello", {"ticket": ticket, "client": "test/1", "proto": 1})
            try:
                return str((await socket.next())["t"])
            except ConnectionClosed as end:
                return end.rcvd.code if end.rcvd else 1006


async def both_listen(redis: RedisServer) -> None:
    asking = client(redis.url)
    async with asyncio.timeout(20):
        while (await asking.pubsub_numsub("deskbell"))[0][1] < 2:  # noqa: ASYNC110 - Redis tells only who asks
            await asyncio.sleep(0.05)
    await asking.aclose()


@asynccontextmanager
async def pair_in(folder: Path) -> AsyncIterator[Pair]:
    url = await databases.server().created()
    async with RedisServer() as redis, aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        environment = {
            "PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "DATABASE_URL": url,
            "REDIS_URL": redis.url, "DESKBELL_DATA": str(folder), "PUBLIC_URL": "http://localhost",
            "DESKBELL_DRAIN_SECONDS": "0", "LOG_LEVEL": "error",
        }  # fmt: skip
        ports = free_port(), free_port()
        running = [await started({**environment, "PORT": str(port)}, "serve") for port in ports]
        pair = Pair(redis, (f"http://127.0.0.1:{ports[0]}", f"http://127.0.0.1:{ports[1]}"), http)
        try:
            for base in pair.bases:
                await asyncio.to_thread(wait_until_healthy, base, 30)
            words = ["create-workspace", "--name", "Acme", "--owner-email", OWNER, "--site-key", "acme"]
            assert await (await started({**environment, "DESKBELL_PASSWORD": PASSWORD}, *words)).wait() == 0
            await both_listen(redis)
            yield pair
        finally:
            for process in running:
                process.send_signal(signal.SIGTERM)
            assert [await process.wait() for process in running] == [0, 0]
            await databases.gone(url)


@pytest.fixture
async def pair(tmp_path: Path) -> AsyncIterator[Pair]:
    databases.choose("postgres")
    async with pair_in(tmp_path) as made:
        yield made


async def test_two_processes_are_one_server(pair: Pair) -> None:
    """One test, because starting both takes some seconds."""
    a, b = pair.bases
    await a_ticket_of_one_opens_the_other_once(pair)
    await uses_are_counted_together(pair)

    signed = await pair.post(a, "/desk/v1/sign-in", email=OWNER, password=PASSWORD)
    assert signed[0] == 200, signed
    status, file = await pair.post(a, "/desk/v1/workspace/file", password=PASSWORD)
    assert status == 201, file
    async with pair.http.get(f"{b}/desk/v1/workspace/file/{file['id']}") as answer:
        content = await answer.read()
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert json.loads(opened.read("manifest.json"))["workspace"]["name"] == "Acme"

    await pair.redis.kill()  # and nobody is shut out
    token = (await pair.visitor())["visitor"]["token"]
    status, given = await pair.post(b, "/v1/tickets", token)
    assert status == 201
    assert await pair.greeted(b, given["ticket"]) == "welcome"


async def a_ticket_of_one_opens_the_other_once(pair: Pair) -> None:
    a, b = pair.bases
    ticket = (await pair.visitor())["ticket"]
    redis = client(pair.redis.url)
    kept = [await redis.get(name) for name in await redis.keys("deskbell:ticket:*")]
    await redis.aclose()
    assert len(kept) == 1
    assert b"acme" not in kept[0]
    assert await pair.greeted(b, ticket) == "welcome"
    assert [await pair.greeted(base, ticket) for base in (a, b)] == [4401, 4401]

    ticket = (await pair.visitor())["ticket"]
    told = await asyncio.gather(*(pair.greeted(base, ticket) for base in (a, b) * 4))
    assert sorted(told, key=str) == [*[4401] * 7, "welcome"]


async def uses_are_counted_together(pair: Pair) -> None:
    """30 tickets a minute: fifteen of each."""
    token, given = (await pair.visitor())["visitor"]["token"], 0
    while (await pair.post(pair.bases[given % 2], "/v1/tickets", token))[0] == 201:
        given += 1
    assert 30 <= given <= 33  # a hint takes a moment
    async with asyncio.timeout(10):
        for base in pair.bases:
            while (answer := await pair.post(base, "/v1/tickets", token))[0] == 201:
                pass
            assert answer[1]["code"] == "rate"
