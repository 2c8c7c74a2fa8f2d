"""One question to a model over HTTP and its streamed answer: waiting and aborting. No provider's format is known here.

Importing this module loads aiohttp (5 MB): the composition root imports it only when a model is configured.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

import aiohttp

from deskbell.adapters.http import HttpClient
from deskbell.adapters.model_relay import Patience, relay
from deskbell.features.assistant.ports import ModelError, ModelEvent

Headers = Mapping[str, str]
Classify = Callable[[int, Headers, bytes], ModelError]

_ERROR_BODY_LIMIT = 64 * 1024
_SMALL_ANSWER_LIMIT = 4 * 1024 * 1024
_DRAIN_TIMEOUT = 0.1


class Reader(Protocol):
    """Turns the bytes of one answer into events. Never raises: it keeps its first failure for after the good events."""

    done: bool
    failure: ModelError | None
    request_id: str | None  # of the answer, for `Finished`

    def feed(self, chunk: bytes) -> Sequence[ModelEvent]: ...

    def end(self) -> Sequence[ModelEvent]:
        """The bytes ended: sets `done`, or `failure` if the answer was not complete."""


@dataclass(frozen=True, slots=True)
class Question:
    url: str
    headers: Headers
    body: bytes
    new_reader: Callable[[], Reader]


class ModelStream:
    """`chance` gives numbers in [0, 1) to spread retries; `classify` reads an error answer."""

    def __init__(self, http: HttpClient, classify: Classify, patience: Patience, chance: Callable[[], float]) -> None:
        self._http = http
        self._classify = classify
        self._patience = patience
        self._chance = chance

    def ask(self, write: Callable[[], Question]) -> AsyncGenerator[ModelEvent, None]:
        """The events of the answer. `write` is called when the first one is asked for; it may raise ModelError."""
        return relay(
            lambda: _HttpAttempt(write(), self._http, self._classify, self._patience), self._patience, self._chance
        )

    async def fetch(self, url: str, headers: Headers) -> bytes:
        """One small answer, without retries (for `check`). Raises ModelError."""
        try:
            async with (
                asyncio.timeout(self._patience.first_byte),
                self._http.session().get(url, headers=headers, allow_redirects=False) as response,
            ):
                body = await _read_up_to(_SMALL_ANSWER_LIMIT, response.content)
        except TimeoutError as error:
            raise ModelError("timeout", "no answer in time") from error
        except (aiohttp.ClientError, OSError) as error:
            raise ModelError("unreachable", _name(error)) from error
        if response.status != 200:
            raise self._classify(response.status, response.headers, body)
        return body


class _HttpAttempt:
    """One request and its response. A timer, not one per chunk but one per stream, closes a silent response."""

    def __init__(self, question: Question, http: HttpClient, classify: Classify, patience: Patience) -> None:
        self._question = question
        self._http = http
        self._classify = classify
        self._patience = patience
        self._loop = asyncio.get_running_loop()
        self._reader = question.new_reader()
        self._response: aiohttp.ClientResponse | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._waiting_since: float | None = None
        self._silent = False
        self._broken: ModelError | None = None

    @property
    def request_id(self) -> str | None:
        return self._reader.request_id

    @property
    def done(self) -> bool:
        return self._reader.done

    @property
    def failure(self) -> ModelError | None:
        return self._reader.failure or self._broken

    async def open(self) -> Sequence[ModelEvent]:
        wait = self._patience.first_byte
        question = self._question
        try:
            async with asyncio.timeout(wait):
                self._response = await self._http.session().post(
                    question.url, data=question.body, headers=question.headers, allow_redirects=False
                )
                await self._accept(self._response)
                first = await self._response.content.readany()
        except aiohttp.ConnectionTimeoutError as error:
            raise ModelError("unreachable", "no connection in time") from error
        except TimeoutError as error:
            raise ModelError("timeout", f"no first byte within {wait:g} s") from error
        except (aiohttp.ClientError, OSError) as error:
            raise ModelError("unreachable", _name(error)) from error
        self._timer = self._loop.call_later(self._patience.idle, self._look)
        return self._read(first)

    async def _accept(self, response: aiohttp.ClientResponse) -> None:
        self._reader.request_id = response.headers.get("request-id") or response.headers.get("x-request-id")
        if response.status != 200:
            body = await _read_up_to(_ERROR_BODY_LIMIT, response.content)
            raise self._classify(response.status, response.headers, body)
        if response.content_type in {"text/html", "application/json"}:
            raise ModelError("server", f"answered with {response.content_type}, not with a stream", permanent=True)

    async def more(self) -> Sequence[ModelEvent]:
        assert self._response is not None
        self._waiting_since = self._loop.time()
        try:
            return self._read(await self._response.content.readany())
        except (aiohttp.ClientError, OSError) as error:
            events = self._reader.feed(_left_behind(self._response.content))
            if self._silent:
                self._broken = ModelError("timeout", f"silent for {self._patience.idle:g} s")
            elif not self._reader.done:
                self._broken = ModelError("cut_stream", _name(error))
            return events
        finally:
            self._waiting_since = None

    def _read(self, chunk: bytes) -> Sequence[ModelEvent]:
        return self._reader.feed(chunk) if chunk else self._reader.end()

    async def drain(self) -> None:
        assert self._response is not None
        content = self._response.content
        with suppress(TimeoutError, aiohttp.ClientError, OSError):
            async with asyncio.timeout(_DRAIN_TIMEOUT):
                while not content.at_eof():
                    await content.readany()

    def _look(self) -> None:
        now = self._loop.time()
        since = self._waiting_since
        if since is not None and now - since >= self._patience.idle:
            self._silent = True
            if self._response is not None:
                self._response.close()
            return
        # While the caller is busy with an event nobody waits for the upstream: its silence does not count.
        self._timer = self._loop.call_at((now if since is None else since) + self._patience.idle, self._look)

    async def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._response is not None:
            self._response.close()  # a response that was read to its end has already given its connection back


async def _read_up_to(limit: int, content: aiohttp.StreamReader) -> bytes:
    body = b""
    while len(body) < limit and (chunk := await content.read(limit - len(body))):
        body += chunk
    return body


def _left_behind(content: aiohttp.StreamReader) -> bytes:
    """What arrived before the connection broke: aiohttp raises first and keeps these bytes to itself."""
    return content._read_nowait(-1)  # noqa: SLF001


def _name(error: Exception) -> str:
    """For the log: what happened, without what it happened to (an address may hold a secret)."""
    return type(error).__name__
