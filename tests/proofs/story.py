"""The story that Deskbell is for, played over the network against an address that anybody may serve.

A visitor asks and the assistant answers from the knowledge; the visitor wants a person, an operator takes over. Nothing
here knows the server's insides: it may live in a container, behind a proxy, or both.
"""

from __future__ import annotations

import itertools
import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from tests.edges.live.harness import Frame, Socket

OWNER, PASSWORD, SITE = "ada@harbour.example", "correct horse battery", "harbour"
WORKSPACE = ["create-workspace", "--name", "Harbour Bikes", "--owner-email", OWNER, "--site-key", SITE]
WORKSPACE += ["--password", PASSWORD, "--json"]
QUESTION = "When are you open on Saturday?"
KNOWN = {"kind": "qa", "title": "Hours", "question": QUESTION, "body": "On Saturday we are open from 10:00 to 16:00."}


@dataclass(slots=True)
class Stage:
    """The address, and everybody who is connected to it."""

    url: str
    tls: ssl.SSLContext | None
    visitor: aiohttp.ClientSession
    operator: aiohttp.ClientSession
    stack: AsyncExitStack
    token: str = ""
    site: str = SITE
    acknowledged: dict[str, int] = field(default_factory=dict)
    numbers: itertools.count[int] = field(default_factory=itertools.count)

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def asked(self, http: aiohttp.ClientSession, method: str, path: str, **options: Any) -> Any:
        """The JSON of the answer. Raises aiohttp.ClientResponseError where it is refused."""
        async with http.request(method, self.url + path, **options) as answer:
            answer.raise_for_status()
            return await answer.json()

    async def joined(self, door: str, ticket: str, **hello: Any) -> Socket:
        address = self.url.replace("http", "ws", 1) + door
        protocols = [Subprotocol("desk.v1")]
        ws = await self.stack.enter_async_context(
            connect(address, ssl=self.tls, subprotocols=protocols, compression=None, proxy=None)
        )
        socket = Socket(ws)
        await socket.say("hello", {"ticket": ticket, "client": "story", "proto": 1, **hello})
        await socket.until("welcome")
        return socket

    async def visitor_socket(self, **hello: Any) -> Socket:
        ticket = (await self.asked(self.visitor, "POST", "/v1/tickets", headers=self.bearer))["ticket"]
        return await self.joined("/v1/ws", ticket, **hello)

    async def operator_socket(self) -> Socket:
        ticket = (await self.asked(self.operator, "POST", "/desk/v1/tickets"))["ticket"]
        return await self.joined("/desk/v1/ws", ticket)

    async def says(self, socket: Socket, text: str, **envelope: Any) -> Frame:
        ack = await socket.ask("msg", {"cid": f"story-{next(self.numbers)}", "text": text}, **envelope)
        return self.kept(ack, text)

    async def posts(self, text: str, cid: str = "") -> Frame:
        """The visitor's message without a socket."""
        frame = {"t": "msg", "id": 1, "d": {"cid": cid or f"story-{next(self.numbers)}", "text": text}}
        return self.kept(await self.asked(self.visitor, "POST", "/v1/frames", json=frame, headers=self.bearer), text)

    def kept(self, ack: Frame, text: str) -> Frame:
        assert ack["t"] == "ack", ack
        self.acknowledged[text] = ack["s"]
        return ack

    async def log(self) -> dict[int, Frame]:
        """The visitor's conversation as the server has it now, by seq."""
        told = await self.asked(self.visitor, "GET", "/v1/conversation?after=0", headers=self.bearer)
        found: dict[int, Frame] = {}
        for frame in told["frames"]:
            if frame["t"] == "ev":
                found[frame["s"]] = frame["d"]
            elif frame["t"] == "snap":
                found |= {event["s"]: event for event in frame["d"]["events"]}
        return found

    async def nothing_is_lost(self) -> None:
        """The log has no gap, and every acknowledged text stands in it once, at the seq it was promised."""
        log = await self.log()
        assert sorted(log) == list(range(1, len(log) + 1))
        texts = [event.get("text") for event in log.values()]
        for text, seq in self.acknowledged.items():
            assert log[seq].get("text") == text
            assert texts.count(text) == 1


@asynccontextmanager
async def stage(url: str, tls: ssl.SSLContext | None = None) -> AsyncIterator[Stage]:
    async with AsyncExitStack() as stack:

        async def session() -> aiohttp.ClientSession:
            connector = aiohttp.TCPConnector(ssl=tls if tls is not None else True)
            jar = aiohttp.CookieJar(unsafe=True)
            return await stack.enter_async_context(aiohttp.ClientSession(connector=connector, cookie_jar=jar))

        yield Stage(url, tls, await session(), await session(), stack)


async def said_by(author: str, socket: Socket) -> Frame:
    while (frame := await socket.until("ev", type="message"))["d"]["author"]["kind"] != author:
        pass
    return frame


async def play(on: Stage) -> tuple[Socket, Socket, str]:
    """From the first question to the operator's first answer: (visitor, operator, conversation)."""
    await on.asked(on.operator, "POST", "/desk/v1/sign-in", json={"email": OWNER, "password": PASSWORD})
    await on.asked(on.operator, "POST", "/desk/v1/sources", json=KNOWN)
    operator = await on.operator_socket()
    on.token = (await on.asked(on.visitor, "POST", "/v1/visitors", json={"site": on.site}))["visitor"]["token"]
    visitor = await on.visitor_socket()

    conversation: str = (await on.says(visitor, QUESTION))["c"]
    answer = await said_by("assistant", visitor)
    assert "10:00" in answer["d"]["text"]
    assert answer["d"]["citations"]

    assert (await visitor.ask("request", {"cid": "wanted"}))["t"] == "ack"
    ring = await operator.until("ring", c=conversation)
    assert (await operator.ask("take", c=conversation, e=ring["e"]))["t"] == "ack"
    await visitor.until("ev", type="state", to="human")
    await operator.say("sub", c=conversation)
    await on.says(operator, "Ada here. How can I help?", c=conversation)
    await visitor.until("ev", text="Ada here. How can I help?")
    return visitor, operator, conversation
