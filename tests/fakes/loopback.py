"""A real HTTP server on a free port of this machine, for the fakes of other people's services."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Self

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

FOREVER = 3600.0


class LoopbackServer:
    """Serves inside `async with`. Handlers are cancelled when their client leaves."""

    def __init__(self, *, port: int = 0, size_limit: int = 32 * 1024 * 1024) -> None:
        self.url = ""
        self._port = port
        self._size_limit = size_limit
        self._runner: web.AppRunner | None = None

    def routes(self) -> list[tuple[str, str, Handler]]:
        raise NotImplementedError

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=self._size_limit)
        for method, path, handler in self.routes():
            app.router.add_route(method, path, handler)
        self._runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.05)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *exc: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    @classmethod
    @contextmanager
    def threaded(cls) -> Iterator[Self]:
        """The same for those without an event loop: serve from a thread of its own."""
        server = cls()
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, daemon=True)
        thread.start()
        try:
            asyncio.run_coroutine_threadsafe(server.__aenter__(), loop).result(10)
            yield server
        finally:
            asyncio.run_coroutine_threadsafe(server.__aexit__(), loop).result(10)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(10)
            loop.close()


async def begin_stream(request: web.Request, headers: dict[str, str]) -> web.StreamResponse:
    response = web.StreamResponse(headers={"content-type": "text/event-stream; charset=utf-8", **headers})
    await response.prepare(request)
    return response


async def write(response: web.StreamResponse, data: bytes, size: int | None = None, pace: float = 0.0) -> None:
    """In pieces of `size` bytes, `pace` seconds apart."""
    for start in range(0, len(data), size or len(data) or 1):
        await response.write(data[start : start + (size or len(data))])
        if size:
            await asyncio.sleep(pace)


def hang_up(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.close()
