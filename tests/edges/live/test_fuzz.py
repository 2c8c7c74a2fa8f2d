"""Frames that nobody would write: the answer is always one of ours, and nothing inside ever breaks."""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import uvloop
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed

from tests.edges.live.harness import Served, Socket, served
from tests.edges.live.test_frames import checked

TYPES = [
    "hello", "msg", "request", "cancel", "retry", "take", "release", "return", "close", "sub", "unsub", "sync", "read",
    "typing", "available", "pong",
]  # fmt: skip
FIELDS = [
    "cid", "text", "page", "assist", "kind", "seen", "upto", "after", "on", "ticket", "proto", "cursor", "url", "title",
]  # fmt: skip
ENDS = {4400, 4413, 4429}

texts = st.one_of(
    st.text(max_size=40),
    st.text(st.characters(categories=["Cs", "Cc", "Cf", "Co"]), max_size=8),
    st.sampled_from(
        ["", "\x00", "\ud800", "note", "text", "' OR ''='", "%", "_", "__proto__", "x" * 4_001, "http://x"]
    ),
)
numbers = st.one_of(
    st.integers(-3, 40), st.sampled_from([2**31, 2**53, 2**63, 2**64, -(2**63) - 1, 10**60]), st.floats()
)
values = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, texts),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(FIELDS), inner, max_size=3)),
    max_leaves=6,
)
frames = st.fixed_dictionaries(
    {"t": st.one_of(st.sampled_from(TYPES), texts)},
    optional={
        "d": st.one_of(st.dictionaries(st.one_of(st.sampled_from(FIELDS), texts), values, max_size=5), values),
        "c": st.one_of(st.just("the conversation"), values),
        "e": st.one_of(st.integers(0, 4), values),
        "id": values,
        "s": values,
    },
)


@st.composite
def broken(draw: st.DrawFn) -> str:
    """A good frame's text with a piece cut out, doubled or replaced."""
    text = json.dumps(draw(frames))
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 12)))
    return (
        text[:start] + draw(st.sampled_from(["", text[start:end] * 2, "\x00", "{", '"', ",", "\\ud83d"])) + text[end:]
    )


class Play:
    """One visitor and one operator who are joined again whenever the server had enough of them."""

    def __init__(self, desk: Served, conversation: str) -> None:
        self.desk = desk
        self.conversation = conversation
        self.sockets: dict[str, Socket] = {}

    async def send(self, name: str, texts: list[str]) -> None:
        if name not in self.sockets:
            self.sockets[name] = await self.desk.join(name)
        socket = self.sockets[name]
        try:
            for text in texts:
                await socket.ws.send(text)
            await socket.say("read", {"upto": 1}, c=self.conversation, id="probe")
            while (frame := await socket.next()).get("id") != "probe":
                if frame["t"] == "nack":
                    checked(frame)
        except ConnectionClosed:
            del self.sockets[name]
            code = await socket.close_code()
            assert code in ENDS, (code, texts)
        socket.seen.clear()

    async def post(self, name: str, text: str) -> None:
        headers = self.desk.bearer(name) if name == "vera" else await self.desk.signed_in(name)
        path = "/v1/frames" if name == "vera" else "/desk/v1/frames"
        status, answer = await self.desk.call("POST", path, headers=headers, data=text.encode("utf-8", "replace"))
        assert status < 500, (status, text)
        assert answer["t"] in ("ack", "nack"), answer


def test_no_frame_breaks_the_server(tmp_path: Path) -> None:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        stack = AsyncExitStack()
        play = runner.run(_begin(stack, tmp_path))

        def texts_of(examples: list[Any]) -> list[str]:
            whole = [json.dumps(e) if isinstance(e, dict) else e for e in examples]
            return [text.replace("the conversation", play.conversation) for text in whole]

        @settings(
            max_examples=80, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
        )
        @given(st.sampled_from(["vera", "oscar"]), st.lists(st.one_of(frames, broken()), min_size=1, max_size=6))
        def play_some(name: str, examples: list[Any]) -> None:
            texts = [text.encode("utf-8", "replace").decode() for text in texts_of(examples)]
            runner.run(play.send(name, texts))
            runner.run(play.post(name, texts[0]))

        try:
            play_some()
        finally:
            runner.run(stack.aclose())


async def _begin(stack: AsyncExitStack, folder: Path) -> Play:
    desk = await stack.enter_async_context(served(folder))
    status, ack = await desk.post("vera", {"t": "msg", "d": {"cid": "c1", "text": "hello"}})
    assert status == 200
    return Play(desk, ack["c"])
