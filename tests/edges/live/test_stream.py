"""The fallback stream: the same frames, for networks that let no WebSocket through."""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack

import aiohttp

from tests.edges.live.harness import SOON, Frame, Served


class Stream:
    """An event stream as a browser's EventSource reads it."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self.answer = answer
        self.comments = 0
        self.last_id = ""

    async def next(self) -> Frame:
        async with asyncio.timeout(SOON):
            while True:
                line = (await self.answer.content.readline()).decode()
                if not line:
                    return {"t": "end"}
                if line.startswith(":"):
                    self.comments += 1
                elif line.startswith("id: "):
                    self.last_id = line[4:].strip()
                elif line.startswith("data: "):
                    frame: Frame = json.loads(line[6:])
                    return frame

    async def until(self, t: str) -> Frame:
        while (frame := await self.next())["t"] not in (t, "end"):
            pass
        return frame


async def listen(desk: Served, stack: AsyncExitStack, query: str = "") -> Stream:
    ticket = await desk.ticket("vera")
    answer = await stack.enter_async_context(desk.http.get(f"{desk.base}/v1/stream?ticket={ticket}{query}"))
    assert answer.status == 200
    return Stream(answer)


async def test_the_stream_carries_the_same_frames_with_a_cursor(desk: Served) -> None:
    async with AsyncExitStack() as stack:
        stream = await listen(desk, stack)
        assert stream.answer.content_type == "text/event-stream"
        assert stream.answer.headers["Cache-Control"] == "no-store"
        assert stream.answer.headers["X-Accel-Buffering"] == "no"
        assert stream.answer.headers["Access-Control-Allow-Origin"] == "*"
        assert (await stream.next())["t"] == "welcome"
        socket = await desk.join("vera")
        status, ack = await desk.post("vera", {"t": "msg", "d": {"cid": "c1", "text": "hello"}})
        assert status == 200
        snap = await stream.until("snap")
        assert stream.last_id == f"{ack['c']}:{snap['s']}"
        streamed, sent = await stream.until("delta"), await socket.until("delta")
        assert streamed == sent
        assert await stream.until("ev") == await socket.until("ev")
        assert stream.last_id == f"{ack['c']}:2"


async def test_the_stream_resumes_after_a_cursor(desk: Served) -> None:
    _, ack = await desk.post("vera", {"t": "msg", "d": {"cid": "c1", "text": "hello"}})
    await desk.settled()
    async with AsyncExitStack() as stack:
        for query, first in (
            ("&after=1", "ev"),
            (f"&after=1&c={ack['c']}", "ev"),
            ("&after=1&c=conv_before", "snap"),
            ("&after=77", "snap"),
            ("&after=0", "snap"),
        ):
            stream = await listen(desk, stack, query)
            await stream.until("welcome")
            assert (await stream.next())["t"] == first
            stream.answer.close()
            await asyncio.sleep(0.05)


async def test_the_stream_wants_a_ticket_of_a_visitor_once(desk: Served) -> None:
    ticket = await desk.ticket("vera")
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(desk.http.get(f"{desk.base}/v1/stream?ticket={ticket}"))
        for bad in (ticket, await desk.ticket("oscar"), "x", ""):
            status, body = await desk.call("GET", f"/v1/stream?ticket={bad}")
            assert (status, body["code"]) == (401, "unauthorised")
    assert (await desk.call("GET", "/v1/stream"))[0] == 422


async def test_a_quiet_stream_says_that_it_is_alive_and_is_not_given_up(desk: Served) -> None:
    desk.world.system.gateway.stream_comment = 0.05
    async with AsyncExitStack() as stack:
        stream = await listen(desk, stack)
        await stream.until("welcome")
        preamble = stream.comments
        assert preamble == 1
        await asyncio.sleep(0.2)
        desk.clock.pass_(57_000)
        await asyncio.sleep(0.2)
        desk.clock.pass_(57_000)
        await asyncio.sleep(0.2)
        await desk.world.system.gateway.beat()
        assert (await stream.next())["t"] == "ping"
        assert stream.comments >= preamble + 3


async def test_a_busy_stream_is_not_given_up_either(desk: Served) -> None:
    async with AsyncExitStack() as stack:
        stream = await listen(desk, stack)
        await stream.until("welcome")
        for n in range(3):  # frames alone, never a pause that is long enough for a comment
            desk.clock.pass_(30_000)
            await desk.post("vera", {"t": "msg", "d": {"cid": f"c{n}", "text": "hello"}})
            await stream.until("ev" if n else "snap")
        await desk.world.system.gateway.beat()
        assert (await stream.until("ping"))["t"] == "ping"


async def test_a_stream_that_is_left_is_forgotten(desk: Served) -> None:
    async with AsyncExitStack() as stack:
        streams = [await listen(desk, stack) for _ in range(5)]
        for stream in streams:
            await stream.until("welcome")
        assert len(desk.world.system.hub.connections) == 5
    await desk.post("vera", {"t": "msg", "d": {"cid": "c1", "text": "hello"}})
    async with asyncio.timeout(SOON):
        while desk.world.system.hub.connections:  # noqa: ASYNC110 - nothing tells when the server has noticed
            await asyncio.sleep(0.02)


async def test_a_restart_ends_the_stream_with_a_word(desk: Served) -> None:
    async with AsyncExitStack() as stack:
        stream = await listen(desk, stack)
        await stream.until("welcome")
        draining = asyncio.create_task(desk.world.system.gateway.drain(0.2))
        assert await stream.until("drain") == {"t": "drain", "d": {"within_ms": 200}}
        assert (await stream.next())["t"] == "end"
        await draining
