"""A fake of an OpenAI-compatible server on loopback: validates, streams and fails like the servers people run.

async with FakeOpenAI() as api:
    api.will(Completion(("Hello", ".")), Completion(calls=(Call("request_human"),)))
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal

from aiohttp import web

from tests.fakes.loopback import FOREVER, Handler, LoopbackServer, begin_stream, hang_up, write
from tests.fakes.messages_script import Hang, Recorded

Json = dict[str, Any]

_FIELDS = {
    "model", "messages", "stream", "stream_options", "max_tokens", "max_completion_tokens", "tools", "tool_choice",
    "reasoning_effort",
}  # fmt: skip


@dataclass(frozen=True)
class Call:
    name: str
    arguments: str = "{}"
    id: str | None = "call_1"
    index: int = 0


@dataclass(frozen=True)
class Completion:
    """A streamed completion. `then` says what happens in place of the finish reason and what follows it."""

    deltas: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    finish_reason: str = "stop"
    reasoning: tuple[str, ...] = ()  # sent beside the text, as `reasoning_content`
    refusal: str | None = None
    done: bool = True  # ends with [DONE]
    pace: float = 0.0
    then: Literal["end", "cut", "stall", "error"] = "end"


@dataclass(frozen=True)
class Failure:
    """An answer with another status than 200; servers differ in what they put into it."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


Script = Completion | Recorded | Failure | Hang


class FakeOpenAI(LoopbackServer):
    def __init__(self, *, key: str | None = None, models: tuple[str, ...] = ("llama4", "qwen4:latest")) -> None:
        super().__init__()
        self.key = key
        self.models = models
        self.requests: list[Json] = []
        self.aborted = 0
        self._queue: deque[Script] = deque()

    def will(self, *answers: Script) -> None:
        self._queue.extend(answers)

    def routes(self) -> list[tuple[str, str, Handler]]:
        return [("POST", "/v1/chat/completions", self._complete), ("GET", "/v1/models", self._models)]

    async def _models(self, _: web.Request) -> web.Response:
        return web.json_response({"object": "list", "data": [{"id": name, "object": "model"} for name in self.models]})

    async def _complete(self, request: web.Request) -> web.StreamResponse:
        if self.key is not None and request.headers.get("authorization") != f"Bearer {self.key}":
            return _failure(401, f"Incorrect API key provided: {request.headers.get('authorization')}")
        body = json.loads(await request.read())
        self.requests.append(body)
        if (problem := _problem(body)) is not None:
            return _failure(400, problem)
        script = self._queue.popleft() if self._queue else Completion(("I do not know that.",))
        try:
            return await self._play(script, request, body)
        except (asyncio.CancelledError, ConnectionError):
            self.aborted += 1
            raise

    async def _play(self, script: Script, request: web.Request, body: Json) -> web.StreamResponse:
        match script:
            case Failure():
                return web.json_response(script.body, status=script.status, headers=script.headers)
            case Hang():
                await asyncio.sleep(FOREVER)
                return web.Response()
            case Recorded():
                response = await begin_stream(request, {})
                await write(response, script.data, script.write_size, script.pace)
                return response
            case Completion():
                return await self._stream(script, request, body)

    async def _stream(self, script: Completion, request: web.Request, body: Json) -> web.StreamResponse:
        response = await begin_stream(request, {"x-request-id": f"req_{len(self.requests)}"})
        for chunk in _chunks(script, body["model"]):
            await write(response, chunk)
            await asyncio.sleep(script.pace)
        if script.then == "stall":
            await asyncio.sleep(FOREVER)
        if script.then == "cut":
            hang_up(request)
        return response


def _chunks(script: Completion, model: str) -> Iterator[bytes]:
    def chunk(delta: Json, finish_reason: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
        return _sse({**head, "choices": [choice], "usage": None})

    head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": model}
    yield chunk({"role": "assistant", "content": ""})
    for thought in script.reasoning:
        yield chunk({"reasoning_content": thought})
    for text in script.deltas:
        yield chunk({"content": text})
    if script.refusal is not None:
        yield chunk({"refusal": script.refusal})
    for call in script.calls:
        head_piece = {"name": call.name, "arguments": ""}
        named = {"index": call.index, "type": "function", "function": head_piece}
        yield chunk({"tool_calls": [{**named, "id": call.id} if call.id else named]})
        for start in range(0, len(call.arguments), 5):
            piece = {"arguments": call.arguments[start : start + 5]}
            yield chunk({"tool_calls": [{"index": call.index, "function": piece}]})
    if script.then == "error":
        yield _sse({"error": {"message": "The server is overloaded", "type": "server_error", "code": 503}})
    if script.then == "end":
        yield chunk({}, script.finish_reason)
        usage = {"prompt_tokens": 40, "completion_tokens": 7, "prompt_tokens_details": {"cached_tokens": 30}}
        yield _sse({**head, "choices": [], "usage": usage})
        if script.done:
            yield b"data: [DONE]\n\n"


def _sse(chunk: Json) -> bytes:
    return f"data: {json.dumps(chunk)}\n\n".encode()


def _problem(body: Json) -> str | None:
    """What such a server would complain about, if anything."""
    unknown = set(body) - _FIELDS
    if unknown:
        return f"Unrecognized request argument supplied: {min(unknown)}"
    if not body.get("stream") or body.get("stream_options") != {"include_usage": True}:
        return "the fake only streams, with usage"
    open_calls: set[str] = set()
    for message in body["messages"]:
        if message["role"] == "tool":
            if message["tool_call_id"] not in open_calls:
                return "messages with role 'tool' must be a response to a preceding message with 'tool_calls'"
            open_calls.discard(message["tool_call_id"])
            continue
        if open_calls:
            return "an assistant message with 'tool_calls' must be followed by tool messages"
        open_calls = {call["id"] for call in message.get("tool_calls", [])}
    roles = [m["role"] for m in body["messages"] if m["role"] in {"user", "assistant"} and "tool_calls" not in m]
    if roles[:1] == ["assistant"] or any(a == b for a, b in pairwise(roles)):
        return "Conversation roles must alternate user/assistant/user/assistant/..."
    return None


def _failure(status: int, message: str) -> web.Response:
    return web.json_response({"error": {"message": message, "type": "invalid_request_error"}}, status=status)
