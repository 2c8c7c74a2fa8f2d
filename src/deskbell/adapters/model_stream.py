"""Ask a model over HTTP and relay its streamed answer: waiting, retrying, aborting. No provider's format is known here.

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
from deskbell.features.assistant.ports import ModelError, ModelEvent

Headers = Mapping[str, str]
Classify = Callable[[int, Headers, bytes], ModelError]

_ERROR_BODY_LIMIT = 64 * 1024
_DRAIN_TIMEOUT = 0.1


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds, and how often to ask again. Connecting is bounded by HttpClient."""

    first_byte: float = 20.0
    idle: float = 30.0
    retries: int = 2
    retry_within: float = 10.0  # no attempt starts later than this after the first one
    backoff: float = 0.5


class Reader(Protocol):
    """Turns the bytes of one answer into events. Never raises: it keeps its first failure for after the good events."""

    done: bool
    failure: ModelError | None

    def feed(self, chunk: bytes) -> Sequence[ModelEvent]: ...

    def end(self) -> Sequence[ModelEvent]:
        """The bytes ended: sets `done`, or `failure` if the answer was not complete."""


ReaderFor = Callable[[str | None], Reader]  # by the request id of the answer


@dataclass(frozen=True, slots=True)
class Question:
    url: str
    headers: Headers
    body: bytes


class ModelStream:
    """`chance` gives numbers in [0, 1) to spread retries; `classify` reads an error answer."""

    def __init__(
        self,
        http: HttpClient,
        classify: Classify,
        patience: Patience,
        chance: Callable[[], float] = lambda: 0.5,
    ) -> None:
        self._http = http
        self._classify = classify
        self._patience = patience
        self._chance = chance

    async def relay(self, ask: Callable[[], tuple[Question, ReaderFor]]) -> AsyncGenerator[ModelEvent, None]:
        """Yield the answer's events. Closing this generator closes the connection at once."""
        question, reader_for = ask()
        loop = asyncio.get_running_loop()
        began_at = loop.time()
        attempt = 0
        while True:
            exchange = _Exchange(self._http, self._classify, self._patience)
            begun = False
            try:
                chunk = await exchange.open(question)
                reader = reader_for(exchange.request_id)
                while True:
                    for event in reader.feed(chunk) if chunk else reader.end():
                        begun = True
                        yield event
                    if reader.failure is not None:
                        raise reader.failure
                    if reader.done:
                        break
                    chunk = await exchange.read()
                await exchange.drain()
            except ModelError as error:
                error.request_id = error.request_id or exchange.request_id
                delay = self._delay(error, attempt, loop.time() - began_at)
                if begun or delay is None:
                    raise
            else:
                return
            finally:
                exchange.close()
            await asyncio.sleep(delay)
            attempt += 1

    async def fetch(self, url: str, headers: Headers) -> bytes:
        """One small answer, without retries (for `check`)."""
        exchange = _Exchange(self._http, self._classify, self._patience)
        try:
            return await exchange.get(url, headers)
        finally:
            exchange.close()

    def _delay(self, error: ModelError, attempt: int, elapsed: float) -> float | None:
        """Seconds until the next attempt, or None if there is none."""
        if error.permanent or attempt >= self._patience.retries:
            return None
        if error.retry_after is not None:
            delay = error.retry_after
        elif error.kind == "unreachable" and attempt == 0:
            delay = 0.0  # most often a kept-alive connection that the other side had closed
        else:
            delay = self._patience.backoff * 2.0**attempt * (0.75 + 0.5 * self._chance())
        return delay if elapsed + delay <= self._patience.retry_within else None


class _Exchange:
    """One request and its response. A timer, not one per chunk but one per stream, closes a silent response."""

    def __init__(self, http: HttpClient, classify: Classify, patience: Patience) -> None:
        self._http = http
        self._classify = classify
        self._patience = patience
        self._loop = asyncio.get_running_loop()
        self._response: aiohttp.ClientResponse | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._waiting_since: float | None = None
        self._silent = False
        self.request_id: str | None = None

    async def open(self, question: Question) -> bytes:
        """Send the question and return the first bytes of the answer. Raises ModelError."""
        wait = self._patience.first_byte
        try:
            async with asyncio.timeout(wait):
                response = await self._http.session().post(
                    question.url, data=question.body, headers=question.headers, allow_redirects=False
                )
                await self._accept(response)
                first = await response.content.readany()
        except aiohttp.ConnectionTimeoutError as error:
            raise ModelError("unreachable", "no connection in time") from error
        except TimeoutError as error:
            raise ModelError("timeout", f"no first byte within {wait:g} s") from error
        except (aiohttp.ClientError, OSError) as error:
            raise ModelError("unreachable", _name(error), request_id=self.request_id) from error
        self._timer = self._loop.call_later(self._patience.idle, self._look)
        return first

    async def get(self, url: str, headers: Headers) -> bytes:
        try:
            async with asyncio.timeout(self._patience.first_byte):
                response = await self._http.session().get(url, headers=headers, allow_redirects=False)
                self._response = response
                body = await response.content.read(4 * 1024 * 1024)
        except TimeoutError as error:
            raise ModelError("timeout", "no answer in time") from error
        except (aiohttp.ClientError, OSError) as error:
            raise ModelError("unreachable", _name(error)) from error
        if response.status != 200:
            raise self._classify(response.status, response.headers, body)
        return body

    async def _accept(self, response: aiohttp.ClientResponse) -> None:
        self._response = response
        self.request_id = response.headers.get("request-id") or response.headers.get("x-request-id")
        if response.status != 200:
            body = await response.content.read(_ERROR_BODY_LIMIT)
            raise self._classify(response.status, response.headers, body)
        if response.content_type in {"text/html", "application/json"}:
            raise ModelError("server", f"answered with {response.content_type}, not with a stream", permanent=True)

    async def read(self) -> bytes:
        """The next bytes, or none at the end. Raises ModelError."""
        assert self._response is not None
        self._waiting_since = self._loop.time()
        try:
            return await self._response.content.readany()
        except (aiohttp.ClientError, OSError) as error:
            if self._silent:
                raise ModelError("timeout", f"silent for {self._patience.idle:g} s") from error
            raise ModelError("cut_stream", _name(error)) from error
        finally:
            self._waiting_since = None

    async def drain(self) -> None:
        """Read the few bytes after a complete answer, so that the connection can be used again."""
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

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._response is not None:
            self._response.close()  # a response that was read to its end has already given its connection back


def _name(error: Exception) -> str:
    """For the log: what happened, without what it happened to (an address may hold a secret)."""
    return type(error).__name__
