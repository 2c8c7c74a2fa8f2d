"""A served world on a real socket, its people as real clients, and a model that tests hold by the hand."""

from __future__ import annotations

import asyncio
import itertools
import json
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

import aiohttp
from structlog.testing import capture_logs
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol
from yarl import URL

from deskbell.features.assistant.ports import Finished, ModelEvent, ModelRequest, ModelStatus, TextDelta, Usage
from tests.world import START, Clock, Place, World, serving, world

Frame = dict[str, Any]
SOON = 10.0
_ids = itertools.count(1)


class RunningClock(Clock):
    """Runs by itself, and can be moved on."""

    def __init__(self) -> None:
        super().__init__()
        self._began = monotonic()

    def now(self) -> int:
        return self.at + int((monotonic() - self._began) * 1000)


class Model:
    """Says the given pieces, one for each step that the test allows; without steps all at once."""

    name, model = "scripted", "scripted-1"

    def __init__(self, *pieces: str, stepwise: bool = False) -> None:
        self.pieces = pieces or ("Hello ", "there.")
        self.stepwise = stepwise
        self.asked: list[ModelRequest] = []
        self._steps = asyncio.Semaphore(0)

    def step(self, count: int = 1) -> None:
        for _ in range(count):
            self._steps.release()

    async def stream(self, request: ModelRequest) -> AsyncGenerator[ModelEvent, None]:
        self.asked.append(request)
        for piece in self.pieces:
            if self.stepwise:
                await self._steps.acquire()
            yield TextDelta(piece)
        if self.stepwise:
            await self._steps.acquire()
        yield Finished("end_turn", Usage(), self.model)

    async def check(self) -> ModelStatus:
        return ModelStatus(self.model)

    async def close(self) -> None:
        return


class Socket:
    """One WebSocket as a client sees it."""

    def __init__(self, ws: ClientConnection, caught_up: Callable[[], Awaitable[None]] | None = None) -> None:
        """`caught_up` returns when a server in this process has nothing left to read for anybody."""
        self.ws = ws
        self.seen: list[Frame] = []
        self._caught_up = caught_up

    async def say(self, t: str, d: Frame | None = None, **envelope: Any) -> None:
        frame = {"t": t, "d": d or {}, **envelope}
        try:
            await self.ws.send(json.dumps(frame, ensure_ascii=False).encode().decode())
        except UnicodeEncodeError:  # half of an emoji can only be sent escaped
            await self.ws.send(json.dumps(frame))

    async def next(self, within: float = SOON) -> Frame:
        frame: Frame = json.loads(await asyncio.wait_for(self.ws.recv(), within))
        self.seen.append(frame)
        return frame

    async def until(self, t: str, within: float = SOON, **wanted: Any) -> Frame:
        """The next frame of this type that has these fields, in its envelope or data."""
        async with asyncio.timeout(within):
            while True:
                frame = await self.next()
                fields = {**frame.get("d", {}), **{k: v for k, v in frame.items() if k != "d"}}
                if frame["t"] == t and all(fields.get(name) == value for name, value in wanted.items()):
                    return frame

    async def ask(self, t: str, d: Frame | None = None, **envelope: Any) -> Frame:
        """Send a frame; its answer."""
        number = f"f{next(_ids)}"
        await self.say(t, d, id=number, **envelope)
        async with asyncio.timeout(SOON):
            while (frame := await self.next()).get("id") != number:
                pass
        return frame

    async def message(self, text: str, **fields: Any) -> Frame:
        return await self.ask("msg", {"cid": f"cid-{next(_ids)}", "text": text, **fields})

    async def rest(self, pause: float = 0.25) -> list[Frame]:
        """Whatever comes until the server has sent all that it has for this socket, and a quiet moment after it.

        A slow machine is not a quiet one: what the hub still reads is waited for, and then the answer to a frame
        that nobody knows, which is queued behind everything that came before.
        """
        if self._caught_up is not None:
            await self._caught_up()
        number = f"f{next(_ids)}"
        await self.say("nothing", id=number)
        found: list[Frame] = []
        async with asyncio.timeout(SOON):
            while (frame := await self.next(SOON)).get("id") != number:
                found.append(frame)
        self.seen.pop()
        try:
            while True:
                found.append(await self.next(pause))
        except TimeoutError:
            return found

    async def close_code(self, within: float = SOON) -> int:
        """Read to the end; the server's close code (1006: none)."""
        try:
            while True:
                await self.next(within)
        except ConnectionClosed as end:
            return end.rcvd.code if end.rcvd else 1006

    async def close(self) -> None:
        await self.ws.close()

    @property
    def events(self) -> list[Frame]:
        """The log as this client has got it, snapshots included, each event once."""
        found: dict[int, Frame] = {}
        for frame in self.seen:
            if frame["t"] == "ev":
                found[frame["s"]] = {"s": frame["s"], "e": frame["e"], **frame["d"]}
            elif frame["t"] == "snap":
                found |= {event["s"]: event for event in frame["d"]["events"]}
        return [found[seq] for seq in sorted(found)]


@dataclass(slots=True)
class Served:
    world: World
    base: str
    http: aiohttp.ClientSession
    clock: Clock
    model: Model
    stack: AsyncExitStack
    cookies: dict[str, str] = field(default_factory=dict)

    # --- HTTP ----------------------------------------------------------------------------------------------------

    async def call(self, method: str, path: str | URL, **options: Any) -> tuple[int, Any]:
        address = path if isinstance(path, URL) else self.base + path
        async with self.http.request(method, address, **options) as answer:
            text = await answer.text()
            return answer.status, json.loads(text) if text and "json" in answer.content_type else text

    def place(self, name: str) -> Place:
        return next(p for p in (self.world.acme, self.world.globex) if name in p.operators or name in p.visitors)

    def bearer(self, name: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.place(name).token(name)}"}

    async def signed_in(self, name: str) -> dict[str, str]:
        """Headers of this operator's browser."""
        if name not in self.cookies:
            self.cookies[name] = await self.world.cookie(self.place(name), name)
        return {"Cookie": f"deskbell={self.cookies[name]}"}

    async def ticket(self, name: str) -> str:
        if name in self.place(name).visitors:
            status, body = await self.call("POST", "/v1/tickets", headers=self.bearer(name))
        else:
            status, body = await self.call("POST", "/desk/v1/tickets", headers=await self.signed_in(name))
        assert status == 201, body
        ticket: str = body["ticket"]
        return ticket

    async def post(self, name: str, frame: Frame) -> tuple[int, Any]:
        """A frame without a socket."""
        if name in self.place(name).visitors:
            return await self.call("POST", "/v1/frames", headers=self.bearer(name), json=frame)
        return await self.call("POST", "/desk/v1/frames", headers=await self.signed_in(name), json=frame)

    async def settled(self) -> None:
        """Until the assistant owes nothing."""
        async with asyncio.timeout(SOON):
            while self.world.system.reactions.busy:  # noqa: ASYNC110 - nothing tells when the last answer has ended
                await asyncio.sleep(0.02)

    async def caught_up(self) -> None:
        """Until the hub has read the log on everybody's behalf."""
        async with asyncio.timeout(SOON):
            while self.world.system.hub.is_reading:  # noqa: ASYNC110 - nothing tells when the last pump has ended
                await asyncio.sleep(0.01)

    # --- sockets -------------------------------------------------------------------------------------------------

    async def dial(self, door: str = "/v1/ws", *, origin: str | None = None, **options: Any) -> Socket:
        """An open WebSocket that has said nothing yet."""
        options.setdefault("subprotocols", [Subprotocol("desk.v1")])
        chosen = Origin(origin) if origin is not None else None
        address = self.base.replace("http", "ws") + door
        ws = await self.stack.enter_async_context(
            connect(address, origin=chosen, compression=None, proxy=None, ping_interval=None, max_size=None, **options)
        )
        return Socket(ws, self.caught_up)

    async def join(self, name: str, *, origin: str | None = None, **hello: Any) -> Socket:
        """Connected and welcomed."""
        operator = name in self.place(name).operators
        socket = await self.dial("/desk/v1/ws" if operator else "/v1/ws", origin=origin)
        await socket.say("hello", {"ticket": await self.ticket(name), "client": "test/1", "proto": 1, **hello})
        assert (await socket.next())["t"] == "welcome"
        return socket


class Watched(logging.Handler):
    """Collects what the server's libraries report as errors."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(f"{record.name}: {record.getMessage()} {record.exc_info or ''}")


@asynccontextmanager
async def no_errors() -> AsyncIterator[None]:
    """Fails when anything inside logs an error or an exception."""
    watched = Watched()
    root = logging.getLogger()
    root.addHandler(watched)
    try:
        with capture_logs() as lines:
            yield
    finally:
        root.removeHandler(watched)
    ours = [line for line in lines if line["log_level"] in ("error", "critical")]
    assert (watched.found, ours) == ([], [])


@asynccontextmanager
async def served(
    folder: Path, *, model: Model | None = None, limits: bool = False, **options: Any
) -> AsyncIterator[Served]:
    """The world on a socket. Rate limits are off unless a test is about them; time runs."""
    model, clock = model or Model(), options.pop("clock", None) or RunningClock()
    environment = {"DESKBELL_RATE_LIMITS": "on" if limits else "off", **options.pop("environment", {})}
    template = folder.parent / "template"
    template.mkdir(exist_ok=True)
    async with (
        no_errors(),
        world(
            folder, template_folder=template, clock=clock, provider=model, environment=environment, **options
        ) as made,
        serving(made.system) as base,
        aiohttp.ClientSession() as http,
        AsyncExitStack() as stack,
    ):
        yield Served(made, base, http, clock, model, stack)


__all__ = ["START", "Frame", "Model", "RunningClock", "Served", "Socket", "no_errors", "served"]
