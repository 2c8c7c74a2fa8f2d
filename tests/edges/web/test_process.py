"""A real server process, from its first line to SIGTERM: nothing acknowledged is lost, and everybody is told."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from time import monotonic
from typing import Any

import aiohttp
import pytest
from click.testing import CliRunner
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from deskbell.cli import main
from tests.edges.live.harness import Frame, Socket
from tests.world import template

DRAIN = 2


async def serve(folder: Path) -> asyncio.subprocess.Process:
    environment = {
        "PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "DESKBELL_DATA": str(folder), "PORT": "0",
        "DESKBELL_RATE_LIMITS": "off", "DESKBELL_DRAIN_SECONDS": str(DRAIN), "LOG_LEVEL": "debug",
    }  # fmt: skip
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "deskbell", "serve",
        env=environment, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[tuple[asyncio.subprocess.Process, str, aiohttp.ClientSession]]:
    """(process, address, HTTP client)."""
    process = await serve(folder)
    assert process.stderr is not None
    try:
        line = ""
        while " on http" not in line:
            line = (await asyncio.wait_for(process.stderr.readline(), 20)).decode()
            assert line
        address = line.split(" on ")[1].strip()
        async with aiohttp.ClientSession() as http:
            await ready(http, address)
            yield process, address, http
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def ready(http: aiohttp.ClientSession, address: str) -> None:
    async with asyncio.timeout(20):
        while True:
            try:
                async with http.get(address + "/readyz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                await asyncio.sleep(0.05)


async def visitor(http: aiohttp.ClientSession, address: str, key: str) -> tuple[dict[str, str], str]:
    """(headers, ticket)."""
    async with http.post(address + "/v1/visitors", json={"site": key}) as answer:
        body: dict[str, Any] = await answer.json()
    return {"Authorization": f"Bearer {body['visitor']['token']}"}, body["ticket"]


@pytest.fixture
def data(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "deskbell.sqlite").write_bytes(template(tmp_path_factory.getbasetemp()).read_bytes())
    words = ["create-workspace", "--name", "Acme", "--owner-email", "ada@acme.example", "--site-key", "acme"]
    made = CliRunner().invoke(main, [*words, "--password", "correct horse"], env={"DESKBELL_DATA": str(folder)})
    assert made.exit_code == 0, made.output
    return folder


async def test_sigterm_tells_everybody_and_loses_nothing(data: Path) -> None:
    async with running(data) as (process, address, http):
        headers, ticket = await visitor(http, address, "acme")
        async with connect(
            address.replace("http", "ws") + "/v1/ws",
            subprotocols=[Subprotocol("desk.v1")],
            compression=None,
            proxy=None,
        ) as ws:
            socket = Socket(ws)
            await socket.say("hello", {"ticket": ticket, "client": "t", "proto": 1})
            await socket.until("welcome")
            acks = [await socket.message(f"secret m{n}") for n in range(5)]
            await ws.send("no frame at all")
            process.send_signal(signal.SIGTERM)
            stopped_at = monotonic()
            drain = await socket.until("drain")
            assert drain["d"]["within_ms"] <= DRAIN * 1000
            async with http.get(address + "/readyz") as answer:
                assert (answer.status, await answer.json()) == (503, {"ready": False})
            late = await socket.message("still accepted, still kept")
            async with http.post(address + "/v1/tickets", headers=headers) as answer:
                assert answer.status == 201
            assert await socket.close_code() == 4501
        assert await asyncio.wait_for(process.wait(), 10) == 0
        assert monotonic() - stopped_at < DRAIN + 5
        assert process.stderr is not None
        log = (await process.stderr.read()).decode()
        told = ["still accepted", "secret m3", ticket, headers["Authorization"].split()[1], "no frame at all"]
        assert [
            secret for secret in told if secret in log
        ] == []  # what people write and what opens doors is never logged
    stored = dict(rows(data, "SELECT id, seq FROM event"))
    for ack in [*acks, late]:
        assert stored[ack["d"]["id"]] == ack["s"]


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "deskbell.sqlite")) as database:
        return database.execute(query).fetchall()


async def test_an_answer_in_the_making_is_finished_before_the_end(data: Path) -> None:
    async with running(data) as (process, address, http):
        headers, _ = await visitor(http, address, "acme")
        frame: Frame = {"t": "msg", "d": {"cid": "c1", "text": "When are you open?"}}
        async with http.post(address + "/v1/frames", headers=headers, json=frame) as answer:
            assert answer.status == 200
        async with asyncio.timeout(10):
            while not await answering(http, address, headers):  # noqa: ASYNC110 - only asking tells
                await asyncio.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 10) == 0
    authors, turns = rows(data, "SELECT author_kind FROM event ORDER BY seq"), rows(data, "SELECT state FROM turn")
    assert (authors, turns) == ([("contact",), ("assistant",)], [("done",)])


async def answering(http: aiohttp.ClientSession, address: str, headers: dict[str, str]) -> bool:
    async with http.get(address + "/v1/conversation?after=1", headers=headers) as answer:
        return bool((await answer.json())["frames"])
