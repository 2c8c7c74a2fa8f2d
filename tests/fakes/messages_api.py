"""A fake of the Messages API on loopback: a real HTTP server that validates, streams and fails like the original.

    async with FakeMessagesApi() as api:
        api.will(say("Hello."), overloaded(), Answer((Thinking(), ToolUse("request_human"))))
        ... api.url, api.key ...
        assert api.requests[0].body["model"] == "claude-haiku-5-5"

Answers are taken from the queue; when it is empty `api.default` makes one from the request.
`FakeMessagesApi.threaded()` is the same for tests without an event loop of their own, and
`python -m tests.fakes.messages_api` for other processes.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

from tests.fakes.loopback import FOREVER, Handler, LoopbackServer, begin_stream, hang_up, write
from tests.fakes.messages_rules import MODELS, Refused, check_body, check_headers
from tests.fakes.messages_script import (
    Answer,
    Drop,
    ErrorAnswer,
    Hang,
    Json,
    Recorded,
    Script,
    default_answer,
    error_event,
    events,
)

_MIN_CACHEABLE = 512  # tokens


@dataclass
class Received:
    """One request to /v1/messages, accepted or not. `aborted`: the client left before the answer was complete."""

    headers: dict[str, str]
    body: Json
    refused: str | None = None
    connection: int = 0  # the client's port: equal for requests on one connection
    at: float = 0.0
    aborted_at: float | None = None
    aborted: asyncio.Event = field(default_factory=asyncio.Event)


class FakeMessagesApi(LoopbackServer):
    def __init__(self, *, key: str = "sk-ant-test-key", port: int = 0) -> None:
        super().__init__(port=port)
        self.key = key
        self.requests: list[Received] = []
        self.arrivals: asyncio.Queue[Received] = asyncio.Queue()  # to wait for the next request
        self.default: Callable[[Json], Script] = default_answer
        self._queue: deque[Script] = deque()
        self._cached: set[str] = set()
        self._count = 0

    def will(self, *answers: Script) -> None:
        self._queue.extend(answers)

    def routes(self) -> list[tuple[str, str, Handler]]:
        return [
            ("POST", "/v1/messages", self._messages),
            ("GET", "/v1/models", self._models),
            ("GET", "/v1/models/{id}", self._model),
        ]

    # /v1/messages

    async def _messages(self, request: web.Request) -> web.StreamResponse:
        self._count += 1
        request_id = f"req_{self._count:024d}"
        received = Received({name.lower(): value for name, value in request.headers.items()}, {})
        received.at = asyncio.get_running_loop().time()
        received.connection = request.transport.get_extra_info("peername")[1] if request.transport else 0
        self.requests.append(received)
        self.arrivals.put_nowait(received)
        try:
            check_headers(received.headers, self.key)
            received.body = check_body(await _read(request))
        except Refused as refused:
            received.refused = refused.message
            return _error(ErrorAnswer(refused.status, refused.type, refused.message), request_id)
        script = self._queue.popleft() if self._queue else self.default(received.body)
        try:
            return await self._play(script, request, received, request_id)
        except (asyncio.CancelledError, ConnectionError):
            received.aborted_at = asyncio.get_running_loop().time()
            received.aborted.set()
            raise

    async def _play(
        self, script: Script, request: web.Request, received: Received, request_id: str
    ) -> web.StreamResponse:
        match script:
            case ErrorAnswer():
                return _error(script, request_id)
            case Hang():
                await asyncio.sleep(FOREVER)
            case Drop():
                hang_up(request)
            case Recorded():
                response = await begin_stream(request, {"request-id": request_id})
                await write(response, script.data, script.write_size, script.pace)
                if script.then == "cut":
                    hang_up(request)
                return response
            case Answer():
                return await self._stream(script, request, received, request_id)
        return web.Response()

    async def _stream(
        self, answer: Answer, request: web.Request, received: Received, request_id: str
    ) -> web.StreamResponse:
        await asyncio.sleep(answer.wait)
        response = await begin_stream(request, {"request-id": request_id})
        message_id = f"msg_{self._count:024d}"
        for number, event in enumerate(events(answer, received.body, message_id, self._usage(received.body))):
            if answer.then != "end" and number == answer.after:
                await _misbehave(answer, request, response, event)
                return response
            if number == 1:
                await asyncio.sleep(answer.think)
            await write(response, event, answer.write_size)
            if answer.pace:
                await asyncio.sleep(answer.pace)
        return response

    def _usage(self, body: Json) -> Json:
        """Counts four characters as a token, and remembers the cached prefix as the original does for five minutes."""
        prefix = json.dumps([body["model"], body.get("tools"), body.get("system")])
        rest = len(json.dumps(body["messages"])) // 4
        tokens = len(prefix) // 4
        system = body.get("system")
        marked = isinstance(system, list) and any("cache_control" in block for block in system)
        if not marked or tokens < _MIN_CACHEABLE:
            return _counts(tokens + rest, 0, 0)
        digest = hashlib.sha256(prefix.encode()).hexdigest()
        if digest in self._cached:
            return _counts(rest, 0, tokens)
        self._cached.add(digest)
        return _counts(rest, tokens, 0)

    # /v1/models

    async def _models(self, request: web.Request) -> web.Response:
        data = [_model(model_id) for model_id in MODELS]
        page = {"data": data, "first_id": data[0]["id"], "last_id": data[-1]["id"], "has_more": False}
        return self._guarded(request) or web.json_response(page)

    async def _model(self, request: web.Request) -> web.Response:
        model_id = request.match_info["id"]
        if model_id not in MODELS:
            missing = _error(ErrorAnswer(404, "not_found_error", f"model: {model_id}"), "req_model")
            return self._guarded(request) or missing
        return self._guarded(request) or web.json_response(_model(model_id))

    def _guarded(self, request: web.Request) -> web.Response | None:
        try:
            check_headers({name.lower(): value for name, value in request.headers.items()}, self.key)
        except Refused as refused:
            return _error(ErrorAnswer(refused.status, refused.type, refused.message), "req_model")
        return None


async def _read(request: web.Request) -> object:
    try:
        body: object = json.loads(await request.read())
    except web.HTTPRequestEntityTooLarge:
        raise Refused("Request exceeds the maximum size", status=413, type="request_too_large") from None
    except ValueError as error:
        raise Refused(f"The request body is not valid JSON: {error}") from None
    if not isinstance(body, dict) or body.get("stream") is not True:
        raise Refused("the fake only streams")
    return body


async def _misbehave(answer: Answer, request: web.Request, response: web.StreamResponse, event: bytes) -> None:
    match answer.then:
        case "stall":
            await asyncio.sleep(FOREVER)
        case "error":
            await response.write(error_event(answer.error_type))
        case "cut":
            hang_up(request)
        case "cut_character":
            middle = next(i for i, byte in enumerate(event) if byte >= 0xC0) + 1
            await response.write(event[:middle])
            await asyncio.sleep(0.01)
            hang_up(request)


def _error(answer: ErrorAnswer, request_id: str) -> web.Response:
    headers = {"request-id": request_id, **answer.headers}
    return web.json_response(answer.body(request_id), status=answer.status, headers=headers)


def _counts(fresh: int, written: int, read: int) -> Json:
    return {"input_tokens": fresh, "cache_creation_input_tokens": written, "cache_read_input_tokens": read}


def _model(model_id: str) -> Json:
    retires_at = MODELS[model_id]["retires_at"]
    return {
        "type": "model", "id": model_id, "display_name": model_id, "created_at": "2026-10-07T00:00:00Z",
        "lifecycle": "deprecated" if retires_at else "active", "retires_at": retires_at, "deprecated_at": None,
        "max_input_tokens": 1_000_000, "max_tokens": 128_000, "capabilities": None, "line": None,
    }  # fmt: skip


async def _serve(port: int) -> None:
    async with FakeMessagesApi(port=port) as api:
        sys.stdout.write(json.dumps({"url": api.url, "key": api.key}) + "\n")
        sys.stdout.flush()
        await asyncio.sleep(FOREVER)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Serve the fake Messages API.")
    parser.add_argument("--port", type=int, default=0)
    asyncio.run(_serve(parser.parse_args().port))
