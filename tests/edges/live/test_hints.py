"""Hints between processes by a real Redis: what cannot be told is not silently missing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from deskbell.runtime.bus_redis import MOST, RedisBus, client
from tests.fakes.redis_server import RedisServer


class Process:
    """One that tells numbers, and what it hears of others."""

    def __init__(self, url: str) -> None:
        self.heard: list[object] = []
        self.looked = asyncio.Event()
        self.bus = RedisBus(
            url,
            encode=lambda note: str(note).encode(),
            decode=int,
            heard=self.heard.append,
            look_again=self.looked.set,
        )

    async def join(self) -> None:
        self.bus.start()
        await asyncio.wait_for(self.bus.connected.wait(), 15)
        self.looked.clear()

    async def hears(self, note: int) -> None:
        async with asyncio.timeout(15):
            while note not in self.heard:  # noqa: ASYNC110 - nothing tells when a hint has arrived
                await asyncio.sleep(0.01)


@pytest.fixture
async def redis() -> AsyncIterator[RedisServer]:
    async with RedisServer() as made:
        yield made


@pytest.fixture
async def pair(redis: RedisServer) -> AsyncIterator[tuple[Process, Process]]:
    one, other = Process(redis.url), Process(redis.url)
    await other.join()
    yield one, other
    await one.bus.close()
    await other.bus.close()


async def test_where_more_waits_than_is_kept_the_others_look_again(pair: tuple[Process, Process]) -> None:
    one, other = pair
    for n in range(MOST + 5):
        one.bus.tell(n)
    one.bus.start()
    await other.hears(MOST + 4)
    assert other.looked.is_set()
    assert other.heard == list(range(6, MOST + 5))


async def test_who_could_not_send_for_a_while_hears_and_is_heard_again(
    redis: RedisServer, pair: tuple[Process, Process]
) -> None:
    one, other = pair
    await one.join()
    admin = client(redis.url)
    await admin.execute_command("ACL", "SETUSER", "default", "-publish")
    one.bus.tell(1)
    await asyncio.wait_for(one.bus.parted.wait(), 15)
    assert one.bus.deaf
    await admin.execute_command("ACL", "SETUSER", "default", "+publish")
    await admin.aclose()
    await asyncio.wait_for(other.looked.wait(), 15)
    await asyncio.wait_for(one.bus.connected.wait(), 15)
    other.bus.tell(2)
    await one.hears(2)
    one.bus.tell(3)
    await other.hears(3)
